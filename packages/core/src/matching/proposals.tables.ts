import { anyId, id, instant, integer, json, oneOf, optional, ref, string, table } from '../platform/database/table.js';

/** Who put a proposal there: the rules, whoever decides, or whoever decides for somebody who does not qualify. */
export const proposalOrigins = ['computed', 'chosen', 'special'] as const;

/** 结对建议: who might help one person, in the light of a period's results. It is a pairing once it is published. */
export const matchProposal = table(
  'match_proposal',
  {
    id: id(),
    /** The helped person's district. */
    district_id: anyId(),
    programme_id: ref('programme'),
    period: string(20),
    helped_id: ref('person'),
    /** Absent as long as nobody is found. */
    helper_id: optional(ref('person')),
    origin: oneOf(proposalOrigins),
    /** Why this helper, or why none, in both languages. */
    reason: optional(json({ class: 'personal' })),
    /** What was found of both, as it was: `{ helper, helped }`. */
    findings: json({ class: 'personal' }),
    /** What whoever decided wrote about it. */
    note: optional(string(200, { class: 'personal' })),
    /** Computing again leaves alone what is pinned. */
    pinned_at: optional(instant()),
    /** The pairing that was made of it. */
    pairing_id: optional(ref('pairing')),
    settings_number: integer(),
    created_at: instant(),
    version: integer(),
  },
  {
    indexes: {
      match_proposal_helper: ['programme_id', 'period', 'helper_id'],
      match_proposal_helped: ['helped_id'],
      match_proposal_pairing: ['pairing_id'],
    },
    uniques: { match_proposal_one: ['programme_id', 'period', 'helped_id'] },
  },
);
