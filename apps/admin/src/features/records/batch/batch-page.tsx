import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FormManifest } from '@xieshou/sdk';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { readCalendarOptions, startRecordOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import type { StartRecordResponse } from '../../../api/generated/types.gen.js';
import { fresh } from '../../../api/queries.js';
import { useLanguage, useText } from '../../../app/i18n.js';
import { ErrorPanel, NotFound } from '../../../components/error-panel.js';
import { PageHeader } from '../../../components/page-header.js';
import { PageSkeleton } from '../../../components/page-skeleton.js';
import { formOf, useProgramme } from '../../../components/programme/programme.js';
import { usePhone } from '../../../components/use-media.js';
import { batchRoute } from '../routes.js';
import { Batch } from './batch.js';
import { columnsOf, type Sheet } from './columns.js';

interface SheetProps {
  readonly programme: string;
  readonly form: FormManifest;
  readonly start: StartRecordResponse;
}

type Started = UseQueryResult<StartRecordResponse, unknown>;

/** The people of every pairing once all are there; or what failed. */
const together = (each: readonly Started[]) => ({
  people: each.every(({ data }) => data) ? each.map(({ data }) => data?.people ?? {}) : undefined,
  failed: each.find(({ error, data }) => error && !data),
});

/** People differ from pairing to pairing: all are read before the first row is. */
const Prepared = ({ programme, form, start }: SheetProps) => {
  const { t } = useTranslation('records');
  const text = useText();
  const language = useLanguage();
  const { pairings } = start;
  const { people, failed: unread } = useQueries({
    queries: pairings.map(({ id }) => ({
      ...startRecordOptions({ path: { id: programme, form: form.key }, query: { pairing: id } }),
      staleTime: fresh.rarely,
    })),
    combine: together,
  });
  const calendar = useQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  const failed = unread ?? (calendar.error && !calendar.data ? calendar : undefined);
  const day = calendar.data?.today;
  const sheet = useMemo<Sheet | undefined>(() => {
    if (!people || day === undefined) return undefined;
    const [yes, no] = [t('app:form.yes'), t('app:form.no')];
    return {
      form,
      pairings,
      people: new Map(pairings.map(({ id }, i) => [id, people[i] ?? {}])),
      columns: columnsOf({
        form,
        pairings,
        people,
        pairingTitle: t('new.pairing'),
        text,
        hints: {
          day: t('batch.hint.day'),
          choices: t('batch.hint.choices'),
          pairings: t('batch.hint.pairings'),
          person: t('batch.hint.person'),
        },
        yesNo: [yes, no],
      }),
      reading: {
        today: day,
        words: { today: t('app:day.today'), yesterday: t('app:day.yesterday'), tomorrow: t('app:day.tomorrow') },
        yes: [yes, ...t('batch.yes').split(' ')],
        no: [no, ...t('batch.no').split(' ')],
      },
      language,
      say: {
        unknownPerson: (name, field) => t('batch.unknownPerson', { name, field }),
        ambiguous: (name, count) => t('batch.ambiguous', { name, count }),
        unknownPairing: (name) => t('batch.unknownPairing', { name }),
        noPairing: t('batch.noPairing'),
      },
    };
  }, [people, form, pairings, language, day, t, text]);
  if (failed) return <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />;
  return sheet ? <Batch key={language} programme={programme} sheet={sheet} /> : <PageSkeleton />;
};

const Begun = ({ programme, form }: Omit<SheetProps, 'start'>) => {
  const { t } = useTranslation('records');
  const start = useQuery({
    ...startRecordOptions({ path: { id: programme, form: form.key } }),
    staleTime: fresh.rarely,
  });
  if (!start.data)
    return start.error ? <ErrorPanel error={start.error} onRetry={() => void start.refetch()} /> : <PageSkeleton />;
  if (start.data.pairings.length === 0)
    return (
      <section className="notice-panel">
        <p className="notice-title">{t('new.noPairing')}</p>
        <p className="notice-text">{t('new.noPairingHelp')}</p>
      </section>
    );
  return <Prepared programme={programme} form={form} start={start.data} />;
};

const Known = ({ programme, form: key }: { programme: string; form: string }) => {
  const { t } = useTranslation('records');
  const text = useText();
  const isPhone = usePhone();
  const { manifest } = useProgramme(programme);
  const form = formOf(manifest, key);
  if (!form) return <NotFound />;
  return (
    <>
      <PageHeader title={t('batch.title', { form: text(form.title) })} lead={isPhone ? undefined : t('batch.lead')} />
      {isPhone ? (
        <section className="notice-panel">
          <p className="notice-title">{t('batch.phone')}</p>
          <p className="notice-text">{t('batch.phoneHelp')}</p>
          <p className="notice-actions">
            <Link to="/records/new" search={{ programme, form: key }}>
              {t('batch.phoneAction')}
            </Link>
          </p>
        </section>
      ) : (
        <Begun programme={programme} form={form} />
      )}
    </>
  );
};

/** 批量填报: many records of one form, pasted from Excel or typed into a table. */
export const BatchPage = () => {
  const { programme, form } = batchRoute.useSearch();
  return programme && form ? <Known key={`${programme} ${form}`} programme={programme} form={form} /> : <NotFound />;
};
