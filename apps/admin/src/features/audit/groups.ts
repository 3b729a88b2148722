import type { ListAuditData } from '../../api/generated/types.gen.js';

type Group = NonNullable<NonNullable<ListAuditData['query']>['group']>;

/** Kinds of actions of the API, in the order they are offered. Their words stand in the locale. */
export const auditGroups = [
  'session',
  'account',
  'organisation',
  'person',
  'import',
  'calendar',
  'programme',
  'pairing',
  'record',
  'review',
  'rectification',
  'duty',
  'notification',
  'job',
  'tally',
  'backup',
] as const satisfies readonly Group[];
