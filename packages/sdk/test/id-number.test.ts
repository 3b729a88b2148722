import { describe, expect, it } from 'vitest';
import { idCheckSign, isMaskedIdNumber, maskIdNumber, readIdNumber } from '../src/index.js';

const today = '2026-11-24';
const read = (written: string) => readIdNumber({ written, today });
/** A number with the right last sign. */
const whole = (first17: string) => first17 + idCheckSign(first17);
const bornOn = (day: string, region = '430381') => whole(`${region}${day.replaceAll('-', '')}123`);

describe('an ID number', () => {
  it('takes each last sign of the standard, worked out by hand from the weights', () => {
    // The first 16 digits weigh 152, the 17th counts twice: remainders 9 0 2 4 6 8 10 1 3 5, and 7 by the 16th.
    const signs = Array.from({ length: 10 }, (_, i) => idCheckSign(`1101011990030700${i}`));
    expect(signs).toEqual(['3', '1', 'X', '8', '6', '4', '2', '0', '9', '7']);
    expect(idCheckSign('11010119900307018')).toBe('5');
    // The specimen numbers of the standard's annex.
    expect([idCheckSign('11010519491231002'), idCheckSign('44052418800101001')]).toEqual(['X', '4']);
  });

  it('takes exactly the one last sign that fits', () => {
    for (const first17 of ['11010519491231002', '43038119800101123']) {
      const good = [...'0123456789X'].filter((sign) => read(first17 + sign).fault === undefined);
      expect(good).toEqual([idCheckSign(first17)]);
    }
  });

  it('has 18 signs, not 17 and not 19', () => {
    const number = bornOn('1980-01-01');
    expect(read(number)).toEqual({ number });
    for (const wrong of [
      number.slice(0, 17),
      `${number}0`,
      `${number}X`,
      `0${number}`,
      `X${number}`,
      '',
      'X'.repeat(18),
      `１${number.slice(1)}`,
    ])
      expect(read(wrong).fault?.zh, wrong).toContain('18 位');
  });

  it('is read with a small x and with spaces', () => {
    expect(read('11010519491231002x')).toEqual({ number: '11010519491231002X' });
    expect(read(' 110105 19491231 002X ')).toEqual({ number: '11010519491231002X' });
    expect(read('1101051949123100xX').fault).toBeDefined();
  });

  it('names a real birthday: a leap day only where there is one', () => {
    expect(read(bornOn('2000-02-29')).fault).toBeUndefined();
    expect(read(bornOn('2024-02-29')).fault).toBeUndefined();
    for (const day of ['1900-02-29', '2023-02-29', '1990-02-30', '1990-13-01', '1990-00-10', '1990-06-31'])
      expect(read(bornOn(day)).fault?.zh, day).toContain('不存在');
  });

  it('names a birthday of yesterday or today, never of tomorrow', () => {
    expect(read(bornOn('2026-11-23')).fault).toBeUndefined();
    expect(read(bornOn('2026-11-24')).fault).toBeUndefined();
    expect(read(bornOn('2026-11-25')).fault?.zh).toContain('晚于今天');
  });

  it('may come from Hong Kong, Macao and Taiwan; an unknown region is only remarked on', () => {
    for (const region of ['810000', '820000', '830000', '710000', '110101', '659001'])
      expect(read(bornOn('1980-01-01', region)).warning, region).toBeUndefined();
    for (const region of ['990101', '840000', '100000', '000000']) {
      const reading = read(bornOn('1980-01-01', region));
      expect([reading.fault, reading.warning?.zh.includes('地区码')], region).toEqual([undefined, true]);
    }
  });

  it('is refused in both languages, in a sentence of its own for each fault', () => {
    const good = bornOn('1980-01-01');
    const slip = good.slice(0, 17) + (good.endsWith('1') ? '2' : '1');
    const faults = ['1', bornOn('1990-02-30'), bornOn('2026-11-25'), slip].map((written) => read(written).fault);
    expect(faults.map((fault) => fault?.zh)).toEqual([
      expect.stringMatching(/应为 18 位/),
      expect.stringMatching(/出生日期不存在/),
      expect.stringMatching(/出生日期晚于今天/),
      expect.stringMatching(/校验位不对/),
    ]);
    expect(faults.map((fault) => fault?.en)).toEqual([
      expect.stringMatching(/has 18 signs/),
      expect.stringMatching(/birthday .* is no real day/),
      expect.stringMatching(/birthday .* is after today/),
      expect.stringMatching(/last sign .* does not fit/),
    ]);
    expect(read(bornOn('1980-01-01', '990101')).warning?.en).toMatch(/region .* is unusual/);
  });

  it('is shown by its first three and last four signs', () => {
    const number = bornOn('1980-01-01');
    const mask = maskIdNumber(number);
    expect(mask).toBe(`430***********${number.slice(-4)}`);
    expect([isMaskedIdNumber(mask), isMaskedIdNumber(number), isMaskedIdNumber('430**********1234')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is told from its mask by every sign of the mask', () => {
    const stars = '*'.repeat(11);
    for (const mask of [`430${stars}1234`, `430${stars}123X`, `430${stars}123x`])
      expect(isMaskedIdNumber(mask), mask).toBe(true);
    for (const other of [
      `1430${stars}1234`,
      ` 430${stars}1234`,
      `430${stars}12345`,
      `430${stars}1234 `,
      `430${stars}123Y`,
      `430${stars}12X4`,
      `43X${stars}1234`,
      `430${stars}*1234`,
      '',
    ])
      expect(isMaskedIdNumber(other), other).toBe(false);
  });
});
