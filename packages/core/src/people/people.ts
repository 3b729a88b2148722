import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type * as z from 'zod';
import { listWorkbook, wholeList } from '../files/list-workbook.js';
import { inPieces } from '../imports/bulk.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, containing, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { xlsx } from '../platform/endpoint.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import { invalid, notFound, stale } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { peopleListColumns } from './people-list.js';
import type { changePerson, createPerson, listPeople, Person, personKinds } from './people.api.js';
import { person } from './people.tables.js';

export type PersonRow = Row<typeof person>;
type Kind = (typeof personKinds)[number];
type Dto = z.output<typeof Person>;
type Found = PersonRow & { readonly organisation_name: string };
type Body = Call<typeof changePerson>['body'];

/** Name for searching and comparing. A few letters grow in lower case, so it is cut to the column's length. */
export const personKey = (name: string): string => [...name.toLowerCase()].slice(0, 50).join('');

const dto = (row: Found): Dto => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  organisation: { id: row.organisation_id, name: row.organisation_name },
  code: row.code,
  post: row.post,
  subject: row.subject,
  version: row.version,
});

/** What a change sets; fields left out stay, empty ones are cleared. */
const changesOf = (body: Body): Partial<PersonRow> => ({
  ...(body.name === undefined ? {} : { name: body.name, name_key: personKey(body.name) }),
  ...(body.kind === undefined ? {} : { kind: body.kind }),
  ...(body.code === undefined ? {} : { code: body.code }),
  ...(body.post === undefined ? {} : { post: body.post || null }),
  ...(body.subject === undefined ? {} : { subject: body.subject || null }),
});

/** Teachers, students, staff and volunteers, each of one organisation. */
@Injectable()
export class People {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  async list(call: Call<typeof listPeople>) {
    const { scope, query } = call;
    const q = query.q ? containing(query.q) : undefined;
    const where = all([
      sql`p.left_on is null`,
      this.reached(scope, 'person.read'),
      ...(query.organisation ? [sql`p.organisation_id = ${query.organisation}`] : []),
      ...(query.kind ? [sql`p.kind = ${query.kind}`] : []),
      ...(q ? [sql`(p.name_key like ${q} escape '\\' or lower(p.code) like ${q} escape '\\')`] : []),
    ]);
    const rows = (
      window: Sql,
    ) => sql`select p.*, o.name as organisation_name from person p join organisation o on o.id = p.organisation_id
        where ${where} order by p.name_key, p.id ${window}`;
    if (call.wants(xlsx))
      return listWorkbook({
        call,
        title: t('人员名单', 'People'),
        today: this.clock.today(),
        columns: peopleListColumns,
        rows: (await wholeList<Found>(this.database, rows)).map(dto),
      });
    return page(this.database, {
      query,
      rows,
      count: (limit) => sql`select count(*) as n from (select 1 from person p where ${where} limit ${limit}) c`,
      map: dto,
    });
  }

  create({ scope, actor, body }: Call<typeof createPerson>): Promise<Dto> {
    return this.units.run(actor, async (unit) => {
      const place = await unit.one<{
        id: string;
        district_id: string;
      }>(sql`select o.id, o.district_id from organisation o
        where o.id = ${body.organisation} and ${inReach(scope.reach('person.write'), { district: sql`o.district_id`, organisations: [sql`o.id`] })}`);
      if (!place) throw invalid([{ field: 'organisation', text: t('没有这个单位', 'There is no such organisation') }]);
      const id = newId(this.clock.now().getTime());
      await this.refuseTaken(unit, { id, organisation_id: place.id, code: body.code ?? null });
      await unit.insert(person, {
        id,
        district_id: place.district_id,
        organisation_id: place.id,
        kind: body.kind,
        name: body.name,
        name_key: personKey(body.name),
        code: body.code ?? null,
        post: body.post || null,
        subject: body.subject || null,
        created_at: this.clock.instant(),
        version: 1,
      });
      await unit.audit({
        action: 'person.create',
        kind: 'person',
        id,
        districtId: place.district_id,
        detail: { organisation: place.id, kind: body.kind },
      });
      return dto((await this.find(unit, sql`p.id = ${id}`))!);
    });
  }

  change({ scope, actor, params, body, version }: Call<typeof changePerson>): Promise<Dto> {
    return this.units.run(actor, async (unit) => {
      const row = await this.find(unit, sql`p.id = ${params.id} and ${this.reached(scope, 'person.write')}`);
      if (!row) throw notFound();
      if (row.version !== version) throw this.stale(row, body);
      await this.refuseTaken(unit, { ...row, ...changesOf(body) });
      if (!(await unit.change(person, { id: row.id, version }, changesOf(body))))
        throw this.stale((await this.find(unit, sql`p.id = ${row.id}`))!, body);
      await unit.audit({
        action: 'person.change',
        kind: 'person',
        id: row.id,
        districtId: row.district_id,
        detail: { fields: Object.keys(body) },
      });
      return dto((await this.find(unit, sql`p.id = ${row.id}`))!);
    });
  }

  /** Names by id. Unknown ids are left out; those who left keep their name. */
  async namesOf(reads: Reads, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await inPieces(ids, (piece) =>
      reads.all<{ id: string; name: string }>(sql`select id, name from person where id in ${piece}`),
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** People of an organisation who have not left, by name. */
  ofOrganisation(reads: Reads, organisationId: string, kind?: Kind): Promise<PersonRow[]> {
    return reads.all<PersonRow>(
      sql`select * from person p where ${all([
        sql`p.organisation_id = ${organisationId}`,
        ...(kind ? [sql`p.kind = ${kind}`] : []),
        sql`p.left_on is null`,
      ])} order by p.name_key, p.id`,
    );
  }

  /** Says in words what the unique index would refuse. */
  private async refuseTaken(reads: Reads, o: Pick<PersonRow, 'id' | 'organisation_id' | 'code'>): Promise<void> {
    const taken =
      o.code !== null &&
      (await reads.one(sql`select p.id from person p
        where p.organisation_id = ${o.organisation_id} and p.code = ${o.code} and p.id <> ${o.id}`));
    if (taken)
      throw invalid([
        {
          field: 'code',
          text: t(
            '这个工号或学号已被本单位的其他人员使用，请核对',
            'Somebody else of this organisation has this number: check it',
          ),
        },
      ]);
  }

  private stale(row: Found, body: Body) {
    const current = dto(row);
    const fields = Object.keys(body) as (keyof Body & keyof Dto)[];
    return stale(
      current,
      fields
        .map((field) => ({ field, yours: body[field] ?? null, theirs: current[field] }))
        .filter(({ yours, theirs }) => yours !== theirs),
    );
  }

  private reached(scope: Scope, permission: 'person.read' | 'person.write'): Sql {
    return inReach(scope.reach(permission), { district: sql`p.district_id`, organisations: [sql`p.organisation_id`] });
  }

  private find(reads: Reads, where: Sql): Promise<Found | undefined> {
    return reads.one<Found>(
      sql`select p.*, o.name as organisation_name from person p join organisation o on o.id = p.organisation_id where ${where}`,
    );
  }
}
