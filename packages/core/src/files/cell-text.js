// @ts-check
/**
 * How a number format shows a number, as far as reading needs it: a date, or leading zeros (a format of `000000`).
 * @typedef {object} NumberLook
 * @property {boolean} date
 * @property {number} zeros
 */

const DAY_MS = 86_400_000;
const LAST_SERIAL = 2_958_465; // 9999-12-31
const SIGNIFICANT = 15; // what Excel itself keeps and shows
const LARGEST_EXPONENT = 400; // beyond what a double holds either way
const LONGEST_FORMAT = 255; // Excel's own limit
const INVISIBLE = new Set(['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff']);

/** Formats 14-22 and 45-47 are dates everywhere, 27-36 and 50-58 in Chinese editions. */
const DATE_FORMATS = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/**
 * @param {number} id
 * @param {string | undefined} code the format's own code, when the file carries one
 * @returns {NumberLook}
 */
export function numberLook(id, code) {
  if (code === undefined) return { date: DATE_FORMATS.some(([from = 0, to = 0]) => id >= from && id <= to), zeros: 0 };
  if (code.length > LONGEST_FORMAT) return { date: false, zeros: 0 };
  const elapsed = /\[[hms]+\]/i.test(code);
  const bare = code.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, '').replace(/general/gi, '');
  return { date: elapsed || /[ymdhs]/i.test(bare), zeros: /^0+$/.test(bare) ? bare.length : 0 };
}

/**
 * A numeric cell as text: never with an exponent, whole numbers with every digit that the file holds, fractions with
 * the fifteen significant digits that Excel shows, dates as `YYYY-MM-DD` (with the time if there is one).
 * @param {{ raw: string, look: NumberLook | undefined, from1904: boolean }} input
 */
export function numberText({ raw, look, from1904 }) {
  const value = Number(raw);
  if (raw === '' || !Number.isFinite(value)) return raw;
  if (look?.date === true && value >= 0 && value < LAST_SERIAL + 1) return serialText({ serial: value, from1904 });
  const plain = plainDecimal(raw, value);
  return look !== undefined && look.zeros > 1 && /^\d+$/.test(plain) ? plain.padStart(look.zeros, '0') : plain;
}

/**
 * @param {string} raw
 * @param {number} value
 */
function plainDecimal(raw, value) {
  if (/^-?\d+$/.test(raw)) return raw;
  const written = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(raw);
  const by = Number(written?.[4] ?? 0);
  if (written === null || Math.abs(by) > LARGEST_EXPONENT) return raw;
  const exact = shift({ sign: written[1] === '-' ? '-' : '', whole: written[2] ?? '', part: written[3] ?? '', by });
  if (!exact.includes('.') || exact.replace(/^-?[0.]*|\./g, '').length <= SIGNIFICANT) return exact;
  const rounded = /^(-?)(\d)\.?(\d*)e([+-]\d+)$/.exec(value.toExponential(SIGNIFICANT - 1));
  if (rounded === null) return exact;
  return shift({ sign: rounded[1] ?? '', whole: rounded[2] ?? '', part: rounded[3] ?? '', by: Number(rounded[4]) });
}

/**
 * Moves the decimal point, on digits only.
 * @param {{ sign: string, whole: string, part: string, by: number }} input
 */
function shift({ sign, whole, part, by }) {
  const digits = whole + part;
  const point = whole.length + by;
  const left = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const right = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  const kept = right.replace(/0+$/, '');
  const number = left.replace(/^0+(?=\d)/, '') + (kept === '' ? '' : `.${kept}`);
  return number === '0' ? number : sign + number;
}

/** @param {{ serial: number, from1904: boolean }} input */
function serialText({ serial, from1904 }) {
  // Whole seconds first, so that a time like 08:59:59.9999 does not fall back to the minute before.
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const clock = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19).replace(/:00$/, '');
  if (day === 0 && !from1904) return clock;
  const time = seconds % 86_400 === 0 ? '' : ` ${clock}`;
  // Excel counts a 29 February 1900 that never was; days before it are one off.
  const base = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return new Date(base + day * DAY_MS).toISOString().slice(0, 10) + time;
}

/**
 * A cell that holds an ISO date, in the same form as a date from a serial number.
 * @param {string} iso such as `2026-11-24T08:30:00`
 */
export function isoText(iso) {
  const [day = '', clock = ''] = iso.split('T');
  const time = /^\d\d:\d\d(?::\d\d)?/.exec(clock)?.[0].replace(/(:\d\d):00$/, '$1') ?? '00:00';
  return time === '00:00' ? day : `${day} ${time}`;
}

/**
 * Text as a person meant it: without spaces around, full-width and invisible ones included.
 * @param {string} text
 */
export function trimText(text) {
  // A loop, since a pattern for the end of a text takes quadratic time on long runs of spaces.
  let trimmed = text.trim();
  while (INVISIBLE.has(trimmed.charAt(0))) trimmed = trimmed.slice(1).trimStart();
  while (INVISIBLE.has(trimmed.charAt(trimmed.length - 1))) trimmed = trimmed.slice(0, -1).trimEnd();
  return trimmed;
}

/**
 * Office writes characters that XML forbids as `_x000D_`.
 * @param {string} text
 */
export function decodeOffice(text) {
  if (!text.includes('_x')) return text;
  return text
    .replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('\r\n', '\n');
}

/** @param {number} column from 0 */
export function columnLetters(column) {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/**
 * The column of a reference such as `AB12`, from 0; -1 when it names none.
 * @param {string} reference
 */
export function columnOf(reference) {
  let column = 0;
  let at = 0;
  for (; at < reference.length && at < 4; at++) {
    const letter = (reference.charCodeAt(at) | 32) - 96;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
