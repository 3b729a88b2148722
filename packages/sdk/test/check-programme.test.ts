import { describe, expect, it } from 'vitest';
import {
  addDays,
  attachments,
  checkProgramme,
  choice,
  choices,
  day,
  decimal,
  type Duty,
  type DayRange,
  type DutyWindow,
  defaultTerms,
  type DocumentBlock,
  type Field,
  type Fields,
  finding,
  type Form,
  type HandedOver,
  integer,
  leadingGroup,
  knownHolidays,
  type Ledger,
  member,
  money,
  type Period,
  periodOf,
  person,
  type ProgrammeDefinition,
  type Register,
  type RelationRole,
  type Report,
  type Review,
  type ReviewStep,
  share,
  sideHandedOverBy,
  type SideRule,
  t,
  text,
  yesNo,
} from '../src/index.js';
import { example, title } from './fixtures/example.js';

type Values = Readonly<Record<string, unknown>>;

const withPart = (change: Partial<ProgrammeDefinition>): ProgrammeDefinition => ({ ...example, ...change });
const half = t('只有中文', '');
const blank = t('  ', 'Only English');

const withSetting = (field: Partial<Field>, key = 'lessons') =>
  withPart({ settings: { ...example.settings, [key]: { ...example.settings['lessons']!, ...field } } });
const withPreset = (preset: Partial<ProgrammeDefinition['presets'][string]>) =>
  withPart({ presets: { small: { ...example.presets['small']!, ...preset } } });
const withSide = (side: Partial<SideRule<Values>>) =>
  withPart({ sides: { ...example.sides, helper: { ...example.sides.helper, ...side } } });
const withRole = (role: RelationRole, key = 'section') => withPart({ roles: { [key]: role } });
const withForm = (form: Partial<Form<Values, Fields>>) =>
  withPart({ forms: { ...example.forms, lesson: { ...example.forms['lesson']!, ...form } } });
const lessonFields = example.forms['lesson']!.fields as Fields;
const withField = (key: string, field: Field) => withForm({ fields: { ...lessonFields, [key]: field } });
const withDuty = (duty: Partial<Duty<Values>>) =>
  withPart({ duties: { ...example.duties, lesson: { ...example.duties['lesson']!, ...duty } as Duty<Values> } });
const withReview = (review: Partial<Review<Values, string>>) =>
  withPart({ reviews: { confirmation: { ...example.reviews['confirmation']!, ...review } } });
const withSteps = (...steps: readonly ReviewStep<Values>[]) => withReview({ steps });
/** People of whom the helper is replaced by a sheet. */
const withSheet = (o: {
  readonly sheet?: HandedOver;
  readonly steps?: readonly ReviewStep<Values>[];
  readonly form?: Partial<Form<Values, Fields>>;
}): ProgrammeDefinition => ({
  ...withForm({ fields: { ...lessonFields, successor: person({ title, from: 'helper' }) }, ...o.form }),
  duties: {},
  sides: {
    helper: { ...member({ title, of: 'staff' }), handedOverBy: o.sheet ?? { form: 'lesson', to: 'successor' } },
    helped: member({ title, of: 'student' }),
  },
  reviews: { confirmation: { title, of: ['lesson'], steps: o.steps ?? [{ by: 'successor', title }] } },
});
const onlyStep = (step: ReviewStep<Values>) => ({ confirmation: { title, of: ['lesson'], steps: [step] } });
const twoPeople = {
  helper: { party: 'person', title, of: () => ['student'] as const },
  helped: { party: 'person', title, of: () => ['student'] as const },
} as const;
const withLedger = (ledger: Partial<Ledger>) =>
  withPart({ ledgers: { all: { ...example.ledgers['all']!, ...ledger } } });
const withReport = (report: Partial<Report>) =>
  withPart({ reports: { overview: { ...example.reports['overview']!, ...report } } });

const teams = { title, helper: title, helped: title, kind: { title, choices: [{ value: 'heads', title }] } };

const fails = (): never => {
  throw new TypeError('no such setting');
};
const thrown =
  'It throws under its own settings (TypeError: no such setting). Make it answer for every allowed setting.';
const unitless = 'An amount says what it is an amount of (lessons, yuan); nothing else does.';
const noText = 'The people of a post are written into a text of the settings; there is none.';
const bothLanguages = 'Give the text in both zh and en.';
const camelCase = 'Name it in camelCase: letters and digits, starting with a small letter.';

type Case = readonly [name: string, definition: ProgrammeDefinition, thing: string, remedy: string];

const identity: readonly Case[] = [
  ...['Example', '1example', 'example_1', 'example-', 'exa mple', '例', ''].map((id): Case => [
    `id ${id}`,
    withPart({ id }),
    'id',
    'Use lower-case words joined by hyphens, such as peer-tutoring.',
  ]),
  ['title', withPart({ title: half }), 'title', bothLanguages],
  ['title without zh', withPart({ title: blank }), 'title', bothLanguages],
  ['summary', withPart({ summary: half }), 'summary', bothLanguages],
  ['helper', withSide({ title: half }), 'sides.helper', bothLanguages],
  [
    'helped',
    withPart({ sides: { ...example.sides, helped: { party: 'organisation', title: half } } }),
    'sides.helped',
    bothLanguages,
  ],
  [
    'rule in one language',
    withSide({ where: (o) => [finding('school', o.kind === 'school', half)] }),
    'sides.helper.where',
    bothLanguages,
  ],
  [
    'rule that throws for offices',
    withSide({ where: (o) => [finding(o.schoolKind!.trim(), true, title)] }),
    'sides.helper.where',
    'It throws for an organisation that it may be asked about (TypeError: Cannot read properties of undefined (reading' +
      " 'trim')). Make it answer for every organisation.",
  ],
  ['role key', withRole(example.roles['section']!, 'Section'), 'roles.Section', camelCase],
  ['role title', withRole({ how: 'appointed', title: half }), 'roles.section', bothLanguages],
];

