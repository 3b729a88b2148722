import { useQuery } from '@tanstack/react-query';
import { today } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { readDutiesOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadDutiesResponse } from '../../api/generated/types.gen.js';
import { formatNumber } from '../../app/format.js';
import { useLanguage, useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { StatusTag } from '../../components/status-tag.js';
import type { Pairing } from './pairing-page.js';
import { type StandingGrid, standingGrid } from './standing-grid.js';

type Cell = ReadDutiesResponse['rows'][number]['cells'][number];

/** `1 / 1`, what waits for the other side, and the state in words. */
const CellText = ({ cell }: { cell: Cell | undefined }) => {
  const { t } = useTranslation('pairings');
  if (!cell) return null;
  const isLater = cell.opensOn > today(new Date()) && cell.confirmed + cell.claimed === 0;
  if (cell.state === 'notDue')
    return (
      <span className="standing-cell">
        <span className="muted">{t('app:state.duty.notDue')}</span>
        {cell.confirmed > 0 && <span className="muted">{t('standing.done', { n: formatNumber(cell.confirmed) })}</span>}
      </span>
    );
  if (cell.state === 'excused')
    return (
      <span className="standing-cell">
        <StatusTag of="duty" state="excused" />
        {cell.excuse && <span className="muted">{cell.excuse.document}</span>}
      </span>
    );
  return (
    <span className="standing-cell">
      <span className="standing-ratio">
        {formatNumber(cell.confirmed)} / {formatNumber(cell.required)}
      </span>
      {isLater ? <span className="muted">{t('standing.later')}</span> : <StatusTag of="duty" state={cell.state} />}
      {cell.claimed > 0 && <span className="muted">{t('standing.claimed', { n: formatNumber(cell.claimed) })}</span>}
    </span>
  );
};

/** A month as `9月` or `Sep`: the year stands in the panel's head. */
const useShortMonth = () => {
  const language = useLanguage();
  return (from: string) =>
    new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(from));
};

/** How the pairing's duties stand in the running term, or in the last one that it lived in. */
export const Standing = ({ pairing }: { pairing: Pairing }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const shortMonth = useShortMonth();
  const { data, error, refetch } = useQuery(
    readDutiesOptions({ path: { id: pairing.programme }, query: { pairing: pairing.id } }),
  );
  // Months and weeks by their own name alone: year and term stand in the panel's head.
  const headOf = (period: StandingGrid['periods'][number]): string =>
    period.kind === 'month'
      ? shortMonth(period.from)
      : period.kind === 'teachingWeek'
        ? t('standing.week', { n: formatNumber(Number(period.id.split('-w').at(-1))) })
        : text(period.title);
  const row = data?.rows[0];
  // Of the pairing itself; what is asked of each pair of people inside stands with all duties.
  const own = data?.columns.filter((column) => row?.cells.some(({ duty }) => duty === column.duty));
  const grid = own && row && standingGrid(own, row.cells);
  return (
    <section className="panel" aria-labelledby="standing">
      <div className="panel-head">
        <h2 id="standing">{t('standing.title')}</h2>
        {data && <span className="muted">{text(data.period.title)}</span>}
        <AppLink to="/duties" search={{ programme: pairing.programme }}>
          {t('standing.all')}
        </AppLink>
      </div>
      {!data && (error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
      {data && (!grid || grid.duties.length === 0) && <p className="panel-body muted">{t('standing.none')}</p>}
      {grid && grid.duties.length > 0 && (
        <div className="standing-scroll" tabIndex={0} role="region" aria-labelledby="standing">
          <table className="standing-table" style={{ minWidth: Math.max(600, 130 + 92 * grid.periods.length) }}>
            <thead>
              <tr>
                <th scope="col">{t('standing.duty')}</th>
                {grid.periods.map((period) => (
                  <th key={period.id} scope="col">
                    {headOf(period)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {grid.duties.map(({ duty, title, cells }) => (
                <tr key={duty}>
                  <th scope="row">{text(title)}</th>
                  {cells.map(({ period, span, cell }) => (
                    <td key={period.id} colSpan={span}>
                      {span > 1 && period.id !== data.period.id && (
                        <span className="standing-period">{text(period.title)}</span>
                      )}
                      <CellText cell={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
