import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword, signOut } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { keepSession } from '../../app/session.js';
import { forgetDrafts } from '../../app/drafts.js';
import { useProblemText } from '../../components/error-panel.js';
import { serverErrors } from '../../components/form/form-errors.js';
import './password-form.css';

const keys = ['current', 'next', 'repeat'] as const;
type Entered = Readonly<Record<(typeof keys)[number], string>>;

interface PasswordFormProps {
  /** After sign-in with a one-time password: says so, and offers the way out. */
  readonly forced?: boolean;
  readonly onDone: () => void;
}

export const PasswordForm = ({ forced = false, onDone }: PasswordFormProps) => {
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
      await keepSession(queryClient, session);
      onDone();
    },
    onProblem: (problem) => {
      const byField = serverErrors(problem.errors, keys);
      setErrors(Object.keys(byField).length > 0 ? byField : { '': problemText(asProblem(problem)) });
    },
  });
  const leave = useWrite({
    send: (_: void, headers) => signOut({ headers }),
    onDone: () => {
      forgetDrafts();
      window.location.assign('/login');
    },
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
  );
};
