import { App } from 'antd';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { idempotencyKey } from '../../api/client.js';
import { issueSlips } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { changed } from '../../api/queries.js';
import { useProblemText } from '../../components/error-panel.js';
import type { Slip } from './slips-sheet.js';

/** As many as the server makes in one act. */
const AT_ONCE = 50;

/**
 * Gives out one-time passwords, some at a time. What has been made is kept in this page alone, and shown even when a
 * later part fails: it will not be shown again.
 */
export const useSlips = () => {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const problemText = useProblemText();
  const [slips, setSlips] = useState<readonly Slip[]>([]);
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number }>();

  const issue = async (users: readonly string[]) => {
    const made: Slip[] = [];
    setProgress({ done: 0, total: users.length });
    try {
      for (let from = 0; from < users.length; from += AT_ONCE) {
        const body = { users: users.slice(from, from + AT_ONCE) };
        const answer = await issueSlips({ body, headers: { 'Idempotency-Key': idempotencyKey() } });
        made.push(...answer.slips);
        setProgress({ done: made.length, total: users.length });
      }
    } catch (error) {
      void message.error(problemText(asProblem(error)));
    }
    setProgress(undefined);
    setSlips(made);
    await changed(queryClient, ['listUsers']);
  };
  return { slips, progress, issue, forget: () => setSlips([]) };
};
