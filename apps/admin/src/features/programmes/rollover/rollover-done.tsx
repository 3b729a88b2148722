import { CheckCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { RollOverResponse } from '../../../api/generated/types.gen.js';
import { formatNumber } from '../../../app/format.js';
import { LinkButton } from '../../../components/link-button.js';

/** What has been made, and where to go from here. */
export const RolloverDone = ({ made, schoolYear }: { made: RollOverResponse; schoolYear: string }) => {
  const { t } = useTranslation('programmes');
  return (
    <section className="panel rollover-done" aria-labelledby="done" role="status">
      <div className="panel-head">
        <h2 id="done">
          <CheckCircleOutlined aria-hidden className="rollover-good" />{' '}
          {t('rollover.done', { title: made.title, year: made.schoolYear })}
        </h2>
      </div>
      <div className="panel-body">
        <p>
          {t('rollover.doneText', {
            count: made.pairings,
            n: formatNumber(made.pairings),
            inside: formatNumber(made.inside),
            leftOut: formatNumber(made.leftOut),
            from: made.startsOn,
            to: made.endsOn,
          })}
        </p>
        <p>{t('rollover.doneNext')}</p>
        <p className="rollover-ways">
          <LinkButton primary to={`/programmes/${made.id}`}>
            {t('rollover.toNew')}
          </LinkButton>
          <LinkButton to="/programmes" search={{ schoolYear }}>
            {t('rollover.toList', { year: schoolYear })}
          </LinkButton>
        </p>
      </div>
    </section>
  );
};
