import { useTranslation } from 'react-i18next';
import { formatInstant, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import type { Standing } from './matrix.js';
import { StandingState } from './standing-state.js';
import { useAmount } from './wording.js';
import { type DutyContext } from './duty-context.js';

/** Everything there is to say about one cell. */
export const StandingDetails = ({ standing, context }: { standing: Standing; context: DutyContext }) => {
  const { t } = useTranslation('duties');
  const text = useText();
  const amount = useAmount();
  const duty = context.duties.get(standing.duty);
  const { required, confirmed, claimed, remaining, overdueFrom, look, remindedAt, column } = standing;
  const waits = look === 'overdue' || look === 'open' || look === 'ahead';
  const lines = [
    ['required', look === 'notDue' ? nothing : amount(duty, required)],
    ['confirmed', amount(duty, confirmed)],
    ['claimed', amount(duty, claimed)],
    ['remaining', look === 'notDue' ? nothing : amount(duty, remaining)],
    ['overdueFrom', waits ? overdueFrom : nothing],
    ['remindedAt', remindedAt ? formatInstant(remindedAt) : t('details.notReminded')],
  ] as const;
  return (
    <>
      <p className="details-title">
        <strong>{t('details.title', { duty: text(column.title), period: text(column.period.title) })}</strong>
        <StandingState look={look} />
      </p>
      <p className="muted">{t('pair', { helper: standing.helper.name, helped: standing.helped.name })}</p>
      <dl>
        {lines.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`details.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
};
