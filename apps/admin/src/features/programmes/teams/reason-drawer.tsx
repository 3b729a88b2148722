import { useQueryClient } from '@tanstack/react-query';
import { fieldManifests, longText } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../../api/problem.js';
import { changed } from '../../../api/queries.js';
import { useWrite } from '../../../api/write.js';
import { DrawerForm } from '../../../components/drawer-form/drawer-form.js';
import { useProblemText } from '../../../components/error-panel.js';
import { pageText } from '../../../components/form/page-text.js';
import { teamReads } from './team-reads.js';

/** An act in a team that is done with a reason. */
export interface ReasonedAct {
  readonly title: string;
  /** What it means, above the reason. */
  readonly lead: string;
  readonly submit: string;
  readonly done: string;
  /** Name under which a reason that was begun is kept. */
  readonly draft: string;
  readonly send: (reason: string, headers: { 'Idempotency-Key': string }) => Promise<unknown>;
}

interface ReasonDrawerProps {
  readonly act: ReasonedAct;
  readonly open: boolean;
  readonly onClose: () => void;
}

export const ReasonDrawer = ({ act, open, onClose }: ReasonDrawerProps) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const fields = useMemo(
    () => fieldManifests({ reason: longText({ title: pageText(t('teams.reason')), maxLength: 200 }) }),
    [t],
  );
  const write = useWrite({
    send: act.send,
    changes: teamReads,
    onDone: () => {
      void message.success(act.done);
      onClose();
    },
  });
  const submit = async (data: Record<string, unknown>) => {
    try {
      await write.mutateAsync((data['reason'] as string).trim());
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status !== 409) throw error;
      // Somebody else was faster: how it stands now tells more than two words side by side.
      void message.error(problemText(problem));
      onClose();
      await changed(queryClient, teamReads);
    }
  };
  return (
    <DrawerForm
      title={act.title}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{}}
      draft={act.draft}
      submit={act.submit}
      onSubmit={submit}
    >
      <p className="form-lead">{act.lead}</p>
    </DrawerForm>
  );
};
