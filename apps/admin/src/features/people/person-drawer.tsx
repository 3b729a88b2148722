import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { readPlacesOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { changePerson, createPerson } from '../../api/generated/sdk.gen.js';
import type { ChangePersonData, CreatePersonData } from '../../api/generated/types.gen.js';
import { useWrite } from '../../api/write.js';
import { useMay } from '../../app/session.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { OrganisationSelect } from '../../components/organisation/organisation-select.js';
import { sendOnTop, writtenChanges } from '../../components/form/written-changes.js';
import { IdNumberFact } from './id-number-fact.js';
import { changeableKeys, personFields } from './person-fields.js';
import './duplicates.css';
import type { PersonAct } from './life-drawers.js';
import { type Person, personReads } from './person-kinds.js';

interface DrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export const NewPersonDrawer = ({
  open,
  onClose,
  organisation,
}: DrawerProps & { organisation: string | undefined }) => {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const mayReveal = useMay('person.reveal');
  const fields = useMemo(() => personFields(t, true, mayReveal), [t, mayReveal]);
  const add = useWrite({
    send: (body: CreatePersonData['body'], headers) => createPerson({ body, headers }),
    changes: personReads,
    onDone: (made) => {
      void message.success(t('form.added', { name: made.name }));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('form.addTitle')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{ kind: 'teacher', ...(organisation ? { organisation } : {}) }}
      draft="person:new"
      submit={t('form.add')}
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
      onSubmit={(data) => add.mutateAsync(data as CreatePersonData['body'])}
    />
  );
};

type Change = { readonly body: ChangePersonData['body']; readonly version: number };

/** Where somebody was before, one line each. */
const Places = ({ id }: { id: string }) => {
  const { t } = useTranslation('people');
  const { data } = useQuery(readPlacesOptions({ path: { id } }));
  if (!data || data.length === 0) return null;
  return (
    <div>
      <dt>{t('places.title')}</dt>
      <dd>
        {data.map((place) => (
          <div key={`${place.organisation.id} ${place.until}`}>
            {t(`places.${place.why}`, { name: place.organisation.name, until: place.until })}
          </div>
        ))}
      </dd>
    </div>
  );
};

export const ChangePersonDrawer = ({
  open,
  onClose,
  person,
  acts,
  onAct,
}: DrawerProps & {
  person: Person;
  acts: readonly PersonAct[];
  onAct: (act: PersonAct, person: Person) => void;
}) => {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const { id, version } = person;
  const mayReveal = useMay('person.reveal');
  const fields = useMemo(() => personFields(t, false, mayReveal), [t, mayReveal]);
  const save = useWrite({
    send: ({ body, version: from }: Change, headers) =>
      changePerson({ path: { id }, body, headers: { ...headers, ...ifMatch(from) } }),
    changes: personReads,
    onDone: (saved) => {
      void message.success(t('form.saved', { name: saved.name }));
      onClose();
    },
  });
  const submit = async (data: Record<string, unknown>, current?: unknown) => {
    const body = writtenChanges({
      before: person,
      after: data,
      keys: changeableKeys.filter((key) => mayReveal || key !== 'idNumber'),
    });
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
      initial={Object.fromEntries(changeableKeys.map((key) => [key, person[key]]))}
      draft={`person:${id}`}
      submit={t('form.save')}
      onSubmit={submit}
    >
      <dl className="drawer-form-facts">
        <div>
          <dt>{t('field.organisation')}</dt>
          <dd>{person.organisation.name}</dd>
        </div>
        {person.leftOn !== null && (
          <div>
            <dt>{t('field.leftOn')}</dt>
            <dd>{person.leftOn}</dd>
          </div>
        )}
        <Places id={id} />
        {mayReveal && (
          <div>
            <dt>{t('field.idNumber')}</dt>
            <dd>
              <IdNumberFact person={person} />
            </dd>
          </div>
        )}
      </dl>
      <div className="person-acts">
        {acts.map((act) => (
          <Button key={act} onClick={() => onAct(act, person)}>
            {t(`${act}.open`)}
          </Button>
        ))}
      </div>
    </DrawerForm>
  );
};
