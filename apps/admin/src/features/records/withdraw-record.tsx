import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { withdrawRecord } from '../../api/generated/sdk.gen.js';
import type { Record as Written } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { useProblemText } from '../../components/error-panel.js';
import { recordReads } from '../../components/record/record-reads.js';

/** 撤回: takes a record back that nobody has decided on. */
export const WithdrawRecord = ({ record }: { record: Pick<Written, 'id' | 'version'> }) => {
  const { t } = useTranslation('records');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const write = useWrite({
    send: (_: undefined, headers) =>
      withdrawRecord({ path: { id: record.id }, headers: { ...headers, ...ifMatch(record.version) } }),
    changes: recordReads,
    onDone: () => void message.success(t('withdraw.done')),
  });
  const send = async () => {
    try {
      await write.mutateAsync(undefined);
    } catch (error) {
      void message.error(problemText(asProblem(error)));
    }
  };
  return (
    <ConfirmButton
      title={t('withdraw.title')}
      text={t('withdraw.text')}
      label={t('withdraw.action')}
      danger={false}
      onConfirm={send}
    />
  );
};
