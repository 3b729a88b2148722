import { fieldManifests, longText } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { notePairingDoubt } from '../../api/generated/sdk.gen.js';
import type { NotePairingDoubtData } from '../../api/generated/types.gen.js';
import { useWrite } from '../../api/write.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { pageText } from '../../components/form/page-text.js';
import type { Pairing } from './pairing-page.js';

/** 待核: says what must still be verified about a pairing; left empty, it is verified. */
export const DoubtDrawer = ({ pairing, open, onClose }: { pairing: Pairing; open: boolean; onClose: () => void }) => {
  const { t } = useTranslation('pairings');
  const { message } = App.useApp();
  const fields = useMemo(
    () =>
      fieldManifests({
        doubt: longText({
          title: pageText(t('app:pairing.doubt')),
          help: pageText(t('doubt.help')),
          maxLength: 200,
          optional: true,
        }),
      }),
    [t],
  );
  const note = useWrite({
    send: (body: NotePairingDoubtData['body'], headers) =>
      notePairingDoubt({ path: { id: pairing.id }, body, headers: { ...headers, ...ifMatch(pairing.version) } }),
    changes: ['readPairing', 'listPairings'],
    onDone: ({ doubt }) => {
      void message.success(t(doubt === null ? 'doubt.gone' : 'doubt.kept'));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('doubt.act')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={pairing.doubt ? { doubt: pairing.doubt } : {}}
      draft={`doubt:${pairing.id}:${pairing.version}`}
      submit={t('doubt.submit')}
      onSubmit={({ doubt }) => note.mutateAsync({ doubt: typeof doubt === 'string' && doubt.trim() ? doubt : null })}
    />
  );
};
