import { anyId, day, id, instant, integer, oneOf, optional, ref, string, table } from '../platform/database/table.js';

export const offerStates = ['waiting', 'agreed', 'declined'] as const;

/**
 * 结对意向: two people named for each other, where both organisations must agree. It is no pair; once both have agreed there
 * is one of the same id, and this row tells who agreed when.
 */
export const pairingOffer = table(
  'pairing_offer',
  {
    id: id(),
    district_id: anyId(),
    programme_id: ref('programme'),
    /** The pairing of organisations around. */
    parent_id: ref('pairing'),
    inside: string(40),
    kind: string(40),
    helper_id: ref('person'),
    helped_id: ref('person'),
    /** From when they are to be a pair; they are one from the day of the second agreement at the earliest. */
    starts_on: day(),
    state: oneOf(offerStates),
    helper_agreed_by: optional(anyId()),
    helper_agreed_at: optional(instant()),
    helped_agreed_by: optional(anyId()),
    helped_agreed_at: optional(instant()),
    declined_by: optional(anyId()),
    declined_at: optional(instant()),
    reason: optional(string(200, { class: 'personal' })),
    user_id: anyId(),
    created_at: instant(),
    version: integer(),
  },
  {
    indexes: {
      pairing_offer_parent: ['parent_id', 'state'],
      pairing_offer_programme: ['programme_id', 'inside', 'state'],
      pairing_offer_helper: ['helper_id'],
      pairing_offer_helped: ['helped_id'],
    },
  },
);
