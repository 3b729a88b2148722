import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type * as z from 'zod';
import { account } from '../access/access.tables.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { conflict, invalid, notFound, refused, stale } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import * as api from './views.api.js';
import { listSetting, savedView } from './views.tables.js';

type ViewRow = Row<typeof savedView> & { readonly account_name: string };
type Layout = z.output<typeof api.Layout>;

const VIEW = 'view';
const viewFrom = sql`select v.*, a.name as account_name from saved_view v join account a on a.id = v.account_id`;

const layoutOf = (text: string | null): Layout | null => (text === null ? null : (JSON.parse(text) as Layout));
const layoutText = (layout: Layout | null | undefined): string | null => (layout ? JSON.stringify(layout) : null);

/** Views (aliased `v`) the caller sees: its own, and those shared with its district. */
const seen = ({ userId, districtId }: Scope): Sql =>
  sql`(v.account_id = ${userId} or (v.shared_at is not null and v.district_id = ${districtId}))`;

/** Views (aliased `v`) the caller may change: its own, and what is shared in a district where it may share. */
const changeable = (scope: Scope): Sql =>
  sql`(v.account_id = ${scope.userId} or (v.shared_at is not null and ${inReach(scope.reach('view.share'), {
    district: sql`v.district_id`,
    organisations: [],
  })}))`;

/** 视图: filters, order and columns of lists that people have given a name, and how each person has each list. */
@Injectable()
export class Views {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  async list({ scope, query }: Call<typeof api.listViews>) {
    const rows = await this.database.all<ViewRow & { may: number }>(
      sql`select v.*, a.name as account_name, case when ${changeable(scope)} then 1 else 0 end as may
        from saved_view v join account a on a.id = v.account_id where v.list = ${query.list} and ${seen(scope)}
        order by case when v.shared_at is null then 0 else 1 end, v.created_at, v.id`,
    );
    const setting = await this.database.one<Row<typeof listSetting>>(
      sql`select * from list_setting where account_id = ${scope.userId} and list = ${query.list}`,
    );
    return {
      views: rows.map((row) => this.dto(scope, row, Number(row.may) === 1)),
      setting: {
        columns: layoutOf(setting?.layout ?? null),
        // A view that is gone, or no longer shared, opens nothing.
        standard: rows.find(({ id }) => id === setting?.standard_view_id)?.id ?? null,
      },
      mayShare: scope.reach('view.share') !== undefined,
    };
  }

  create({ scope, actor, body }: Call<typeof api.createView>) {
    return this.units.run(actor, async (unit) => {
      this.assertMayShare(scope, body.shared);
      // One after the other for each person, so that the last place is not taken twice.
      await unit.lock(account, scope.userId);
      const own = await unit.one<{ n: number }>(
        sql`select count(*) as n from saved_view where account_id = ${scope.userId} and list = ${body.list}`,
      );
      if (Number(own?.n) >= api.MOST_VIEWS)
        throw refused(
          'too-many-views',
          t(
            `每个列表最多保存 ${api.MOST_VIEWS} 个视图，请先删除不用的`,
            `A list has at most ${api.MOST_VIEWS} views of yours: delete one first`,
          ),
        );
      await this.assertNameFree(unit, { account_id: scope.userId, list: body.list, name: body.name });
      const id = newId(this.clock.now().getTime());
      await unit.insert(savedView, {
        id,
        account_id: scope.userId,
        district_id: scope.districtId,
        list: body.list,
        name: body.name,
        search: JSON.stringify(body.search),
        layout: layoutText(body.columns),
        shared_at: body.shared ? this.clock.instant() : null,
        created_at: this.clock.instant(),
        version: 1,
      });
      await unit.audit({
        action: 'view.create',
        kind: VIEW,
        id,
        districtId: scope.districtId,
        detail: { list: body.list, shared: body.shared ?? false },
      });
      return this.find(unit, scope, id);
    });
  }

