import { today } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import {
  closeOrganisation,
  moveOrganisation,
  renameOrganisation,
  reopenOrganisation,
} from '../../api/generated/sdk.gen.js';
import type {
  CloseOrganisationData,
  MoveOrganisationData,
  RenameOrganisationData,
  ReopenOrganisationData,
} from '../../api/generated/types.gen.js';
import type { QueryName } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { OrganisationSelect } from '../../components/organisation/organisation-select.js';
import { Impact } from './impact.js';
import { closeFields, moveFields, renameFields, reopenFields } from './life-fields.js';
import type { Organisation } from './organisation-kinds.js';

export type LifeAct = 'rename' | 'move' | 'close' | 'reopen';

interface LifeProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly organisation: Organisation;
}

/** Everything that shows an organisation's name, place or state. */
export const lifeReads: readonly QueryName[] = [
  'listOrganisations',
  'readOrganisation',
  'readOrganisationEvents',
  'readImpact',
  'listPairings',
  'readPairing',
  'listCandidates',
  'readDuties',
  'readWorkbench',
  'listPeople',
  'listUsers',
];

const useDone = ({ onClose, organisation }: LifeProps, act: LifeAct) => {
  const { t } = useTranslation('organisations');
  const { message } = App.useApp();
  return () => {
    void message.success(t(`${act}.done`, { name: organisation.name }));
    onClose();
  };
};

const Rename = (props: LifeProps) => {
  const { t } = useTranslation('organisations');
  const { organisation } = props;
  const { id, version } = organisation;
  const save = useWrite({
    send: (body: RenameOrganisationData['body'], headers) =>
      renameOrganisation({ path: { id }, body, headers: { ...headers, ...ifMatch(version) } }),
    changes: lifeReads,
    onDone: useDone(props, 'rename'),
  });
  return (
    <DrawerForm
      title={t('rename.title', { name: organisation.name })}
      open={props.open}
      onClose={props.onClose}
      fields={useMemo(() => renameFields(t), [t])}
      initial={{ on: today(new Date()) }}
      draft={`rename:${id}`}
      submit={t('rename.action')}
      onSubmit={(data) => save.mutateAsync(data as RenameOrganisationData['body'])}
    >
      <p className="form-lead muted">{t('rename.means')}</p>
    </DrawerForm>
  );
};

const Move = (props: LifeProps) => {
  const { t } = useTranslation('organisations');
  const { organisation } = props;
  const { id, version } = organisation;
  const save = useWrite({
    send: (body: MoveOrganisationData['body'], headers) =>
      moveOrganisation({ path: { id }, body, headers: { ...headers, ...ifMatch(version) } }),
    changes: lifeReads,
    onDone: useDone(props, 'move'),
  });
  return (
    <DrawerForm
      title={t('move.title', { name: organisation.name })}
      open={props.open}
      onClose={props.onClose}
      fields={useMemo(() => moveFields(t), [t])}
      initial={{}}
      draft={`move:${id}`}
      submit={t('move.action')}
      controls={{
        parent: ({ id: control, value, onChange, invalid, describedBy, disabled }) => (
          <OrganisationSelect
            id={control}
            value={typeof value === 'string' ? value : undefined}
            onChange={onChange}
            invalid={invalid}
            describedBy={describedBy}
            disabled={disabled}
            required
          />
        ),
      }}
      onSubmit={(data) => save.mutateAsync(data as MoveOrganisationData['body'])}
      below={() => <Impact id={id} lead={t('move.means', { parent: organisation.parent?.name ?? '—' })} />}
    />
  );
};

const Close = (props: LifeProps) => {
  const { t } = useTranslation('organisations');
  const { organisation } = props;
  const { id, version } = organisation;
  const save = useWrite({
    send: (body: CloseOrganisationData['body'], headers) =>
      closeOrganisation({ path: { id }, body, headers: { ...headers, ...ifMatch(version) } }),
    changes: lifeReads,
    onDone: useDone(props, 'close'),
  });
  return (
    <DrawerForm
      title={t('close.title', { name: organisation.name })}
      open={props.open}
      onClose={props.onClose}
      fields={useMemo(() => closeFields(t), [t])}
      initial={{ on: today(new Date()) }}
      draft={`close:${id}`}
      submit={t('close.action')}
      onSubmit={(data) => save.mutateAsync(data as CloseOrganisationData['body'])}
      below={() => <Impact id={id} lead={t('close.means')} />}
    />
  );
};

const Reopen = (props: LifeProps) => {
  const { t } = useTranslation('organisations');
  const { organisation } = props;
  const { id, version } = organisation;
  const save = useWrite({
    send: (body: ReopenOrganisationData['body'], headers) =>
      reopenOrganisation({ path: { id }, body, headers: { ...headers, ...ifMatch(version) } }),
    changes: lifeReads,
    onDone: useDone(props, 'reopen'),
  });
  return (
    <DrawerForm
      title={t('reopen.title', { name: organisation.name })}
      open={props.open}
      onClose={props.onClose}
      fields={useMemo(() => reopenFields(t), [t])}
      initial={{}}
      draft={`reopen:${id}`}
      submit={t('reopen.action')}
      onSubmit={(data) => save.mutateAsync(data as ReopenOrganisationData['body'])}
    >
      <p className="form-lead muted">{t('reopen.means')}</p>
    </DrawerForm>
  );
};

const drawers = { rename: Rename, move: Move, close: Close, reopen: Reopen } as const;

export const LifeDrawer = ({ act, ...props }: LifeProps & { act: LifeAct }) => {
  const Drawer = drawers[act];
  return <Drawer {...props} />;
};
