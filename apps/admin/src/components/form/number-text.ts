import { decimalText, type FieldManifest, parseDecimal, parseYuan, yuan } from '@xieshou/sdk';

type NumberWidget = 'integer' | 'decimal' | 'share' | 'money';

/** A number field, as far as reading and writing its value goes. */
export type NumberField = Pick<FieldManifest, 'scale'> & { readonly widget: NumberWidget };

/** Whether a field holds a number. */
export const isNumberField = ({ widget }: Pick<FieldManifest, 'widget'>): boolean =>
  ['integer', 'decimal', 'share', 'money'].includes(widget);

const plain = (text: string): string => text.normalize('NFKC').replace(/[,\s]/g, '');

const read: Readonly<Record<NumberWidget, (text: string, scale: number) => number | undefined>> = {
  integer: (text) => (/^-?\d+(\.\d+)?$/.test(plain(text)) ? Number(plain(text)) : undefined),
  // More decimals than there are make a fraction of the last one: the check says so, as it does for whole numbers.
  decimal: (text, scale) => {
    const n = parseDecimal(plain(text), scale);
    if (n !== undefined || !/^-?\d+\.\d+$/.test(plain(text))) return n;
    const fraction = Number(plain(text)) * 10 ** scale;
    return Number.isInteger(fraction) ? undefined : fraction;
  },
  // Two decimals of a percent are whole basis points: 12.34 % = 1234.
  share: (text) => {
    const parts = /^(\d+)(?:\.(\d{1,2}))?%?$/.exec(plain(text));
    return parts?.[1] ? Number(parts[1] + (parts[2] ?? '').padEnd(2, '0')) : undefined;
  },
  money: (text) => parseYuan(plain(text)),
};

/** What was typed, as the value the form holds; what is no number stays text, so that the check can say so. */
export const readNumber = ({ widget, scale = 0 }: NumberField, text: string): number | string | undefined =>
  text.trim() === '' ? undefined : (read[widget](text, scale) ?? text);

/** A held value as it stands in the field. */
export const writeNumber = ({ widget, scale = 0 }: NumberField, value: unknown): string => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    return value === undefined || value === null ? '' : String(value);
  if (widget === 'money') return yuan(value);
  if (widget === 'decimal') return decimalText(value, scale);
  if (widget === 'share') return String(value / 100);
  return String(value);
};
