import { App, Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { withdrawExcuse } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { useProblemText } from '../../components/error-panel.js';
import './cell-card.css';
import type { DutyContext } from './duty-context.js';
import './excuse.css';
import type { Standing } from './matrix.js';
import { StandingDetails } from './standing-details.js';

interface ExcuseDialogProps {
  readonly standing: Standing;
  readonly context: DutyContext;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Why a cell is excused; for officers, the way to ask for it again. */
export const ExcuseDialog = ({ standing, context, open, onClose }: ExcuseDialogProps) => {
  const { t } = useTranslation('duties');
  const text = useText();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { pairing, duty, period, helper, helped, column, excuse } = standing;
  const withdraw = useWrite({
    send: (body: { pairing: string; duty: string; period: string }, headers) =>
      withdrawExcuse({ path: { id: context.programme }, body, headers }),
    changes: ['readDuties', 'readWorkbench', 'readReport'],
    onDone: () => {
      void message.success(t('excuse.withdrawn'));
      onClose();
    },
    onProblem: (problem) => void message.error(problemText(asProblem(problem))),
  });
  return (
    <Modal
      open={open}
      title={t('state.excused')}
      width={480}
      onCancel={onClose}
      footer={[
        ...(context.mayExcuse
          ? [
              <ConfirmButton
                key="withdraw"
                label={t('excuse.withdraw')}
                title={t('excuse.withdrawTitle', { helper: helper.name, helped: helped.name })}
                text={t('excuse.withdrawText', {
                  duty: text(column.title),
                  period: text(column.period.title),
                  document: excuse?.document ?? '',
                })}
                loading={withdraw.isPending}
                onConfirm={() => withdraw.mutate({ pairing, duty, period })}
              />,
            ]
          : []),
        <Button key="close" type="primary" onClick={onClose}>
          {t('excuse.close')}
        </Button>,
      ]}
    >
      <StandingDetails standing={standing} context={context} />
      <p>
        <AppLink to={context.records(standing)}>{t('seeRecords')}</AppLink>
      </p>
    </Modal>
  );
};
