import { describe, expect, it } from 'vitest';
import { type DayCount, dutyPeriods, type Question, standings } from '@xieshou/core';
import { addDays, defaultTerms, type Duty, type DutyStanding, knownHolidays, type SchoolCalendar } from '@xieshou/sdk';
import { schoolPairs } from './fixtures/school-pairs.js';

type Rule = Duty<Readonly<Record<string, unknown>>>;

const calendar: SchoolCalendar = {
  terms: ['2025-2026', '2026-2027'].flatMap((year) => defaultTerms(year)),
  ...knownHolidays,
};
const year = { from: '2026-09-01', to: '2027-08-31' };
const month: Rule = { per: 'month', atLeast: (s) => Number(s['visits']), teachingDays: () => 10 };

/** One pairing, one duty named `visit`, two visits asked for, a long time from now unless told. */
const ask = (
  rule: Rule,
  o: Partial<Omit<Question, 'definition'>> & { readonly counts?: readonly DayCount[] } = {},
): DutyStanding[] =>
  standings({
    definition: { ...schoolPairs, duties: { visit: rule } },
    calendar,
    versions: [{ number: 1, from: '2026-09-01', settings: { visits: 2 } }],
    programme: year,
    range: o.programme ?? year,
    today: '2027-08-31',
    pairings: [{ id: 'g', startsOn: '2026-09-01', endsOn: null }],
    counts: [],
    ...o,
  });

const seen = (on: string, o: Partial<DayCount> = {}): DayCount => ({
  pairing: 'g',
  name: 'visit',
  state: 'confirmed',
  on,
  count: 1,
  sum: 1,
  person: null,
  ...o,
});
const of = (all: readonly DutyStanding[], period: string): DutyStanding => all.find((s) => s.period.id === period)!;
const paired = (startsOn: string, endsOn: string | null = null) => [{ id: 'g', startsOn, endsOn }];

describe('a monthly duty', () => {
  it('is due in a month with ten teaching days or more, and not with nine', () => {
    // September 2026 has 22 teaching days: the Mid-Autumn Friday is off, Sunday the 20th is worked.
    const due = (startsOn: string, endsOn: string | null = null) =>
      of(ask(month, { pairings: paired(startsOn, endsOn) }), '2026-09').required;
    expect({ nine: due('2026-09-18'), ten: due('2026-09-17'), eleven: due('2026-09-16') }).toEqual({
      nine: 0,
      ten: 2,
      eleven: 2,
    });
    expect([due('2026-09-01', '2026-09-13'), due('2026-09-01', '2026-09-14'), due('2026-09-01', '2026-09-15')]).toEqual(
      [0, 2, 2],
    );
  });

  it('looks at the part of the month that the programme covers', () => {
    const due = (from: string) => of(ask(month, { programme: { from, to: year.to } }), '2026-09').required;
    expect([due('2026-09-18'), due('2026-09-17'), due('2026-09-16')]).toEqual([0, 2, 2]);
    const until = (to: string) => of(ask(month, { programme: { from: year.from, to } }), '2026-09').required;
    expect([until('2026-09-13'), until('2026-09-14')]).toEqual([0, 2]);
  });

  it('is not due in the holidays, and says so', () => {
    const all = ask(month);
    expect(all.map((s) => s.period.id)).toEqual([
      ...['09', '10', '11', '12'].map((m) => `2026-${m}`),
      ...['01', '02', '03', '04', '05', '06', '07', '08'].map((m) => `2027-${m}`),
    ]);
    // February teaches from the 22nd, July to the 10th, August not at all.
    expect(all.filter((s) => s.state === 'notDue').map((s) => s.period.id)).toEqual(['2027-02', '2027-07', '2027-08']);
    expect(of(all, '2027-02')).toMatchObject({ required: 0, remaining: 0, state: 'notDue' });
  });

  it('is due without a threshold in any month the pairing lives in', () => {
    const always: Rule = { per: 'month', atLeast: () => 1 };
    expect(of(ask(always, { pairings: paired('2026-09-30') }), '2026-09').required).toBe(1);
    expect(of(ask(always, { pairings: paired('2026-10-01') }), '2026-09').required).toBe(0);
    expect(of(ask(always), '2027-08').required).toBe(1);
  });

  it('asks nothing when its number is nought', () => {
    const none = of(ask({ per: 'month', atLeast: () => 0 }), '2026-10');
    expect(none).toMatchObject({ required: 0, remaining: 0, state: 'notDue' });
  });
});

