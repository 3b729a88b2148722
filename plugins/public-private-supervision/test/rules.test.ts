import {
  checkFields,
  type DutyStanding,
  exampleOrganisations,
  fieldsOf,
  type OrganisationSnapshot,
  type Parties,
  passes,
  presetSettings,
  reviewOf,
  type Reader,
  type SettledPairing,
  t,
  type Text,
  leadingGroup,
} from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { evaluation, isReached, standardOf, supportEvaluation } from '../src/evaluations.js';
import { masterLesson } from '../src/forms.js';
import programme from '../src/index.js';
import { isPrivateSchool, isPublicSchool } from '../src/rules.js';
import { type Settings, settings } from '../src/settings.js';

const plan16 = presetSettings(programme, 'plan16');
const errorsOf = (checked: ReturnType<typeof checkFields>) =>
  'errors' in checked ? checked.errors.map(({ field, text }) => `${field}: ${text.en}`) : [];

describe('who may stand where (三)', () => {
  const school: OrganisationSnapshot = { id: '1', name: '云川区第一小学', kind: 'school', teachers: 60 };
  const both = (o: Partial<OrganisationSnapshot>) => ({
    helper: passes(isPublicSchool({ ...school, ...o })),
    helped: passes(isPrivateSchool({ ...school, ...o })),
  });

  it('public schools help, private schools are helped, of every stage and size', () => {
    for (const schoolKind of ['kindergarten', 'primary', 'junior', 'nineYear', 'senior', 'complete', 'special'])
      for (const teachers of [0, 1, 300]) {
        expect(both({ ownership: 'public', schoolKind, teachers })).toEqual({ helper: true, helped: false });
        expect(both({ ownership: 'private', schoolKind, teachers })).toEqual({ helper: false, helped: true });
      }
  });

  it('a school whose ownership is not known stands on neither side', () => {
    expect(both({})).toEqual({ helper: false, helped: false });
  });

  it('what is no school stands on neither side, however it is owned', () => {
    for (const kind of ['college', 'bureau', 'section', 'centreSchool', 'union', 'foundation'])
      for (const ownership of ['public', 'private', undefined] as const)
        expect(both({ kind, ownership })).toEqual({ helper: false, helped: false });
  });

  it('nobody stands on both sides', () => {
    const { helper, helped } = programme.sides;
    for (const o of exampleOrganisations) expect(passes(helper.where!(o)) && passes(helped.where!(o))).toBe(false);
  });

  it('says why, in both languages, and names each reason', () => {
    const reasons = (o: Partial<OrganisationSnapshot>, rule: typeof isPublicSchool) =>
      rule({ ...school, ...o }).map((f): [string, string, Text] => [f.rule, f.outcome, f.text]);
    expect(reasons({ ownership: 'public' }, isPublicSchool)).toEqual([
      ['school', 'pass', { zh: '是学校', en: 'is a school' }],
      ['public', 'pass', { zh: '办学性质为公办', en: 'publicly owned' }],
    ]);
    expect(reasons({ kind: 'college', ownership: 'private' }, isPublicSchool)).toEqual([
      ['school', 'fail', { zh: '不是学校', en: 'is not a school' }],
      ['public', 'fail', { zh: '办学性质不是公办', en: 'not publicly owned' }],
    ]);
    expect(reasons({ ownership: 'private' }, isPrivateSchool)).toEqual([
      ['school', 'pass', { zh: '是学校', en: 'is a school' }],
      ['private', 'pass', { zh: '办学性质为民办', en: 'privately owned' }],
    ]);
    expect(reasons({}, isPrivateSchool)[1]).toEqual([
      'private',
      'fail',
      { zh: '办学性质不是民办', en: 'not privately owned' },
    ]);
  });

  it('pairs one to one; only the public side may be widened', () => {
    const { helper, helped } = programme.sides;
    expect([helper.atMost!(plan16), helped.atMost!(plan16)]).toEqual([1, 1]);
    const wide = { ...plan16, schoolsPerHelper: 10 };
    expect([helper.atMost!(wide), helped.atMost!(wide)]).toEqual([10, 1]);
  });
});

