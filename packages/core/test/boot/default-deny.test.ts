import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Get, Post } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { api, createKernel } from '../../src/index.js';
import { live } from '../../src/platform/platform.api.js';
import { Handle } from '../../src/platform/http/handle.js';
import { HealthController } from '../../src/platform/platform.module.js';

describe('a server', () => {
  let folder: string;
  const boot = () =>
    createKernel({
      database: { path: join(folder, 'xieshou.db') },
      programmes: [],
      keys: { audit: randomBytes(32), sensitive: randomBytes(32), lookup: randomBytes(32), browsers: randomBytes(32) },
      settings: { publicUrl: 'http://localhost', secure: false, filesDir: join(folder, 'files') },
      quiet: true,
    });
  /** Gives a controller of the kernel one more method for the time of a test. */
  const withMethod = async (name: string, decorator: MethodDecorator, work: () => Promise<void>) => {
    const handler = { configurable: true, writable: true, value: () => 'open to anyone' };
    Object.defineProperty(HealthController.prototype, name, handler);
    decorator(HealthController.prototype, name, handler);
    try {
      await work();
    } finally {
      Reflect.deleteProperty(HealthController.prototype, name);
    }
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xieshou-boot-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('does not start with a handler that declares no gate, and names it', async () => {
    await withMethod('backDoor', Get('/api/back-door'), async () => {
      await expect(boot()).rejects.toThrow(
        'HealthController.backDoor declares no gate. Bind it with @Handle(endpoint).',
      );
    });
    await withMethod('sideDoor', Post('/side-door'), async () => {
      await expect(boot()).rejects.toThrow('HealthController.sideDoor declares no gate');
    });
  });

  it('can be started again on the same data once the handler is bound', async () => {
    await withMethod('backDoor', Get('/api/back-door'), async () => {
      await expect(boot()).rejects.toThrow('declares no gate');
    });
    const bound = Handle({ ...live, name: 'again', path: '/health/again' });
    await withMethod('again', bound, async () => {
      const kernel = await boot();
      expect((await kernel.fastify.inject('/health/again')).statusCode).toBe(200);
      await kernel.close();
    });
  });

  it('does not start with an endpoint that nobody answers, and names it', async () => {
    const nobody = { ...live, name: 'forgotten', path: '/health/forgotten' };
    (api as unknown[]).push(nobody);
    try {
      await expect(boot()).rejects.toThrow('Nobody answers forgotten.');
    } finally {
      (api as unknown[]).pop();
    }
  });

  it('starts with the handlers it has', async () => {
    const kernel = await boot();
    expect((await kernel.fastify.inject('/api/back-door')).statusCode).toBe(404);
    await kernel.close();
  });
});
