import type { FieldManifest } from '@xieshou/sdk';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { withdrawCorrection } from '../../api/generated/sdk.gen.js';
import type { Record as Written } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { formatInstant } from '../../app/format.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { useProblemText } from '../../components/error-panel.js';
import { LinkButton } from '../../components/link-button.js';
import { DifferenceList } from '../../components/record/difference-list.js';
import { recordReads } from '../../components/record/record-reads.js';
import { peopleOf } from '../../components/record/record-text.js';

/** Takes back a correction that waits; the record stands as it was. */
export const WithdrawCorrection = ({ record, correction }: { record: string; correction: string }) => {
  const { t } = useTranslation('records');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const write = useWrite({
    send: (_: undefined, headers) => withdrawCorrection({ path: { id: record, correction }, headers }),
    changes: recordReads,
    onDone: () => void message.success(t('correct.withdrawn')),
  });
  const send = async () => {
    try {
      await write.mutateAsync(undefined);
    } catch (error) {
      void message.error(problemText(asProblem(error)));
    }
  };
  return (
    <p className="correction-acts">
      <ConfirmButton
        title={t('correct.withdrawTitle')}
        text={t('correct.withdrawText')}
        label={t('correct.withdraw')}
        danger={false}
        onConfirm={send}
      />
    </p>
  );
};

/** The correction that the other side gave back: why, and the way to ask again. */
export const ReturnedCorrection = ({ record, fields }: { record: Written; fields: readonly FieldManifest[] }) => {
  const { t } = useTranslation('records');
  const returned = record.returnedCorrection;
  if (!returned) return null;
  return (
    <section className="panel open-correction" aria-labelledby="returned-correction">
      <div className="panel-head">
        <h2 id="returned-correction">{t('correct.returned')}</h2>
        <span className="muted">
          {returned.returnedBy} <time dateTime={returned.returnedAt}>{formatInstant(returned.returnedAt)}</time>
        </span>
      </div>
      <div className="panel-body">
        <p className="step-reason">{t('status.reason', { reason: returned.returnReason })}</p>
        <p className="correction-reason">{t('correct.because', { reason: returned.reason })}</p>
        <DifferenceList difference={returned.difference} fields={fields} people={peopleOf(record)} />
        {record.mayCorrect && (
          <p className="correction-acts">
            <LinkButton primary to={`/records/${record.id}/correct`} search={{ again: 'yes' }}>
              {t('correct.again')}
            </LinkButton>
          </p>
        )}
      </div>
    </section>
  );
};
