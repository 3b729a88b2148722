import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their cell. */
  readonly align?: 'end';
  /** CSS width; columns without one share what is left. */
  readonly width?: number | string;
  /** The server's sort key, where the list can be sorted by this column. */
  readonly sort?: string;
  /** Stands last whatever the reader's settings, and is in no workbook: what can be done with a row. */
  readonly acts?: boolean;
  /** Shown on a phone's card; the first such column is its heading. */
  readonly brief?: boolean;
}

export type Filter =
  | { readonly kind: 'text' | 'day'; readonly key: string; readonly title: string; readonly placeholder?: string }
  | {
      readonly kind: 'choice';
      readonly key: string;
      readonly title: string;
      readonly choices: readonly { readonly value: string; readonly title: string }[];
      /** What the list shows while nothing is chosen, where that is not everything. */
      readonly unset?: string;
    };

/** A page of a list, as every list of the API answers. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly more: boolean;
}

/** Search parameters of a list's address, as the route reads them. */
export type ListSearch = Readonly<Record<string, string | number | undefined>>;
