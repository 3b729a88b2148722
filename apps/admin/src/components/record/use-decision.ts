import type { DecideReviewData, DecideReviewResponse } from '../../api/generated/types.gen.js';
import { decideReview } from '../../api/generated/sdk.gen.js';
import type { ApiProblem } from '../../api/problem.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { recordReads } from './record-reads.js';

export type Decision = DecideReviewData['body'];
type Input = { readonly review: string } & Decision;

interface Callbacks {
  readonly onSuccess?: (answer: DecideReviewResponse) => void;
  readonly onError?: (problem: ApiProblem) => void;
}

/** Confirms or returns one record. */
export const useDecision = () => {
  const write = useWrite({
    send: ({ review, ...body }: Input, headers) => decideReview({ path: { id: review }, body, headers }),
    changes: recordReads,
  });
  return {
    isPending: write.isPending,
    send: (input: Input) => write.mutateAsync(input),
    mutate: (input: Input, { onSuccess, onError }: Callbacks) =>
      write.mutate(input, {
        onSuccess: (answer) => onSuccess?.(answer),
        onError: (error) => onError?.(asProblem(error)),
      }),
  };
};
