import type { FieldManifest, Fields, FormManifest, Language, Text } from '@xieshou/sdk';
import type { StartRecordResponse } from '../../../api/generated/types.gen.js';
import { pairingName } from '../../../components/pairing/pairing-name.js';
import { writtenFields } from '../../../components/record/record-text.js';
import { check, fieldsOfManifests } from '../../../components/form/form-errors.js';
import { isEmptyRow, type Row, type Rows } from './grid.js';
import { type Read, readCell, readNamed, type Reading, separators } from './read-cell.js';

/** Key of the column that says which pairing a row is for. */
export const pairingColumn = '@pairing';

export interface GridColumn {
  readonly key: string;
  readonly title: string;
  readonly required: boolean;
  /** How its cells are written, in a few words. */
  readonly hint: string;
  /** Offered while a cell is written. */
  readonly options: readonly string[];
  readonly isLong: boolean;
}

type Pairing = StartRecordResponse['pairings'][number];

/** Everything that a row is read with. */
export interface Sheet {
  readonly form: FormManifest;
  readonly columns: readonly GridColumn[];
  readonly pairings: readonly Pairing[];
  /** Pairing → field → people to choose from. */
  readonly people: ReadonlyMap<string, StartRecordResponse['people']>;
  readonly reading: Reading;
  readonly language: Language;
  readonly say: {
    readonly unknownPerson: (name: string, field: string) => string;
    readonly ambiguous: (name: string, count: number) => string;
    readonly unknownPairing: (name: string) => string;
    readonly noPairing: string;
  };
}

export interface ReadRow {
  /** What is sent; undefined while something is wrong. */
  readonly record: { readonly pairings: string[]; readonly data: Record<string, unknown> } | undefined;
  /** Column key → sentence. */
  readonly errors: Readonly<Record<string, string>>;
}

const definitions = new WeakMap<FormManifest, Fields>();
const fieldsOf = (form: FormManifest): Fields => {
  const made = definitions.get(form) ?? fieldsOfManifests(writtenFields(form));
  definitions.set(form, made);
  return made;
};

/** Names by which a pairing is known: both parties with an arrow, or the one of them that tells it from the others. */
const namesOf = (pairings: readonly Pairing[], both: boolean) =>
  pairings.flatMap((pairing) => [
    { id: pairing.id, name: pairingName(pairing) },
    ...(both ? [pairing.helper, pairing.helped] : []).map(({ name }) => ({ id: pairing.id, name })),
  ]);

const readPairings = (sheet: Sheet, text: string): { ids: string[] } | { error: string } => {
  const [only] = sheet.pairings;
  if (sheet.pairings.length === 1 && only) return { ids: [only.id] };
  const parts = sheet.form.subjects === 'many' ? text.split(separators) : [text];
  const named = parts.filter((part) => part.trim() !== '');
  if (named.length === 0) return { error: sheet.say.noPairing };
  const ids: string[] = [];
  for (const part of named) {
    const found: Read = readNamed(namesOf(sheet.pairings, true), part);
    if ('value' in found) ids.push(found.value as string);
    else
      return {
        error:
          'unknown' in found
            ? sheet.say.unknownPairing(found.unknown)
            : sheet.say.ambiguous(found.ambiguous, found.count),
      };
  }
  return { ids: [...new Set(ids)] };
};

/** People whom a field offers in every one of the pairings. */
const peopleFor = (sheet: Sheet, field: FieldManifest, ids: readonly string[]) => {
  const [first, ...others] = ids.map((id) => sheet.people.get(id)?.[field.key] ?? []);
  return (first ?? []).filter((person) => others.every((people) => people.some(({ id }) => id === person.id)));
};

