import type { ReadImportResponse } from '../../api/generated/types.gen.js';

export type Import = ReadImportResponse;
export type Register = Import['register'];

/** Where the rows of an import stand, and where the next file of the kind is chosen. */
export const placesOf = ({ register, about }: Pick<Import, 'register' | 'about'>) => {
  if (!about) return { list: `/${register}`, again: `/${register}/import` };
  if (about.register === null || about.period === null)
    return {
      list: `/programmes/${about.programme}?tab=${register}`,
      again: `/programmes/${about.programme}/${register}/import`,
    };
  return {
    list: `/programmes/${about.programme}?${new URLSearchParams({ tab: 'registers', register: about.register, period: about.period })}`,
    again: `/programmes/${about.programme}/registers/${about.register}/import?period=${about.period}`,
  };
};
export type ImportRow = Import['rows'][number];
export type Outcome = ImportRow['outcome'];

/** In the order their counts are shown. */
export const outcomes = ['add', 'change', 'same', 'error'] as const satisfies readonly Outcome[];

/** Rows of the whole file, and those of it that would be written. */
export const sums = ({ add, change, same, error }: Import['counts']) => ({
  all: add + change + same + error,
  good: add + change,
});

/**
 * What may be done with a file that has been read. Everything at once only when no row is faulty; the good rows alone
 * only when some are faulty and some are not.
 */
export const choicesFor = (counts: Import['counts']): { readonly all: boolean; readonly good: boolean } => {
  const { good } = sums(counts);
  return { all: good > 0 && counts.error === 0, good: good > 0 && counts.error > 0 };
};

export const rowsPerPage = 50;

/** One page of the listed rows of one outcome. */
export const pageOfRows = ({
  rows,
  outcome,
  page = 1,
  size = rowsPerPage,
}: {
  readonly rows: readonly ImportRow[];
  readonly outcome?: Outcome | undefined;
  readonly page?: number | undefined;
  readonly size?: number | undefined;
}) => {
  const fitting = outcome ? rows.filter((row) => row.outcome === outcome) : rows;
  const last = Math.max(1, Math.ceil(fitting.length / size));
  const shown = Math.min(page, last);
  return {
    rows: fitting.slice((shown - 1) * size, shown * size),
    page: shown,
    size,
    total: fitting.length,
    more: false,
  };
};
