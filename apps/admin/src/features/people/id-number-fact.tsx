import { App, Button, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { revealPerson } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { nothing } from '../../app/format.js';
import { useProblemText } from '../../components/error-panel.js';
import './id-number-fact.css';
import type { Person } from './person-kinds.js';

/** So long the number stands there in full. */
const SHOWN = 60_000;

/** The masked ID number of a person, and the way to see it in full: a reason, which stands in the audit log. */
export const IdNumberFact = ({ person }: { person: Person }) => {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [number, setNumber] = useState<string>();
  const reveal = useWrite({
    send: (why: string, headers) => revealPerson({ path: { id: person.id }, body: { reason: why }, headers }),
    onDone: (answer) => {
      setNumber(answer.idNumber);
      setAsking(false);
      setReason('');
    },
    onProblem: (problem) => void message.error(problemText(asProblem(problem))),
  });
  useEffect(() => {
    if (number === undefined) return;
    const timer = setTimeout(() => setNumber(undefined), SHOWN);
    return () => clearTimeout(timer);
  }, [number]);
  const why = reason.trim();

  return (
    <span className="id-number">
      <span className="id-number-digits" aria-live="polite">
        {number ?? person.idNumber ?? nothing}
      </span>
      {person.idNumber && number === undefined && (
        <Button type="link" onClick={() => setAsking(true)}>
          {t('idNumber.reveal')}
        </Button>
      )}
      {number !== undefined && <span className="muted">{t('idNumber.hidesAgain')}</span>}
      <Modal
        open={asking}
        title={t('idNumber.title', { name: person.name })}
        okText={t('idNumber.reveal')}
        cancelText={t('app:form.cancel')}
        okButtonProps={{ disabled: why.length < 2, loading: reveal.isPending }}
        onOk={() => reveal.mutate(why)}
        onCancel={() => setAsking(false)}
      >
        <label htmlFor="id-number-reason">{t('idNumber.reason')}</label>
        <Input
          id="id-number-reason"
          value={reason}
          maxLength={200}
          placeholder={t('idNumber.example')}
          aria-describedby="id-number-logged"
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => why.length >= 2 && reveal.mutate(why)}
        />
        <p id="id-number-logged" className="field-help">
          {t('idNumber.logged')}
        </p>
      </Modal>
    </span>
  );
};
