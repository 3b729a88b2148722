/** The contract suite against itself: for each promise a programme or a sample that breaks it, and what the suite says. */
import {
  type Candidate,
  choice,
  type Fact,
  type Fields,
  fieldsOf,
  type Finding,
  finding,
  type Form,
  integer,
  type ProgrammeDefinition,
  type Reader,
  type Report,
  share,
  t,
  text,
  yesNo,
} from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { contractPromises } from '../src/index.js';
import { schoolPairs as base } from './fixtures/school-pairs.js';

type Values = Readonly<Record<string, unknown>>;
type Samples = Parameters<typeof contractPromises>[1]['samples'];
type Case = readonly [name: string, definition: ProgrammeDefinition, complaints: readonly string[], samples?: Samples];

const visit = { on: '2026-11-05', theme: '开学走访', guests: 3, guide: 'guide-1' };
const note = { on: '2026-11-06', theme: '寄送教材' };
const samples = {
  visit: { valid: visit, invalid: { data: { ...visit, guests: 0 }, field: 'guests' } },
  note: { valid: note, invalid: { data: { ...note, theme: ' ' }, field: 'theme' } },
};
const withSample = (sample: Partial<Samples[string]>): Samples => ({
  ...samples,
  visit: { ...samples.visit, ...sample },
});

const withVisit = (form: Partial<Form<Values, Fields>>): ProgrammeDefinition => ({
  ...base,
  forms: { ...base.forms, visit: { ...base.forms['visit']!, ...form } },
});
const visitFields = fieldsOf(base.forms['visit']!, {});
const withFacts = (facts: (data: Values, settings: Values) => readonly Fact[]) => withVisit({ facts });
const withFact = (fact: Partial<Fact>) => withFacts(() => [{ name: 'guests', amount: 1, ...fact }]);
const withCheck = (outcome: Finding['outcome'], field?: string) =>
  withVisit({
    checks: () => [{ rule: 'crowded', outcome, text: t('人太多', 'too many'), ...(field ? { field } : {}) }],
  });
/** People may be helped on one ground of two, and the rule says of it what it likes. */
const withGrounds = (words: (grounds: string) => ReturnType<typeof t>): ProgrammeDefinition => ({
  ...base,
  registers: {
    known: {
      title: t('情况', 'Known'),
      of: 'student',
      per: 'term',
      fields: { grounds: choice(grounds, { title: t('事由', 'Ground'), class: 'sensitive' }) },
      version: 1,
    },
  },
  eligible: {
    helped: ({ entries }: Candidate) => [finding('ground', true, words(String(entries['known']?.['grounds'])))],
  },
});
const grounds = [
  { value: 'illness', title: t('疾病', 'Illness') },
  { value: 'orphan', title: t('孤儿', 'Orphan') },
] as const;
const withLedger = (ledger: Partial<ProgrammeDefinition['ledgers'][string]>): ProgrammeDefinition => ({
  ...base,
  ledgers: { visits: { ...base.ledgers['visits']!, ...ledger } },
});
const withReport = (report: Partial<Report>): ProgrammeDefinition => ({
  ...base,
  reports: { overview: { ...base.reports['overview']!, ...report } },
});
const withRows = (row: (read: Reader) => Values) =>
  withReport({
    rows: (read) => read.pairings().map((p) => ({ pairing: p.id, helped: p.helped.name, visits: 0, ...row(read) })),
  });
const withHelper = (where: NonNullable<ProgrammeDefinition['sides']['helper']['where']>): ProgrammeDefinition => ({
  ...base,
  sides: { ...base.sides, helper: { ...base.sides.helper, where } },
});
const withDuty = (duty: Partial<ProgrammeDefinition['duties'][string]>): ProgrammeDefinition => ({
  ...base,
  duties: { visit: { ...base.duties['visit']!, ...duty } as ProgrammeDefinition['duties'][string] },
});
const title = t('标题', 'Title');
const withNeed = (counts: { form: string; fact: string }): ProgrammeDefinition => ({
  ...base,
  stages: { begun: { title, needs: { visits: { title, atLeast: () => 1, ...counts } } } },
});
let asked = 0;
const withDocument = (document: ProgrammeDefinition['documents'][string]): ProgrammeDefinition => ({
  ...base,
  documents: { paper: document },
});

