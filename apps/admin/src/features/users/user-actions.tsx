import { App } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { changeUser, resetPassword } from '../../api/generated/sdk.gen.js';
import type { ResetPasswordResponse } from '../../api/generated/types.gen.js';
import type { ApiProblem } from '../../api/problem.js';
import { changed } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { useProblemText } from '../../components/error-panel.js';
import type { User } from './user-fields.js';

interface UserActionsProps {
  readonly user: User;
  readonly onReset: (answer: ResetPasswordResponse) => void;
}

/** What an account manager may do with an account. */
export const UserActions = ({ user, onReset }: UserActionsProps) => {
  const { t } = useTranslation('users');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const problemText = useProblemText();
  const next = user.state === 'active' ? 'suspended' : 'active';
  const act = next === 'suspended' ? 'suspend' : 'reactivate';
  const names = { name: user.name, username: user.username };

  const tell = (problem: ApiProblem) => {
    if (problem.code === 'stale') void changed(queryClient, ['listUsers']);
    void message.error(problem.code === 'stale' ? t('changedMeanwhile') : problemText(problem));
  };
  const reset = useWrite({
    send: (id: string, headers) => resetPassword({ path: { id }, headers }),
    changes: ['listUsers'],
    onDone: onReset,
    onProblem: tell,
  });
  const change = useWrite({
    send: ({ id, version }: Pick<User, 'id' | 'version'>, headers) =>
      changeUser({ path: { id }, body: { state: next }, headers: { ...headers, ...ifMatch(version) } }),
    changes: ['listUsers'],
    onDone: ({ name }) => void message.success(t(`${act}.done`, { name })),
    onProblem: tell,
  });
  // The dialog closes either way: what went wrong is said beside the list.
  const quietly = (promise: Promise<unknown>) => promise.catch(() => undefined);

  return (
    <span className="user-actions">
      <ConfirmButton
        type="link"
        danger={false}
        label={t('reset.label')}
        title={t('reset.title', names)}
        text={t('reset.text')}
        onConfirm={() => quietly(reset.mutateAsync(user.id))}
      />
      <ConfirmButton
        type="link"
        danger={next === 'suspended'}
        label={t(`${act}.label`)}
        title={t(`${act}.title`, names)}
        text={t(`${act}.text`)}
        onConfirm={() => quietly(change.mutateAsync(user))}
      />
    </span>
  );
};
