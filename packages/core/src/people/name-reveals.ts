import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import type { Call } from '../platform/call.js';
import type { Database } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { page } from '../platform/page.js';
import { notFound, refused } from '../platform/problem.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import type { listReveals, revealName } from './people.api.js';
import { accountName } from './children.js';
import { isMasked, People, personReached } from './people.js';

interface Seen {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly role: string | null;
  readonly detail: string;
  readonly name: string | null;
}

const actions = { 'person.revealName': 'name', 'person.reveal': 'idNumber' } as const;

/** 查看全名: the name of a child behind its mask, once, for a reason; and who has looked, for those who keep the data. */
@Injectable()
export class NameReveals {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly people: People,
    private readonly notifications: Notifications,
  ) {}

  reveal({ scope, actor, params, body }: Call<typeof revealName>): Promise<{ name: string }> {
    return this.units.run(actor, async (unit) => {
      const row = await this.people.find(
        unit,
        scope,
        sql`p.id = ${params.id} and ${personReached(scope, 'person.reveal')}`,
      );
      if (!row) throw notFound();
      if (!isMasked(row))
        throw refused('not-masked', t('这名人员的姓名已全部显示', 'The name of this person is shown in full already'));
      await unit.audit({
        action: 'person.revealName',
        kind: 'person',
        id: row.id,
        districtId: row.district_id,
        detail: { fields: ['name'], organisation: row.organisation_id, reason: body.reason },
      });
      // A class has nobody to be told but its teachers: the school above it keeps the data.
      const keepers = await unit.all<{
        id: string;
      }>(sql`select o.id from organisation o where o.id = ${row.organisation_id}
        or o.id = (select own.parent_id from organisation own where own.id = ${row.organisation_id} and own.kind = 'class')`);
      for (const { id } of keepers)
        await this.notifications.tell(unit, {
          organisationId: id,
          roles: ['schoolAdministrator', 'collegeOffice'],
          kind: 'person',
          programme: null,
          text: t(
            `“${scope.organisationName}”查看了${row.shown_name}的全名，理由：${body.reason}`,
            `"${scope.organisationName}" looked at the full name of ${row.shown_name}, for this reason: ${body.reason}`,
          ),
          link: '/people',
        });
      return { name: row.name };
    });
  }

  /** A view over the audit log. */
  async list({ scope, params, query }: Call<typeof listReveals>) {
    const row = await this.people.find(
      this.database,
      scope,
      sql`p.id = ${params.id} and ${personReached(scope, 'person.write')}`,
    );
    if (!row) throw notFound();
    const where = sql`e.subject_id = ${row.id} and e.action in ('person.revealName', 'person.reveal')`;
    return page(this.database, {
      query,
      rows: (
        window: Sql,
      ) => sql`select e.id, e.at, e.action, e.role, e.detail, ${accountName(scope)} as name from audit_entry e
        left join account a on a.id = e.user_id where ${where} order by e.at desc, e.id desc ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from audit_entry e where ${where} limit ${limit}) c`,
      map: (seen: Seen) => ({
        id: seen.id,
        at: seen.at,
        what: actions[seen.action as keyof typeof actions],
        by: { name: seen.name, role: seen.role },
        reason: String((JSON.parse(seen.detail) as { readonly reason?: unknown }).reason ?? ''),
      }),
    });
  }
}