const ask = (promise: string, definition: ProgrammeDefinition, given: Samples = samples) => {
  const found = contractPromises(definition, { samples: given }).filter(({ name }) => name === promise);
  expect(found.map(({ name }) => name)).toEqual([promise]);
  return found[0]!.complaints();
};

const everyReader = (complaint: string, readers = ['pairings without records', 'pairings with records']) =>
  readers.flatMap((reader) =>
    [1, 2, 3].map((row) => `reports.overview.rows: row ${row} ${complaint} (read: ${reader})`),
  );

const cases: Readonly<Record<string, readonly Case[]>> = {
  'it may be installed': [
    ['its id', { ...base, id: 'School Pairs' }, ['id: Use lower-case words joined by hyphens, such as peer-tutoring.']],
  ],
  'it works under every settings that a district may choose': [
    [
      'a duty that no preset shows to be wrong',
      withDuty({ atLeast: (s) => (s['visits'] === 9 ? NaN : 1) }),
      ['allAtMax', 'visitsAtMax'].map(
        (name) => `duties.visit: It answers NaN: answer a whole number from 0. (settings: ${name})`,
      ),
    ],
    [
      'fields that throw when nothing is required',
      withVisit({
        fields: (s) => {
          if (s['visits'] === 0) throw new RangeError('no visits');
          return visitFields;
        },
      }),
      ['allAtMin', 'visitsAtMin'].map(
        (name) =>
          'forms.visit.fields: It throws under its own settings (RangeError: no visits). ' +
          `Make it answer for every allowed setting. (settings: ${name})`,
      ),
    ],
    [
      'a ledger whose column comes and goes',
      withVisit({
        fields: (s) => (s['visits'] === 9 ? { on: visitFields['on']!, theme: visitFields['theme']! } : visitFields),
      }),
      ['allAtMax', 'visitsAtMax'].flatMap((name) =>
        ['guests', 'evidence'].map(
          (column) => `ledgers.visits: Its column "${column}" is a field of none of its forms. (settings: ${name})`,
        ),
      ),
    ],
    [
      'an optional setting that is counted on',
      {
        ...base,
        settings: {
          ...base.settings,
          extra: { ...integer({ title, min: 1, max: 2, default: 1, optional: true }), place: '三', explain: title },
        },
        duties: { visit: { per: 'month', atLeast: (s) => Number(s['extra']) } },
      },
      ['allAtMin', 'extraAbsent'].map(
        (name) => `duties.visit: It answers NaN: answer a whole number from 0. (settings: ${name})`,
      ),
    ],
    ['what is said at start already, which is enough', withDuty({ atLeast: () => -1 }), []],
    [
      'a setting that is refused at its own bounds',
      { ...base, settings: { ...base.settings, visits: { ...base.settings['visits']!, min: 5, max: 3, default: 4 } } },
      [
        ['plain', 'least 5'],
        ['allAtMin', 'most 3'],
        ['allAtMax', 'least 5'],
        ['visitsAtMin', 'most 3'],
        ['visitsAtMax', 'least 5'],
        ['silenceAtMin', 'least 5'],
        ['silenceAtMax', 'least 5'],
      ].map(
        ([name, bound]) =>
          `settings.visits: refused at an edge of its own bounds (${name}): Visits must be at ${bound}.`,
      ),
    ],
  ],
  'its manifest is JSON, in Chinese and English': [
    [
      'English in place of Chinese',
      { ...base, title: t('School pairs', 'School pairs') },
      ['manifest.title: its zh is "School pairs". Write it in Chinese.'],
    ],
    [
      'Chinese in place of English',
      { ...base, summary: t('学校结对', '学校结对') },
      ['manifest.summary: its en is "学校结对". Write it in English, with English punctuation.'],
    ],
    [
      'Chinese punctuation in English',
      withVisit({ title: t('走访', 'Visit（one）') }),
      ['forms.0', 'duties.0'].map(
        (thing) => `manifest.${thing}.title: its en is "Visit（one）". Write it in English, with English punctuation.`,
      ),
    ],
    [
      'a text deep inside a field',
      withVisit({ fields: { ...visitFields, x: text({ title, help: t('OK', 'OK') }) } }),
      ['manifest.forms.0.fields.5.help: its zh is "OK". Write it in Chinese.'],
    ],
    [
      'a number that JSON cannot say',
      withVisit({ version: NaN }),
      ['manifest.forms.0.version: it is NaN, which JSON cannot say.'],
    ],
  ],
  'its rules give nothing sensitive away': [
    [
      'a rule that says what it saw',
      withGrounds((grounds) => t(`事由：${grounds}`, `ground: ${grounds}`)),
      [
        'eligible.helped: its rule "ground" gives the sensitive field "grounds" away. Let its words and numbers be the same whatever that holds.',
      ],
    ],
  ],
  'its sides answer for every organisation': [
    [
      'a rule that stumbles over offices',
      withHelper((o) => [finding(o.schoolKind!.slice(0, 3), true, title)]),
      ['incomplete', 'college', 'bureau', 'section', 'centreSchool', 'union', 'foundation', 'unheardOf'].map(
        (id) =>
          "sides.helper.where: it throws (TypeError: Cannot read properties of undefined (reading 'slice')). " +
          `Make it answer for everything it may be asked. (asked: ${id})`,
      ),
    ],
    [
      'a reason in one language',
      withHelper((o) => [finding('school', o.kind === 'school', t('学校', '学校'))]),
      ['sides.helper.where.school: its en is "学校". Write it in English, with English punctuation.'],
    ],
    [
      'the name of a rule',
      withHelper(() => [finding('Is a school', true, title)]),
      ['sides.helper.where: its rule "Is a school" should be named in camelCase.'],
    ],
  ],
  'its samples are of its forms': [
    ['a sample of no form', base, ['samples.visits: there is no such form.'], { ...samples, visits: samples.visit }],
  ],
  'the form visit has samples': [
    [
      'none',
      base,
      [
        'forms.visit: it has no samples. Give them: ' +
          'programmeContract(definition, { samples: { visit: { valid, invalid } } }).',
      ],
      { note: samples.note },
    ],
  ],
  'the form visit accepts its valid sample': [
    [
      'a sample that the fields refuse',
      base,
      [
        'forms.visit: its valid sample is refused at "note": There is no field named "note". Correct the sample.',
        'forms.visit: its valid sample is refused at "on": Choose Day of the visit. Correct the sample.',
      ],
      withSample({ valid: { ...visit, on: '', note: 'x' } }),
    ],
    [
      'a sample that a check refuses',
      withCheck('fail'),
      ['forms.visit: its valid sample fails the rule "crowded": too many. Correct the sample.'],
    ],
    ['a sample that a check only asks about, which is right', withCheck('soft'), []],
    [
      'a check about a field that is not there',
      withCheck('pass', 'gests'),
      ['forms.visit.checks: its rule "crowded" is about a field "gests" that the form does not have.'],
    ],
    [
      'a check about the day of handing in',
      withVisit({ dated: 'handIn', checks: () => [{ ...finding('crowded', true, t('多', 'many')), field: 'on' }] }),
      ['forms.visit.checks: its rule "crowded" is about the day, which nobody fills in: it is set at handing in.'],
    ],
    [
      'a check in one language, badly named',
      withVisit({ checks: () => [finding('too many', true, t('', 'fine'))] }),
      [
        'forms.visit.checks: its rule "too many" should be named in camelCase.',
        'forms.visit.checks.too many: its zh is "". Write it in Chinese.',
      ],
    ],
    [
      'a check that changes the data',
      withVisit({
        checks: (data) => {
          (data as Record<string, unknown>)['guests'] = 5;
          return [];
        },
      }),
      [
        "forms.visit.checks: it throws (TypeError: Cannot assign to read only property 'guests' of object '#<Object>'). " +
          'Make it answer for everything it may be asked.',
      ],
    ],
    [
      'a card that shows next to nothing',
      withVisit({ brief: ['on', 'guide'] }),
      ['forms.visit.brief: the valid sample fills in 1 of [on, guide]. Name fields that are filled in.'],
      withSample({ valid: { ...visit, guide: '' } }),
    ],
  ],
  'the form visit refuses its invalid sample at the field it names': [
    [
      'a sample that is accepted',
      base,
      [
        'forms.visit: its invalid sample is accepted, and should be refused at "guests". Check the form, or the sample.',
      ],
      withSample({ invalid: { data: visit, field: 'guests' } }),
    ],
    [
      'a sample that is refused elsewhere',
      base,
      ['forms.visit: its invalid sample is refused at theme, and not at "guests". Let only that field be wrong.'],
      withSample({ invalid: { data: { ...visit, theme: '' }, field: 'guests' } }),
    ],
    [
      'a sample that a check refuses, which is right',
      withCheck('fail', 'theme'),
      [],
      withSample({ invalid: { data: visit, field: 'theme' } }),
    ],
    [
      'a sample that a check refuses without a field',
      withCheck('fail'),
      ['forms.visit: its invalid sample is refused at rule crowded, and not at "theme". Let only that field be wrong.'],
      withSample({ invalid: { data: visit, field: 'theme' } }),
    ],
  ],
  'the form visit yields facts of whole numbers, from the record alone': [
    ...[0.5, NaN, Infinity, 2 ** 53].map((amount): Case => [
      `an amount of ${amount}`,
      withFact({ amount }),
      [`forms.visit.facts: the fact "guests" amounts to ${amount}. Count in whole units: minutes, people, fen.`],
    ]),
    [
      'a name',
      withFact({ name: 'the guests' }),
      ['forms.visit.facts: the fact "the guests" should be named in camelCase.'],
    ],
    [
      'an empty kind',
      withFact({ kind: '' }),
      ['forms.visit.facts: the fact "guests" has an empty kind. Leave the kind out.'],
    ],
    ['a person of the record, which is right', withFact({ person: 'guide-1' }), []],
    [
      'a person from nowhere',
      withFact({ person: 'Zhang San' }),
      ['forms.visit.facts: the fact "guests" counts the person "Zhang San", whom no person field of the record holds.'],
    ],
    [
      'facts of the hour',
      withFacts(() => [{ name: 'guests', amount: (asked += 1) }]),
      ['forms.visit.facts: asked twice with the same input, it answers differently. Use its input only.'],
    ],
    [
      'facts that change the settings',
      withFacts((_, settings) => {
        (settings as Record<string, unknown>)['visits'] = 9;
        return [];
      }),
      [
        "forms.visit.facts: it throws (TypeError: Cannot assign to read only property 'visits' of object '#<Object>'). " +
          'Make it answer for everything it may be asked.',
      ],
    ],
  ],
  'the form visit answers for its sample under other settings': [
    [
      'facts that divide by a setting',
      withFacts((data, s) => [{ name: 'guests', amount: (data['guests'] as number) / (s['visits'] as number) }]),
      ['allAtMin', 'allAtMax', 'visitsAtMin', 'visitsAtMax'].map((name) => {
        const amount = name.endsWith('Min') ? Infinity : 3 / 9;
        return `forms.visit.facts: the fact "guests" amounts to ${amount}. Count in whole units: minutes, people, fen. (settings: ${name})`;
      }),
    ],
    [
      'facts that count on a setting that may be hidden',
      {
        ...withFacts((_, s) => [{ name: 'guests', amount: s['extra'] as number }]),
        settings: {
          online: { ...yesNo({ title, default: true }), place: '三', explain: title },
          extra: {
            ...integer({ title, min: 1, max: 2, default: 1, when: { field: 'online', is: ['true'] } }),
            place: '三',
            explain: title,
          },
        },
      },
      ['allAtMin', 'onlineNo'].map(
        (name) =>
          'forms.visit.facts: the fact "guests" amounts to undefined. ' +
          `Count in whole units: minutes, people, fen. (settings: ${name})`,
      ),
    ],
    [
      'a form that refuses the sample under some settings, which is right',
      withVisit({
        fields: (s) => ({ ...visitFields, guests: integer({ title, min: 1, max: 1 + Number(s['visits']) * 2 }) }),
        facts: (_, s) => [{ name: 'guests', amount: s['visits'] === 0 ? NaN : 1 }],
      }),
      [],
    ],
  ],
  'the form visit upgrades the data of older versions': [
    [
      'no old sample',
      withVisit({ version: 3, upgrade: { 1: (old) => ({ ...old }), 2: (old) => ({ ...old }) } }),
      [
        'forms.visit.upgrade: data of version 1 is refused afterwards at "theme": Fill in Theme.',
        'forms.visit: it has no old sample of version 2. Give one: old: { 2: { … } }.',
      ],
      withSample({ old: { 1: { ...visit, theme: '' } } }),
    ],
    [
      'an old sample of the present version',
      base,
      ['forms.visit: it has an old sample of version 1, and its versions before the present one end at 0.'],
      withSample({ old: { 1: visit } }),
    ],
    [
      'a step that changes what it is given',
      withVisit({ version: 2, upgrade: { 1: (old) => Object.assign(old, { theme: 'x' }) } }),
      [
        "forms.visit.upgrade: it throws (TypeError: Cannot assign to read only property 'theme' of object '#<Object>'). " +
          'Make it answer for everything it may be asked.',
      ],
      withSample({ old: { 1: visit } }),
    ],
    [
      'a step that is missing',
      withVisit({ version: 2 }),
      [
        'forms.visit.upgrade: it throws (RangeError: Data of version 1 cannot become version 2: upgrade[1] is missing.). ' +
          'Make it answer for everything it may be asked.',
      ],
      withSample({ old: { 1: visit } }),
    ],
  ],
  'the duty on visit finds what it counts': [
    [
      'an amount of a misspelt fact',
      withDuty({ count: 'amount', fact: 'gests', unit: t('人', 'guests') }),
      [
        'duties.visit: it counts the fact "gests", which the valid sample does not yield. Check the name, or the sample.',
      ],
    ],
    [
      'people of a fact without people',
      withDuty({ count: 'people', fact: 'guests' }),
      ['duties.visit: it counts the people of the fact "guests", which names no person.'],
    ],
    ['an amount, which is right', withDuty({ count: 'amount', fact: 'guests', unit: t('人', 'guests') }), []],
  ],
  'the stages find what they need of visit': [
    [
      'the sum of a misspelt fact',
      withNeed({ form: 'visit', fact: 'gests' }),
      [
        'stages.begun.needs.visits: it counts the fact "gests", which the valid sample does not yield. Check the name, or the sample.',
      ],
    ],
    ['the sum of a fact, which is right', withNeed({ form: 'visit', fact: 'guests' }), []],
  ],
  'the ledger visits shows what its forms hold': [
    [
      'nothing read',
      withLedger({ from: [], columns: [{ show: '@number', title }] }),
      ['ledgers.visits: it reads no form. Name at least one.'],
    ],
    ['nothing shown', withLedger({ columns: [] }), ['ledgers.visits: it has no columns. Name at least one.']],
    [
      'columns of nobody',
      withLedger({
        columns: [
          { show: '@total', title },
          { show: 'gests', title },
        ],
      }),
      ['@total', 'gests'].map(
        (show) => `ledgers.visits: its column "${show}" is neither built in nor a field of its forms.`,
      ),
    ],
    [
      'a column twice',
      withLedger({
        columns: [
          { show: 'theme', title },
          { show: 'theme', title },
        ],
      }),
      ['ledgers.visits: it shows "theme" twice.'],
    ],
    [
      'a sum of texts',
      withLedger({
        columns: [
          { show: 'theme', title, total: true },
          { show: '@number', title, total: true },
        ],
      }),
      ['theme', '@number'].map((show) => `ledgers.visits: it totals "${show}", which is no number.`),
    ],
  ],
  'the document paper can be printed': [
    ...(['programme', 'pairing'] as const).map((of): Case => [
      `of a ${of}, asked twice`,
      withDocument({ of, title, parts: () => [{ kind: 'note' as const, text: t(`第 ${(asked += 1)} 次`, 'x') }] }),
      ['empty', 'pairings without records', 'pairings with records'].map(
        (read) =>
          `documents.paper.parts: asked twice with the same input, it answers differently. Use its input only. (read: ${read})`,
      ),
    ]),
    [
      'of a record whose sample it cannot print',
      withDocument({
        of: 'record',
        form: 'visit',
        title,
        parts: (record) => [
          { kind: 'fields', rows: [[{ label: title, value: record.text('theme') === null ? null : 0.5 }]] },
        ],
      }),
      [
        'documents.paper.parts: part 1 (fields) holds a label without both zh and en, or a value that is neither a text, a whole number nor null. (read: pairings with records)',
      ],
    ],
    [
      'of pairings whose records it cannot print',
      withDocument({
        of: 'pairing',
        title,
        parts: ({ records }) => [
          { kind: 'table', columns: [{ title }], rows: records('visit').map(({ on, writer }) => [on, writer]) },
        ],
      }),
      ['documents.paper.parts: part 1 (table) has 2 cells in row 1 and 1 columns. (read: pairings with records)'],
    ],
    [
      'of all pairings, rightly',
      withDocument({
        of: 'programme',
        title,
        parts: (_, { pairings }) => [
          { kind: 'table', columns: [{ title }], rows: pairings.map(({ helped }) => [helped.name]) },
        ],
      }),
      [],
    ],
  ],
  'the report overview answers with its columns': [
    ...[0.5, NaN, Infinity].map((visits): Case => [
      `${visits} visits`,
      withRows(() => ({ visits })),
      everyReader(`has ${visits} in "visits", a column of whole numbers.`),
    ]),
    ['nothing, which is right', withRows(() => ({ visits: null, helped: null })), []],
    [
      'a text for a number',
      withRows(() => ({ visits: '3' })),
      everyReader('has "3" in "visits", a column of whole numbers.'),
    ],
    ['a number for a text', withRows(() => ({ helped: 3 })), everyReader('has 3 in "helped", a column of text.')],
    [
      'a missing cell',
      withRows(() => ({ visits: undefined })),
      everyReader('has no "visits". Give every cell, null where there is nothing.'),
    ],
    [
      'a column of its own',
      withRows(() => ({ lessons: 3 })),
      everyReader('has "lessons", which is none of its columns.'),
    ],
    [
      'a pairing of its own',
      withRows(() => ({ pairing: 'x' })),
      everyReader('belongs to no pairing that was read ("x").'),
    ],
    [
      'a share that is divided by nothing',
      withReport({
        columns: { done: { title, kind: 'share' } },
        rows: (read) => {
          const [all, met] = [read.duties().length, read.duties().filter((d) => d.state === 'met').length];
          return [{ done: Math.floor((met * 10_000) / all) }];
        },
      }),
      ['empty', 'pairings without records'].map(
        (reader) => `reports.overview.rows: row 1 has NaN in "done", a column of whole numbers. (read: ${reader})`,
      ),
    ],
    [
      'a total of texts',
      withReport({ columns: { ...base.reports['overview']!.columns, helped: { title, kind: 'text', total: true } } }),
      ['reports.overview: it totals "helped", a column of text.'],
    ],
    [
      'rows that expect a record',
      withReport({ rows: (read) => [{ helped: read.tallies()[0]!.name, visits: 0 }] }),
      ['empty', 'pairings without records'].map(
        (reader) =>
          "reports.overview.rows: it throws (TypeError: Cannot read properties of undefined (reading 'name')). " +
          `Make it answer for everything it may be asked. (read: ${reader})`,
      ),
    ],
    [
      'rows that turn round what they read',
      withReport({
        rows: (read) => {
          (read.tallies() as unknown[]).reverse();
          return [];
        },
      }),
      [
        "reports.overview.rows: it throws (TypeError: Cannot assign to read only property '0' of object '[object Array]'). " +
          'Make it answer for everything it may be asked. (read: pairings with records)',
      ],
    ],
    [
      'rows of the hour',
      withRows(() => ({ visits: (asked += 1) })),
      ['pairings without records', 'pairings with records'].map(
        (reader) =>
          `reports.overview.rows: asked twice with the same input, it answers differently. Use its input only. (read: ${reader})`,
      ),
    ],
  ],
};

