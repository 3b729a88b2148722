import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { changeOrganisation, createOrganisation } from '../../api/generated/sdk.gen.js';
import type { ChangeOrganisationData, CreateOrganisationData } from '../../api/generated/types.gen.js';
import type { QueryName } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { nothing } from '../../app/format.js';
import { useSession } from '../../app/session.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import {
  changeableKeys,
  newOrganisation,
  newOrganisationFields,
  organisationChangeFields,
} from './organisation-fields.js';
import { type Organisation, organisationKinds } from './organisation-kinds.js';
import { OrganisationSelect } from '../../components/organisation/organisation-select.js';
import { sendOnTop, writtenChanges } from '../../components/form/written-changes.js';

interface DrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone?: (organisation: Organisation) => void;
}

const changes: readonly QueryName[] = ['listOrganisations', 'readOrganisation', 'listPeople', 'listUsers'];

/** `parent`: the organisation above, where the list was of those below one. */
export const NewOrganisationDrawer = ({
  open,
  onClose,
  onDone,
  parent,
}: DrawerProps & { parent?: string | undefined }) => {
  const { t } = useTranslation('organisations');
  const { message } = App.useApp();
  const { district, assignment } = useSession();
  // A bureau is a district of its own: only who reaches every district may add one.
  const isEverywhere = assignment?.role === 'platformAdministrator';
  const fields = useMemo(
    () =>
      newOrganisationFields(
        t,
        organisationKinds.filter((kind) => kind !== 'bureau' || isEverywhere),
      ),
    [t, isEverywhere],
  );
  const add = useWrite({
    send: (body: CreateOrganisationData['body'], headers) => createOrganisation({ body, headers }),
    changes,
    onDone: (made) => {
      void message.success(t('form.added', { name: made.name }));
      onClose();
      onDone?.(made);
    },
  });
  return (
    <DrawerForm
      title={t('form.addTitle')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{ kind: 'school', ...(parent || district ? { parent: parent ?? district?.id } : {}) }}
      draft="organisation:new"
      submit={t('form.add')}
      controls={{
        parent: ({ id, value, onChange, invalid, describedBy, disabled }) => (
          <OrganisationSelect
            id={id}
            value={typeof value === 'string' ? value : undefined}
            onChange={onChange}
            invalid={invalid}
            describedBy={describedBy}
            disabled={disabled}
            required
          />
        ),
      }}
      onSubmit={(data) => add.mutateAsync(newOrganisation(data))}
    >
      <p className="form-lead muted">{t('form.fixed')}</p>
    </DrawerForm>
  );
};

type Change = { readonly body: ChangeOrganisationData['body']; readonly version: number };

export const ChangeOrganisationDrawer = ({
  open,
  onClose,
  onDone,
  organisation,
}: DrawerProps & { organisation: Organisation }) => {
  const { t } = useTranslation('organisations');
  const { message } = App.useApp();
  const { id, kind, parent, version } = organisation;
  const fields = useMemo(() => organisationChangeFields(t, kind), [t, kind]);
  const keys = changeableKeys.filter((key) => fields.some((field) => field.key === key));
  const save = useWrite({
    send: ({ body, version: from }: Change, headers) =>
      changeOrganisation({ path: { id }, body, headers: { ...headers, ...ifMatch(from) } }),
    changes,
    onDone: (saved) => {
      void message.success(t('form.saved', { name: saved.name }));
      onClose();
      onDone?.(saved);
    },
  });
  const submit = async (data: Record<string, unknown>, current?: unknown) => {
    const body = writtenChanges({ before: organisation, after: data, keys });
    if (Object.keys(body).length === 0) return onClose();
    return sendOnTop({
      version,
      current,
      send: (from) => save.mutateAsync({ body: body as Change['body'], version: from }),
    });
  };
  return (
    <DrawerForm
      title={t('form.editTitle')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={Object.fromEntries(keys.map((key) => [key, organisation[key]]))}
      draft={`organisation:${id}`}
      submit={t('form.save')}
      onSubmit={submit}
    >
      <dl className="drawer-form-facts">
        <div>
          <dt>{t('field.kind')}</dt>
          <dd>{t(`kind.${kind}`)}</dd>
        </div>
        <div>
          <dt>{t('field.parent')}</dt>
          <dd>{parent?.name ?? nothing}</dd>
        </div>
      </dl>
    </DrawerForm>
  );
};
