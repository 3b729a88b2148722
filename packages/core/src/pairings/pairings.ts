import { Inject, Injectable } from '@nestjs/common';
import { type Finding, isDay, type OrganisationSnapshot, passes, type Side, t } from '@xieshou/sdk';
import { listWorkbook, wholeList } from '../files/list-workbook.js';
import { Notifications } from '../notifications/notifications.js';
import { organisation } from '../organisations/organisations.tables.js';
import { isOpen, organisationNamed } from '../organisations/organisation-rows.js';
import { Organisations } from '../organisations/organisations.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, containing, list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { xlsx } from '../platform/endpoint.js';
import { grouped } from '../platform/grouped.js';
import { newId } from '../platform/ids.js';
import { nameMatches } from '../platform/name-sounds.js';
import { page } from '../platform/page.js';
import { conflict, invalid, notFound, type ProblemField, stale } from '../platform/problem.js';
import { inReach, partyIs, type Reach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { isMember, Programmes, type Running } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { hardRules } from './hard-rules.js';
import { makePairing, type NewParty } from './making.js';
import { noOffice, officeChanges, officeNamed } from './office-rows.js';
import { findingsFor, reasonFor } from './parties.js';
import { minorsKnown, partyNames, partyNamesFor, partyOrder } from './party-names.js';
import { pairingListColumns } from './pairing-list.js';
import type * as api from './pairings.api.js';
import { endInside, type FormerParty, formerParties, heldPairings } from './party-changes.js';
import { PairingDays } from './pairing-days.js';
import { pairing, pairingRole } from './pairings.tables.js';
import { PersonPairs } from './person-pairs.js';

export type PairingRow = Row<typeof pairing> & {
  readonly helper_name: string;
  readonly helped_name: string;
  /** Of pairings read for a caller: 1 where the caller knows every child in it. */
  readonly minors_known?: number;
};

/** Which pairing it is and who stands on its sides, without how it came about. */
export type PairingSides = Pick<
  PairingRow,
  | 'id'
  | 'district_id'
  | 'programme_id'
  | 'parent_id'
  | 'inside'
  | 'state'
  | 'starts_on'
  | 'ends_on'
  | `${Side}_kind`
  | `${Side}_id`
  | `${Side}_organisation_id`
  | `${Side}_since`
  | `${Side}_name`
>;

/** `from` and columns of a pairing with the names of both sides, aliased `g`. People are named with their unit. */
export const pairingFrom = sql`from pairing g
  join organisation helper on helper.id = g.helper_organisation_id
  join organisation helped on helped.id = g.helped_organisation_id
  left join person helper_person on helper_person.id = g.helper_id and g.helper_kind in ('person', 'minor')
  left join person helped_person on helped_person.id = g.helped_id and g.helped_kind in ('person', 'minor')`;
export const pairingColumns = sql`g.*, ${partyNames}`;
/** The same for a caller, who may know children by name. */
export const pairingColumnsFor = (scope: Scope): Sql => sql`g.*, ${partyNamesFor(scope)}, ${minorsKnown(scope)}`;
/** The columns of {@link PairingSides}: lists of records read them for every row. */
const sides = sql`g.id, g.district_id, g.programme_id, g.parent_id, g.inside, g.state, g.starts_on, g.ends_on,
  g.helper_kind, g.helper_id, g.helper_organisation_id, g.helper_since, g.helped_kind, g.helped_id, g.helped_organisation_id, g.helped_since`;
export const pairingSides = sql`${sides}, ${partyNames}`;
export const pairingSidesFor = (scope: Scope): Sql => sql`${sides}, ${partyNamesFor(scope)}`;

/** Pairings (aliased `g`) of the programme's two sides, and not the pairs of people inside them. */
export const ofSides = sql`g.parent_id is null`;

/** Pairings (aliased `g`) that an organisation is a party of. People take theirs along wherever they go. */
export const withOrganisation = (id: string): Sql =>
  sql`(${ofSides} and ((g.helper_kind = 'organisation' and g.helper_id = ${id})
    or (g.helped_kind = 'organisation' and g.helped_id = ${id})))`;

const standing = {
  helper: {
    organisation: sql`g.helper_organisation_id`,
    person: sql`case when g.parent_id is null and g.helper_kind in ('person', 'group') then g.helper_id end`,
  },
  helped: {
    organisation: sql`g.helped_organisation_id`,
    person: sql`case when g.parent_id is null and g.helped_kind in ('person', 'group') then g.helped_id end`,
  },
};

/** The caller stands on a side of a pairing (aliased `g`). */
export const standsOn = (scope: Scope, side: Side): Sql => partyIs(scope, standing[side]);

/** Pairings (aliased `g`) a reach covers: by district, by either side, or by an appointed organisation. */
export const pairingInReach = (reach: Reach | undefined): Sql => {
  const sides = inReach(reach, {
    district: sql`g.district_id`,
    organisations: [sql`g.helper_organisation_id`, sql`g.helped_organisation_id`],
    people: [sql`g.helper_id`, sql`g.helped_id`],
  });
  if (!reach || reach.kind === 'all' || reach.kind === 'district' || reach.kind === 'self') return sides;
  return sql`(${sides} or exists (select 1 from pairing_role appointed where appointed.pairing_id = coalesce(g.parent_id, g.id)
    and ${inReach(reach, { district: sql`g.district_id`, organisations: [sql`appointed.organisation_id`] })}))`;
};

/** What is wrong with the day on which a pairing is to end. It takes effect at once; one that has not begun is called off on its first day. */
export const endDayProblem = (
  row: Pick<PairingRow, 'starts_on'>,
  on: string,
  today: string,
): ProblemField | undefined => {
  if (!isDay(on) || on < row.starts_on)
    return {
      field: 'on',
      text: t(`结束日期不得早于开始日期 ${row.starts_on}`, `It cannot end before it started on ${row.starts_on}`),
    };
  const latest = row.starts_on > today ? row.starts_on : today;
  return on > latest
    ? { field: 'on', text: t(`结束日期不得晚于 ${latest}`, `It cannot end later than ${latest}`) }
    : undefined;
};
const personKeys = {
  helper: {
    key: sql`helper_person.name_key`,
    initials: sql`helper_person.name_initials`,
    pinyin: sql`helper_person.name_pinyin`,
  },
  helped: {
    key: sql`helped_person.name_key`,
    initials: sql`helped_person.name_initials`,
    pinyin: sql`helped_person.name_pinyin`,
  },
};

/** Pairings (with both sides) that what is typed finds by the name of either. Nobody finds a child by its name. */
export const pairingNamed = (typed: string): Sql =>
  sql`(${organisationNamed(sql`helper`, typed)} or ${organisationNamed(sql`helped`, typed)}
    or (g.helper_kind = 'person' and ${nameMatches(personKeys.helper, typed)})
    or (g.helped_kind = 'person' and ${nameMatches(personKeys.helped, typed)})
    or exists (select 1 from team where team.id = g.helper_id and lower(team.name) like ${containing(typed)} escape '\\'))`;

const alreadyFull = (side: string, n: number) =>
  t(`${side}已结对 ${n} 个，达到上限`, `${side} already holds ${n} pairing(s), the most allowed`);

@Injectable()
export class Pairings {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly organisations: Organisations,
    private readonly notifications: Notifications,
    private readonly personPairs: PersonPairs,
    private readonly days: PairingDays,
  ) {}

  async list(call: Call<typeof api.listPairings>) {
    const { scope, params, query } = call;
    const running = await this.programmes.get(this.database, scope, params.id, 'programme.read');
    const where = all([
      sql`g.programme_id = ${params.id} and ${ofSides}`,
      pairingInReach(scope.reach('pairing.read')),
      ...(query.state ? [sql`g.state = ${query.state}`] : []),
      ...(query.q ? [pairingNamed(query.q)] : []),
    ]);
    const rows = (window: Sql) =>
      sql`select ${pairingColumnsFor(scope)} ${pairingFrom} where ${where} order by helper.name_key, helped.name_key, ${partyOrder('helper')}, g.id ${window}`;
    if (call.wants(xlsx)) {
      const every = await wholeList<PairingRow>(this.database, rows);
      const roles = await this.appointed(
        this.database,
        every.map((row) => row.id),
      );
      return listWorkbook({
        call,
        title: t(`${running.row.title}结对名单`, `${running.row.title}: pairings`),
        today: this.clock.today(),
        columns: pairingListColumns(running.definition),
        rows: every.map((row) => dto(scope, row, roles.get(row.id) ?? [], [])),
      });
    }
    const found = await page<PairingRow, PairingRow>(this.database, {
      query,
      rows,
      count: (limit) => sql`select count(*) as n from (select 1 ${pairingFrom} where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    const ids = found.rows.map((row) => row.id);
    const appointed = await this.appointed(this.database, ids);
    const former = await formerParties(this.database, ids);
    return { ...found, rows: found.rows.map((row) => dto(scope, row, appointed.get(row.id) ?? [], former)) };
  }

  async read(scope: Scope, id: string) {
    const row = await this.get(this.database, scope, id);
    return {
      ...(await this.detail(this.database, scope, row)),
      ...(await this.otherYears(scope, row)),
      offices: await officeChanges(this.database, row.id),
    };
  }

  /** The pairing it goes on from and the one that goes on from it, as far as the caller sees them. */
  private async otherYears(scope: Scope, row: PairingRow) {
    const found = await this.database.all<{ id: string; school_year: string; title: string }>(
      sql`select g.id, p.school_year, p.title from pairing g join programme p on p.id = g.programme_id
        where (g.id = ${row.continues_id} or g.continues_id = ${row.id}) and ${pairingInReach(scope.reach('pairing.read'))}`,
    );
    const year = (wanted: (id: string) => boolean) => {
      const one = found.find(({ id }) => wanted(id));
      return one ? { id: one.id, schoolYear: one.school_year, programme: one.title } : null;
    };
    return {
      continues: year((id) => id === row.continues_id),
      continuedBy: year((id) => id !== row.continues_id),
    };
  }

  /** Pairings of a programme that a reach covers and that were alive at some time between two days. */
  alive(
    reads: Reads,
    o: { programmeId: string; reach: Reach | undefined; from: string; to: string; pairingId?: string | undefined },
  ): Promise<PairingRow[]> {
    return reads.all<PairingRow>(sql`select ${pairingColumns} ${pairingFrom} where g.programme_id = ${o.programmeId}
      and ${ofSides} and ${pairingInReach(o.reach)} and g.starts_on <= ${o.to} and (g.ends_on is null or g.ends_on >= ${o.from})
      ${o.pairingId ? sql`and g.id = ${o.pairingId}` : sql``}
      order by helped.name_key, helper.name_key, g.id`);
  }

  /** A pairing of a programme that is alive, whoever asks. */
  active(reads: Reads, o: { readonly programmeId: string; readonly id: string }): Promise<PairingRow | undefined> {
    return reads.one<PairingRow>(sql`select ${pairingColumns} ${pairingFrom} where g.id = ${o.id}
      and g.programme_id = ${o.programmeId} and ${ofSides} and g.state = 'active'`);
  }

  async candidates({ scope, params, query }: Call<typeof api.listCandidates>) {
    const running = await this.programmes.writable(this.database, scope, params.id, 'pairing.write');
    const rule = running.definition.sides[query.side];
    const atMost = rule.atMost?.(running.settings) ?? null;
    if (rule.party !== 'organisation') return this.personPairs.candidates(this.database, scope, running, query);
    const where = all([
      sql`o.kind = 'school' and ${isOpen(this.clock.today())}`,
      isMember(sql`${running.row.id}`, sql`o.id`),
      inReach(scope.reach('pairing.write'), { district: sql`o.district_id`, organisations: [sql`o.id`] }),
      ...(query.q ? [organisationNamed(sql`o`, query.q)] : []),
    ]);
    const found = await page<{ id: string; name: string }, { id: string; name: string }>(this.database, {
      query,
      rows: (window) => sql`select o.id, o.name from organisation o where ${where} order by o.name_key, o.id ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from organisation o where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    const ids = found.rows.map((row) => row.id);
    const [snapshots, held] = await Promise.all([
      this.organisations.snapshot(this.database, ids),
      heldPairings(this.database, { programmeId: running.row.id, side: query.side, ids }),
    ]);
    const rows = found.rows.map((row) => {
      const findings = this.judge(running, query.side, snapshots.get(row.id)!);
      const holds = held.get(row.id) ?? 0;
      return {
        ...row,
        findings: [...findings],
        holds,
        atMost,
        eligible: passes(findings) && (atMost === null || holds < atMost),
      };
    });
    return { ...found, rows };
  }

  async create({ scope, actor, params, body }: Call<typeof api.createPairing>) {
    const asked = await this.programmes.writable(this.database, scope, params.id, 'pairing.write');
    const ofPeople = asked.definition.sides.helped.party === 'person';
    const judged = ofPeople ? await this.personPairs.judge(this.database, scope, asked, body) : undefined;
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'pairing.write');
      if (judged) {
        const id = await this.personPairs.create(unit, scope, running, body, judged);
        return this.detail(unit, scope, await this.get(unit, scope, id));
      }
      // A school that is being closed or merged in this moment is not paired any more.
      await unit.lock(organisation, running.row.district_id);
      // Two officers pairing at once must not both pass the limits below.
      await unit.lock(programme, running.row.id);
      const snapshots = await this.organisations.snapshot(unit, [body.helper, body.helped]);
      const findings = await this.assertPairable(unit, running, {
        ...body,
        snapshots,
        reach: scope.reach('pairing.write'),
      });
      const id = newId(this.clock.now().getTime());
      await makePairing({
        unit,
        notifications: this.notifications,
        running,
        at: this.clock.instant(),
        made: {
          id,
          districtId: running.row.district_id,
          helper: partyOf(snapshots.get(body.helper)!),
          helped: partyOf(snapshots.get(body.helped)!),
          startsOn: body.startsOn,
          state: 'active',
          findings,
          reason: null,
          doubt: body.doubt ?? null,
        },
      });
      const roles = Object.entries(body.appointed).map(([role, organisation_id]) => ({
        pairing_id: id,
        role,
        organisation_id,
      }));
      if (roles.length > 0) await unit.insert(pairingRole, ...roles);
      return this.detail(unit, scope, await this.get(unit, scope, id));
    });
  }

  end({ scope, actor, params, body, version }: Call<typeof api.endPairing>) {
    return this.units.run(actor, async (unit) => {
      const row = await this.get(unit, scope, params.id, 'pairing.write');
      const running = await this.programmes.writable(unit, scope, row.programme_id, 'pairing.write');
      if (row.state === 'ended') throw conflict('ended', t('该结对已经结束', 'This pairing has ended already'));
      const problem = endDayProblem(row, body.on, this.clock.today());
      if (problem) throw invalid([problem]);
      const closed = (await this.days.closed(unit, running))(body.on);
      if (closed) throw invalid([{ field: 'on', text: closed }]);
      const to = { state: 'ended' as const, ends_on: body.on, end_reason: body.reason };
      if (row.version !== version || !(await unit.change(pairing, { id: row.id, version }, to)))
        throw stale(await this.detail(unit, scope, row), [{ field: 'state', yours: 'ended', theirs: row.state }]);
      const inside = await endInside(unit, row.id, to);
      await unit.audit({
        action: 'pairing.end',
        kind: 'pairing',
        id: row.id,
        districtId: row.district_id,
        detail: { on: body.on, inside },
      });
      return this.detail(unit, scope, { ...row, ...to, version: version + 1 });
    });
  }

  private async get(
    reads: Reads,
    scope: Scope,
    id: string,
    permission: 'pairing.read' | 'pairing.write' = 'pairing.read',
  ): Promise<PairingRow> {
    const row = await reads.one<PairingRow>(
      sql`select ${pairingColumnsFor(scope)} ${pairingFrom} where g.id = ${id} and ${ofSides}
        and ${pairingInReach(scope.reach(permission))}`,
    );
    if (!row) throw notFound();
    return row;
  }

  private judge(running: Running, side: Side, party: OrganisationSnapshot): readonly Finding[] {
    return running.definition?.sides[side].where?.(party) ?? [];
  }

  /** Everything that must hold before two organisations are paired; answers why both were eligible. */
  private async assertPairable(
    unit: Unit,
    running: Running,
    o: {
      readonly helper: string;
      readonly helped: string;
      readonly startsOn: string;
      readonly appointed: Readonly<Record<string, string>>;
      readonly snapshots: ReadonlyMap<string, OrganisationSnapshot>;
      /** Whom the caller may pair. */
      readonly reach: Reach | undefined;
    },
  ): Promise<Finding[]> {
    const errors: ProblemField[] = [];
    const findings: Finding[] = [];
    const { row, definition, settings } = running;
    if (o.helper === o.helped)
      errors.push({
        field: 'helped',
        text: t('帮扶方与被帮扶方不能是同一个单位', 'A party cannot be paired with itself'),
      });
    const already =
      await unit.one(sql`select id from pairing where programme_id = ${row.id} and state = 'active' and parent_id is null
      and helper_organisation_id = ${o.helper} and helped_organisation_id = ${o.helped}`);
    if (already)
      errors.push({
        field: 'helped',
        text: t('这两个单位在该项目中已经结对', 'These two are paired in this programme already'),
      });
    for (const side of ['helper', 'helped'] as const) {
      const id = o[side];
      const party = o.snapshots.get(id);
      const title = definition!.sides[side].title;
      const member =
        party &&
        (await unit.one(sql`select 1 as n from organisation o where o.id = ${id} and ${isOpen(this.clock.today())}
        and ${isMember(sql`${row.id}`, sql`o.id`)}
        and ${inReach(o.reach, { district: sql`o.district_id`, organisations: [sql`o.id`] })}`));
      if (!party || !member) {
        errors.push({
          field: side,
          text: t(
            `${title.zh}不在该项目的适用单位中`,
            `The ${title.en.toLowerCase()} does not belong to this programme`,
          ),
        });
        continue;
      }
      const judged = this.judge(running, side, party);
      findings.push(...judged.map((f) => ({ ...f, field: side })));
      for (const text of hardRules(party.name, judged)) errors.push({ field: side, text });
      const atMost = definition!.sides[side].atMost?.(settings);
      const holds = (await heldPairings(unit, { programmeId: row.id, side, ids: [id] })).get(id) ?? 0;
      if (atMost !== undefined && holds >= atMost) errors.push({ field: side, text: alreadyFull(party.name, holds) });
    }
    if (!isDay(o.startsOn) || o.startsOn < row.starts_on || o.startsOn > row.ends_on)
      errors.push({
        field: 'startsOn',
        text: t(
          `开始日期应在项目期间（${row.starts_on} 至 ${row.ends_on}）之内`,
          `The first day must be within the programme (${row.starts_on} to ${row.ends_on})`,
        ),
      });
    for (const [role, id] of Object.entries(o.appointed)) {
      const known = definition!.roles[role]?.how === 'appointed';
      const office = await officeNamed(unit, { id, districtId: row.district_id, today: this.clock.today() });
      if (!known || !office) errors.push({ field: `appointed.${role}`, text: noOffice });
    }
    if (errors.length > 0) throw invalid(errors);
    return findings;
  }

  private async appointed(reads: Reads, pairingIds: readonly string[]) {
    const rows = await reads.all<{ pairing_id: string; role: string; id: string; name: string }>(
      sql`select a.pairing_id, a.role, o.id, o.name from pairing_role a join organisation o on o.id = a.organisation_id
        where a.pairing_id in ${list(pairingIds)}`,
    );
    return grouped(rows, (row) => row.pairing_id);
  }

  /** A pairing as its readers see it, without what it was in other school years. */
  async detail(reads: Reads, scope: Scope, row: PairingRow) {
    const appointed = (await this.appointed(reads, [row.id])).get(row.id) ?? [];
    return dto(scope, row, appointed, await formerParties(reads, [row.id]));
  }
}

const partyOf = ({ id, name }: OrganisationSnapshot): NewParty => ({
  kind: 'organisation',
  id,
  name,
  organisationId: id,
});

const dto = (
  scope: Scope,
  row: PairingRow,
  appointed: readonly { role: string; id: string; name: string }[],
  former: readonly FormerParty[],
) => ({
  id: row.id,
  programme: row.programme_id,
  parent: row.parent_id,
  helper: { id: row.helper_id, name: row.helper_name },
  helped: { id: row.helped_id, name: row.helped_name },
  appointed: Object.fromEntries(appointed.map((a) => [a.role, { id: a.id, name: a.name }])),
  former: former
    .filter((f) => f.pairing_id === row.id)
    .map((f) => ({ side: f.side, id: f.id, name: f.name, until: f.until_on })),
  state: row.state,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  endReason: row.end_reason,
  findings: findingsFor(scope, row),
  reason: reasonFor(scope, row),
  doubt: row.doubt,
  version: row.version,
});
