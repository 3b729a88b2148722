import type { QueryName } from '../../api/queries.js';

/** What shows pairs of people. */
export const insideReads: readonly QueryName[] = [
  'listInside',
  'listInsideProposals',
  'startRecord',
  'readDuties',
  'readReport',
  'readWorkbench',
];