describe('the settings of the plan', () => {
  it('are complete, and are its own numbers', () => {
    expect(checkFields(programme.settings, plan16)).toEqual({ data: plan16 });
    expect(plan16).toEqual({
      meetingsPerTerm: 2,
      exchangesPerMonth: 1,
      lessonsPerMonth: 1,
      researchPerMonth: 1,
      followShare: 1000,
      plansPerYear: 1,
      fileWithin: 10,
      summariesPerTerm: 1,
      rectifyWithin: 10,
      standardShare: 10_000,
      pointsExcellent: 0,
      pointsGood: 0,
      pointsPass: 0,
      teachingDaysNeeded: 10,
      confirmWithin: 5,
      schoolsPerHelper: 1,
    });
  });

  it('stand beside their places in the plan', () => {
    expect(Object.fromEntries(Object.entries(settings).map(([key, f]) => [key, f.place]))).toEqual({
      meetingsPerTerm: '四（二）1',
      exchangesPerMonth: '四（二）2',
      lessonsPerMonth: '四（二）3',
      researchPerMonth: '四（二）4',
      followShare: '四（二）5',
      plansPerYear: '四（一）',
      fileWithin: '五3',
      summariesPerTerm: '五4',
      rectifyWithin: '四（三）3',
      standardShare: '五4',
      pointsExcellent: '五4',
      pointsGood: '五4',
      pointsPass: '五4',
      teachingDaysNeeded: '四（二）2—4',
      confirmWithin: '五2',
      schoolsPerHelper: '三',
      leadingHead: '组织领导',
      leadingDeputies: '组织领导',
      leadingMembers: '组织领导',
      leadingContacts: '组织领导',
    });
  });

  it.each([
    ['meetingsPerTerm', 0, 20],
    ['exchangesPerMonth', 0, 20],
    ['plansPerYear', 0, 5],
    ['fileWithin', 0, 60],
    ['researchPerMonth', 0, 20],
    ['plansPerYear', 0, 5],
    ['summariesPerTerm', 0, 5],
    ['rectifyWithin', 1, 120],
    ['pointsExcellent', 0, 20],
    ['pointsGood', 0, 20],
    ['pointsPass', 0, 20],
    ['teachingDaysNeeded', 0, 23],
    ['confirmWithin', 0, 60],
    ['schoolsPerHelper', 1, 10],
  ] as const)('%s may be set from %d to %d', (key, min, max) => {
    const errors = (value: number) => errorsOf(checkFields(programme.settings, { ...plan16, [key]: value }));
    const title = settings[key].title.en;
    expect(errors(min - 1)).toEqual([`${key}: ${title} must be at least ${min}`]);
    for (const value of [min, min + 1, max - 1, max]) expect(errors(value)).toEqual([]);
    expect(errors(max + 1)).toEqual([`${key}: ${title} must be at most ${max}`]);
    expect(errors(min + 0.5)).toEqual([`${key}: ${title} must be a whole number`]);
  });

  it.each(['followShare', 'standardShare'])('%s may be set from 0 % to 100 %', (key) => {
    const errors = (value: number) => errorsOf(checkFields(programme.settings, { ...plan16, [key]: value })).length;
    expect([-1, 0, 1, 9_999, 10_000, 10_001].map(errors)).toEqual([1, 0, 0, 0, 0, 1]);
  });

  it('none may be left empty but the leading group', () => {
    const others = Object.keys(settings).filter((key) => !(key in leadingGroup));
    expect(errorsOf(checkFields(programme.settings, {}))).toHaveLength(others.length);
  });

  it('a district may change the time to confirm, and nothing else by itself', () => {
    expect(Object.keys(settings).filter((key) => settings[key as keyof Settings].local)).toEqual(['confirmWithin']);
  });

  it('move the duty that they are about, and no other', () => {
    const required = (changed: Partial<Settings>) =>
      Object.fromEntries(
        Object.entries(programme.duties).map(([key, duty]) => [
          key,
          (duty.share ?? duty).atLeast({ ...plan16, ...changed }),
        ]),
      );
    const plan = {
      jointMeeting: 2,
      cadreExchange: 1,
      masterLesson: 1,
      researchEvent: 1,
      followStudy: 1000,
      yearlyPlan: 1,
      termSummary: 1,
    };
    expect(required({})).toEqual(plan);
    expect(required({ meetingsPerTerm: 3 })).toEqual({ ...plan, jointMeeting: 3 });
    expect(required({ exchangesPerMonth: 0 })).toEqual({ ...plan, cadreExchange: 0 });
    expect(required({ lessonsPerMonth: 50 })).toEqual({ ...plan, masterLesson: 50 });
    expect(required({ researchPerMonth: 4 })).toEqual({ ...plan, researchEvent: 4 });
    expect(required({ followShare: 1500 })).toEqual({ ...plan, followStudy: 1500 });
    expect(required({ plansPerYear: 2 })).toEqual({ ...plan, yearlyPlan: 2 });
    expect(required({ summariesPerTerm: 0 })).toEqual({ ...plan, termSummary: 0 });
  });

  it('excuse months with few teaching days, and no term', () => {
    const needed = Object.entries(programme.duties).map(([key, d]) => [key, d.per, d.teachingDays?.(plan16)]);
    expect(needed).toEqual([
      ['jointMeeting', 'term', undefined],
      ['cadreExchange', 'month', 10],
      ['masterLesson', 'month', 10],
      ['researchEvent', 'month', 10],
      ['followStudy', 'term', undefined],
      ['yearlyPlan', 'schoolYear', undefined],
      ['termSummary', 'term', undefined],
    ]);
  });

  it('say how long the other side may be silent; 0 means that silence never confirms', () => {
    const silentAfter = (days: number) =>
      programme.reviews['confirmation']!.steps[0]!.silentAfter!({ ...plan16, confirmWithin: days });
    expect([5, 1, 0].map(silentAfter)).toEqual([5, 1, 0]);
  });
});

