import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutralise, withoutGuard } from '../../src/files/formula-guard.js';

const RISKY_STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'] as const;

describe('neutralise', () => {
  test.each(RISKY_STARTS)('%j at the start gets a quote', (start) => {
    expect(neutralise(`${start}1+1`)).toBe(`'${start}1+1`);
    expect(neutralise(start)).toBe(`'${start}`);
  });

  test.each(RISKY_STARTS)('%j after spaces of any width gets a quote', (start) => {
    for (const spaces of [' ', '   ', '\u3000', '\u00a0', '\u200b', '\ufeff', '\u0001']) {
      expect(neutralise(`${spaces}${start}1`).startsWith("'")).toBe(true);
    }
  });

  test.each([
    '',
    '1',
    '张三',
    'a=b',
    '1-2',
    '第一小学 - 分校',
    '—',
    "'quoted'",
    '　张三',
    '441900199001010000',
    '（=1）',
  ])('%j stays as it is', (text) => {
    expect(neutralise(text)).toBe(text);
  });

  test('no text is lost, and none comes out as a formula', () => {
    const piece = fc.constantFrom(...RISKY_STARTS, "'", ' ', '　', '甲', '1');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join('');
        const safe = neutralise(text);
        expect(withoutGuard(safe)).toBe(text);
        expect(safe).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠]/);
        expect(safe).not.toMatch(/^[\t\r\n\0]/);
      }),
      { numRuns: 2000 },
    );
  });
});
