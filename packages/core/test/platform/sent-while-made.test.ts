import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sentWhileMade } from '../../src/platform/http/sent-while-made.js';

const MANY = 64;
const piece = () => Buffer.alloc(65_536, 1);

test('what is made arrives whole and in its order', async () => {
  const sent = await sentWhileMade(async ({ write }) => {
    write(Buffer.from('first '));
    await sleep(1);
    write(Buffer.from('last'));
  });
  expect((await buffer(sent)).toString()).toBe('first last');
});

test('the first piece answers, before the last is made', async () => {
  let finish = (): void => undefined;
  const more = new Promise<void>((resolve) => (finish = resolve));
  const sent = await sentWhileMade(async ({ write }) => {
    write(Buffer.from('first '));
    await more;
    write(Buffer.from('last'));
  });
  finish();
  expect((await buffer(sent)).toString()).toBe('first last');
});

test('nothing at all is an empty file', async () => {
  expect(await buffer(await sentWhileMade(async () => undefined))).toHaveLength(0);
});

test('what goes wrong before the first piece is thrown', async () => {
  await expect(sentWhileMade(() => Promise.reject(new Error('too many rows')))).rejects.toThrow('too many rows');
});

test('what goes wrong later breaks the file off', async () => {
  const sent = await sentWhileMade(async ({ write }) => {
    write(Buffer.from('half'));
    await sleep(1);
    throw new Error('a rule threw');
  });
  await expect(buffer(sent)).rejects.toThrow('a rule threw');
});

test('making ends although nobody reads, so that nothing is held for a slow reader', async () => {
  let made = 0;
  await new Promise<void>((resolve) => {
    void sentWhileMade(async ({ write }) => {
      for (; made < MANY; made++) write(piece());
      resolve();
    });
  });
  expect(made).toBe(MANY);
});

test('a reader who goes ends the making, and nothing is kept for it', async () => {
  let signal: AbortSignal | undefined;
  const sent = await sentWhileMade(async (making) => {
    signal = making.signal;
    for (;;) {
      making.write(piece());
      await sleep(1);
      making.signal.throwIfAborted();
    }
  });
  expect(signal!.aborted).toBe(false);
  sent.destroy();
  await expect.poll(() => signal!.aborted).toBe(true);
  expect(sent.readableLength).toBeLessThan(MANY * 65_536);
});
