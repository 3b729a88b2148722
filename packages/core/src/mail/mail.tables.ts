import { id, instant, integer, json, oneOf, optional, ref, string, table } from '../platform/database/table.js';

export const mailStates = ['waiting', 'sent', 'failed'] as const;

/** A mail that is to be sent. It holds no address: that of the account is taken when it is sent. */
export const mail = table(
  'mail',
  {
    id: id(),
    account_id: ref('account'),
    text: json({ class: 'personal' }),
    state: oneOf(mailStates),
    attempts: integer(),
    /** Not tried before. */
    next_at: instant(),
    created_at: instant(),
    ended_at: optional(instant()),
    /** What the mail server said last. */
    problem: optional(string(300)),
  },
  { indexes: { mail_state: ['state', 'next_at'], mail_account: ['account_id'] } },
);
