import { Inject, Injectable } from '@nestjs/common';
import { isMaskedIdNumber, maskIdNumber, t } from '@xieshou/sdk';
import type * as z from 'zod';
import { listWorkbook, wholeList } from '../files/list-workbook.js';
import { inPieces } from '../imports/bulk.js';
import { isOpen } from '../organisations/organisation-rows.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { xlsx } from '../platform/endpoint.js';
import { newId } from '../platform/ids.js';
import { type NameSounds, nameSounds } from '../platform/name-sounds.js';
import { page } from '../platform/page.js';
import { invalid, notFound, refused, stale } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { guardedName, peopleNamedFor } from './children.js';
import { alreadyRegistered, IdNumbers, otherMask, unsealed } from './id-numbers.js';
import { peopleListColumns } from './people-list.js';
import type { changePerson, createPerson, listPeople, Person, personKinds, revealPerson } from './people.api.js';
import { person } from './people.tables.js';

export type PersonRow = Row<typeof person>;
type Kind = (typeof personKinds)[number];
type Dto = z.output<typeof Person>;
export type FoundPerson = PersonRow & {
  readonly organisation_name: string;
  /** The name as the caller reads it, and whether that is a mask. */
  readonly shown_name: string;
  readonly masked: number;
  /** The registration that this one is read as. */
  readonly successor_id: string | null;
};
type Body = Call<typeof changePerson>['body'];

/** Name for searching and comparing. A few letters grow in lower case, so it is cut to the column's length. */
export const personKey = (name: string): string => {
  const lower = name.toLowerCase();
  return lower.length <= 50 ? lower : [...lower].slice(0, 50).join('');
};

/** Everything that a person's name is found by. Each place that writes a name writes these with it. */
export const personKeys = (name: string): NameSounds & { readonly name_key: string; readonly name_family: string } => ({
  name_key: personKey(name),
  name_family: [...personKey(name)][0] ?? '',
  ...nameSounds(name, { most: 50, person: true }),
});

export const isMasked = (row: Pick<FoundPerson, 'masked'>): boolean => Number(row.masked) === 1;

const plain = (row: FoundPerson): Omit<Dto, 'idNumber'> => ({
  id: row.id,
  name: row.shown_name,
  masked: isMasked(row),
  kind: row.kind,
  organisation: { id: row.organisation_id, name: row.organisation_name },
  code: row.code,
  post: row.post,
  subject: row.subject,
  leftOn: row.left_on,
  version: row.version,
});

/** People (`p`) that a permission reaches. */
export const personReached = (scope: Scope, permission: 'person.read' | 'person.write' | 'person.reveal'): Sql =>
  inReach(scope.reach(permission), { district: sql`p.district_id`, organisations: [sql`p.organisation_id`] });

/** What is read of a person (`p`, at `o`) for one caller. */
export const foundFor = (scope: Scope): Sql => {
  const named = peopleNamedFor(scope);
  return sql`p.*, o.name as organisation_name, ${named.name} as shown_name,
    case when ${named.hidden} then 1 else 0 end as masked,
    (select x.successor_id from person_alias x where x.person_id = p.id) as successor_id`;
};

/** What a change sets; fields left out stay, empty ones are cleared. A mask that comes back is what there is. */
const changesOf = (body: Body, row: FoundPerson): Partial<PersonRow> => ({
  ...(body.name === undefined || (isMasked(row) && body.name === row.shown_name)
    ? {}
    : { name: body.name, ...personKeys(body.name) }),
  ...(body.kind === undefined ? {} : { kind: body.kind }),
  ...(body.code === undefined ? {} : { code: body.code }),
  ...(body.post === undefined ? {} : { post: body.post || null }),
  ...(body.subject === undefined ? {} : { subject: body.subject || null }),
});

/** Who reads a child behind a mask does not make a grown-up of the child, whose name would then be open. */
const assertStaysPupil = (row: FoundPerson, kind: Kind | undefined): void => {
  if (isMasked(row) && kind !== undefined && kind !== row.kind)
    throw invalid([
      {
        field: 'kind',
        text: t('学生的类别由其所在学校修改', 'The kind of a pupil is changed by the pupil’s own school'),
      },
    ]);
};

