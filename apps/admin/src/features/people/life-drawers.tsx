import { day, fieldManifests, person as personField, today } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { leavePerson, returnPerson, transferPerson } from '../../api/generated/sdk.gen.js';
import type { LeavePersonData, TransferPersonData } from '../../api/generated/types.gen.js';
import { useWrite } from '../../api/write.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { pageText } from '../../components/form/page-text.js';
import { OrganisationSelect } from '../../components/organisation/organisation-select.js';
import { InHandNote } from './in-hand-note.js';
import { type Person, personReads } from './person-kinds.js';

export type PersonAct = 'transfer' | 'leave' | 'return';

interface LifeProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly person: Person;
}

const useDone = ({ onClose, person }: LifeProps, act: PersonAct) => {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  return () => {
    void message.success(t(`${act}.done`, { name: person.name }));
    onClose();
  };
};

const Transfer = (props: LifeProps) => {
  const { t } = useTranslation('people');
  const { person } = props;
  const save = useWrite({
    send: (body: TransferPersonData['body'], headers) =>
      transferPerson({ path: { id: person.id }, body, headers: { ...headers, ...ifMatch(person.version) } }),
    changes: personReads,
    onDone: useDone(props, 'transfer'),
  });
  const fields = useMemo(
    () =>
      fieldManifests({
        organisation: personField({ title: pageText(t('transfer.organisation')), from: 'writer' }),
        on: day({ title: pageText(t('transfer.on')), help: pageText(t('transfer.onHelp')) }),
      }),
    [t],
  );
  return (
    <DrawerForm
      title={t('transfer.title', { name: person.name })}
      open={props.open}
      onClose={props.onClose}
      fields={fields}
      initial={{ on: today(new Date()) }}
      draft={`transfer:${person.id}`}
      submit={t('transfer.action')}
      controls={{
        organisation: ({ id, value, onChange, invalid, describedBy, disabled }) => (
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
      onSubmit={(data) => save.mutateAsync(data as TransferPersonData['body'])}
    >
      <InHandNote person={person} />
      <p className="form-lead muted">{t('transfer.means', { organisation: person.organisation.name })}</p>
    </DrawerForm>
  );
};

const Departure = ({ act, ...props }: LifeProps & { act: 'leave' | 'return' }) => {
  const { t } = useTranslation('people');
  const { person } = props;
  const save = useWrite({
    send: (body: LeavePersonData['body'], headers) => {
      const request = { path: { id: person.id }, body, headers: { ...headers, ...ifMatch(person.version) } };
      return act === 'leave' ? leavePerson(request) : returnPerson(request);
    },
    changes: personReads,
    onDone: useDone(props, act),
  });
  const fields = useMemo(() => fieldManifests({ on: day({ title: pageText(t(`${act}.on`)) }) }), [t, act]);
  return (
    <DrawerForm
      title={t(`${act}.title`, { name: person.name })}
      open={props.open}
      onClose={props.onClose}
      fields={fields}
      initial={{ on: today(new Date()) }}
      draft={`${act}:${person.id}`}
      submit={t(`${act}.action`)}
      onSubmit={(data) => save.mutateAsync(data as LeavePersonData['body'])}
    >
      {act === 'leave' && <InHandNote person={person} />}
      <p className="form-lead muted">{t(`${act}.means`)}</p>
    </DrawerForm>
  );
};

export const PersonLifeDrawer = ({ act, ...props }: LifeProps & { act: PersonAct }) =>
  act === 'transfer' ? <Transfer {...props} /> : <Departure {...props} act={act} />;
