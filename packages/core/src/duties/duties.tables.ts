import { anyId, day, instant, integer, key, keyRef, string, table } from '../platform/database/table.js';

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

/** Teachers of a side as they stood when a period began (or when the pairing did): what a share is taken of. */
export const dutyBasis = table('duty_basis', {
  programme_id: keyRef('programme'),
  pairing_id: keyRef('pairing'),
  duty: key(60),
  period: key(20),
  teachers: integer(),
  counted_on: day(),
});

/** 免除: what the bureau does not ask for, under the number of a document. */
export const dutyExcuse = table('duty_excuse', {
  programme_id: keyRef('programme'),
  pairing_id: keyRef('pairing'),
  duty: key(60),
  period: key(20),
  document: string(60),
  reason: string(200),
  user_id: anyId(),
  at: instant(),
});
