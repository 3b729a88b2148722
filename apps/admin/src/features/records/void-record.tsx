import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { ifMatch } from '../../api/client.js';
import { voidRecord } from '../../api/generated/sdk.gen.js';
import type { Record as Written } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { changed } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { useProblemText } from '../../components/error-panel.js';
import '../../components/form/form.css';
import { recordReads } from '../../components/record/record-reads.js';
import { isReason, longestReason, shortestReason } from '../../components/record/return-reason.js';

interface VoidRecordProps {
  readonly record: Pick<Written, 'id' | 'version'>;
  /** The record by name, `走访 2026-11-02`. */
  readonly name: string;
  readonly onClose: () => void;
}

/** 作废: asks for the reason, and says what it means. */
export const VoidRecord = ({ record, name, onClose }: VoidRecordProps) => {
  const { t } = useTranslation('records');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const save = useWrite({
    send: (body: { reason: string }, headers) =>
      voidRecord({ path: { id: record.id }, body, headers: { ...headers, ...ifMatch(record.version) } }),
    changes: recordReads,
    onDone: () => {
      void message.success(t('void.done', { record: name }));
      onClose();
    },
    onProblem: (problem) => {
      if (problem.status !== 409) return;
      // Somebody has confirmed, changed or voided it meanwhile: what stands there now tells more than a sentence.
      void message.error(problemText(problem));
      void changed(queryClient, recordReads);
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : undefined;
  const error =
    tried && !isReason(reason)
      ? t('void.tooShort', { count: shortestReason })
      : problem && problem.status !== 409
        ? (problem.errors[0]?.message ?? problemText(problem))
        : undefined;
  const send = () => (isReason(reason) ? save.mutate({ reason: reason.trim() }) : setTried(true));

  return (
    <Modal
      open
      title={t('void.title', { record: name })}
      okText={t('void.action')}
      okButtonProps={{ danger: true }}
      cancelText={t('app:form.cancel')}
      confirmLoading={save.isPending}
      mask={{ closable: false }}
      onOk={send}
      onCancel={onClose}
      width={480}
    >
      <p className="void-means">{t('void.means')}</p>
      <div className="field">
        <label className="field-label" htmlFor="void-reason">
          <span className="required" aria-hidden="true">
            *
          </span>
          {t('void.reason')}
        </label>
        <Input.TextArea
          id="void-reason"
          value={reason}
          maxLength={longestReason}
          autoSize={{ minRows: 3, maxRows: 6 }}
          disabled={save.isPending}
          status={error ? 'error' : ''}
          aria-required
          aria-invalid={error !== undefined}
          aria-describedby={error ? 'void-reason-error' : 'void-reason-help'}
          onChange={(event) => setReason(event.target.value)}
        />
        <p className={error ? 'field-error' : 'field-help'} id={error ? 'void-reason-error' : 'void-reason-help'}>
          {error ?? t('void.help')}
        </p>
      </div>
    </Modal>
  );
};
