import { useTranslation } from 'react-i18next';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import '../../components/data-view/data-view.css';
import { formatCell } from './format-cell.js';
import { drillOf, type ReportColumn, type ReportTable } from './report-data.js';

interface ReportTableViewProps {
  readonly programme: string;
  readonly table: ReportTable;
}

const Value = ({
  column,
  cell,
  to,
}: {
  column: ReportColumn;
  cell: string | number | null | undefined;
  to: string | undefined;
}) => {
  const written = formatCell(column.kind, cell);
  return to && cell !== 0 && cell !== null && cell !== undefined ? <AppLink to={to}>{written}</AppLink> : written;
};

/** The report's rows as they are; a number with records behind it leads to them. */
export const ReportTableView = ({ programme, table }: ReportTableViewProps) => {
  const { t } = useTranslation('reports');
  const text = useText();
  const align = ({ kind }: ReportColumn) => (kind === 'text' ? '' : 'end');
  const hasTotals = table.columns.some(({ total }) => total);
  return (
    <section className="panel report-table" aria-labelledby="report-table">
      <div className="panel-head">
        <h2 id="report-table">{t('table')}</h2>
        <span className="muted">{t('rows', { count: table.rows.length })}</span>
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="report-table">
        <table className="data-table">
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column.key} scope="col" className={align(column)}>
                  {text(column.title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ pairing, cells }, i) => (
              <tr key={pairing ?? i}>
                {table.columns.map((column, at) => {
                  const value = (
                    <Value
                      column={column}
                      cell={cells[column.key]}
                      to={pairing ? drillOf({ programme, table, column: column.key, pairing }) : undefined}
                    />
                  );
                  return at === 0 ? (
                    <th key={column.key} scope="row" className="row-entry">
                      {value}
                    </th>
                  ) : (
                    <td key={column.key} className={align(column)}>
                      {value}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          {hasTotals && (
            <tfoot>
              <tr>
                {table.columns.map((column, at) => (
                  <td key={column.key} className={align(column)}>
                    {column.total ? (
                      <Value
                        column={column}
                        cell={table.totals[column.key]}
                        to={drillOf({ programme, table, column: column.key })}
                      />
                    ) : (
                      at === 0 && t('sum')
                    )}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </section>
  );
};
