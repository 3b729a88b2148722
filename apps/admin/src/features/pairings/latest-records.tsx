import type { ProgrammeManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { listRecordsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListRecordsResponse } from '../../api/generated/types.gen.js';
import { useList } from '../../api/queries.js';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { useFieldText } from '../../components/form/field-text.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { StatusTag } from '../../components/status-tag.js';
import type { Pairing } from './pairing-page.js';

type Written = ListRecordsResponse['rows'][number];

const shown = 6;

/** What a record says in few words: the fields its form names for that. */
const useBrief = (manifest: ProgrammeManifest | undefined): ((record: Written) => string) => {
  const fieldText = useFieldText();
  return ({ form: key, data, people }) => {
    const form = manifest?.forms.find((one) => one.key === key);
    if (!form) return '';
    const named = Object.entries(people).map(([id, name]) => ({ id, name }));
    return form.brief
      .flatMap((name) => form.fields.find((field) => field.key === name && field.widget !== 'day') ?? [])
      .filter((field) => data[field.key] !== undefined)
      .map((field) => fieldText(field, data[field.key], named))
      .join(' · ');
  };
};

/** The newest records of the pairing. */
export const LatestRecords = ({ pairing, manifest }: { pairing: Pairing; manifest: ProgrammeManifest | undefined }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const brief = useBrief(manifest);
  const { data, error, refetch } = useList(
    listRecordsOptions({ path: { id: pairing.programme }, query: { pairing: pairing.id, size: shown } }),
  );
  const title = ({ form: key }: Written) => {
    const form = manifest?.forms.find((one) => one.key === key);
    return form ? text(form.title) : key;
  };
  return (
    <section className="panel" aria-labelledby="latest">
      <div className="panel-head">
        <h2 id="latest">{t('latest.title')}</h2>
        {data && data.total > 0 && (
          <AppLink to="/records" search={{ programme: pairing.programme, pairing: pairing.id }}>
            {t('latest.all', { count: data.total, n: formatNumber(data.total) })}
          </AppLink>
        )}
      </div>
      {!data && (error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
      {data?.rows.length === 0 && <p className="panel-body muted">{t('latest.none')}</p>}
      <ul className="latest-records">
        {data?.rows.map((record) => (
          <li key={record.id}>
            <time dateTime={record.on}>{record.on}</time>
            <AppLink to={`/records/${record.id}`}>{title(record)}</AppLink>
            <span className="latest-brief muted">{brief(record)}</span>
            <StatusTag of="record" state={record.state} />
          </li>
        ))}
      </ul>
    </section>
  );
};
