import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { periodsWithin } from '@xieshou/sdk';
import {
  listDocumentsOptions,
  listPairingsOptions,
  readCalendarOptions,
  readDocumentOptions,
} from '../../../api/generated/@tanstack/react-query.gen.js';
import { fresh, useList } from '../../../api/queries.js';
import { useText } from '../../../app/i18n.js';
import { ErrorPanel } from '../../../components/error-panel.js';
import { ExportButton } from '../../../components/export-button.js';
import { pairingName } from '../../../components/pairing/pairing-name.js';
import { PageSkeleton } from '../../../components/page-skeleton.js';
import type { Programme } from '../programme-page.js';
import { programmeRoute } from '../routes.js';
import { DocumentSheet } from './document-sheet.js';
import './documents.css';

/** Which pairing, found by either name. */
const PairingSelect = ({
  programme,
  value,
  onChoose,
}: {
  programme: string;
  value: string | undefined;
  onChoose: (pairing: string) => void;
}) => {
  const { t } = useTranslation('programmes');
  const [q, setQ] = useState('');
  const { data } = useList(listPairingsOptions({ path: { id: programme }, query: { size: 50, ...(q ? { q } : {}) } }));
  return (
    <Select
      aria-label={t('documents.pairing')}
      placeholder={t('documents.choosePairing')}
      {...(value === undefined ? {} : { value })}
      showSearch={{ filterOption: false, onSearch: setQ }}
      popupMatchSelectWidth={false}
      options={(data?.rows ?? []).map((pairing) => ({ value: pairing.id, label: pairingName(pairing) }))}
      onChange={onChoose}
    />
  );
};

/** What the programme has for paper: which document, over which time, about whom, and how its page will look. */
export const DocumentsTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const search = programmeRoute.useSearch();
  const navigate = programmeRoute.useNavigate();
  const { data: documents } = useSuspenseQuery(listDocumentsOptions({ path: { id: programme.id } }));
  const { data: calendar } = useSuspenseQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  // Records are printed from their own page.
  const offered = documents.filter(({ of }) => of !== 'record');
  const chosen = offered.find(({ key }) => key === search.document) ?? offered[0];
  const isOfPairing = chosen?.of === 'pairing';
  const { data: first } = useQuery({
    ...listPairingsOptions({ path: { id: programme.id }, query: { size: 1 } }),
    enabled: isOfPairing && !search.pairing,
  });
  const pairing = isOfPairing ? (search.pairing ?? first?.rows[0]?.id) : undefined;
  const query = { ...(search.period ? { period: search.period } : {}), ...(pairing ? { pairing } : {}) };
  const path = { id: programme.id, document: chosen?.key ?? '' };
  const page = useList({
    ...readDocumentOptions({ path, query }),
    enabled: chosen !== undefined && (!isOfPairing || pairing !== undefined),
  });
  const put = (next: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...next, tab: 'documents' }, resetScroll: false });
  const range = { from: programme.startsOn, to: programme.endsOn };

  if (!chosen)
    return (
      <section className="notice-panel">
        <p className="notice-text">{t('documents.none')}</p>
      </section>
    );
  return (
    <>
      <div className="document-choice">
        <Select
          aria-label={t('documents.document')}
          value={chosen.key}
          popupMatchSelectWidth={false}
          options={offered.map(({ key, title }) => ({ value: key, label: text(title) }))}
          onChange={(document) => put({ document })}
        />
        <Select
          aria-label={t('documents.period')}
          value={search.period ?? ''}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('documents.whole') },
            ...periodsWithin(calendar, 'term', range).map(({ id, title }) => ({ value: id, label: text(title) })),
          ]}
          onChange={(period) => put({ period: period || undefined })}
        />
        {isOfPairing && (
          <PairingSelect programme={programme.id} value={pairing} onChoose={(next) => put({ pairing: next })} />
        )}
        {page.data && (
          <span className="document-word">
            <ExportButton
              url="/api/programmes/{id}/documents/{document}"
              path={path}
              query={query}
              kind="word"
              label={t('documents.word')}
              fileName={`${text(chosen.title)}.docx`}
            />
          </span>
        )}
      </div>
      {chosen.purpose && <p className="document-purpose">{text(chosen.purpose)}</p>}
      {page.error ? (
        <ErrorPanel error={page.error} onRetry={() => void page.refetch()} />
      ) : page.data ? (
        <div aria-busy={page.isPlaceholderData}>
          <DocumentSheet document={page.data} />
        </div>
      ) : isOfPairing && !pairing ? (
        <section className="notice-panel">
          <p className="notice-text">{t('documents.noPairing')}</p>
        </section>
      ) : (
        <PageSkeleton />
      )}
    </>
  );
};
