import { anyId, id, instant, json, oneOf, optional, string, table } from '../platform/database/table.js';
import { notificationKinds } from './notifications.api.js';

/** 消息: something that happened and concerns one person. */
export const notification = table(
  'notification',
  {
    id: id(),
    user_id: anyId(),
    district_id: optional(anyId()),
    programme_id: optional(anyId()),
    kind: oneOf(notificationKinds),
    text: json({ class: 'personal' }),
    link: optional(string(200)),
    created_at: instant(),
    read_at: optional(instant()),
  },
  { indexes: { notification_user: ['user_id', 'read_at', 'created_at'] } },
);
