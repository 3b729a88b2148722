import { describe, expect, it } from 'vitest';
import { blindIndex, openBytes, openText, sealBytes, sealText } from '../../src/platform/sensitive.js';

const key = Buffer.alloc(32, 7);
const otherKey = Buffer.alloc(32, 8);
const place = 'person.id_number 1';
const none = 'This is no sealed value.';

describe('a sealed value', () => {
  it.each(['11010519491231002X', '家庭困难：父亲重病', '', ' ', '\u0000', '😀'.repeat(500)])(
    'opens again: %j',
    (text) => {
      expect(openText(key, sealText(key, text, place), place)).toBe(text);
    },
  );

  it('opens as bytes, whatever they are', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    expect(openBytes(key, sealBytes(key, bytes, place), place)).toEqual(bytes);
  });

  it('opens as it was sealed by earlier versions', () => {
    expect(openText(key, 'AQABAgMEBQYHCAkKCymw2UEtPOhwQ4vUrtFpXMrTZDZuJnnobLfPOYbD-YWn_Zw', place)).toBe(
      '11010519491231002X',
    );
  });

  it('is its version, a nonce of 12 bytes, as many bytes as the text has, and a tag of 16', () => {
    const sealed = sealBytes(key, Buffer.from('家庭'), place);
    expect([sealed[0], sealed.length]).toEqual([1, 1 + 12 + 6 + 16]);
    expect(Buffer.from(sealText(key, '家庭', place), 'base64url')).toHaveLength(1 + 12 + 6 + 16);
    expect(sealText(key, '家庭'.repeat(100), place)).toMatch(/^[\w-]+$/);
  });

  it('is another each time, so that equal values cannot be told', () => {
    const sealed = Array.from({ length: 100 }, () => sealText(key, '11010519491231002X', place));
    expect(new Set(sealed).size).toBe(100);
    const nonces = sealed.map((text) => Buffer.from(text, 'base64url').subarray(1, 13).toString('hex'));
    expect(new Set(nonces).size).toBe(100);
  });

  it('does not hold the text', () => {
    expect(sealBytes(key, Buffer.from('11010519491231002X'), place).includes('19491231')).toBe(false);
  });

  it('opens with no other key and in no other place', () => {
    const sealed = sealText(key, '11010519491231002X', place);
    expect(() => openText(otherKey, sealed, place)).toThrow();
    for (const other of ['person.id_number 2', 'person.id_number 1 ', ''])
      expect(() => openText(key, sealed, other)).toThrow();
  });

  it('does not open when a single bit is another', () => {
    const sealed = sealBytes(key, Buffer.from('430'), place);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => openBytes(key, changed, place), `bit ${bit}`).toThrow(bit < 8 ? none : undefined);
    }
  });

  it('does not open when it is cut or made longer', () => {
    const sealed = sealBytes(key, Buffer.from('430'), place);
    for (let length = 0; length < sealed.length; length++)
      expect(() => openBytes(key, sealed.subarray(0, length), place), `${length}`).toThrow(
        length < 29 ? none : undefined,
      );
    expect(() => openBytes(key, Buffer.concat([sealed, Buffer.of(0)]), place)).toThrow();
  });

  it('is told from what never was one', () => {
    for (const text of ['', '11010519491231002X', 'AA', '这不是密文'])
      expect(() => openText(key, text, place), text).toThrow(none);
  });
});

describe('a blind index', () => {
  it('is the keyed hash of realm and value, as it stands in databases already', () => {
    expect(blindIndex(key, 'id number 1', '11010519491231002X')).toBe('b4v4qwbjiuyW5QjUogY3gjFioZp0Isr6XofDVkum4IQ');
  });

  it('differs by key, realm and value, and by where the one ends and the other begins', () => {
    const found = [
      blindIndex(key, 'realm', 'value'),
      blindIndex(otherKey, 'realm', 'value'),
      blindIndex(key, 'other', 'value'),
      blindIndex(key, 'realm', 'other'),
      blindIndex(key, 'realmv', 'alue'),
      blindIndex(key, '', 'value'),
      blindIndex(key, 'realm', ''),
    ];
    expect(new Set(found).size).toBe(found.length);
    expect(blindIndex(key, 'realm', 'value')).toBe(found[0]);
  });
});
