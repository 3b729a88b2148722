import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { type FieldManifest, fieldManifests, longText } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import {
  readRecordOptions,
  readRecordQueryKey,
  startRecordOptions,
} from '../../api/generated/@tanstack/react-query.gen.js';
import { correctRecord } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useText } from '../../app/i18n.js';
import { ErrorPanel, NotFound } from '../../components/error-panel.js';
import { FormView } from '../../components/form/form-view.js';
import { pageText } from '../../components/form/page-text.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { pairingName } from '../../components/pairing/pairing-name.js';
import { formOf, useProgramme } from '../../components/programme/programme.js';
import { recordReads } from '../../components/record/record-reads.js';
import { writtenData, writtenFields } from '../../components/record/record-text.js';
import { longestReason } from '../../components/record/return-reason.js';
import { reasonKey, splitReason } from './correction.js';
import { withNamed } from './people-choice.js';
import './records.css';
import { correctRecordRoute } from './routes.js';
import { longReview } from './review-trail.js';
import { withFieldKeys } from './stale-data.js';

/** The form's fields with the reason behind them, under a heading of its own. */
const useFields = (fields: readonly FieldManifest[] | undefined): readonly FieldManifest[] => {
  const { t } = useTranslation('records');
  return useMemo(() => {
    const reason = longText({
      title: pageText(t('correct.reason')),
      help: pageText(t('correct.reasonHelp')),
      section: pageText(t('correct.why')),
      maxLength: longestReason,
    });
    return [...(fields ?? []), ...fieldManifests({ [reasonKey]: reason })];
  }, [fields, t]);
};

/** 更正: the form once more, with a reason; the record stands as it is until the other side agrees. */
export const CorrectRecord = () => {
  const { t } = useTranslation('records');
  const text = useText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { id } = correctRecordRoute.useParams();
  const navigate = correctRecordRoute.useNavigate();
  const { again } = correctRecordRoute.useSearch();
  const { data: latest } = useSuspenseQuery(readRecordOptions({ path: { id } }));
  const opened = useRef(latest).current;
  const returned = again ? opened.returnedCorrection : null;
  const { manifest } = useProgramme(opened.programme);
  const form = formOf(manifest, opened.form);
  const review = longReview(manifest, opened.form);
  const fields = useFields(form && writtenFields(form));
  const pairing = opened.subjects[0]?.pairing;
  const start = useQuery({
    ...startRecordOptions({ path: { id: opened.programme, form: opened.form }, query: pairing ? { pairing } : {} }),
    enabled: form !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const save = useWrite({
    send: (input: Record<string, unknown>, headers) =>
      correctRecord({
        path: { id },
        body: splitReason(input),
        headers: { ...headers, ...ifMatch(opened.version) },
      }),
    changes: recordReads,
    onDone: (record) => void queryClient.setQueryData(readRecordQueryKey({ path: { id } }), record),
  });
  const back = () => navigate({ to: '/records/$id', params: { id } });
  const saved = useRef(false);
  const attached = { record: opened.id, files: opened.files };

  if (!form) return <NotFound />;
  if (!opened.mayCorrect && !saved.current) return <Navigate to="/records/$id" params={{ id }} replace />;

  const handIn = async (input: Record<string, unknown>) => {
    try {
      const record = await save.mutateAsync(input);
      saved.current = true;
      void message.success(t(record.openCorrection ? 'correct.asked' : 'correct.done'));
    } catch (error) {
      throw withFieldKeys(asProblem(error));
    }
    await back();
  };

  const title = text(form.title);
  return (
    <>
      <PageHeader
        title={t('correct.title', { form: title })}
        trail={[
          { title: t('list.title'), to: `/records?programme=${opened.programme}` },
          { title: `${title} ${opened.on}`, to: `/records/${id}` },
        ]}
        lead={opened.subjects.map(pairingName).join(t('app:form.listSeparator'))}
      />
      {start.error ? (
        <ErrorPanel error={start.error} onRetry={() => void start.refetch()} />
      ) : !start.data ? (
        <PageSkeleton />
      ) : (
        <FormView
          fields={fields}
          initial={
            returned
              ? { ...writtenData(form, returned.data), [reasonKey]: returned.reason }
              : writtenData(form, opened.data)
          }
          people={withNamed(start.data.people, opened)}
          attached={attached}
          draft={`record:${id}:correct:${returned?.id ?? opened.version}`}
          submit={t('correct.submit')}
          onSubmit={handIn}
          onCancel={() => void back()}
        >
          <p className="correct-means">
            {!form.confirmed
              ? t('correct.meansAtOnce')
              : review
                ? t('correct.meansReview', { review: text(review.title) })
                : t('correct.means')}
          </p>
        </FormView>
      )}
    </>
  );
};
