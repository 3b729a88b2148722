import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { PasswordForm } from './password-form.js';

export const ChangePasswordDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('account');
  return (
    <Modal
      open
      title={t('title')}
      width={440}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
    >
      <PasswordForm onDone={onClose} />
    </Modal>
  );
};
