import { anyId, id, instant, json, optional, string, table } from '../platform/database/table.js';

/** 消息: something that happened and concerns one person. */
export const notification = table(
  'notification',
  {
    id: id(),
    user_id: anyId(),
    district_id: optional(anyId()),
    kind: string(40),
    text: json({ class: 'personal' }),
    link: optional(string(200)),
    created_at: instant(),
    read_at: optional(instant()),
  },
  { indexes: { notification_user: ['user_id', 'read_at', 'created_at'] } },
);