const settings: readonly Case[] = [
  ['key', withSetting({}, 'the-lessons'), 'settings.the-lessons', camelCase],
  ['title', withSetting({ title: half }), 'settings.lessons', bothLanguages],
  ['help', withSetting({ help: half }), 'settings.lessons', bothLanguages],
  ['section', withSetting({ section: half }), 'settings.lessons', bothLanguages],
  ['unit', withSetting({ unit: half }), 'settings.lessons', bothLanguages],
  ['explanation in one language', withSetting({ explain: half }), 'settings.lessons', bothLanguages],
  ['no explanation', withSetting({ explain: undefined! }), 'settings.lessons', 'Explain in plain words what it does.'],
  ['no place', withSetting({ place: '' }), 'settings.lessons', 'State its place in the plan.'],
  [
    'default below its bounds',
    withPart({
      settings: {
        ...example.settings,
        other: { ...integer({ title, min: 1, max: 9, default: 0 }), place: '一', explain: title },
      },
    }),
    'settings.other',
    'Its default is refused by its own bounds: Title must be at least 1.',
  ],
  [
    'default of another type',
    withSetting({ default: 'two' }, 'other'),
    'settings.other',
    'Its default is refused by its own bounds: Title has the wrong format.',
  ],
  [
    'default of a conditional setting',
    withSetting({ default: 10, when: { field: 'online', is: ['true'] } }, 'other'),
    'settings.other',
    'Its default is refused by its own bounds: Title must be at most 9.',
  ],
];

const leading: readonly Case[] = [
  ['written nowhere', withPart({ leading: { nobody: title } }), 'leading.nobody', noText],
  ['written into a number', withPart({ leading: { lessons: title } }), 'leading.lessons', noText],
  [
    'a post in one language',
    withPart({ leading: { leadingHead: half }, settings: { ...example.settings, ...leadingGroup } }),
    'leading.leadingHead',
    bothLanguages,
  ],
];

const presets: readonly Case[] = [
  ['none', withPart({ presets: {} }), 'presets', 'Give at least one preset, so that an officer can start it.'],
  ['key', withPart({ presets: { 'plan-1': example.presets['small']! } }), 'presets.plan-1', camelCase],
  ['title', withPreset({ title: half }), 'presets.small', bothLanguages],
  ['summary', withPreset({ summary: half }), 'presets.small', bothLanguages],
  [
    'value above the bounds',
    withPreset({ settings: { silence: 31 } }),
    'presets.small.settings.silence',
    'Title must be at most 30.',
  ],
  [
    'value of another type',
    withPreset({ settings: { online: 'yes' } }),
    'presets.small.settings.online',
    'Title has the wrong format.',
  ],
  [
    'unknown setting',
    withPreset({ settings: { silent: 9 } }),
    'presets.small.settings.silent',
    'There is no field named "silent".',
  ],
  [
    'unknown setting that every object has',
    withPreset({ settings: { constructor: 9 } }),
    'presets.small.settings.constructor',
    'There is no field named "constructor".',
  ],
  [
    'value of a setting that is hidden',
    withPreset({ settings: { online: false, quota: 6 } }),
    'presets.small.settings.quota',
    'Title must be at most 5.',
  ],
];

const onRemedy = 'Give it a required day field named "on", always shown: the day of the event.';
const forms: readonly Case[] = [
  ['key', withPart({ forms: { ...example.forms, Lesson: example.forms['lesson']! } }), 'forms.Lesson', camelCase],
  ['title', withForm({ title: half }), 'forms.lesson', bothLanguages],
  ['purpose', withForm({ purpose: half }), 'forms.lesson', bothLanguages],
  ['fields that throw', withForm({ fields: fails }), 'forms.lesson.fields', thrown],
  [
    'fields that throw under the second preset only',
    withForm({ fields: (s) => (s['lessons'] === 9 ? fails() : lessonFields) }),
    'forms.lesson.fields',
    thrown,
  ],
  [
    'no day',
    withForm({
      fields: { theme: lessonFields['theme']!, place: lessonFields['place']!, way: lessonFields['way']! },
      brief: ['theme', 'place'],
    }),
    'forms.lesson.on',
    onRemedy,
  ],
  ['a day that is a text', withField('on', text({ title })), 'forms.lesson.on', onRemedy],
  ['an optional day', withField('on', day({ title, optional: true })), 'forms.lesson.on', onRemedy],
  [
    'a day that may be hidden',
    withField('on', day({ title, when: { field: 'place', is: ['far'] } })),
    'forms.lesson.on',
    onRemedy,
  ],
  ['index', withForm({ index: ['them'] }), 'forms.lesson', 'It lists a field "them" that it does not have.'],
  [
    'index on what every object has',
    withForm({ index: ['toString'] }),
    'forms.lesson',
    'It lists a field "toString" that it does not have.',
  ],
  [
    'index on a sensitive field',
    withForm({ fields: { ...lessonFields, kept: text({ title, class: 'sensitive' }) }, index: ['kept'] }),
    'forms.lesson.index',
    'Lists cannot be filtered by "kept": it is sensitive.',
  ],
  [
    'brief with a sensitive field',
    withForm({ fields: { ...lessonFields, kept: text({ title, class: 'sensitive' }) }, brief: ['on', 'kept'] }),
    'forms.lesson.brief',
    '"kept" is sensitive: it stands in no list and no message.',
  ],
  [
    'sensitive files',
    withField('papers', attachments({ title, class: 'sensitive' })),
    'forms.lesson.papers',
    'Files are not sealed: none of them can be sensitive.',
  ],
  ['brief', withForm({ brief: ['on', 'them'] }), 'forms.lesson', 'It lists a field "them" that it does not have.'],
  [
    'brief of one',
    withForm({ brief: ['on'] }),
    'forms.lesson.brief',
    'Name two to four fields that identify a record.',
  ],
  [
    'brief of five',
    withForm({ brief: ['on', 'theme', 'place', 'way', 'on'] }),
    'forms.lesson.brief',
    'Name two to four fields that identify a record.',
  ],
  ...[0, -1, 1.5, NaN, Infinity, 1001].map((version): Case => [
    `version ${version}`,
    withForm({ version }),
    'forms.lesson.version',
    'Number versions from 1, one by one.',
  ]),
  [
    'a gap in the upgrades',
    withForm({ version: 3 }),
    'forms.lesson.upgrade',
    'Say how data of version 2 becomes version 3: upgrade[2] is missing.',
  ],
  [
    'no upgrades',
    withForm({ upgrade: undefined! }),
    'forms.lesson.upgrade',
    'Say how data of version 1 becomes version 2: upgrade[1] is missing.',
  ],
  ...[0, 2, 1.5].map((n): Case => [
    `upgrade ${n}`,
    withForm({ upgrade: { ...example.forms['lesson']!.upgrade, [n]: (old) => ({ ...old }) } }),
    'forms.lesson.upgrade',
    `upgrade[${n}] leads nowhere: version is 2.`,
  ]),
];