  change({ scope, actor, params, body, version }: Call<typeof api.changeView>) {
    return this.units.run(actor, async (unit) => {
      const row = await this.mine(unit, scope, params.id);
      await this.assertSeen(unit, scope, row, version);
      const shared = body.shared ?? row.shared_at !== null;
      if (shared && row.shared_at === null) this.assertMayShare(scope, true);
      if (body.name !== undefined && body.name !== row.name)
        await this.assertNameFree(unit, { account_id: row.account_id, list: row.list, name: body.name });
      const to = {
        ...(body.name === undefined ? {} : { name: body.name }),
        ...(body.search === undefined ? {} : { search: JSON.stringify(body.search) }),
        ...(body.columns === undefined ? {} : { layout: layoutText(body.columns) }),
        shared_at: shared ? (row.shared_at ?? this.clock.instant()) : null,
      };
      if (!(await unit.change(savedView, { id: row.id, version }, to)))
        await this.assertSeen(unit, scope, { ...row, version: version + 1 }, version);
      await unit.audit({
        action: 'view.change',
        kind: VIEW,
        id: row.id,
        districtId: row.district_id,
        detail: { fields: Object.keys(body) },
      });
      // A view of somebody else that is no longer shared is out of the caller's sight from here on.
      return this.dto(scope, { ...row, ...to, version: version + 1 }, true);
    });
  }

  remove({ scope, actor, params, version }: Call<typeof api.removeView>) {
    return this.units.run(actor, async (unit) => {
      const row = await this.mine(unit, scope, params.id);
      await this.assertSeen(unit, scope, row, version);
      await unit.run(sql`delete from saved_view where id = ${row.id}`);
      await unit.run(sql`update list_setting set standard_view_id = null where standard_view_id = ${row.id}`);
      await unit.audit({ action: 'view.remove', kind: VIEW, id: row.id, districtId: row.district_id });
      return { id: row.id };
    });
  }

  keepSetting({ scope, actor, body }: Call<typeof api.keepListSetting>) {
    return this.units.run(actor, async (unit) => {
      if (body.standard) {
        const view = await unit.one(
          sql`select v.id from saved_view v where v.id = ${body.standard} and v.list = ${body.list} and ${seen(scope)}`,
        );
        if (!view) throw invalid([{ field: 'standard', text: t('没有这个视图', 'There is no such view') }]);
      }
      const at = sql`account_id = ${scope.userId} and list = ${body.list}`;
      await unit.run(sql`insert into list_setting (account_id, list) values (${scope.userId}, ${body.list})
        on conflict (account_id, list) do nothing`);
      if (body.columns !== undefined)
        await unit.run(sql`update list_setting set layout = ${layoutText(body.columns)} where ${at}`);
      if (body.standard !== undefined)
        await unit.run(sql`update list_setting set standard_view_id = ${body.standard} where ${at}`);
      await unit.audit({ action: 'list.setting', kind: 'account', id: scope.userId, detail: { list: body.list } });
      const kept = await unit.one<Row<typeof listSetting>>(sql`select * from list_setting where ${at}`);
      return { columns: layoutOf(kept?.layout ?? null), standard: kept?.standard_view_id ?? null };
    });
  }

  private dto(scope: Scope, row: ViewRow, mayChange: boolean): z.output<typeof api.View> {
    return {
      id: row.id,
      list: row.list,
      name: row.name,
      search: JSON.parse(row.search) as Record<string, string>,
      columns: layoutOf(row.layout),
      shared: row.shared_at !== null,
      mine: row.account_id === scope.userId,
      by: row.account_name,
      mayChange,
      version: row.version,
    };
  }

  private async find(reads: Reads, scope: Scope, id: string) {
    return this.dto(scope, await this.mine(reads, scope, id), true);
  }

  /** A view the caller may change, or not found. */
  private async mine(reads: Reads, scope: Scope, id: string): Promise<ViewRow> {
    const row = await reads.one<ViewRow>(sql`${viewFrom} where v.id = ${id} and ${changeable(scope)}`);
    if (!row) throw notFound();
    return row;
  }

  private async assertSeen(unit: Unit, scope: Scope, row: ViewRow, version: number): Promise<void> {
    if (row.version !== version)
      throw stale(await this.find(unit, scope, row.id), [{ field: 'version', yours: version, theirs: row.version }]);
  }

  private assertMayShare(scope: Scope, shared: boolean | undefined): void {
    if (shared && !scope.reach('view.share'))
      throw invalid([
        {
          field: 'shared',
          text: t('公共视图由教育局设置；可以保存为自己的视图', 'Only the bureau shares views; keep it as your own'),
        },
      ]);
  }

  private async assertNameFree(unit: Unit, o: Pick<ViewRow, 'account_id' | 'list' | 'name'>): Promise<void> {
    const taken = await unit.one(sql`select id from saved_view where account_id = ${o.account_id} and list = ${o.list}
      and name = ${o.name}`);
    if (taken)
      throw conflict(
        'name-taken',
        t(
          '您在这个列表中已有同名的视图，请换一个名称',
          'You have a view of this name for the list: choose another name',
        ),
      );
  }
}
