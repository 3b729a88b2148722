import type { QueryName } from '../../api/queries.js';

/** Whatever shows records, or numbers reckoned from them: read anew once a record is written or decided on. */
export const recordReads = [
  'listRecords',
  'readRecord',
  'readHistory',
  'readTrail',
  'readLedger',
  'listReviews',
  'readWorkbench',
  'readDuties',
  'readReport',
  'readFiledDifferences',
] as const satisfies readonly QueryName[];
