/**
 * What does not compile: a misspelt form, duty, column or key. Each `@ts-expect-error` is itself an error when the line
 * below it compiles, so `tsc --noEmit` runs these tests; the assertions only keep the definitions honest at run time.
 */
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  choice,
  choices,
  type Data,
  day,
  defineProgramme,
  formsWith,
  integer,
  organisation,
  type OrganisationSnapshot,
  person,
  type ProgrammeDefinition,
  report,
  t,
  text,
} from '../src/index.js';

const title = t('标题', 'Title');
// Whoever writes is a person, and never the day of writing.
person({ title, from: 'writer', prefill: 'me' });
// @ts-expect-error -- no person is today
person({ title, from: 'writer', prefill: 'today' });
// @ts-expect-error -- no text is whoever writes
text({ title, prefill: 'me' });
const settings = {
  lessons: integer({ title, min: 0, max: 9, default: 1, place: '一', explain: title }),
  kind: choice(
    [
      { value: 'near', title },
      { value: 'far', title },
    ],
    { title, optional: true },
  ),
};
type Settings = Data<typeof settings>;
const form = formsWith(settings);
const lesson = form({
  title,
  writtenBy: 'helper',
  subjects: 'one',
  fields: { on: day({ title }), theme: text({ title }), minutes: integer({ title, min: 1, max: 480 }) },
  brief: ['on', 'theme'],
  version: 1,
});
const visit = form({
  title,
  writtenBy: 'either',
  subjects: 'many',
  fields: (s) => ({ on: day({ title }), purpose: text({ title, maxLength: s.lessons }) }),
  brief: ['on', 'purpose'],
  version: 1,
});
const base = {
  id: 'example',
  title,
  summary: title,
  settings,
  presets: {},
  sides: { helper: organisation<Settings>({ title }), helped: organisation<Settings>({ title }) },
  forms: { lesson, visit },
} as const;
const column = { title, kind: 'integer' } as const;

describe('a programme', () => {
  it('compiles when every name is right', () => {
    const definition = defineProgramme({
      ...base,
      presets: { first: { title, summary: title, settings: { lessons: 2, kind: 'far' } } },
      duties: { lesson: { per: 'month', atLeast: (s) => s.lessons } },
      reviews: { confirmation: { title, of: ['lesson', 'visit'], steps: [{ by: 'otherSide' }] } },
      ledgers: {
        all: {
          title,
          from: ['lesson', 'visit'],
          keptBy: 'bureau',
          columns: [
            { show: '@helper', title },
            { show: 'minutes', title },
            { show: 'purpose', title },
          ],
        },
      },
    });
    expectTypeOf(definition).toEqualTypeOf<ProgrammeDefinition>();
    expect(Object.keys(definition.forms)).toEqual(['lesson', 'visit']);
  });

  it('has no other parts', () => {
    // @ts-expect-error `legders` is no part of a programme
    const definition = defineProgramme({ ...base, legders: {} });
    const { forms: _, ...formless } = base;
    // @ts-expect-error a programme has forms
    defineProgramme(formless);
    expect(definition.ledgers).toEqual({});
  });

  it('has texts in both languages', () => {
    // @ts-expect-error en is missing
    expect(defineProgramme({ ...base, title: { zh: '只有中文' } }).title.en).toBeUndefined();
    // @ts-expect-error a plain string is no text
    expect(defineProgramme({ ...base, summary: 'English only' }).summary).toBe('English only');
  });
});

describe('duties', () => {
  it('are named after a form', () => {
    // @ts-expect-error there is no form `leson`
    defineProgramme({ ...base, duties: { leson: { per: 'month', atLeast: () => 1 } } });
  });

  it('read settings that exist', () => {
    // @ts-expect-error there is no setting `lesons`
    defineProgramme({ ...base, duties: { lesson: { per: 'month', atLeast: (s) => s.lesons } } });
    // @ts-expect-error there is no setting `dayz`
    defineProgramme({ ...base, duties: { lesson: { per: 'month', atLeast: () => 1, teachingDays: (s) => s.dayz } } });
    // @ts-expect-error a number is required, and `kind` is none
    defineProgramme({ ...base, duties: { lesson: { per: 'month', atLeast: (s) => s.kind } } });
  });

  it('are due per period of the calendar, in a unit there is', () => {
    // @ts-expect-error nothing is due per fortnight
    defineProgramme({ ...base, duties: { lesson: { per: 'fortnight', atLeast: () => 1 } } });
    // @ts-expect-error heads are not counted, people are
    defineProgramme({ ...base, duties: { lesson: { per: 'month', atLeast: () => 1, count: 'heads' } } });
    // @ts-expect-error `atleast` is no key of a duty
    defineProgramme({ ...base, duties: { lesson: { per: 'month', atLeast: () => 1, atleast: () => 1 } } });
  });
});

