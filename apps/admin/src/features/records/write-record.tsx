import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FieldManifest, FormManifest } from '@xieshou/sdk';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { readRecordQueryKey, startRecordOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { createRecord } from '../../api/generated/sdk.gen.js';
import type { StartRecordResponse } from '../../api/generated/types.gen.js';
import { useWrite } from '../../api/write.js';
import { useLanguage, useText } from '../../app/i18n.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { FormView } from '../../components/form/form-view.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { AlreadyThere } from './already-there.js';
import { arranged } from './arranged.js';
import { weekday } from '../../components/date/day-words.js';
import { chosenPairings, readPairings, writePairings } from './pairing-choice.js';
import { PairingField } from './pairing-field.js';
import { recordReads } from '../../components/record/record-reads.js';
import { newRecordRoute } from './routes.js';

/** The form's fields, those that came filled in standing together behind those still to be filled in. */
const useArranged = (fields: readonly FieldManifest[], data: StartRecordResponse['data'] | undefined) => {
  const { t } = useTranslation('records');
  const language = useLanguage();
  return useMemo(() => {
    const inBoth = (words: string) => ({ zh: words, en: words });
    return arranged(fields, data ?? {}, {
      open: inBoth(t('new.toFill')),
      filled: inBoth(t('new.toCheck')),
      mark: (field, value) =>
        inBoth(
          field.prefill === 'today' ? t('new.today', { weekday: weekday(String(value), language) }) : t('new.asLast'),
        ),
    });
  }, [fields, data, t, language]);
};

/** Where people to choose from differ from pairing to pairing, the form must begin anew with another pairing. */
const hasPeopleOfOthers = ({ fields, writtenBy }: FormManifest): boolean =>
  fields.some(({ widget, from }) => widget === 'person' && from !== 'writer' && from !== writtenBy);

type Start = Pick<UseQueryResult<StartRecordResponse>, 'data' | 'isPlaceholderData'>;

/**
 * What the form on the screen began with. Another pairing brings its own last values, unless somebody has already
 * begun to type, which is never thrown away.
 */
const useOpened = (form: FormManifest, pairing: string | undefined, { data, isPlaceholderData }: Start) => {
  const opened = useRef<{ readonly pairing: string; readonly data: StartRecordResponse['data'] }>(undefined);
  const touched = useRef(false);
  const mustBeOwn = !touched.current || hasPeopleOfOthers(form);
  if (pairing && data && !isPlaceholderData && opened.current?.pairing !== pairing && (mustBeOwn || !opened.current))
    opened.current = { pairing, data: data.data };
  const isOwn = opened.current?.pairing === pairing;
  return {
    opened: pairing && (isOwn || !mustBeOwn) ? opened.current : undefined,
    touch: () => void (touched.current = true),
  };
};

/** One form, filled in for one pairing or several. */
export const WriteRecord = ({ programme, form }: { programme: string; form: FormManifest }) => {
  const { t } = useTranslation('records');
  const text = useText();
  const queryClient = useQueryClient();
  const search = newRecordRoute.useSearch();
  const navigate = newRecordRoute.useNavigate();
  const named = readPairings(search.pairing);
  const anchor = named[0];
  // Kept no longer than the screen: the next record starts with what this one held.
  const start = useQuery({
    ...startRecordOptions({ path: { id: programme, form: form.key }, query: anchor ? { pairing: anchor } : {} }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const data = start.data;
  const chosen = chosenPairings(data?.pairings ?? [], named, form.subjects);
  const { opened, touch } = useOpened(form, chosen[0], start);
  const fields = useArranged(form.fields, opened?.data);

  const save = useWrite({
    send: (input: Record<string, unknown>, headers) =>
      createRecord({ path: { id: programme }, body: { form: form.key, pairings: [...chosen], data: input }, headers }),
    changes: recordReads,
    onDone: (record) => void queryClient.setQueryData(readRecordQueryKey({ path: { id: record.id } }), record),
  });
  const handIn = async (input: Record<string, unknown>) => {
    const record = await save.mutateAsync(input);
    await navigate({ search: { ...search, done: record.id }, replace: true });
  };

  const body = () => {
    if (!data)
      return start.error ? <ErrorPanel error={start.error} onRetry={() => void start.refetch()} /> : <PageSkeleton />;
    if (data.pairings.length === 0)
      return (
        <section className="notice-panel">
          <p className="notice-title">{t('new.noPairing')}</p>
          <p className="notice-text">{t('new.noPairingHelp')}</p>
          <p className="notice-actions">
            <Link to="/">{t('new.toWorkbench')}</Link>
          </p>
        </section>
      );
    return (
      <>
        {data.alreadyThere.length > 0 && !start.isPlaceholderData && (
          <AlreadyThere form={text(form.title)} records={data.alreadyThere} />
        )}
        <PairingField
          offered={data.pairings}
          chosen={chosen}
          subjects={form.subjects}
          onChange={(next) => void navigate({ search: { ...search, pairing: writePairings(next) }, replace: true })}
        />
        {chosen.length > 0 && !opened && <PageSkeleton />}
        {opened && (
          <div onPointerDown={touch} onKeyDown={touch}>
            <FormView
              key={opened.pairing}
              fields={fields}
              initial={opened.data}
              people={data.people}
              draft={`record:new:${programme}:${form.key}${hasPeopleOfOthers(form) ? `:${opened.pairing}` : ''}`}
              submit={t('new.submit')}
              onSubmit={handIn}
              onCancel={() => void navigate({ to: '/' })}
            />
          </div>
        )}
      </>
    );
  };

  return (
    <div className="new-record">
      <PageHeader title={text(form.title)} lead={form.purpose && text(form.purpose)} />
      {body()}
    </div>
  );
};