describe('a period', () => {
  const term: Rule = { per: 'term', atLeast: () => 2 };

  it('is counted as month, quarter, term, teaching week or school year, each with its own days', () => {
    const spans = (per: Rule['per']) =>
      ask({ per, atLeast: () => 1 }).map((s) => [s.period.id, s.period.from, s.period.to, s.overdueFrom]);
    expect(spans('term')).toEqual([
      ['2026-2027-1', '2026-09-01', '2027-01-31', '2027-02-01'],
      ['2026-2027-2', '2027-02-01', '2027-08-31', '2027-09-01'],
    ]);
    expect(spans('schoolYear')).toEqual([['2026-2027', '2026-09-01', '2027-08-31', '2027-09-01']]);
    // The first and the last quarter are cut to the programme.
    expect(spans('quarter')).toEqual([
      ['2026-q3', '2026-09-01', '2026-09-30', '2026-10-01'],
      ['2026-q4', '2026-10-01', '2026-12-31', '2027-01-01'],
      ['2027-q1', '2027-01-01', '2027-03-31', '2027-04-01'],
      ['2027-q2', '2027-04-01', '2027-06-30', '2027-07-01'],
      ['2027-q3', '2027-07-01', '2027-08-31', '2027-09-01'],
    ]);
    const weeks = spans('teachingWeek');
    expect(weeks).toHaveLength(40);
    expect(weeks[0]).toEqual(['2026-2027-1-w01', '2026-09-01', '2026-09-06', '2026-09-07']);
    expect(weeks[19]).toEqual(['2026-2027-1-w20', '2027-01-11', '2027-01-17', '2027-01-18']);
    expect(weeks[20]).toEqual(['2026-2027-2-w01', '2027-02-22', '2027-02-28', '2027-03-01']);
  });

  it('counts its last day and not the next', () => {
    const counts = [seen('2027-01-31'), seen('2027-02-01'), seen('2027-02-01')];
    const all = ask(term, { counts });
    expect(of(all, '2026-2027-1')).toMatchObject({ confirmed: 1, remaining: 1, state: 'overdue' });
    expect(of(all, '2026-2027-2')).toMatchObject({ confirmed: 2, remaining: 0, state: 'met' });
    const week: Rule = { per: 'teachingWeek', atLeast: () => 1 };
    const weeks = ask(week, {
      counts: [seen('2026-09-06'), seen('2026-09-07'), seen('2027-01-17'), seen('2027-01-18')],
    });
    expect(['2026-2027-1-w01', '2026-2027-1-w02', '2026-2027-1-w20'].map((id) => of(weeks, id).confirmed)).toEqual([
      1, 1, 1,
    ]);
    // 18 January lies in no teaching week.
    expect(weeks.reduce((n, s) => n + s.confirmed, 0)).toBe(3);
  });

  it('is open on its last day and overdue the day after', () => {
    const on = (today: string) => of(ask(term, { today }), '2026-2027-1');
    expect(on('2027-01-31')).toMatchObject({ state: 'open', overdueFrom: '2027-02-01' });
    expect(on('2027-02-01')).toMatchObject({ state: 'overdue', overdueFrom: '2027-02-01' });
    expect(of(ask(term, { today: '2026-08-31' }), '2026-2027-1').state).toBe('open');
    const met = [seen('2026-10-01'), seen('2026-10-02')];
    expect(of(ask(term, { today: '2027-02-01', counts: met }), '2026-2027-1').state).toBe('met');
    expect(of(ask(month, { today: '2026-09-30' }), '2026-09').state).toBe('open');
    expect(of(ask(month, { today: '2026-10-01' }), '2026-09').state).toBe('overdue');
  });

  it('is whole although only a part of it is asked for', () => {
    const counts = [seen('2026-09-15'), seen('2027-02-10')];
    const november = { range: { from: '2026-11-01', to: '2026-11-30' }, today: '2026-12-01', counts };
    expect(ask(term, november)).toEqual([
      expect.objectContaining({
        period: expect.objectContaining({ id: '2026-2027-1', from: '2026-09-01', to: '2027-01-31' }),
        confirmed: 1,
        remaining: 1,
        overdueFrom: '2027-02-01',
        state: 'open',
      }),
    ]);
    // The workbench asks for the running term; a yearly duty goes on after it, and so does a quarter.
    const autumn = { range: { from: '2026-09-01', to: '2027-01-31' }, today: '2027-02-01', counts };
    expect(ask({ per: 'schoolYear', atLeast: () => 2 }, autumn)[0]).toMatchObject({ state: 'met', confirmed: 2 });
    expect(of(ask({ per: 'quarter', atLeast: () => 2 }, autumn), '2027-q1')).toMatchObject({
      state: 'open',
      confirmed: 1,
      overdueFrom: '2027-04-01',
    });
    expect(ask(term, { range: { from: '2027-09-01', to: '2027-09-30' } })).toEqual([]);
  });

  it('is found by its edges: one day of it is enough', () => {
    const periods = (from: string, to: string) =>
      dutyPeriods(
        { definition: { ...schoolPairs, duties: { visit: month } }, calendar, programme: year, range: { from, to } },
        'visit',
      ).map((p) => p.id);
    expect(periods('2026-10-31', '2026-11-01')).toEqual(['2026-10', '2026-11']);
    expect(periods('2026-10-31', '2026-10-31')).toEqual(['2026-10']);
    expect(periods('2026-08-01', '2026-08-31')).toEqual([]);
    expect(periods('2027-08-31', '2027-12-31')).toEqual(['2027-08']);
    expect(periods('2027-09-01', '2027-12-31')).toEqual([]);
  });
});

