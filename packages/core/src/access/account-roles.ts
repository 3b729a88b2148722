import { Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { notFound, refused } from '../platform/problem.js';
import { Units } from '../platform/units.js';
import type { addAssignment, endAssignment } from './access.api.js';
import { assignment } from './access.tables.js';
import { rolesOf, type UserDto } from './account-rows.js';
import { Accounts, rolesInReach } from './accounts.js';
import { grantable } from './policy.js';

/** The roles of an account (单位+角色), given and ended by those who may manage them. */
@Injectable()
export class AccountRoles {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly accounts: Accounts,
  ) {}

  add({ scope, actor, params, body }: Call<typeof addAssignment>): Promise<UserDto> {
    this.accounts.assertGrantable(scope, body.role);
    return this.units.run(actor, async (unit) => {
      // Whoever may not manage the whole account could otherwise take part in roles that are not theirs.
      const row = await this.accounts.manageable(unit, scope, params.id);
      const place = await this.accounts.placeFor(unit, scope, body.organisation);
      const held = await rolesOf(unit, [row.id], sql`1 = 1`);
      if (held.some((r) => r.organisation_id === place.id && r.role === body.role))
        throw refused('held', t('这个账号已有这个身份', 'The account holds this role already'), [
          { field: 'role', text: t('这个账号在该单位已有这个角色', 'The account holds this role there already') },
        ]);
      const id = newId(this.clock.now().getTime());
      await unit.insert(assignment, {
        id,
        account_id: row.id,
        organisation_id: place.id,
        district_id: place.district_id,
        role: body.role,
        created_at: this.clock.instant(),
      });
      await unit.audit({
        action: 'assignment.create',
        kind: 'assignment',
        id,
        districtId: place.district_id,
        detail: { account: row.id, role: body.role, organisation: place.id },
      });
      return this.accounts.answer(unit, scope, row.id);
    });
  }

  /** Ends one role that the caller could have given. What somebody else does in its stead ends with it. */
  end({ scope, actor, params }: Call<typeof endAssignment>): Promise<UserDto> {
    return this.units.run(actor, async (unit) => {
      const held = await rolesOf(unit, [params.id], rolesInReach(scope, 'user.write'));
      const row = held.find((r) => r.id === params.assignment && Number(r.mine) === 1);
      if (!row || !grantable(scope.role).includes(row.role)) throw notFound();
      if (row.id === scope.assignmentId)
        throw refused('own-role', t('不能结束自己正在使用的身份', 'You may not end the role that you act in'));
      const visible = held.filter(({ mine }) => Number(mine) === 1);
      if (held.length === 1)
        throw refused(
          'last-role',
          t(
            '这是该账号唯一的身份；不再使用时请停用账号',
            'This is the only role of the account: suspend the account instead',
          ),
        );
      const at = this.clock.instant();
      await unit.run(sql`update assignment set ended_at = ${at} where (id = ${row.id} or delegated_from = ${row.id})
        and ended_at is null`);
      await unit.run(sql`delete from session where assignment_id = ${row.id}
        or assignment_id in (select d.id from assignment d where d.delegated_from = ${row.id})`);
      await unit.audit({
        action: 'assignment.end',
        kind: 'assignment',
        id: row.id,
        districtId: row.district_id,
        detail: { account: params.id, role: row.role, organisation: row.organisation_id },
      });
      // With its last role in reach the account leaves the caller's sight: it is answered as it was, without the role.
      if (visible.length > 1) return this.accounts.answer(unit, scope, params.id);
      const [left] = await this.accounts.describe(unit, { ids: [params.id], reach: sql`1 = 1`, scope });
      return { ...left!, assignments: [], elsewhere: true, role: row.role, organisation: organisationOf(row) };
    });
  }
}

const organisationOf = (row: { organisation_id: string; organisation_name: string; organisation_kind: string }) => ({
  id: row.organisation_id,
  name: row.organisation_name,
  kind: row.organisation_kind,
});
