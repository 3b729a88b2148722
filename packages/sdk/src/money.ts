import { requireInteger, safeNumber } from './safe-integer.js';

/** Money in whole fen 分; 100 fen = 1 yuan. */
export type Fen = number;

/** An amount in yuan with two decimals and separators: 123456 → `1,234.56`. */
export const yuan = (fen: Fen): string => {
  requireInteger('The amount', fen);
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const groups = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${groups}.${digits.slice(-2)}`;
};

/**
 * Reads an amount typed in yuan: `1,234.5` → 123450. Separators may be left out, but not misplaced; at most two
 * decimals; spaces around are ignored. Undefined when the text is no amount: ask again, never guess.
 */
export const parseYuan = (text: string): Fen | undefined => {
  const parts = /^(-?)(0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!parts?.[2]) return undefined;
  const fen = Number(parts[2].replaceAll(',', '') + (parts[3] ?? '').padEnd(2, '0'));
  if (!Number.isSafeInteger(fen)) return undefined;
  return parts[1] ? 0 - fen : fen;
};

const numerals = '零壹贰叁肆伍陆柒捌玖';

const wholeInWords = (n: number): string => {
  const units: readonly (readonly [number, string])[] = [
    [1e8, '亿'],
    [1e4, '万'],
    [1e3, '仟'],
    [1e2, '佰'],
    [10, '拾'],
  ];
  for (const [size, unit] of units) {
    if (n < size) continue;
    const rest = n % size;
    // One 零 stands for all zeros skipped, however many there are.
    const skipped = rest > 0 && rest < size / 10 ? '零' : '';
    return `${wholeInWords(Math.floor(n / size))}${unit}${skipped}${rest > 0 ? wholeInWords(rest) : ''}`;
  }
  return numerals.charAt(n);
};

/**
 * 大写 for vouchers and receipts: 123456 → 壹仟贰佰叁拾肆元伍角陆分. Where the rules leave a choice it takes the closed
 * form, which is harder to alter: 整 after 元 and after 角 (会计基础工作规范), and 零 between 元 and 角 when the last
 * digit of the yuan is zero (正确填写票据和结算凭证的基本规定: 壹仟陆佰捌拾元零叁角贰分). Negative amounts begin with 负.
 */
export const yuanInWords = (fen: Fen): string => {
  requireInteger('The amount', fen);
  const amount = Math.abs(fen);
  const whole = Math.floor(amount / 100);
  const jiao = Math.floor(amount / 10) % 10;
  const cent = amount % 10;
  const sign = fen < 0 ? '负' : '';
  const yuans = whole > 0 || amount === 0 ? `${wholeInWords(whole)}元` : '';
  if (jiao === 0 && cent === 0) return `${sign}${yuans}整`;
  const skipped = yuans && (jiao === 0 || whole % 10 === 0) ? '零' : '';
  const jiaos = jiao > 0 ? `${numerals.charAt(jiao)}角` : '';
  return `${sign}${yuans}${skipped}${jiaos}${cent > 0 ? `${numerals.charAt(cent)}分` : '整'}`;
};

/**
 * Splits an amount by weights so that the parts sum to it exactly and none is a whole fen away from its exact share:
 * every part gets its share rounded down, then the fen left over go to the parts that lost most, earlier ones first.
 * A weight of 0 gets nothing.
 * @throws RangeError on a negative amount or weight, on fractions, or when no weight is above 0.
 */
export const splitByWeights = (total: Fen, weights: readonly number[]): Fen[] => {
  requireInteger('The amount to split', total, 0);
  weights.forEach((weight) => requireInteger('A weight', weight, 0));
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) throw new RangeError('Nothing to split by: give at least one weight above 0.');
  const shares = weights.map((weight) => BigInt(total) * BigInt(weight));
  const parts = shares.map((share) => safeNumber('A part', share / sum));
  const left = total - parts.reduce((all, part) => all + part, 0);
  const byLoss = shares
    .map((share, index) => ({ index, loss: share % sum }))
    .sort((a, b) => (a.loss === b.loss ? a.index - b.index : a.loss > b.loss ? -1 : 1));
  const rounded = new Set(byLoss.slice(0, left).map(({ index }) => index));
  return parts.map((part, index) => (rounded.has(index) ? part + 1 : part));
};

/**
 * Splits an amount into equal parts to the fen; the fen left over go to the first parts, one each: 100 into 3 →
 * 34, 33, 33. The sum is exact.
 * @throws RangeError on a negative amount, or when `parts` is not a whole number from 1.
 */
export const splitFen = (total: Fen, parts: number): Fen[] => {
  requireInteger('The amount to split', total, 0);
  requireInteger('The number of parts', parts, 1);
  const left = total % parts;
  return Array.from({ length: parts }, (_, index) => (total - left) / parts + (index < left ? 1 : 0));
};
