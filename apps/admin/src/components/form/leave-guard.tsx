import { useBlocker } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { isLeaving } from '../../api/client.js';

/** Asks before unsaved text is left behind: inside the app with our own words, elsewhere with the browser's. */
export const LeaveGuard = ({ isUnsaved, onLeave }: { isUnsaved: () => boolean; onLeave?: () => void }) => {
  const { t } = useTranslation('app');
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isUnsaved(),
    enableBeforeUnload: () => isUnsaved() && !isLeaving(),
    withResolver: true,
  });
  return (
    <Modal
      open={status === 'blocked'}
      title={t('form.leaveTitle')}
      okText={t('form.leave')}
      cancelText={t('form.stay')}
      okButtonProps={{ danger: true }}
      width={420}
      onOk={() => {
        onLeave?.();
        proceed?.();
      }}
      onCancel={() => reset?.()}
    >
      {t('form.leaveText')}
    </Modal>
  );
};
