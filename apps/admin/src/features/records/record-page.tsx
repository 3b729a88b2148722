import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import type { FieldManifest } from '@xieshou/sdk';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readRecordOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { formatInstant } from '../../app/format.js';
import type { Record as Written } from '../../api/generated/types.gen.js';
import { useText } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { ErrorBoundary } from '../../components/error-boundary.js';
import { useProblemText } from '../../components/error-panel.js';
import { ConfidentialMark } from '../../components/confidential-mark.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusTag } from '../../components/status-tag.js';
import { DecisionBar } from '../../components/record/decision-bar.js';
import { type Decision, useDecision } from '../../components/record/use-decision.js';
import { PrintRecord } from '../../components/record/print-record.js';
import { Findings } from '../../components/record/findings.js';
import { formOf, useProgramme } from '../../components/programme/programme.js';
import { RawFields, RecordFields } from '../../components/record/record-fields.js';
import { DifferenceList } from '../../components/record/difference-list.js';
import { peopleOf } from '../../components/record/record-text.js';
import { ReturnedCorrection, WithdrawCorrection } from './correction-panels.js';
import { CorrectionCount } from './correction-count.js';
import { RecordHistory } from './record-history.js';
import { RaiseButton, RaisedProblems, useRaised } from './raised-problems.js';
import { RecordStatus } from './record-status.js';
import './records.css';
import { longReview, ReviewTrail } from './review-trail.js';
import { recordRoute } from './routes.js';
import { useSubjectNames } from './subject-name.js';
import { VoidRecord } from './void-record.js';
import { WithdrawRecord } from './withdraw-record.js';

/** Confirm or return what is on the page. */
const Decide = ({ review, form, approves }: { review: string; form: string; approves: boolean }) => {
  const { t } = useTranslation('reviews');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [returning, setReturning] = useState(false);
  const decide = useDecision();
  const send = (decision: Decision) =>
    decide.mutate(
      { review, ...decision },
      {
        onSuccess: () => void message.success(t(`done.${decision.decision}`, { form })),
        onError: (error) => void message.error(problemText(error)),
      },
    );
  return (
    <DecisionBar
      returning={returning}
      onReturning={setReturning}
      busy={decide.isPending}
      approves={approves}
      onConfirm={(note) => send({ decision: 'confirm', ...(note ? { note } : {}) })}
      onReturn={(reason) => send({ decision: 'return', reason })}
    />
  );
};

/** The correction that waits for the other side, and what it would change. */
const OpenCorrection = ({
  record,
  fields,
  form,
  approves,
}: {
  record: Written;
  fields: readonly FieldManifest[];
  form: string;
  approves: boolean;
}) => {
  const { t } = useTranslation('records');
  const mayDecide = useMay('review.decide');
  const asked = record.openCorrection;
  if (!asked) return null;
  return (
    <section className="panel open-correction" aria-labelledby="open-correction">
      <div className="panel-head">
        <h2 id="open-correction">{t('correct.open', { number: asked.number })}</h2>
        <span className="muted">
          {asked.by} <time dateTime={asked.at}>{formatInstant(asked.at)}</time>
        </span>
      </div>
      <div className="panel-body">
        <p className="correction-reason">{t('correct.because', { reason: asked.reason })}</p>
        <DifferenceList difference={asked.difference} fields={fields} people={peopleOf(record)} />
        {asked.mayWithdraw && <WithdrawCorrection record={record.id} correction={asked.id} />}
      </div>
      {asked.review && mayDecide && <Decide review={asked.review} form={form} approves={approves} />}
    </section>
  );
};

/** One record: what was written, how it stands with the other side, and how it came to be so. */
export const RecordPage = () => {
  const { t } = useTranslation('records');
  const text = useText();
  const { id } = recordRoute.useParams();
  const navigate = recordRoute.useNavigate();
  const { data: record } = useSuspenseQuery(readRecordOptions({ path: { id } }));
  const { programme, manifest } = useProgramme(record.programme);
  const form = formOf(manifest, record.form);
  const title = form ? text(form.title) : record.form;
  const raised = useRaised(record, manifest);
  const names = useSubjectNames();
  const [isVoiding, setVoiding] = useState(false);
  const mayDecide = useMay('review.decide');
  const reviews = record.subjects.flatMap(({ review }) => (review && mayDecide ? [review] : []));
  const only = record.subjects.length === 1 ? record.subjects[0] : undefined;
  const fields = form?.fields ?? [];
  const review = longReview(manifest, record.form);
  const isConfirmable =
    form?.confirmed ?? record.subjects.some(({ decidedAt, state }) => decidedAt || state === 'claimed');

  if (record.state === 'draft')
    return (
      <Navigate to="/records/new" search={{ programme: record.programme, form: record.form, draft: id }} replace />
    );
  return (
    <>
      <PageHeader
        title={`${title} ${record.on}`}
        audited={id}
        trail={[{ title: t('list.title'), to: `/records?programme=${record.programme}` }]}
        marks={
          <span className="record-marks">
            <StatusTag of="record" state={record.state} />
            {form && <ConfidentialMark of={form} />}
            <CorrectionCount count={record.correction} />
          </span>
        }
        lead={
          <>
            {only && <span className="record-pairing">{names.pair(only)}</span>}
            <span className="record-programme">{programme.title}</span>
          </>
        }
        actions={
          <>
            {record.mayVoid && (
              <Button danger onClick={() => setVoiding(true)}>
                {t('void.action')}
              </Button>
            )}
            <PrintRecord record={record} />
            <RaiseButton record={record} raised={raised} />
            {record.mayCorrect && (
              <Button onClick={() => void navigate({ to: '/records/$id/correct', params: { id } })}>
                {t('correct.action')}
              </Button>
            )}
            {record.mayWithdraw && review && <WithdrawRecord record={record} />}
            {record.mayChange && (
              <Button
                type={record.state === 'returned' ? 'primary' : 'default'}
                onClick={() => void navigate({ to: '/records/$id/change', params: { id } })}
              >
                {t('record.change')}
              </Button>
            )}
          </>
        }
      />
      {isVoiding && <VoidRecord record={record} name={`${title} ${record.on}`} onClose={() => setVoiding(false)} />}
      <RecordStatus record={record} isConfirmable={isConfirmable} {...(review ? { review: text(review.title) } : {})} />
      <OpenCorrection record={record} fields={fields} form={title} approves={review !== undefined} />
      <ReturnedCorrection record={record} fields={fields} />
      <div className="record-columns">
        <div className="record-main">
          <section className="panel" aria-labelledby="content">
            <div className="panel-head">
              <h2 id="content">{t('record.content')}</h2>
            </div>
            <div className="panel-body">
              <Findings findings={record.findings} />
              {form ? <RecordFields record={record} fields={fields} /> : <RawFields data={record.data} />}
            </div>
            {reviews.map((one) => (
              <Decide key={one} review={one} form={title} approves={review !== undefined} />
            ))}
          </section>
          {review && (
            <ErrorBoundary resetKey={id}>
              <ReviewTrail record={record} />
            </ErrorBoundary>
          )}
          <RaisedProblems rows={raised.rows} />
        </div>
        <aside className="record-side">
          <ErrorBoundary resetKey={id}>
            <RecordHistory record={record} fields={fields} />
          </ErrorBoundary>
        </aside>
      </div>
    </>
  );
};
