import { choice, day, fieldManifests, longText, type ProgrammeManifest, today } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { appointOffice } from '../../api/generated/sdk.gen.js';
import { useWrite } from '../../api/write.js';
import { useText } from '../../app/i18n.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { pageText } from '../../components/form/page-text.js';
import type { Pairing } from './pairing-page.js';
import { useOffices } from './use-offices.js';

type Role = ProgrammeManifest['roles'][number];

/** Stands for nobody among the offices; no id looks like it. */
const NOBODY = 'nobody';

interface OfficeDrawerProps {
  readonly pairing: Pairing;
  readonly role: Role;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Appoints an office to a pairing in a role, changes it, or takes it off: since when, and why. */
export const OfficeDrawer = ({ pairing, role, open, onClose }: OfficeDrawerProps) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const { message } = App.useApp();
  const offices = useOffices(open);
  const present = pairing.appointed[role.key];
  const now = today(new Date());
  const latest = pairing.startsOn > now ? pairing.startsOn : now;
  const fields = useMemo(
    () =>
      fieldManifests({
        organisation: choice(
          [
            ...offices
              .filter(({ id }) => id !== present?.id)
              .map(({ id, name }) => ({ value: id, title: { zh: name, en: name } })),
            ...(present ? [{ value: NOBODY, title: pageText(t('office.nobody')) }] : []),
          ],
          { title: role.title, help: pageText(t('office.help')) },
        ),
        on: day({
          title: pageText(t('office.on')),
          help: pageText(t('office.onHelp', { from: pairing.startsOn, to: latest })),
        }),
        reason: longText({ title: pageText(t('office.reason')), maxLength: 200 }),
      }),
    [t, offices, present, role, pairing.startsOn, latest],
  );
  const appoint = useWrite({
    send: ({ organisation, on, reason }: Record<string, unknown>, headers) =>
      appointOffice({
        path: { id: pairing.id, role: role.key },
        body: {
          organisation: organisation === NOBODY ? null : (organisation as string),
          on: on as string,
          reason: (reason as string).trim(),
        },
        headers: { ...headers, ...ifMatch(pairing.version) },
      }),
    changes: ['readPairing', 'listPairings', 'listReviews', 'readWorkbench'],
    onDone: () => {
      void message.success(t('office.done'));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t(present ? 'office.change' : 'office.appoint', { role: text(role.title) })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{ on: latest }}
      draft={`office:${pairing.id}:${role.key}:${pairing.version}`}
      submit={t('office.submit')}
      onSubmit={(data) => appoint.mutateAsync(data)}
    >
      <p className="form-lead">
        {present ? t('office.present', { name: present.name }) : t('office.none', { role: text(role.title) })}
      </p>
    </DrawerForm>
  );
};
