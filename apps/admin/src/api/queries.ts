import {
  type FetchQueryOptions,
  keepPreviousData,
  QueryClient,
  type QueryKey,
  useQuery,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query';
import type * as operations from './generated/sdk.gen.js';
import { asProblem } from './problem.js';

/** Name of an operation whose answers are cached. */
export type QueryName = keyof typeof operations;

const minute = 60_000;

/** How long an answer counts as fresh. Records (details) are always read anew, lists may be 15 seconds old. */
export const fresh = { rarely: 10 * minute, list: 15_000 } as const;

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        gcTime: 5 * minute,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && asProblem(error).outcomeUnknown,
      },
    },
  });

/** Reads anew whatever these operations have answered. Keys come from the generated client: `[{ _id: operation, … }]`. */
export const changed = async (queryClient: QueryClient, names: readonly QueryName[]): Promise<void> => {
  await Promise.all(
    names.map(async (_id) => {
      // A first read that is under way began before the change: invalidating alone would wait for it and believe it.
      await queryClient.cancelQueries({ queryKey: [{ _id }] });
      await queryClient.invalidateQueries({ queryKey: [{ _id }] });
    }),
  );
};

/** A page of a list: fresh for 15 seconds, and the page before stays on the screen while the next one comes. */
export const useList = <Data, Problem, Key extends QueryKey>(
  options: UseQueryOptions<Data, Problem, Data, Key>,
): UseQueryResult<Data, Problem> => useQuery({ ...options, staleTime: fresh.list, placeholderData: keepPreviousData });

/**
 * A head start for a page, from its route's loader: reads what has not been read yet. What fails here, or is cancelled
 * with whoever shared the read, is no failure of the page: it reads again for itself, and shows what fails.
 */
export const readAhead = <Data, Problem, Key extends QueryKey>(
  queryClient: QueryClient,
  options: FetchQueryOptions<Data, Problem, Data, Key>,
): Promise<void> => queryClient.prefetchQuery({ ...options, staleTime: 'static' });

/** How many rows a list has, and whether it goes on beyond what is counted. */
export type CountQuery = UseQueryOptions<unknown, unknown, { readonly total: number; readonly more: boolean }>;

/** A list asked only for its number of rows. */
export const countOf = <Data extends { total: number; more: boolean }, Problem, Key extends QueryKey>(
  options: UseQueryOptions<Data, Problem, Data, Key>,
): CountQuery =>
  ({
    ...options,
    staleTime: fresh.list,
    select: ({ total, more }: Data) => ({ total, more }),
  }) as unknown as CountQuery;
