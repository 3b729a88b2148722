import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readImpactOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadImpactResponse } from '../../api/generated/types.gen.js';
import { formatNumber } from '../../app/format.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { Facts } from '../../components/facts.js';

export type Counts = Pick<
  ReadImpactResponse,
  'people' | 'accounts' | 'administrators' | 'drafts' | 'reviews' | 'rectifications'
>;

const counted = ['people', 'accounts', 'drafts', 'reviews', 'rectifications'] as const;

/** How many of what hangs on an organisation. */
export const ImpactCounts = ({ counts }: { counts: Counts }) => {
  const { t } = useTranslation('organisations');
  return (
    <Facts
      facts={counted.map((key) => [
        t(`impact.${key}`),
        key === 'accounts' && counts.administrators > 0
          ? t('impact.accountsOf', { total: counts.accounts, administrators: counts.administrators })
          : formatNumber(counts[key]),
      ])}
    />
  );
};

/** What hangs on an organisation, before it is moved or closed. */
export const Impact = ({ id, lead }: { id: string; lead: string }) => {
  const { t } = useTranslation('organisations');
  const { data, error, refetch } = useQuery(readImpactOptions({ path: { id } }));
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />;
  return (
    <section className="impact" aria-label={t('impact.title')} aria-busy={!data}>
      <p className="impact-lead">{lead}</p>
      {data && (
        <>
          <ImpactCounts counts={data} />
          <h3>{t('impact.pairings', { total: data.pairings.length })}</h3>
          {data.pairings.length === 0 ? (
            <p className="muted">{t('impact.noPairings')}</p>
          ) : (
            <ul className="impact-pairings">
              {data.pairings.map((g) => (
                <li key={g.id}>
                  {g.partner.name}
                  <span className="muted">
                    {[g.programme.title, t(`side.${g.side}`), t('impact.records', { total: g.records })].join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
};
