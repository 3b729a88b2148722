import type { NewRow, Row } from '../platform/database/table.js';
import { pairingFrom } from '../pairings/pairings.js';
import { partyNamesFor } from '../pairings/party-names.js';
import { peopleNamedFor } from '../people/children.js';
import type { team, teamEvent, teamMember } from '../pairings/teams.tables.js';
import type { Reads } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import { notFound } from '../platform/problem.js';
import { inReach, ownIs, type Scope } from '../platform/scope.js';

export type TeamRow = Row<typeof team> & {
  readonly owner_id: string;
  readonly place_name: string;
  readonly leader_name: string;
  readonly members: number;
  readonly waiting: number;
  readonly mine: Row<typeof teamMember>['state'] | null;
  /** Whether the caller looks after the college, screens for it, and may change the team. */
  readonly looks: number;
  readonly screens: number;
  readonly audits: number;
  readonly changes: number;
};
export type MemberRow = Row<typeof teamMember> & { readonly name: string };
export type EventRow = NewRow<typeof teamEvent>;

const covered = (scope: Scope, permission: 'team.read' | 'team.decide' | 'team.write'): Sql =>
  inReach(scope.reach(permission), { district: sql`tm.district_id`, organisations: [sql`tm.organisation_id`] });

const yes = (condition: Sql): Sql => sql`case when ${condition} then 1 else 0 end`;

/** Whether the caller screens for the college of a team (`tm`), or audits for the owner of its programme (`pr`). */
const screens = (scope: Scope): Sql => covered(scope, 'team.decide');
const audits = (scope: Scope): Sql => (scope.reach('team.decide') ? ownIs(sql`pr.owner_id`, scope) : sql`1 = 0`);

/** Memberships (`m`) of the caller as a person, the one that says most first. */
const mine = (scope: Scope): Sql => sql`m.team_id = tm.id and m.person_id in ${list(scope.personIds ?? [])}`;

/** Teams that the caller has signed up for, is in, or was in. */
export const isMine = (scope: Scope): Sql => sql`exists (select 1 from team_member m where ${mine(scope)})`;

/** Teams (`tm`) that the caller sees: those looked after, or those of the own college and those they are in. */
export const teamInReach = (scope: Scope): Sql =>
  scope.reach('team.read')?.kind === 'self'
    ? sql`(exists (select 1 from organisation_tree t where t.ancestor_id = tm.organisation_id
        and t.descendant_id = ${scope.organisationId}) or ${isMine(scope)})`
    : covered(scope, 'team.read');

export const teamFrom = sql`from team tm join programme pr on pr.id = tm.programme_id
  join organisation c on c.id = tm.organisation_id`;

/**
 * The name of somebody (`p`, at `o`) in a team: a pupil's for the members, for themself, for who runs the programme, and
 * for their own school; for everybody else the mask.
 */
const nameIn = (scope: Scope): Sql => {
  const runs =
    scope.personIds === undefined && scope.reach('pairing.write') ? ownIs(sql`pr.owner_id`, scope) : sql`1 = 0`;
  const inside = sql`exists (select 1 from team_member m where ${mine(scope)} and m.state = 'member')`;
  return sql`case when ${runs} or ${inside} or p.id in ${list(scope.personIds ?? [])} then p.name
    else ${peopleNamedFor(scope).name} end`;
};

export const teamColumns = (scope: Scope): Sql => sql`tm.*, pr.owner_id, c.name as place_name,
  (select ${nameIn(scope)} from person p join organisation o on o.id = p.organisation_id where p.id = tm.leader_id) as leader_name,
  (select count(*) from team_member m where m.team_id = tm.id and m.state = 'member') as members,
  (select count(*) from team_member m where m.team_id = tm.id and m.state in ('signedUp', 'screened')) as waiting,
  (select m.state from team_member m where ${mine(scope)} order by m.created_at desc, m.id desc limit 1) as mine,
  ${yes(scope.reach('team.read')?.kind === 'self' ? sql`1 = 0` : covered(scope, 'team.read'))} as looks,
  ${yes(screens(scope))} as screens,
  ${yes(audits(scope))} as audits,
  ${yes(covered(scope, 'team.write'))} as changes`;

/** How many people of a programme wait for the caller: to be screened, and to be audited. */
export const waitingForMe = async (
  reads: Reads,
  scope: Scope,
  programmeId: string,
): Promise<{ readonly screen: number; readonly audit: number }> => {
  if (!scope.reach('team.decide')) return { screen: 0, audit: 0 };
  const row = await reads.one<{ screen: number; audit: number }>(sql`select
    count(case when w.state = 'signedUp' and ${screens(scope)} then 1 end) as screen,
    count(case when w.state = 'screened' and ${audits(scope)} then 1 end) as audit
    ${teamFrom} join team_member w on w.team_id = tm.id
    where tm.programme_id = ${programmeId} and tm.state = 'open' and ${teamInReach(scope)}`);
  return { screen: Number(row?.screen ?? 0), audit: Number(row?.audit ?? 0) };
};

/** One team that the caller sees. */
export const teamRow = async (reads: Reads, scope: Scope, where: Sql): Promise<TeamRow> => {
  const row = await reads.one<TeamRow>(
    sql`select ${teamColumns(scope)} ${teamFrom} where ${where} and ${teamInReach(scope)}`,
  );
  if (!row) throw notFound();
  return row;
};

/** Everybody who signed up for a team, was in it or is, named as the caller may read them. */
export const membersOf = (reads: Reads, scope: Scope, teamId: string): Promise<MemberRow[]> =>
  reads.all<MemberRow>(sql`select x.*, ${nameIn(scope)} as name ${teamFrom} join team_member x on x.team_id = tm.id
    join person p on p.id = x.person_id join organisation o on o.id = p.organisation_id
    where tm.id = ${teamId} order by x.created_at, x.id`);

/** Pairings of teams that are alive, with the other party as the caller may know it. */
export const pairingsOf = (reads: Reads, scope: Scope, teams: readonly string[]) =>
  reads.all<{ team: string; id: string; helped_name: string }>(
    sql`select g.helper_id as team, g.id, ${partyNamesFor(scope)} ${pairingFrom} where g.helper_id in ${list(teams)}
      and g.helper_kind = 'group' and g.state = 'active' order by g.created_at, g.id`,
  );

/** Whether the caller is the leader of a team. */
export const leads = (scope: Scope, row: Pick<TeamRow, 'leader_id'>): boolean =>
  scope.personIds?.includes(row.leader_id) ?? false;

/** What the caller may decide about somebody now. */
export const decides = (row: TeamRow, state: MemberRow['state']): 'screen' | 'audit' | null => {
  if (row.state !== 'open') return null;
  if (state === 'signedUp' && Number(row.screens) === 1) return 'screen';
  return state === 'screened' && Number(row.audits) === 1 ? 'audit' : null;
};
