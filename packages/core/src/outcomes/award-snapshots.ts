import { type AwardSnapshot, periodsWithin, type ProgrammeDefinition, type SchoolCalendar } from '@xieshou/sdk';
import { partyOrder } from '../pairings/party-names.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Reach } from '../platform/scope.js';
import { awardInReach } from './award-rows.js';
import { type Parties, partiesFrom, partyColumns, partyOf } from './evidence.js';

interface Row extends Parties {
  readonly outcome: string;
  readonly period: string;
  readonly pairing: string;
  readonly side: 'helper' | 'helped';
  readonly level: string;
  readonly points: number;
}

/** Awards in force of the outcomes that a report names, in its days, by outcome. */
export const awardSnapshots = async (
  reads: Reads,
  o: {
    readonly definition: ProgrammeDefinition;
    readonly programme: string;
    readonly outcomes: readonly string[];
    readonly calendar: SchoolCalendar;
    readonly range: { readonly from: string; readonly to: string };
    readonly reach: Reach | undefined;
  },
): Promise<ReadonlyMap<string, readonly AwardSnapshot[]>> => {
  const answered = new Map<string, readonly AwardSnapshot[]>();
  for (const outcome of o.outcomes) {
    const periods = periodsWithin(o.calendar, o.definition.outcomes[outcome]!.per, o.range).map(({ id }) => id);
    const rows = await reads.all<Row>(sql`select w.period, w.pairing_id as pairing, w.side, w.level, w.points,
      ${partyColumns} ${partiesFrom} join outcome_award w on w.pairing_id = g.id
      where w.programme_id = ${o.programme} and w.outcome = ${outcome} and w.period in ${list(periods)}
      and ${awardInReach(o.reach)} order by helped.name_key, ${partyOrder('helped')}, w.period, g.id, w.side`);
    answered.set(
      outcome,
      rows.map((row) => {
        const { place: _place, ...other } = partyOf(row, row.side === 'helper' ? 'helped' : 'helper');
        const { pairing, period, side, level, points } = row;
        return { pairing, period, side, party: partyOf(row, side), other, level, points };
      }),
    );
  }
  return answered;
};
