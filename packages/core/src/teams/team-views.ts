import { Inject, Injectable } from '@nestjs/common';
import { accountName } from '../people/children.js';
import type { Call } from '../platform/call.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, containing, list, type Sql, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { page } from '../platform/page.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Programmes } from '../programmes/programmes.js';
import {
  decides,
  isMine,
  leads,
  type MemberRow,
  membersOf,
  pairingsOf,
  teamColumns,
  teamFrom,
  teamInReach,
  type TeamRow,
  teamRow,
} from './team-rows.js';
import type * as api from './teams.api.js';

const waitingFor: Readonly<Record<'screen' | 'audit', Sql>> = { screen: sql`'signedUp'`, audit: sql`'screened'` };

/** Teams as their members, their college and the owner of the programme see them. */
@Injectable()
export class TeamViews {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly programmes: Programmes,
  ) {}

  async list({ scope, params, query }: Call<typeof api.listTeams>) {
    const running = await this.programmes.get(this.database, scope, params.id, 'programme.read');
    const where = all([
      sql`tm.programme_id = ${params.id}`,
      teamInReach(scope),
      ...(query.state ? [sql`tm.state = ${query.state}`] : []),
      ...(query.q ? [sql`lower(tm.name) like ${containing(query.q)} escape '\\'`] : []),
      ...(query.mine ? [isMine(scope)] : []),
      ...(query.waiting
        ? [sql`exists (select 1 from team_member w where w.team_id = tm.id and w.state = ${waitingFor[query.waiting]})`]
        : []),
    ]);
    const found = await page<TeamRow, TeamRow>(this.database, {
      query,
      rows: (window) => sql`select ${teamColumns(scope)} ${teamFrom} where ${where} order by tm.number ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${teamFrom} where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    const paired = await this.paired(this.database, scope, found.rows);
    const { row, definition } = running;
    const open = row.state === 'enabled' && definition?.sides.helper.party === 'group';
    return {
      ...found,
      rows: found.rows.map((one) => this.dto(one, paired.get(one.id) ?? [])),
      mayFound: open && scope.reach('team.join') !== undefined && !(await this.isIn(this.database, scope, params.id)),
    };
  }

  async read({ scope, params, query }: Call<typeof api.readTeam>) {
    const row = await teamRow(this.database, scope, sql`tm.id = ${params.id}`);
    await this.programmes.get(this.database, scope, row.programme_id, 'programme.read');
    return this.detail(this.database, scope, row, query.on);
  }

  /** Whether the caller is in a team of the programme, or waits to be. */
  async isIn(reads: Reads, scope: Scope, programmeId: string): Promise<boolean> {
    const found = await reads.one(sql`select m.id from team_member m join team tm on tm.id = m.team_id
      where tm.programme_id = ${programmeId} and m.person_id in ${list(scope.personIds ?? [])}
      and m.state in ('signedUp', 'screened', 'member') limit 1`);
    return found !== undefined;
  }

  async again(reads: Reads, scope: Scope, id: string) {
    return this.detail(reads, scope, await teamRow(reads, scope, sql`tm.id = ${id}`));
  }

  /** A team with its people and its trail; of whoever was in it on a day, if one is asked for. */
  async detail(reads: Reads, scope: Scope, row: TeamRow, on?: string) {
    const people = await membersOf(reads, scope, row.id);
    const looks = Number(row.looks) === 1;
    const isOwn = (m: MemberRow) => scope.personIds?.includes(m.person_id) ?? false;
    const inside = row.mine === 'member';
    // Whoever is not in the team sees its leader; whoever waits sees themself besides.
    const seen = people.filter(
      (m) =>
        looks ||
        isOwn(m) ||
        (inside && m.joined_on !== null) ||
        (m.state === 'member' && m.person_id === row.leader_id),
    );
    const asked = seen.filter(
      (m) => !on || (m.joined_on !== null && m.joined_on <= on && (m.left_on === null || m.left_on >= on)),
    );
    const paired = await this.paired(reads, scope, [row]);
    const mayChange = row.state === 'open' && (Number(row.changes) === 1 || leads(scope, row));
    const live = (m: MemberRow) => m.state !== 'left';
    // Who acted as one of the team is named to those who see that person in it, an office to everybody.
    const namesActor = (e: Event) =>
      looks || inside || e.by_person === null || seen.some((m) => m.person_id === e.by_person);
    const names = new Map(people.map((m) => [m.id, m]));
    const events =
      await reads.all<Event>(sql`select e.*, a.person_id as by_person, ${accountName(scope)} as by_name from team_event e
      left join account a on a.id = e.user_id where e.team_id = ${row.id} order by e.at desc, e.id desc`);
    return {
      ...this.dto(row, paired.get(row.id) ?? []),
      people: asked.map((m) => ({
        id: m.id,
        person: { id: m.person_id, name: m.name },
        state: m.state,
        statement: looks || isOwn(m) ? m.statement : null,
        joinedOn: m.joined_on,
        leftOn: m.left_on,
        leads: live(m) && m.person_id === row.leader_id,
        decides: decides(row, m.state),
        mayLeave:
          row.state === 'open' && live(m) && m.person_id !== row.leader_id && (isOwn(m) || Number(row.changes) === 1),
        mayLead: mayChange && m.state === 'member' && m.person_id !== row.leader_id,
        version: m.version,
      })),
      events: events
        .filter((e) => looks || !e.member_id || seen.some((m) => m.id === e.member_id))
        .map((e) => {
          const about = e.member_id ? names.get(e.member_id) : undefined;
          return {
            act: e.act,
            person: about?.name ?? null,
            on: e.on_day,
            reason: looks || !about || isOwn(about) ? e.reason : null,
            by: namesActor(e) ? (e.by_name ?? '') : '',
            at: e.at,
          };
        }),
      mayJoin:
        row.state === 'open' &&
        scope.reach('team.join') !== undefined &&
        !(await this.isIn(reads, scope, row.programme_id)),
      mayWithdraw: mayChange,
    };
  }

  private async paired(reads: Reads, scope: Scope, rows: readonly TeamRow[]) {
    const ids = rows.map(({ id }) => id);
    return grouped(await pairingsOf(reads, scope, ids), ({ team }) => team);
  }

  private dto(row: TeamRow, pairings: readonly { readonly id: string; readonly helped_name: string }[]) {
    return {
      id: row.id,
      programme: row.programme_id,
      number: Number(row.number),
      name: row.name,
      place: { id: row.organisation_id, name: row.place_name },
      leader: { id: row.leader_id, name: row.leader_name },
      state: row.state,
      members: Number(row.members),
      waiting: Number(row.waiting),
      mine: row.mine,
      // Whoever waits is no member yet, and whoever has left is none any more: whom the team helps is not theirs to know.
      pairings:
        row.mine === 'member' || Number(row.looks) === 1
          ? pairings.map((g) => ({ id: g.id, name: g.helped_name }))
          : [],
      version: row.version,
    };
  }
}

interface Event {
  readonly act: 'found' | 'signUp' | 'screen' | 'audit' | 'return' | 'leave' | 'lead' | 'withdraw';
  readonly member_id: string | null;
  readonly on_day: string;
  readonly reason: string | null;
  readonly by_person: string | null;
  readonly by_name: string | null;
  readonly at: string;
}