const parties: Parties = {
  helper: { id: 'h', name: '实验学校', kind: 'school', ownership: 'public', schoolKind: 'nineYear', teachers: 120 },
  helped: { id: 'p', name: '启明学校', kind: 'school', ownership: 'private', schoolKind: 'nineYear', teachers: 41 },
};

describe('what is written down', () => {
  const lesson = {
    on: '2026-11-05',
    teacher: 'teacher-1',
    subject: 'mathematics',
    grade: '七年级3班',
    theme: '一元一次方程',
    attendees: 42,
    minutes: 45,
  } as const;
  const fields = (form: string) => fieldsOf(programme.forms[form]!, plan16);
  const errors = (form: string, data: object) => errorsOf(checkFields(fields(form), data));

  it.each([
    ['minutes', 10, 480, 'Length'],
    ['attendees', 1, 2000, 'Listeners'],
  ])('%s of a lesson are from %d to %d', (key, min, max, title) => {
    expect(errors('masterLesson', { ...lesson, [key]: min - 1 })).toEqual([`${key}: ${title} must be at least ${min}`]);
    for (const value of [min, max]) expect(errors('masterLesson', { ...lesson, [key]: value })).toEqual([]);
    expect(errors('masterLesson', { ...lesson, [key]: max + 1 })).toEqual([`${key}: ${title} must be at most ${max}`]);
  });

  it('texts have room for what people write, and no more', () => {
    expect(errors('masterLesson', { ...lesson, theme: '题'.repeat(60), grade: '班'.repeat(20) })).toEqual([]);
    expect(errors('masterLesson', { ...lesson, theme: '题'.repeat(61), grade: '班'.repeat(21) })).toEqual([
      'grade: Grade and class may have at most 20 characters',
      'theme: Topic may have at most 60 characters',
    ]);
    expect(errors('masterLesson', { ...lesson, effect: '果'.repeat(500) })).toEqual([]);
    expect(errors('masterLesson', { ...lesson, effect: '果'.repeat(501) })).toHaveLength(1);
  });

  it('a lesson of over 120 minutes is kept, with a question', () => {
    const outcome = (minutes: number) =>
      masterLesson.checks!(
        { ...lesson, minutes, effect: undefined, evidence: undefined },
        plan16 as Settings,
        parties,
      ).map((f) => f.outcome);
    expect(outcome(119)).toEqual(['pass']);
    expect(outcome(120)).toEqual(['pass']);
    expect(outcome(121)).toEqual(['soft']);
    const [finding] = masterLesson.checks!(
      { ...lesson, minutes: 121, effect: undefined, evidence: undefined },
      plan16 as Settings,
      parties,
    );
    expect(finding).toMatchObject({
      rule: 'longLesson',
      numbers: { minutes: 121 },
      text: { zh: '一次送课超过 120 分钟，请核对', en: 'A lesson of over 120 minutes: please check' },
    });
  });

  it('a lesson yields its minutes, by subject and teacher, and its listeners', () => {
    expect(masterLesson.facts!({ ...lesson, effect: undefined, evidence: undefined }, plan16 as Settings)).toEqual([
      { name: 'minutes', amount: 45, kind: 'mathematics', person: 'teacher-1' },
      { name: 'listeners', amount: 42 },
    ]);
  });

  it('meetings may discuss seven dimensions, guidance six areas (四（一））', () => {
    const values = (form: string, field: string) => fields(form)[field]!.choices!.map((c) => c.value);
    expect(values('jointMeeting', 'dimensions')).toEqual([...values('guidance', 'areas'), 'evaluation']);
    expect(values('guidance', 'areas')).toHaveLength(6);
    expect(values('masterWork', 'kind')).toHaveLength(8);
    expect(values('researchEvent', 'kind')).toEqual([
      ...values('masterWork', 'kind'),
      'qualityLesson',
      'homework',
      'clubs',
    ]);
  });

  it('a joint meeting may be held with several schools at once, and work with a master with several pairs', () => {
    const many = Object.keys(programme.forms).filter((key) => programme.forms[key]!.subjects === 'many');
    expect(many).toEqual(['jointMeeting', 'masterWork']);
  });

  it('everything that counts is confirmed by the other side', () => {
    for (const key of Object.keys(programme.duties))
      expect({ key, by: reviewOf(programme, key)?.steps[0]?.by }).toEqual({ key, by: 'otherSide' });
  });

  it('survey and yearly plan are filed by the bureau, within the days that are set', () => {
    for (const key of ['survey', 'yearlyPlan']) {
      const last = reviewOf(programme, key)!.steps.at(-1)!;
      expect([last.by, ...[0, 1, 10].map((days) => last.within!({ ...plan16, fileWithin: days }))]).toEqual([
        'owner',
        0,
        1,
        10,
      ]);
    }
  });
});

