import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Keys } from '@xieshou/core';
import { ConfigurationError } from './configuration.js';

const SHAPE = /^[0-9a-f]{64}$/;

/**
 * The secrets of this installation, derived from one key file. Made on the first start, readable by its owner only.
 * `mayMake` is false once there is data: a lost key must not be replaced in silence.
 */
export const readKeys = (o: { readonly path: string; readonly mayMake: boolean }): Keys => {
  if (!existsSync(o.path)) {
    if (!o.mayMake)
      throw new ConfigurationError(
        `XIESHOU_KEY_FILE is "${o.path}", where there is no file, but there is data made with a key: put the key file back.`,
      );
    mkdirSync(dirname(o.path), { recursive: true, mode: 0o700 });
    writeFileSync(o.path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const text = readFileSync(o.path, 'utf8').trim();
  if (!SHAPE.test(text))
    throw new ConfigurationError(
      `XIESHOU_KEY_FILE is "${o.path}", which holds no key: it must be 64 hexadecimal digits.`,
    );
  const master = Buffer.from(text, 'hex');
  return { audit: Buffer.from(hkdfSync('sha256', master, '', 'xieshou audit', 32)) };
};
