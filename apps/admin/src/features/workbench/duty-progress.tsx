import { useTranslation } from 'react-i18next';
import type { ReadWorkbenchResponse } from '../../api/generated/types.gen.js';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { Meter } from '../../components/meter.js';

type Programme = ReadWorkbenchResponse['programmes'][number];

/** How each duty of each programme stands in its running period. */
export const DutyProgress = ({ programmes }: { programmes: readonly Programme[] }) => {
  const { t } = useTranslation('workbench');
  return (
    <section className="panel" aria-labelledby="duties">
      <div className="panel-head">
        <h2 id="duties">{t('duties.title')}</h2>
        <p className="legend" aria-hidden="true">
          <span className="legend-confirmed">{t('duties.legendConfirmed')}</span>
          <span className="legend-claimed">{t('duties.legendClaimed')}</span>
          <span className="legend-missing">{t('duties.legendMissing')}</span>
        </p>
      </div>
      {programmes.map((programme) => (
        <ProgrammeDuties key={programme.id} programme={programme} />
      ))}
    </section>
  );
};

const ProgrammeDuties = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('workbench');
  const text = useText();
  const duties = `/duties?programme=${programme.id}`;
  return (
    <div className="programme-duties">
      <p className="programme-head">
        <AppLink to={`/programmes/${programme.id}`} className="programme-name">
          {programme.title}
        </AppLink>
        <span className="muted">{t('duties.pairings', { count: programme.pairings })}</span>
        {programme.overduePairings > 0 && (
          <span className="overdue">{t('duties.overdue', { count: programme.overduePairings })}</span>
        )}
        <AppLink to={duties} className="programme-all">
          {t('duties.all')}
        </AppLink>
      </p>
      {programme.dutiesFailed ? (
        <p className="programme-none overdue">{t('duties.failed')}</p>
      ) : programme.duties.length === 0 ? (
        <p className="programme-none muted">{t('duties.none')}</p>
      ) : (
        <table className="duty-table">
          <thead>
            <tr>
              <th scope="col">{t('duties.duty')}</th>
              <th scope="col" className="duty-period">
                {t('duties.period')}
              </th>
              <th scope="col" className="duty-bar">
                {t('duties.progress')}
              </th>
              <th scope="col" className="end duty-ratio">
                {t('duties.confirmed')}
              </th>
              <th scope="col" className="end duty-claimed">
                {t('duties.claimed')}
              </th>
              <th scope="col" className="end duty-below">
                {t('duties.below')}
              </th>
            </tr>
          </thead>
          <tbody>
            {programme.duties.map((duty) => (
              <tr key={duty.duty}>
                <th scope="row">{text(duty.title)}</th>
                <td className="muted">{text(duty.periodTitle)}</td>
                <td className="duty-bar">
                  <Meter
                    label={t('duties.bar', { ...duty, duty: text(duty.title) })}
                    of={duty.required}
                    parts={[
                      { tone: 'good', amount: duty.confirmed },
                      { tone: 'claimed', amount: duty.claimed },
                    ]}
                  />
                </td>
                <td className="end">
                  {formatNumber(duty.confirmed)} / {formatNumber(duty.required)}
                </td>
                <td className="end duty-claimed">{formatNumber(duty.claimed)}</td>
                <td className="end duty-below">
                  {duty.below > 0 ? (
                    <AppLink to={`${duties}&below=yes&period=${duty.period}`} className="overdue">
                      {formatNumber(duty.below)}
                    </AppLink>
                  ) : (
                    0
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
};
