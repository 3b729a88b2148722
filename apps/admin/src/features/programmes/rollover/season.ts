import { addDays } from '@xieshou/sdk';
import type { ListProgrammesResponse } from '../../../api/generated/types.gen.js';

type Programme = Pick<ListProgrammesResponse['rows'][number], 'state' | 'missing' | 'endsOn'>;

/** So many days before a programme's last one, going on into the next year is at hand. */
const DAYS_BEFORE = 60;

/** A draft has nothing to go on with, and without its plugin nothing can be said. */
export const mayRollOver = ({ state, missing }: Programme): boolean => state !== 'draft' && !missing;

/** The programme ends soon or has ended. */
export const isSeason = (programme: Programme, today: string): boolean =>
  mayRollOver(programme) && today >= addDays(programme.endsOn, -DAYS_BEFORE);
