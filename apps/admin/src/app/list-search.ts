import { isDay } from '@xieshou/sdk';
import { isOwnPath } from '../login/return-path.js';
import * as z from 'zod/mini'; // the routes are read before any screen: the small build of Zod keeps them light

/** Search parameters of an address. What cannot be read is left out instead of breaking the page: an old bookmark still opens. */
export const pageSearch = <Filters extends z.core.$ZodShape>(filters: Filters) => z.object(filters);

const wholeNumber = (max: number) =>
  z.catch(z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(max))), undefined);

/** Search parameters of a list: its page and size besides its own filters. */
export const listSearch = <Filters extends z.core.$ZodShape>(filters: Filters) =>
  z.object({ page: wholeNumber(1000), size: wholeNumber(200), ...filters });

/** What somebody types to search by, at most 50 characters unless told. */
export const textFilter = (maxLength = 50) =>
  z.catch(z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(maxLength))), undefined);

/** One of a closed list; also for `sort`. */
export const choiceFilter = <const Values extends readonly string[]>(values: Values) =>
  z.catch(z.optional(z.enum(values)), undefined);

export const dayFilter = () => z.catch(z.optional(z.string().check(z.refine(isDay))), undefined);

/** The id of something, or any short name the server understands. */
export const idFilter = () => z.catch(z.optional(z.string().check(z.minLength(1), z.maxLength(60))), undefined);

/** A path of this site to go on to. */
export const pathFilter = () => z.catch(z.optional(z.string().check(z.refine(isOwnPath))), undefined);

/** A word of a fixed shape: a school year, a period. */
export const patternFilter = (pattern: RegExp) => z.catch(z.optional(z.string().check(z.regex(pattern))), undefined);
