import { type FieldManifest, fieldManifests, fieldsOf, type ProgrammeDefinition, type Text } from '@xieshou/sdk';
import { joinText, type Names, same, shown } from '../programmes/field-text.js';

type Data = Readonly<Record<string, unknown>>;
/** The fields of a form under given settings, as an ordered list. */
export const formFields = (definition: ProgrammeDefinition, form: string, settings: Data): FieldManifest[] => {
  const found = definition.forms[form];
  return found ? fieldManifests(fieldsOf(found, settings)) : [];
};

/** Ids of the people that a form's data points at. */
export const personIds = (fields: readonly FieldManifest[], data: Data): string[] =>
  fields.filter((f) => f.widget === 'person' && typeof data[f.key] === 'string').map((f) => data[f.key] as string);

/** The identifying fields of a record on one line, without its day. */
export const briefOf = (o: {
  readonly definition: ProgrammeDefinition;
  readonly form: string;
  readonly fields: readonly FieldManifest[];
  readonly data: Data;
  readonly names: Names;
}): Text => {
  const keys = (o.definition.forms[o.form]?.brief ?? []).filter((key) => key !== 'on');
  const parts = keys.flatMap((key) => {
    const field = o.fields.find((f) => f.key === key);
    const value = field && shown(field, o.data[key], o.names);
    if (value === undefined) return [];
    if (typeof value !== 'number') return [value];
    return [joinText([same(String(value)), field?.unit ?? same('')], { zh: ' ', en: ' ' })];
  });
  return joinText(parts, { zh: ' · ', en: ' · ' });
};
