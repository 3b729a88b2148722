import type { ListProgrammesResponse } from '../../api/generated/types.gen.js';

export type ProgrammeBrief = ListProgrammesResponse['rows'][number];

/** One page holds every programme of a district; the API allows no more than this on a page. */
export const everyProgramme = { size: 200 } as const;

/** Drafts have no pairings yet, so there is nothing to show of them. */
export const isShown = ({ state }: Pick<ProgrammeBrief, 'state'>): boolean => state !== 'draft';

/** The programme asked for, else the first that runs, else the first there is. */
export const chosenProgramme = (
  programmes: readonly Pick<ProgrammeBrief, 'id' | 'state'>[],
  asked: string | undefined,
): string | undefined => {
  const shown = programmes.filter(isShown);
  return asked ?? (shown.find(({ state }) => state === 'enabled') ?? shown[0])?.id;
};