describe('the overview', () => {
  const pairing = (id: string) => ({
    id,
    helper: { id: `h${id}`, name: `公办${id}` },
    helped: { id: `p${id}`, name: `民办${id}` },
  });
  const tally = (of: string, name: string, state: 'claimed' | 'confirmed', count: number, month = '2026-11') => ({
    pairing: of,
    name,
    kind: '',
    state,
    month,
    count,
    sum: count * 45,
  });
  const standing = (of: string, state: DutyStanding['state']) =>
    ({ pairing: of, duty: 'masterLesson', state }) as DutyStanding;
  const reader: Reader = {
    period: { from: '2026-09-01', to: '2027-01-31' },
    today: '2026-11-24',
    pairings: () => [pairing('1'), pairing('2')],
    inside: () => [],
    unpaired: () => [],
    records: () => [],
    tallies: () => [
      tally('1', 'masterLesson', 'confirmed', 2, '2026-10'),
      tally('1', 'masterLesson', 'confirmed', 1),
      tally('1', 'masterLesson', 'claimed', 4),
      tally('1', 'masterLesson.minutes', 'confirmed', 9),
      tally('1', 'guidance', 'claimed', 8),
      tally('1', 'jointMeeting', 'claimed', 1),
      tally('2', 'researchEvent', 'confirmed', 1),
    ],
    duties: () => [standing('1', 'overdue'), standing('1', 'overdue'), standing('1', 'open'), standing('2', 'met')],
    rectifications: () => [],
    awards: () => [],
    entries: () => [],
    standing: () => [],
    stages: () => [],
    teams: () => [],
  };

  it('counts confirmed activities, what waits, and what is overdue, for each pair', () => {
    const none = { jointMeeting: 0, cadreExchange: 0, masterLesson: 0, researchEvent: 0, claimed: 0, overdue: 0 };
    expect(programme.reports['overview']!.rows(reader)).toEqual([
      { ...none, pairing: '1', helper: '公办1', helped: '民办1', masterLesson: 3, claimed: 5, overdue: 2 },
      { ...none, pairing: '2', helper: '公办2', helped: '民办2', researchEvent: 1 },
    ]);
  });
});

