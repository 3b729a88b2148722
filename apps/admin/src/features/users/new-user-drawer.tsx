import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createUser } from '../../api/generated/sdk.gen.js';
import type { CreateUserData, CreateUserResponse } from '../../api/generated/types.gen.js';
import { ApiProblem, asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useSession } from '../../app/session.js';
import { FieldControl } from '../../components/form/field-control.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { OrganisationSelect } from '../../components/organisation/organisation-select.js';
import { PersonSelect } from './person-select.js';
import { grantableRoles, placeKindOf, userFields } from './user-fields.js';

interface NewUserDrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Organisation the list is narrowed to. */
  readonly organisation: string | undefined;
  readonly onCreated: (created: CreateUserResponse) => void;
}

/** The server says that a name is taken without naming the field; here it stands under the field. */
const atUsername = (error: unknown): ApiProblem => {
  const problem = asProblem(error);
  if (problem.code !== 'username-taken') return problem;
  const { status, code, title } = problem;
  return new ApiProblem({ status, code, title, errors: [{ field: 'username', message: title }] });
};

export const NewUserDrawer = ({ open, onClose, organisation, onCreated }: NewUserDrawerProps) => {
  const { t } = useTranslation(['users', 'app']);
  const role = useSession().assignment?.role;
  const fields = useMemo(
    () => userFields({ t, roleWord: (one) => t(`app:role.${one}`), roles: grantableRoles(role) }),
    [t, role],
  );
  const create = useWrite({
    send: (body: CreateUserData['body'], headers) => createUser({ body, headers }),
    changes: ['listUsers'],
    onDone: (created) => {
      onClose();
      onCreated(created);
    },
  });
  return (
    <DrawerForm
      title={t('form.title')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{
        role: grantableRoles(role)[0],
        ...(organisation ? { organisation } : {}),
      }}
      draft="user:new"
      submit={t('form.submit')}
      controls={{
        organisation: ({ id, value, onChange, invalid, describedBy, disabled }, form) => (
          <OrganisationSelect
            id={id}
            kind={placeKindOf(form.data['role'])}
            value={typeof value === 'string' ? value : undefined}
            onChange={(next) => {
              onChange(next);
              form.change('person', undefined); // a person of another organisation
            }}
            invalid={invalid}
            describedBy={describedBy}
            disabled={disabled}
            required
          />
        ),
        person: ({ id, value, onChange, invalid, describedBy, disabled }, form) => (
          <PersonSelect
            id={id}
            organisation={typeof form.data['organisation'] === 'string' ? form.data['organisation'] : undefined}
            value={typeof value === 'string' ? { id: value, name: String(form.data['name'] ?? '') } : null}
            onChange={(next) => {
              onChange(next?.id);
              if (next) form.change('name', next.name);
            }}
            invalid={invalid}
            describedBy={describedBy}
            disabled={disabled}
          />
        ),
        role: (props, form) => (
          <>
            <FieldControl
              {...props}
              onChange={(next) => {
                props.onChange(next);
                if (placeKindOf(next) === placeKindOf(props.value)) return;
                form.change('organisation', undefined); // another role, held at another kind of place
                form.change('person', undefined);
              }}
            />
            {typeof props.value === 'string' && <p className="field-help">{t(`roleHelp.${props.value}`)}</p>}
          </>
        ),
      }}
      onSubmit={(data) =>
        create.mutateAsync(data as CreateUserData['body']).catch((error: unknown) => Promise.reject(atUsername(error)))
      }
    />
  );
};
