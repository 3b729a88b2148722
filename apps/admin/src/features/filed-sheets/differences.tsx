import { MinusCircleOutlined, PlusCircleOutlined, SwapOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { ReadFiledDifferencesResponse, ReadFiledSheetResponse } from '../../api/generated/types.gen.js';
import { formatInstant } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { Pagination } from '../../components/data-view/pagination.js';
import '../../components/record/record.css';
import '../../components/status-tag.css';
import { filedCell } from './filed-cell.js';
import { filedSheetRoute } from './routes.js';

type Row = ReadFiledDifferencesResponse['rows'][number];
type Columns = ReadFiledSheetResponse['columns'];

const looks = {
  changed: ['info', SwapOutlined],
  gone: ['gone', MinusCircleOutlined],
  added: ['good', PlusCircleOutlined],
} as const;

/** Cells enough to tell which row is meant. */
const named = 4;

const Difference = ({ row, columns }: { row: Row; columns: Columns }) => {
  const { t } = useTranslation('filed-sheets');
  const text = useText();
  const [tone, Icon] = looks[row.change];
  const cell = (key: string, value: string | number | null | undefined) =>
    filedCell(columns.find((column) => column.key === key)?.kind ?? 'text', value);
  const brief = columns
    .filter(({ key, kind }) => kind !== 'ordinal' && row.cells[key] !== null && row.cells[key] !== undefined)
    .slice(0, named);
  return (
    <li className="filed-difference">
      <p className="filed-row">
        <span className={`status ${tone}`}>
          <Icon aria-hidden />
          <span>{t(`change.${row.change}`)}</span>
        </span>
        <span className="filed-brief">{brief.map(({ key }) => cell(key, row.cells[key])).join(' · ')}</span>
        {row.record ? (
          <AppLink to={`/records/${row.record}`}>{t('toRecord')}</AppLink>
        ) : row.rectification ? (
          <AppLink to={`/rectifications/${row.rectification}`}>{t('toRectification')}</AppLink>
        ) : null}
      </p>
      {row.changed.length > 0 && (
        <dl className="difference-list">
          {row.changed.map(({ column, title, before, after }) => (
            <div key={column}>
              <dt>{text(title)}</dt>
              <dd>
                <del className={before === null ? 'none' : ''}>
                  <span className="visually-hidden">{t('before')}</span>
                  {cell(column, before)}
                </del>
                <ins>
                  <span className="visually-hidden">{t('after')}</span>
                  {cell(column, after)}
                </ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {row.because.map(({ action, correction, at, by, reason }) => (
        <p key={`${action}${correction}${at}`} className="filed-because">
          {t(`because.${action}`, { number: correction })}
          {reason && `${t('colon')}${reason}`}{' '}
          <span className="muted">
            {by} <time dateTime={at}>{formatInstant(at)}</time>
          </span>
        </p>
      ))}
    </li>
  );
};

/** 差异: row by row, with the correction or void that explains it. */
export const Differences = ({
  sheet,
  compared,
}: {
  sheet: ReadFiledSheetResponse;
  compared: ReadFiledDifferencesResponse;
}) => {
  const { t } = useTranslation('filed-sheets');
  const text = useText();
  const navigate = filedSheetRoute.useNavigate();
  const { unavailable, columns, counts, rows, page, size, total } = compared;
  if (unavailable)
    return (
      <section className="notice-panel" role="status">
        <p className="notice-text">{text(unavailable)}</p>
      </section>
    );
  return (
    <section className="panel" aria-label={t('differences')}>
      <div className="panel-body filed-compared">
        <p>
          {total === 0 ? t('none') : t('counts', counts)}{' '}
          <span className="muted">{t('compared', { at: formatInstant(compared.asOf) })}</span>
        </p>
        {compared.settingsVersion !== sheet.settingsVersion && (
          <p>{t('settingsChanged', { before: sheet.settingsVersion, after: compared.settingsVersion })}</p>
        )}
        {columns.length > 0 && (
          <p>
            {t('columns.title')}
            {columns
              .map(({ change, title }) => t(`columns.${change}`, { title: text(title) }))
              .join(t('app:form.listSeparator'))}
          </p>
        )}
      </div>
      {rows.length > 0 && (
        <>
          <ol className="filed-differences">
            {rows.map((row) => (
              <Difference key={`${row.change}${row.key}`} row={row} columns={sheet.columns} />
            ))}
          </ol>
          <Pagination
            list={{ page, size, total, more: false }}
            onPage={(next) => void navigate({ search: { show: 'differences', page: next, size } })}
            onSize={(next) => void navigate({ search: { show: 'differences', size: next } })}
          />
        </>
      )}
    </section>
  );
};
