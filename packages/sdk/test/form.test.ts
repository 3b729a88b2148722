import { describe, expect, it } from 'vitest';
import { fieldsOf, upgradeData } from '../src/index.js';
import { example } from './fixtures/example.js';

const form = {
  version: 3,
  upgrade: {
    1: (old: Readonly<Record<string, unknown>>) => ({ ...old, minutes: Number(old['hours']) * 60 }),
    2: (old: Readonly<Record<string, unknown>>) => ({ minutes: old['minutes'] }),
  },
};

describe('upgradeData', () => {
  it('takes every step from the version of the data to the present one', () => {
    expect(upgradeData(form, { version: 1, data: { hours: 2 } })).toEqual({ minutes: 120 });
    expect(upgradeData(form, { version: 2, data: { hours: 2, minutes: 5 } })).toEqual({ minutes: 5 });
    expect(upgradeData(form, { version: 3, data: { hours: 2 } })).toEqual({ hours: 2 });
  });

  it('does not change the data it is given', () => {
    const data = Object.freeze({ hours: 2 });
    expect(upgradeData(form, { version: 1, data })).not.toBe(data);
    expect(data).toEqual({ hours: 2 });
  });

  it.each([0, 4, 1.5, NaN])('refuses data of version %d, which no step leads from', (version) => {
    expect(() => upgradeData(form, { version, data: {} })).toThrow(RangeError);
    expect(() => upgradeData({ version: 1 }, { version, data: {} })).toThrow(/upgrade\[.*\] is missing/);
  });
});

describe('fieldsOf', () => {
  it('gives fields as they are, or made from settings', () => {
    expect(fieldsOf(example.forms['lesson']!, {})).toBe(example.forms['lesson']!.fields);
    expect(fieldsOf(example.forms['visit']!, { lessons: 3 })['minutes']?.max).toBe(180);
  });
});
