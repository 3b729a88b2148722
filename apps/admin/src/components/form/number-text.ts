import { parseYuan, yuan } from '@xieshou/sdk';

type NumberWidget = 'integer' | 'share' | 'money';

const plain = (text: string): string => text.normalize('NFKC').replace(/[,\s]/g, '');

const read: Readonly<Record<NumberWidget, (text: string) => number | undefined>> = {
  integer: (text) => (/^-?\d+(\.\d+)?$/.test(plain(text)) ? Number(plain(text)) : undefined),
  // Two decimals of a percent are whole basis points: 12.34 % = 1234.
  share: (text) => {
    const parts = /^(\d+)(?:\.(\d{1,2}))?%?$/.exec(plain(text));
    return parts?.[1] ? Number(parts[1] + (parts[2] ?? '').padEnd(2, '0')) : undefined;
  },
  money: (text) => parseYuan(plain(text)),
};

/** What was typed, as the value the form holds; what is no number stays text, so that the check can say so. */
export const readNumber = (widget: NumberWidget, text: string): number | string | undefined =>
  text.trim() === '' ? undefined : (read[widget](text) ?? text);

/** A held value as it stands in the field. */
export const writeNumber = (widget: NumberWidget, value: unknown): string => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    return value === undefined || value === null ? '' : String(value);
  if (widget === 'money') return yuan(value);
  if (widget === 'share') return String(value / 100);
  return String(value);
};
