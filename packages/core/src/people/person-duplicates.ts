import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { page } from '../platform/page.js';
import { conflict, invalid, notFound, refused } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import type { listDuplicates, mergePeople, tellApart } from './people.api.js';
import { IdNumbers, unsealed } from './id-numbers.js';
import { type FoundPerson, foundFor, People, personReached } from './people.js';
import { person, personAlias } from './people.tables.js';

interface Pair {
  readonly first_id: string;
  readonly second_id: string;
  readonly same_name: number;
  readonly same_code: number;
}

/**
 * Why two people (`a`, `b`) may be one, each a condition: the same name in one organisation, the same number in one
 * district. Whatever else tells that two registrations are one person is a further line here.
 */
const likeness = {
  sameName: sql`a.organisation_id = b.organisation_id and a.name_key = b.name_key`,
  sameCode: sql`a.district_id = b.district_id and a.code = b.code and a.name_key = b.name_key`,
} as const;

/** 查重: people who may be registered twice, and the two decisions on them. Nothing is stored but what was decided. */
@Injectable()
export class PersonDuplicates {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly idNumbers: IdNumbers,
    private readonly clock: Clock,
    private readonly people: People,
  ) {}

  async list({ scope, query }: Call<typeof listDuplicates>) {
    const reach = (alias: Sql) =>
      inReach(scope.reach('person.write'), {
        district: sql`${alias}.district_id`,
        organisations: [sql`${alias}.organisation_id`],
      });
    const from = sql`from person a join person b on b.district_id = a.district_id and b.name_key = a.name_key and b.id > a.id`;
    const where = all([
      sql`a.left_on is null and b.left_on is null and a.kind = b.kind`,
      sql`((${likeness.sameName}) or (${likeness.sameCode}))`,
      reach(sql`a`),
      reach(sql`b`),
      ...(query.organisation
        ? [sql`(a.organisation_id = ${query.organisation} or b.organisation_id = ${query.organisation})`]
        : []),
      sql`not exists (select 1 from person_distinct d where d.first_id = a.id and d.second_id = b.id)`,
    ]);
    const found = await page<Pair, Pair>(this.database, {
      query,
      rows: (window) => sql`select a.id as first_id, b.id as second_id,
          case when ${likeness.sameName} then 1 else 0 end as same_name,
          case when ${likeness.sameCode} then 1 else 0 end as same_code
        ${from} where ${where} order by a.name_family, a.id, b.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${from} where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    const ids = [...new Set(found.rows.flatMap((pair) => [pair.first_id, pair.second_id]))];
    const people = await this.compared(this.database, scope, ids);
    return {
      ...found,
      rows: found.rows.map((pair) => ({
        first: people.get(pair.first_id)!,
        second: people.get(pair.second_id)!,
        why: [
          ...(Number(pair.same_name) === 1 ? (['sameName'] as const) : []),
          ...(Number(pair.same_code) === 1 ? (['sameCode'] as const) : []),
        ],
      })),
    };
  }

  /** One of two registrations goes on; records keep the id they were written with, and read as the one that goes on. */
  merge({ scope, actor, params, body, version }: Call<typeof mergePeople>) {
    return this.units.run(actor, async (unit) => {
      const gone = await this.one(unit, scope, params.id);
      if (gone.version !== version) throw this.people.stale(scope, gone, {});
      const kept = await this.other(unit, scope, body.into, gone);
      if (kept.version !== body.version) throw this.people.stale(scope, kept, {});
      const idNumbers = [gone, kept].map((row) => this.idNumbers.open(row));
      if (idNumbers[0] && idNumbers[1])
        throw refused(
          'two-id-numbers',
          t(
            '两人登记的身份证号不同，不能合并；请先核对，改正登错的号码',
            'They have different ID numbers and cannot be one person: check, and put the wrong one right first',
          ),
        );
      // A number is unique in an organisation, an ID number in a district: free before the other one takes it over.
      const released = await unit.change(person, gone, { left_on: this.clock.today(), code: null, ...unsealed });
      const missing = {
        ...(kept.code === null && gone.code !== null && gone.organisation_id === kept.organisation_id
          ? { code: gone.code }
          : {}),
        ...(kept.post === null && gone.post !== null ? { post: gone.post } : {}),
        ...(idNumbers[0] && gone.id_number_key
          ? this.idNumbers.seal(kept.id, { number: idNumbers[0], key: gone.id_number_key })
          : {}),
        ...(kept.subject === null && gone.subject !== null ? { subject: gone.subject } : {}),
      };
      if (!released || !(await unit.change(person, kept, { left_on: null, ...missing })))
        throw conflict(
          'changed-meanwhile',
          t('人员信息刚刚被修改，请再试一次', 'One of them was changed a moment ago: try again'),
        );
      await unit.run(sql`update person_alias set successor_id = ${kept.id} where successor_id = ${gone.id}`);
      await unit.insert(personAlias, {
        person_id: gone.id,
        successor_id: kept.id,
        user_id: scope.userId,
        at: this.clock.instant(),
      });
      await unit.run(sql`update account set person_id = ${kept.id} where person_id = ${gone.id}`);
      await unit.audit({
        action: 'person.merge',
        kind: 'person',
        id: gone.id,
        districtId: gone.district_id,
        detail: { into: kept.id, takenOver: Object.keys(missing) },
      });
      return this.people.dtoOf(scope, unit, kept.id);
    });
  }

  /** 不是同一人, for ever: the two are never raised again. Saying it twice changes nothing. */
  tellApart({ scope, actor, body }: Call<typeof tellApart>) {
    return this.units.run(actor, async (unit) => {
      const one = await this.one(unit, scope, body.first);
      const two = await this.other(unit, scope, body.second, one);
      const [first, second] = one.id < two.id ? [one, two] : [two, one];
      await unit.run(sql`insert into person_distinct (first_id, second_id, user_id, at)
        values (${first.id}, ${second.id}, ${scope.userId}, ${this.clock.instant()}) on conflict (first_id, second_id) do nothing`);
      await unit.audit({
        action: 'person.tellApart',
        kind: 'person',
        id: first.id,
        districtId: first.district_id,
        detail: { other: second.id },
      });
      return { first: first.id, second: second.id };
    });
  }

  /** How two people are set side by side: how much was recorded about each, and when last. */
  private async compared(reads: Reads, scope: Scope, ids: readonly string[]) {
    const rows = await reads.all<
      FoundPerson & { records: number; last_on: string | null }
    >(sql`select ${foundFor(scope)},
        (select count(distinct f.record_id) from fact f where f.person_id = p.id and f.state <> 'void') as records,
        (select max(f.on_day) from fact f where f.person_id = p.id and f.state <> 'void') as last_on
      from person p join organisation o on o.id = p.organisation_id where p.id in ${list(ids)}`);
    return new Map(
      rows.map((row) => [
        row.id,
        {
          ...this.people.dto(scope, row),
          registeredAt: row.created_at,
          records: Number(row.records),
          lastRecorded: row.last_on,
        },
      ]),
    );
  }

  private async one(reads: Reads, scope: Scope, id: string): Promise<FoundPerson> {
    const row = await this.people.find(reads, scope, sql`p.id = ${id} and ${personReached(scope, 'person.write')}`);
    if (!row || row.successor_id !== null) throw notFound();
    return row;
  }

  private async other(reads: Reads, scope: Scope, id: string, than: Row<typeof person>): Promise<FoundPerson> {
    const row = await this.people.find(reads, scope, sql`p.id = ${id} and ${personReached(scope, 'person.write')}`);
    const field = 'into';
    if (!row || row.successor_id !== null || row.district_id !== than.district_id)
      throw invalid([{ field, text: t('没有这个人员', 'There is no such person') }]);
    if (row.id === than.id) throw invalid([{ field, text: t('请选择两个不同的人员', 'Choose two different people') }]);
    return row;
  }
}
