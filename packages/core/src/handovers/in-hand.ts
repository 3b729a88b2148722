import { Injectable } from '@nestjs/common';
import { type Text, t } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Role } from '../access/access.api.js';
import { policy, rolesThatMay } from '../access/policy.js';
import type { HeldRole } from '../access/account-rows.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import type { Permission } from '../platform/permissions.js';
import { Catalogue } from '../programmes/catalogue.js';
import { Confidential } from '../records/confidential.js';
import { ReviewDesk } from '../reviews/review-desk.js';
import type { ReviewRow } from '../reviews/review-rows.js';
import { type InHand as Contract, LISTED } from './hand-overs.api.js';

export type InHandDto = z.output<typeof Contract>;

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly district_id: string | null;
  readonly mayWrite: boolean;
  readonly mayDecide: boolean;
}

interface WrittenRow {
  readonly id: string;
  readonly programme: string;
  readonly plugin: string;
  readonly form: string;
  readonly on_day: string;
}

/** What somebody has in hand in a role, and who else is there. */
@Injectable()
export class InHand {
  constructor(
    private readonly clock: Clock,
    private readonly catalogue: Catalogue,
    private readonly desk: ReviewDesk,
    private readonly confidential: Confidential,
  ) {}

  async of(reads: Reads, held: HeldRole): Promise<InHandDto> {
    return {
      drafts: await this.written(reads, held, 'draft'),
      returned: await this.written(reads, held, 'returned'),
      reviews: await this.undecided(reads, held),
      rectifications: await most<InHandDto['rectifications']['rows'][number]>(reads, {
        columns: sql`x.id, p.title as programme, x.content, x.due_on as "dueOn"`,
        from: sql`from rectification x join programme p on p.id = x.programme_id join pairing g on g.id = x.pairing_id
          join account a on a.id = ${held.account_id} left join person who on who.id = a.person_id
          where x.state <> 'closed' and x.responsible in (a.name, who.name)
          and (g.helper_organisation_id = ${held.organisation_id} or g.helped_organisation_id = ${held.organisation_id})`,
        order: sql`x.due_on, x.id`,
      }),
      delegations: await this.delegations(reads, held),
    };
  }

  /** Others who hold a role of their own at the organisation and may sign in. */
  async colleagues(reads: Reads, held: HeldRole): Promise<Colleague[]> {
    const rows = await reads.all<{ id: string; name: string; district_id: string | null; role: Role }>(
      sql`select a.id, a.name, a.district_id, r.role from assignment r join account a on a.id = r.account_id
        where r.organisation_id = ${held.organisation_id} and r.ended_at is null and r.delegated_from is null
        and a.state = 'active' and a.id <> ${held.account_id} order by a.name, a.id`,
    );
    const may = (id: string, permission: Permission) =>
      rows.some((row) => row.id === id && policy[row.role][permission] !== undefined);
    return [...new Map(rows.map((row) => [row.id, row])).values()].map(({ id, name, district_id }) => ({
      id,
      name,
      district_id,
      mayWrite: may(id, 'record.write'),
      mayDecide: may(id, 'review.decide'),
    }));
  }

  private async written(reads: Reads, held: HeldRole, state: 'draft' | 'returned'): Promise<InHandDto['drafts']> {
    const found = await most<WrittenRow>(reads, {
      columns: sql`r.id, p.title as programme, p.plugin, r.form, r.on_day`,
      from: sql`from record r join programme p on p.id = r.programme_id where r.user_id = ${held.account_id}
        and r.writer_organisation_id = ${held.organisation_id} and r.state = ${state}
        and ${this.confidential.ordinary()}`,
      order: sql`r.on_day, r.id`,
    });
    return {
      total: found.total,
      rows: found.rows.map(({ id, programme, plugin, form, on_day }) => ({
        id,
        programme,
        form: this.formTitle(plugin, form),
        on: on_day,
      })),
    };
  }

  private formTitle(plugin: string, form: string): Text {
    return this.catalogue.find(plugin)?.forms[form]?.title ?? t(form, form);
  }

  /** Nobody's hands are tied as long as a colleague may decide. */
  private async undecided(reads: Reads, held: HeldRole): Promise<InHandDto['reviews']> {
    const none = { total: 0, rows: [] };
    if (!rolesThatMay('review.decide').includes(held.role)) return none;
    if ((await this.colleagues(reads, held)).some(({ mayDecide }) => mayDecide)) return none;
    const found = await most<ReviewRow>(reads, {
      columns: sql`w.*`,
      from: sql`from review w where w.state = 'open' and w.organisation_id = ${held.organisation_id}`,
      order: sql`w.opened_at, w.id`,
    });
    const described = await this.desk.describe(reads, found.rows);
    return {
      total: found.total,
      rows: described.map((one) => ({
        id: one.id,
        programme: one.programmeTitle,
        form: one.formTitle,
        on: one.on,
        pairing: `${one.helper.name} — ${one.helped.name}`,
        dueOn: one.dueOn,
      })),
    };
  }

  private async delegations(reads: Reads, held: HeldRole): Promise<InHandDto['delegations']> {
    type Found = { id: string; given: number; other_id: string; other: string; starts_on: string; ends_on: string };
    const found = await most<Found>(reads, {
      columns: sql`r.id, case when r.delegated_from = ${held.id} then 1 else 0 end as given, o.id as other_id,
        o.name as other, r.starts_on, r.ends_on`,
      from: sql`from assignment r join assignment d on d.id = r.delegated_from
        join account o on o.id = case when r.delegated_from = ${held.id} then r.account_id else d.account_id end
        where ${delegationsOf(held, this.clock.today())}`,
      order: sql`r.starts_on, r.id`,
    });
    return {
      total: found.total,
      rows: found.rows.map((row) => ({
        id: row.id,
        way: Number(row.given) === 1 ? 'given' : 'received',
        other: { id: row.other_id, name: row.other },
        startsOn: row.starts_on,
        endsOn: row.ends_on,
      })),
    };
  }
}

/** Delegations (assignments aliased `r`) that are not over: given from a role, or received at its organisation. */
export const delegationsOf = (held: HeldRole, today: string): Sql =>
  sql`r.ended_at is null and r.ends_on >= ${today} and (r.delegated_from = ${held.id} or (r.delegated_from is not null
    and r.account_id = ${held.account_id} and r.organisation_id = ${held.organisation_id}))`;

const most = async <R extends object>(
  reads: Reads,
  o: { readonly columns: Sql; readonly from: Sql; readonly order: Sql },
): Promise<{ total: number; rows: R[] }> => {
  const rows = await reads.all<R>(sql`select ${o.columns} ${o.from} order by ${o.order} limit ${LISTED}`);
  if (rows.length < LISTED) return { total: rows.length, rows };
  const counted = await reads.one<{ n: number }>(sql`select count(*) as n ${o.from}`);
  return { total: Number(counted!.n), rows };
};