const two = [
  { value: 'a', title },
  { value: 'b', title },
];
const fields: readonly Case[] = [
  ['key', withField('The_place', text({ title })), 'forms.lesson.The_place', camelCase],
  ['title', withField('x', text({ title: half })), 'forms.lesson.x', bothLanguages],
  [
    'title of a choice',
    withField('x', choice([{ value: 'a', title: half }], { title })),
    'forms.lesson.x',
    bothLanguages,
  ],
  [
    'min above max',
    withField('x', integer({ title, min: 2, max: 1 })),
    'forms.lesson.x',
    'Its min is above its max: swap them.',
  ],
  ...[0, 5, 1.5].map((scale): Case => [
    `a scale of ${scale}`,
    withField('x', decimal({ title, scale, min: 0, max: 10 })),
    'forms.lesson.x',
    'Its scale must be from 1 to 4 decimals; without decimals it is an integer.',
  ]),
  ...[
    integer({ title, min: 0.5, max: 1 }),
    decimal({ title, scale: 1, min: 0.5, max: 1 }),
    money({ title, max: 1.5 }),
    share({ title, max: Infinity }),
  ].map((field): Case => [
    `bounds of ${field.widget}`,
    withField('x', field),
    'forms.lesson.x',
    'Its bounds must be whole numbers: money in fen, shares in basis points, decimals in units of their last digit.',
  ]),
  ...[0, -1, 1.5, NaN].map((maxLength): Case => [
    `maxLength ${maxLength}`,
    withField('x', text({ title, maxLength })),
    'forms.lesson.x',
    'Its maxLength must be a whole number from 1.',
  ]),
  ['no choices', withField('x', choice([], { title })), 'forms.lesson.x', 'Give it at least one choice.'],
  [
    'the same choice twice',
    withField('x', choices([...two, { value: 'a', title }], { title })),
    'forms.lesson.x',
    'Two choices have the same value: give each its own.',
  ],
  ...['', ' a'].map((value): Case => [
    `choice ${JSON.stringify(value)}`,
    withField('x', choice([{ value, title }], { title })),
    'forms.lesson.x',
    'A choice has an empty value or spaces around it: an empty value means "not filled in".',
  ]),
  [
    'when a field is gone',
    withField('x', text({ title, when: { field: 'gone', is: ['a'] } })),
    'forms.lesson.x',
    'It depends on a field "gone" that does not exist: name one of the form\'s fields.',
  ],
  [
    'when something every object has',
    withField('x', text({ title, when: { field: 'constructor', is: ['a'] } })),
    'forms.lesson.x',
    'It depends on a field "constructor" that does not exist: name one of the form\'s fields.',
  ],
  [
    'when itself',
    withField('x', text({ title, when: { field: 'x', is: ['a'] } })),
    'forms.lesson.x',
    'It is shown only when it is shown already: let it depend on another field.',
  ],
  [
    'when a choice has a value it never has',
    withField('x', text({ title, when: { field: 'place', is: ['far', 'fra'] } })),
    'forms.lesson.x',
    'It waits for "fra", which the field "place" never holds.',
  ],
  [
    'when yes or no is neither',
    withForm({
      fields: { ...lessonFields, x: yesNo({ title }), y: text({ title, when: { field: 'x', is: ['yes'] } }) },
    }),
    'forms.lesson.y',
    'It waits for "yes", which the field "x" never holds.',
  ],
  [
    'when nothing',
    withField('x', text({ title, when: { field: 'place', is: [] } })),
    'forms.lesson.x',
    'It waits for no value of "place": name at least one.',
  ],
];

const whole = (n: unknown, least: number) => `It answers ${String(n)}: answer a whole number from ${least}.`;
const exampleYear = { ...knownHolidays, terms: defaultTerms('2026-2027') };
const agreedInAPair = 'A pair agrees in a form that one of its sides writes, about the pairing.';
const firstTerm = periodOf(exampleYear, '2026-2027-1')!;
const withPairingDays = (days: (term: Period) => DayRange) => withPart({ sides: twoPeople, pairingDays: { days } });

