import { useNavigate } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
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
}

const shown = (key: string, cell: Cell | undefined): string => {
  if (cell === undefined || cell === null || cell === '') return nothing;
  return typeof cell === 'number' && key !== '@number' ? formatNumber(cell) : String(cell);
};

/** A ledger in the plan's own columns, in the plan's order; nothing is added and nothing left out. */
export const LedgerTable = ({ title, columns, rows, settings, entry }: LedgerTableProps) => {
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
      <table className="data-table ledger-table">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title: heading }) => (
              <th key={key} scope="col" className={className(key)}>
                {text(heading)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ record, cells }, i) => (
            <tr key={`${record}${i}`} className="openable" onClick={(event) => open(event, record)}>
              {columns.map(({ key }) => {
                const cell = shown(key, cells[key]);
                return (
                  <td key={key} className={className(key)}>
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
