import { useTranslation } from 'react-i18next';
import { readStagesOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import type { ReadStagesResponse } from '../../../api/generated/types.gen.js';
import { useList } from '../../../api/queries.js';
import { formatNumber } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import { FilterBar } from '../../../components/data-view/filter-bar.js';
import { ErrorPanel } from '../../../components/error-panel.js';
import { PageSkeleton } from '../../../components/page-skeleton.js';
import type { Programme } from '../programme-page.js';
import { CountChips } from '../registers/count-chips.js';
import { programmeRoute } from '../routes.js';
import { PairingCard } from './pairing-card.js';
import './stages.css';

type Board = ReadStagesResponse;
export type Row = Board['rows'][number];

/** As many as the server gives at once; a board of more is narrowed by its filters. */
const SHOWN = 200;
/** Stands in the address for the pairings that have closed every stage; no stage can be called so. */
const DONE = '-';

const Days = ({ from, to }: Pick<Board['stages'][number], 'from' | 'to'>) => {
  const { t } = useTranslation('programmes');
  if (!from && !to) return null;
  const key = from && to ? 'stages.within' : from ? 'stages.from' : 'stages.until';
  return <p className="muted">{t(key, { from, to })}</p>;
};

interface ColumnProps {
  readonly title: string;
  readonly count: number;
  readonly late: number;
  readonly days?: Pick<Board['stages'][number], 'from' | 'to'>;
  readonly rows: readonly Row[];
}

const Column = ({ title, count, late, days, rows }: ColumnProps) => {
  const { t } = useTranslation('programmes');
  return (
    <section className="stage-column" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="muted">{t('stages.count', { count, n: formatNumber(count) })}</span>
        {late > 0 && (
          <span className="stage-late">{t('stages.lateCount', { count: late, n: formatNumber(late) })}</span>
        )}
        {days && <Days {...days} />}
      </header>
      {rows.length === 0 ? (
        <p className="stage-none muted">{t('stages.none')}</p>
      ) : (
        <ul>
          {rows.map((row) => (
            <PairingCard key={row.pairing} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
};

/** 阶段: a column for each stage, with the pairings that stand there and what they still need. */
export const StagesTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const search = programmeRoute.useSearch();
  const navigate = programmeRoute.useNavigate();
  const { q, stage, late } = search;
  const list = useList(
    readStagesOptions({
      path: { id: programme.id },
      query: {
        size: SHOWN,
        q,
        ...(stage === DONE ? { done: 'yes' as const } : { stage }),
        ...(late ? { late } : {}),
      },
    }),
  );
  const put = (next: typeof search) => void navigate({ search: { ...next, tab: 'stages' }, resetScroll: false });
  const { data } = list;
  if (!data)
    return list.error ? <ErrorPanel error={list.error} onRetry={() => void list.refetch()} /> : <PageSkeleton />;
  const all = data.stages.reduce((sum, { pairings }) => sum + pairings, data.done);
  const columns = data.stages.map(({ key, title, pairings, from, to, late: lateHere }) => ({
    key,
    title: text(title),
    count: pairings,
    late: lateHere,
    days: { from, to },
    rows: data.rows.filter(({ current }) => current?.key === key),
  }));
  const done = {
    key: DONE,
    title: t('stages.done'),
    count: data.done,
    late: 0,
    rows: data.rows.filter(({ current }) => current === null),
  };
  const shown = [...columns, done].filter(({ key }) => stage === undefined || key === stage);
  return (
    <>
      <div className="panel stages-bar">
        <CountChips
          label={t('stages.filter')}
          chips={[
            { key: undefined, name: t('stages.all'), n: all },
            ...columns.map(({ key, title, count }) => ({ key, name: title, n: count })),
            { key: DONE, name: t('stages.done'), n: data.done },
          ]}
          chosen={stage}
          onChoose={(next) => put({ ...search, stage: next })}
        />
        <FilterBar
          filters={[{ kind: 'text', key: 'q', title: t('stages.who'), placeholder: t('stages.whoHint') }]}
          search={search}
          onFilter={(changes) => put({ ...search, ...changes })}
        />
        <label className="stages-late">
          <input
            type="checkbox"
            checked={late === 'yes'}
            onChange={(event) => put({ ...search, late: event.target.checked ? 'yes' : undefined })}
          />
          {t('stages.late')}
        </label>
      </div>
      {data.total > data.rows.length && (
        <p className="already">{t('stages.first', { n: formatNumber(data.rows.length) })}</p>
      )}
      {data.total === 0 ? (
        <p className="panel stages-empty muted">{t('stages.empty')}</p>
      ) : (
        <div className="stage-board" role="region" aria-label={t('stages.board')} tabIndex={0}>
          {shown.map(({ key, ...column }) => (
            <Column key={key} {...column} />
          ))}
        </div>
      )}
    </>
  );
};
