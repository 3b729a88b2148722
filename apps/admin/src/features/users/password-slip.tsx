import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { today } from '@xieshou/sdk';
import { App, Button, Modal } from 'antd';
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../components/copy-text.js';
import './password-slip.css';
import { printSlip } from './print-slip.js';
import type { User } from './user-fields.js';

export interface NewPassword {
  readonly user: User;
  readonly oneTimePassword: string;
  /** Whether the account is new too, or only its password. */
  readonly isNew: boolean;
}

interface PasswordSlipProps {
  readonly issued: NewPassword;
  readonly onClose: () => void;
}

const Lines = ({ lines }: { lines: readonly (readonly [string, string])[] }) => (
  <dl className="slip-lines">
    {lines.map(([title, value]) => (
      <div key={title}>
        <dt>{title}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** A one-time password, shown once: to copy, or to print and hand over. */
export const PasswordSlip = ({ issued: { user, oneTimePassword, isNew }, onClose }: PasswordSlipProps) => {
  const { t } = useTranslation(['users', 'app']);
  const { message } = App.useApp();
  const box = useRef<HTMLDivElement>(null);
  useEffect(
    () => () => {
      // What opened the dialog, a form's button, is gone: the keyboard goes on at the list.
      setTimeout(() => document.getElementById('main')?.focus({ preventScroll: true }));
    },
    [],
  );
  const address = `${window.location.origin}/login`;
  const words = {
    organisation: user.organisation.name,
    name: user.name,
    username: user.username,
    password: oneTimePassword,
    address,
  };
  const lines = [
    [t('slip.organisation'), words.organisation],
    [t('slip.name'), words.name],
    [t('slip.role'), t(`app:role.${user.role}`, { context: user.organisation.kind })],
    [t('slip.username'), words.username],
    [t('slip.password'), words.password],
    [t('slip.address'), words.address],
  ] as const;
  const copy = async () => {
    if (await copyText(t('slip.asText', words), box.current ?? document.body)) void message.success(t('slip.copied'));
    else void message.warning(t('slip.notCopied'));
  };

  return (
    <>
      <Modal
        open
        title={t(isNew ? 'slip.created' : 'slip.reset')}
        width={520}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        footer={
          <Button type="primary" onClick={onClose}>
            {t('slip.close')}
          </Button>
        }
      >
        <div ref={box} className="slip-dialog">
          <p className="slip-once">{t('slip.once')}</p>
          <Lines lines={lines} />
          <div className="slip-tools">
            <Button icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>
              {t('slip.copy')}
            </Button>
            <Button icon={<PrinterOutlined aria-hidden />} onClick={printSlip}>
              {t('slip.print')}
            </Button>
          </div>
        </div>
      </Modal>
      {createPortal(
        <div className="slip-paper" aria-hidden="true">
          <p className="slip-platform">{t('app:name')}</p>
          <p className="slip-heading">{t('slip.heading')}</p>
          <Lines lines={lines} />
          <p>{t('slip.first')}</p>
          <p>{t('slip.keep')}</p>
          <p className="slip-date">{t('slip.date', { day: today(new Date()) })}</p>
        </div>,
        document.body,
      )}
    </>
  );
};
