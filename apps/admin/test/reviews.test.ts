import { describe, expect, it } from 'vitest';
import { isReason, longestReason, shortestReason, withReason } from '../src/components/record/return-reason.js';
import { actOf, afterwards, step } from '../src/features/reviews/desk.js';

const pressed = (key: string, more: Partial<Parameters<typeof actOf>[0]> = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  isComposing: false,
  ...more,
});

describe('keys at the desk', () => {
  it('step, confirm and return, in either case', () => {
    expect(['j', 'k', 'a', 'r', 'J', 'A'].map((key) => actOf(pressed(key), false))).toEqual([
      'next',
      'previous',
      'confirm',
      'return',
      'next',
      'confirm',
    ]);
    expect(actOf(pressed('x'), false)).toBeUndefined();
  });

  it('do nothing while typing, with another key held, or while a word is being composed', () => {
    expect(actOf(pressed('a'), true)).toBeUndefined();
    for (const held of ['ctrlKey', 'altKey', 'metaKey', 'isComposing'] as const)
      expect(actOf(pressed('a', { [held]: true }), false)).toBeUndefined();
  });

  it('decide once however long they are held, but keep stepping', () => {
    expect(actOf(pressed('a', { repeat: true }), false)).toBeUndefined();
    expect(actOf(pressed('r', { repeat: true }), false)).toBeUndefined();
    expect(actOf(pressed('j', { repeat: true }), false)).toBe('next');
  });
});

describe('the list at the desk', () => {
  const ids = ['a', 'b', 'c'];

  it('steps to a neighbour and stops at the ends', () => {
    expect(step(ids, 'a', 1)).toBe('b');
    expect(step(ids, 'c', 1)).toBe('c');
    expect(step(ids, 'a', -1)).toBe('a');
    expect(step(ids, undefined, 1)).toBe('a');
    expect(step(ids, 'gone', -1)).toBe('a');
    expect(step([], undefined, 1)).toBeUndefined();
  });

  it('goes on to the next after a decision, from the last to the one before', () => {
    expect(afterwards(ids, 'a')).toBe('b');
    expect(afterwards(ids, 'c')).toBe('b');
    expect(afterwards(['a'], 'a')).toBeUndefined();
  });
});

describe('the reason for a return', () => {
  it('has at least two characters and at most two hundred, spaces aside', () => {
    expect(isReason('  x ')).toBe(false);
    expect(isReason('xy')).toBe(true);
    expect(isReason('x'.repeat(longestReason))).toBe(true);
    expect(isReason('x'.repeat(longestReason + 1))).toBe(false);
    expect(shortestReason).toBe(2);
  });

  it('takes a quick reason once, after what was written before', () => {
    expect(withReason('', 'day', '; ')).toBe('day');
    expect(withReason('mine', 'day', '; ')).toBe('mine; day');
    expect(withReason('mine; day', 'day', '; ')).toBe('mine; day');
    expect(withReason('  ', 'day', '; ')).toBe('day');
  });
});
