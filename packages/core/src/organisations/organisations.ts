import { Inject, Injectable } from '@nestjs/common';
import { type OrganisationSnapshot, t } from '@xieshou/sdk';
import { listWorkbook, wholeList } from '../files/list-workbook.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, containing, type Sql, sql } from '../platform/database/sql.js';
import { xlsx } from '../platform/endpoint.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import { conflict, invalid, notFound, type ProblemField } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { organisationListColumns } from './organisation-list.js';
import { codeTaken, nameTaken, placeProblem, shapeProblems } from './organisation-rules.js';
import { keepFormerName, releaseName } from './organisation-events.js';
import {
  insertOrganisations,
  isOpen,
  nameKey,
  nameKeys,
  organisationNamed,
  type OrganisationRow,
} from './organisation-rows.js';
import { organisationSnapshots } from './organisation-snapshots.js';
import {
  beside,
  changesOf,
  type FoundOrganisation as Found,
  orders,
  organisationDto as dto,
  type OrganisationDto as Dto,
  staleOrganisation,
} from './organisation-view.js';
import type {
  changeOrganisation,
  createOrganisation,
  listOrganisations,
  readOrganisation,
} from './organisations.api.js';
import { organisation } from './organisations.tables.js';

const refuse = (errors: readonly ProblemField[]): void => {
  if (errors.length > 0) throw invalid(errors);
};

/** Bureaus, sections, schools and the others, each below one above. */
@Injectable()
export class Organisations {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  async list(call: Call<typeof listOrganisations>) {
    const { scope, query } = call;
    const q = query.q ? containing(query.q) : undefined;
    const where = all([
      this.reached(scope, 'organisation.read'),
      ...(query.kind ? [sql`o.kind = ${query.kind}`] : []),
      ...(query.ownership ? [sql`o.ownership = ${query.ownership}`] : []),
      ...(query.parent ? [sql`o.parent_id = ${query.parent}`] : []),
      ...(query.state === 'all'
        ? []
        : [query.state === 'open' ? isOpen(this.clock.today()) : sql`not (${isOpen(this.clock.today())})`]),
      ...(q ? [sql`(${organisationNamed(sql`o`, query.q!)} or o.code like ${q} escape '\\')`] : []),
    ]);
    const order = orders[query.sort];
    // The page is cut before its teachers are counted.
    const rows = (window: Sql) => sql`select o.*, ${beside}
        from (select o.* from organisation o where ${where} order by ${order} ${window}) o
        left join organisation above on above.id = o.parent_id order by ${order}`;
    if (call.wants(xlsx))
      return listWorkbook({
        call,
        title: t('单位名单', 'Organisations'),
        today: this.clock.today(),
        columns: organisationListColumns,
        rows: (await wholeList<Found>(this.database, rows)).map(dto),
      });
    return page(this.database, {
      query,
      rows,
      count: (limit) => sql`select count(*) as n from (select 1 from organisation o where ${where} limit ${limit}) c`,
      map: dto,
    });
  }

  async read({ scope, params }: Call<typeof readOrganisation>): Promise<Dto> {
    const row = await this.find(
      this.database,
      sql`o.id = ${params.id} and ${this.reached(scope, 'organisation.read')}`,
    );
    if (!row) throw notFound();
    return dto(row);
  }

  create({ scope, actor, body }: Call<typeof createOrganisation>): Promise<Dto> {
    return this.units.run(actor, async (unit) => {
      const parent = await this.find(
        unit,
        sql`o.id = ${body.parent} and ${isOpen(this.clock.today())} and ${this.reached(scope, 'organisation.write')}`,
      );
      if (!parent)
        throw invalid([{ field: 'parent', text: t('没有这个上级单位', 'There is no such organisation above') }]);
      const everywhere = scope.reach('organisation.write')?.kind === 'all';
      const misplaced = placeProblem({ kind: body.kind, parent, everywhere });
      refuse([
        ...(misplaced ? [{ field: 'kind', text: misplaced }] : []),
        ...shapeProblems({ kind: body.kind, ownership: body.ownership ?? null, schoolKind: body.schoolKind ?? null }),
      ]);
      const id = newId(this.clock.now().getTime());
      const district_id = body.kind === 'bureau' ? id : parent.district_id;
      refuse(
        await this.taken(unit, {
          id,
          district_id,
          parent_id: parent.id,
          parent_name: parent.name,
          name: body.name,
          code: body.code ?? null,
        }),
      );
      await this.add(unit, {
        id,
        district_id,
        parent_id: parent.id,
        kind: body.kind,
        name: body.name,
        ownership: body.ownership ?? null,
        school_kind: body.schoolKind ?? null,
        code: body.code ?? null,
        contact: body.contact || null,
        phone: body.phone ?? null,
      });
      return dto((await this.find(unit, sql`o.id = ${id}`))!);
    });
  }