const duties: readonly Case[] = [
  [
    'named after no form',
    withPart({ duties: { ...example.duties, leson: example.duties['visit']! } }),
    'duties.leson',
    'A duty is named after the form that it counts; there is no such form.',
  ],
  [
    'named after what every object has',
    withPart({ duties: { ...example.duties, toString: example.duties['visit']! } }),
    'duties.toString',
    'A duty is named after the form that it counts; there is no such form.',
  ],
  ...[-1, 1.5, NaN, Infinity, 2 ** 53].map((n): Case => [
    `at least ${n}`,
    withDuty({ atLeast: () => n }),
    'duties.lesson',
    whole(n, 0),
  ]),
  ['that throws', withDuty({ atLeast: fails }), 'duties.lesson', thrown],
  [
    'that throws under the second preset only',
    withDuty({ atLeast: (s) => (s['lessons'] === 9 ? fails() : 1) }),
    'duties.lesson',
    thrown,
  ],
  ['counting people of no fact', withDuty({ count: 'people' }), 'duties.lesson', 'Name the fact that it counts.'],
  [
    'counting an amount of no fact',
    withDuty({ count: 'amount', unit: title }),
    'duties.lesson',
    'Name the fact that it counts.',
  ],
  ['counting an amount of nothing named', withDuty({ count: 'amount', fact: 'x' }), 'duties.lesson.unit', unitless],
  ['counting records in a unit', withDuty({ unit: title }), 'duties.lesson.unit', unitless],
  [
    'with teaching days in a term',
    withDuty({ per: 'term' }),
    'duties.lesson',
    'Only a duty per month may depend on teaching days.',
  ],
  ['with teaching days below 0', withDuty({ teachingDays: () => -1 }), 'duties.lesson.teachingDays', whole(-1, 0)],
  ['with teaching days that throw', withDuty({ teachingDays: fails }), 'duties.lesson.teachingDays', thrown],
  [
    'in a window without a title',
    withDuty({ window: { title: t('', 'First days'), days: (period) => period } }),
    'duties.lesson.window',
    bothLanguages,
  ],
  [
    'in a window that throws',
    withDuty({ window: { title, days: fails } }),
    'duties.lesson.window',
    'It throws for 2026-09 (TypeError: no such setting). Make it answer for every period.',
  ],
  ...(
    [
      ['a day early', ({ from, to }) => ({ from: addDays(from, -1), to })],
      ['a day late', ({ from, to }) => ({ from, to: addDays(to, 1) })],
      ['the wrong way round', ({ from, to }) => ({ from: to, to: from })],
    ] satisfies readonly (readonly [string, DutyWindow['days']])[]
  ).map(([how, days]): Case => {
    const { from, to } = days(periodOf(exampleYear, '2026-09')!);
    return [
      `in a window ${how}`,
      withDuty({ window: { title, days } }),
      'duties.lesson.window',
      `It answers ${from} to ${to} for 2026-09: name days of that period, in order.`,
    ];
  }),
  [
    'in a window of something else than days',
    withDuty({ window: { title, days: () => ({ from: '2026-09', to: '2026-09-30' }) } }),
    'duties.lesson.window',
    'It answers 2026-09 to 2026-09-30 for 2026-09: name days of that period, in order.',
  ],
  [
    'agreed on in a form that is not there',
    withDuty({ agreed: { form: 'unheard', fact: 'times' } }),
    'duties.lesson.agreed',
    agreedInAPair,
  ],
  [
    'agreed on in a form of the owner',
    withPart({
      forms: { ...example.forms, visit: { ...example.forms['visit']!, writtenBy: 'owner' } },
      duties: { lesson: { ...example.duties['lesson']!, agreed: { form: 'visit', fact: 'times' } } as Duty<Values> },
    }),
    'duties.lesson.agreed',
    agreedInAPair,
  ],
  [
    'pairing days of organisations',
    withPart({ pairingDays: { days: (term) => term } }),
    'pairingDays',
    'Only pairs of people change on certain days.',
  ],
  ['pairing days that throw', withPairingDays(fails), 'pairingDays', thrown],
  [
    'pairing days after the term',
    withPairingDays(({ from, to }) => ({ from, to: addDays(to, 1) })),
    'pairingDays',
    `It answers ${firstTerm.from} to ${addDays(firstTerm.to, 1)} for ${firstTerm.id}: name days of that term, in order.`,
  ],
  [
    'pairing days the wrong way round',
    withPairingDays(({ from, to }) => ({ from: to, to: from })),
    'pairingDays',
    `It answers ${firstTerm.to} to ${firstTerm.from} for ${firstTerm.id}: name days of that term, in order.`,
  ],
  ['pairings below 1', withSide({ atMost: () => 0 }), 'sides.helper.atMost', whole(0, 1)],
  ['pairings that throw', withSide({ atMost: fails }), 'sides.helper.atMost', thrown],
];

const withDocument = (document: ProgrammeDefinition['documents'][string], key = 'pairList') =>
  withPart({ documents: { [key]: document } });
const printing = (...parts: readonly unknown[]) =>
  withDocument({ of: 'programme', title, parts: () => parts as readonly DocumentBlock[] });
const answering = (parts: unknown) =>
  withDocument({ of: 'programme', title, parts: () => parts as readonly DocumentBlock[] });
const paragraph: DocumentBlock = { kind: 'paragraph', text: title };
const tabled = (change: object) => ({ kind: 'table', columns: [{ title }], rows: [], ...change });
const emptyHanded = (what: string) => `Where nothing has happened yet, ${what}.`;
const unprintable = (name: string, part: unknown, what: string): Case => [
  name,
  printing(paragraph, part),
  'documents.pairList.parts',
  emptyHanded(`part 2 ${what}`),
];
const noValue = 'what is neither a text, a whole number nor null';

const documents: readonly Case[] = [
  [
    'in one language',
    withDocument({ of: 'programme', title: half, parts: () => [paragraph] }),
    'documents.pairList',
    bothLanguages,
  ],
  [
    'named badly',
    withDocument({ of: 'programme', title, parts: () => [paragraph] }, 'Pair'),
    'documents.Pair',
    camelCase,
  ],
  ...['plan', 'record'].map((key): Case => [
    `named ${key}`,
    withDocument({ of: 'programme', title, parts: () => [paragraph] }, key),
    `documents.${key}`,
    'Every programme has a document of this name already: give it another.',
  ]),
  [
    'of no form',
    withDocument({ of: 'record', form: 'leson', title, parts: () => [paragraph] }),
    'documents.pairList',
    'It prints a form "leson" that does not exist.',
  ],
  [
    'that reads no form',
    withDocument({ of: 'programme', title, reads: ['leson'], parts: () => [paragraph] }),
    'documents.pairList.reads',
    'It names a form "leson" that does not exist.',
  ],
  [
    'that counts no form',
    withDocument({ of: 'programme', title, counts: ['leson.x'], parts: () => [paragraph] }),
    'documents.pairList.counts',
    'It counts "leson.x" of a form that does not exist.',
  ],
  [
    'that reads no outcome',
    withDocument({ of: 'programme', title, awards: ['points'], parts: () => [paragraph] }),
    'documents.pairList.awards',
    'It names an outcome "points" that does not exist.',
  ],
  [
    'that reads no register',
    withDocument({ of: 'programme', title, entries: ['results'], parts: () => [paragraph] }),
    'documents.pairList.entries',
    'It names a register "results" that does not exist.',
  ],
  ...(['programme', 'pairing'] as const).map((of): Case => [
    `of a ${of} that throws`,
    withDocument({ of, title, parts: fails }),
    'documents.pairList.parts',
    'It throws where nothing has happened yet (TypeError: no such setting). Make it answer for every programme, pairing and record.',
  ]),
  [
    'of a record that throws where nothing is filled in',
    withDocument({
      of: 'record',
      form: 'lesson',
      title,
      parts: (record) => [{ kind: 'paragraph', text: t((record.text('theme') as string).trim(), 'x') }],
    }),
    'documents.pairList.parts',
    "It throws where nothing has happened yet (TypeError: Cannot read properties of null (reading 'trim')). Make it answer for every programme, pairing and record.",
  ],
  ['of nothing', answering([]), 'documents.pairList.parts', emptyHanded('it answers no list of parts')],
  ['of no list', answering('text'), 'documents.pairList.parts', emptyHanded('it answers no list of parts')],
  unprintable('of no kind', { kind: 'picture' }, '(picture) is of no kind that there is'),
  unprintable('of null', null, '(undefined) is of no kind that there is'),
  unprintable('with half a heading', { kind: 'heading', text: half }, '(heading) has no text in both zh and en'),
  unprintable(
    'with four fields in a row',
    { kind: 'fields', rows: [Array.from({ length: 4 }, () => ({ label: title, value: null }))] },
    '(fields) holds a row with no field, or more than 3',
  ),
  unprintable(
    'with no field in a row',
    { kind: 'fields', rows: [[]] },
    '(fields) holds a row with no field, or more than 3',
  ),
  unprintable(
    'with half a number',
    { kind: 'fields', rows: [[{ label: title, value: 0.5 }]] },
    '(fields) holds a label without both zh and en, or a value that is neither a text, a whole number nor null',
  ),
  unprintable('with no columns', tabled({ columns: [] }), '(table) is a table without columns'),
  unprintable(
    'with half a column',
    tabled({ columns: [{ title: half }] }),
    '(table) has a column without a title in both zh and en',
  ),
  unprintable(
    'with no width',
    tabled({ columns: [{ title, width: 0 }] }),
    '(table) has a column of width 0: give a number above 0',
  ),
  unprintable(
    'with no rows',
    tabled({ rows: undefined }),
    '(table) is a table without rows: answer an empty list where there are none',
  ),
  unprintable('with a cell too many', tabled({ rows: [[1], [1, 2]] }), '(table) has 2 cells in row 2 and 1 columns'),
  unprintable('with a list in a cell', tabled({ rows: [[[]]] }), `(table) holds in row 1, column 1, ${noValue}`),
  unprintable('with half a cell', tabled({ rows: [[half]] }), `(table) holds in row 1, column 1, ${noValue}`),
  unprintable(
    'with a sum of texts',
    tabled({ columns: [{ title, total: true }], rows: [[1], [null], ['3']] }),
    '(table) totals column 1, which holds text in row 3',
  ),
  unprintable(
    'with an untitled box',
    { kind: 'blanks', title: half, lines: 1 },
    '(blanks) has no title in both zh and en',
  ),
  ...[0, 21, 1.5].map((lines) =>
    unprintable(
      `with ${lines} lines`,
      { kind: 'blanks', title, lines },
      `(blanks) leaves ${lines} lines: give a whole number from 1 to 20`,
    ),
  ),
  ...[0, 7].map((n) =>
    unprintable(
      `with ${n} signatures`,
      { kind: 'signatures', lines: Array.from({ length: n }, () => title) },
      '(signatures) has no line to sign in both zh and en, or more than 6',
    ),
  ),
];

