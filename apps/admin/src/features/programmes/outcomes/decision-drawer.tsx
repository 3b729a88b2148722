import { choice, fieldManifests, longText } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { decideOutcome } from '../../../api/generated/sdk.gen.js';
import type { DecideOutcomeData, ListAwardsResponse } from '../../../api/generated/types.gen.js';
import { useWrite } from '../../../api/write.js';
import { useText } from '../../../app/i18n.js';
import { DrawerForm } from '../../../components/drawer-form/drawer-form.js';
import { pageText } from '../../../components/form/page-text.js';
import { Reasons } from '../registers/reasons.js';
import type { OutcomeManifest } from './outcome-words.js';
import { outcomeReads } from './settlement-drawer.js';

export type Award = ListAwardsResponse['rows'][number];

interface DecisionDrawerProps {
  readonly programme: string;
  readonly outcome: OutcomeManifest;
  readonly period: string;
  readonly award: Award;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What somebody decides about one pairing's outcome, with the reason; without one it is taken back. */
export const DecisionDrawer = ({ programme, outcome, period, award, open, onClose }: DecisionDrawerProps) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const { message } = App.useApp();
  const { decisions } = outcome;
  const standing = award.decisions?.[0];
  const fields = useMemo(
    () =>
      fieldManifests({
        decision: choice(
          decisions.map(({ key, title }) => ({ value: key, title })),
          { title: pageText(t('outcomes.decision.kind')) },
        ),
        note: longText({
          title: pageText(t('outcomes.decision.note')),
          help: pageText(t('outcomes.decision.noteHelp')),
          maxLength: 200,
          optional: true,
        }),
      }),
    [t, decisions],
  );
  const save = useWrite({
    send: (body: DecideOutcomeData['body'], headers) =>
      decideOutcome({ path: { id: programme, outcome: outcome.key, pairing: award.pairing }, body, headers }),
    changes: outcomeReads,
    onDone: () => {
      void message.success(t('outcomes.decision.saved'));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('outcomes.decision.title', { name: award.party.name })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{ decision: standing?.decision ?? decisions[0]?.key, note: standing?.note }}
      draft={`decision:${award.pairing}:${period}`}
      submit={t('outcomes.decision.save')}
      onSubmit={(data) =>
        save.mutateAsync({
          period,
          decision: data['decision'] as string,
          note: (data['note'] as string | undefined)?.trim() || null,
        })
      }
    >
      <div className="form-lead">
        {award.findings && <Reasons findings={award.findings} />}
        {decisions.map(
          ({ key, explain }) =>
            explain && (
              <p key={key} className="muted">
                {text(explain)}
              </p>
            ),
        )}
      </div>
    </DrawerForm>
  );
};
