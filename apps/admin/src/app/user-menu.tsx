import { DownOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { goToSignIn } from '../api/client.js';
import { signOut, switchAssignment } from '../api/generated/sdk.gen.js';
import { useWrite } from '../api/write.js';
import { useProblemText } from '../components/error-panel.js';
import { MenuButton } from '../components/menu-button.js';
import { usePhone } from '../components/use-media.js';
import { forgetDrafts } from './drafts.js';
import { languageNames } from './language.js';
import { useOtherLanguage } from './language-switch.js';
import { keepSession, useSession } from './session.js';

/** Who I am and as what; other roles of mine, password, the way out. */
export const UserMenu = ({ onChangePassword }: { onChangePassword: () => void }) => {
  const { t } = useTranslation('app');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const { user, assignment, assignments } = useSession();
  const isPhone = usePhone();
  const navigate = useNavigate();
  const { other, chooseOther } = useOtherLanguage();

  const leave = useWrite({
    send: (_: void, headers) => signOut({ headers }),
    onDone: () => {
      forgetDrafts();
      window.location.assign('/login');
    },
    onProblem: (problem) => (problem.status === 401 ? goToSignIn() : void message.error(problemText(problem))),
  });
  const switchTo = useWrite({
    send: (id: string, headers) => switchAssignment({ body: { assignment: id }, headers }),
    onDone: (session) => keepSession(queryClient, session),
    onProblem: (problem) => void message.error(problemText(problem)),
  });

  const others = assignments.filter(({ id }) => id !== assignment?.id);
  const groups = [
    ...(others.length > 0
      ? [
          {
            title: t('shell.actAs'),
            items: others.map(({ id, role, organisation, delegatedBy }) => ({
              key: id,
              label: `${organisation.name} · ${t(`role.${role}`)}${delegatedBy ? t('shell.standsIn', { name: delegatedBy }) : ''}`,
              onChoose: () => switchTo.mutate(id),
            })),
          },
        ]
      : []),
    {
      items: [
        ...(isPhone ? [{ key: 'language', label: languageNames[other], onChoose: chooseOther }] : []),
        {
          key: 'delegations',
          label: t('shell.delegations'),
          onChoose: () => void navigate({ to: '/delegations' }),
        },
        { key: 'password', label: t('shell.changePassword'), onChoose: onChangePassword },
        { key: 'leave', label: t('shell.signOut'), onChoose: () => leave.mutate() },
      ],
    },
  ];

  return (
    <MenuButton className="top-button user" groups={groups}>
      {assignment && (
        <span className="user-place">
          <span className="user-organisation">{assignment.organisation.name}</span>
          <span className="user-role">
            {t(`role.${assignment.role}`)}
            {assignment.delegatedBy && t('shell.standsIn', { name: assignment.delegatedBy })}
          </span>
        </span>
      )}
      <span className="user-name">{user.name}</span>
      <DownOutlined aria-hidden />
    </MenuButton>
  );
};
