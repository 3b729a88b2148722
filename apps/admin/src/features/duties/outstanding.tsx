import { useTranslation } from 'react-i18next';
import { useText } from '../../app/i18n.js';
import { formatNumber } from '../../app/format.js';
import { AppLink } from '../../components/app-link.js';
import '../../components/data-view/data-view.css';
import type { DutyContext } from './duty-context.js';
import type { Standing } from './matrix.js';
import { StandingState } from './standing-state.js';
import { useAmount } from './wording.js';

interface OutstandingProps {
  readonly below: readonly Standing[];
  readonly context: DutyContext;
}

/** What a school still has to do, the most urgent first, each with the way to the form that would count for it. */
export const Outstanding = ({ below, context }: OutstandingProps) => {
  const { t } = useTranslation('duties');
  const text = useText();
  const amount = useAmount();
  if (below.length === 0) return null;
  const ordered = [...below].sort((a, b) => (a.overdueFrom < b.overdueFrom ? -1 : 1));
  return (
    <section className="panel" aria-labelledby="outstanding">
      <div className="panel-head">
        <h2 id="outstanding">{t('outstanding.title')}</h2>
        <span className="muted">{t('outstanding.count', { count: below.length })}</span>
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('outstanding.title')}>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t('duty')}</th>
              <th scope="col">{t('period.title')}</th>
              <th scope="col">{t('pairing')}</th>
              <th scope="col" className="end">
                {t('details.remaining')}
              </th>
              <th scope="col" className="end">
                {t('details.claimed')}
              </th>
              <th scope="col">{t('stateTitle')}</th>
              <th scope="col">{t('details.overdueFrom')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('act')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {ordered.map((standing) => {
              const { key, duty, column, helper, helped, remaining, claimed, look, overdueFrom } = standing;
              const newRecord = context.newRecord(standing);
              return (
                <tr key={key}>
                  <th scope="row">{text(column.title)}</th>
                  <td>{text(column.period.title)}</td>
                  <td>{t('pair', { helper: helper.name, helped: helped.name })}</td>
                  <td className="end">{amount(context.duties.get(duty), remaining)}</td>
                  <td className="end">{formatNumber(claimed)}</td>
                  <td>
                    <StandingState look={look} />
                  </td>
                  <td>{overdueFrom}</td>
                  <td>
                    {newRecord ? (
                      <AppLink to={newRecord}>{t('write')}</AppLink>
                    ) : (
                      <span className="muted">{t('byOther')}</span>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
};
