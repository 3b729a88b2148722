import * as z from 'zod';
import { exporting } from '../files/list-workbook.js';
import {
  byId,
  endpoint,
  FindingDto,
  Id,
  Instant,
  pageOf,
  paging,
  TextPair,
  Version,
  xlsx,
} from '../platform/endpoint.js';

const ofOutcome = z.strictObject({ id: Id, outcome: z.string().max(40) });
const periodId = z.string().max(20);
const Named = z.object({ id: Id, name: z.string() });
const PeriodDto = z.object({ id: z.string(), title: TextPair });
const side = z.enum(['helper', 'helped']);
const Value = z.object({ level: z.string(), points: z.int(), rank: z.int().nullable() });
const Counts = z.object({ new: z.int(), changed: z.int(), gone: z.int(), same: z.int() });

export const Settlement = z.object({
  id: Id,
  programme: Id,
  outcome: z.string(),
  period: PeriodDto,
  /** From 1, for each outcome and period. */
  number: z.int(),
  /** Whose pairs it covers: those whose helped party is there or below. */
  organisation: Named,
  state: z.enum(['proposed', 'accepted']),
  /** Compared with the awards in force when it was made. */
  counts: Counts,
  /** Version of the settings it was made under. */
  settings: z.int(),
  proposedBy: z.string(),
  proposedAt: Instant,
  acceptedBy: z.string().nullable(),
  acceptedAt: Instant.nullable(),
  version: Version,
});
const AwardChange = z.object({
  pairing: Id,
  side,
  party: Named,
  place: Named,
  change: z.enum(['new', 'changed', 'gone']),
  before: Value.nullable(),
  after: Value.nullable(),
  /** The reasons before and after; null where there are none, and for those who may not read them. */
  findingsBefore: z.array(FindingDto).nullable(),
  findings: z.array(FindingDto).nullable(),
});

export const settleOutcome = endpoint({
  name: 'settleOutcome',
  method: 'POST',
  path: '/api/programmes/:id/outcomes/:outcome/settlements',
  gate: 'outcome.settle',
  summary: 'Settle a term or school year: what would differ from the awards in force is kept as a proposal',
  params: ofOutcome,
  body: z.strictObject({ period: periodId }),
  answer: z.object({
    /** Null where nothing differs: then nothing is kept. */
    settlement: Settlement.nullable(),
    counts: Counts,
  }),
});
export const listSettlements = endpoint({
  name: 'listSettlements',
  method: 'GET',
  path: '/api/programmes/:id/outcomes/:outcome/settlements',
  gate: 'outcome.settle',
  summary: 'Settlements of an outcome, the latest first',
  params: ofOutcome,
  query: z.strictObject({ ...paging, period: periodId.optional() }),
  answer: pageOf(Settlement),
});
export const readSettlement = endpoint({
  name: 'readSettlement',
  method: 'GET',
  path: '/api/settlements/:id',
  gate: 'outcome.settle',
  summary: 'A settlement, and what it changes, by place and name',
  params: byId,
  query: z.strictObject(paging),
  answer: pageOf(AwardChange).extend({ settlement: Settlement }),
});
export const acceptSettlement = endpoint({
  name: 'acceptSettlement',
  method: 'POST',
  path: '/api/settlements/:id/accept',
  gate: 'outcome.settle',
  summary: 'Accept a proposed settlement; refused with the new difference when results have moved meanwhile',
  params: byId,
  ifMatch: true,
  answer: Settlement,
});

const Decision = z.object({ decision: z.string(), note: z.string(), by: z.string(), at: Instant });
export const Award = z.object({
  pairing: Id,
  side,
  party: Named.extend({ code: z.string().nullable() }),
  /** Class, school or unit in the pairing. */
  place: Named,
  /** The other party. */
  other: Named,
  level: z.string(),
  points: z.int(),
  /** Place among those compared, where awards go to the first. */
  rank: z.int().nullable(),
  /** Null for those who may not read what is known of the helped party. */
  findings: z.array(FindingDto).nullable(),
  decisions: z.array(Decision).nullable(),
  /** The settlement that last changed it. */
  settlement: z.int(),
  acceptedAt: Instant,
});
export const listAwards = endpoint({
  name: 'listAwards',
  method: 'GET',
  path: '/api/programmes/:id/outcomes/:outcome/awards',
  gate: 'outcome.read',
  summary:
    'Awards in force, in the order of their places, else by unit and name; of the latest period with awards unless told',
  params: ofOutcome,
  query: z.strictObject({
    ...paging,
    period: periodId.optional(),
    place: Id.optional(),
    level: z.string().max(40).optional(),
    q: z.string().max(50).optional(),
    ...exporting,
  }),
  answer: pageOf(Award).extend({
    period: z.string().nullable(),
    periods: z.array(PeriodDto.extend({ awards: z.int() })),
    /** Whatever level is asked for. */
    levels: z.array(z.object({ level: z.string(), awards: z.int(), points: z.int() })),
  }),
  files: [xlsx],
});
export const decideOutcome = endpoint({
  name: 'decideOutcome',
  method: 'PUT',
  path: '/api/programmes/:id/outcomes/:outcome/decisions/:pairing',
  gate: 'outcome.decide',
  summary: 'Decide for one pairing and period, with a reason; without one the decision is taken back',
  params: ofOutcome.extend({ pairing: Id }),
  body: z.strictObject({
    period: periodId,
    decision: z.string().max(40),
    note: z.string().trim().min(2).max(200).nullable(),
  }),
  answer: z.object({ decisions: z.array(Decision) }),
});
