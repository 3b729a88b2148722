import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listUsersOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { useList } from '../../api/queries.js';
import { formatInstant, nothing } from '../../app/format.js';
import { useMay, useSession } from '../../app/session.js';
import { DataView } from '../../components/data-view/data-view.js';
import { LinkButton } from '../../components/link-button.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusTag } from '../../components/status-tag.js';
import { OrganisationFilter } from '../../components/organisation/organisation-filter.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { NewUserDrawer } from './new-user-drawer.js';
import { type NewPassword, PasswordSlip } from './password-slip.js';
import { OpenUsersDrawer } from './open-users-drawer.js';
import { usersRoute } from './routes.js';
import { SlipsSheet } from './slips-sheet.js';
import { useSlips } from './use-slips.js';
import { UserDrawer } from './user-drawer.js';
import { UserActions } from './user-actions.js';
import { grantableRoles, type User } from './user-fields.js';
import './users.css';

export const UserList = () => {
  const { t } = useTranslation(['users', 'app']);
  const search = usersRoute.useSearch();
  const navigate = usersRoute.useNavigate();
  const mayWrite = useMay('user.write');
  const { user: me, assignment } = useSession();
  const adding = useDrawer<'new'>();
  const [issued, setIssued] = useState<NewPassword>(); // forgotten as soon as the slip is closed
  const roles = grantableRoles(assignment?.role);
  const opening = useDrawer<'open'>();
  const about = useDrawer<User>();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const { slips, progress, issue, forget } = useSlips();
  // A school's own administrator manages that school alone.
  const ownPlace = assignment?.role === 'schoolAdministrator' ? assignment.organisation.id : undefined;
  const give = async (users: readonly string[]) => {
    await issue(users);
    setSelected([]);
  };

  const actions = (user: User) => {
    if (user.id === me.id) return <span className="muted">{t('list.you')}</span>;
    if (!roles.includes(user.role)) return nothing;
    return <UserActions user={user} onReset={(answer) => setIssued({ ...answer, isNew: false })} />;
  };

  return (
    <>
      <PageHeader
        title={t('list.title')}
        actions={
          mayWrite && (
            <>
              <LinkButton to="/users/import">{t('list.import')}</LinkButton>
              {roles.includes('teacher') && <Button onClick={() => opening.show('open')}>{t('list.open')}</Button>}
              <Button type="primary" onClick={() => adding.show('new')}>
                {t('list.create')}
              </Button>
            </>
          )
        }
      />
      <DataView
        title={t('list.title')}
        list={useList(listUsersOptions({ query: search }))}
        search={search}
        onSearch={(next) => void navigate({ search: next })}
        filters={[
          { kind: 'text', key: 'q', title: t('list.q'), placeholder: t('list.qHint') },
          {
            kind: 'choice',
            key: 'password',
            title: t('field.password'),
            choices: (['none', 'oneTime', 'own'] as const).map((value) => ({ value, title: t(`password.${value}`) })),
          },
        ]}
        selection={
          mayWrite
            ? {
                keys: selected,
                onChange: setSelected,
                actions: (
                  <Button loading={progress !== undefined} onClick={() => void give(selected)}>
                    {progress ? t('list.making', progress) : t('list.slips')}
                  </Button>
                ),
              }
            : undefined
        }
        onOpen={mayWrite ? about.show : undefined}
        tools={
          !ownPlace && (
            <OrganisationFilter
              value={search.organisation}
              onChange={(organisation) => void navigate({ search: { ...search, organisation, page: undefined } })}
            />
          )
        }
        columns={[
          { key: 'username', title: t('field.username'), cell: (row) => row.username, brief: true },
          { key: 'name', title: t('field.name'), cell: (row) => row.name, brief: true },
          { key: 'person', title: t('field.person'), cell: (row) => row.person?.name ?? nothing },
          {
            key: 'role',
            title: t('field.role'),
            cell: (row) => t(`app:role.${row.role}`, { context: row.organisation.kind }),
            brief: true,
          },
          { key: 'organisation', title: t('field.organisation'), cell: (row) => row.organisation.name, brief: true },
          {
            key: 'state',
            title: t('field.state'),
            cell: (row) => <StatusTag of="user" state={row.state} />,
            brief: true,
          },
          {
            key: 'lastSignIn',
            title: t('field.lastSignIn'),
            cell: (row) =>
              row.password === 'none' ? (
                <span className="muted">{t('password.none')}</span>
              ) : row.lastSignIn ? (
                formatInstant(row.lastSignIn)
              ) : (
                <span className="muted">{t('list.never')}</span>
              ),
          },
          ...(mayWrite ? [{ key: 'actions', title: t('field.actions'), cell: actions, brief: true }] : []),
        ]}
        rowKey={(row) => row.id}
        empty={{ text: t(search.organisation ? 'list.emptyHere' : 'list.empty') }}
      />
      <NewUserDrawer
        open={adding.open}
        onClose={adding.hide}
        organisation={search.organisation ?? ownPlace}
        onCreated={(created) => setIssued({ ...created, isNew: true })}
      />
      <OpenUsersDrawer
        open={opening.open}
        onClose={opening.hide}
        ownPlace={ownPlace}
        onOpened={({ users }) => void give(users.map(({ id }) => id))}
      />
      {about.about && <UserDrawer key={about.about.id} user={about.about} open={about.open} onClose={about.hide} />}
      {slips.length > 0 && <SlipsSheet slips={slips} onClose={forget} />}
      {issued && <PasswordSlip issued={issued} onClose={() => setIssued(undefined)} />}
    </>
  );
};
