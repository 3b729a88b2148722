import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYuan, splitByWeights, splitFen, yuan, yuanInWords } from '../src/quantity.js';

const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0);
const anyFen = fc.maxSafeInteger();
const largest = Number.MAX_SAFE_INTEGER;

describe('yuan', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [50, '0.50'],
    [99, '0.99'],
    [100, '1.00'],
    [99_999, '999.99'],
    [100_000, '1,000.00'],
    [123_456, '1,234.56'],
    [100_000_000, '1,000,000.00'],
    [-123_456, '-1,234.56'],
    [-5, '-0.05'],
    [largest, '90,071,992,547,409.91'],
  ])('%d fen are %s', (fen, text) => {
    expect(yuan(fen)).toBe(text);
  });

  it('refuses fractions of a fen', () => {
    expect(() => yuan(0.5)).toThrow(RangeError);
    expect(() => yuan(2 ** 53)).toThrow(RangeError);
  });
});

describe('parseYuan', () => {
  it.each([
    ['1,234.5', 123_450],
    ['1234.56', 123_456],
    ['1,234,567', 123_456_700],
    ['0', 0],
    ['-0', 0],
    ['0.05', 5],
    ['0.29', 29], // 0.29 × 100 is 28.999… in floats
    ['1.15', 115],
    [' 1000 ', 100_000],
    ['-12.30', -1230],
    ['90,071,992,547,409.91', largest],
  ])('reads %j', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
    expect(Object.is(parseYuan(text), -0)).toBe(false);
  });

  it.each([
    '',
    ' ',
    '.',
    '.5',
    '5.',
    '1.234',
    '1,23',
    '12,34.5',
    '1,2345',
    ',123',
    '1,234,',
    '1234,567',
    '0,123',
    '007',
    '1e3',
    '0x10',
    '１２',
    '12元',
    '¥12',
    '--1',
    '+1',
    '1 000',
    '1.2.3',
    'NaN',
    'Infinity',
    '90,071,992,547,409.92',
  ])('refuses %j', (text) => {
    expect(parseYuan(text)).toBeUndefined();
  });

  it('reads back what yuan writes, with and without separators', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        expect(parseYuan(yuan(fen))).toBe(fen);
        expect(parseYuan(yuan(fen).replaceAll(',', ''))).toBe(fen);
      }),
    );
  });
});

