import { describe, expect, it } from 'vitest';
import { arrange, type Candidate, isFull, reasons, stepOption } from '../src/features/pairings/candidates.js';
import { chosenProgramme } from '../src/features/pairings/chosen-programme.js';
import { bySide } from '../src/features/pairings/findings-by-side.js';
import { clampDay } from '../src/features/pairings/pair-days.js';
import { standingGrid } from '../src/features/pairings/standing-grid.js';

const finding = (rule: string, outcome: 'pass' | 'fail' | 'soft' = 'pass', field?: string) => ({
  rule,
  outcome,
  text: { zh: rule, en: rule },
  ...(field ? { field } : {}),
});

const candidate = (name: string, more: Partial<Candidate> = {}): Candidate => ({
  id: name,
  name,
  eligible: true,
  findings: [finding('school')],
  holds: 0,
  atMost: 1,
  ...more,
});

describe('candidates', () => {
  const shutOut = candidate('Shut out', { eligible: false, findings: [finding('school'), finding('public', 'fail')] });
  const full = candidate('Full', { eligible: false, holds: 1 });
  const all = [shutOut, full, candidate('Beta'), candidate('Alpha')];
  const names = (list: readonly Candidate[]) => list.map(({ name }) => name);

  it('stand eligible first, then full, then shut out, each in the order of the server', () => {
    const { eligible, others } = arrange(all, '');
    expect(names(eligible)).toEqual(['Beta', 'Alpha']);
    expect(names(others)).toEqual(['Full', 'Shut out']);
  });

  it('are open with a reason where a rule leaves it open, and shut out where it does not', () => {
    const open = candidate('Open', { eligible: false, findings: [finding('rank', 'soft')] });
    const { eligible, others } = arrange([...all, open], '', true);
    expect(names(eligible)).toEqual(['Beta', 'Alpha', 'Open']);
    expect(names(others)).toEqual(['Full', 'Shut out']);
  });

  it('are narrowed by what is typed', () => {
    expect(names(arrange(all, ' al ').eligible)).toEqual(['Alpha']);
    expect(names(arrange(all, 'full').others)).toEqual(['Full']);
  });

  it('give the reasons against them, else those for them', () => {
    expect(reasons(shutOut).map(({ rule }) => rule)).toEqual(['public']);
    expect(reasons(full).map(({ rule }) => rule)).toEqual(['school']);
  });

  it.each([
    [0, 1, false],
    [1, 1, true],
    [2, 1, true],
    [9, null, false],
  ])('holding %s of %s are full: %s', (holds, atMost, is) => expect(isFull({ holds, atMost })).toBe(is));
});

describe('stepOption', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 2, 2],
    ['ArrowUp', 0, 0],
    ['ArrowUp', 2, 1],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['a', 0, undefined],
  ])('%s from %s', (key, active, to) => expect(stepOption(key, { active, count: 3 })).toBe(to));

  it('leads nowhere in an empty list', () => expect(stepOption('ArrowDown', { active: 0, count: 0 })).toBeUndefined());
});

describe('chosenProgramme', () => {
  const programmes = [
    { id: 'new', state: 'closed', startsOn: '2025-09-01' },
    { id: 'next', state: 'enabled', startsOn: '2999-09-01' },
    { id: 'run', state: 'enabled', startsOn: '2025-09-01' },
    { id: 'old', state: 'enabled', startsOn: '2024-09-01' },
  ];
  it.each([
    ['old', 'old'],
    [undefined, 'run'],
    ['gone', 'run'],
  ])('%s', (asked, id) => expect(chosenProgramme(programmes, asked)?.id).toBe(id));
  it('falls back to what there is', () => {
    expect(chosenProgramme(programmes.slice(0, 2), undefined)?.id).toBe('next');
    expect(chosenProgramme(programmes.slice(0, 1), undefined)?.id).toBe('new');
    expect(chosenProgramme([], undefined)).toBeUndefined();
  });
});

describe('clampDay', () => {
  const programme = { startsOn: '2026-09-01', endsOn: '2027-08-31' };
  it.each([
    ['2026-08-31', '2026-09-01'],
    ['2026-09-01', '2026-09-01'],
    ['2026-11-24', '2026-11-24'],
    ['2027-08-31', '2027-08-31'],
    ['2027-09-01', '2027-08-31'],
  ])('%s → %s', (day, to) => expect(clampDay(day, programme)).toBe(to));
});

describe('bySide', () => {
  it('groups what names its side', () => {
    const { sides, others } = bySide([finding('a', 'pass', 'helper'), finding('b', 'soft', 'helped')]);
    expect(sides.map(({ side, findings }) => [side, findings.map(({ rule }) => rule)])).toEqual([
      ['helper', ['a']],
      ['helped', ['b']],
    ]);
    expect(others).toEqual([]);
  });

  it('says a sentence that names no side once, unless its outcome differs', () => {
    const { sides, others } = bySide([finding('a'), finding('b'), finding('a'), finding('a', 'fail')]);
    expect(sides).toEqual([]);
    expect(others.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['a', 'pass'],
      ['b', 'pass'],
      ['a', 'fail'],
    ]);
  });
});

describe('standingGrid', () => {
  const period = (kind: string, id: string, from: string, to: string) => ({
    id,
    kind,
    from,
    to,
    title: { zh: id, en: id },
  });
  const column = (duty: string, p: ReturnType<typeof period>) => ({
    duty,
    title: { zh: duty, en: duty },
    period: p,
    place: null,
  });
  const cell = (duty: string, id: string) => ({
    duty,
    period: id,
    required: 1,
    confirmed: 0,
    claimed: 0,
    remaining: 1,
    opensOn: '2026-09-01',
    overdueFrom: '2027-01-01',
    state: 'open' as const,
    basis: null,
    excuse: null,
    remindedAt: null,
  });
  const september = period('month', '2026-09', '2026-09-01', '2026-09-30');
  const october = period('month', '2026-10', '2026-10-01', '2026-10-31');
  const term = period('term', '2026-2027-1', '2026-09-01', '2027-01-31');

  it('spans a term over the months', () => {
    const grid = standingGrid(
      [column('meeting', term), column('lesson', october), column('lesson', september)],
      [cell('meeting', '2026-2027-1'), cell('lesson', '2026-10')],
    );
    expect(grid.periods.map(({ id }) => id)).toEqual(['2026-09', '2026-10']);
    expect(grid.duties.map(({ duty, cells }) => [duty, cells.map(({ span, cell: c }) => [span, c?.period])])).toEqual([
      ['meeting', [[2, '2026-2027-1']]],
      [
        'lesson',
        [
          [1, undefined],
          [1, '2026-10'],
        ],
      ],
    ]);
  });

  it('counts a week over the turn of the month once', () => {
    const weeks = [
      period('teachingWeek', 'w1', '2026-09-21', '2026-09-27'),
      period('teachingWeek', 'w2', '2026-09-28', '2026-10-04'),
      period('teachingWeek', 'w3', '2026-10-05', '2026-10-11'),
    ];
    const grid = standingGrid(
      [...weeks.map((w) => column('visit', w)), column('lesson', september), column('lesson', october)],
      [],
    );
    expect(grid.duties[1]?.cells.map(({ span }) => span)).toEqual([2, 1]);
  });

  it('is empty where nothing is asked', () => {
    expect(standingGrid([], [])).toEqual({ periods: [], duties: [] });
  });
});
