import { describe, expect, it } from 'vitest';
import { anyOf, finding, passes, t } from '../src/index.js';

const asked = (...held: readonly boolean[]) => held.map((holds, n) => finding(`rule${n}`, holds, t('甲', 'a')));

describe('one of several reasons', () => {
  it('is enough, and only those that hold are named', () => {
    expect(anyOf(...asked(false, true, false)).map((f) => f.rule)).toEqual(['rule1']);
    expect(anyOf(...asked(true, true)).map((f) => f.rule)).toEqual(['rule0', 'rule1']);
  });

  it('names everything that was asked where nothing holds', () => {
    const none = anyOf(...asked(false, false));
    expect(none.map((f) => f.rule)).toEqual(['rule0', 'rule1']);
    expect(passes(none)).toBe(false);
  });

  it('is no reason where nothing was asked', () => {
    expect(anyOf()).toEqual([]);
  });
});
