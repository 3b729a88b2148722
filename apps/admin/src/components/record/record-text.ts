import type { FieldManifest, FormManifest } from '@xieshou/sdk';
import type { Record as Written } from '../../api/generated/types.gen.js';
import type { Named } from '../form/field-control.js';

/** The people and files a record points at, as the form's texts want them. */
export const peopleOf = (record: Pick<Written, 'people' | 'files'>): readonly Named[] => [
  ...Object.entries(record.people).map(([id, name]) => ({ id, name })),
  ...record.files,
];

/** The files of a record that one field names, in its order. */
export const filesIn = (record: Pick<Written, 'files'>, value: unknown): Written['files'] =>
  (Array.isArray(value) ? value : []).flatMap((id) => record.files.filter((file) => file.id === id));

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Fields to show of a record: a conditional one only when it holds something. */
export const shownFields = (
  fields: readonly FieldManifest[],
  data: Readonly<Record<string, unknown>>,
): readonly FieldManifest[] => fields.filter(({ key, when }) => !when || !isEmpty(data[key]));

/** Fields of one section stand together, in the order of their first field. */
export const sectionsOf = (fields: readonly FieldManifest[]): readonly (readonly FieldManifest[])[] => {
  const sections = new Map<string, FieldManifest[]>();
  for (const field of fields) {
    const name = field.section?.zh ?? '';
    sections.set(name, [...(sections.get(name) ?? []), field]);
  }
  return [...sections.values()];
};

/** Whether a field is filled in by whoever writes: the day of handing in is set by the platform. */
const isWritten = ({ dated }: FormManifest, key: string): boolean => dated !== 'handIn' || key !== 'on';

/** The fields of a form that are filled in. */
export const writtenFields = (form: FormManifest): readonly FieldManifest[] =>
  form.dated ? form.fields.filter(({ key }) => isWritten(form, key)) : form.fields;

/** What a record says in the fields that are filled in. */
export const writtenData = (form: FormManifest, data: Written['data']): Written['data'] =>
  Object.fromEntries(Object.entries(data).filter(([key]) => isWritten(form, key)));

/** The fields that identify a record beside its day, in the form's own order of importance. */
export const briefFields = (form: FormManifest): readonly FieldManifest[] =>
  form.brief.filter((key) => key !== 'on').flatMap((key) => form.fields.filter((field) => field.key === key));

interface Version {
  readonly action: string;
  readonly difference: readonly { readonly field: string; readonly before: unknown }[];
}

/** What the writer changed since the other side last returned the record: field → value it had then. */
export const changedSinceReturn = (history: readonly Version[]): ReadonlyMap<string, unknown> => {
  const from = history.map(({ action }) => action).lastIndexOf('return');
  const changed = new Map<string, unknown>();
  if (from < 0) return changed;
  for (const { difference } of history.slice(from + 1))
    for (const { field, before } of difference) if (!changed.has(field)) changed.set(field, before);
  return changed;
};

/** The side that answers for a subject of a record: the one that did not write it. */
export const otherSide = (
  writer: string,
  { helper, helped }: { readonly helper: Named; readonly helped: Named },
): Named => (writer === helper.id ? helped : helper);
