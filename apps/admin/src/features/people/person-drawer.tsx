import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { listRevealsOptions, readPlacesOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { changePerson, createPerson, revealName, revealPerson } from '../../api/generated/sdk.gen.js';
import type { ChangePersonData, CreatePersonData } from '../../api/generated/types.gen.js';
import { useWrite } from '../../api/write.js';
import { formatInstant, nothing } from '../../app/format.js';
import { useMay } from '../../app/session.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { OrganisationSelect } from '../../components/organisation/organisation-select.js';
import { sendOnTop, writtenChanges } from '../../components/form/written-changes.js';
import { BehindMask } from './behind-mask.js';
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

/** Who has looked behind a mask, and what for: for those who keep the data. */
const Reveals = ({ id }: { id: string }) => {
  const { t } = useTranslation('people');
  const { data } = useQuery(listRevealsOptions({ path: { id }, query: { size: 10 } }));
  if (!data || data.rows.length === 0) return null;
  return (
    <div>
      <dt>{t('mask.seen')}</dt>
      <dd>
        {data.rows.map((seen) => (
          <div key={seen.id}>
            {t(`mask.by.${seen.what}`, {
              at: formatInstant(seen.at),
              name: seen.by.name ?? nothing,
              reason: seen.reason,
            })}
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
        {mayReveal && person.masked && (
          <div>
            <dt>{t('field.fullName')}</dt>
            <dd>
              <BehindMask
                words="fullName"
                name={person.name}
                masked={person.name}
                hides
                send={async (reason, headers) => (await revealName({ path: { id }, body: { reason }, headers })).name}
              />
            </dd>
          </div>
        )}
        {mayReveal && (
          <div>
            <dt>{t('field.idNumber')}</dt>
            <dd>
              <BehindMask
                words="idNumber"
                name={person.name}
                masked={person.idNumber ?? nothing}
                hides={person.idNumber !== null}
                send={async (reason, headers) =>
                  (await revealPerson({ path: { id }, body: { reason }, headers })).idNumber
                }
              />
            </dd>
          </div>
        )}
        <Reveals id={id} />
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
