import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FieldManifest, type FormManifest, today } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { readRecordQueryKey, startRecordOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { changeRecord, createRecord, discardRecord, submitRecord } from '../../api/generated/sdk.gen.js';
import type { Record as Written, StartRecordResponse } from '../../api/generated/types.gen.js';
import { ifMatch } from '../../api/client.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { formatInstant } from '../../app/format.js';
import { useLanguage, useText } from '../../app/i18n.js';
import { useSession } from '../../app/session.js';
import { ConfidentialMark } from '../../components/confidential-mark.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { ErrorPanel, useProblemText } from '../../components/error-panel.js';
import { FormView } from '../../components/form/form-view.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { AlreadyThere } from './already-there.js';
import { arranged } from './arranged.js';
import { weekday } from '../../components/date/day-words.js';
import { Findings } from '../../components/record/findings.js';
import type { Held } from './draft-keeper.js';
import { chosenPairings, readPairings, writePairings } from './pairing-choice.js';
import { PairingField } from './pairing-field.js';
import { writtenData, writtenFields } from '../../components/record/record-text.js';
import { recordReads } from '../../components/record/record-reads.js';
import { newRecordRoute } from './routes.js';
import { currentOf, withFieldKeys } from './stale-data.js';
import { type Kept, useAutosave } from './use-autosave.js';

/** The form's fields, those that came filled in standing together behind those still to be filled in. */
const useArranged = (fields: readonly FieldManifest[], data: StartRecordResponse['data'] | undefined) => {
  const { t } = useTranslation('records');
  const language = useLanguage();
  const me = useSession().user.person?.id;
  return useMemo(() => {
    const inBoth = (words: string) => ({ zh: words, en: words });
    return arranged(fields, data ?? {}, {
      open: inBoth(t('new.toFill')),
      filled: inBoth(t('new.toCheck')),
      mark: (field, value) =>
        inBoth(
          field.prefill === 'today'
            ? t('new.today', { weekday: weekday(String(value), language) })
            : t(field.prefill === 'me' && value === me ? 'new.asMe' : 'new.asLast'),
        ),
    });
  }, [fields, data, t, language, me]);
};

/** Where people to choose from differ from pairing to pairing, the form must begin anew with another pairing. */
const hasPeopleOfOthers = ({ fields, writtenBy }: FormManifest): boolean =>
  fields.some(({ widget, from }) => widget === 'person' && from !== 'writer' && from !== writtenBy);

const withoutPeople = ({ fields }: FormManifest, data: StartRecordResponse['data']): StartRecordResponse['data'] =>
  Object.fromEntries(
    Object.entries(data).filter(([key]) => !fields.some((f) => f.key === key && f.widget === 'person')),
  );

type Start = Pick<UseQueryResult<StartRecordResponse>, 'data' | 'isPlaceholderData'>;

/**
 * What the form on the screen began with. Another pairing brings its own last values, unless somebody has already
 * begun to type, which is never thrown away.
 */
const useOpened = (
  form: FormManifest,
  pairing: string | undefined,
  { data, isPlaceholderData }: Start,
  draft: StartRecordResponse['data'] | undefined,
) => {
  const opened = useRef<{ readonly pairing: string; readonly data: StartRecordResponse['data'] }>(undefined);
  // A draft is somebody's text: another pairing takes only the people of the one before from it.
  const touched = useRef(draft !== undefined);
  const mustBeOwn = !touched.current || hasPeopleOfOthers(form);
  if (pairing && data && !isPlaceholderData && opened.current?.pairing !== pairing && (mustBeOwn || !opened.current))
    opened.current = { pairing, data: (opened.current ? draft && withoutPeople(form, draft) : draft) ?? data.data };
  const isOwn = opened.current?.pairing === pairing;
  return {
    opened: pairing && (isOwn || !mustBeOwn) ? opened.current : undefined,
    touch: () => void (touched.current = true),
  };
};

/** `已保存草稿 10:32`, why nothing is kept, or that it will be: always one line, so that the form stays in its place. */
const KeptMark = ({ kept, opened }: { kept: Kept | undefined; opened: string | undefined }) => {
  const { t } = useTranslation('records');
  if (kept && kept.state !== 'kept')
    return (
      <span className="draft-mark failed" role="alert">
        {t(kept.state === 'failed' ? 'draft.failed' : 'draft.elsewhere')}
      </span>
    );
  const at = kept?.at.toISOString() ?? opened;
  return at ? (
    <span className="draft-mark">
      {t('draft.kept')} <time dateTime={at}>{formatInstant(at).slice(kept ? 11 : 0)}</time>
    </span>
  ) : (
    <span className="draft-mark">{t('draft.willBe')}</span>
  );
};

const nothingFilled = {};

interface WriteRecordProps {
  readonly programme: string;
  readonly form: FormManifest;
  /** The draft to go on with. */
  readonly draft?: Written | undefined;
  /** The record whose words it begins with. */
  readonly copied?: Written | undefined;
}

/** What another record says, as of today: without its files, and without whoever cannot be chosen any more. */
const copyOf = (
  form: FormManifest,
  { data }: Written,
  people: StartRecordResponse['people'],
): StartRecordResponse['data'] =>
  writtenData(form, {
    ...Object.fromEntries(
      Object.entries(data).filter(([key, value]) => {
        const field = form.fields.find((one) => one.key === key);
        // Files belong to the event they were taken at.
        return (
          field &&
          field.widget !== 'attachments' &&
          (field.widget !== 'person' || people[key]?.some(({ id }) => id === value))
        );
      }),
    ),
    on: today(new Date()),
  });

/** One form, filled in for one pairing or several. What is typed is kept as a draft on the way. */
export const WriteRecord = ({ programme, form, draft, copied }: WriteRecordProps) => {
  const { t } = useTranslation('records');
  const text = useText();
  const { message } = App.useApp();
  const problemText = useProblemText();
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
  const kept = draft && writtenData(form, draft.data);
  const chosen = chosenPairings(data?.pairings ?? [], named, form.subjects);
  const { opened, touch } = useOpened(
    form,
    chosen[0],
    start,
    copied && data ? copyOf(form, copied, data.people) : kept,
  );
  const fields = useArranged(writtenFields(form), draft || copied ? nothingFilled : opened?.data);
  const autosave = useAutosave({
    programme,
    form: form.key,
    pairings: chosen,
    held: draft,
    initial: kept,
    onBegun: (id) => void navigate({ search: (now) => ({ ...now, draft: id }), replace: true }),
  });
  const { keeper } = autosave;
  const attached = useMemo(() => draft && { record: draft.id, files: draft.files }, [draft]);

  const last = useRef<{ readonly key: string; readonly held: Held }>(undefined);
  const save = useWrite({
    send: async ({ data: input, held }: { data: Record<string, unknown>; held: Held | undefined }, headers) => {
      const pairings = [...chosen];
      if (!held)
        return createRecord({ path: { id: programme }, body: { form: form.key, pairings, data: input }, headers });
      // Two calls, each with a key of its own; when the line breaks between them, the first is not made again.
      const key = headers['Idempotency-Key'];
      if (last.current?.key !== key) {
        const answer = await changeRecord({
          path: { id: held.id },
          body: { data: input, pairings },
          headers: { 'Idempotency-Key': `${key}-1`, ...ifMatch(held.version) },
        });
        last.current = { key, held: { id: answer.id, version: answer.version } };
      }
      const { id, version } = last.current.held;
      return submitRecord({ path: { id }, headers: { 'Idempotency-Key': `${key}-2`, ...ifMatch(version) } });
    },
    changes: recordReads,
    onDone: (record) => void queryClient.setQueryData(readRecordQueryKey({ path: { id: record.id } }), record),
  });
  const handIn = async (input: Record<string, unknown>, current?: unknown) => {
    const known = await keeper.stop();
    const theirs = currentOf(current);
    const held = known && theirs ? { ...known, version: theirs.version } : known;
    try {
      const record = await save.mutateAsync({ data: input, held });
      await navigate({
        search: (now) => ({ ...now, draft: undefined, copy: undefined, done: record.id }),
        replace: true,
      });
    } catch (error) {
      const kept = last.current?.held;
      keeper.resume(kept && kept.id === held?.id && kept.version > held.version ? kept : known);
      throw withFieldKeys(asProblem(error));
    }
  };
  const discard = useWrite({
    send: ({ id, version }: Held, headers) =>
      discardRecord({ path: { id }, headers: { ...headers, ...ifMatch(version) } }),
    changes: ['readWorkbench', 'listRecords'],
    onDone: () => {
      void message.success(t('draft.discarded'));
      return navigate({ to: '/' });
    },
    onProblem: (problem) => void message.error(problemText(problem)),
  });
  const throwAway = async () => {
    const held = await keeper.stop();
    if (held) discard.mutate(held);
    else await navigate({ to: '/' });
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
              attached={attached}
              draft={`record:${draft ? `draft:${draft.id}` : copied ? `copy:${copied.id}` : `new:${programme}:${form.key}`}${hasPeopleOfOthers(form) ? `:${opened.pairing}` : ''}`}
              autosave={{ type: autosave.type, isSafe: keeper.isSafe }}
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
      <PageHeader
        title={text(form.title)}
        marks={<ConfidentialMark of={form} />}
        lead={form.purpose && text(form.purpose)}
      />
      {opened && (
        <div className="draft-line">
          <KeptMark kept={autosave.kept} opened={draft?.submittedAt} />
          {search.draft && (
            <ConfirmButton
              type="link"
              size="small"
              title={t('draft.discardTitle', { form: text(form.title) })}
              text={t('draft.discardText')}
              label={t('draft.discard')}
              onConfirm={throwAway}
            />
          )}
        </div>
      )}
      {copied && <p className="panel copied-line">{t('copy.from', { day: copied.on })}</p>}
      {draft && <Findings findings={draft.findings} />}
      {body()}
    </div>
  );
};
