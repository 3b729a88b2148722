import type { QueryName } from '../api/queries.js';

/** Whatever shows problems and how far they are put right: read anew after every step. */
export const rectificationReads = [
  'listRectifications',
  'readRectification',
  'readReport',
  'readFiledDifferences',
  'readWorkbench',
  'listNotifications',
] as const satisfies readonly QueryName[];