describe.each(Object.entries(cases))('the promise that %s', (promise, broken) => {
  it('is kept by a programme that is right', () => {
    const names = contractPromises(base, { samples }).map(({ name }) => name);
    if (names.includes(promise)) expect(ask(promise, base)).toEqual([]);
    else expect(promise).toMatch(/has samples$/);
  });

  for (const [name, definition, complaints, given] of broken)
    it(`says what is wrong: ${name}`, () => {
      expect(ask(promise, definition, given)).toEqual(complaints);
    });
});

describe('the promise that it is frozen, plain data', () => {
  const shape = (part: object) =>
    ask('it is frozen, plain data with functions in it', Object.freeze({ ...base, part }) as never);

  it('is broken by what can be changed', () => {
    expect(ask('it is frozen, plain data with functions in it', { ...base })).toEqual([
      'definition: it can be changed. Build the definition with defineProgramme.',
    ]);
    expect(shape({})).toEqual(['definition.part: it can be changed. Build the definition with defineProgramme.']);
  });

  it('is broken by classes, symbols, large integers and accessors', () => {
    const part = Object.freeze({
      day: Object.freeze(new Date()),
      map: Object.freeze(new Map()),
      symbol: Symbol('x'),
      large: 1n,
      get accessor() {
        return 1;
      },
      run: () => 1,
      list: Object.freeze([1, 'a', true, null]),
    });
    expect(shape(part)).toEqual([
      'definition.part.day: it is an instance of a class. Use plain objects.',
      'definition.part.map: it is an instance of a class. Use plain objects.',
      'definition.part.symbol: it is a symbol. Use texts, numbers, yes and no.',
      'definition.part.large: it is a bigint. Use texts, numbers, yes and no.',
      'definition.part.accessor: it is an accessor. Write its value.',
    ]);
  });
});

