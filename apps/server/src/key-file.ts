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
  const keys = keysOf(readFileSync(o.path, 'utf8'));
  if (!keys)
    throw new ConfigurationError(
      `XIESHOU_KEY_FILE is "${o.path}", which holds no key: it must be 64 hexadecimal digits.`,
    );
  return keys;
};

/** The secrets that a key, as it stands in its file, leads to; undefined when it is no key. */
export const keysOf = (text: string): Keys | undefined => {
  if (!SHAPE.test(text.trim())) return undefined;
  const derived = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(text.trim(), 'hex'), '', `xieshou ${purpose}`, 32));
  return {
    audit: derived('audit'),
    sensitive: derived('sensitive'),
    lookup: derived('lookup'),
    browsers: derived('known browsers'),
  };
};

/** Puts a key beside data that was restored, for its owner only. A key that is there already stays. */
export const placeKey = (path: string, text: string): void => {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${text.trim()}\n`, { mode: 0o600, flag: 'wx', flush: true });
};
