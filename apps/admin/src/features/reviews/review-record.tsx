import { UnknownYears } from '../../components/unknown-years.js';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { readHistoryOptions, readRecordOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { Record as Written } from '../../api/generated/types.gen.js';
import { formatInstant } from '../../app/format.js';
import { useLanguage, useText } from '../../app/i18n.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { StatusTag } from '../../components/status-tag.js';
import { monthDay } from '../../components/date/day-words.js';
import { Opinion } from '../../components/record/opinion.js';
import { Findings } from '../../components/record/findings.js';
import { formOf, useProgramme } from '../../components/programme/programme.js';
import { DifferenceList } from '../../components/record/difference-list.js';
import { RawFields, RecordFields } from '../../components/record/record-fields.js';
import { changedSinceReturn, peopleOf } from '../../components/record/record-text.js';
import type { Review } from './use-desk.js';

const Content = ({ record, correction }: { record: Written; correction: Review['correction'] }) => {
  const { t } = useTranslation('reviews');
  const { manifest } = useProgramme(record.programme);
  const form = formOf(manifest, record.form);
  const history = useQuery({ ...readHistoryOptions({ path: { id: record.id } }), enabled: record.version > 1 });
  const changed = changedSinceReturn(history.data ?? []);
  return (
    <>
      {correction && (
        <div className="review-correction">
          <p>{t('correction', { number: correction.number, reason: correction.reason })}</p>
          <DifferenceList difference={correction.difference} fields={form?.fields ?? []} people={peopleOf(record)} />
        </div>
      )}
      <Findings findings={record.findings} />
      {!correction && changed.size > 0 && <p className="review-changed">{t('changed', { count: changed.size })}</p>}
      {form ? (
        <RecordFields record={record} fields={form.fields} changed={correction ? undefined : changed} />
      ) : (
        <RawFields data={record.data} />
      )}
    </>
  );
};

const Coming = () => (
  <div className="panel-body review-content">
    <PageSkeleton />
  </div>
);

/** The record an entry of the desk is about, with room for the buttons below it. */
export const ReviewRecord = ({ review, children }: { review: Review; children?: ReactNode }) => {
  const { t } = useTranslation('reviews');
  const text = useText();
  const language = useLanguage();
  const { data: record, error, refetch } = useQuery(readRecordOptions({ path: { id: review.record } }));
  const subject = record?.subjects.find(({ pairing }) => pairing === review.pairing);
  return (
    <article className="review-record panel" aria-labelledby="review-title">
      <header className="review-record-head">
        <div className="review-record-title">
          <h2 id="review-title">
            {text(review.formTitle)} <time dateTime={review.on}>{review.on}</time>
          </h2>
          <StatusTag of="review" state={review.state} />
          <Link to="/records/$id" params={{ id: review.record }} className="review-open">
            {t('openRecord')}
          </Link>
        </div>
        <p>
          {review.helper.name} → {review.helped.name}
        </p>
        {(review.steps > 1 || review.by !== 'otherSide') && (
          <p className="review-step">
            {t(review.steps > 1 ? 'step' : 'onlyStep', {
              step: review.step,
              of: review.steps,
              title: text(review.stepTitle),
            })}
            {review.needs > 1 && t('needs', { needs: review.needs, approved: review.approved })}
          </p>
        )}
        <p className="muted review-written">
          <span>{t('writtenBy', { name: review.writtenBy, at: formatInstant(review.openedAt) })}</span>
          {review.state === 'open' && review.dueOn && (
            <span className={`review-due${review.overdue ? ' overdue' : ''}`}>
              {t(review.silence ? 'due' : review.overdue ? 'overdue' : 'decideBy', {
                day: monthDay(review.dueOn, language),
              })}
            </span>
          )}
          {review.state === 'open' && <UnknownYears years={review.dueUnknownYears} of="deadline" />}
        </p>
        {review.state === 'returned' && subject?.reason && (
          <p className="review-reason">{t('reason', { reason: subject.reason })}</p>
        )}
      </header>
      {review.opinions.length > 0 && (
        <section className="review-opinions" aria-label={t('opinions')}>
          <h3>{t('opinions')}</h3>
          <ol>
            {review.opinions.map((one) => (
              <li key={`${one.at} ${one.step} ${one.by}`}>
                <span className="muted">{t('at', { round: one.round, title: text(one.stepTitle) })}</span>
                <Opinion of={one} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {/* What is decided and the buttons that decide it come up together. */}
      <Suspense fallback={<Coming />}>
        {record ? (
          <>
            <div className="panel-body review-content">
              <Content record={record} correction={review.correction} />
            </div>
            {children}
          </>
        ) : error ? (
          <div className="panel-body review-content">
            <ErrorPanel error={error} onRetry={() => void refetch()} />
          </div>
        ) : (
          <Coming />
        )}
      </Suspense>
    </article>
  );
};