describe('the list of pairs below their duties', () => {
  const pairs = ['1', '2', '3'].map((id) => ({
    id,
    helper: { id: `h${id}`, name: `公办${id}` },
    helped: { id: `p${id}`, name: `民办${id}` },
  }));
  const standing = (pairing: string, state: DutyStanding['state'], o: Partial<DutyStanding> & { from?: string } = {}) =>
    ({
      pairing,
      duty: 'masterLesson',
      state,
      remaining: 1,
      claimed: 0,
      opensOn: o.from ?? '2026-11-01',
      ...o,
    }) as DutyStanding;
  const read = (duties: readonly DutyStanding[]) =>
    programme.reports['belowDuty']!.rows({
      period: { from: '2026-09-01', to: '2027-01-31' },
      today: '2026-11-24',
      pairings: () => pairs,
      inside: () => [],
      unpaired: () => [],
      records: () => [],
      tallies: () => [],
      duties: () => duties,
      rectifications: () => [],
      awards: () => [],
      entries: () => [],
      standing: () => [],
      stages: () => [],
      teams: () => [],
    });

  it('names what is missing now: not what is met, excused, or has not begun', () => {
    expect(
      read([
        standing('1', 'overdue', { remaining: 2 }),
        standing('1', 'open', { claimed: 1 }),
        standing('1', 'open', { from: '2026-11-25' }),
        standing('2', 'met', { remaining: 0 }),
        standing('2', 'excused'),
        standing('3', 'open', { from: '2026-11-24' }),
      ]),
    ).toEqual([
      { pairing: '1', helper: '公办1', helped: '民办1', overdue: 1, open: 1, missing: 3, claimed: 1 },
      { pairing: '3', helper: '公办3', helped: '民办3', overdue: 0, open: 1, missing: 1, claimed: 0 },
    ]);
  });
});

describe('the progress of rectification', () => {
  it('counts each state, what is overdue, and since when the oldest waits', () => {
    const problem = (state: 'open' | 'answering' | 'waiting' | 'closed', raisedOn: string, overdue = false) => ({
      pairing: '1',
      state,
      raisedOn,
      dueOn: '2026-11-20',
      closedOn: state === 'closed' ? '2026-11-10' : null,
      overdue,
    });
    expect(
      programme.reports['rectificationAgeing']!.rows({
        period: { from: '2026-09-01', to: '2027-01-31' },
        today: '2026-11-24',
        pairings: () => [
          { id: '1', helper: { id: 'h', name: '公办' }, helped: { id: 'p', name: '民办' } },
          { id: '2', helper: { id: 'h2', name: '无问题' }, helped: { id: 'p2', name: '无问题' } },
        ],
        inside: () => [],
        unpaired: () => [],
        records: () => [],
        tallies: () => [],
        duties: () => [],
        rectifications: () => [
          problem('closed', '2026-09-02'),
          problem('waiting', '2026-11-05', true),
          problem('answering', '2026-10-20', true),
          problem('open', '2026-11-20'),
        ],
        awards: () => [],
        entries: () => [],
        standing: () => [],
        stages: () => [],
        teams: () => [],
      }),
    ).toEqual([
      {
        pairing: '1',
        helper: '公办',
        helped: '民办',
        open: 1,
        answering: 1,
        waiting: 1,
        closed: 1,
        overdue: 2,
        oldest: '2026-10-20',
      },
    ]);
  });
});

