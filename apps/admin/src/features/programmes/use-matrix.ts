import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ifMatch } from '../../api/client.js';
import { changeProgramme } from '../../api/generated/sdk.gen.js';
import type { ListProgrammesResponse } from '../../api/generated/types.gen.js';
import { type ApiProblem, asProblem } from '../../api/problem.js';
import { changed as readAnew } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import type { Choices } from './enabling-cells.js';
import { keysOf } from './organisation-keys.js';
import type { Branch, Chosen } from './organisation-tree.js';

export type Column = ListProgrammesResponse['rows'][number];

/** A changed choice, and the version that it was changed from: a refetch meanwhile must not lend it its own. */
interface Edit {
  readonly chosen: readonly Chosen[];
  readonly version: number;
}

export interface Refusal {
  readonly column: Column;
  readonly problem: ApiProblem;
}

/** Two choices that mean the same: the order of ticks does not count. */
const isSame = (a: readonly Chosen[], b: readonly Chosen[]): boolean => keysOf(a).join() === keysOf(b).join();

/** What the officer has changed in the matrix, and saving it: one unit of work a programme, one after the other. */
export const useMatrix = (columns: readonly Column[], tree: readonly Branch[]) => {
  const queryClient = useQueryClient();
  const [edits, setEdits] = useState<Readonly<Record<string, Edit>>>({});
  const [isBusy, setIsBusy] = useState(false);
  const choices: Choices = Object.fromEntries(
    columns.map((one) => [one.id, edits[one.id]?.chosen ?? one.organisations]),
  );
  const changed = columns.filter((one) => !isSame(choices[one.id]!, one.organisations));

  const save = useWrite({
    send: ({ id, chosen, version }: Edit & { id: string }, headers) =>
      changeProgramme({
        path: { id },
        body: { organisations: chosen.map((one) => ({ id: one.id, subtree: one.subtree })) },
        headers: { ...headers, ...ifMatch(version) },
      }),
    changes: ['listProgrammes', 'readProgramme', 'listCandidates', 'readWorkbench'],
  });

  const forget = (id: string) =>
    setEdits((before) => Object.fromEntries(Object.entries(before).filter(([key]) => key !== id)));

  /** Saves what has changed; answers what was refused. Where somebody was quicker, theirs is shown and ours is dropped. */
  const saveAll = async (): Promise<readonly Refusal[]> => {
    setIsBusy(true);
    const refusals: Refusal[] = [];
    for (const column of changed)
      try {
        await save.mutateAsync({ id: column.id, ...edits[column.id]! });
        forget(column.id);
      } catch (error) {
        const problem = asProblem(error);
        refusals.push({ column, problem });
        if (problem.code !== 'stale') continue;
        forget(column.id);
        await readAnew(queryClient, ['listProgrammes']);
      }
    setIsBusy(false);
    return refusals;
  };

  return {
    tree,
    choices,
    changed,
    isBusy,
    saveAll,
    change: (next: Choices) =>
      setEdits((before) => {
        const all = { ...before };
        for (const { id, version } of columns)
          if (next[id]) all[id] = { chosen: next[id], version: before[id]?.version ?? version };
        return all;
      }),
    discard: () => setEdits({}),
  };
};

export type Matrix = ReturnType<typeof useMatrix>;
