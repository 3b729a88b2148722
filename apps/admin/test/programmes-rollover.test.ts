import { describe, expect, it } from 'vitest';
import { isSeason } from '../src/features/programmes/rollover/season.js';
import { isTicked, type Pair, tickAll } from '../src/features/programmes/rollover/ticks.js';

describe('the season of going on', () => {
  const programme = { state: 'enabled', missing: false, endsOn: '2027-08-31' } as const;

  it.each([
    ['2027-07-01', false],
    ['2027-07-02', true],
    ['2027-07-03', true],
    ['2027-08-31', true],
    ['2027-09-01', true],
  ])('on %s: %s', (today, expected) => expect(isSeason(programme, today)).toBe(expected));

  it('comes for what is suspended or closed too, and never for a draft or without a plugin', () => {
    const at = (o: object) => isSeason({ ...programme, ...o }, '2027-08-31');
    expect([at({ state: 'suspended' }), at({ state: 'closed' })]).toEqual([true, true]);
    expect([at({ state: 'draft' }), at({ missing: true })]).toEqual([false, false]);
  });
});

describe('the ticks of pairings', () => {
  const pairs = (['continues', 'full', 'leftOut'] as const).map((outcome) => ({ id: outcome, outcome }) as Pair);
  const ticked = (ticks: Readonly<Record<string, boolean>>) =>
    pairs.filter((pair) => isTicked(pair, ticks)).map(({ id }) => id);

  it('are as proposed unless the officer decides otherwise', () => {
    expect(ticked({})).toEqual(['continues']);
    expect(ticked({ continues: false, full: true })).toEqual(['full']);
  });
  it('never take what cannot go on', () => expect(ticked({ leftOut: true })).toEqual(['continues']));
  it('set all: those proposed on, every one off', () => {
    expect(ticked(tickAll(pairs, true))).toEqual(['continues']);
    expect(ticked(tickAll(pairs, false))).toEqual([]);
  });
});
