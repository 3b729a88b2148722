import { Inject, Injectable } from '@nestjs/common';
import type { Text } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import { actsOn } from '../platform/assignments.js';
import type { Database } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import { notFound } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import type * as api from './notifications.api.js';
import { notification } from './notifications.tables.js';

type NotificationRow = Row<typeof notification> & { readonly programme_title: string | null };

const dto = (row: NotificationRow): z.output<typeof api.Notification> => ({
  id: row.id,
  kind: row.kind,
  programme:
    row.programme_id === null || row.programme_title === null
      ? null
      : { id: row.programme_id, title: row.programme_title },
  text: JSON.parse(row.text) as Text,
  link: row.link,
  at: row.created_at,
  readAt: row.read_at,
});

const select = sql`select n.*, p.title as programme_title
  from notification n left join programme p on p.id = n.programme_id`;

/** One's own (aliased `n`), of a kind or programme. */
const mine = (
  scope: Scope,
  of: { readonly kind?: api.NotificationKind | undefined; readonly programme?: string | undefined },
): Sql =>
  all([
    sql`n.user_id = ${scope.userId}`,
    ...(of.kind ? [sql`n.kind = ${of.kind}`] : []),
    ...(of.programme ? [sql`n.programme_id = ${of.programme}`] : []),
  ]);

/** People told by one statement. */
const AT_ONCE = 200;

/** 消息 inside the app. */
@Injectable()
export class Notifications {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  /**
   * Tells everybody who holds one of the roles at an organisation, or the one person, or team, who acts there. Part
   * of the unit of work it is about. Answers how many.
   */
  async tell(
    unit: Unit,
    o: {
      readonly organisationId: string;
      readonly personId?: string | null;
      readonly roles: readonly string[];
      readonly kind: api.NotificationKind;
      /** Which programme it is about; null when about none. */
      readonly programme: string | null;
      readonly text: Text;
      readonly link?: string;
    },
  ): Promise<number> {
    const where = o.personId
      ? sql`(a.person_id = coalesce((select x.successor_id from person_alias x where x.person_id = ${o.personId}), ${o.personId})
          or a.person_id in (select coalesce(x.successor_id, m.person_id) from team_member m
            left join person_alias x on x.person_id = m.person_id where m.team_id = ${o.personId} and m.state = 'member'))`
      : sql`r.organisation_id = ${o.organisationId}`;
    const people = await unit.all<{
      account_id: string;
      district_id: string;
      role: string;
    }>(sql`select distinct r.account_id, r.district_id, r.role
      from assignment r join account a on a.id = r.account_id and a.state = 'active'
      where ${where} and ${actsOn(this.clock.today())}`);
    const told = new Map(people.filter((p) => o.personId || o.roles.includes(p.role)).map((p) => [p.account_id, p]));
    if (told.size === 0) return 0;
    await unit.insert(
      notification,
      ...[...told.values()].map((p) => ({
        id: newId(this.clock.now().getTime()),
        user_id: p.account_id,
        district_id: p.district_id,
        programme_id: o.programme,
        kind: o.kind,
        text: JSON.stringify(o.text),
        link: o.link ?? null,
        created_at: this.clock.instant(),
      })),
    );
    return told.size;
  }

  /** Tells many people who act for themselves the same, each of them once. Part of the unit of work it is about. */
  async tellPeople(
    unit: Unit,
    o: {
      readonly personIds: readonly string[];
      readonly kind: api.NotificationKind;
      readonly programme: string;
      readonly text: Text;
      readonly link: string;
    },
  ): Promise<void> {
    for (let n = 0; n < o.personIds.length; n += AT_ONCE) {
      const accounts = await unit.all<{
        id: string;
        district_id: string;
      }>(sql`select a.id, min(r.district_id) as district_id
        from account a join assignment r on r.account_id = a.id and ${actsOn(this.clock.today())}
        where a.state = 'active' and a.person_id in ${list(o.personIds.slice(n, n + AT_ONCE))} group by a.id`);
      if (accounts.length > 0)
        await unit.insert(
          notification,
          ...accounts.map((account) => ({
            id: newId(this.clock.now().getTime()),
            user_id: account.id,
            district_id: account.district_id,
            programme_id: o.programme,
            kind: o.kind,
            text: JSON.stringify(o.text),
            link: o.link,
            created_at: this.clock.instant(),
          })),
        );
    }
  }

  /** Tells one person what is about no single programme. Part of the unit of work it is about. */
  async tellOne(
    unit: Unit,
    o: {
      readonly accountId: string;
      readonly districtId: string | null;
      readonly kind: api.NotificationKind;
      readonly text: Text;
      readonly link?: string;
    },
  ): Promise<void> {
    await unit.insert(notification, {
      id: newId(this.clock.now().getTime()),
      user_id: o.accountId,
      district_id: o.districtId,
      kind: o.kind,
      text: JSON.stringify(o.text),
      link: o.link ?? null,
      created_at: this.clock.instant(),
    });
  }

  list({ scope, query }: Call<typeof api.listNotifications>) {
    const where = all([mine(scope, query), ...(query.unread ? [sql`n.read_at is null`] : [])]);
    return page(this.database, {
      query,
      rows: (window) => sql`${select} where ${where} order by n.created_at desc, n.id desc ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from notification n where ${where} limit ${limit}) c`,
      map: dto,
    });
  }

  async unread(userId: string): Promise<number> {
    const row = await this.database.one<{ n: number }>(
      sql`select count(*) as n from notification where user_id = ${userId} and read_at is null`,
    );
    return Number(row?.n ?? 0);
  }

  markRead({ scope, actor, params }: Call<typeof api.readNotification>) {
    return this.units.run(actor, async (unit) => {
      const row = await unit.one<NotificationRow>(sql`${select} where n.id = ${params.id} and ${mine(scope, {})}`);
      if (!row) throw notFound();
      const read_at = row.read_at ?? this.clock.instant();
      await unit.run(sql`update notification set read_at = ${read_at} where id = ${row.id}`);
      await unit.audit({ action: 'notification.read', kind: 'notification', id: row.id });
      return dto({ ...row, read_at });
    });
  }

  markAllRead({ scope, actor, body }: Call<typeof api.readAllNotifications>) {
    const { upTo, ...which } = body;
    return this.units.run(actor, async (unit) => {
      // A programme that never told me anything is none to me.
      if (
        which.programme &&
        !(await unit.one(
          sql`select n.id from notification n where ${mine(scope, { programme: which.programme })} limit 1`,
        ))
      )
        throw notFound();
      const read = await unit.run(sql`update notification set read_at = ${this.clock.instant()} where id in
        (select n.id from notification n where ${mine(scope, which)} and n.read_at is null and n.created_at <= ${upTo})`);
      await unit.audit({ action: 'notification.readAll', kind: 'notification', id: null, detail: { ...which, read } });
      return { read };
    });
  }
}
