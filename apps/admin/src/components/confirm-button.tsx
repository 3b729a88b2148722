import { App, Button, type ButtonProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ConfirmButtonProps extends Omit<ButtonProps, 'onClick' | 'title' | 'children'> {
  /** Asks about the thing by name: “停用账号 张老师？” */
  readonly title: string;
  /** The consequence. */
  readonly text?: ReactNode;
  /** The button's own words, repeated on the button that confirms. */
  readonly label: string;
  readonly onConfirm: () => void | Promise<unknown>;
}

/** For acts with consequences: red words, and a question that names the thing and what will happen. */
export const ConfirmButton = ({ title, text, label, onConfirm, danger = true, ...button }: ConfirmButtonProps) => {
  const { t } = useTranslation('app');
  const { modal } = App.useApp();
  const ask = () =>
    void modal.confirm({
      title,
      content: text,
      okText: label,
      cancelText: t('form.cancel'),
      okButtonProps: { danger },
      focusable: { autoFocusButton: 'cancel' },
      onOk: () => onConfirm(),
    });
  return (
    <Button danger={danger} {...button} onClick={ask}>
      {label}
    </Button>
  );
};
