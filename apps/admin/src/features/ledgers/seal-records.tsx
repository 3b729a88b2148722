import { addDays, isDay, today } from '@xieshou/sdk';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sealRecords } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { DateField } from '../../components/date/date-field.js';
import { useProblemText } from '../../components/error-panel.js';
import '../../components/form/form.css';
import { recordReads } from '../../components/record/record-reads.js';

interface SealRecordsProps {
  readonly programme: { readonly id: string; readonly title: string };
}

const SealDialog = ({ programme, onClose }: SealRecordsProps & { readonly onClose: () => void }) => {
  const { t } = useTranslation('ledgers');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const now = today(new Date());
  // The month before is what is usually closed.
  const [through, setThrough] = useState<string | undefined>(() => addDays(`${now.slice(0, 7)}-01`, -1));
  const [isJudged, setIsJudged] = useState(false);
  const save = useWrite({
    send: (body: { through: string }, headers) => sealRecords({ path: { id: programme.id }, body, headers }),
    changes: recordReads,
    onDone: ({ sealed }) => {
      void message.success(t('seal.done', { count: sealed }));
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : undefined;
  const isReal = through !== undefined && isDay(through) && through <= now;
  const error = isJudged && !isReal ? t('seal.noDay') : problem && (problem.errors[0]?.message ?? problemText(problem));
  const send = () => (isReal ? save.mutate({ through }) : setIsJudged(true));
  return (
    <Modal
      open
      title={t('seal.title', { programme: programme.title })}
      okText={t('seal.action')}
      cancelText={t('app:form.cancel')}
      confirmLoading={save.isPending}
      mask={{ closable: false }}
      onOk={send}
      onCancel={onClose}
      width={480}
    >
      <p className="seal-means">{t('seal.means')}</p>
      <div className="field">
        <label className="field-label" htmlFor="seal-through">
          <span className="required" aria-hidden="true">
            *
          </span>
          {t('seal.through')}
        </label>
        <DateField
          id="seal-through"
          value={through}
          onChange={setThrough}
          disabled={save.isPending}
          aria-required
          aria-invalid={error !== undefined}
          aria-describedby={error ? 'seal-through-error' : 'seal-through-help'}
        />
        <p className={error ? 'field-error' : 'field-help'} id={error ? 'seal-through-error' : 'seal-through-help'}>
          {error ?? t('seal.help')}
        </p>
      </div>
    </Modal>
  );
};

/** 封存: the officer closes a month or a term; what is confirmed in it then changes by corrections only. */
export const SealRecords = ({ programme }: SealRecordsProps) => {
  const { t } = useTranslation('ledgers');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('seal.action')}</Button>
      {isOpen && <SealDialog programme={programme} onClose={() => setOpen(false)} />}
    </>
  );
};
