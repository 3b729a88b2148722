import { decimalText, type FieldManifest, type Language, percent, type Text, yuan } from '@xieshou/sdk';

/** Names of people by id. */
export type Names = ReadonlyMap<string, string>;

export const joinText = (texts: readonly Text[], by: Text): Text => ({
  zh: texts.map((x) => x.zh).join(by.zh),
  en: texts.map((x) => x.en).join(by.en),
});

export const same = (s: string): Text => ({ zh: s, en: s });

/** A field's value as people read it. Empty when the field is not filled in. */
export const shown = (field: FieldManifest, value: unknown, names: Names): Text | number | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  const titleOf = (v: unknown): Text => field.choices?.find((c) => c.value === v)?.title ?? same(String(v));
  switch (field.widget) {
    case 'integer':
      return Number(value);
    case 'decimal':
      return same(decimalText(Number(value), field.scale ?? 0));
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

export const inLanguage = (value: Text | number | undefined, language: Language): string | number | null =>
  value === undefined ? null : typeof value === 'number' ? value : value[language];
