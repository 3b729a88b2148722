import { useTranslation } from 'react-i18next';
import { Figures } from '../../components/figures.js';
import type { DutyFigures } from './matrix.js';

interface DutyFiguresRowProps {
  /** Absent until the server has answered; the row keeps its height meanwhile. */
  readonly figures: DutyFigures | undefined;
  readonly programme: string;
  readonly period: string | undefined;
}

/** How many pairs, what is due now, how much of it is done, and who is behind. */
export const DutyFiguresRow = ({ figures, programme, period }: DutyFiguresRowProps) => {
  const { t } = useTranslation('duties');
  const f = figures ?? {
    pairings: 0,
    of: 'month',
    required: 0,
    confirmed: 0,
    claimed: 0,
    belowPairings: 0,
    overduePairings: 0,
  };
  const pairs = (count: number) => t('figures.pairs', { count });
  const below = `/duties?${new URLSearchParams({ programme, ...(period ? { period } : {}), below: 'yes' })}`;
  return (
    <div className={figures ? '' : 'duties-awaited'}>
      <Figures
        title={t('figures.title')}
        figures={[
          { key: 'pairings', name: t('figures.pairings'), n: f.pairings, unit: pairs(f.pairings) },
          {
            key: 'required',
            name: t(`figures.required.${f.of}`),
            n: f.required,
            unit: t('figures.times', { count: f.required }),
          },
          {
            key: 'confirmed',
            name: t(`figures.confirmed.${f.of}`),
            n: f.confirmed,
            unit: t('figures.times', { count: f.confirmed }),
            beside: f.claimed > 0 ? t('figures.claimed', { n: f.claimed }) : undefined,
          },
          {
            key: 'below',
            name: t('figures.below'),
            n: f.belowPairings,
            unit: pairs(f.belowPairings),
            tone: 'due',
            to: below,
          },
          {
            key: 'overdue',
            name: t('figures.overdue'),
            n: f.overduePairings,
            unit: pairs(f.overduePairings),
            tone: 'late',
          },
        ]}
      />
    </div>
  );
};
