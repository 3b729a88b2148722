import { anyId, instant, key, keyRef, table } from '../platform/database/table.js';

/** 催办: one reminder per pairing, duty and week. */
export const dutyReminder = table('duty_reminder', {
  programme_id: keyRef('programme'),
  pairing_id: keyRef('pairing'),
  duty: key(60),
  /** Monday of the week. */
  week: key(10),
  user_id: anyId(),
  at: instant(),
});