  /** The first organisation of all, and every further bureau that has none above it. Part of the unit of work that founds a district. */
  async addRoot(
    unit: Unit,
    o: { readonly name: string },
  ): Promise<{ readonly id: string; readonly district_id: string }> {
    const taken = await unit.one(
      sql`select o.id from organisation o where o.parent_id is null and o.name_key = ${nameKey(o.name)}`,
    );
    if (taken)
      throw conflict(
        'exists',
        t(`已有名为“${o.name}”的教育局，请换一个名称`, `There is a bureau "${o.name}" already: use another name`),
      );
    const id = newId(this.clock.now().getTime());
    await this.add(unit, { id, district_id: id, parent_id: null, kind: 'bureau', name: o.name });
    return { id, district_id: id };
  }

  change({ scope, actor, params, body, version }: Call<typeof changeOrganisation>): Promise<Dto> {
    return this.units.run(actor, async (unit) => {
      const row = await this.find(unit, sql`o.id = ${params.id} and ${this.reached(scope, 'organisation.write')}`);
      if (!row) throw notFound();
      const to = changesOf(body);
      const next = { ...row, ...to };
      if (row.version !== version) throw staleOrganisation(row, body);
      refuse(shapeProblems({ kind: next.kind, ownership: next.ownership, schoolKind: next.school_kind }));
      refuse(await this.taken(unit, next));
      if (next.name !== row.name) {
        await releaseName(unit, { parentId: row.parent_id, name: next.name, id: row.id });
        await keepFormerName(unit, this.clock, { row, on: this.clock.today(), reason: null, userId: actor.userId });
      }
      if (!(await unit.change(organisation, { id: row.id, version }, to)))
        throw staleOrganisation((await this.find(unit, sql`o.id = ${row.id}`))!, body);
      await unit.audit({
        action: 'organisation.change',
        kind: 'organisation',
        id: row.id,
        districtId: row.district_id,
        detail: { fields: Object.keys(body) },
      });
      return dto((await this.find(unit, sql`o.id = ${row.id}`))!);
    });
  }

  /** The first organisation (`o`) that a condition finds, with its parent's name and its teachers. No scope of its own: the condition brings it. */
  find(reads: Reads, where: Sql): Promise<Found | undefined> {
    return reads.one<Found>(sql`select o.*, ${beside}
      from organisation o left join organisation above on above.id = o.parent_id where ${where}`);
  }

  /** What plugins see of organisations. Unknown ids are left out. */
  snapshot(reads: Reads, ids: readonly string[]): Promise<Map<string, OrganisationSnapshot>> {
    return organisationSnapshots(reads, ids);
  }

  private async add(
    unit: Unit,
    row: Pick<OrganisationRow, 'id' | 'district_id' | 'parent_id' | 'kind' | 'name'> & Partial<OrganisationRow>,
  ): Promise<void> {
    await releaseName(unit, { parentId: row.parent_id, name: row.name, id: row.id });
    await insertOrganisations(unit, [
      [{ ...row, ...nameKeys(row.name), created_at: this.clock.instant(), version: 1 }],
    ]);
    await unit.audit({
      action: 'organisation.create',
      kind: 'organisation',
      id: row.id,
      districtId: row.district_id,
      detail: { name: row.name, kind: row.kind, parent: row.parent_id },
    });
  }

  /** Says in words what the unique indexes would refuse. */
  async taken(
    reads: Reads,
    o: Pick<Found, 'id' | 'district_id' | 'parent_id' | 'parent_name' | 'name' | 'code'>,
  ): Promise<ProblemField[]> {
    const siblings = o.parent_id ? sql`o.parent_id = ${o.parent_id}` : sql`o.parent_id is null`;
    const name = await reads.one(
      sql`select o.id from organisation o where ${siblings} and o.name_key = ${nameKey(o.name)} and o.id <> ${o.id}
        and ${isOpen(this.clock.today())}`,
    );
    const code =
      o.code &&
      (await reads.one(
        sql`select o.id from organisation o where o.district_id = ${o.district_id} and o.code = ${o.code} and o.id <> ${o.id}`,
      ));
    return [
      ...(name ? [{ field: 'name', text: nameTaken(o.name, o.parent_name ?? '—') }] : []),
      ...(o.code && code ? [{ field: 'code', text: codeTaken(o.code) }] : []),
    ];
  }

  private reached(scope: Scope, permission: 'organisation.read' | 'organisation.write'): Sql {
    return inReach(scope.reach(permission), { district: sql`o.district_id`, organisations: [sql`o.id`] });
  }
}