const register: Register<Values, Fields> = { title, of: 'student', per: 'term', fields: {}, version: 1 };
const withRegister = (o: Partial<typeof register>) => withPart({ registers: { results: { ...register, ...o } } });
const registers: readonly Case[] = [
  ['in one language', withRegister({ purpose: half }), 'registers.results', bothLanguages],
  [
    'with a column read by a side',
    withRegister({ fields: { ...register.fields, kept: text({ title, class: 'sensitive', readBy: ['helped'] }) } }),
    'registers.results.fields.kept',
    'Only roles read registers: "helped" is none.',
  ],
  ['named badly', withPart({ registers: { Results: register } }), 'registers.Results', camelCase],
  [
    'with a field of people',
    withRegister({ fields: { who: person({ title, from: 'writer' }) } }),
    'registers.results.fields.who',
    'A cell of a workbook holds neither people nor files.',
  ],
  [
    'with a field of files',
    withRegister({ fields: { papers: attachments({ title }) } }),
    'registers.results.fields.papers',
    'A cell of a workbook holds neither people nor files.',
  ],
  [
    'with bounds the wrong way round',
    withRegister({ fields: { rank: integer({ title, min: 2, max: 1 }) } }),
    'registers.results.fields.rank',
    'Its min is above its max: swap them.',
  ],
  [
    'whose data cannot be upgraded',
    withRegister({ version: 2 }),
    'registers.results.upgrade',
    'Say how data of version 1 becomes version 2: upgrade[1] is missing.',
  ],
  [
    'a team without people to help',
    withSide({ party: 'group', of: () => ['student'] }),
    'sides.helper',
    'A team helps people: it stands on the helping side, and `member` on the other.',
  ],
  [
    'a team that is helped',
    withPart({ sides: { helper: twoPeople.helper, helped: { ...twoPeople.helped, party: 'group' } } }),
    'sides.helped',
    'A team helps people: it stands on the helping side, and `member` on the other.',
  ],
  [
    'children by a rule that says neither yes nor no',
    withPart({ sides: { ...twoPeople, helper: { ...twoPeople.helper, minors: () => 'yes' as never } } }),
    'sides.helper.minors',
    'It answers neither true nor false.',
  ],
  [
    'asked of a side of organisations',
    withPart({ eligible: { helper: () => [] } }),
    'eligible.helper',
    'Only people are looked at one by one: organisations have `where`.',
  ],
];

const match = {
  title,
  within: () => 'place' as const,
  need: () => [],
  order: () => [],
  reason: () => title,
};
const paired = { match, eligible: { helper: () => [], helped: () => [] } };
const people = { helper: { party: 'person', title }, helped: { party: 'person', title } } as const;
const proposals: readonly Case[] = [
  [
    'in one language',
    withPart({ ...paired, sides: people, match: { ...match, title: half } }),
    'match',
    'Give the text in both zh and en.',
  ],
  [
    'without anybody who qualifies',
    withPart({ ...paired, sides: people, eligible: { helper: () => [] } }),
    'match',
    'Say who qualifies: eligible.helped is missing.',
  ],
  [
    'neither here nor there',
    withPart({ ...paired, sides: people, match: { ...match, within: (() => 'class') as never } }),
    'match.within',
    'It answers neither "place" nor "programme".',
  ],
  [
    'that throw',
    withPart({
      ...paired,
      sides: people,
      match: {
        ...match,
        within: () => {
          throw new TypeError('inner words');
        },
      },
    }),
    'match.within',
    'It throws under its own settings (TypeError: inner words). Make it answer for every allowed setting.',
  ],
];

