import { checkFields, type Fields } from '@xieshou/sdk';
import type { ProblemField } from '../platform/problem.js';

/** 2026-2027 → 2027-2028. */
export const schoolYearAfter = (schoolYear: string): string =>
  schoolYear
    .split('-')
    .map((year) => Number(year) + 1)
    .join('-');

/** The same title for the year after: 2026-2027学年…, 2026—27学年… or 2027年春季… go on by one; other numbers stay. */
export const titleAfter = (title: string, schoolYear: string): string => {
  const [first, second] = schoolYear.split('-') as [string, string];
  const year = new RegExp(
    String.raw`(?<!\d)(?:(${first})(\s*[-–—~～/至]\s*)(${second.slice(2)})(?!\d)|(${first}|${second})(?!\d))`,
    'g',
  );
  return title.replace(year, (_, from?: string, between?: string, short?: string, whole?: string) =>
    whole === undefined
      ? `${Number(from) + 1}${between}${String((Number(short) + 1) % 100).padStart(2, '0')}`
      : String(Number(whole) + 1),
  );
};

export interface NextSettings {
  readonly values: Readonly<Record<string, unknown>>;
  /** Required now and unknown before: taken from the plugin's default. */
  readonly added: readonly string[];
  /** Known before and not any more. */
  readonly dropped: readonly string[];
  /** What the officer has to fill in or put right before the year can begin. */
  readonly lacking: readonly ProblemField[];
}

/** Settings of the year before, as the plugin of today understands them, with what the officer has filled in over them. */
export const settingsAfter = (
  fields: Fields,
  before: Readonly<Record<string, unknown>>,
  filled: Readonly<Record<string, unknown>> = {},
): NextSettings => {
  const kept = Object.entries(before).filter(([key]) => Object.hasOwn(fields, key));
  const added = Object.entries(fields).filter(
    ([key, field]) => !Object.hasOwn(before, key) && field.required && field.default !== undefined,
  );
  const entered = {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(added.map(([key, field]) => [key, field.default])),
    ...filled,
  };
  const checked = checkFields(fields, entered);
  return {
    values: 'data' in checked ? checked.data : entered,
    added: added.map(([key]) => key),
    dropped: Object.keys(before).filter((key) => !Object.hasOwn(fields, key)),
    lacking: 'errors' in checked ? checked.errors : [],
  };
};
