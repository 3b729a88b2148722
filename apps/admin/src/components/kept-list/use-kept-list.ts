import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { listViewsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { keepListSetting } from '../../api/generated/sdk.gen.js';
import type { View } from '../../api/generated/types.gen.js';
import { type CountQuery, fresh } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { useProblemText } from '../error-panel.js';
import { goneColumns, type Layout, ownLayout } from './layout.js';
import { goneFilters, isSame, type Search, viewSearch, withView } from './view-search.js';

/** What a list says so that its columns and views are kept on the server. */
export interface KeptList {
  /** Its name, and what it is a list of: `records/<programme>`. */
  readonly list: string;
  /** How many rows there are under the filters of an address. */
  readonly count: (search: Search) => CountQuery;
  /** What its route understands of an address. */
  readonly read: (search: Search) => Search;
  /** Where the list is had as a workbook; without it there is no export. */
  readonly workbook?: {
    readonly url: string;
    readonly path?: Record<string, string>;
    /** The list's present filters as the API takes them. */
    readonly query: Readonly<Record<string, unknown>>;
    readonly fileName: string;
  };
}

interface KeptListOptions {
  readonly kept: KeptList | undefined;
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  readonly search: Search;
  readonly onSearch: (next: Search) => void;
}

/** Views and columns of a list: which view is open, what the columns are, and how both are changed. */
export const useKeptList = ({ kept, columns, search, onSearch }: KeptListOptions) => {
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const list = kept?.list ?? '';
  const options = listViewsOptions({ query: { list } });
  const { data } = useQuery({ ...options, staleTime: fresh.rarely, enabled: kept !== undefined });
  const [chosen, setChosen] = useState<string>();
  const [changedLayout, setChangedLayout] = useState<Layout>();
  const [gone, setGone] = useState<readonly string[]>([]);
  const began = useRef(false);

  const own = viewSearch(search);
  const views = data?.views ?? [];
  const setting = data?.setting.columns ?? undefined;
  const active =
    views.find(({ id }) => id === chosen) ??
    (chosen === undefined && Object.keys(own).length > 0 ? views.find((view) => isSame(view.search, own)) : undefined);
  const layout = changedLayout ?? active?.columns ?? setting ?? ownLayout;

  const open = (view: View | undefined) => {
    const next = kept?.read(withView(search, view?.search ?? {})) ?? {};
    setChosen(view?.id ?? '');
    setChangedLayout(undefined);
    setGone(view ? [...goneFilters(view.search, next), ...goneColumns(columns, view.columns)] : []);
    onSearch(next);
  };

  // The view a person wants a list to open with, unless the address already asks for something.
  const standard = views.find(({ id }) => id === data?.setting.standard);
  const isPlain = Object.keys(own).length === 0 && search['page'] === undefined;
  useEffect(() => {
    if (began.current || !data) return;
    began.current = true;
    if (standard && isPlain) open(standard);
  });

  const save = useWrite({
    send: (body: { columns?: Layout | null; standard?: string | null }, headers) =>
      keepListSetting({ body: { list, ...body }, headers }),
    onDone: (answer) => {
      if (data) queryClient.setQueryData(options.queryKey, { ...data, setting: answer });
    },
    onProblem: (problem) => void message.error(problemText(problem)),
  });

  return {
    list,
    views,
    mayShare: data?.mayShare ?? false,
    standard: standard?.id,
    active,
    /** Whether what is on the screen differs from the open view. */
    isChanged: active !== undefined && (!isSame(active.search, own) || changedLayout !== undefined),
    layout,
    gone,
    search: own,
    open,
    /** Shows the columns so at once; `keep` then makes it last. */
    draw: setChangedLayout,
    /** Columns of a view belong to the view and are kept with it; all others are the person's own of this list. */
    keep: () => {
      if (changedLayout && !active?.columns) save.mutate({ columns: changedLayout });
    },
    openWith: (view: string | null) => save.mutate({ standard: view }),
    /** After a view has been made, renewed or deleted. */
    settle: (view: string | undefined) => {
      setChosen(view ?? '');
      setChangedLayout(undefined);
      setGone([]);
    },
  };
};

export type Keeping = ReturnType<typeof useKeptList>;
