import { anyId, id, instant, integer, json, ref, string, table } from '../platform/database/table.js';

/** 交接单: what somebody had in hand in one role, and who took it over. Nothing here is changed. */
export const handOver = table(
  'hand_over',
  {
    id: id(),
    district_id: anyId(),
    organisation_id: ref('organisation'),
    assignment_id: ref('assignment'),
    role: string(40),
    from_id: ref('account'),
    to_id: ref('account'),
    /** Who had it handed over. */
    user_id: ref('account'),
    at: instant(),
    /** How many drafts went to the other one, and how many delegations ended. */
    drafts: integer(),
    delegations: integer(),
    /** The list as it was. */
    content: json({ class: 'personal' }),
  },
  { indexes: { hand_over_from: ['from_id', 'at'] } },
);
