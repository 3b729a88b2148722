import { useSuspenseQuery } from '@tanstack/react-query';
import { today } from '@xieshou/sdk';
import { listProgrammesOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListProgrammesResponse } from '../../api/generated/types.gen.js';
import { fresh } from '../../api/queries.js';

export type ProgrammeBrief = ListProgrammesResponse['rows'][number];

/** One page holds every programme of a district; the API allows no more than this on a page. */
export const everyProgramme = { ...listProgrammesOptions({ query: { size: 200 } }), staleTime: fresh.list };

/** Drafts have no pairings yet, so there is nothing to show of them. */
const isShown = ({ state }: Pick<ProgrammeBrief, 'state'>): boolean => state !== 'draft';

/** The programme asked for, else the first that runs and has begun, else the first that runs, else the first there is. */
export const chosenProgramme = (
  programmes: readonly Pick<ProgrammeBrief, 'id' | 'state' | 'startsOn'>[],
  asked: string | undefined,
): string | undefined => {
  const shown = programmes.filter(isShown);
  const running = shown.filter(({ state }) => state === 'enabled');
  return asked ?? (running.find(({ startsOn }) => startsOn <= today(new Date())) ?? running[0] ?? shown[0])?.id;
};

/** Programmes the caller sees, and the one to show; none where the caller takes part in nothing. */
export const useProgrammeChoice = (asked: string | undefined) => {
  const { data } = useSuspenseQuery(everyProgramme);
  return { programmes: data.rows.filter(isShown), chosen: chosenProgramme(data.rows, asked) };
};
