import type { ListNotificationsResponse } from '../../api/generated/types.gen.js';

export type Notification = ListNotificationsResponse['rows'][number];

/** What a notification may be about, in the order in which the filter offers it. */
export const notificationKinds = [
  'digest',
  'reminder',
  'confirmation',
  'returned',
  'void',
  'correction',
  'alert',
  'rectification',
  'pairing',
  'team',
  'stage',
  'outcome',
  'excuse',
  'organisation',
  'person',
  'handOver',
] as const satisfies readonly Notification['kind'][];
