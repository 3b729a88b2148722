import { fieldManifests, longText } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { closeStage, reopenStage } from '../../api/generated/sdk.gen.js';
import type { QueryName } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { pageText } from '../../components/form/page-text.js';
import type { Stage } from './stages.js';

const changes: readonly QueryName[] = ['readPairingStages', 'readStages', 'readReport', 'readWorkbench'];

interface StageDrawerProps {
  readonly pairing: string;
  readonly stage: Stage;
  readonly version: number;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** As the server names it when a reason is missing. */
const field = (need: string): string => `waived.${need}`;

/** Closes the present stage; asks for a reason for each need that is not met. */
export const CloseStageDrawer = ({ pairing, stage, version, open, onClose }: StageDrawerProps) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const { message } = App.useApp();
  const lacking = useMemo(() => stage.needs.filter(({ missing }) => missing > 0), [stage]);
  const fields = useMemo(
    () =>
      fieldManifests(
        Object.fromEntries(
          lacking.map(({ key, title, have, required }) => [
            field(key),
            longText({
              title: pageText(
                t('stages.closing.reason', {
                  title: text(title),
                  have: formatNumber(have),
                  required: formatNumber(required),
                }),
              ),
              help: pageText(t('stages.closing.help')),
              maxLength: 200,
            }),
          ]),
        ),
      ),
    [t, text, lacking],
  );
  const close = useWrite({
    send: (waived: Record<string, string>, headers) =>
      closeStage({
        path: { id: pairing, stage: stage.key },
        body: { waived },
        headers: { ...headers, ...ifMatch(version) },
      }),
    changes,
    onDone: () => {
      void message.success(t('stages.closing.done'));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('stages.closing.title', { title: text(stage.title) })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{}}
      draft={`stage:close:${pairing}:${stage.key}`}
      submit={t('stages.close')}
      onSubmit={(data) =>
        close.mutateAsync(Object.fromEntries(lacking.map(({ key }) => [key, (data[field(key)] as string).trim()])))
      }
    >
      <p className="form-lead">{t(lacking.length > 0 ? 'stages.closing.missing' : 'stages.closing.complete')}</p>
    </DrawerForm>
  );
};

/** Opens the stage that was closed last again, with the reason. */
export const ReopenStageDrawer = ({ pairing, stage, version, open, onClose }: StageDrawerProps) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const { message } = App.useApp();
  const fields = useMemo(
    () =>
      fieldManifests({
        reason: longText({
          title: pageText(t('stages.reopening.reason')),
          help: pageText(t('stages.reopening.help')),
          maxLength: 200,
        }),
      }),
    [t],
  );
  const reopen = useWrite({
    send: (reason: string, headers) =>
      reopenStage({
        path: { id: pairing, stage: stage.key },
        body: { reason },
        headers: { ...headers, ...ifMatch(version) },
      }),
    changes,
    onDone: () => {
      void message.success(t('stages.reopening.done'));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('stages.reopening.title', { title: text(stage.title) })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{}}
      draft={`stage:reopen:${pairing}:${stage.key}`}
      submit={t('stages.reopen')}
      onSubmit={(data) => reopen.mutateAsync(data['reason'] as string)}
    >
      <p className="form-lead">{t('stages.reopening.lead')}</p>
    </DrawerForm>
  );
};
