import { ColumnHeightOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../error-panel.js';
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
}

const densityKey = 'xieshou.density';

const useDensity = () => {
  const [isLoose, setIsLoose] = useState(() => localStorage.getItem(densityKey) === 'loose');
  const toggle = () => {
    localStorage.setItem(densityKey, isLoose ? 'compact' : 'loose');
    setIsLoose(!isLoose);
  };
  return { isLoose, toggle };
};

/** A list: filters, table (cards on a phone), numbered pages. */
export const DataView = <Row, Search extends ListSearch>(props: DataViewProps<Row, Search>) => {
  const { list, search, onSearch, filters = [], empty, tools, totals, selection, ...rows } = props;
  const { t } = useTranslation('app');
  const isPhone = usePhone();
  const { isLoose, toggle } = useDensity();
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
    <section className={`data-view panel${isLoose ? ' loose' : ''}`} aria-busy={isPlaceholderData || list.isPending}>
      {(filters.length > 0 || tools) && (
        <div className="data-head">
          {filters.length > 0 && <FilterBar filters={filters} search={search} onFilter={put} />}
          <div className="data-tools screen-only">
            {tools}
            {!isPhone && (
              <Button
                type="text"
                icon={<ColumnHeightOutlined />}
                aria-label={t('list.loose')}
                aria-pressed={isLoose}
                title={t('list.loose')}
                onClick={toggle}
              />
            )}
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
