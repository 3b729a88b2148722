import { useTranslation } from 'react-i18next';
import type { ReadTrailResponse } from '../../api/generated/types.gen.js';
import { formatInstant } from '../../app/format.js';
import './opinion.css';

type Decided = ReadTrailResponse[number]['decisions'][number];

/** What somebody decided, when, and what they wrote with it. */
export const Opinion = ({ of }: { of: Decided }) => {
  const { t } = useTranslation('app');
  const name = of.onBehalfOf ? t('opinion.onBehalfOf', { name: of.by, of: of.onBehalfOf }) : of.by;
  return (
    <div className={`opinion ${of.decision}`}>
      <p>
        <strong>{t(`opinion.${of.decision}`)}</strong>
        {name && <span>{name}</span>}
        <time dateTime={of.at} className="muted">
          {formatInstant(of.at)}
        </time>
      </p>
      {of.reason && <p className="opinion-reason">{of.reason}</p>}
    </div>
  );
};
