import { isDay } from '@xieshou/sdk';
import { isOwnPath } from '../login/return-path.js';

/** Reads one parameter of an address; undefined when it says nothing that is understood. */
type Filter<T> = (given: unknown) => T | undefined;
type Filters = Readonly<Record<string, Filter<unknown>>>;
type Read<F extends Filters> = { [K in keyof F]?: Exclude<ReturnType<F[K]>, undefined> | undefined };

/**
 * Search parameters of an address. What cannot be read is left out instead of breaking the page: an old bookmark still
 * opens. Routes are read before any screen, so they are kept light: no schema library stands behind these few words.
 */
export const pageSearch = <const F extends Filters>(filters: F) => ({
  parse: (given: Readonly<Record<string, unknown>>): Read<F> =>
    Object.fromEntries(
      Object.entries(filters).flatMap(([key, filter]) => {
        const value = filter(given[key]);
        return value === undefined ? [] : [[key, value]];
      }),
    ) as Read<F>,
});

const wholeNumber =
  (max: number): Filter<number> =>
  (given) => {
    if (typeof given !== 'number' && typeof given !== 'string') return undefined;
    const n = Number(given);
    return Number.isInteger(n) && n >= 1 && n <= max ? n : undefined;
  };

/** Search parameters of a list: its page and size besides its own filters. */
export const listSearch = <const F extends Filters>(filters: F) =>
  pageSearch({ page: wholeNumber(1000), size: wholeNumber(200), ...filters });

const word =
  (holds: (text: string) => boolean): Filter<string> =>
  (given) =>
    typeof given === 'string' && holds(given) ? given : undefined;

/** What somebody types to search by, at most 50 characters unless told. */
export const textFilter =
  (maxLength = 50): Filter<string> =>
  (given) => {
    const text = typeof given === 'string' ? given.trim() : '';
    return text !== '' && text.length <= maxLength ? text : undefined;
  };

/** One of a closed list; also for `sort`. */
export const choiceFilter =
  <const Values extends readonly string[]>(values: Values): Filter<Values[number]> =>
  (given) =>
    values.find((value) => value === given);

export const dayFilter = (): Filter<string> => word(isDay);

/** The id of something, or any short name the server understands. */
export const idFilter = (): Filter<string> => word((text) => text.length >= 1 && text.length <= 60);

/** A path of this site to go on to. */
export const pathFilter = (): Filter<string> => word(isOwnPath);

/** A word of a fixed shape: a school year, a period. */
export const patternFilter = (pattern: RegExp): Filter<string> => word((text) => pattern.test(text));