describe('a window', () => {
  /** The last third of a quarter's last month: twice a quarter. */
  const lastXun: Rule = {
    per: 'quarter',
    atLeast: () => 2,
    window: { title: schoolPairs.title, days: ({ to }) => ({ from: `${to.slice(0, 8)}21`, to }) },
  };
  const q4 = (o: Parameters<typeof ask>[1]) => of(ask(lastXun, o), '2026-q4');

  it('counts from its first day to its last, and neither the day before nor the day after', () => {
    const done = (...days: string[]) => ask(lastXun, { counts: days.map((on) => seen(on)) });
    const reached = (...days: string[]) => of(done(...days), '2026-q4').confirmed;
    expect([reached('2026-12-20'), reached('2026-12-21'), reached('2026-12-31')]).toEqual([0, 1, 1]);
    expect(done('2027-01-01').map((s) => s.confirmed)).toEqual([0, 0, 0, 0, 0]);
    const claimed = (on: string) => q4({ counts: [seen(on, { state: 'claimed' })] }).claimed;
    expect([claimed('2026-12-20'), claimed('2026-12-21')]).toEqual([0, 1]);
  });

  it('opens on its first day and is overdue the day after its last', () => {
    const days = { opensOn: '2026-12-21', overdueFrom: '2027-01-01' };
    expect(q4({ today: '2026-12-20' })).toMatchObject({ ...days, required: 2, state: 'open' });
    expect(q4({ today: '2026-12-31' })).toMatchObject({ ...days, state: 'open' });
    expect(q4({ today: '2027-01-01' })).toMatchObject({ ...days, state: 'overdue' });
  });

  it('is the window of the whole period, although the programme covers a part of it', () => {
    const firstMonth: Rule = {
      per: 'term',
      atLeast: () => 1,
      window: { title: schoolPairs.title, days: ({ from }) => ({ from, to: addDays(from, 29) }) },
    };
    const from = (day: string) =>
      of(
        ask(firstMonth, { programme: { from: day, to: year.to }, pairings: paired(day), today: '2026-12-01' }),
        '2026-2027-1',
      );
    expect(from('2026-09-01')).toMatchObject({ opensOn: '2026-09-01', overdueFrom: '2026-10-01', required: 1 });
    expect(from('2026-09-30')).toMatchObject({ opensOn: '2026-09-30', overdueFrom: '2026-10-01', state: 'overdue' });
    expect(from('2026-10-01')).toMatchObject({ required: 0, state: 'notDue' });
  });

  it('is asked of a pairing that lives for a day of it', () => {
    const lives = (from: string, to: string | null) => q4({ pairings: paired(from, to), today: '2027-02-01' });
    expect(lives('2026-10-01', '2026-12-20')).toMatchObject({ required: 0, state: 'notDue' });
    expect(lives('2026-10-01', '2026-12-21')).toMatchObject({ required: 2, overdueFrom: '2026-12-22' });
    expect(lives('2026-12-31', null)).toMatchObject({ required: 2, opensOn: '2026-12-31' });
    expect(lives('2027-01-01', null)).toMatchObject({ required: 0, state: 'notDue' });
  });

  it('leaves the teaching days of its month to the whole month', () => {
    const lastDays: Rule = {
      ...month,
      window: { title: schoolPairs.title, days: ({ to }) => ({ from: addDays(to, -4), to }) },
    };
    expect(of(ask(lastDays), '2026-09')).toMatchObject({ required: 2, opensOn: '2026-09-26' });
    expect(of(ask(lastDays), '2027-02').state).toBe('notDue');
  });
});

