import { isDay } from '@xieshou/sdk';
import * as z from 'zod';

/**
 * Search parameters of a list's address. What cannot be read is left out instead of breaking the page: an old
 * bookmark still opens the list.
 */
export const listSearch = <Filters extends z.ZodRawShape>(filters: Filters) =>
  z.object({
    page: z.coerce.number().int().min(1).max(1000).optional().catch(undefined),
    size: z.coerce.number().int().min(1).max(200).optional().catch(undefined),
    ...filters,
  });

/** What somebody types to search by, at most 50 characters. */
export const textFilter = () => z.string().trim().min(1).max(50).optional().catch(undefined);

/** One of a closed list; also for `sort`. */
export const choiceFilter = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values).optional().catch(undefined);

export const dayFilter = () => z.string().refine(isDay).optional().catch(undefined);

/** The id of something, or any short name the server understands. */
export const idFilter = () => z.string().min(1).max(60).optional().catch(undefined);
