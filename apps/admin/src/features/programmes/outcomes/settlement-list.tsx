import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { listSettlementsOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import { useList } from '../../../api/queries.js';
import { formatInstant, formatNumber } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import { ErrorPanel } from '../../../components/error-panel.js';
import { PageSkeleton } from '../../../components/page-skeleton.js';
import { type OutcomeManifest } from './outcome-words.js';

interface SettlementListProps {
  readonly programme: string;
  readonly outcome: OutcomeManifest;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onOpen: (settlement: string) => void;
}

/** Settlements of an outcome, the latest first; each opens with what it changed. */
export const SettlementList = ({ programme, outcome, open, onClose, onOpen }: SettlementListProps) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const { data, error, refetch } = useList(
    listSettlementsOptions({ path: { id: programme, outcome: outcome.key }, query: { size: 50 } }),
  );
  return (
    <Drawer open={open} onClose={onClose} size={560} title={t('outcomes.records.title')}>
      {!data && (error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
      {data?.rows.length === 0 && <p className="muted">{t('outcomes.records.empty')}</p>}
      <ul className="settlements">
        {data?.rows.map((one) => (
          <li key={one.id}>
            <button type="button" className="plain-link" onClick={() => onOpen(one.id)}>
              {text(one.period.title)} {t('outcomes.records.open', { n: formatNumber(one.number) })}
            </button>
            <span>{t(`outcomes.records.${one.state}`)}</span>
            <span className="muted">
              {one.organisation.name} {one.acceptedBy ?? one.proposedBy}{' '}
              {formatInstant(one.acceptedAt ?? one.proposedAt)}
            </span>
            <span className="muted">
              {(['new', 'changed', 'gone', 'same'] as const)
                .map((key) => `${t(`outcomes.settlement.counts.${key}`)} ${formatNumber(one.counts[key])}`)
                .join(t('clause'))}
            </span>
          </li>
        ))}
      </ul>
    </Drawer>
  );
};