const views: readonly Case[] = [
  [
    'side of people of no kind',
    withPart({ sides: { ...people, helper: { ...people.helper, of: () => [] } } }),
    'sides.helper.of',
    'It names nobody who could stand there.',
  ],
  [
    'pairs inside without a choice of kinds',
    withPart({ inside: { teams: { ...teams, kind: { title: title, choices: [] } } } }),
    'inside.teams.kind',
    'Give it at least one choice.',
  ],
  [
    'pairs inside in one language',
    withPart({ inside: { teams: { ...teams, helper: half } } }),
    'inside.teams',
    bothLanguages,
  ],
  [
    'form about nothing that there is',
    { ...withForm({ about: 'teams' }), duties: {} },
    'forms.lesson.about',
    'The programme has no "teams" inside its pairings.',
  ],
  [
    'duty on a form about pairs of people',
    { ...withForm({ about: 'teams' }), inside: { teams } },
    'duties.lesson',
    'A duty is asked of a pairing: its form is written by one of the sides, about the pairing.',
  ],
  [
    'pairs inside of which nobody may be in one',
    withPart({ inside: { teams: { ...teams, atMost: 0 } } }),
    'inside.teams.atMost',
    'It answers 0: answer a whole number from 1.',
  ],
  [
    'duty of pairs inside on a form about the pairing',
    withDuty({ of: 'tree' }),
    'duties.lesson.of',
    'Its form is about the pairing: only one about pairs inside can be asked of them.',
  ],
  [
    'share of the teachers asked of two people',
    {
      ...withForm({ about: 'teams' }),
      inside: { teams },
      duties: {
        lesson: {
          per: 'term',
          of: 'eachInside',
          count: 'people',
          fact: 'minutes',
          share: { of: 'helper', atLeast: () => 1 },
        },
      },
    },
    'duties.lesson.of',
    'A share of a school’s teachers is asked of the pairing, not of two people.',
  ],
  [
    'duty on a form of the owner',
    { ...withForm({ writtenBy: 'owner' }), reviews: {} },
    'duties.lesson',
    'A duty is asked of a pairing: its form is written by one of the sides, about the pairing.',
  ],
  [
    'confirmation of a form of the owner',
    { ...withForm({ writtenBy: 'owner' }), duties: {} },
    'reviews.confirmation.steps.0',
    '"lesson" is written by the owner: no side is the other one.',
  ],
  [
    'problems named in a form about pairs of people',
    {
      ...withForm({ about: 'teams' }),
      inside: { teams },
      duties: {},
      rectification: { title, raisedIn: ['lesson'], raisedBy: 'helper', inspectedBy: ['helper'], within: () => 10 },
    },
    'rectification.raisedIn',
    '"lesson" is not written by a side of the pairing, about the pairing.',
  ],
  [
    'report of who is left over in nothing that there is',
    withReport({ unpaired: ['teams'] }),
    'reports.overview.unpaired',
    'The programme has no "teams" inside its pairings.',
  ],
  [
    'report that reads a form that does not exist',
    withReport({ reads: ['nothing'] }),
    'reports.overview.reads',
    'It names a form "nothing" that does not exist.',
  ],
  [
    'report of how records of a form that does not exist stand',
    withReport({ standing: ['lesson', 'leson'] }),
    'reports.overview.standing',
    'It names a form "leson" that does not exist.',
  ],
  [
    'report that counts a fact of a form that does not exist',
    withReport({ counts: ['lesson', 'lesson.minutes', 'leson.minutes'] }),
    'reports.overview.counts',
    'It counts "leson.minutes" of a form that does not exist.',
  ],
  ['review title', withReview({ title: half }), 'reviews.confirmation', bothLanguages],
  [
    'review of no form',
    withReview({ of: ['leson'] }),
    'reviews.confirmation',
    'It names a form "leson" that does not exist.',
  ],
  [
    'review of toString',
    withReview({ of: ['toString'] }),
    'reviews.confirmation',
    'It names a form "toString" that does not exist.',
  ],
  ['review key', withPart({ reviews: { Filing: example.reviews['confirmation']! } }), 'reviews.Filing', camelCase],
  ['review without steps', withSteps(), 'reviews.confirmation.steps', 'Give it at least one step.'],
  [
    'form in two reviews',
    withPart({ reviews: { ...example.reviews, filing: { title, of: ['lesson'], steps: [{ by: 'owner', title }] } } }),
    'reviews.filing',
    '"lesson" is in the review "confirmation" already: a form has one.',
  ],
  ['step title', withSteps({ by: 'owner', title: half }), 'reviews.confirmation.steps.0', bothLanguages],
  [
    'step without title',
    withSteps({ by: 'otherSide' }, { by: 'section' }),
    'reviews.confirmation.steps.1',
    'Say what is done at the step: give it a title.',
  ],
  [
    'step by nobody',
    withSteps({ by: 'toString', title }),
    'reviews.confirmation.steps.0',
    '"toString" is neither one of otherSide, writer, bothSides, owner, successor nor a role of the programme.',
  ],
  [
    'role named like a party of reviews',
    withRole(example.roles['section']!, 'owner'),
    'roles.owner',
    'Reviews mean somebody else by "owner": name the role otherwise.',
  ],
  ...[0, -1, 1.5, Number.NaN].map((needs): Case => [
    `step that needs ${needs} people`,
    withSteps({ by: 'owner', title, needs }),
    'reviews.confirmation.steps.0.needs',
    `It is ${needs}: give a whole number from 1.`,
  ]),
  [
    'step of the other person alone that needs two',
    withPart({ sides: twoPeople, reviews: onlyStep({ by: 'otherSide', needs: 2 }) }),
    'reviews.confirmation.steps.0.needs',
    'A person stands on a side: nobody else there could approve too.',
  ],
  ...(['writer', 'bothSides'] as const).map((by): Case => [
    `step by ${by} where a person writes`,
    withPart({ sides: twoPeople, reviews: onlyStep({ by, title }) }),
    'reviews.confirmation.steps.0',
    '"lesson" is written by a person for themself: nobody else of that side could decide.',
  ]),
  [
    'two successors',
    withSheet({ steps: [{ by: 'successor', title, needs: 2 }] }),
    'reviews.confirmation.steps.0.needs',
    'One person takes over: nobody else could approve.',
  ],
  [
    'successor of a form that hands nothing over',
    withSteps({ by: 'successor', title }),
    'reviews.confirmation',
    '"lesson" hands nothing over: nobody is its successor. See sides.*.handedOverBy.',
  ],
  [
    'children who hand over',
    {
      ...withSheet({}),
      sides: { ...withSheet({}).sides, helper: { ...withSheet({}).sides.helper, minors: () => true } },
    },
    'sides.helper.minors',
    'Children hand nothing over: leave "lesson" out (inUse) where they stand on this side.',
  ],
  [
    'minors by a rule that throws',
    withPart({ sides: { ...twoPeople, helped: { ...twoPeople.helped, minors: fails } } }),
    'sides.helped.minors',
    thrown,
  ],
  [
    'sheet that is no form',
    { ...withSheet({ sheet: { form: 'sheet', to: 'successor' } }), reviews: {} },
    'sides.helper.handedOverBy',
    'It names a form "sheet" that does not exist.',
  ],
  ...([{ writtenBy: 'helped' }, { writtenBy: 'either' }, { subjects: 'many' }, { about: 'teams' }] as const).map(
    (form): Case => [
      `sheet with ${JSON.stringify(form)}`,
      { ...withSheet({ form }), inside: { teams } },
      'sides.helper.handedOverBy',
      '"lesson" must be written by the helper, about one pairing.',
    ],
  ),
  [
    'sheet that nobody agrees to',
    { ...withSheet({}), reviews: {} },
    'sides.helper.handedOverBy',
    'Nobody agrees to "lesson": give it a review with a step by "successor".',
  ],
  [
    'sheet after which nobody looks whether the successor qualifies',
    { ...withSheet({}), eligible: { helper: () => [] } },
    'sides.helper.handedOverBy',
    'Who takes over is not judged by `eligible`: let the owner or a role decide after the successor.',
  ],
  ...(
    [
      undefined,
      text({ title }),
      person({ title, from: 'writer' }),
      person({ title, from: 'helper', optional: true }),
      person({ title, from: 'helper', when: { field: 'place', is: ['far'] } }),
      person({ title, from: 'helper', class: 'sensitive', readBy: ['owner'] }),
    ] as const
  ).map((field, n): Case => [
    `sheet without a person who takes over (${n})`,
    withSheet({ form: { fields: { ...lessonFields, ...(field ? { successor: field } : {}) } } }),
    'forms.lesson.successor',
    'Give it a required person field "successor" from the helper, always shown: who takes over.',
  ]),
  [
    'silence of the owner',
    withSteps({ by: 'owner', title, silentAfter: () => 5 }),
    'reviews.confirmation.steps.0.silentAfter',
    'Only the other side confirms by silence.',
  ],
  [
    'deadline beside silence',
    withSteps({ by: 'otherSide', silentAfter: () => 5, within: () => 5 }),
    'reviews.confirmation.steps.0.within',
    'Silence approves after its days: a deadline beside it would say nothing.',
  ],
  ...(['silentAfter', 'within'] as const).flatMap((time): Case[] => [
    [
      `${time} that throws`,
      withSteps({ by: 'otherSide', [time]: fails }),
      `reviews.confirmation.steps.0.${time}`,
      thrown,
    ],
    [
      `${time} below 0`,
      withSteps({ by: 'otherSide', [time]: () => -1 }),
      `reviews.confirmation.steps.0.${time}`,
      whole(-1, 0),
    ],
  ]),
  ['ledger key', withPart({ ledgers: { All: example.ledgers['all']! } }), 'ledgers.All', camelCase],
  ['ledger title', withLedger({ title: half }), 'ledgers.all', bothLanguages],
  ['ledger column title', withLedger({ columns: [{ show: '@number', title: half }] }), 'ledgers.all', bothLanguages],
  [
    'ledger of no form',
    withLedger({ from: ['lesson', 'visit', 'leson'] }),
    'ledgers.all',
    'It reads a form "leson" that does not exist.',
  ],
  [
    'ledger column of no form',
    withLedger({ columns: [{ show: 'them', title }] }),
    'ledgers.all',
    'Its column "them" is a field of none of its forms.',
  ],
  [
    'ledger column of another form',
    withLedger({ from: ['visit'], columns: [{ show: 'theme', title }] }),
    'ledgers.all',
    'Its column "theme" is a field of none of its forms.',
  ],
  ['report key', withPart({ reports: { 'over-view': example.reports['overview']! } }), 'reports.over-view', camelCase],
  ['report title', withReport({ title: half }), 'reports.overview', bothLanguages],
  ['report purpose', withReport({ purpose: half }), 'reports.overview', bothLanguages],
  [
    'report column title',
    withReport({ columns: { ...example.reports['overview']!.columns, lessons: { title: half, kind: 'integer' } } }),
    'reports.overview',
    bothLanguages,
  ],
  [
    'report column key',
    withReport({ columns: { ...example.reports['overview']!.columns, 'all lessons': { title, kind: 'integer' } } }),
    'reports.overview.columns.all lessons',
    camelCase,
  ],
  [
    'chart by no column',
    withReport({ chart: { kind: 'bar', by: 'schol', series: ['lessons'] } }),
    'reports.overview',
    'It names a column "schol" that it does not have.',
  ],
  [
    'chart of no column',
    withReport({ chart: { kind: 'bar', by: 'school', series: ['lesons'] } }),
    'reports.overview',
    'It names a column "lesons" that it does not have.',
  ],
  [
    'chart of text',
    withReport({ chart: { kind: 'bar', by: 'school', series: ['school'] } }),
    'reports.overview.chart',
    'It draws "school", a column of text: draw columns of numbers.',
  ],
  [
    'drill from no column',
    withReport({ drill: { lesons: 'lesson' } }),
    'reports.overview',
    'It names a column "lesons" that it does not have.',
  ],
  [
    'drill to no form',
    withReport({ drill: { lessons: 'leson' } }),
    'reports.overview.drill',
    'It leads to a form "leson" that does not exist.',
  ],
];

