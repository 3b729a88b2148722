import { BellOutlined, DownOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Dropdown, type MenuProps } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goToSignIn } from '../api/client.js';
import { listNotificationsOptions, readCalendarOptions } from '../api/generated/@tanstack/react-query.gen.js';
import { signOut, switchAssignment } from '../api/generated/sdk.gen.js';
import { fresh } from '../api/queries.js';
import { useWrite } from '../api/write.js';
import { AppLink } from '../components/app-link.js';
import { Brand } from '../components/brand.js';
import { Count } from '../components/count.js';
import { useProblemText } from '../components/error-panel.js';
import { useText } from './i18n.js';
import { LanguageSwitch } from './language-switch.js';
import { keepSession, useSession } from './session.js';

const NotificationsDrawer = lazy(async () => ({
  default: (await import('../features/notifications/notifications-drawer.js')).NotificationsDrawer,
}));

const Term = () => {
  const text = useText();
  const { data } = useQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  const term = data?.terms.find(({ id }) => id === data.term);
  return term ? <span className="top-term">{text(term.title)}</span> : null;
};

const Bell = () => {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState<boolean>();
  const { data } = useQuery({
    ...listNotificationsOptions({ query: { unread: 'yes', size: 1 } }),
    staleTime: fresh.list,
    refetchInterval: 60_000,
  });
  const unread = data?.total ?? 0;
  return (
    <>
      <button
        type="button"
        className="top-button bell"
        aria-haspopup="dialog"
        aria-label={unread > 0 ? t('shell.bellWith', { count: unread }) : t('shell.bell')}
        onClick={() => setOpen(true)}
      >
        <BellOutlined aria-hidden />
        <Count n={unread} />
      </button>
      {open !== undefined && (
        <Suspense fallback={null}>
          <NotificationsDrawer open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};

const UserMenu = ({ onChangePassword }: { onChangePassword: () => void }) => {
  const { t } = useTranslation('app');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const { user, assignment, assignments } = useSession();

  const leave = useWrite({
    send: (_: void, headers) => signOut({ headers }),
    onDone: () => {
      sessionStorage.clear(); // drafts belong to the person who leaves
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
  const items: MenuProps['items'] = [
    ...(others.length > 0
      ? [
          {
            key: 'as',
            type: 'group' as const,
            label: t('shell.actAs'),
            children: others.map(({ id, role, organisation }) => ({
              key: `as:${id}`,
              label: `${organisation.name} · ${t(`role.${role}`)}`,
            })),
          },
          { type: 'divider' as const },
        ]
      : []),
    { key: 'password', label: t('shell.changePassword') },
    { key: 'leave', label: t('shell.signOut') },
  ];
  const choose = (key: string) => {
    if (key === 'password') onChangePassword();
    else if (key === 'leave') leave.mutate();
    else switchTo.mutate(key.slice('as:'.length));
  };

  return (
    <Dropdown menu={{ items, onClick: ({ key }) => choose(key) }} trigger={['click']} placement="bottomRight">
      <button type="button" className="top-button user" aria-haspopup="menu">
        <span className="user-place">
          {assignment && (
            <>
              <span className="user-organisation">{assignment.organisation.name}</span>
              <span className="user-role">{t(`role.${assignment.role}`)}</span>
            </>
          )}
        </span>
        <span className="user-name">{user.name}</span>
        <DownOutlined aria-hidden />
      </button>
    </Dropdown>
  );
};

/** Platform, term, who I am, what is new. */
export const TopBar = ({ onChangePassword }: { onChangePassword: () => void }) => {
  const { t } = useTranslation('app');
  return (
    <header className="top">
      <AppLink to="/" className="top-brand" exact>
        <Brand />
        <span className="top-name">{t('name')}</span>
        <span className="top-tagline">{t('tagline')}</span>
      </AppLink>
      <Term />
      <div className="top-right">
        <Bell />
        <LanguageSwitch />
        <UserMenu onChangePassword={onChangePassword} />
      </div>
    </header>
  );
};
