import { type Finding, finding, type TeamSnapshot, type TeamStanding, t } from '@xieshou/sdk';
import { guardedName } from '../people/children.js';
import type { Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { inReach, type Reach } from '../platform/scope.js';

/** Members (`m`) who are in their team on a day. */
export const inTeamOn = (on: string): Sql =>
  sql`m.joined_on is not null and m.joined_on <= ${on} and (m.left_on is null or m.left_on >= ${on})`;

interface Spell {
  readonly team_id: string;
  readonly id: string;
  readonly name: string;
  readonly joined_on: string;
  readonly left_on: string | null;
}

/** Everybody who was ever audited into teams, by id and day; `where` narrows to members (`m`). */
const spells = (reads: Reads, teams: readonly string[], where: Sql = all([])): Promise<Spell[]> =>
  reads.all<Spell>(sql`select m.team_id, p.id, ${guardedName} as name, m.joined_on, m.left_on from team_member m
    left join person_alias x on x.person_id = m.person_id
    join person p on p.id = coalesce(x.successor_id, m.person_id) join organisation o on o.id = p.organisation_id
    where m.team_id in ${list(teams)} and m.joined_on is not null and ${where} order by p.id, m.joined_on`);

/** Who is in a team on a day, each once. */
export const membersOn = async (
  reads: Reads,
  o: { readonly team: string; readonly on: string },
): Promise<readonly { readonly id: string; readonly name: string }[]> => {
  const rows = await spells(reads, [o.team], inTeamOn(o.on));
  return [...new Map(rows.map(({ id, name }) => [id, { id, name }])).values()];
};

/** A team as rules see it on a day. */
export const teamSnapshot = async (
  reads: Reads,
  o: { readonly team: string; readonly on: string },
): Promise<TeamSnapshot> => {
  // Who led it on that day, whoever does now.
  const led = await reads.one<{ id: string }>(sql`select coalesce(x.successor_id, m.person_id) as id from team_event e
    join team_member m on m.id = e.member_id left join person_alias x on x.person_id = m.person_id
    where e.team_id = ${o.team} and e.act in ('found', 'lead') and e.on_day <= ${o.on} order by e.at desc, e.id desc limit 1`);
  const members = await membersOn(reads, o);
  return { leader: led?.id ?? '', members };
};

/** A team as a party that is to be paired. */
export interface TeamParty {
  readonly id: string;
  readonly name: string;
  readonly organisation_id: string;
  readonly district_id: string;
  readonly leader: string;
  readonly leader_state: string;
  readonly members: number;
}

/** Teams (`tm`) of a programme that have not withdrawn, as far as they may be paired by whoever reaches so far. */
export const pairableTeams = (
  reads: Reads,
  o: { readonly programmeId: string; readonly reach: Reach | undefined; readonly where: Sql; readonly window?: Sql },
): Promise<TeamParty[]> =>
  reads.all<TeamParty>(sql`select tm.id, tm.name, tm.organisation_id, tm.district_id, ${guardedName} as leader,
      coalesce((select max(l.state) from team_member l where l.team_id = tm.id and l.person_id = tm.leader_id
        and l.state <> 'left'), '') as leader_state,
      (select count(*) from team_member m where m.team_id = tm.id and m.state = 'member') as members
    from team tm join person p on p.id = tm.leader_id join organisation o on o.id = p.organisation_id
    where tm.programme_id = ${o.programmeId} and tm.state = 'open'
    and ${inReach(o.reach, { district: sql`tm.district_id`, organisations: [sql`tm.organisation_id`] })} and ${o.where}
    order by tm.number ${o.window ?? sql``}`);

/** Why a team may be paired, or may not yet: somebody who has not been audited is no member. */
export const teamFindings = (team: TeamParty): readonly Finding[] => {
  const audited = team.leader_state === 'member';
  const n = Number(team.members);
  return [
    finding(
      'leaderAudited',
      audited,
      audited
        ? t(
            `负责人${team.leader}已通过审核，成员 ${n} 人`,
            `Its leader ${team.leader} has been audited; ${n} member(s)`,
          )
        : t(
            `负责人${team.leader}尚未通过审核，审核通过后才能结对`,
            `Its leader ${team.leader} has not been audited: only then can it be paired`,
          ),
      { members: n },
    ),
  ];
};

interface TeamRow {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly state: TeamStanding['state'];
  readonly place: string;
  readonly place_name: string;
  readonly leader: string;
  readonly leader_name: string;
}

/** The teams of a programme as reports read them: those that a reach covers. */
export const teamStandings = async (
  reads: Reads,
  o: { readonly programmeId: string; readonly reach: Reach | undefined },
): Promise<TeamStanding[]> => {
  const rows =
    await reads.all<TeamRow>(sql`select tm.id, tm.number, tm.name, tm.state, c.id as place, c.name as place_name,
      p.id as leader, ${guardedName} as leader_name from team tm join organisation c on c.id = tm.organisation_id
    join person p on p.id = tm.leader_id join organisation o on o.id = p.organisation_id
    where tm.programme_id = ${o.programmeId} and ${inReach(o.reach, { district: sql`tm.district_id`, organisations: [sql`tm.organisation_id`] })} order by tm.number`);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const members = grouped(await spells(reads, ids), ({ team_id }) => team_id);
  const paired = await reads.all<{
    team: string;
    other: string;
  }>(sql`select helper_id as team, helped_id as other from pairing
    where programme_id = ${o.programmeId} and state = 'active' and helper_kind = 'group' and helper_id in ${list(ids)} order by id`);
  const others = grouped(paired, ({ team }) => team);
  return rows.map((row) => ({
    id: row.id,
    number: Number(row.number),
    name: row.name,
    place: { id: row.place, name: row.place_name },
    leader: { id: row.leader, name: row.leader_name },
    state: row.state,
    members: (members.get(row.id) ?? []).map(({ id, name, joined_on, left_on }) => ({
      id,
      name,
      from: joined_on,
      until: left_on,
    })),
    pairedWith: (others.get(row.id) ?? []).map(({ other }) => other),
  }));
};
