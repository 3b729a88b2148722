import { useNavigate } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { useFrozen } from '../../components/kept-list/use-frozen.js';
import {
  type Cell,
  columnsBeforeSums,
  type LedgerColumn,
  type LedgerRow,
  type Setting,
  sumsOf,
} from './ledger-columns.js';

interface LedgerTableProps {
  readonly title: string;
  readonly columns: readonly LedgerColumn[];
  readonly rows: readonly LedgerRow[];
  readonly settings: Readonly<Record<string, Setting>>;
  /** Column whose cell is the way into the record. */
  readonly entry: string | undefined;
  /** Columns at the start that stay in sight. */
  readonly frozen: number;
}

const shown = (key: string, cell: Cell | undefined): string => {
  if (cell === undefined || cell === null || cell === '') return nothing;
  return typeof cell === 'number' && key !== '@number' ? formatNumber(cell) : String(cell);
};

/** A ledger in the plan's own columns, in the plan's order; nothing is added, and nothing left out but what the reader hides. */
export const LedgerTable = ({ title, columns, rows, settings, entry, frozen }: LedgerTableProps) => {
  const { table, at } = useFrozen(frozen);
  const { t } = useTranslation('ledgers');
  const text = useText();
  const navigate = useNavigate();
  const sums = sumsOf(columns, rows);
  const before = columnsBeforeSums(columns);
  const className = (key: string) => (settings[key] === 'number' ? 'end' : (settings[key] ?? 'text'));

  const open = (event: MouseEvent, record: string) => {
    if ((event.target as HTMLElement).closest('a') || window.getSelection()?.toString()) return;
    void navigate({ to: '/records/$id', params: { id: record } });
  };

  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="data-table ledger-table" ref={table}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title: heading }, i) => (
              <th key={key} scope="col" {...at(i)} className={`${className(key)} ${at(i).className}`}>
                {text(heading)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ record, cells }, i) => (
            <tr key={`${record}${i}`} className="openable" onClick={(event) => open(event, record)}>
              {columns.map(({ key }, place) => {
                const cell = shown(key, cells[key]);
                return (
                  <td key={key} {...at(place)} className={`${className(key)} ${at(place).className}`}>
                    {key === entry ? <AppLink to={`/records/${record}`}>{cell}</AppLink> : cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {Object.keys(sums).length > 0 && (
          <tfoot>
            <tr>
              {before > 0 && (
                <th scope="row" colSpan={before}>
                  {t('pageTotal')}
                </th>
              )}
              {columns.slice(before).map(({ key }) => (
                <td key={key} className={className(key)}>
                  {sums[key] === undefined ? '' : formatNumber(sums[key])}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
};
