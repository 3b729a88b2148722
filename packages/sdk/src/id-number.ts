import { type Day, isDay } from './days.js';
import { type Text, t } from './text.js';

/** 公民身份号码 (GB 11643) and the numbers of residence permits for Hong Kong, Macao and Taiwan, which are built alike. */
export interface IdNumberReading {
  /** The number as it is kept: no spaces, X as a capital letter. */
  readonly number: string;
  /** Why it is no ID number; undefined when it is one. */
  readonly fault?: Text;
  /** What is unusual about a good one: somebody should look at it, nobody is kept from saving it. */
  readonly warning?: Text;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_SIGNS = '10X98765432';

/** First two digits: provinces of GB/T 2260, and 81, 82, 83 of the residence permits. */
const REGIONS = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** The last sign that belongs to the first 17 digits. */
export const idCheckSign = (first17: string): string => {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CHECK_SIGNS[sum % 11]!;
};

/** The birthday in an ID number, which need not be a real day. */
export const bornOf = (number: string): Day => `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;

/** Reads an ID number as somebody wrote it. `today` is the day it is now: nobody is born after it. */
export const readIdNumber = (o: { readonly written: string; readonly today: Day }): IdNumberReading => {
  const number = o.written.replace(/\s/g, '').toUpperCase();
  const wrong = (zh: string, en: string): IdNumberReading => ({ number, fault: t(zh, en) });
  if (!/^\d{17}[\dX]$/.test(number))
    return wrong(
      '身份证号应为 18 位：17 位数字加一位数字或 X',
      'An ID number has 18 signs: 17 digits and a digit or X',
    );
  const born = bornOf(number);
  if (!isDay(born))
    return wrong('身份证号里的出生日期不存在，请核对', 'The birthday in the ID number is no real day: check it');
  if (born > o.today)
    return wrong('身份证号里的出生日期晚于今天，请核对', 'The birthday in the ID number is after today: check it');
  if (idCheckSign(number) !== number[17])
    return wrong(
      '身份证号的校验位不对，可能有一位填错，请核对',
      'The last sign of the ID number does not fit the others: one of them is wrong',
    );
  return REGIONS.has(number.slice(0, 2))
    ? { number }
    : {
        number,
        warning: t(
          '身份证号的地区码不常见，请核对；确认无误可以保存',
          'The region in the ID number is unusual: check it, and keep it if it is right',
        ),
      };
};

/** What may be shown of an ID number: the first three and the last four signs. */
export const maskIdNumber = (number: string): string => `${number.slice(0, 3)}***********${number.slice(-4)}`;

/** Whether a text is what {@link maskIdNumber} makes. */
export const isMaskedIdNumber = (text: string): boolean => /^\d{3}\*{11}\d{3}[\dXx]$/.test(text);
