import type { Reads } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { inReach, type Reach, type Scope } from '../platform/scope.js';
import type { decisions, review } from './reviews.tables.js';

export type ReviewRow = Row<typeof review>;
export type Decision = (typeof decisions)[number];

/** What somebody has decided at a step, with the names of who it was. */
export interface DecisionRow {
  readonly review_id: string;
  readonly decision: Decision;
  readonly by: string | null;
  readonly on_behalf_of: string | null;
  readonly reason: string | null;
  readonly at: string;
}

/** Reviews (aliased `w`) that a reach decides: what a person decides for themself is nobody else's. */
export const decidedBy = (reach: Reach | undefined): Sql =>
  reach?.kind === 'self'
    ? inReach(reach, { district: sql`w.district_id`, organisations: [], people: [sql`w.person_id`] })
    : sql`(w.person_id is null and ${inReach(reach, { district: sql`w.district_id`, organisations: [sql`w.organisation_id`] })})`;

/** The accounts as which somebody acts: their own, and the one that they stand in for. */
export const actingAs = ({ userId, onBehalfOf }: Pick<Scope, 'userId' | 'onBehalfOf'>): readonly string[] =>
  onBehalfOf === undefined ? [userId] : [userId, onBehalfOf];

/** Open reviews (aliased `w`) that wait for the caller: of those that need several people, not what they decided. */
export const waitsFor = (scope: Scope): Sql => {
  const mine = list(actingAs(scope));
  return sql`w.state = 'open' and ${decidedBy(scope.reach('review.decide'))}
    and (coalesce(w.needs, 1) = 1 or not exists (select 1 from review_decision d where d.review_id = w.id
      and (d.user_id in ${mine} or d.on_behalf_of in ${mine})))`;
};

/** Decisions on some reviews, oldest first. */
export const decisionsOn = (reads: Reads, reviewIds: readonly string[]): Promise<DecisionRow[]> =>
  reads.all<DecisionRow>(sql`select d.review_id, d.decision, a.name as "by", b.name as on_behalf_of, d.reason, d.at
    from review_decision d left join account a on a.id = d.user_id left join account b on b.id = d.on_behalf_of
    where d.review_id in ${list(reviewIds)} order by d.at, d.id`);

export const decisionDto = (row: DecisionRow) => ({
  decision: row.decision,
  by: row.by ?? '',
  onBehalfOf: row.on_behalf_of,
  reason: row.reason,
  at: row.at,
});

/** Those of some subjects on which somebody has decided already in their present round. */
export async function begunReviews(reads: Reads, subjectIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (subjectIds.length === 0) return new Set();
  const rows = await reads.all<{ subject_id: string }>(sql`select distinct w.subject_id from review w
    where w.subject_id in ${list(subjectIds)} and coalesce(w.round, 1) = (select max(coalesce(x.round, 1)) from review x
      where x.subject_id = w.subject_id) and exists (select 1 from review_decision d where d.review_id = w.id)`);
  return new Set(rows.map((row) => row.subject_id));
}

/** The round that a subject is in: 0 before it has been asked for the first time. */
export async function roundOf(reads: Reads, subjectId: string): Promise<number> {
  const row = await reads.one<{ n: number | null }>(
    sql`select max(coalesce(round, 1)) as n from review where subject_id = ${subjectId}`,
  );
  return Number(row?.n ?? 0);
}
