import { Injectable } from '@nestjs/common';
import { type teamActs, teamEvent } from '../pairings/teams.tables.js';
import { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import type { Scope } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';

/** What happens to teams is added to their trail, and to the audit log without anybody's words. */
@Injectable()
export class TeamTrail {
  constructor(private readonly clock: Clock) {}

  async add(
    unit: Unit,
    scope: Scope,
    o: {
      readonly team: string;
      readonly member: string | null;
      readonly act: (typeof teamActs)[number];
      readonly reason?: string | undefined;
    },
  ): Promise<void> {
    await unit.insert(teamEvent, {
      id: newId(this.clock.now().getTime()),
      team_id: o.team,
      member_id: o.member,
      act: o.act,
      on_day: this.clock.today(),
      reason: o.reason ?? null,
      user_id: scope.userId,
      at: this.clock.instant(),
    });
    const row = await unit.one<{ district_id: string }>(sql`select district_id from team where id = ${o.team}`);
    await unit.audit({
      action: `team.${o.act}`,
      kind: 'team',
      id: o.team,
      districtId: row!.district_id,
      detail: o.member ? { member: o.member } : {},
    });
  }
}
