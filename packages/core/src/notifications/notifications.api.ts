import * as z from 'zod';
import { byId, endpoint, Id, Instant, pageOf, paging, TextPair } from '../platform/endpoint.js';

export const Notification = z.object({
  id: Id,
  kind: z.string(),
  text: TextPair,
  /** Path inside the admin app, or null. */
  link: z.string().nullable(),
  at: Instant,
  readAt: Instant.nullable(),
});
export const listNotifications = endpoint({
  name: 'listNotifications',
  method: 'GET',
  path: '/api/notifications',
  gate: 'signedIn',
  summary: 'My notifications, newest first',
  query: z.strictObject({ ...paging, unread: z.enum(['yes']).optional() }),
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