describe('the evaluation of a private school (五4)', () => {
  const result = {
    on: '2027-06-10',
    standard: 'compulsory',
    items: 60,
    reached: 60,
    unmet: undefined,
    advice: undefined,
  } as const;
  const outcomes = (data: object, school: Partial<OrganisationSnapshot> = {}, changed: Partial<Settings> = {}) =>
    Object.fromEntries(
      evaluation.checks!(
        { ...result, ...data },
        { ...(plan16 as Settings), ...changed },
        {
          ...parties,
          helped: { ...parties.helped, ...school },
        },
      ).map((f) => [f.rule, f.outcome]),
    );

  it('is by the standard of the school’s stage', () => {
    const stages = ['kindergarten', 'primary', 'junior', 'nineYear', 'senior', 'complete', 'vocational', 'special'];
    const school = parties.helped;
    expect(stages.map((schoolKind) => standardOf({ ...school, schoolKind })?.value)).toEqual([
      undefined,
      'compulsory',
      'compulsory',
      'compulsory',
      'senior',
      'senior',
      undefined,
      undefined,
    ]);
    expect(outcomes({}, { schoolKind: 'junior' })).toMatchObject({ standard: 'pass' });
    expect(outcomes({}, { schoolKind: 'senior' })).toMatchObject({ standard: 'fail' });
    expect(outcomes({ standard: 'senior' }, { schoolKind: 'complete' })).toMatchObject({ standard: 'pass' });
    expect(outcomes({}, { schoolKind: 'kindergarten' })).toMatchObject({ standard: 'fail' });
  });

  it('is reached when all items are, or the share that the district asks for, rounded up', () => {
    expect([59, 60].map((reached) => isReached({ reached, items: 60 }, 10_000))).toEqual([false, true]);
    expect([54, 55].map((reached) => isReached({ reached, items: 61 }, 9_000))).toEqual([false, true]);
    expect([53, 54, 55].map((reached) => isReached({ reached, items: 60 }, 9_000))).toEqual([false, true, true]);
    expect(outcomes({ reached: 54, unmet: '实验室' }, {}, { standardShare: 9_000 })).toMatchObject({
      standardReached: 'pass',
    });
    expect(outcomes({ reached: 53, unmet: '实验室' }, {}, { standardShare: 9_000 })).toMatchObject({
      standardReached: 'soft',
    });
  });

  it('names what is not reached, and reaches no more than there is', () => {
    expect(outcomes({ reached: 60 })).toMatchObject({ unmet: 'pass', reached: 'pass' });
    expect(outcomes({ reached: 59 })).toMatchObject({ unmet: 'fail', reached: 'pass' });
    expect(outcomes({ reached: 59, unmet: '图书室' })).toMatchObject({ unmet: 'pass' });
    expect(outcomes({ reached: 61 })).toMatchObject({ reached: 'fail' });
  });

  it('of the public school brings the points that the district sets, none unless it does', () => {
    const points = (grade: 'excellent' | 'good' | 'pass' | 'fail', changed: Partial<Settings> = {}) =>
      supportEvaluation.facts!(
        { on: '2027-06-10', grade, commended: false, reasons: '扎实' },
        {
          ...(plan16 as Settings),
          ...changed,
        },
      )[0]!.amount;
    const set = { pointsExcellent: 3, pointsGood: 2, pointsPass: 1 };
    expect((['excellent', 'good', 'pass', 'fail'] as const).map((grade) => points(grade))).toEqual([0, 0, 0, 0]);
    expect((['excellent', 'good', 'pass', 'fail'] as const).map((grade) => points(grade, set))).toEqual([3, 2, 1, 0]);
  });

  it('the last of the period counts', () => {
    const record = (pairing: string, on: string, data: object, facts: Record<string, number>) => ({
      pairing,
      on,
      data: data as Record<string, unknown>,
      facts,
    });
    const rows = programme.reports['evaluations']!.rows({
      period: { from: '2026-09-01', to: '2027-08-31' },
      today: '2027-07-01',
      pairings: () =>
        ['1', '2'].map((id) => ({ id, helper: { id: `h${id}`, name: '公' }, helped: { id, name: '民' } })),
      inside: () => [],
      unpaired: () => [],
      records: (form) =>
        form === 'evaluation'
          ? [
              record('1', '2027-03-01', { items: 60, reached: 50 }, { passed: 0 }),
              record('1', '2027-06-10', { items: 60, reached: 60 }, { passed: 1 }),
            ]
          : [record('1', '2027-06-12', { commended: true }, { points: 3 })],
      tallies: () => [],
      duties: () => [],
      rectifications: () => [],
      awards: () => [],
      entries: () => [],
      stages: () => [],
      teams: () => [],
      standing: () => [],
    });
    expect(rows).toMatchObject([
      { pairing: '1', on: '2027-06-10', reached: 60, passed: 1, notPassed: 0, open: 0, points: 3, commended: 1 },
      { pairing: '2', on: null, reached: null, passed: 0, notPassed: 0, open: 1, points: null, commended: 0 },
    ]);
  });
});

