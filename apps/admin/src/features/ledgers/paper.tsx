import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { useSession } from '../../app/session.js';
import { dayOnPaper } from './paper-day.js';

interface PaperHeadProps {
  readonly programme: string;
  readonly ledger: string;
  readonly today: string;
}

/** What stands above the table on paper, as the bureau's own forms have it. */
export const PaperHead = ({ programme, ledger, today }: PaperHeadProps) => {
  const { t } = useTranslation('ledgers');
  const language = useLanguage();
  const { assignment } = useSession();
  return (
    <div className="paper paper-head" aria-hidden="true">
      <p className="paper-title">{t('paper.title', { programme, ledger })}</p>
      <p className="paper-line">
        <span>{t('paper.unit', { unit: assignment?.organisation.name ?? '' })}</span>
        <span>{t('paper.date', { day: dayOnPaper(today, language) })}</span>
      </p>
    </div>
  );
};

const signatures = ['head', 'checker', 'writer', 'phone'] as const;

export const PaperFoot = ({ note }: { note: string }) => {
  const { t } = useTranslation('ledgers');
  return (
    <div className="paper paper-foot" aria-hidden="true">
      <p className="paper-note">{note}</p>
      <p className="paper-line">
        {signatures.map((key) => (
          <span key={key}>{t(`paper.${key}`)}</span>
        ))}
      </p>
    </div>
  );
};
