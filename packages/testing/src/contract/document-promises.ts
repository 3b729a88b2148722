import {
  documentFault,
  type DocumentPairing,
  exampleSettings,
  fieldsOf,
  type ProgrammeDefinition,
  type RecordOnPaper,
  t,
} from '@xieshou/sdk';
import { askTwice, type Complaints, deepFreeze } from './complaints.js';
import { type Counted, exampleReaders } from './view-promises.js';

const party = (id: string) => ({ id, name: `结对方 ${id}`, place: { id: `place-${id}`, name: '一班' } });
const pairing: DocumentPairing = {
  id: 'a',
  helper: party('helper-a'),
  helped: party('helped-a'),
  startsOn: '2026-09-01',
  endsOn: null,
  roles: {},
};

/** A record of a form as it goes to paper: filled in with the form's sample, or with nothing. */
const recordOf = (
  definition: ProgrammeDefinition,
  { form: key, data }: Pick<Counted, 'form' | 'data'>,
): RecordOnPaper => {
  const form = definition.forms[key]!;
  const settings = exampleSettings(definition, Object.keys(definition.presets)[0] ?? '');
  const fields = Object.entries(fieldsOf(form, settings))
    .filter(([, f]) => f.class !== 'sensitive')
    .map(([field, f]) => {
      const value = data?.[field];
      return {
        key: field,
        title: f.title,
        value: value === undefined ? null : typeof value === 'number' ? value : String(value),
        isLong: f.widget === 'longText',
      };
    });
  const state = t('已确认', 'confirmed');
  return {
    form: key,
    title: form.title,
    on: '2026-11-20',
    state,
    subjects: [{ pairing, state, decidedBy: '王建国', decidedOn: '2026-11-21' }],
    writer: '结对方',
    writtenBy: '李敏',
    fields,
    text: (field) => fields.find((one) => one.key === field)?.value ?? null,
  };
};

/** A document answers parts that can be printed, of everything it may be about, computed from what it reads alone. */
export const complaintsAboutDocument = (
  definition: ProgrammeDefinition,
  key: string,
  counted: readonly Counted[],
): Complaints => {
  const document = definition.documents[key]!;
  const thing = `documents.${key}.parts`;
  const about = deepFreeze({
    programme: {
      title: '结对项目',
      owner: '教育局',
      schoolYear: '2026-2027',
      from: '2026-09-01',
      to: '2027-08-31',
      organisations: ['教育局'],
    },
    settings: exampleSettings(definition, Object.keys(definition.presets)[0] ?? ''),
    settingsInWords: [],
  });
  const of = (form: string) => counted.find((one) => one.form === form) ?? { form };
  const questions = exampleReaders(definition, counted).map(({ name, reader }) => {
    const isEmpty = name !== 'pairings with records';
    const filled = (form: string) => recordOf(definition, isEmpty ? { form } : of(form));
    return {
      name,
      ask: () => {
        if (document.of === 'record') return document.parts(filled(document.form), about);
        if (document.of === 'programme') {
          const pairings = reader.pairings().map(({ id }) => ({ ...pairing, id }));
          return document.parts(reader, { ...about, pairings });
        }
        const { period, today } = reader;
        const records = (form: string) => (isEmpty ? [] : [filled(form), filled(form)]);
        const duties = () => reader.duties().filter((one) => one.pairing === pairing.id);
        return document.parts({ period, today, pairing, records, duties }, about);
      },
    };
  });
  return questions.flatMap(({ name, ask }) => {
    const asked = askTwice(thing, ask);
    if ('complaint' in asked) return [`${asked.complaint} (read: ${name})`];
    const fault = documentFault(asked.answer);
    return fault ? [`${thing}: ${fault}. (read: ${name})`] : [];
  });
};
