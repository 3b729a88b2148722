import { fieldManifests, text } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { changeMyMail } from '../../api/generated/sdk.gen.js';
import { useWrite } from '../../api/write.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { pageText } from '../../components/form/page-text.js';

interface MailDrawerProps {
  readonly address: string | null;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** 邮件提要: where the daily digest goes by mail; an empty address ends it. */
export const MailDrawer = ({ address, open, onClose }: MailDrawerProps) => {
  const { t } = useTranslation('notifications');
  const { message } = App.useApp();
  const fields = useMemo(
    () =>
      fieldManifests({
        address: text({
          title: pageText(t('mail.address')),
          help: pageText(t('mail.help')),
          maxLength: 254,
          optional: true,
        }),
      }),
    [t],
  );
  const save = useWrite({
    send: (next: string | null, headers) => changeMyMail({ body: { address: next }, headers }),
    changes: ['readMyMail'],
    onDone: (mail) => {
      void message.success(mail.address ? t('mail.on', { address: mail.address }) : t('mail.off'));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('mail.title')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={address === null ? {} : { address }}
      draft="mail"
      submit={t('mail.save')}
      onSubmit={(data) => save.mutateAsync(((data['address'] as string | undefined) ?? '').trim() || null)}
    >
      <p className="form-lead">{t('mail.lead')}</p>
    </DrawerForm>
  );
};
