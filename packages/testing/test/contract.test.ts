import { BrokenProgrammes } from '@xieshou/core';
import {
  choice,
  defineProgramme,
  type Fact,
  type Fields,
  finding,
  type Form,
  integer,
  type ProgrammeDefinition,
  type Reader,
  type Report,
  share,
  t,
  text,
} from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { contractPromises, programmeContract, startTestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { withBrokenPromises } from './fixtures/with-broken-promises.js';
import * as conditional from './fixtures/with-conditional-field.js';
import * as manySubjects from './fixtures/with-many-subjects.js';
import * as minimal from './fixtures/with-minimal.js';
import * as peopleDuty from './fixtures/with-people-duty.js';
import * as settingsFields from './fixtures/with-settings-fields.js';
import * as silentConfirmation from './fixtures/with-silent-confirmation.js';
import { withThrowingRule } from './fixtures/with-throwing-rule.js';
import * as upgrade from './fixtures/with-upgrade.js';

type Values = Readonly<Record<string, unknown>>;
type Samples = Parameters<typeof contractPromises>[1]['samples'];

const visit = { on: '2026-11-05', theme: '开学走访', guests: 3, guide: '01939c2e-7d5c-7f00-8a55-0242ac120002' };
const note = { on: '2026-11-06', theme: '寄送教材' };
const samples = {
  visit: { valid: visit, invalid: { data: { ...visit, guests: 0 }, field: 'guests' } },
  note: { valid: note, invalid: { data: { ...note, theme: ' ' }, field: 'theme' } },
};

// Each of these lines registers the whole suite, as in a plugin's own test file.
programmeContract(schoolPairs, { samples });
programmeContract(minimal.withMinimal, minimal);
programmeContract(manySubjects.withManySubjects, manySubjects);
programmeContract(silentConfirmation.withSilentConfirmation, silentConfirmation);
programmeContract<typeof conditional.forms>(conditional.withConditionalField, conditional);
programmeContract<typeof upgrade.forms>(upgrade.withUpgrade, upgrade);
programmeContract<typeof peopleDuty.forms>(peopleDuty.withPeopleDuty, peopleDuty);
programmeContract<typeof settingsFields.forms>(settingsFields.withSettingsFields, settingsFields);

describe('samples that name their forms', () => {
  it('are checked by the compiler', () => {
    const typed = (_: Parameters<typeof programmeContract<typeof conditional.forms>>[1]['samples']) => undefined;
    const { valid, invalid } = conditional.samples.visit;
    typed({ visit: { valid, invalid } });
    typed({ visit: { valid: { ...valid, place: 'online', link: 'x' }, invalid } });
    // @ts-expect-error the form has no samples
    typed({});
    // @ts-expect-error there is no form `vist`
    typed({ visit: { valid, invalid }, vist: { valid, invalid } });
    // @ts-expect-error `home` is none of the places
    typed({ visit: { valid: { ...valid, place: 'home' }, invalid } });
    // @ts-expect-error the theme is missing
    typed({ visit: { valid: { on: valid.on, place: valid.place }, invalid } });
    // @ts-expect-error no field `links`
    typed({ visit: { valid, invalid: { data: {}, field: 'links' } } });
  });
});

const complaintsOf = (definition: ProgrammeDefinition, promise: RegExp, given: Samples = samples) => {
  const promises = contractPromises(definition, { samples: given }).filter(({ name }) => promise.test(name));
  expect(promises.length, `promises named ${promise}`).toBeGreaterThan(0);
  return promises.flatMap(({ complaints }) => complaints());
};

const base = schoolPairs;
const withVisit = (form: Partial<Form<Values, Fields>>): ProgrammeDefinition => ({
  ...base,
  forms: { ...base.forms, visit: { ...base.forms['visit']!, ...form } },
});
const visitFields = base.forms['visit']!.fields as Fields;
const withFacts = (facts: (data: Values, settings: Values) => readonly Fact[]) => withVisit({ facts });
const withFact = (fact: Partial<Fact>) => withFacts(() => [{ name: 'guests', amount: 1, ...fact }]);
const withSample = (sample: Partial<Samples[string]>): Samples => ({ ...samples, visit: { ...samples.visit, ...sample } });
const columns = base.reports['overview']!.columns;
const withReport = (report: Partial<Report>): ProgrammeDefinition => ({
  ...base,
  reports: { overview: { ...base.reports['overview']!, ...report } },
});
const withRows = (row: Values, reader?: (read: Reader) => void) =>
  withReport({
    rows: (read) => {
      reader?.(read);
      return read.pairings().map((p) => ({ pairing: p.id, helped: p.helped.name, visits: 0, ...row }));
    },
  });
const withLedger = (ledger: Partial<ProgrammeDefinition['ledgers'][string]>): ProgrammeDefinition => ({
  ...base,
  ledgers: { visits: { ...base.ledgers['visits']!, ...ledger } },
});
const helperWhere = (where: ProgrammeDefinition['sides']['helper']['where']): ProgrammeDefinition => ({
  ...base,
  sides: { ...base.sides, helper: { ...base.sides.helper, where: where! } },
});
let asked = 0;

describe('a broken promise of the definition', () => {
  it.each<readonly [string, unknown, string]>([
    ['what can be changed', { ...base }, 'definition: it can be changed. Build the definition with defineProgramme.'],
    ['a class', Object.freeze({ day: new Date() }), 'definition.day: it is an instance of a class. Use plain objects.'],
    ['a symbol', Object.freeze({ key: Symbol('x') }), 'definition.key: it is a symbol. Use texts, numbers, yes and no.'],
    [
      'an accessor',
      Object.freeze({
        get key() {
          return 1;
        },
      }),
      'definition.key: it is an accessor. Write its value.',
    ],
  ])('is found: %s', (_, part, complaint) => {
    const definition = { ...base, ...(part as object) };
    const found = complaintsOf(part && Object.isFrozen(part) ? definition : (part as ProgrammeDefinition), /frozen, plain/);
    expect(found).toContain(complaint);
  });

  it('is found at start, with what the kernel says', () => {
    expect(complaintsOf({ ...base, id: 'School Pairs' }, /may be installed/)).toEqual([
      'id: Use lower-case words joined by hyphens, such as peer-tutoring.',
    ]);
  });

  it('is found under settings that no preset has', () => {
    const duty = (atLeast: (s: Values) => number): ProgrammeDefinition => ({
      ...base,
      duties: { visit: { per: 'month', atLeast } },
    });
    expect(complaintsOf(duty((s) => 9 / (9 - (s['visits'] as number))), /every settings/)).toEqual([
      'duties.visit: It answers Infinity: answer a whole number from 0. (settings: allAtMax)',
      'duties.visit: It answers 1.125: answer a whole number from 0. (settings: visitsAtMin)'.replace('1.125', '1.125'),
      'duties.visit: It answers Infinity: answer a whole number from 0. (settings: visitsAtMax)',
    ].filter((complaint) => !complaint.includes('1.125')));
  });
});