describe('a definition that keeps every promise', () => {
  it('has no findings', () => {
    expect(checkProgramme(example)).toEqual([]);
  });

  it('may leave settings to the officer, who has not filled them in yet', () => {
    expect(example.settings['silence']!.default).toBeUndefined();
    expect(checkProgramme(withPreset({ settings: {} }))).toEqual([]);
  });

  it('may have the bounds of every number at their edge', () => {
    expect(checkProgramme(withDuty({ atLeast: () => 0, teachingDays: () => 0 }))).toEqual([]);
    expect(checkProgramme(withSteps({ by: 'otherSide', silentAfter: () => 0 }))).toEqual([]);
    expect(checkProgramme(withSide({ atMost: () => 1 }))).toEqual([]);
    expect(checkProgramme(withForm({ brief: ['on', 'theme', 'place', 'way'] }))).toEqual([]);
    expect(checkProgramme(withField('x', text({ title, maxLength: 1 })))).toEqual([]);
    expect(checkProgramme(withField('x', integer({ title, min: 2, max: 2 })))).toEqual([]);
    const upgrade = Object.fromEntries(Array.from({ length: 999 }, (_, n) => [n + 1, (old: Values) => ({ ...old })]));
    expect(checkProgramme(withForm({ version: 1000, upgrade }))).toEqual([]);
  });

  it('may replace people by a sheet that they agree to, and that somebody looks at where not everybody qualifies', () => {
    expect(checkProgramme(withSheet({}))).toEqual([]);
    const steps = [
      { by: 'successor', title },
      { by: 'owner', title },
    ];
    expect(checkProgramme({ ...withSheet({ steps }), eligible: { helper: () => [] } })).toEqual([]);
    expect(sideHandedOverBy(withSheet({}), 'lesson')).toEqual({ form: 'lesson', to: 'successor', side: 'helper' });
    expect(sideHandedOverBy(withSheet({}), 'visit')).toBeUndefined();
  });

  it('may have no duties, reviews, ledgers, reports or roles', () => {
    expect(checkProgramme(withPart({ duties: {}, reviews: {}, ledgers: {}, reports: {}, roles: {} }))).toEqual([]);
  });
});

