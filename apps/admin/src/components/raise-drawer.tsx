import { choice, day, fieldManifests, longText } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { raiseRectification } from '../api/generated/sdk.gen.js';
import type { ListRectificationsResponse, RaiseRectificationData } from '../api/generated/types.gen.js';
import { useWrite } from '../api/write.js';
import { DrawerForm } from './drawer-form/drawer-form.js';
import { pageText } from './form/page-text.js';
import { pairingName } from './pairing/pairing-name.js';
import { rectificationReads } from './rectification-reads.js';

interface RaiseDrawerProps {
  readonly programme: string;
  /** Working days there are unless a day is named. */
  readonly within: number;
  readonly pairings: ListRectificationsResponse['mayRaise'];
  /** The record in which it was seen. */
  readonly record?: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** 提出整改: what is lacking, at which school, until when. */
export const RaiseDrawer = ({ programme, within, pairings, record, open, onClose }: RaiseDrawerProps) => {
  const { t } = useTranslation('rectifications');
  const { message } = App.useApp();
  const fields = useMemo(
    () =>
      fieldManifests({
        pairing: choice(
          pairings.map((pairing) => ({ value: pairing.id, title: pageText(pairingName(pairing)) })),
          { title: pageText(t('pairing')) },
        ),
        content: longText({ title: pageText(t('content')), help: pageText(t('raise.contentHelp')), maxLength: 1000 }),
        dueOn: day({
          title: pageText(t('dueOn')),
          help: pageText(t('raise.dueHelp', { count: within })),
          optional: true,
        }),
      }),
    [t, pairings, within],
  );
  const raise = useWrite({
    send: (body: RaiseRectificationData['body'], headers) =>
      raiseRectification({ path: { id: programme }, body, headers }),
    changes: rectificationReads,
    onDone: (made) => {
      void message.success(t('raise.done', { day: made.dueOn }));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('raise.act')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={pairings.length === 1 ? { pairing: pairings[0]!.id } : {}}
      draft={`rectification:new:${record ?? programme}`}
      submit={t('raise.submit')}
      onSubmit={(data) =>
        raise.mutateAsync({ ...data, ...(record ? { record } : {}) } as unknown as RaiseRectificationData['body'])
      }
    >
      <p className="form-lead muted">{t('raise.lead')}</p>
    </DrawerForm>
  );
};