const readAnew = (sheet: Sheet, row: Row): ReadRow => {
  const errors: Record<string, string> = {};
  const textOf = (key: string) => row[sheet.columns.findIndex((column) => column.key === key)] ?? '';
  const pairings = readPairings(sheet, textOf(pairingColumn));
  const ids = 'ids' in pairings ? pairings.ids : [];
  if ('error' in pairings) errors[pairingColumn] = pairings.error;
  const data: Record<string, unknown> = {};
  for (const field of writtenFields(sheet.form)) {
    const found = readCell(field, textOf(field.key), { reading: sheet.reading, people: peopleFor(sheet, field, ids) });
    if ('value' in found) {
      if (found.value !== undefined) data[field.key] = found.value;
    } else {
      // Without a pairing nobody can be found: one complaint is enough.
      if (ids.length > 0)
        errors[field.key] =
          'unknown' in found
            ? sheet.say.unknownPerson(found.unknown, field.title[sheet.language])
            : sheet.say.ambiguous(found.ambiguous, found.count);
      data[field.key] = found;
    }
  }
  // A person who was not found has a sentence already.
  const held = Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === 'object' && !Array.isArray(value) ? '?' : value]),
  );
  const checked = check({ fields: fieldsOf(sheet.form), input: held, language: sheet.language });
  for (const [key, sentence] of Object.entries(checked.errors)) errors[key] ??= sentence;
  return {
    errors,
    record: Object.keys(errors).length === 0 && checked.data ? { pairings: ids, data: checked.data } : undefined,
  };
};

/** Reads rows; a row that has not changed is not read again. */
export const rowReader = (sheet: Sheet): ((row: Row) => ReadRow | undefined) => {
  const known = new WeakMap<Row, ReadRow>();
  return (row) => {
    if (isEmptyRow(row)) return undefined;
    const found = known.get(row) ?? readAnew(sheet, row);
    known.set(row, found);
    return found;
  };
};

export interface CellError {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** Everything that is wrong, row by row from left to right. */
export const errorsIn = (o: {
  readonly rows: Rows;
  readonly columns: readonly GridColumn[];
  readonly read: (row: Row) => ReadRow | undefined;
  /** What the server said of rows that have not been changed since. */
  readonly refused: ReadonlyMap<Row, Readonly<Record<string, string>>>;
}): readonly CellError[] =>
  o.rows.flatMap((row, r) => {
    const errors = { ...o.refused.get(row), ...o.read(row)?.errors };
    return Object.entries(errors)
      .map(([key, text]) => {
        const column = o.columns.findIndex((one) => one.key === key);
        return { row: r, column: Math.max(0, column), text };
      })
      .sort((a, b) => a.column - b.column);
  });

/** The server's `rows.3.data.theme`: which of the rows sent, and which column. */
export const placeOf = (field: string): { readonly sent: number; readonly key: string } | undefined => {
  const found = /^rows\.(\d+)(?:\.(pairings)|\.data\.([^.]+))?/.exec(field);
  if (!found) return undefined;
  return { sent: Number(found[1]), key: found[2] ? pairingColumn : (found[3] ?? 'on') };
};

/** Titles of the form's fields as the grid's columns, the pairing first where there are several. */
export const columnsOf = (o: {
  readonly form: FormManifest;
  readonly pairings: readonly Pairing[];
  readonly people: readonly StartRecordResponse['people'][];
  readonly pairingTitle: string;
  readonly text: (text: Text) => string;
  readonly hints: Readonly<Record<'day' | 'choices' | 'pairings' | 'person', string>>;
  readonly yesNo: readonly string[];
}): readonly GridColumn[] => [
  ...(o.pairings.length > 1
    ? [
        {
          key: pairingColumn,
          title: o.pairingTitle,
          required: true,
          hint: o.form.subjects === 'many' ? o.hints.pairings : '',
          options: namesOf(o.pairings, false).map(({ name }) => name),
          isLong: false,
        },
      ]
    : []),
  ...writtenFields(o.form)
    .filter(({ widget }) => widget !== 'attachments')
    .map((field) => ({
      key: field.key,
      title: o.text(field.title),
      required: field.required,
      hint:
        field.widget === 'day'
          ? o.hints.day
          : field.widget === 'choices'
            ? o.hints.choices
            : field.widget === 'person'
              ? o.hints.person
              : field.unit
                ? o.text(field.unit)
                : '',
      options:
        field.widget === 'person'
          ? [...new Set(o.people.flatMap((people) => (people[field.key] ?? []).map(({ name }) => name)))]
          : field.widget === 'yesNo'
            ? o.yesNo
            : (field.choices ?? []).map(({ title }) => o.text(title)),
      isLong: field.widget === 'longText',
    })),
];
