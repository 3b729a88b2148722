import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import {
  answerRectification,
  extendRectification,
  finishRectification,
  inspectRectification,
} from '../../api/generated/sdk.gen.js';
import { ApiProblem, asProblem } from '../../api/problem.js';
import { changed } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { rectificationReads } from '../../components/rectification-reads.js';
import { type Act, changedUnder, fieldsOfAct, initialOfAct, type Rectification } from './acts.js';
import { DueOn } from './due-on.js';

interface ActDrawerProps {
  readonly act: Act;
  readonly it: Rectification;
  readonly open: boolean;
  readonly onClose: () => void;
}

type Data = Readonly<Record<string, unknown>>;
type Sent = Parameters<typeof answerRectification>[0]['headers'];

const send = (act: Act, id: string, body: Data, headers: Sent): Promise<Rectification> => {
  const call = { path: { id }, headers };
  switch (act) {
    case 'answer':
      return answerRectification({ ...call, body: body as { measures: string; responsible: string } });
    case 'finish':
      return finishRectification({ ...call, body: body as { result: string } });
    case 'inspect':
      return inspectRectification({ ...call, body: body as { outcome: 'passed' | 'failed' | 'noted'; note: string } });
    case 'extend':
      return extendRectification({ ...call, body: body as { dueOn: string; reason: string } });
  }
};

/** The problem as it stands now, where a refusal says so. */
const currentOf = (problem: ApiProblem): Rectification | undefined =>
  problem.code === 'stale' && problem.current ? (problem.current as Rectification) : undefined;

/** One step of putting right, in a form beside the page. */
export const ActDrawer = ({ act, it, open, onClose }: ActDrawerProps) => {
  const { t } = useTranslation('rectifications');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const fields = useMemo(() => fieldsOfAct(act, it.state, t), [act, it.state, t]);
  const step = useWrite({
    send: ({ body, version }: { body: Data; version: number }, headers) =>
      send(act, it.id, body, { ...headers, ...ifMatch(version) }),
    changes: rectificationReads,
    onDone: (_answer, { body }) => {
      void message.success(t(act === 'inspect' ? `done.${String(body['outcome'])}` : `done.${act}`));
      onClose();
    },
  });

  /**
   * Somebody else was faster. What this act is not based on does not matter to it, and it is sent once more; of what it
   * would replace, theirs is shown beside mine; anything else is read anew under the form, which keeps what was typed.
   */
  const submit = async (body: Data, settledOn?: unknown) => {
    try {
      return await step.mutateAsync({ body, version: (settledOn as Rectification | undefined)?.version ?? it.version });
    } catch (error) {
      const problem = asProblem(error);
      const now = currentOf(problem);
      const under = now ? changedUnder(act, it, now) : [];
      if (now && under.length === 0) return step.mutateAsync({ body, version: now.version });
      if (problem.status === 409) void changed(queryClient, ['readRectification', 'listRectifications']);
      const replaced = under.filter((key) => key in body);
      if (!now || replaced.length === 0) throw error;
      throw new ApiProblem({
        status: problem.status,
        code: problem.code,
        title: problem.title,
        current: now,
        difference: replaced.map((field) => ({ field, yours: body[field], theirs: now[field] })),
      });
    }
  };

  return (
    <DrawerForm
      title={t(act === 'inspect' && it.state !== 'waiting' ? 'act.note' : `act.${act}`)}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={initialOfAct(act, it)}
      draft={`rectification:${it.id}:${act}`}
      submit={t(`submit.${act}`)}
      onSubmit={submit}
    >
      <dl className="drawer-form-facts case-facts">
        <div>
          <dt>{t('content')}</dt>
          <dd className="two-lines">{it.content}</dd>
        </div>
        <div>
          <dt>{t('dueOn')}</dt>
          <dd>
            <DueOn row={it} />
          </dd>
        </div>
        {act === 'inspect' && it.result && (
          <div>
            <dt>{t('result')}</dt>
            <dd>{it.result}</dd>
          </div>
        )}
      </dl>
    </DrawerForm>
  );
};
