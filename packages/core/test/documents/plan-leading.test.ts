import { describe, expect, it } from 'vitest';
import { leadersIn } from '../../src/documents/plan-leading.js';

const one = (name: string, office: string | null = null, phone: string | null = null) => ({ name, office, phone });

describe('people written into a setting', () => {
  it.each([
    ['nothing', undefined, []],
    ['blanks and commas', ' \n，,\n', []],
    ['a name', '周建国', [one('周建国')]],
    ['names on one line', '王、曹、', [one('王'), one('曹')]],
    ['a line each', '周建国\n李红梅；王志强', [one('周建国'), one('李红梅'), one('王志强')]],
    ['an office that holds the sign between names', '周建国，书记、局长', [one('周建国', '书记、局长')]],
    ['an office in two parts', '周建国,县教育局,局长', [one('周建国', '县教育局，局长')]],
    ['a phone behind the office', '周建国，局长，0735-222 3456', [one('周建国', '局长', '0735-222 3456')]],
    ['a phone alone', '周建国，+8613900001111', [one('周建国', null, '+8613900001111')]],
    ['five digits, which are a phone', '周建国，局长，12345', [one('周建国', '局长', '12345')]],
    ['four, which are not', '周建国，1234', [one('周建国', '1234')]],
  ])('%s', (_, written, expected) => {
    expect(leadersIn(written)).toEqual(expected);
  });
});
