import { describe, expect, it } from 'vitest';
import { rectified } from '../src/components/programme/rectified.js';
import {
  actsOf,
  changedUnder,
  fieldsOfAct,
  initialOfAct,
  isNext,
  outcomesIn,
} from '../src/features/rectifications/acts.js';
import { daysOverdue } from '../src/features/rectifications/deadline.js';
import { rectificationSearch } from '../src/features/rectifications/filters.js';

describe('days overdue', () => {
  it.each([
    ['2026-11-25', 0],
    ['2026-11-24', 0], // the last day itself
    ['2026-11-23', 1],
    ['2026-10-24', 31],
    ['2025-11-24', 365],
  ])('of %s seen on 2026-11-24 are %i', (dueOn, days) => {
    expect(daysOverdue({ dueOn, state: 'open' }, '2026-11-24')).toBe(days);
  });

  it('are none once it is closed, and go on while it waits for inspection', () => {
    expect(daysOverdue({ dueOn: '2026-11-01', state: 'closed' }, '2026-11-24')).toBe(0);
    expect(daysOverdue({ dueOn: '2026-11-01', state: 'waiting' }, '2026-11-24')).toBe(23);
  });
});

describe('filters of the board', () => {
  const read = (given: Record<string, string>) =>
    Object.fromEntries(Object.entries(rectificationSearch.parse(given)).filter(([, value]) => value !== undefined));

  it('are read from the address', () => {
    const given = { programme: 'p', state: 'waiting', overdue: 'yes', pairing: 'g', page: '2' };
    expect(read(given)).toEqual({ ...given, page: 2 });
  });

  it.each([
    [{ state: 'gone' }],
    [{ overdue: 'no' }],
    [{ overdue: '' }],
    [{ pairing: '' }],
    [{ page: '0' }],
    [{ q: 'x' }],
  ])('leave out what cannot be read: %j', (given) => {
    expect(read(given as Record<string, string>)).toEqual({});
  });
});

describe('programmes with 整改', () => {
  const programmes = [{ plugin: 'a' }, { plugin: 'b' }, { plugin: 'gone' }];
  it('are those whose plugin describes it', () => {
    expect(rectified(programmes, [{ id: 'a', rectification: {} }, { id: 'b' }])).toEqual([{ plugin: 'a' }]);
    expect(rectified(programmes, [])).toEqual([]);
  });
});

describe('acts', () => {
  const none = { answer: false, finish: false, inspect: false, extend: false };
  it('are those that are allowed, the next step first', () => {
    expect(actsOf({ may: none, state: 'closed' })).toEqual([]);
    expect(actsOf({ may: { ...none, answer: true, finish: true }, state: 'answering' })).toEqual(['finish', 'answer']);
    expect(actsOf({ may: { ...none, extend: true, inspect: true }, state: 'open' })).toEqual(['inspect', 'extend']);
    expect(isNext('inspect', 'open')).toBe(false);
    expect(isNext('inspect', 'waiting')).toBe(true);
  });

  it('close or give back only what waits for inspection', () => {
    expect(outcomesIn('waiting')).toEqual(['passed', 'failed', 'noted']);
    for (const state of ['open', 'answering', 'closed'] as const) expect(outcomesIn(state)).toEqual(['noted']);
    const [outcome] = fieldsOfAct('inspect', 'open', (key) => key);
    expect(outcome?.choices?.map(({ value }) => value)).toEqual(['noted']);
  });

  const before = {
    state: 'answering',
    measures: 'a',
    responsible: 'b',
    result: null,
    dueOn: '2026-12-01',
  } as const;
  it.each([
    ['answer', { measures: 'other' }, ['measures']],
    ['answer', { dueOn: '2027-01-01' }, []],
    ['finish', { responsible: 'c' }, ['responsible']],
    ['inspect', { state: 'waiting', result: 'done' }, ['state', 'result']],
    ['extend', { measures: 'other', state: 'waiting' }, []],
    ['extend', { dueOn: '2027-01-01' }, ['dueOn']],
  ] as const)('%s minds only what it is based on: %j', (act, change, expected) => {
    expect(changedUnder(act, before, { ...before, ...change })).toEqual(expected);
  });

  it('start the measures with what was written before', () => {
    const it = { ...before, may: none } as unknown as Parameters<typeof initialOfAct>[1];
    expect(initialOfAct('answer', it)).toEqual({ measures: 'a', responsible: 'b' });
    expect(initialOfAct('inspect', it)).toEqual({ outcome: 'noted' });
    expect(initialOfAct('inspect', { ...it, state: 'waiting' })).toEqual({});
  });
});
