import { CheckCircleFilled } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, type Ref, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { arrange, type Candidate, isFull, reasons, stepOption } from './candidates.js';

interface CandidatePickerProps {
  readonly title: string;
  readonly candidates: readonly Candidate[] | undefined;
  readonly problem: unknown;
  readonly onRetry: () => void;
  /** Id of the picked candidate. */
  readonly picked: string | undefined;
  readonly onPick: (candidate: Candidate | undefined) => void;
  /** After a pick by keyboard: on to what comes next. */
  readonly onNext: () => void;
  /** Somebody whom a rule shuts out may be picked, with a reason. */
  readonly withReason?: boolean;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly inputRef?: Ref<InputRef>;
  readonly inputId: string;
}

/** Why a candidate may or may not stand on the side, and how many pairings it holds. */
const Why = ({ candidate }: { candidate: Candidate }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const { holds, atMost } = candidate;
  return (
    <span className="why">
      <span className={candidate.findings.some(({ outcome }) => outcome === 'fail') ? 'against' : ''}>
        {reasons(candidate)
          .map((finding) => text(finding.text))
          .join(t('app:form.listSeparator'))}
      </span>
      <span className={isFull(candidate) ? 'holds full' : 'holds'}>
        {atMost === null
          ? t('holds', { n: formatNumber(holds) })
          : t('holdsOf', { n: formatNumber(holds), most: formatNumber(atMost) })}
      </span>
    </span>
  );
};

/** One side's candidates: type to narrow, arrow keys to move, Enter to pick. */
export const CandidatePicker = (props: CandidatePickerProps) => {
  const {
    title,
    candidates,
    problem,
    onRetry,
    picked,
    onPick,
    onNext,
    error,
    withReason = false,
    disabled = false,
    inputRef,
    inputId,
  } = props;
  const { t } = useTranslation('pairings');
  const listId = useId();
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const { eligible, others } = arrange(candidates ?? [], words, withReason);
  const optionId = (id: string) => `${listId}${id}`;
  const at = Math.min(active, Math.max(eligible.length - 1, 0));
  const current = eligible[at];

  // A new pair starts with nothing typed.
  useEffect(() => {
    if (picked === undefined) {
      setWords('');
      setActive(0);
    }
  }, [picked]);

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (!current) return;
      onPick(current);
      onNext();
      return;
    }
    // Home and End stay with the text while something is typed.
    if ((event.key === 'Home' || event.key === 'End') && words !== '') return;
    const next = stepOption(event.key, { active: at, count: eligible.length });
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
    document.getElementById(optionId(eligible[next]?.id ?? ''))?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <section className={error ? 'panel candidates invalid' : 'panel candidates'} aria-labelledby={`${inputId}-title`}>
      <div className="panel-head">
        <h2 id={`${inputId}-title`}>{title}</h2>
        {candidates && (
          <span className="muted">{t('new.eligible', { count: eligible.filter((one) => one.eligible).length })}</span>
        )}
      </div>
      <div className="candidates-search">
        <Input
          ref={inputRef ?? null}
          id={inputId}
          allowClear
          autoComplete="off"
          disabled={disabled}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current ? optionId(current.id) : undefined}
          aria-label={t('new.search', { side: title })}
          aria-invalid={error !== undefined}
          aria-describedby={error ? `${inputId}-error` : undefined}
          status={error ? 'error' : ''}
          placeholder={t('new.searchPlaceholder')}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setActive(0);
          }}
          onKeyDown={press}
        />
        {error && (
          <p className="field-error" id={`${inputId}-error`}>
            {error}
          </p>
        )}
      </div>
      {!candidates && (problem ? <ErrorPanel error={problem} onRetry={onRetry} /> : <PageSkeleton />)}
      <ul id={listId} role="listbox" aria-label={title} className="candidates-list">
        {eligible.map((candidate, i) => (
          <li
            key={candidate.id}
            id={optionId(candidate.id)}
            role="option"
            aria-selected={candidate.id === picked}
            className={`candidate${i === at ? ' active' : ''}`}
            onClick={() => {
              if (disabled) return;
              setActive(i);
              onPick(candidate.id === picked ? undefined : candidate);
            }}
          >
            <span className="candidate-name">{candidate.name}</span>
            {candidate.id === picked && <CheckCircleFilled aria-hidden />}
            <Why candidate={candidate} />
          </li>
        ))}
      </ul>
      {candidates && eligible.length === 0 && (
        <p className="candidates-none muted">
          {t(words.trim() !== '' ? 'new.noMatch' : 'new.noneEligible', { side: title })}
        </p>
      )}
      {others.length > 0 && (
        <details className="candidates-others" open={eligible.length === 0}>
          <summary>{t('new.others', { count: others.length })}</summary>
          <ul tabIndex={0} aria-label={t('new.others', { count: others.length })}>
            {others.map((candidate) => (
              <li key={candidate.id} className="candidate not">
                <span className="candidate-name">{candidate.name}</span>
                <Why candidate={candidate} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};