describe('reviews', () => {
  it('are of forms that exist', () => {
    // @ts-expect-error there is no form `leson`
    defineProgramme({ ...base, reviews: { filing: { title, of: ['leson'], steps: [{ by: 'owner', title }] } } });
  });

  it('read settings that exist', () => {
    defineProgramme({
      ...base,
      reviews: {
        confirmation: {
          title,
          of: ['lesson'],
          // @ts-expect-error there is no setting `silence`
          steps: [{ by: 'otherSide', silentAfter: (s) => s.silence }],
        },
      },
    });
  });

  it('have steps', () => {
    // @ts-expect-error nobody is asked
    defineProgramme({ ...base, reviews: { filing: { title, of: ['lesson'] } } });
    // @ts-expect-error nobody is asked at the step
    defineProgramme({ ...base, reviews: { filing: { title, of: ['lesson'], steps: [{ title }] } } });
  });
});

describe('ledgers', () => {
  it('read forms that exist', () => {
    // @ts-expect-error there is no form `leson`
    defineProgramme({ ...base, ledgers: { all: { title, from: ['leson'], keptBy: 'bureau', columns: [] } } });
  });

  it('show fields and built-in columns that exist', () => {
    defineProgramme({
      ...base,
      // @ts-expect-error no form has a field `minuets`
      ledgers: { all: { title, from: ['lesson'], keptBy: 'bureau', columns: [{ show: 'minuets', title }] } },
    });
    defineProgramme({
      ...base,
      // @ts-expect-error there is no built-in column `@nubmer`
      ledgers: { all: { title, from: ['lesson'], keptBy: 'bureau', columns: [{ show: '@nubmer', title }] } },
    });
  });

  it('show them also when they are declared in a file of their own', () => {
    const ledgers = {
      all: { title, from: ['lesson'], keptBy: 'bureau', columns: [{ show: 'minuets', title }] },
    } as const;
    // @ts-expect-error no form has a field `minuets`
    defineProgramme({ ...base, ledgers });
  });

  it('are kept by a side or the bureau', () => {
    // @ts-expect-error nobody is called `school`
    defineProgramme({ ...base, ledgers: { all: { title, from: ['lesson'], keptBy: 'school', columns: [] } } });
  });
});

describe('presets', () => {
  it('set settings that exist, to values of their type', () => {
    // @ts-expect-error there is no setting `lesons`
    defineProgramme({ ...base, presets: { first: { title, summary: title, settings: { lesons: 2 } } } });
    // @ts-expect-error a number is set to a number
    defineProgramme({ ...base, presets: { first: { title, summary: title, settings: { lessons: '2' } } } });
    // @ts-expect-error `away` is none of the choices
    defineProgramme({ ...base, presets: { first: { title, summary: title, settings: { kind: 'away' } } } });
  });

  it('set settings that exist also from a file of their own', () => {
    const first = { title, summary: title, settings: { lesons: 2, lessons: 1 } };
    // @ts-expect-error there is no setting `lesons`
    defineProgramme({ ...base, presets: { first } });
  });
});

describe('sides and roles', () => {
  it('have a helper and a helped', () => {
    // @ts-expect-error the other side is called `helped`
    defineProgramme({ ...base, sides: { helper: base.sides.helper, help: base.sides.helped } });
  });

  it('read settings and snapshots as they are', () => {
    // @ts-expect-error there is no setting `schools`
    organisation<Settings>({ title, atMost: (s) => s.schools });
    organisation<Settings>({
      title,
      // @ts-expect-error a school is owned, not private
      where: (o: OrganisationSnapshot) => [{ rule: 'x', outcome: o.private ? 'pass' : 'fail', text: title }],
    });
    // @ts-expect-error a rule answers with findings, never with a bare boolean
    organisation<Settings>({ title, where: () => true });
    // @ts-expect-error `atmost` is no key of a side
    organisation<Settings>({ title, atmost: 1 });
  });

  it('are found in one of two ways', () => {
    // @ts-expect-error an ancestor has a kind
    defineProgramme({ ...base, roles: { centre: { how: 'ancestor', title, of: 'helped' } } });
    // @ts-expect-error nobody is elected
    defineProgramme({ ...base, roles: { section: { how: 'elected', title } } });
  });
});

