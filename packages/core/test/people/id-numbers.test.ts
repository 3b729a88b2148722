import { idCheckSign, isMaskedIdNumber } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { alreadyRegistered, IdNumbers, otherMask, unsealed } from '../../src/people/id-numbers.js';
import { Clock } from '../../src/platform/clock.js';
import { blindIndex, openText } from '../../src/platform/sensitive.js';

const keys = {
  audit: Buffer.alloc(32, 1),
  sensitive: Buffer.alloc(32, 2),
  lookup: Buffer.alloc(32, 3),
  browsers: Buffer.alloc(32, 4),
};

class FixedClock extends Clock {
  now(): Date {
    return new Date('2026-11-24T04:00:00Z');
  }
}

const numbers = new IdNumbers(keys, new FixedClock());
/** The specimen number of the standard's annex. */
const number = '11010519491231002X';

const read = (written: string, districtId = 'north') => {
  const found = numbers.read(written, districtId);
  if ('fault' in found) throw new Error(found.fault.en);
  return found;
};

describe('an ID number', () => {
  it('is read as it is kept, with the index under which its district finds it again', () => {
    expect(read(' 110105 19491231 002x')).toEqual({ number, key: blindIndex(keys.lookup, 'id number north', number) });
    expect(read(number).key).toBe(read('110105 19491231 002x').key);
    expect(read(number, 'south').key).not.toBe(read(number).key);
  });

  it('that is none is not kept, and says why', () => {
    const found = numbers.read('110105194912310021', 'north');
    expect(Object.keys(found)).toEqual(['fault']);
    expect('fault' in found && found.fault.zh).toContain('校验位');
  });

  it('is measured by the day it is now', () => {
    expect(numbers.read('110105202611250020', 'north')).toHaveProperty(
      'fault.en',
      expect.stringContaining('after today'),
    );
  });

  it('of an unusual region is kept, with a warning', () => {
    const { number: kept, warning } = read(`99010519491231002${idCheckSign('99010519491231002')}`);
    expect(kept).toMatch(/^99/);
    expect(warning?.zh).toContain('地区码');
    expect(read(number)).not.toHaveProperty('warning');
  });

  it('is sealed for one person and opens in no other row', () => {
    const sealed = numbers.seal('p1', read(number));
    expect(sealed.id_number_key).toBe(read(number).key);
    expect(JSON.stringify(sealed)).not.toContain('19491231');
    expect(numbers.open({ id: 'p1', id_number: sealed.id_number })).toBe(number);
    expect(() => numbers.open({ id: 'p2', id_number: sealed.id_number })).toThrow();
    expect(openText(keys.sensitive, sealed.id_number!, 'person.id_number p1')).toBe(number);
  });

  it('is shown by its first three and last four signs', () => {
    const mask = numbers.maskOf({ id: 'p1', id_number: numbers.seal('p1', read(number)).id_number });
    expect(mask).toBe('110***********002X');
    expect(isMaskedIdNumber(mask!)).toBe(true);
  });

  it('may be missing: nothing opens, and no mask pretends that there is one', () => {
    expect(unsealed).toEqual({ id_number: null, id_number_key: null });
    expect(numbers.open({ id: 'p1', id_number: null })).toBeNull();
    expect(numbers.maskOf({ id: 'p1', id_number: null })).toBeNull();
  });

  it('is refused in words that name the organisation, and never the number', () => {
    const refusal = alreadyRegistered('城关小学');
    expect(refusal.zh).toMatch(/^这个身份证号已登记在“城关小学”/);
    expect(refusal.en).toMatch(/^This ID number is registered .*"城关小学"/);
    expect(otherMask.zh).toMatch(/^带星号的身份证号/);
    expect(otherMask.en).toMatch(/^This masked ID number/);
  });
});
