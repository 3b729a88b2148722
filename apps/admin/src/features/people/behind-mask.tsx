import { App, Button, Input, Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useProblemText } from '../../components/error-panel.js';
import './behind-mask.css';

/** So long it stands there in full. */
const SHOWN = 60_000;

interface Props {
  /** Which texts: `idNumber`, `fullName`. */
  readonly words: 'idNumber' | 'fullName';
  readonly name: string;
  readonly masked: ReactNode;
  /** Whether there is anything behind the mask. */
  readonly hides: boolean;
  /** Answers what is behind it. */
  readonly send: (reason: string, headers: { 'Idempotency-Key': string }) => Promise<string>;
}

/** What is masked, and the way to see it in full: a reason, which stands in the audit log. */
export const BehindMask = ({ words, name, masked, hides, send }: Props) => {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [whole, setWhole] = useState<string>();
  const reveal = useWrite({
    send,
    changes: ['listReveals'],
    onDone: (answer) => {
      setWhole(answer);
      setAsking(false);
      setReason('');
    },
    onProblem: (problem) => void message.error(problemText(asProblem(problem))),
  });
  useEffect(() => {
    if (whole === undefined) return;
    const timer = setTimeout(() => setWhole(undefined), SHOWN);
    return () => clearTimeout(timer);
  }, [whole]);
  const why = reason.trim();
  const id = `${words}-reason`;

  return (
    <span className="behind-mask">
      <span className={words === 'idNumber' ? 'behind-mask-digits' : undefined} aria-live="polite">
        {whole ?? masked}
      </span>
      {hides && whole === undefined && (
        <Button type="link" onClick={() => setAsking(true)}>
          {t(`${words}.reveal`)}
        </Button>
      )}
      {whole !== undefined && <span className="muted">{t('mask.hidesAgain')}</span>}
      <Modal
        open={asking}
        title={t(`${words}.title`, { name })}
        okText={t(`${words}.reveal`)}
        cancelText={t('app:form.cancel')}
        okButtonProps={{ disabled: why.length < 2, loading: reveal.isPending }}
        onOk={() => reveal.mutate(why)}
        onCancel={() => setAsking(false)}
      >
        <label htmlFor={id}>{t('mask.reason')}</label>
        <Input
          id={id}
          value={reason}
          maxLength={200}
          placeholder={t(`${words}.example`)}
          aria-describedby={`${id}-logged`}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => why.length >= 2 && reveal.mutate(why)}
        />
        <p id={`${id}-logged`} className="field-help">
          {t(`${words}.logged`)}
        </p>
      </Modal>
    </span>
  );
};
