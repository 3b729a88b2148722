import { defaultTerms } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { chosenProgramme } from '../src/components/programme/chosen-programme.js';
import { offeredPeriods, otherKind, shownPeriod } from '../src/features/duties/periods.js';

const calendar = { days: [], knownYears: [], terms: [...defaultTerms('2026-2027'), ...defaultTerms('2027-2028')] };
const programme = { from: '2026-09-01', to: '2027-08-31' };
const on = (today: string) => ({ calendar, today, programme });

describe('the period shown', () => {
  it('is the one of the address, else the running term', () => {
    expect(shownPeriod(on('2026-11-24'), '2026-10')?.id).toBe('2026-10');
    expect(shownPeriod(on('2026-11-24'), undefined)?.id).toBe('2026-2027-1');
    expect(shownPeriod(on('2026-11-24'), '2026-2027')?.kind).toBe('schoolYear');
  });

  it('changes with the term, on its last day and the next', () => {
    expect(shownPeriod(on('2027-01-31'), undefined)?.id).toBe('2026-2027-1');
    expect(shownPeriod(on('2027-02-01'), undefined)?.id).toBe('2026-2027-2');
  });

  it('is the last term of a programme when today lies in no term', () => {
    expect(shownPeriod(on('2029-01-01'), undefined)?.id).toBe('2026-2027-2');
  });

  it('ignores what the calendar does not have', () => {
    expect(shownPeriod(on('2026-11-24'), '2030-2031-1')?.id).toBe('2026-2027-1');
    expect(shownPeriod(on('2026-11-24'), '2026-13')?.id).toBe('2026-2027-1');
  });
});

describe('the periods offered', () => {
  it('are those in which the programme runs', () => {
    const months = offeredPeriods(on('2026-11-24'), 'month', undefined).map(({ id }) => id);
    expect([months[0], months.at(-1), months.length]).toEqual(['2026-09', '2027-08', 12]);
    expect(offeredPeriods(on('2026-11-24'), 'term', undefined).map(({ id }) => id)).toEqual([
      '2026-2027-1',
      '2026-2027-2',
    ]);
  });

  it('hold the one shown even if it lies outside', () => {
    const shown = shownPeriod(on('2026-11-24'), '2027-10');
    expect(offeredPeriods(on('2026-11-24'), 'month', shown).at(-1)?.id).toBe('2027-10');
  });
});

describe('another kind of period', () => {
  const term = (q = on('2026-11-24')) => shownPeriod(q, '2026-2027-1')!;

  it('holds today where the one shown does', () => {
    expect(otherKind(on('2026-11-24'), term(), 'month')?.id).toBe('2026-11');
    expect(otherKind(on('2026-11-24'), term(), 'schoolYear')?.id).toBe('2026-2027');
  });

  it('else begins with the one shown', () => {
    expect(otherKind(on('2027-03-01'), term(), 'month')?.id).toBe('2026-09');
  });
});

describe('the programme shown', () => {
  const draft = { id: 'draft', state: 'draft', startsOn: '2025-09-01' } as const;
  const closed = { id: 'closed', state: 'closed', startsOn: '2025-09-01' } as const;
  const next = { id: 'next', state: 'enabled', startsOn: '2999-09-01' } as const;
  const enabled = { id: 'enabled', state: 'enabled', startsOn: '2025-09-01' } as const;

  it('is the one asked for, else the first that runs, else the first there is', () => {
    expect(chosenProgramme([draft, closed, enabled], 'x')).toBe('x');
    expect(chosenProgramme([draft, closed, enabled], undefined)).toBe('enabled');
    expect(chosenProgramme([next, enabled], undefined)).toBe('enabled');
    expect(chosenProgramme([draft, next], undefined)).toBe('next');
    expect(chosenProgramme([draft, closed], undefined)).toBe('closed');
    expect(chosenProgramme([draft], undefined)).toBeUndefined();
  });
});
