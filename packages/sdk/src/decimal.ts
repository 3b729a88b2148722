import { requireInteger } from './safe-integer.js';

/** The most decimals that a decimal field may have. */
export const MOST_DECIMALS = 4;

/**
 * A number of units of 10^-scale as people read it, with all its decimals: 25 at scale 1 → `2.5`, 20 → `2.0`.
 * @throws RangeError when the number is not whole.
 */
export const decimalText = (n: number, scale: number): string => {
  requireInteger('The number', n);
  const digits = String(Math.abs(n)).padStart(scale + 1, '0');
  const decimals = scale > 0 ? `.${digits.slice(-scale)}` : '';
  return `${n < 0 ? '-' : ''}${digits.slice(0, digits.length - scale)}${decimals}`;
};

/**
 * Reads what somebody typed: `2.5` at scale 1 → 25, `2` → 20. Zeros behind the last decimal count as none. Undefined
 * when the text is no number, or has more decimals than there are: ask again, never round.
 */
export const parseDecimal = (text: string, scale: number): number | undefined => {
  const parts = /^(-?)(0|[1-9]\d*)(?:\.(\d+?)0*)?$/.exec(text.trim());
  if (!parts?.[2]) return undefined;
  const decimals = parts[3] === '0' ? '' : (parts[3] ?? '');
  if (decimals.length > scale) return undefined;
  const n = Number(parts[2] + decimals.padEnd(scale, '0'));
  if (!Number.isSafeInteger(n)) return undefined;
  return parts[1] ? 0 - n : n;
};
