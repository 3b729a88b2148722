import { useTranslation } from 'react-i18next';
import { formatInstant, formatInstantDay, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import type { DutyContext } from './duty-context.js';
import { isAsked, type Standing } from './matrix.js';
import { StandingState } from './standing-state.js';
import { useAmount, useBasisText } from './wording.js';

/** Everything there is to say about one cell. */
export const StandingDetails = ({ standing, context }: { standing: Standing; context: DutyContext }) => {
  const { t } = useTranslation('duties');
  const text = useText();
  const amount = useAmount();
  const basisText = useBasisText();
  const duty = context.duties.get(standing.duty);
  const { required, confirmed, claimed, remaining, opensOn, overdueFrom, look, remindedAt, column, excuse } = standing;
  const asked = isAsked(standing);
  const waits = look === 'overdue' || look === 'open' || look === 'ahead';
  const basis = asked ? basisText(duty, standing) : undefined;
  const done = [
    ['confirmed', amount(duty, confirmed)],
    ['claimed', amount(duty, claimed)],
  ] as const;
  const lines =
    look === 'excused' && excuse
      ? ([
          ['document', excuse.document],
          ['reason', excuse.reason],
          ['excusedOn', formatInstantDay(excuse.at)],
          ...done,
        ] as const)
      : ([
          ['required', asked ? amount(duty, required) : nothing],
          ...done,
          ['remaining', asked ? amount(duty, remaining) : nothing],
          ...(look === 'ahead' ? ([['opensOn', opensOn]] as const) : []),
          ['overdueFrom', waits ? overdueFrom : nothing],
          ['remindedAt', remindedAt ? formatInstant(remindedAt) : t('details.notReminded')],
        ] as const);
  return (
    <>
      <p className="details-title">
        <strong>{t('details.title', { duty: text(column.title), period: text(column.period.title) })}</strong>
        <StandingState look={look} />
      </p>
      <p className="muted">{t('pair', { helper: standing.helper.name, helped: standing.helped.name })}</p>
      <dl className="details-lines">
        {lines.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`details.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {basis && <p className="details-basis">{basis}</p>}
    </>
  );
};
