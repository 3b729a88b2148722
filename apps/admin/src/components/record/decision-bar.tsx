import { Button, type GetRef, Input } from 'antd';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './decision-bar.css';
import { isReason, longestReason, shortestReason, withReason } from './return-reason.js';

interface DecisionBarProps {
  /** Whether the reason for a return is being written. */
  readonly returning: boolean;
  readonly onReturning: (returning: boolean) => void;
  readonly busy?: boolean;
  /** Whether the record has come up only just now; a click does nothing yet, and says so to whoever asks. */
  readonly settling?: boolean;
  /** Whether it is approved at a step of a review, with an opinion, instead of simply confirmed. */
  readonly approves?: boolean;
  readonly onConfirm: (opinion?: string) => void;
  readonly onReturn: (reason: string) => void;
  /** Shows the keys on the buttons. */
  readonly keys?: boolean;
}

const quickReasons = ['day', 'number', 'content', 'detail', 'double'] as const;

const ReturnBox = ({
  busy,
  onReturn,
  onCancel,
}: {
  busy: boolean;
  onReturn: (reason: string) => void;
  onCancel: () => void;
}) => {
  const { t } = useTranslation('app');
  const prefix = useId();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const box = useRef<GetRef<typeof Input.TextArea>>(null);
  useEffect(() => box.current?.focus(), []);
  const wrong = tried && !isReason(reason);
  const send = () => {
    if (isReason(reason)) return onReturn(reason.trim());
    setTried(true);
    box.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) onCancel();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
  };
  return (
    <div className="return-box" role="group" aria-labelledby={`${prefix}label`} onKeyDown={press}>
      <label id={`${prefix}label`} htmlFor={`${prefix}reason`} className="return-label">
        <span className="required" aria-hidden="true">
          *
        </span>
        {t('decision.reason')}
      </label>
      <div className="quick-reasons" role="group" aria-label={t('decision.quick')}>
        {quickReasons.map((key) => (
          <button
            key={key}
            type="button"
            className="quick-reason"
            onClick={() => {
              setReason(
                withReason(reason, t(`decision.reasons.${key}`), t('decision.separator')).slice(0, longestReason),
              );
              box.current?.focus();
            }}
          >
            {t(`decision.reasons.${key}`)}
          </button>
        ))}
      </div>
      <Input.TextArea
        ref={box}
        id={`${prefix}reason`}
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={longestReason}
        value={reason}
        status={wrong ? 'error' : ''}
        aria-required
        aria-invalid={wrong}
        aria-describedby={wrong ? `${prefix}error` : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      {wrong && (
        <p id={`${prefix}error`} className="return-error" role="alert">
          {t('decision.tooShort', { count: shortestReason })}
        </p>
      )}
      <div className="decision-buttons">
        <Button onClick={onCancel}>{t('form.cancel')}</Button>
        <Button type="primary" danger loading={busy} onClick={send}>
          {t('decision.send')}
        </Button>
      </div>
    </div>
  );
};

/** Confirm, or return with a reason. */
export const DecisionBar = ({
  returning,
  onReturning,
  busy = false,
  settling = false,
  approves = false,
  onConfirm,
  onReturn,
  keys = false,
}: DecisionBarProps) => {
  const { t } = useTranslation('app');
  const [opinion, setOpinion] = useState('');
  const written = opinion.trim();
  return (
    <div className="decision-bar screen-only">
      {returning ? (
        <ReturnBox busy={busy} onReturn={onReturn} onCancel={() => onReturning(false)} />
      ) : (
        <div className="decision-buttons">
          {approves && (
            <Input
              className="decision-opinion"
              aria-label={t('decision.opinion')}
              placeholder={t('decision.opinion')}
              maxLength={longestReason}
              value={opinion}
              onChange={(event) => setOpinion(event.target.value)}
            />
          )}
          <Button danger disabled={busy} onClick={() => onReturning(true)}>
            {t('decision.return')}
            {keys && <kbd aria-hidden="true">R</kbd>}
          </Button>
          <Button
            type="primary"
            loading={busy}
            aria-disabled={settling || undefined}
            onClick={() => !settling && onConfirm(written || undefined)}
          >
            {t(approves ? 'decision.approve' : 'decision.confirm')}
            {keys && <kbd aria-hidden="true">A</kbd>}
          </Button>
        </div>
      )}
    </div>
  );
};
