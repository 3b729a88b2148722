import * as z from 'zod';
import { byId, endpoint, Id, Instant, pageOf, paging, TextPair } from '../platform/endpoint.js';

/** What a notification is about; people choose by it what they see. */
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
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export const Notification = z.object({
  id: Id,
  kind: z.enum(notificationKinds),
  /** Null where it is about no programme, or about several. */
  programme: z.object({ id: Id, title: z.string() }).nullable(),
  text: TextPair,
  /** Path inside the admin app, or null. */
  link: z.string().nullable(),
  at: Instant,
  readAt: Instant.nullable(),
});
const which = { kind: z.enum(notificationKinds).optional(), programme: Id.optional() };

export const listNotifications = endpoint({
  name: 'listNotifications',
  method: 'GET',
  path: '/api/notifications',
  gate: 'signedIn',
  summary: 'My notifications, newest first',
  query: z.strictObject({ ...paging, unread: z.enum(['yes']).optional(), ...which }),
  answer: pageOf(Notification),
});
export const readNotification = endpoint({
  name: 'readNotification',
  method: 'POST',
  path: '/api/notifications/:id/read',
  gate: 'signedIn',
  summary: 'Mark one of my notifications as read',
  params: byId,
  answer: Notification,
});
export const readAllNotifications = endpoint({
  name: 'readAllNotifications',
  method: 'POST',
  path: '/api/notifications/read',
  gate: 'signedIn',
  summary: 'Mark my notifications as read, or those of a kind or programme, as far as I have seen them',
  body: z.strictObject({
    /** When the newest one came that I have seen: what came after it stays unread. */
    upTo: Instant,
    ...which,
  }),
  answer: z.object({ read: z.int() }),
});
