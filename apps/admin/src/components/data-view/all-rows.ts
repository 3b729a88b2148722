import { type QueryKey, useQueries, useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { fresh } from '../../api/queries.js';
import type { ListPage } from './column.js';

/** The most rows one page may hold. */
export const largestPage = 200;

/** Numbers of the pages that follow the first one. */
export const laterPages = (first: Pick<ListPage<unknown>, 'total' | 'size'> | undefined): number[] =>
  first ? Array.from({ length: Math.max(0, Math.ceil(first.total / first.size) - 1) }, (_, i) => i + 2) : [];

/**
 * Every row of a list that must be seen whole (a tree, a picker). `more` says that the list goes on beyond what the
 * server counts.
 */
export const useAllRows = <Page extends ListPage<unknown>, Problem, Key extends QueryKey>(
  pageOptions: (page: number) => UseQueryOptions<Page, Problem, Page, Key>,
) => {
  const options = (page: number) => ({ ...pageOptions(page), staleTime: fresh.list });
  const first = useQuery(options(1));
  const later = useQueries({ queries: laterPages(first.data).map(options) });
  const pages = [first, ...later];
  const failed = pages.find((page) => page.error && !page.data);
  const isComplete = pages.every((page) => page.data !== undefined);
  return {
    rows: isComplete ? pages.flatMap((page) => (page.data?.rows ?? []) as Page['rows'][number][]) : undefined,
    more: first.data?.more ?? false,
    error: failed?.error,
    retry: () => void failed?.refetch(),
  };
};
