import { useQuery } from '@tanstack/react-query';
import type { ProgrammeManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { readTrailOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadTrailResponse, Record as Written } from '../../api/generated/types.gen.js';
import { useText } from '../../app/i18n.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { Opinion } from '../../components/record/opinion.js';
import { StatusTag } from '../../components/status-tag.js';
import { useSubjectNames } from './subject-name.js';

type Step = ReadTrailResponse[number];

/** The review of a form, where more is asked than one word of the other side: that stands in the status already. */
export const longReview = (manifest: ProgrammeManifest | undefined, form: string) => {
  const review = manifest?.reviews.find(({ of }) => of.includes(form));
  const isPlain = review?.steps.length === 1 && review.steps[0]!.by === 'otherSide' && review.steps[0]!.needs === 1;
  return isPlain ? undefined : review;
};

const Waiting = ({ step }: { step: Step }) => {
  const { t } = useTranslation('records');
  const given = step.decisions.filter(({ decision }) => decision === 'approve').length;
  return (
    <p className="trail-waiting muted">
      {step.needs > 1 && <span>{t('trail.needs', { needs: step.needs, given })}</span>}
      {step.dueOn && (
        <span className={step.overdue ? 'trail-late' : undefined}>
          {t(step.overdue ? 'trail.overdue' : step.silence ? 'trail.silence' : 'trail.due', { day: step.dueOn })}
        </span>
      )}
    </p>
  );
};

/** 审核意见: every step that a record went through, round by round: who decided what, when and why. */
export const ReviewTrail = ({ record }: { record: Pick<Written, 'id' | 'subjects'> }) => {
  const { t } = useTranslation('records');
  const text = useText();
  const names = useSubjectNames();
  const { data, error, refetch } = useQuery(readTrailOptions({ path: { id: record.id } }));
  const pairOf = (id: string) => record.subjects.find(({ pairing }) => pairing === id);
  const heading = ({ correction, round }: Step) =>
    correction === null ? t('trail.round', { round }) : t('trail.correction', { number: correction });
  const hasRounds = (data ?? []).some(({ round, correction }) => round > 1 || correction !== null);
  return (
    <section className="panel review-trail" aria-labelledby="trail">
      <div className="panel-head">
        <h2 id="trail">{t('trail.title')}</h2>
      </div>
      {!data && (error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
      {data?.length === 0 && <p className="panel-body muted">{t('trail.none')}</p>}
      <ol className="panel-body review-steps">
        {(data ?? []).map((step, i) => {
          const pair = record.subjects.length > 1 ? pairOf(step.pairing) : undefined;
          const isNew = i === 0 || heading(data![i - 1]!) !== heading(step);
          return (
            <li key={i} className={`trail-step${isNew && i > 0 ? ' new' : ''}`}>
              {hasRounds && isNew && <p className="trail-round">{heading(step)}</p>}
              <p className="trail-head">
                <strong>{t('trail.step', { step: step.step, title: text(step.title) })}</strong>
                <StatusTag of="review" state={step.state} />
                <span className="muted">{step.organisation.name}</span>
                {pair && <span className="muted">{names.pair(pair)}</span>}
              </p>
              {step.decisions.map((one) => (
                <Opinion key={`${one.at} ${one.by}`} of={one} />
              ))}
              {step.state === 'open' && <Waiting step={step} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
};
