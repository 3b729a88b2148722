import { useTranslation } from 'react-i18next';
import type { ReadFiledSheetResponse } from '../../api/generated/types.gen.js';
import { useText } from '../../app/i18n.js';
import '../../components/data-view/data-view.css';
import { Pagination } from '../../components/data-view/pagination.js';
import { filedCell } from './filed-cell.js';
import { filedSheetRoute } from './routes.js';

/** The rows as they were filed, in the order of the paper. */
export const FiledTable = ({ sheet }: { sheet: ReadFiledSheetResponse }) => {
  const { t } = useTranslation('filed-sheets');
  const text = useText();
  const navigate = filedSheetRoute.useNavigate();
  const { columns, rows, page, size, rowCount } = sheet;
  const align = (kind: string) => (kind === 'text' || kind === 'day' ? '' : 'end');
  if (rowCount === 0)
    return (
      <section className="panel data-nothing">
        <p>{t('noRows')}</p>
      </section>
    );
  return (
    <section className="panel filed-table" aria-label={t('content')}>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('content')}>
        <table className="data-table">
          <thead>
            <tr>
              {columns.map(({ key, title, kind }) => (
                <th key={key} scope="col" className={align(kind)}>
                  {text(title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                {columns.map((column) => (
                  <td key={column.key} className={align(column.kind)}>
                    {filedCell(column.kind, row.cells[column.key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pagination
        list={{ page, size, total: rowCount, more: false }}
        onPage={(next) => void navigate({ search: { page: next, size } })}
        onSize={(next) => void navigate({ search: { size: next } })}
      />
    </section>
  );
};
