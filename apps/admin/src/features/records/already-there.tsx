import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StartRecordResponse } from '../../api/generated/types.gen.js';
import { useLanguage } from '../../app/i18n.js';
import { monthDay } from '../../components/date/day-words.js';

interface AlreadyThereProps {
  /** The form's title. */
  readonly form: string;
  readonly records: StartRecordResponse['alreadyThere'];
}

/** The other side has written something like it: confirming it is enough, nobody enters it twice. */
export const AlreadyThere = ({ form, records }: AlreadyThereProps) => {
  const { t } = useTranslation('records');
  const language = useLanguage();
  return (
    <section className="already-there" aria-label={t('new.alreadyThere')}>
      <ul>
        {records.map(({ id, on, brief, review }) => (
          <li key={id}>
            <p>
              {t('new.sameOne', { day: monthDay(on, language), form })}
              <span className="already-brief">{brief}</span>
            </p>
            <Link to="/records/$id" params={{ id }} className="already-go">
              {t(review ? 'new.toConfirm' : 'new.toLook')}
            </Link>
          </li>
        ))}
      </ul>
      <p className="muted">{t(records.some(({ review }) => review) ? 'new.sameOneHelp' : 'new.sameOneHelpOthers')}</p>
    </section>
  );
};
