import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/**
 * Sensitive values at rest: AES-256-GCM, a random nonce for each, and the place it belongs to as associated data, so
 * that a value copied to another row does not open. First byte: which key and layout, so that both can be replaced.
 */
const VERSION = 1;
const NONCE = 12;
const TAG = 16;

export const sealBytes = (key: Buffer, content: Buffer, place: string): Buffer => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
};

/** Throws when the key, the place or a single bit is another. */
export const openBytes = (key: Buffer, sealed: Buffer, place: string): Buffer => {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE + TAG) throw new Error('This is no sealed value.');
  const nonce = sealed.subarray(1, 1 + NONCE);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE, -TAG)), decipher.final()]);
};

export const sealText = (key: Buffer, text: string, place: string): string =>
  sealBytes(key, Buffer.from(text), place).toString('base64url');

export const openText = (key: Buffer, sealed: string, place: string): string =>
  openBytes(key, Buffer.from(sealed, 'base64url'), place).toString();

/**
 * Blind index: the same value of one realm gives the same text, so that a unique index can find it again without
 * anybody being able to read or to guess it who does not have the key.
 */
export const blindIndex = (key: Buffer, realm: string, value: string): string =>
  createHmac('sha256', key).update(`${realm}\n${value}`).digest('base64url');
