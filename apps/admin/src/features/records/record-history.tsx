import { useQuery } from '@tanstack/react-query';
import type { FieldManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { readHistoryOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { Record as Written } from '../../api/generated/types.gen.js';
import { formatInstant } from '../../app/format.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { DifferenceList } from '../../components/record/difference-list.js';
import { peopleOf } from '../../components/record/record-text.js';

interface RecordHistoryProps {
  readonly record: Pick<Written, 'id' | 'people' | 'files'>;
  readonly fields: readonly FieldManifest[];
}

/** Every version of a record, the latest first: who did what and when, and what it changed. */
export const RecordHistory = ({ record, fields }: RecordHistoryProps) => {
  const { t, i18n } = useTranslation('records');
  const { data, error, refetch } = useQuery(readHistoryOptions({ path: { id: record.id } }));
  const word = (action: string) =>
    i18n.exists(`records:history.action.${action}`) ? t(`history.action.${action}`) : action;
  return (
    <section className="panel record-history" aria-labelledby="history">
      <div className="panel-head">
        <h2 id="history">{t('history.title')}</h2>
      </div>
      {!data && (error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
      <ol className="panel-body versions">
        {[...(data ?? [])].reverse().map((version) => (
          <li key={version.version} className={`version ${version.action}`}>
            <p>
              <strong>
                {version.correction === null
                  ? word(version.action)
                  : t('history.correction', { number: version.correction })}
              </strong>
              <span className="version-by">{version.by || t('history.nobody')}</span>
            </p>
            <time dateTime={version.at} className="muted">
              {formatInstant(version.at)}
            </time>
            {version.reason && <p className="version-reason">{version.reason}</p>}
            {version.difference.length > 0 && (
              <DifferenceList difference={version.difference} fields={fields} people={peopleOf(record)} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};