describe('a pairing that lives for a part of a period', () => {
  const term: Rule = { per: 'term', atLeast: () => 2 };

  it('owes from its first day to its last, and is overdue the day after that', () => {
    const on = (today: string) => of(ask(term, { today, pairings: paired('2026-10-15', '2026-12-10') }), '2026-2027-1');
    expect(on('2026-12-10')).toMatchObject({ required: 2, state: 'open', overdueFrom: '2026-12-11' });
    expect(on('2026-12-11')).toMatchObject({ required: 2, state: 'overdue', overdueFrom: '2026-12-11' });
  });

  it('owes nothing in a period before it begins or after it has ended', () => {
    const [first, second] = ask(term, { pairings: paired('2027-02-01') });
    expect(first).toMatchObject({ required: 0, state: 'notDue', overdueFrom: '2027-02-01' });
    expect(second).toMatchObject({ required: 2, state: 'open' });
    const [before, after] = ask(term, { pairings: paired('2026-09-01', '2027-01-31') });
    expect(before).toMatchObject({ required: 2, state: 'overdue' });
    expect(after).toMatchObject({ required: 0, state: 'notDue' });
    expect(ask(term, { pairings: paired('2026-09-01', '2027-02-01') })[1]).toMatchObject({ required: 2 });
  });

  it('is asked by itself: another pairing’s visits do not help it', () => {
    const pairings = [...paired('2026-09-01'), { id: 'other', startsOn: '2026-09-01', endsOn: null }];
    const counts = [seen('2026-10-01', { count: 2 }), seen('2026-11-01', { pairing: 'other' })];
    const standing = ask(term, { pairings, counts }).filter((s) => s.period.id === '2026-2027-1');
    expect(standing.map((s) => [s.pairing, s.confirmed, s.state])).toEqual([
      ['g', 2, 'met'],
      ['other', 1, 'overdue'],
    ]);
  });
});

describe('settings in versions', () => {
  const versions = [
    { number: 1, from: '2026-09-01', settings: { visits: 2 } },
    { number: 2, from: '2026-11-15', settings: { visits: 5 } },
    { number: 3, from: '2026-11-15', settings: { visits: 4 } },
  ];
  const required = (today: string, period: string) => of(ask(month, { versions, today }), period).required;

  it('leave a past period its number, and give the running one and the coming ones the new one', () => {
    const months = ['2026-09', '2026-10', '2026-11', '2026-12'];
    expect(months.map((id) => required('2026-11-20', id))).toEqual([2, 2, 4, 4]);
    expect(months.map((id) => required('2027-06-01', id))).toEqual([2, 2, 4, 4]);
  });

  it('change nothing before their day, also in the period that will end after it', () => {
    expect(required('2026-11-14', '2026-11')).toBe(2);
    expect(required('2026-11-15', '2026-11')).toBe(4);
  });

  it('hold for a period that ends on their first day, and not for one that ended the day before', () => {
    const at = (from: string) =>
      of(ask(month, { versions: [versions[0]!, { number: 2, from, settings: { visits: 5 } }] }), '2026-10').required;
    expect([at('2026-10-30'), at('2026-10-31'), at('2026-11-01')]).toEqual([5, 5, 2]);
  });

  it('are the first ones where a period ended before any began', () => {
    const late = [{ number: 1, from: '2027-03-01', settings: { visits: 3 } }];
    expect(of(ask(month, { versions: late }), '2026-09').required).toBe(3);
  });
});