describe('a form', () => {
  const rest = { title, writtenBy: 'helper', subjects: 'one', version: 1 } as const;
  const fields = {
    on: day({ title }),
    minutes: integer({ title, min: 1, max: 9 }),
    effect: text({ title, optional: true }),
  };

  it('names its own fields', () => {
    // @ts-expect-error it has no field `minuets`
    form({ ...rest, fields, brief: ['on', 'minuets'] });
    // @ts-expect-error it has no field `minuets`
    form({ ...rest, fields, brief: ['on', 'minutes'], index: ['minuets'] });
    // @ts-expect-error not where they are made from settings either
    form({ ...rest, fields: () => fields, brief: ['on', 'minuets'] });
    // @ts-expect-error `breif` is no key of a form
    form({ ...rest, fields, brief: ['on', 'minutes'], breif: [] });
  });

  it('reads its own data and settings', () => {
    // @ts-expect-error the data has no `minuets`
    form({ ...rest, fields, brief: ['on', 'minutes'], facts: (data) => [{ name: 'minutes', amount: data.minuets }] });
    // @ts-expect-error nor for checks
    form({ ...rest, fields, brief: ['on', 'minutes'], checks: (data) => (data.minuets > 5 ? [] : []) });
    // @ts-expect-error there is no setting `lesons`
    form({ ...rest, fields, brief: ['on', 'minutes'], checks: (data, s) => (data.minutes > s.lesons ? [] : []) });
    // @ts-expect-error there is no setting `lesons` to make fields from
    form({ ...rest, fields: (s) => ({ on: day({ title, optional: s.lesons > 1 }) }), brief: ['on'] });
    form({
      ...rest,
      fields,
      brief: ['on', 'minutes'],
      // @ts-expect-error an optional text may be absent
      facts: (data) => [{ name: 'effect', amount: data.effect.length }],
    });
    // @ts-expect-error an amount is a number
    form({ ...rest, fields, brief: ['on', 'minutes'], facts: (data) => [{ name: 'minutes', amount: data.on }] });
  });

  it('has fields without misspelt options', () => {
    // @ts-expect-error `maxLenght` would be ignored in silence
    text({ title, maxLenght: 3 });
    // @ts-expect-error so would `defalt`
    integer({ title, min: 1, max: 2, defalt: 1 });
    // @ts-expect-error whole numbers have bounds
    integer({ title, min: 1 });
    // @ts-expect-error people come from a side
    person({ title, from: 'school' });
    // @ts-expect-error `b` is none of the choices
    choice([{ value: 'a', title }], { title, default: 'b' });
    // @ts-expect-error `b` is none of the choices
    choices([{ value: 'a', title }], { title, default: ['b'] });
  });

  it('types its data by its fields', () => {
    const of = {
      plain: text({ title }),
      optional: text({ title, optional: true }),
      shown: text({ title, when: { field: 'one', is: ['a'] } }),
      one: choice(
        [
          { value: 'a', title },
          { value: 'b', title },
        ],
        { title },
      ),
      some: choices(
        [
          { value: 'a', title },
          { value: 'b', title },
        ],
        { title },
      ),
    };
    type Of = Data<typeof of>;
    expectTypeOf<Of['plain']>().toEqualTypeOf<string>();
    expectTypeOf<Of['optional']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Of['shown']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Of['one']>().toEqualTypeOf<'a' | 'b'>();
    expectTypeOf<Of['some']>().toEqualTypeOf<readonly ('a' | 'b')[]>();
    expect(of.shown.required).toBe(true);
  });
});

describe('a report', () => {
  const columns = { school: { title, kind: 'text' }, lessons: column } as const;
  const rows = () => [{ school: 'A', lessons: 1 }];

  it('compiles when every name is right', () => {
    const whole = report({
      title,
      columns,
      rows,
      chart: { kind: 'bar', by: 'school', series: ['lessons'] },
      drill: { lessons: 'lesson' },
    });
    expect(Object.keys(whole.columns)).toEqual(['school', 'lessons']);
  });

  it('has rows with every column', () => {
    // @ts-expect-error `lessons` is missing
    report({ title, columns, rows: () => [{ school: 'A' }] });
    // @ts-expect-error a cell is a text, a number or null
    report({ title, columns, rows: () => [{ school: 'A', lessons: true }] });
    // @ts-expect-error a cell is there, if only as null
    report({ title, columns, rows: () => [{ school: 'A', lessons: undefined }] });
  });

  it('charts and leads down from columns that exist', () => {
    // @ts-expect-error no column `schol`
    report({ title, columns, rows, chart: { kind: 'bar', by: 'schol', series: ['lessons'] } });
    // @ts-expect-error no column `lesons`
    report({ title, columns, rows, chart: { kind: 'bar', by: 'school', series: ['lesons'] } });
    // @ts-expect-error no column `lesons`
    report({ title, columns, rows, drill: { lesons: 'lesson' } });
    // @ts-expect-error no chart of this kind
    report({ title, columns, rows, chart: { kind: 'pie', by: 'school', series: ['lessons'] } });
  });

  it('reads what a reader offers', () => {
    // @ts-expect-error a reader has no database
    report({ title, columns, rows: (read) => read.database() });
    // @ts-expect-error nothing is paid
    report({ title, columns: { paid: { title, kind: 'payment' } }, rows: () => [{ paid: 1 }] });
  });
});