describe('yuanInWords', () => {
  it.each([
    ['1234.56', '壹仟贰佰叁拾肆元伍角陆分'],
    // the examples of 正确填写票据和结算凭证的基本规定; where it leaves a choice, the closed form
    ['1409.50', '壹仟肆佰零玖元伍角整'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['1680.32', '壹仟陆佰捌拾元零叁角贰分'],
    ['107000.53', '壹拾万柒仟元零伍角叁分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    // below one yuan
    ['0', '零元整'],
    ['0.01', '壹分'],
    ['0.10', '壹角整'],
    ['0.11', '壹角壹分'],
    // 整 after whole yuan; ten is always 壹拾
    ['1', '壹元整'],
    ['10', '壹拾元整'],
    ['15', '壹拾伍元整'],
    ['10.05', '壹拾元零伍分'],
    ['100', '壹佰元整'],
    ['101', '壹佰零壹元整'],
    ['110', '壹佰壹拾元整'],
    ['1000', '壹仟元整'],
    ['1001', '壹仟零壹元整'],
    ['1010', '壹仟零壹拾元整'],
    ['1100', '壹仟壹佰元整'],
    // one 零 over 万 and 亿, however many zeros
    ['10000', '壹万元整'],
    ['10001', '壹万零壹元整'],
    ['10010', '壹万零壹拾元整'],
    ['10100', '壹万零壹佰元整'],
    ['11000', '壹万壹仟元整'],
    ['100500', '壹拾万零伍佰元整'],
    ['630000', '陆拾叁万元整'],
    ['10050000', '壹仟零伍万元整'],
    ['100000000', '壹亿元整'],
    ['100000001', '壹亿零壹元整'],
    ['100070000', '壹亿零柒万元整'],
    ['110000000', '壹亿壹仟万元整'],
    ['1000000000000', '壹万亿元整'],
    ['1000010000000', '壹万亿壹仟万元整'],
    ['90071992547409.91', '玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
    ['-12.30', '负壹拾贰元叁角整'],
  ])('%s is %s', (amount, words) => {
    expect(yuanInWords(parseYuan(amount) ?? Number.NaN)).toBe(words);
  });

  it('refuses fractions of a fen', () => {
    expect(() => yuanInWords(1.5)).toThrow(RangeError);
  });

  /** Reads 大写 back as people do: digits times units, collected at 万 and 亿. */
  const readWords = (words: string): number => {
    const [, sign, whole = '', rest = ''] = /^(负?)(?:(.*)元)?(.*?)整?$/.exec(words) ?? [];
    const digit = (text: string): number => '零壹贰叁肆伍陆柒捌玖'.indexOf(text);
    const small: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };
    let [all, section, last] = [0, 0, 0];
    for (const char of whole) {
      if (char === '亿') [all, section, last] = [(all + section + last) * 1e8, 0, 0];
      else if (char === '万') [all, section, last] = [all + (section + last) * 1e4, 0, 0];
      else if (small[char]) [section, last] = [section + last * small[char], 0];
      else last = digit(char);
    }
    const jiao = /(.)角/.exec(rest)?.[1];
    const cent = /(.)分/.exec(rest)?.[1];
    const fen = (all + section + last) * 100 + (jiao ? digit(jiao) * 10 : 0) + (cent ? digit(cent) : 0);
    return sign ? 0 - fen : fen;
  };

  it('can be read back to the same amount, never doubles 零 and always closes', () => {
    const amount = fc.oneof(anyFen, fc.integer({ min: -10_000_000, max: 10_000_000 }));
    fc.assert(
      fc.property(amount, (fen) => {
        const words = yuanInWords(fen);
        expect(readWords(words)).toBe(fen);
        expect(words).not.toMatch(/零零|零[拾佰仟万亿角分整]|(?<!^)零元/);
        expect(words).toMatch(/[整分]$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('splitFen', () => {
  it('gives what is left over to the first parts', () => {
    expect(splitFen(100, 3)).toEqual([34, 33, 33]);
    expect(splitFen(101, 3)).toEqual([34, 34, 33]);
    expect(splitFen(102, 3)).toEqual([34, 34, 34]);
    expect(splitFen(90_001, 2)).toEqual([45_001, 45_000]); // 5:5, the odd fen to the province
    expect(splitFen(2, 3)).toEqual([1, 1, 0]);
    expect(splitFen(0, 2)).toEqual([0, 0]);
    expect(splitFen(7, 1)).toEqual([7]);
    expect(splitFen(largest, 2)).toEqual([(largest + 1) / 2, (largest - 1) / 2]);
  });

  it.each([
    [100, 0],
    [100, -1],
    [100, 1.5],
    [-1, 2],
    [0.5, 2],
  ])('refuses %d into %d', (total, parts) => {
    expect(() => splitFen(total, parts)).toThrow(RangeError);
  });

  it('sums to the total, parts falling by at most one fen', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 200 }), (total, n) => {
        const parts = splitFen(total, n);
        expect(parts).toHaveLength(n);
        expect(sum(parts)).toBe(total);
        expect((parts[0] ?? 0) - (parts.at(-1) ?? 0)).toBeLessThanOrEqual(1);
        expect(parts).toEqual([...parts].sort((a, b) => b - a));
      }),
    );
  });
});

describe('splitByWeights', () => {
  it('gives the fen left over to those who lost most, earlier ones first', () => {
    expect(splitByWeights(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitByWeights(100, [1, 2])).toEqual([33, 67]); // 33.33, 66.67
    expect(splitByWeights(10, [1, 0, 2])).toEqual([3, 0, 7]);
    expect(splitByWeights(1, [5, 5])).toEqual([1, 0]);
    expect(splitByWeights(70_000, [6000, 4000])).toEqual([42_000, 28_000]);
    expect(splitByWeights(0, [1, 2])).toEqual([0, 0]);
    expect(splitByWeights(largest, [largest, largest])).toEqual([(largest + 1) / 2, (largest - 1) / 2]);
  });

  it('refuses what cannot be split', () => {
    expect(() => splitByWeights(100, [])).toThrow('give at least one weight above 0');
    expect(() => splitByWeights(100, [0, 0])).toThrow(RangeError);
    expect(() => splitByWeights(100, [1, -1])).toThrow(RangeError);
    expect(() => splitByWeights(100, [0.5, 0.5])).toThrow(RangeError);
    expect(() => splitByWeights(-1, [1])).toThrow(RangeError);
  });

  it('sums to the total, each part less than a fen from its exact share, nothing for weight 0', () => {
    const weights = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 30 }).filter((w) => sum(w) > 0);
    fc.assert(
      fc.property(fc.maxSafeNat(), weights, (total, by) => {
        const parts = splitByWeights(total, by);
        const all = BigInt(sum(by));
        expect(sum(parts)).toBe(total);
        parts.forEach((part, i) => {
          const off = BigInt(part) * all - BigInt(total) * BigInt(by[i] ?? 0);
          expect(off < all && off > -all).toBe(true);
          if (by[i] === 0) expect(part).toBe(0);
        });
      }),
    );
  });

  it('equals the equal split under equal weights', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1000 }), (total, n, weight) => {
        expect(
          splitByWeights(
            total,
            Array.from({ length: n }, () => weight),
          ),
        ).toEqual(splitFen(total, n));
      }),
    );
  });
});
