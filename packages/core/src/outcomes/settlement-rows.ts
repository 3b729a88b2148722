import { type Period, periodOf, type SchoolCalendar, t } from '@xieshou/sdk';
import { pieces } from '../imports/bulk.js';
import type { Reads } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { inReach, type Reach } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import type { Change, Counts } from './award-changes.js';
import { outcomeAward, outcomeChange, type outcomeSettlement } from './outcomes.tables.js';

export type SettlementRow = Row<typeof outcomeSettlement>;
export type ShownSettlement = SettlementRow & {
  readonly organisation_name: string;
  readonly proposer: string | null;
  readonly accepter: string | null;
};

export const settlementColumns = sql`s.*, o.name as organisation_name, proposer.name as proposer,
  accepter.name as accepter`;
export const settlementFrom = sql`from outcome_settlement s join organisation o on o.id = s.organisation_id
  left join account proposer on proposer.id = s.user_id
  left join account accepter on accepter.id = s.accepted_by`;

export const settlementInReach = (reach: Reach | undefined): Sql =>
  inReach(reach, { district: sql`s.district_id`, organisations: [sql`s.organisation_id`] });

/** What a settlement of this organisation covers. The district's own root stands for all of the district. */
export const coverageOf = (o: { readonly organisation_id: string; readonly district_id: string }): Reach =>
  o.organisation_id === o.district_id
    ? { kind: 'district', districtId: o.district_id }
    : { kind: 'subtree', organisationId: o.organisation_id };

/** The organisation for whose pairs somebody settles. */
export const settlingFor = (reach: Reach | undefined, districtId: string): string =>
  reach?.kind === 'subtree' || reach?.kind === 'own' ? reach.organisationId : districtId;

export const titled = (calendar: SchoolCalendar, id: string): Pick<Period, 'id' | 'title'> => ({
  id,
  title: periodOf(calendar, id)?.title ?? t(id, id),
});

export const settlementDto = (row: ShownSettlement, calendar: SchoolCalendar) => ({
  id: row.id,
  programme: row.programme_id,
  outcome: row.outcome,
  period: titled(calendar, row.period),
  number: row.number,
  organisation: { id: row.organisation_id, name: row.organisation_name },
  state: row.state,
  counts: JSON.parse(row.counts) as Counts,
  settings: row.settings_number,
  proposedBy: row.proposer ?? '',
  proposedAt: row.proposed_at,
  acceptedBy: row.accepter,
  acceptedAt: row.accepted_at,
  version: row.version,
});

type ChangeRow = Row<typeof outcomeChange>;

const columnsOf = (settlement: string, { pairing, side, change, before, after }: Change): ChangeRow => ({
  settlement_id: settlement,
  pairing_id: pairing,
  side,
  change,
  level_before: before?.level ?? null,
  points_before: before?.points ?? null,
  rank_before: before?.rank ?? null,
  findings_before: before?.findings ?? null,
  level: after?.level ?? null,
  points: after?.points ?? null,
  rank: after?.rank ?? null,
  findings: after?.findings ?? null,
});

/** The changes of a proposal, in place of those it had. */
export const keepChanges = async (unit: Unit, settlement: string, changes: readonly Change[]): Promise<void> => {
  await unit.run(sql`delete from outcome_change where settlement_id = ${settlement}`);
  for (const piece of pieces(changes))
    await unit.insert(outcomeChange, ...piece.map((change) => columnsOf(settlement, change)));
};

const valueOf = (
  pairing: string,
  side: Change['side'],
  v: { level: string | null; points: number | null; rank: number | null; findings: string | null },
) =>
  v.level === null
    ? null
    : { pairing, side, level: v.level, points: v.points ?? 0, rank: v.rank, findings: v.findings ?? '[]' };

export const changesOf = async (reads: Reads, settlement: string): Promise<Change[]> => {
  const rows = await reads.all<ChangeRow>(sql`select * from outcome_change where settlement_id = ${settlement}`);
  return rows.map((row) => {
    const side = row.side as Change['side'];
    const was = {
      level: row.level_before,
      points: row.points_before,
      rank: row.rank_before,
      findings: row.findings_before,
    };
    return {
      pairing: row.pairing_id,
      side,
      change: row.change,
      before: valueOf(row.pairing_id, side, was),
      after: valueOf(row.pairing_id, side, row),
    };
  });
};

/** Puts the changes of an accepted settlement in force. */
export const putInForce = async (unit: Unit, row: SettlementRow, changes: readonly Change[]): Promise<void> => {
  for (const { pairing, side, before } of changes)
    if (before)
      await unit.run(sql`delete from outcome_award where programme_id = ${row.programme_id}
        and outcome = ${row.outcome} and period = ${row.period} and pairing_id = ${pairing} and side = ${side}`);
  const given = changes.flatMap(({ after }) => (after ? [after] : []));
  for (const piece of pieces(given))
    await unit.insert(
      outcomeAward,
      ...piece.map(({ pairing, side, level, points, rank, findings }) => ({
        programme_id: row.programme_id,
        outcome: row.outcome,
        period: row.period,
        pairing_id: pairing,
        side,
        level,
        points,
        rank,
        findings,
        settlement_id: row.id,
      })),
    );
};
