import { isDay, today } from '@xieshou/sdk';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { ifMatch } from '../../api/client.js';
import { previewMergeOptions, readOrganisationOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { mergeOrganisation } from '../../api/generated/sdk.gen.js';
import type { PreviewMergeResponse } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { changed } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { DateField } from '../../components/date/date-field.js';
import { ErrorPanel, useProblemText } from '../../components/error-panel.js';
import '../../components/form/form.css';
import { OrganisationSelect } from '../../components/organisation/organisation-select.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { lifeReads } from './life-drawers.js';
import './merge.css';
import { MergePreviewTable } from './merge-preview.js';
import { mergeRoute } from './routes.js';

/** 合并: which into which and when, what exactly would happen, and only then the act. */
export const MergePage = () => {
  const { t } = useTranslation('organisations');
  const { id } = mergeRoute.useParams();
  const { into, on: chosenDay } = mergeRoute.useSearch();
  const navigate = mergeRoute.useNavigate();
  const { data: organisation } = useSuspenseQuery(readOrganisationOptions({ path: { id } }));
  const on = chosenDay ?? today(new Date());
  const preview = useQuery({
    ...previewMergeOptions({ path: { id }, query: { into: into ?? '', on } }),
    enabled: into !== undefined && isDay(on) && organisation.mergedInto === null,
    retry: false,
    gcTime: 0,
  });

  return (
    <>
      <PageHeader
        title={t('merge.title', { name: organisation.name })}
        trail={[
          { title: t('list.title'), to: '/organisations' },
          { title: organisation.name, to: `/organisations/${id}` },
        ]}
        lead={t('merge.lead')}
      />
      <section className="panel" aria-labelledby="choose">
        <div className="panel-head">
          <h2 id="choose">{t('merge.step1')}</h2>
        </div>
        <div className="panel-body merge-choose">
          <div className="field">
            <label className="field-label" htmlFor="merge-into">
              {t('merge.into')}
            </label>
            <OrganisationSelect
              id="merge-into"
              value={into}
              required
              onChange={(next) => void navigate({ search: (now) => ({ ...now, into: next }), replace: true })}
            />
          </div>
          <div className="field">
            <label className="field-label" htmlFor="merge-on">
              {t('merge.on')}
            </label>
            <DateField
              id="merge-on"
              value={on}
              aria-describedby="merge-on-help"
              onChange={(next) => {
                if (next && isDay(next)) void navigate({ search: (now) => ({ ...now, on: next }), replace: true });
              }}
            />
            <p className="field-help" id="merge-on-help">
              {t('merge.onHelp')}
            </p>
          </div>
        </div>
      </section>
      {into === undefined ? (
        <p className="muted merge-wait">{t('merge.choose')}</p>
      ) : preview.error ? (
        <Refusal error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data ? (
        <>
          <MergePreviewTable preview={preview.data} />
          <Confirm key={preview.data.token} preview={preview.data} version={organisation.version} />
        </>
      ) : (
        <PageSkeleton />
      )}
    </>
  );
};

/** Why the two cannot be merged; everything else that fails is shown as everywhere. */
const Refusal = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const problem = asProblem(error);
  const text = useProblemText()(problem);
  if (problem.status !== 422 && problem.status !== 409) return <ErrorPanel error={error} onRetry={onRetry} />;
  return (
    <div className="notice-panel" role="alert">
      <p className="notice-text">{problem.errors[0]?.message ?? text}</p>
    </div>
  );
};

const Confirm = ({ preview, version }: { preview: PreviewMergeResponse; version: number }) => {
  const { t } = useTranslation('organisations');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const navigate = mergeRoute.useNavigate();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { from, into, on, token } = preview;
  const save = useWrite({
    send: (body: { into: string; on: string; reason: string; token: string }, headers) =>
      mergeOrganisation({ path: { id: from.id }, body, headers: { ...headers, ...ifMatch(version) } }),
    onDone: async () => {
      await navigate({ to: '/organisations/$id', params: { id: into.id }, search: {} });
      void message.success(t('merge.done', { from: from.name, into: into.name }));
      await changed(queryClient, lifeReads);
    },
    onProblem: (problem) => {
      void message.error(problem.errors[0]?.message ?? problemText(problem));
      // What was previewed is not so any more: it is looked at again before anything is done.
      if (problem.status === 409) void changed(queryClient, ['previewMerge', 'readOrganisation']);
    },
  });
  const tooShort = [...reason.trim()].length < 2;
  const error = tried && tooShort ? t('merge.noReason') : undefined;
  const submit = () => {
    setTried(true);
    if (!tooShort) save.mutate({ into: into.id, on, reason: reason.trim(), token });
  };
  return (
    <section className="panel" aria-labelledby="confirm">
      <div className="panel-head">
        <h2 id="confirm">{t('merge.step3')}</h2>
      </div>
      <div className="panel-body">
        <div className="field">
          <label className="field-label" htmlFor="merge-reason">
            <span className="required" aria-hidden="true">
              *
            </span>
            {t('life.reason')}
          </label>
          <Input.TextArea
            id="merge-reason"
            value={reason}
            maxLength={200}
            autoSize={{ minRows: 2, maxRows: 6 }}
            status={error ? 'error' : ''}
            aria-required
            aria-invalid={error !== undefined}
            aria-describedby={error ? 'merge-reason-error' : 'merge-reason-help'}
            disabled={save.isPending}
            onChange={(event) => setReason(event.target.value)}
          />
          <p className={error ? 'field-error' : 'field-help'} id={error ? 'merge-reason-error' : 'merge-reason-help'}>
            {error ?? t('life.reasonHelp')}
          </p>
        </div>
        <p className="merge-final">{t('merge.final', { from: from.name, into: into.name })}</p>
        <Button type="primary" danger loading={save.isPending} onClick={submit}>
          {t('merge.action', { into: into.name })}
        </Button>
      </div>
    </section>
  );
};
