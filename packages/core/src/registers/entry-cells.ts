import { decimalText, type Field, type Fields, isDay, parseDecimal, type Text, t } from '@xieshou/sdk';
import type { ImportColumn } from '../imports/register.js';

const yes = ['是', '有', 'yes', 'y', 'true', '1'];
const no = ['否', '无', 'no', 'n', 'false', '0'];

/** A number with at most two decimals, in hundredths. */
const hundredths = (text: string): number => {
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', ''));
  return parts ? Number(`${parts[1]}${parts[2]}${(parts[3] ?? '').padEnd(2, '0')}`) : Number.NaN;
};

/** What a filled cell means in a field; undefined where it means nothing. */
const read = (f: Field, text: string): unknown => {
  switch (f.widget) {
    case 'integer':
      return /^-?\d{1,15}(\.0+)?$/.test(text) ? Number(text) : undefined;
    case 'decimal':
      return parseDecimal(text.replaceAll(',', ''), f.scale ?? 0);
    case 'share':
    case 'money': {
      const n = hundredths(text.replace(/[%％元]$/, ''));
      return Number.isNaN(n) ? undefined : n;
    }
    case 'yesNo': {
      const word = text.toLowerCase();
      return yes.includes(word) ? true : no.includes(word) ? false : undefined;
    }
    case 'choice':
    case 'choices': {
      const values = text
        .split(f.widget === 'choices' ? /[、,，;；]/ : /$^/)
        .map((word) => word.trim())
        .filter((word) => word !== '')
        .map((word) => f.choices?.find((c) => [c.value, c.title.zh, c.title.en].includes(word))?.value);
      if (values.includes(undefined)) return undefined;
      return f.widget === 'choice' ? values[0] : values;
    }
    case 'day': {
      const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
      const day = parts ? `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}` : text;
      return isDay(day) ? day : undefined;
    }
    default:
      return text;
  }
};

const expected = (f: Field): Text => {
  const words = (f.choices ?? []).map((c) => c.title);
  switch (f.widget) {
    case 'yesNo':
      return t('填“是”或“否”', 'yes or no');
    case 'day':
      return t('填日期，如 2026-03-05', 'a day such as 2026-03-05');
    case 'choice':
    case 'choices':
      return t(
        `填${words.map((w) => w.zh).join('、')}${f.widget === 'choices' ? '，可填多项，用顿号隔开' : '之一'}`,
        `${f.widget === 'choices' ? 'any of' : 'one of'}: ${words.map((w) => w.en).join(', ')}`,
      );
    case 'integer':
      return f.min !== undefined && f.max !== undefined
        ? t(`填 ${f.min} 至 ${f.max} 的整数`, `a whole number from ${f.min} to ${f.max}`)
        : t('填整数', 'a whole number');
    case 'decimal': {
      const [min, max] = [f.min ?? 0, f.max ?? 0].map((n) => decimalText(n, f.scale ?? 0));
      return t(
        `填 ${min} 至 ${max} 的数，最多 ${f.scale} 位小数`,
        `a number from ${min} to ${max} with at most ${f.scale} decimal${f.scale === 1 ? '' : 's'}`,
      );
    }
    case 'share':
      return t('填百分数，如 12.5', 'a percentage such as 12.5');
    case 'money':
      return t('填金额，单位元', 'an amount in yuan');
    default:
      return t(`最多 ${f.maxLength ?? 100} 个字`, `at most ${f.maxLength ?? 100} characters`);
  }
};

/** The columns of a register's workbook, one for each field. */
export const fieldColumns = (fields: Fields): readonly ImportColumn[] =>
  Object.entries(fields).map(([key, f]) => ({
    key: `data.${key}`,
    title: f.title,
    ...(f.class === 'sensitive' ? { sensitive: true as const } : {}),
    help: f.help ? t(`${expected(f).zh}；${f.help.zh}`, `${expected(f).en}; ${f.help.en}`) : expected(f),
  }));

/** The entry that a row's cells hold. An empty yes-or-no cell says no, as in the lists that schools keep. */
export const entryOf = (
  fields: Fields,
  values: Readonly<Record<string, string | null>>,
): { readonly data: Readonly<Record<string, unknown>>; readonly reasons: readonly Text[] } => {
  const reasons: Text[] = [];
  const data: Record<string, unknown> = {};
  for (const [key, f] of Object.entries(fields)) {
    const text = values[`data.${key}`]?.trim() ?? '';
    if (text === '') {
      if (f.widget === 'yesNo' && f.required) data[key] = false;
      continue;
    }
    const value = read(f, text);
    if (value === undefined)
      reasons.push(t(`${f.title.zh}应${expected(f).zh}`, `${f.title.en} must be ${expected(f).en}`));
    else data[key] = value;
  }
  return { data, reasons };
};
