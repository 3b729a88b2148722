import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText, parseDecimal } from '../src/index.js';

describe('a decimal', () => {
  it.each([
    [25, 1, '2.5'],
    [20, 1, '2.0'],
    [5, 1, '0.5'],
    [0, 1, '0.0'],
    [-5, 1, '-0.5'],
    [-25, 2, '-0.25'],
    [12_345, 4, '1.2345'],
    [12, 0, '12'],
  ])('of %i units at scale %i reads %s', (n, scale, text) => {
    expect(decimalText(n, scale)).toBe(text);
    expect(parseDecimal(text, scale)).toBe(n);
  });

  it.each([
    ['2', 1, 20],
    ['2.50', 1, 25],
    ['2.00', 1, 20],
    [' 2.5 ', 1, 25],
    ['2.55', 1, undefined],
    ['2.05', 1, undefined],
    ['2.', 1, undefined],
    ['.5', 1, undefined],
    ['02', 1, undefined],
    ['1e2', 1, undefined],
    ['9007199254740993', 1, undefined],
    ['', 1, undefined],
  ])('typed as %j at scale %i is %s', (text, scale, n) => {
    expect(parseDecimal(text, scale)).toBe(n);
  });

  it('is whole units: a fraction of one is a mistake in the data', () => {
    expect(() => decimalText(2.5, 1)).toThrow(RangeError);
    expect(parseDecimal('-0', 1)).toBe(0);
  });

  it('survives being written and read', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 4 }), (n, scale) => {
        expect(parseDecimal(decimalText(n, scale), scale)).toBe(n);
      }),
    );
  });
});
