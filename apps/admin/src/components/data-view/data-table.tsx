import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../app-link.js';
import type { Column } from './column.js';
import { useFrozen } from '../kept-list/use-frozen.js';
import { nextSort } from './pages.js';

export interface RowsProps<Row> {
  readonly title: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowLink?: ((row: Row) => string) | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly selection?: Selection | undefined;
}

interface Selection {
  readonly keys: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
  /** Buttons for what can be done with the selected rows. */
  readonly actions: ReactNode;
}

interface DataTableProps<Row> extends RowsProps<Row> {
  /** Columns at the start that stay in sight. */
  readonly frozen?: number;
  readonly sort: unknown;
  readonly onSort: (sort: string | undefined) => void;
  /** Column key → total over all rows. */
  readonly totals?: Readonly<Record<string, ReactNode>> | undefined;
}

/** The way into a row: a link where it has an address, a button where it opens a drawer. */
export const RowEntry = <Row,>({
  row,
  rowLink,
  onOpen,
  children,
}: Pick<RowsProps<Row>, 'rowLink' | 'onOpen'> & { row: Row; children: ReactNode }) => {
  if (rowLink) return <AppLink to={rowLink(row)}>{children}</AppLink>;
  if (!onOpen) return children;
  return (
    <button type="button" className="plain-link" onClick={() => onOpen(row)}>
      {children}
    </button>
  );
};

/** A click anywhere in the row goes where its first cell leads, unless it hit a control or ends a text selection. */
const openFromRow = (event: MouseEvent<HTMLTableRowElement>) => {
  const target = event.target as HTMLElement;
  if (target.closest('a, button, input, label') || window.getSelection()?.toString()) return;
  event.currentTarget.querySelector<HTMLElement>('.row-entry a, .row-entry button')?.click();
};

export const DataTable = <Row,>(props: DataTableProps<Row>) => {
  const { title, columns, rows, rowKey, rowLink, onOpen, selection, frozen = 1, sort, onSort, totals } = props;
  const { table, at } = useFrozen(frozen);
  const { t } = useTranslation('app');
  const isOpenable = rowLink !== undefined || onOpen !== undefined;
  const keys = rows.map(rowKey);
  const all = keys.length > 0 && keys.every((key) => selection?.keys.includes(key));

  const head = (column: Column<Row>) => {
    const { sort: by } = column;
    if (!by) return column.title;
    const Icon = sort === by ? CaretUpOutlined : CaretDownOutlined;
    const isSorted = sort === by || sort === `-${by}`;
    return (
      <button type="button" className="sort" onClick={() => onSort(nextSort(sort, by))}>
        {column.title}
        <Icon aria-hidden className={isSorted ? 'sorted' : ''} />
      </button>
    );
  };
  const order = ({ sort: by }: Column<Row>) =>
    by && sort === by ? 'ascending' : by && sort === `-${by}` ? 'descending' : undefined;

  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="data-table" ref={table}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className="select-cell">
                <input
                  type="checkbox"
                  aria-label={t('list.selectPage')}
                  checked={all}
                  onChange={() =>
                    selection.onChange(
                      all
                        ? selection.keys.filter((key) => !keys.includes(key))
                        : [...new Set([...selection.keys, ...keys])],
                    )
                  }
                />
              </th>
            )}
            {columns.map((column, i) => (
              <th
                key={column.key}
                scope="col"
                className={`${column.align ?? ''} ${at(i).className}`}
                style={{ ...at(i).style, ...(column.width === undefined ? {} : { width: column.width }) }}
                aria-sort={order(column)}
              >
                {head(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <tr key={key} className={isOpenable ? 'openable' : ''} onClick={isOpenable ? openFromRow : undefined}>
                {selection && (
                  <td className="select-cell">
                    <input
                      type="checkbox"
                      aria-label={t('list.selectRow')}
                      checked={selection.keys.includes(key)}
                      onChange={(event) =>
                        selection.onChange(
                          event.target.checked ? [...selection.keys, key] : selection.keys.filter((k) => k !== key),
                        )
                      }
                    />
                  </td>
                )}
                {columns.map((column, i) =>
                  i === 0 ? (
                    <th key={column.key} scope="row" {...at(i)} className={`row-entry ${at(i).className}`}>
                      <RowEntry row={row} rowLink={rowLink} onOpen={onOpen}>
                        {column.cell(row)}
                      </RowEntry>
                    </th>
                  ) : (
                    <td key={column.key} {...at(i)} className={`${column.align ?? ''} ${at(i).className}`}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
        {totals && (
          <tfoot>
            <tr>
              {selection && <td />}
              {columns.map((column, i) => (
                <td key={column.key} {...at(i)} className={`${column.align ?? ''} ${at(i).className}`}>
                  {totals[column.key] ?? (i === 0 ? t('list.sum') : '')}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
};
