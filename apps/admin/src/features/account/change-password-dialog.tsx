import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword, signOut } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { keepSession } from '../../app/session.js';
import { useProblemText } from '../../components/error-panel.js';
import { serverErrors } from '../../components/form/form-errors.js';
import './change-password-dialog.css';

const keys = ['current', 'next', 'repeat'] as const;
type Entered = Readonly<Record<(typeof keys)[number], string>>;

interface ChangePasswordDialogProps {
  /** After sign-in with a one-time password: nothing else can be done before. */
  readonly forced?: boolean;
  readonly onClose: () => void;
}

export const ChangePasswordDialog = ({ forced = false, onClose }: ChangePasswordDialogProps) => {
  const { t } = useTranslation('account');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const problemText = useProblemText();
  const prefix = useId();
  const [entered, setEntered] = useState<Entered>({ current: '', next: '', repeat: '' });
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});

  const save = useWrite({
    send: ({ current, next }: Entered, headers) => changePassword({ body: { current, next }, headers }),
    onDone: async (session) => {
      void message.success(t('saved'));
      onClose();
      await keepSession(queryClient, session);
    },
    onProblem: (problem) => {
      const byField = serverErrors(problem.errors, keys);
      setErrors(Object.keys(byField).length > 0 ? byField : { '': problemText(asProblem(problem)) });
    },
  });
  const leave = useWrite({
    send: (_: void, headers) => signOut({ headers }),
    onDone: () => window.location.assign('/login'),
    onProblem: (problem) => setErrors({ '': problemText(problem) }),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: Record<string, string> = {};
    for (const key of keys) if (entered[key] === '') found[key] = t(`missing.${key}`);
    if (!found['repeat'] && entered.repeat !== entered.next) found['repeat'] = t('different');
    setErrors(found);
    if (Object.keys(found).length === 0) save.mutate(entered);
    else document.getElementById(`${prefix}${keys.find((key) => found[key])}`)?.focus();
  };

  return (
    <Modal
      open
      title={t(forced ? 'forcedTitle' : 'title')}
      width={440}
      closable={!forced}
      keyboard={!forced}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
    >
      <form className="password-form" noValidate onSubmit={submit}>
        {forced && <p className="muted">{t('forcedText')}</p>}
        <p className="field-error" role="alert">
          {errors['']}
        </p>
        {keys.map((key) => (
          <div key={key}>
            <label htmlFor={`${prefix}${key}`}>{t(key)}</label>
            <Input.Password
              id={`${prefix}${key}`}
              value={entered[key]}
              autoComplete={key === 'current' ? 'current-password' : 'new-password'}
              autoFocus={key === 'current'}
              maxLength={200}
              status={errors[key] ? 'error' : ''}
              aria-invalid={errors[key] !== undefined}
              aria-describedby={errors[key] ? `${prefix}${key}-error` : key === 'next' ? `${prefix}rule` : undefined}
              onChange={(event) => setEntered({ ...entered, [key]: event.target.value })}
            />
            {errors[key] && (
              <p className="field-error" id={`${prefix}${key}-error`}>
                {errors[key]}
              </p>
            )}
            {key === 'next' && (
              <p className="field-help" id={`${prefix}rule`}>
                {t('rule')}
              </p>
            )}
          </div>
        ))}
        <div className="password-actions">
          {forced && (
            <Button type="text" onClick={() => leave.mutate()}>
              {t('signOut')}
            </Button>
          )}
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
};