describe('the reports of months and terms', () => {
  const standing = (pairing: string, duty: string, month: string, o: Partial<DutyStanding> = {}) =>
    ({
      pairing,
      duty,
      required: 2,
      confirmed: 0,
      claimed: 0,
      remaining: 2,
      state: 'overdue',
      period: { id: month },
      opensOn: `${month.slice(0, 7)}-01`,
      ...o,
    }) as DutyStanding;
  const reader: Reader = {
    period: { from: '2026-09-01', to: '2027-01-31' },
    today: '2026-11-24',
    pairings: () => [{ id: '1', helper: { id: 'h', name: '公办' }, helped: { id: 'p', name: '民办' } }],
    inside: () => [],
    unpaired: () => [],
    records: () => [],
    tallies: () =>
      (
        [
          ['masterLesson', 'confirmed', 3],
          ['masterLesson', 'claimed', 5],
          ['guidance', 'confirmed', 2],
          ['yearlyPlan', 'confirmed', 1],
        ] as const
      ).map(([name, state, count]) => ({ pairing: '1', name, kind: '', state, month: '2026-11', count, sum: count })),
    duties: () => [
      standing('1', 'masterLesson', '2026-10', { confirmed: 2, remaining: 0, state: 'met' }),
      standing('1', 'cadreExchange', '2026-10', { confirmed: 1, claimed: 1, remaining: 1 }),
      standing('1', 'researchEvent', '2026-10', { state: 'excused' }),
      standing('1', 'masterLesson', '2026-11', { state: 'open' }),
      // Not begun: nobody is behind.
      standing('1', 'masterLesson', '2026-12', { state: 'open' }),
      standing('1', 'followStudy', '2026-2027-1', {
        confirmed: 4,
        state: 'met',
        period: { id: 'x' } as never,
        opensOn: '2026-09-01',
      }),
    ],
    rectifications: () =>
      (['closed', 'open'] as const).map((state) => ({
        pairing: '1',
        state,
        raisedOn: '2026-10-01',
        dueOn: '2026-10-15',
        closedOn: null,
        overdue: false,
      })),
    awards: () => [],
    entries: () => [],
    standing: () => [],
    stages: () => [],
    teams: () => [],
  };

  it('tell month by month what is done of what is asked, up to today', () => {
    const pair = { pairing: '1', helper: '公办', helped: '民办' };
    expect(programme.reports['dutyMonths']!.rows(reader)).toEqual([
      {
        ...pair,
        month: '2026-10',
        cadreExchange: '1/2',
        masterLesson: '2/2',
        researchEvent: '—',
        confirmed: 3,
        claimed: 1,
        required: 4,
        missing: 1,
        overdue: 1,
      },
      {
        ...pair,
        month: '2026-11',
        cadreExchange: '—',
        masterLesson: '0/2',
        researchEvent: '—',
        confirmed: 0,
        claimed: 0,
        required: 2,
        missing: 2,
        overdue: 0,
      },
    ]);
  });

  it('sum a pair up for the term', () => {
    expect(programme.reports['termReview']!.rows(reader)).toEqual([
      {
        pairing: '1',
        helper: '公办',
        helped: '民办',
        activities: 3,
        people: 4,
        guidance: 2,
        problems: 2,
        closed: 1,
        plans: 1,
        summaries: 0,
        met: 2,
        due: 4,
      },
    ]);
  });
});

describe('the yearly result of the evaluations (五4)', () => {
  const settle = (last: SettledPairing['last']) =>
    programme.outcomes['appraisal']!.settle(
      {
        period: { kind: 'schoolYear', id: '2026-2027', title: t('学年', 'Year'), from: '2026-09-01', to: '2027-08-31' },
        before: null,
        pairings: [
          {
            id: 'pair',
            helper: { id: 'p', name: '一中', place: { id: 'p', name: '一中' }, kind: null },
            helped: { id: 'q', name: '甲校', place: { id: 'q', name: '甲校' }, kind: null },
            records: {},
            sums: {},
            last,
            decisions: {},
          },
        ],
        entries: { before: new Map(), after: new Map() },
      },
      plan16,
    ).map(({ side, level, points, findings }) => [side, level, points, findings[0]!.outcome]);
  const evaluated = (passed: number) => ({
    evaluation: { on: '2027-06-10', facts: [{ name: 'passed', amount: passed, kind: 'compulsory' }] },
  });
  const judged = (kind: string, amount: number) => ({
    supportEvaluation: { on: '2027-06-10', facts: [{ name: 'points', amount, kind }] },
  });

  it('says of each side what its last evaluation says, and nothing of one that was not evaluated', () => {
    expect(settle({})).toEqual([]);
    expect(settle(evaluated(1))).toEqual([['helped', 'reached', 0, 'pass']]);
    expect(settle(evaluated(0))).toEqual([['helped', 'notReached', 0, 'fail']]);
    expect(settle(judged('excellent', 5))).toEqual([['helper', 'excellent', 5, 'pass']]);
    expect(settle(judged('fail', 0))).toEqual([['helper', 'fail', 0, 'fail']]);
    expect(settle({ ...evaluated(1), ...judged('pass', 1) }).map(([side]) => side)).toEqual(['helper', 'helped']);
  });
});
