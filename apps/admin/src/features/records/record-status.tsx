import { CheckCircleFilled, ClockCircleFilled, CloseCircleFilled, MinusCircleFilled } from '@ant-design/icons';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Record as Written } from '../../api/generated/types.gen.js';
import { formatInstant } from '../../app/format.js';
import { StatusTag } from '../../components/status-tag.js';
import { otherSide } from '../../components/record/record-text.js';
import { useSubjectNames } from './subject-name.js';

type Subject = Written['subjects'][number];
type Tone = 'good' | 'info' | 'bad' | 'gone';

const icons: Readonly<Record<Tone, ComponentType>> = {
  good: CheckCircleFilled,
  info: ClockCircleFilled,
  bad: CloseCircleFilled,
  gone: MinusCircleFilled,
};

const Step = ({ tone, title, children }: { tone: Tone; title: string; children?: ReactNode }) => {
  const Icon = icons[tone];
  return (
    <li className={`step ${tone}`}>
      <Icon aria-hidden />
      <div>
        <p className="step-title">{title}</p>
        {children}
      </div>
    </li>
  );
};

/** Who decided, and when; a decision without a person is the passing of the day to answer by. */
const Decided = ({ subject, isConfirmable }: { subject: Subject; isConfirmable: boolean }) => {
  const { t } = useTranslation('records');
  if ((subject.state !== 'confirmed' && subject.state !== 'returned') || !isConfirmable) return null;
  const by = subject.decidedBy ?? (subject.state === 'confirmed' ? t('status.silence') : '');
  return (
    <span className="step-more">
      {by} {subject.decidedAt && <time dateTime={subject.decidedAt}>{formatInstant(subject.decidedAt)}</time>}
    </span>
  );
};

const Reason = ({ reason }: { reason: string | null }) => {
  const { t } = useTranslation('records');
  return reason ? <p className="step-reason">{t('status.reason', { reason })}</p> : null;
};

const toneOf: Readonly<Record<Subject['state'], Tone>> = {
  draft: 'gone',
  claimed: 'info',
  confirmed: 'good',
  returned: 'bad',
  void: 'gone',
};

interface StatusProps {
  readonly record: Written;
  readonly isConfirmable: boolean;
  /** The review that it goes through, where that is more than one word of the other side. */
  readonly review?: string;
}

const Answer = ({ record, isConfirmable, review }: StatusProps) => {
  const { t } = useTranslation('records');
  if (record.state === 'void')
    return (
      <Step tone="gone" title={t('app:state.record.void')}>
        {record.voidReason && <p className="step-reason">{t('status.voidReason', { reason: record.voidReason })}</p>}
      </Step>
    );
  if (!isConfirmable) return <Step tone="good" title={t('status.noConfirmation')} />;
  const only = record.subjects.length === 1 ? record.subjects[0] : undefined;
  if (only) {
    const { name } = otherSide(record.writer.id, only);
    const isTakenBack = only.state === 'returned' && !only.decidedAt;
    const title = isTakenBack
      ? t('status.takenBack')
      : review
        ? t(`status.review.${only.state}`, { review })
        : t(`status.${only.state}`, { name });
    return (
      <Step tone={isTakenBack ? 'gone' : toneOf[only.state]} title={title}>
        <Decided subject={only} isConfirmable />
        <Reason reason={only.reason} />
      </Step>
    );
  }
  const count = (state: Subject['state']) => record.subjects.filter((subject) => subject.state === state).length;
  const tone = count('returned') > 0 ? 'bad' : count('claimed') > 0 ? 'info' : 'good';
  const parts = (['confirmed', 'claimed', 'returned'] as const)
    .filter((state) => count(state) > 0)
    .map((state) => t(`status.several.${state}`, { count: count(state) }));
  return <Step tone={tone} title={parts.join(t('status.separator'))} />;
};

/** 已提交 → 已确认 or 已退回, by whom and when; with several subjects, one line for each below. */
export const RecordStatus = ({ record, isConfirmable, review }: StatusProps) => {
  const names = useSubjectNames();
  const { t } = useTranslation('records');
  return (
    <section className="panel record-status" aria-label={t('status.title')}>
      <ol className="steps">
        <Step tone="good" title={t('status.submitted')}>
          <span className="step-more">
            {t('status.writer', { name: record.writtenBy, organisation: record.writer.name })}{' '}
            <time dateTime={record.submittedAt}>{formatInstant(record.submittedAt)}</time>
          </span>
        </Step>
        <Answer record={record} isConfirmable={isConfirmable} {...(review ? { review } : {})} />
        {record.state === 'sealed' && (
          <Step tone="good" title={t('app:state.record.sealed')}>
            <span className="step-more">{t('status.sealed')}</span>
          </Step>
        )}
      </ol>
      {record.subjects.length > 1 && (
        <ul className="subjects">
          {record.subjects.map((subject) => (
            <li key={subject.pairing}>
              <span className="subject-name">{names.pair(subject)}</span>
              <StatusTag of="subject" state={subject.state} />
              <Decided subject={subject} isConfirmable={isConfirmable} />
              <Reason reason={subject.reason} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
