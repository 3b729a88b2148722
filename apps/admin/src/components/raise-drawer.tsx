import { choice, day, fieldManifests, longText, type ProgrammeManifest } from '@xieshou/sdk';
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
  /** Titles of the sides, where whoever raises stands on neither and says which one answers for it. */
  readonly sides: ProgrammeManifest['sides'] | undefined;
  readonly pairings: ListRectificationsResponse['mayRaise'];
  /** The record in which it was seen. */
  readonly record?: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** 提出整改: what is lacking, at which school, until when. */
export const RaiseDrawer = (props: RaiseDrawerProps) => {
  const { programme, within, sides, pairings, record, open, onClose } = props;
  const { t } = useTranslation('rectifications');
  const { message } = App.useApp();
  const fields = useMemo(
    () =>
      fieldManifests({
        pairing: choice(
          pairings.map((pairing) => ({ value: pairing.id, title: pageText(pairingName(pairing)) })),
          { title: pageText(t('pairing')) },
        ),
        ...(sides
          ? {
              answeredBy: choice(
                (['helper', 'helped'] as const).map((value) => ({ value, title: sides[value].title })),
                { title: pageText(t('raise.answeredBy')) },
              ),
            }
          : {}),
        content: longText({ title: pageText(t('content')), help: pageText(t('raise.contentHelp')), maxLength: 1000 }),
        dueOn: day({
          title: pageText(t('dueOn')),
          help: pageText(t('raise.dueHelp', { count: within })),
          optional: true,
        }),
      }),
    [t, pairings, within, sides],
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
