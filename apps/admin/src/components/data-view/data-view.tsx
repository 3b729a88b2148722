import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../error-panel.js';
import { ExportButton } from '../export-button.js';
import { ColumnSettings } from '../kept-list/column-settings.js';
import { shownColumns } from '../kept-list/layout.js';
import { type KeptList, useKeptList } from '../kept-list/use-kept-list.js';
import { ViewTabs } from '../kept-list/view-tabs.js';
import { PageSkeleton } from '../page-skeleton.js';
import { usePhone } from '../use-media.js';
import type { Filter, ListPage, ListSearch } from './column.js';
import { DataCards } from './data-cards.js';
import { DataTable, type RowsProps } from './data-table.js';
import './data-view.css';
import { FilterBar } from './filter-bar.js';
import { withFilters } from './pages.js';
import { Pagination } from './pagination.js';

export interface DataViewProps<Row, Search extends ListSearch> extends Omit<RowsProps<Row>, 'rows'> {
  /** `useList(listXOptions({ query: search }))`. */
  readonly list: UseQueryResult<ListPage<Row>, unknown>;
  /** `route.useSearch()`: every filter, the order and the page stand in the address. */
  readonly search: Search;
  readonly onSearch: (next: Search) => void;
  readonly filters?: readonly Filter[];
  /** Shown when there is nothing at all (not: nothing that fits the filters): why, and what next. */
  readonly empty: { readonly text: string; readonly action?: ReactNode };
  /** Buttons above the table at the right (导出, 导入). */
  readonly tools?: ReactNode;
  readonly totals?: Readonly<Record<string, ReactNode>>;
  /** Columns, views and export of the list, kept for each person. */
  readonly kept?: KeptList;
}

/** A list: filters, table (cards on a phone), numbered pages. */
export const DataView = <Row, Search extends ListSearch>(props: DataViewProps<Row, Search>) => {
  const { list, search, onSearch, filters = [], empty, tools, totals, selection, kept, ...rows } = props;
  const { t } = useTranslation('app');
  const isPhone = usePhone();
  const own = rows.columns.filter(({ acts }) => !acts);
  const keeping = useKeptList({
    kept,
    columns: own,
    search,
    onSearch: (next) => onSearch(next as Search),
  });
  const { layout } = keeping;
  const chosen = kept ? shownColumns(own, layout) : own;
  const columns = [...chosen, ...rows.columns.filter(({ acts }) => acts)];
  const { data, error, isPlaceholderData } = list;

  const filtered = filters.some(({ key }) => search[key] !== undefined);
  const put = (changes: Readonly<Record<string, unknown>>) => onSearch(withFilters(search, changes));
  const clearFilters = () => put(Object.fromEntries(filters.map(({ key }) => [key, undefined])));

  const body = () => {
    if (!data) return error ? <ErrorPanel error={error} onRetry={() => void list.refetch()} /> : <PageSkeleton />;
    if (data.rows.length === 0 && data.page > 1)
      return (
        <Nothing text={t('list.pastEnd')} action={<Button onClick={() => put({})}>{t('list.firstPage')}</Button>} />
      );
    if (data.rows.length === 0 && filtered)
      return <Nothing text={t('list.noMatch')} action={<Button onClick={clearFilters}>{t('list.clear')}</Button>} />;
    if (data.rows.length === 0) return <Nothing {...empty} />;
    return (
      <>
        {isPhone ? (
          <DataCards {...rows} rows={data.rows} selection={selection} />
        ) : (
          <DataTable
            {...rows}
            columns={columns}
            frozen={layout.frozen}
            rows={data.rows}
            selection={selection}
            totals={totals}
            sort={search['sort']}
            onSort={(sort) => put({ sort })}
          />
        )}
        <Pagination list={data} onPage={(page) => onSearch({ ...search, page })} onSize={(size) => put({ size })} />
      </>
    );
  };

  return (
    <section
      className={`data-view panel${layout.density === 'standard' ? ' loose' : ''}`}
      aria-busy={isPlaceholderData || list.isPending}
    >
      {kept && <ViewTabs keeping={keeping} kept={kept} search={search} />}
      {(filters.length > 0 || tools || kept) && (
        <div className="data-head">
          {filters.length > 0 && <FilterBar filters={filters} search={search} onFilter={put} />}
          <div className="data-tools screen-only">
            {tools}
            {kept?.workbook && (
              <ExportButton
                {...kept.workbook}
                query={{ ...kept.workbook.query, columns: chosen.map(({ key }) => key).join() }}
              />
            )}
            {kept && !isPhone && <ColumnSettings keeping={keeping} columns={own} />}
          </div>
        </div>
      )}
      {selection && selection.keys.length > 0 && (
        <div className="selection-bar" role="status">
          <span>{t('list.selected', { count: selection.keys.length })}</span>
          {selection.actions}
          <Button type="link" onClick={() => selection.onChange([])}>
            {t('list.unselect')}
          </Button>
        </div>
      )}
      {body()}
    </section>
  );
};

const Nothing = ({ text, action }: { text: string; action?: ReactNode }) => (
  <div className="data-nothing">
    <p>{text}</p>
    {action}
  </div>
);