describe('the contract', () => {
  it('has a test for every part of a programme', () => {
    expect(contractPromises(base, { samples }).map(({ name }) => name)).toEqual([
      'it is frozen, plain data with functions in it',
      'it may be installed',
      'it works under every settings that a district may choose',
      'its manifest is JSON, in Chinese and English',
      'its sides answer for every organisation',
      'its rules give nothing sensitive away',
      'its samples are of its forms',
      ...['visit', 'note'].flatMap((form) => [
        `the form ${form} accepts its valid sample`,
        `the form ${form} refuses its invalid sample at the field it names`,
        `the form ${form} yields facts of whole numbers, from the record alone`,
        `the form ${form} answers for its sample under other settings`,
        `the form ${form} upgrades the data of older versions`,
        `the duty on ${form} finds what it counts`,
        `the stages find what they need of ${form}`,
      ]),
      'the ledger visits shows what its forms hold',
      'the report overview answers with its columns',
      'the document paper can be printed',
    ]);
  });

  it('complains, and does not crash, where a definition is so broken that a check stumbles over it', () => {
    const definition = withVisit({
      fields: () => {
        throw new Error('no fields');
      },
    });
    for (const { complaints } of contractPromises(definition, { samples })) expect(complaints()).toBeInstanceOf(Array);
    expect(ask('the form visit accepts its valid sample', definition)).toEqual([
      'definition: it throws (Error: no fields). Make it answer for everything it may be asked.',
    ]);
  });

  it('lets a rule rest on what is sensitive, as long as it says no more than whether it holds', () => {
    const definition = withGrounds(() => t('有帮扶事由', 'there is a ground'));
    expect(ask('its rules give nothing sensitive away', definition)).toEqual([]);
  });

  it('tries a setting of every kind at its edges', () => {
    const settings = { ...base.settings, part: { ...share({ title, default: 500 }), place: '三', explain: title } };
    const seen = new Set<unknown>();
    const atLeast = (s: Values) => {
      seen.add(s['part']);
      return 1;
    };
    ask('it works under every settings that a district may choose', { ...withDuty({ atLeast }), settings });
    expect(seen).toEqual(new Set([0, 500, 10_000]));
  });
});
