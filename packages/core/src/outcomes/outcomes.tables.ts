import {
  anyId,
  id,
  instant,
  integer,
  json,
  key,
  keyRef,
  oneOf,
  optional,
  ref,
  string,
  table,
} from '../platform/database/table.js';

export const settlementStates = ['proposed', 'accepted'] as const;
export const awardChanges = ['new', 'changed', 'gone'] as const;

/** 结算: what an outcome comes to in a period for the pairs of one organisation and all below it. */
export const outcomeSettlement = table(
  'outcome_settlement',
  {
    id: id(),
    district_id: anyId(),
    programme_id: ref('programme'),
    outcome: string(40),
    period: string(20),
    /** From 1, for each outcome and period. */
    number: integer(),
    /** Whose pairs it covers: those whose helped party is at this organisation or below it. */
    organisation_id: ref('organisation'),
    state: oneOf(settlementStates),
    settings_number: integer(),
    /** How many awards are new, changed, gone and the same. */
    counts: json(),
    user_id: anyId(),
    proposed_at: instant(),
    accepted_by: optional(anyId()),
    accepted_at: optional(instant()),
    version: integer(),
  },
  {
    indexes: { outcome_settlement_district: ['district_id', 'programme_id'] },
    uniques: { outcome_settlement_number: ['programme_id', 'outcome', 'period', 'number'] },
  },
);

/** One award that a settlement changes: as it was accepted before it, and as it is after. Kept for good. */
export const outcomeChange = table('outcome_change', {
  settlement_id: keyRef('outcome_settlement'),
  pairing_id: keyRef('pairing'),
  side: key(10),
  change: oneOf(awardChanges),
  level_before: optional(string(40)),
  points_before: optional(integer()),
  rank_before: optional(integer()),
  findings_before: optional(json({ class: 'personal' })),
  level: optional(string(40)),
  points: optional(integer()),
  rank: optional(integer()),
  findings: optional(json({ class: 'personal' })),
});

/** 考核结果: the awards in force, each by the settlement that last changed it. */
export const outcomeAward = table(
  'outcome_award',
  {
    programme_id: keyRef('programme'),
    outcome: key(40),
    period: key(20),
    pairing_id: keyRef('pairing'),
    side: key(10),
    level: string(40),
    points: integer(),
    /** Place among those compared, where awards go to the first. */
    rank: optional(integer()),
    findings: json({ class: 'personal' }),
    settlement_id: ref('outcome_settlement'),
  },
  { indexes: { outcome_award_pairing: ['pairing_id'] } },
);

/** What was decided for one pairing and period, for a stated reason; the outcome's rule sees it. */
export const outcomeDecision = table('outcome_decision', {
  programme_id: keyRef('programme'),
  outcome: key(40),
  period: key(20),
  pairing_id: keyRef('pairing'),
  decision: key(40),
  note: string(200, { class: 'personal' }),
  user_id: anyId(),
  at: instant(),
});
