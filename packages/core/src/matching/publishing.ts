import { Injectable } from '@nestjs/common';
import { isDay, t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { PersonPairs } from '../pairings/person-pairs.js';
import type { Call } from '../platform/call.js';
import { all, sql } from '../platform/database/sql.js';
import { invalid } from '../platform/problem.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { placedBelow } from '../registers/entries.js';
import {
  type FoundOfBoth,
  type FoundProposal,
  proposalColumns,
  proposalFrom,
  proposalInReach,
} from './proposal-rows.js';
import type * as api from './proposals.api.js';
import { assertKnowsChildren } from './match-terms.js';
import { matchProposal } from './proposals.tables.js';

/** Makes pairings of proposals. What was published before stays as it is, so that doing it again makes only what is new. */
@Injectable()
export class Publishing {
  constructor(
    private readonly units: Units,
    private readonly programmes: Programmes,
    private readonly pairs: PersonPairs,
    private readonly notifications: Notifications,
  ) {}

  publish({ scope, actor, params, body }: Call<typeof api.publishProposals>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'proposal.write');
      assertKnowsChildren(scope, running);
      assertStart(running, body.startsOn);
      await unit.lock(programme, running.row.id);
      const reach = scope.reach('proposal.write');
      const where = all([
        sql`m.programme_id = ${params.id} and m.period = ${body.period}
          and m.helper_id is not null and m.pairing_id is null`,
        proposalInReach(reach),
        ...(body.place ? [placedBelow(body.place)] : []),
      ]);
      const rows = await unit.all<FoundProposal>(
        sql`select ${proposalColumns(reach)} ${proposalFrom} where ${where} order by o.name_key, p.name_key, m.id`,
      );
      const pairs = rows.map((row) => {
        const { helper, helped } = JSON.parse(row.findings) as FoundOfBoth;
        return {
          helper: row.helper_id!,
          helped: row.helped_id,
          startsOn: body.startsOn,
          findings: [
            ...helper.map((f) => ({ ...f, field: 'helper' })),
            ...helped.map((f) => ({ ...f, field: 'helped' })),
          ],
          reason: row.note,
        };
      });
      // What does not hold is told at the proposal that it is about.
      const ids = await this.pairs.pair(unit, scope, running, pairs, (n, name) => `${rows[n]!.id}.${name}`);
      for (const [n, row] of rows.entries()) await unit.change(matchProposal, row, { pairing_id: ids[n]! });
      await this.tell(unit, running, rows);
      await unit.audit({
        action: 'proposal.publish',
        kind: 'programme',
        id: running.row.id,
        districtId: running.row.district_id,
        detail: { period: body.period, place: body.place ?? null, made: ids.length },
      });
      return { made: ids.length };
    });
  }

  /** Each adviser hears once how many pairings their class has got; the students hear of their own by themselves. */
  private async tell(unit: Unit, running: Running, rows: readonly FoundProposal[]): Promise<void> {
    const made = new Map<string, number>();
    for (const { place_id, helper_place_id } of rows)
      for (const place of new Set([place_id, helper_place_id!])) made.set(place, (made.get(place) ?? 0) + 1);
    for (const [organisationId, n] of made)
      await this.notifications.tell(unit, {
        organisationId,
        roles: ['adviser'],
        kind: 'pairing',
        programme: running.row.id,
        text: t(
          `“${running.row.title}”：发布了 ${n} 对结对，涉及您的班级`,
          `"${running.row.title}": ${n} pairing(s) of your class were published`,
        ),
        link: `/pairings?programme=${running.row.id}`,
      });
  }
}

const assertStart = ({ row }: Running, startsOn: string): void => {
  if (isDay(startsOn) && startsOn >= row.starts_on && startsOn <= row.ends_on) return;
  throw invalid([
    {
      field: 'startsOn',
      text: t(
        `开始日期应在项目期间（${row.starts_on} 至 ${row.ends_on}）之内`,
        `The first day must be within the programme (${row.starts_on} to ${row.ends_on})`,
      ),
    },
  ]);
};
