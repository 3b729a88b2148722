import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { App } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  readRecordOptions,
  readRecordQueryKey,
  startRecordOptions,
} from '../../api/generated/@tanstack/react-query.gen.js';
import { changeRecord } from '../../api/generated/sdk.gen.js';
import { ifMatch } from '../../api/client.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useText } from '../../app/i18n.js';
import { ErrorPanel, NotFound } from '../../components/error-panel.js';
import { FormView } from '../../components/form/form-view.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { pairingName } from '../../components/pairing/pairing-name.js';
import { formOf, useProgramme } from '../../components/programme/programme.js';
import { recordReads } from '../../components/record/record-reads.js';
import { writtenData, writtenFields } from '../../components/record/record-text.js';
import { withNamed } from './people-choice.js';
import './records.css';
import { changeRecordRoute } from './routes.js';
import { currentOf, mergedData, onlyConflicts, withFieldKeys } from './stale-data.js';

interface Change {
  readonly data: Record<string, unknown>;
  readonly version: number;
}

/** 修改: the same form again, on top of the version it was opened with. */
export const ChangeRecord = () => {
  const { t } = useTranslation('records');
  const text = useText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { id } = changeRecordRoute.useParams();
  const navigate = changeRecordRoute.useNavigate();
  const { data: latest } = useSuspenseQuery(readRecordOptions({ path: { id } }));
  // What the person started from: a version read meanwhile must not slip under what is being typed.
  const opened = useRef(latest).current;
  const { manifest } = useProgramme(opened.programme);
  const form = formOf(manifest, opened.form);
  const pairing = opened.subjects[0]?.pairing;
  const start = useQuery({
    ...startRecordOptions({ path: { id: opened.programme, form: opened.form }, query: pairing ? { pairing } : {} }),
    enabled: form !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const save = useWrite({
    send: ({ data, version }: Change, headers) =>
      changeRecord({ path: { id }, body: { data }, headers: { ...headers, ...ifMatch(version) } }),
    changes: recordReads,
    onDone: (record) => void queryClient.setQueryData(readRecordQueryKey({ path: { id } }), record),
  });
  const back = () => navigate({ to: '/records/$id', params: { id } });
  const saved = useRef(false);
  const attached = { record: opened.id, files: opened.files };

  if (!form) return <NotFound />;
  if (!opened.mayChange && !saved.current) return <Navigate to="/records/$id" params={{ id }} replace />;

  /** `against` is the record as somebody else has left it meanwhile; without it, the version opened here. */
  const send = async (mine: Record<string, unknown>, against?: unknown): Promise<unknown> => {
    const current = currentOf(against);
    const data = current ? mergedData({ opened: opened.data, mine, theirs: current.data }) : mine;
    try {
      return await save.mutateAsync({ data, version: current?.version ?? opened.version });
    } catch (error) {
      const problem = withFieldKeys(asProblem(error));
      const conflicts = onlyConflicts(problem, { opened: opened.data, mine });
      if (conflicts.difference.length > 0) throw conflicts;
      // The two changed different fields: both changes stand, nobody need be asked.
      if (!current && currentOf(problem.current)) return send(mine, problem.current);
      throw problem;
    }
  };
  const handIn = async (data: Record<string, unknown>, current?: unknown) => {
    await send(data, current);
    saved.current = true;
    void message.success(t('change.done'));
    await back();
  };

  if (opened.state === 'draft')
    return (
      <Navigate to="/records/new" search={{ programme: opened.programme, form: opened.form, draft: id }} replace />
    );

  const title = text(form.title);
  const reasons = opened.subjects.flatMap(({ state, reason }) => (state === 'returned' && reason ? [reason] : []));
  return (
    <>
      <PageHeader
        title={t('change.title', { form: title })}
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
          fields={writtenFields(form)}
          initial={writtenData(form, opened.data)}
          people={withNamed(start.data.people, opened)}
          attached={attached}
          draft={`record:${id}:${opened.version}`}
          submit={t(opened.state === 'returned' ? 'change.again' : 'change.submit')}
          onSubmit={handIn}
          onCancel={() => void back()}
        >
          {reasons.length > 0 && (
            <div className="change-reason" role="note">
              {reasons.map((reason) => (
                <p key={reason}>{t('status.reason', { reason })}</p>
              ))}
            </div>
          )}
        </FormView>
      )}
    </>
  );
};