describe.each([
  ['identity', identity],
  ['settings', settings],
  ['the leading group', leading],
  ['presets', presets],
  ['forms', forms],
  ['fields', fields],
  ['duties and sides', duties],
  ['registers', registers],
  ['proposals', proposals],
  ['reviews, ledgers and reports', views],
  ['documents', documents],
])('a broken promise of %s', (_, cases) => {
  it.each(cases)('is found alone, with its remedy: %s', (_name, definition, thing, remedy) => {
    expect(checkProgramme(definition)).toEqual([{ programme: definition.id, thing, remedy }]);
  });
});

describe('documents', () => {
  it.each([
    [
      'three fields in a row',
      { kind: 'fields', rows: [Array.from({ length: 3 }, () => ({ label: title, value: 1 }))] },
    ],
    ['one line', { kind: 'blanks', title, lines: 1 }],
    ['twenty lines', { kind: 'blanks', title, lines: 20 }],
    ['six signatures', { kind: 'signatures', lines: Array.from({ length: 6 }, () => title) }],
    ['an empty table', tabled({})],
    ['sums of numbers and nothing', tabled({ columns: [{ title, total: true }], rows: [[1], [null]] })],
  ])('may have %s', (_, part) => {
    expect(checkProgramme(printing(part))).toEqual([]);
  });
});

describe('several broken promises', () => {
  it('are found at once', () => {
    const definition: ProgrammeDefinition = {
      ...withDuty({ atLeast: fails }),
      id: 'Bad Id',
      title: half,
      presets: {},
      settings: { ...example.settings, extra: text({ title: half, maxLength: 0 }) },
      ledgers: { all: { ...example.ledgers['all']!, from: ['gone'], columns: [{ show: 'x', title: half }] } },
    };
    expect(checkProgramme(definition).map((f) => f.thing)).toEqual([
      'id',
      'title',
      'settings.extra',
      'settings.extra',
      'settings.extra',
      'settings.extra',
      'presets',
      'ledgers.all',
      'ledgers.all',
      'duties.lesson',
    ]);
    expect(new Set(checkProgramme(definition).map((f) => f.programme))).toEqual(new Set(['Bad Id']));
  });

  it('of one part are told apart', () => {
    const loop = {
      a: text({ title, when: { field: 'b', is: ['x'] } }),
      b: text({ title, when: { field: 'a', is: ['x'] } }),
      c: text({ title, when: { field: 'a', is: ['x'] } }),
    };
    expect(checkProgramme(withForm({ fields: { ...lessonFields, ...loop } })).map((f) => f.thing)).toEqual([
      'forms.lesson.a',
      'forms.lesson.b',
    ]);
  });

  it('are one finding when every preset shows the same', () => {
    expect(Object.keys(example.presets)).toHaveLength(2);
    expect(checkProgramme(withDuty({ atLeast: () => -1 }))).toHaveLength(1);
  });

  it('include every gap between versions', () => {
    expect(checkProgramme(withForm({ version: 4, upgrade: {} })).map((f) => f.remedy)).toEqual([
      'Say how data of version 1 becomes version 2: upgrade[1] is missing.',
      'Say how data of version 2 becomes version 3: upgrade[2] is missing.',
      'Say how data of version 3 becomes version 4: upgrade[3] is missing.',
    ]);
  });
});

describe('a function that throws', () => {
  it.each([
    ['a string', 'x'],
    ['nothing', undefined],
    ['an object without text', Object.create(null)],
  ])('is a finding, even where it throws %s', (_, what) => {
    const definition = withDuty({
      atLeast: () => {
        throw what;
      },
    });
    expect(checkProgramme(definition)).toMatchObject([{ thing: 'duties.lesson' }]);
  });

  it('is a finding for each part that throws', () => {
    const definition: ProgrammeDefinition = {
      ...withForm({ fields: fails }),
      duties: { lesson: { per: 'month', atLeast: fails, teachingDays: fails } },
      reviews: onlyStep({ by: 'otherSide', silentAfter: fails }),
      sides: { helper: { ...example.sides.helper, atMost: fails }, helped: { ...example.sides.helped, atMost: fails } },
    };
    expect(checkProgramme(definition).map((f) => f.thing)).toEqual([
      'forms.lesson.fields',
      'duties.lesson',
      'duties.lesson.teachingDays',
      'reviews.confirmation.steps.0.silentAfter',
      'sides.helper.atMost',
      'sides.helped.atMost',
    ]);
  });

  it('may be the check of its own bounds', () => {
    const found = checkProgramme(
      withSetting({ ...money({ title, min: 0.5 }), default: 0, place: '一', explain: title }, 'fee'),
    );
    expect(found.map((f) => f.thing)).toEqual(['settings.fee', 'settings.fee']);
    expect(found[0]?.remedy).toMatch(/^Its bounds must be whole numbers/);
  });
});