/** Teachers, students, staff and volunteers, each of one organisation. */
@Injectable()
export class People {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly idNumbers: IdNumbers,
  ) {}

  async list(call: Call<typeof listPeople>) {
    const { scope, query } = call;
    const named = peopleNamedFor(scope);
    const where = all([
      query.state === 'left'
        ? sql`p.left_on is not null and not exists (select 1 from person_alias x where x.person_id = p.id)`
        : sql`p.left_on is null`,
      personReached(scope, 'person.read'),
      ...(query.organisation ? [sql`p.organisation_id = ${query.organisation}`] : []),
      ...(query.kind ? [sql`p.kind = ${query.kind}`] : []),
      ...(query.q ? [named.found(query.q)] : []),
    ]);
    const rows = (
      window: Sql,
    ) => sql`select ${foundFor(scope)} from person p join organisation o on o.id = p.organisation_id
        where ${where} order by ${named.order} ${window}`;
    if (call.wants(xlsx))
      return listWorkbook({
        call,
        title: t('人员名单', 'People'),
        today: this.clock.today(),
        columns: peopleListColumns,
        rows: (await wholeList<FoundPerson>(this.database, rows)).map((row) => this.dto(scope, row)),
      });
    return page(this.database, {
      query,
      rows,
      count: (
        limit,
      ) => sql`select count(*) as n from (select 1 from person p join organisation o on o.id = p.organisation_id
        where ${where} limit ${limit}) c`,
      map: (row: FoundPerson) => this.dto(scope, row),
    });
  }

  create({ scope, actor, body }: Call<typeof createPerson>): Promise<Dto> {
    return this.units.run(actor, async (unit) => {
      const place = await unit.one<{
        id: string;
        district_id: string;
      }>(sql`select o.id, o.district_id from organisation o
        where o.id = ${body.organisation} and ${isOpen(this.clock.today())} and ${inReach(scope.reach('person.write'), { district: sql`o.district_id`, organisations: [sql`o.id`] })}`);
      if (!place) throw invalid([{ field: 'organisation', text: t('没有这个单位', 'There is no such organisation') }]);
      const id = newId(this.clock.now().getTime());
      const sealed = this.sealedOf({ id, district_id: place.district_id, ...unsealed }, body.idNumber);
      await this.refuseTaken(unit, {
        id,
        organisation_id: place.id,
        district_id: place.district_id,
        code: body.code ?? null,
        ...unsealed,
        ...sealed,
      });
      await unit.insert(person, {
        id,
        district_id: place.district_id,
        organisation_id: place.id,
        kind: body.kind,
        name: body.name,
        ...personKeys(body.name),
        code: body.code ?? null,
        post: body.post || null,
        subject: body.subject || null,
        ...sealed,
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
      return this.dtoOf(scope, unit, id);
    });
  }

  change({ scope, actor, params, body, version }: Call<typeof changePerson>): Promise<Dto> {
    return this.units.run(actor, async (unit) => {
      const row = await this.find(unit, scope, sql`p.id = ${params.id} and ${personReached(scope, 'person.write')}`);
      if (!row) throw notFound();
      if (row.version !== version) throw this.stale(scope, row, body);
      assertStaysPupil(row, body.kind);
      const changes = { ...changesOf(body, row), ...this.sealedOf(row, body.idNumber) };
      await this.refuseTaken(unit, { ...row, ...changes });
      if (!(await unit.change(person, { id: row.id, version }, changes)))
        throw this.stale(scope, (await this.find(unit, scope, sql`p.id = ${row.id}`))!, body);
      await unit.audit({
        action: 'person.change',
        kind: 'person',
        id: row.id,
        districtId: row.district_id,
        detail: { fields: Object.keys(body) },
      });
      return this.dtoOf(scope, unit, row.id);
    });
  }

  /** The ID number in full. Who looked, and what for, stands in the audit log. */
  reveal({ scope, actor, params, body }: Call<typeof revealPerson>): Promise<{ idNumber: string }> {
    return this.units.run(actor, async (unit) => {
      const row = await this.find(unit, scope, sql`p.id = ${params.id} and ${personReached(scope, 'person.reveal')}`);
      if (!row) throw notFound();
      const idNumber = this.idNumbers.open(row);
      if (idNumber === null)
        throw refused('no-id-number', t('这名人员没有登记身份证号', 'No ID number is registered for this person'));
      await unit.audit({
        action: 'person.reveal',
        kind: 'person',
        id: row.id,
        districtId: row.district_id,
        detail: { fields: ['idNumber'], reason: body.reason },
      });
      return { idNumber };
    });
  }

  async dtoOf(scope: Scope, reads: Reads, id: string): Promise<Dto> {
    return this.dto(scope, (await this.find(reads, scope, sql`p.id = ${id}`))!);
  }

  /**
   * Names by id; a registration that was merged has the name of the one that goes on. Those who left keep theirs.
   * Records and papers are read by many: pupils are masked for all of them.
   */
  async namesOf(reads: Reads, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await inPieces(ids, (piece) =>
      reads.all<{ id: string; name: string }>(sql`select own.id, ${guardedName} as name from person own
        left join person_alias x on x.person_id = own.id join person p on p.id = coalesce(x.successor_id, own.id)
        join organisation o on o.id = p.organisation_id where own.id in ${piece}`),
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

  /** What a written ID number sets: nothing when it was left out, or is the mask of what there is. */
  private sealedOf(
    row: Pick<PersonRow, 'id' | 'district_id' | 'id_number'>,
    written: string | null | undefined,
  ): Partial<Pick<PersonRow, 'id_number' | 'id_number_key'>> {
    if (written === undefined) return {};
    if (!written) return unsealed;
    if (isMaskedIdNumber(written)) {
      if (written === this.idNumbers.maskOf(row)) return {};
      throw invalid([{ field: 'idNumber', text: otherMask }]);
    }
    const found = this.idNumbers.read(written, row.district_id);
    if ('fault' in found) throw invalid([{ field: 'idNumber', text: found.fault }]);
    return this.idNumbers.seal(row.id, found);
  }

  /** Says in words what the unique indexes would refuse. */
  async refuseTaken(
    reads: Reads,
    o: Pick<PersonRow, 'id' | 'organisation_id' | 'district_id' | 'code' | 'id_number_key'>,
  ): Promise<void> {
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
    const same =
      o.id_number_key !== null &&
      (await reads.one<Pick<FoundPerson, 'organisation_name'>>(sql`select o.name as organisation_name from person p
        join organisation o on o.id = p.organisation_id
        where p.district_id = ${o.district_id} and p.id_number_key = ${o.id_number_key} and p.id <> ${o.id}`));
    if (same) throw invalid([{ field: 'idNumber', text: alreadyRegistered(same.organisation_name) }]);
  }

  stale(scope: Scope, row: FoundPerson, body: Body) {
    const current = this.dto(scope, row);
    const fields = Object.keys(body) as (keyof Body & keyof Dto)[];
    const masked = body.idNumber ? { ...body, idNumber: maskIdNumber(body.idNumber) } : body;
    return stale(
      current,
      fields
        .map((field) => ({ field, yours: masked[field] ?? null, theirs: current[field] }))
        .filter(({ yours, theirs }) => yours !== theirs),
    );
  }

  /** A person as the caller may see them: the mask of an ID number is for those who may see behind it. */
  dto(scope: Scope, row: FoundPerson): Dto {
    return { ...plain(row), idNumber: scope.reach('person.reveal') ? this.idNumbers.maskOf(row) : null };
  }

  /** The first person (`p`) that a condition finds. No scope of its own: the condition brings it. */
  find(reads: Reads, scope: Scope, where: Sql): Promise<FoundPerson | undefined> {
    return reads.one<FoundPerson>(
      sql`select ${foundFor(scope)} from person p join organisation o on o.id = p.organisation_id where ${where}`,
    );
  }
}
