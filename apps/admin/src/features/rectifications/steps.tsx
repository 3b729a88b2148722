import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../app/format.js';
import type { Rectification } from './acts.js';

/** Everything that was done about it, the latest first. */
export const Steps = ({ steps }: Pick<Rectification, 'steps'>) => {
  const { t } = useTranslation('rectifications');
  return (
    <section className="panel" aria-labelledby="steps">
      <div className="panel-head">
        <h2 id="steps">{t('steps')}</h2>
      </div>
      <ol className="panel-body case-steps">
        {[...steps].reverse().map(({ number, at, by, organisation, action, text }) => (
          <li key={number} className={`case-step ${action}`}>
            <strong>{t(`action.${action}`)}</strong>
            <p className="muted">
              <time dateTime={at}>{formatInstant(at)}</time> {by} {organisation}
            </p>
            {text && <p className="case-text">{text}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
};
