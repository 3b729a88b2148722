import { fieldManifests, longText, text as textField } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { excuseDuties } from '../../api/generated/sdk.gen.js';
import { useWrite } from '../../api/write.js';
import { useText } from '../../app/i18n.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { pageText } from '../../components/form/page-text.js';
import './excuse.css';
import { excuseCalls, excuseGroups } from './excuses.js';
import type { Standing } from './matrix.js';

interface ExcuseDrawerProps {
  readonly programme: string;
  readonly standings: readonly Standing[];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface Grounds {
  readonly document: string;
  readonly reason: string;
}

/** 免除: what of the selected cells is no longer asked for, and on the strength of which document. */
export const ExcuseDrawer = ({ programme, standings, open, onClose, onDone }: ExcuseDrawerProps) => {
  const { t } = useTranslation('duties');
  const text = useText();
  const { message } = App.useApp();
  const groups = excuseGroups(standings);
  const fields = useMemo(
    () =>
      fieldManifests({
        document: textField({
          title: pageText(t('excuse.document')),
          help: pageText(t('excuse.documentHelp')),
          maxLength: 60,
        }),
        reason: longText({
          title: pageText(t('excuse.reason')),
          help: pageText(t('excuse.reasonHelp')),
          maxLength: 200,
        }),
      }),
    [t],
  );
  const excuse = useWrite({
    send: async (grounds: Grounds, headers) => {
      let count = 0;
      for (const [i, { pairings, ...of }] of excuseCalls(standings).entries()) {
        const answer = await excuseDuties({
          path: { id: programme },
          body: { ...of, ...grounds, pairings: [...pairings] },
          headers: { 'Idempotency-Key': `${headers['Idempotency-Key']}-${i}` },
        });
        count += answer.excused;
      }
      return count;
    },
    changes: ['readDuties', 'readWorkbench', 'readReport'],
    onDone: (count) => {
      void message.success(t('excuse.done', { count }));
      onClose();
      onDone();
    },
  });
  return (
    <DrawerForm
      title={t('excuse.title')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{}}
      draft={`excuse:${programme}`}
      submit={t('excuse.submit')}
      onSubmit={(data) => excuse.mutateAsync(data as unknown as Grounds)}
    >
      <p className="form-lead muted">{t('excuse.lead')}</p>
      <ul className="excuse-list" aria-label={t('excuse.list')} tabIndex={0}>
        {groups.map(({ duty, period, column, pairings }) => (
          <li key={`${duty} ${period}`}>
            <span>{t('details.title', { duty: text(column.title), period: text(column.period.title) })}</span>
            <span className="muted">{t('excuse.pairs', { count: pairings.length })}</span>
          </li>
        ))}
      </ul>
    </DrawerForm>
  );
};
