import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ifMatch } from '../../api/client.js';
import { readEndingOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { moveProgramme } from '../../api/generated/sdk.gen.js';
import { changed } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { formatNumber } from '../../app/format.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { useProblemText } from '../../components/error-panel.js';
import type { Programme } from './programme-page.js';

type Goal = 'enabled' | 'suspended' | 'closed';

const goals: Readonly<Record<Programme['state'], readonly Goal[]>> = {
  draft: ['enabled'],
  enabled: ['suspended', 'closed'],
  suspended: ['enabled', 'closed'],
  closed: [],
};

/** What the state means for the schools, and the ways out of it, each with its consequence. */
export const StateActions = ({ programme, mayWrite }: { programme: Programme; mayWrite: boolean }) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const isOver = programme.state === 'closed';
  const { data: ending } = useQuery({
    ...readEndingOptions({ path: { id: programme.id } }),
    enabled: mayWrite && !isOver,
  });
  const open = (['rectifications', 'unconfirmed', 'drafts'] as const)
    .filter((key) => ending && ending[key] > 0)
    .map((key) => t(`rollover.open.${key}`, { count: ending![key], n: formatNumber(ending![key]) }))
    .join(t('clause'));
  const move = useWrite({
    send: (to: Goal, headers) =>
      moveProgramme({
        path: { id: programme.id },
        body: { to },
        headers: { ...headers, ...ifMatch(programme.version) },
      }),
    changes: ['readProgramme', 'listProgrammes', 'readWorkbench'],
    onDone: (now) => void message.success(t(`move.done.${now.state}`)),
    onProblem: (problem) => {
      void message.error(problemText(problem));
      // Somebody else moved or changed it: what stands there now must be seen before anything else is done.
      if (problem.status === 409) void changed(queryClient, ['readProgramme']);
    },
  });
  return (
    <section className="panel" aria-labelledby="state">
      <div className="panel-head">
        <h2 id="state">{t('state')}</h2>
      </div>
      <div className="panel-body state-actions">
        <div>
          <p>{t(`stateMeans.${programme.state}`)}</p>
          {open && !isOver && <p className="muted">{t('rollover.stillOpen', { open })}</p>}
        </div>
        {mayWrite && goals[programme.state].length > 0 && (
          <p className="state-buttons">
            {goals[programme.state].map((to) => (
              <ConfirmButton
                key={to}
                label={t(`move.${to}`)}
                title={t(`move.ask.${to}`, { title: programme.title })}
                text={
                  to === 'closed' && open
                    ? `${t('rollover.closing', { open })} ${t(`move.means.${to}`)}`
                    : t(`move.means.${to}`)
                }
                danger={to === 'closed'}
                disabled={move.isPending || (programme.missing && to === 'enabled')}
                onConfirm={() => move.mutateAsync(to).catch(() => undefined)}
              />
            ))}
          </p>
        )}
      </div>
    </section>
  );
};
