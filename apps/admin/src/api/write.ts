import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { idempotencyKey } from './client.js';
import { type ApiProblem, asProblem } from './problem.js';
import { changed, type QueryName } from './queries.js';

interface Write<Input, Answer> {
  /** Makes the call; `headers` carries the act's idempotency key and must be passed on. */
  readonly send: (input: Input, headers: { 'Idempotency-Key': string }) => Promise<Answer>;
  /** Queries whose answers this write changes, by operation; they are read anew. */
  readonly changes?: readonly QueryName[];
  readonly onDone?: (answer: Answer, input: Input) => void | Promise<void>;
  readonly onProblem?: (problem: ApiProblem, input: Input) => void;
}

/** Files have no JSON of their own; what names them stands for them. */
const described = (input: unknown): string =>
  JSON.stringify(input, (_key, value: unknown) =>
    value instanceof File ? [value.name, value.size, value.lastModified] : value,
  ) ?? '';

/**
 * One act of the user that changes something. The same act keeps its key over retries, also when the user presses the
 * button again after the line broke: the server then does it once.
 */
export const useWrite = <Input, Answer>({ send, changes = [], onDone, onProblem }: Write<Input, Answer>) => {
  const queryClient = useQueryClient();
  const act = useRef<{ readonly key: string; readonly input: string }>(null);

  return useMutation<Answer, Error, Input>({
    mutationFn: (input) => {
      const written = described(input);
      if (act.current?.input !== written) act.current = { key: idempotencyKey(), input: written };
      return send(input, { 'Idempotency-Key': act.current.key });
    },
    retry: (failures, error) => failures < 2 && asProblem(error).code === 'unreachable',
    onSuccess: async (answer, input) => {
      act.current = null;
      await changed(queryClient, changes);
      await onDone?.(answer, input);
    },
    onError: (error, input) => {
      const problem = asProblem(error);
      if (!problem.outcomeUnknown) act.current = null;
      onProblem?.(problem, input);
    },
  });
};