describe('what is counted', () => {
  it('are records, of confirmed ones only; claimed ones are shown beside them', () => {
    const counts = [seen('2026-10-12'), seen('2026-10-13', { state: 'claimed', count: 3, sum: 3 })];
    expect(of(ask(month, { counts }), '2026-10')).toMatchObject({
      required: 2,
      confirmed: 1,
      claimed: 3,
      remaining: 1,
      state: 'overdue',
    });
    const more = of(ask(month, { counts: [seen('2026-10-12', { count: 7 })] }), '2026-10');
    expect(more).toMatchObject({ confirmed: 7, remaining: 0, state: 'met' });
  });

  it('is exactly the number asked for: one below is not enough', () => {
    const state = (count: number) => of(ask(month, { counts: [seen('2026-10-12', { count })] }), '2026-10');
    expect([state(1), state(2), state(3)].map((s) => [s.remaining, s.state])).toEqual([
      [1, 'overdue'],
      [0, 'met'],
      [0, 'met'],
    ]);
  });

  it('are amounts of a named fact, not records', () => {
    const minutes: Rule = { per: 'month', atLeast: () => 80, count: 'amount', fact: 'minutes' };
    const counts = [
      seen('2026-10-12', { count: 90, sum: 90 }),
      seen('2026-10-12', { name: 'visit.minutes', count: 1, sum: 45 }),
      seen('2026-10-20', { name: 'visit.minutes', count: 2, sum: 34 }),
      seen('2026-10-21', { name: 'visit.minutes', state: 'claimed', count: 1, sum: 40 }),
    ];
    expect(of(ask(minutes, { counts }), '2026-10')).toMatchObject({ confirmed: 79, claimed: 40, remaining: 1 });
    const enough = [...counts, seen('2026-10-31', { name: 'visit.minutes', sum: 1 })];
    expect(of(ask(minutes, { counts: enough }), '2026-10')).toMatchObject({ confirmed: 80, state: 'met' });
  });

  it('are people, each once however often they came, and nobody where no name stands', () => {
    const people: Rule = { per: 'term', atLeast: () => 3, count: 'people', fact: 'teacher' };
    const came = (on: string, person: string | null, state: DayCount['state'] = 'confirmed') =>
      seen(on, { name: 'visit.teacher', person, state });
    const counts = [
      came('2026-10-12', 'zhang'),
      came('2026-10-13', 'zhang'),
      came('2026-12-01', 'zhang'),
      came('2026-12-01', 'li'),
      came('2026-12-02', null),
      came('2026-12-03', 'wang', 'claimed'),
      came('2026-12-04', 'zhang', 'claimed'),
    ];
    const first = of(ask(people, { counts }), '2026-2027-1');
    expect(first).toMatchObject({ required: 3, confirmed: 2, claimed: 2, remaining: 1, state: 'overdue' });
    const again = of(ask(people, { counts: [...counts, came('2027-02-01', 'zhang')] }), '2026-2027-2');
    expect(again.confirmed).toBe(1);
  });

  it('is asked in every pairing and every period once', () => {
    const pairings = Array.from({ length: 30 }, (_, n) => ({ id: `g${n}`, startsOn: year.from, endsOn: null }));
    const counts = pairings.flatMap((g, n) =>
      Array.from({ length: n }, (_, day) => seen(addDays('2026-10-01', day), { pairing: g.id })),
    );
    const october = ask(month, { pairings, counts }).filter((s) => s.period.id === '2026-10');
    expect(october.map((s) => s.confirmed)).toEqual(pairings.map((_, n) => n));
    expect(ask(month, { pairings, counts })).toHaveLength(30 * 12);
  });
});

describe('a duty on whose number each pair agrees', () => {
  const agreedOn: Rule = { ...month, agreed: { form: 'plan', fact: 'times' } };
  const required = (agreed: Question['agreed'], rule = agreedOn, settings: object = { visits: 2 }) => {
    const all = ask(rule, {
      ...(agreed ? { agreed } : {}),
      versions: [{ number: 1, from: '2026-09-01', settings: { ...settings } }],
    });
    return ['2026-10', '2026-11', '2026-12'].map((id) => of(all, id).required);
  };
  const numbers = (key: string, ...those: readonly (readonly [on: string, amount: number])[]) =>
    new Map([[key, those.map(([on, amount]) => ({ on, amount }))]]);

  it('asks what the setting says until the pair has agreed, by the last day of the period', () => {
    expect(required(undefined)).toEqual([2, 2, 2]);
    expect(required(numbers('g plan.times', ['2026-11-30', 3]))).toEqual([2, 3, 3]);
    expect(required(numbers('g plan.times', ['2026-12-01', 3]))).toEqual([2, 2, 3]);
  });

  it('takes the latest of several agreements, and keeps what was asked before', () => {
    expect(required(numbers('g plan.times', ['2026-12-15', 1], ['2026-11-02', 4]))).toEqual([2, 4, 1]);
    expect(required(numbers('g plan.times', ['2026-11-02', 0]))).toEqual([2, 0, 0]);
  });

  it('asks nobody else, and nothing where nothing is asked', () => {
    expect(required(numbers('other plan.times', ['2026-10-02', 5]))).toEqual([2, 2, 2]);
    expect(required(numbers('g plan.times', ['2026-10-02', 5]), month)).toEqual([2, 2, 2]);
    expect(required(numbers('g plan.times', ['2026-10-02', 5]), agreedOn, { visits: 0 })).toEqual([0, 0, 0]);
  });
});
