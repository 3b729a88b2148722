import { Link } from '@tanstack/react-router';
import { App, Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { addAssignment, changeUser, endAssignment } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useSession } from '../../app/session.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { useProblemText } from '../../components/error-panel.js';
import { Facts } from '../../components/facts.js';
import { OrganisationSelect } from '../../components/organisation/organisation-select.js';
import './open-users.css';
import { PersonSelect } from './person-select.js';
import { grantableRoles, placeKindOf, type Role, type User } from './user-fields.js';

/** One account: whose it is, and its roles (单位+角色), given and ended. */
export const UserDrawer = ({ user: opened, open, onClose }: { user: User; open: boolean; onClose: () => void }) => {
  const { t } = useTranslation(['users', 'app']);
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { assignment } = useSession();
  const [user, setUser] = useState(opened);
  const roles = grantableRoles(assignment?.role);
  const [role, setRole] = useState<Role>(roles.includes('teacher') ? 'teacher' : (roles[0] ?? 'teacher'));
  const ownPlace = assignment?.role === 'schoolAdministrator' ? assignment.organisation.id : undefined;
  const [place, setPlace] = useState<string | undefined>(ownPlace);
  const tell = (problem: unknown) => {
    const found = asProblem(problem);
    void message.error(found.errors[0]?.message ?? problemText(found));
  };
  const grant = useWrite({
    send: (organisation: string, headers) =>
      addAssignment({ path: { id: user.id }, body: { role, organisation }, headers }),
    changes: ['listUsers'],
    onDone: setUser,
    onProblem: tell,
  });
  const end = useWrite({
    send: (id: string, headers) => endAssignment({ path: { id: user.id, assignment: id }, headers }),
    changes: ['listUsers'],
    onDone: setUser,
    onProblem: tell,
  });
  const link = useWrite({
    send: (person: string | null, headers) =>
      changeUser({ path: { id: user.id }, body: { person }, headers: { ...headers, ...ifMatch(user.version) } }),
    changes: ['listUsers', 'listUserless'],
    onDone: (saved) => {
      setUser(saved);
      void message.success(t('drawer.linked'));
    },
    onProblem: tell,
  });

  return (
    <Drawer title={t('drawer.title', { name: user.name })} open={open} onClose={onClose} size={560} destroyOnHidden>
      <div className="user-drawer">
        <Facts
          facts={[
            [t('field.username'), user.username],
            [t('field.password'), t(`password.${user.password}`)],
          ]}
        />
        <section>
          <h3>{t('field.person')}</h3>
          <label htmlFor="user-person" className="field-help">
            {t('drawer.personHelp')}
          </label>
          <PersonSelect
            id="user-person"
            organisation={user.organisation.id}
            value={user.person}
            loading={link.isPending}
            onChange={(next) => link.mutate(next?.id ?? null)}
          />
        </section>
        <section>
          <h3>{t('drawer.roles')}</h3>
          <ul className="user-roles">
            {user.assignments.map((held) => (
              <li key={held.id}>
                <span>
                  {held.organisation.name} · {t(`app:role.${held.role}`, { context: held.organisation.kind })}
                </span>
                <Link to="/users/$id/hand-over" params={{ id: user.id }} search={{ assignment: held.id }}>
                  {t('handOver.open')}
                </Link>
                <ConfirmButton
                  type="link"
                  label={t('drawer.end')}
                  title={t('drawer.endTitle', {
                    name: user.name,
                    role: t(`app:role.${held.role}`, { context: held.organisation.kind }),
                  })}
                  text={t('drawer.endText')}
                  onConfirm={() => end.mutateAsync(held.id).catch(() => undefined)}
                />
              </li>
            ))}
          </ul>
          {user.elsewhere && <p className="field-help">{t('drawer.elsewhere')}</p>}
        </section>
        <section className="user-add">
          <h3>{t('drawer.add')}</h3>
          <label htmlFor="user-role">{t('field.role')}</label>
          <Select
            id="user-role"
            className="wide-control"
            value={role}
            options={roles.map((value) => ({ value, label: t(`app:role.${value}`) }))}
            onChange={(next) => {
              setRole(next);
              if (placeKindOf(next) !== placeKindOf(role)) setPlace(ownPlace);
            }}
          />
          {!ownPlace && (
            <>
              <label htmlFor="user-place">{t('field.organisation')}</label>
              <OrganisationSelect id="user-place" kind={placeKindOf(role)} value={place} onChange={setPlace} />
            </>
          )}
          <Button disabled={!place} loading={grant.isPending} onClick={() => place && grant.mutate(place)}>
            {t('drawer.grant')}
          </Button>
        </section>
      </div>
    </Drawer>
  );
};
