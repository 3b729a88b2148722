import { CheckCircleOutlined, CloseCircleOutlined, MinusCircleOutlined, PlusCircleOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatNumber, nothing } from '../../app/format.js';
import type { Column } from '../../components/data-view/column.js';
import { DataCards } from '../../components/data-view/data-cards.js';
import { DataTable } from '../../components/data-view/data-table.js';
import '../../components/data-view/data-view.css';
import { Pagination } from '../../components/data-view/pagination.js';
import '../../components/status-tag.css';
import { usePhone } from '../../components/use-media.js';
import { type Import, type ImportRow, type Outcome, outcomes, pageOfRows, sums } from './import-rows.js';
import { importRoute } from './routes.js';

const looks = {
  add: ['good', PlusCircleOutlined],
  change: ['info', CheckCircleOutlined],
  same: ['quiet', MinusCircleOutlined],
  error: ['bad', CloseCircleOutlined],
} as const satisfies Record<Outcome, readonly [string, unknown]>;

const OutcomeTag = ({ outcome, words }: { outcome: Outcome; words: 'outcome' | 'did' }) => {
  const { t } = useTranslation('imports');
  const [tone, Icon] = looks[outcome];
  return (
    <span className={`status ${tone}`}>
      <Icon aria-hidden />
      <span>{t(`${words}.${outcome}`)}</span>
    </span>
  );
};

/** How many rows of each outcome; each number narrows the rows below to its own. */
export const ImportCounts = ({ data }: { data: Import }) => {
  const { t } = useTranslation('imports');
  const { outcome } = importRoute.useSearch();
  const words = data.state === 'ready' ? 'outcome' : 'did';
  const all = [{ key: undefined, n: sums(data.counts).all }, ...outcomes.map((key) => ({ key, n: data.counts[key] }))];
  return (
    <ul className="import-counts">
      {all.map(({ key, n }) => (
        <li key={key ?? 'all'}>
          <Link
            from="/imports/$id"
            to="/imports/$id"
            params={{ id: data.id }}
            search={key ? { outcome: key } : {}}
            className={`import-count${key === outcome ? ' chosen' : ''}`}
            aria-current={key === outcome ? 'true' : undefined}
            replace
          >
            <span className="import-count-name">{t(`${words}.${key ?? 'all'}`)}</span>
            <span className={`import-count-number ${n > 0 && key ? key : ''}`}>
              {formatNumber(n)} <small>{t('rowsUnit', { count: n })}</small>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
};

/** The rows as the file has them, with what each would do (or did), and why. */
export const ImportRows = ({ data }: { data: Import }) => {
  const { t } = useTranslation('imports');
  const search = importRoute.useSearch();
  const navigate = importRoute.useNavigate();
  const isPhone = usePhone();
  const listed = pageOfRows({ rows: data.rows, ...search });
  const { all } = sums(data.counts);
  const words = data.state === 'ready' ? 'outcome' : 'did';
  const columns: readonly Column<ImportRow>[] = [
    {
      key: 'row',
      title: t('column.row'),
      cell: ({ row }) => (isPhone ? t('row', { row }) : row),
      width: 72,
      brief: true,
    },
    {
      key: 'outcome',
      title: t('column.outcome'),
      cell: (row) => <OutcomeTag outcome={row.outcome} words={words} />,
      width: 132,
      brief: true,
    },
    {
      key: 'name',
      title: t(`column.${data.register}`),
      cell: ({ name }) => name || <span className="muted">{t('unnamed')}</span>,
      width: '26%',
      brief: true,
    },
    {
      key: 'reasons',
      title: t('column.reasons'),
      cell: ({ reasons, kept, outcome }) =>
        reasons.length === 0 && !kept ? (
          nothing
        ) : (
          <ul className={outcome === 'error' || kept ? 'import-reasons wrong' : 'import-reasons'}>
            {[...reasons, ...(kept ? [kept] : [])].map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ),
      brief: true,
    },
  ];
  const rows = { title: t('preview.rows'), columns, rows: listed.rows, rowKey: ({ row }: ImportRow) => String(row) };
  return (
    <section className="panel" aria-labelledby="rows">
      <div className="panel-head">
        <h2 id="rows">{t('preview.rows')}</h2>
        {data.rows.length < all && (
          <span className="muted">
            {t('preview.some', { all: formatNumber(all), listed: formatNumber(data.rows.length) })}
          </span>
        )}
      </div>
      {listed.total === 0 ? (
        <p className="data-nothing">{t('preview.noRows')}</p>
      ) : (
        <>
          {isPhone ? <DataCards {...rows} /> : <DataTable {...rows} sort={undefined} onSort={() => undefined} />}
          <Pagination
            list={listed}
            onPage={(page) => void navigate({ search: { ...search, page } })}
            onSize={(size) => void navigate({ search: { ...search, page: undefined, size } })}
          />
        </>
      )}
    </section>
  );
};
