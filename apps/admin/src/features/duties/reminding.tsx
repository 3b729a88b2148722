import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { remind } from '../../api/generated/sdk.gen.js';
import { useWrite } from '../../api/write.js';
import { useText } from '../../app/i18n.js';
import '../../components/data-view/data-view.css';
import './reminding.css';
import type { Standing } from './matrix.js';
import { reminderCalls, type ReminderResult, reminderResult } from './reminders.js';

/** 催办: tells the schools behind some cells what is missing. */
export const useReminding = (programme: string, onDone: () => void) => {
  const [result, setResult] = useState<ReminderResult>();
  const write = useWrite({
    send: async (standings: readonly Standing[], headers) => {
      const answers = [];
      for (const [i, cells] of reminderCalls(standings).entries()) {
        const key = `${headers['Idempotency-Key']}-${i}`;
        answers.push(
          await remind({ path: { id: programme }, body: { cells: [...cells] }, headers: { 'Idempotency-Key': key } }),
        );
      }
      return reminderResult(standings, answers);
    },
    changes: ['readDuties'],
    onDone: (answer) => {
      setResult(answer);
      onDone();
    },
  });
  return {
    send: (standings: readonly Standing[]) => write.mutate(standings),
    isBusy: write.isPending,
    error: write.error,
    result,
    close: () => setResult(undefined),
  };
};

interface ReminderSummaryProps {
  readonly result: ReminderResult | undefined;
  readonly onClose: () => void;
  /** Where the focus goes: the button that sent them has nothing to send any more. */
  readonly afterClose: () => void;
}

/** Who was told, who was not, and why not. */
export const ReminderSummary = ({ result, onClose, afterClose }: ReminderSummaryProps) => {
  const { t } = useTranslation('duties');
  return (
    <Modal
      open={result !== undefined}
      title={t('remind.done')}
      width={780}
      onCancel={onClose}
      afterClose={afterClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('remind.close')}
        </Button>
      }
    >
      {result && <ReminderLines {...result} />}
    </Modal>
  );
};

const ReminderLines = ({ sent, skipped }: ReminderResult) => {
  const { t } = useTranslation('duties');
  const text = useText();
  return (
    <div role="status">
      <p className="remind-count">{sent > 0 ? t('remind.sent', { count: sent }) : t('remind.sentNone')}</p>
      {skipped.length > 0 && (
        <>
          <p className="remind-count">{t('remind.skipped', { count: skipped.length })}</p>
          <div className="table-scroll remind-scroll" tabIndex={0} role="region" aria-label={t('remind.list')}>
            <table className="data-table">
              <thead>
                <tr>
                  <th scope="col">{t('pairing')}</th>
                  <th scope="col">{t('duty')}</th>
                  <th scope="col">{t('remind.reason')}</th>
                </tr>
              </thead>
              <tbody>
                {skipped.map(({ standing, reason }) => (
                  <tr key={standing.key}>
                    <th scope="row">{t('pair', { helper: standing.helper.name, helped: standing.helped.name })}</th>
                    <td>
                      {t('details.title', {
                        duty: text(standing.column.title),
                        period: text(standing.column.period.title),
                      })}
                    </td>
                    <td className="remind-reason">{reason ? text(reason) : t('remind.sameDuty')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </div>
  );
};
