import { App, Drawer } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DrawerFields, type DrawerFieldsProps, type FormHandle } from './drawer-fields.js';

export interface DrawerFormProps extends DrawerFieldsProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A form beside the list it belongs to. Closing it asks first when something was typed. */
export const DrawerForm = ({ title, open, onClose, ...form }: DrawerFormProps) => {
  const { t } = useTranslation('app');
  const { modal } = App.useApp();
  const handle = useRef<FormHandle>(null);
  const box = useRef<HTMLDivElement>(null);

  const close = () => {
    if (!handle.current?.isUnsaved()) return onClose();
    void modal.confirm({
      title: t('drawer.leaveTitle'),
      content: t('drawer.leaveText'),
      okText: t('drawer.leave'),
      cancelText: t('drawer.stay'),
      okButtonProps: { danger: true },
      focusable: { autoFocusButton: 'cancel' },
      onOk: () => {
        handle.current?.discard();
        onClose();
      },
    });
  };

  return (
    <Drawer
      title={title}
      open={open}
      onClose={close}
      size={560}
      destroyOnHidden
      rootClassName="form-drawer"
      afterOpenChange={(isOpen) => {
        if (isOpen) box.current?.querySelector<HTMLElement>('.form-fields input, .form-fields textarea')?.focus();
      }}
    >
      <div ref={box} className="drawer-form-box">
        <DrawerFields {...form} onClose={close} handle={handle} />
      </div>
    </Drawer>
  );
};
