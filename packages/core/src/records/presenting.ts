import {
  type FieldManifest,
  fieldManifests,
  fieldsOf,
  type Language,
  type ProgrammeDefinition,
  type Text,
  percent,
  yuan,
} from '@xieshou/sdk';

type Data = Readonly<Record<string, unknown>>;
type Names = ReadonlyMap<string, string>;

const joinText = (texts: readonly Text[], by: Text): Text => ({
  zh: texts.map((x) => x.zh).join(by.zh),
  en: texts.map((x) => x.en).join(by.en),
});

const same = (s: string): Text => ({ zh: s, en: s });

/** A field's value as people read it. Empty when the field is not filled in. */
export const shown = (field: FieldManifest, value: unknown, names: Names): Text | number | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  const titleOf = (v: unknown): Text => field.choices?.find((c) => c.value === v)?.title ?? same(String(v));
  switch (field.widget) {
    case 'integer':
      return Number(value);
    case 'share':
      return same(percent(Number(value)));
    case 'money':
      return same(yuan(Number(value)));
    case 'choice':
      return titleOf(value);
    case 'choices':
      return joinText((value as unknown[]).map(titleOf), { zh: '、', en: ', ' });
    case 'yesNo':
      return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
    case 'attachments': {
      const count = (value as unknown[]).length;
      return count === 0 ? undefined : { zh: `${count} 件`, en: count === 1 ? '1 file' : `${count} files` };
    }
    case 'person':
      return same(names.get(String(value)) ?? '—');
    default:
      return same(String(value));
  }
};

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

export const inLanguage = (value: Text | number | undefined, language: Language): string | number | null =>
  value === undefined ? null : typeof value === 'number' ? value : value[language];
