import type { Finding } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { inReach, type Reach, type Scope } from '../platform/scope.js';
import type { Kept } from './award-changes.js';

/** Pairings (aliased `g`) that a settlement covers: those whose helped party it reaches. Each has exactly one side there. */
export const covered = (reach: Reach | undefined): Sql =>
  inReach(reach, { district: sql`g.district_id`, organisations: [sql`g.helped_organisation_id`] });

const ofSide = (helper: Sql, helped: Sql): Sql => sql`case when w.side = 'helper' then ${helper} else ${helped} end`;

/** Awards (aliased `w`, of a pairing `g`) that a reach covers: by the place of whoever is awarded, or by themself. */
export const awardInReach = (reach: Reach | undefined): Sql =>
  inReach(reach, {
    district: sql`g.district_id`,
    organisations: [ofSide(sql`g.helper_organisation_id`, sql`g.helped_organisation_id`)],
    people: [ofSide(sql`g.helper_id`, sql`g.helped_id`)],
  });

/**
 * Whether the caller may read why. The reasons speak of the helped party: of a person, to those who may read the
 * programme's registers there and to that person; a helper is told the level and the points, and nothing of the other.
 */
export const reasonsInReach = (scope: Scope): Sql => {
  const reach = scope.reach('outcome.read');
  const themself = { district: sql`g.district_id`, organisations: [], people: [sql`g.helped_id`] };
  return sql`(${covered(scope.reach('register.read'))} or (g.helped_kind not in ('person', 'minor') and ${covered(reach)})
    or ${reach?.kind === 'self' ? inReach(reach, themself) : sql`1 = 0`})`;
};

export const findingsOf = (json: string | null): Finding[] | null => (json ? (JSON.parse(json) as Finding[]) : null);

/** Awards in force of the pairings that a settlement covers. */
export const inForce = async (
  reads: Reads,
  o: { readonly programme: string; readonly outcome: string; readonly period: string; readonly coverage: Reach },
): Promise<Kept[]> =>
  reads.all<Kept>(sql`select w.pairing_id as pairing, w.side, w.level, w.points, w.rank, w.findings from outcome_award w
    join pairing g on g.id = w.pairing_id where w.programme_id = ${o.programme} and w.outcome = ${o.outcome}
    and w.period = ${o.period} and ${covered(o.coverage)}`);

/** Pairings of a programme that a settlement covers. */
export const coveredPairings = async (reads: Reads, programme: string, coverage: Reach): Promise<Set<string>> => {
  const rows = await reads.all<{ id: string }>(
    sql`select g.id from pairing g where g.programme_id = ${programme} and ${covered(coverage)}`,
  );
  return new Set(rows.map(({ id }) => id));
};
