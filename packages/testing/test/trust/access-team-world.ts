import { sql } from '@xieshou/core';
import { withTeams } from '../fixtures/with-teams.js';
import {
  acts,
  type Held,
  type Member,
  type Model,
  type Pairing,
  type Programme,
  selves,
  type Team,
} from './access-model.js';
import { type AccessWorld, giveRole, named, put } from './access-world.js';

type District = AccessWorld['districts'][number];
const TODAY = '2026-11-24';

/** What the platform says of a team, as far as the model follows it. */
interface Told {
  readonly id: string;
  readonly place: { readonly id: string };
  readonly people: readonly { readonly id: string; readonly person: { readonly id: string } }[];
}

const inOne = (m: Model, programme: string, person: string): boolean =>
  [...m.teams.values()].some(
    (one) =>
      one.programme === programme &&
      one.members.some((x) => x.person === person && ['signedUp', 'screened', 'member'].includes(x.state)),
  );

/** Students of a programme with teams who may act and are in none of them. */
export const freeStudents = (m: Model, p: Programme): Held[] =>
  [...m.held.values()].filter((h) => {
    const { person } = m.accounts.get(h.account)!;
    if (h.role !== 'student' || h.district !== p.district || h.from !== null || !acts(m, h) || person === null)
      return false;
    return !m.people.get(person)!.left && !selves(m, h).some((id) => inOne(m, p.id, id));
  });

export const found = async ({ model, must, story }: AccessWorld, by: Held, p: Programme): Promise<Team> => {
  const person = model.accounts.get(by.account)!.person!;
  const [name, statement] = [named('小分队'), named('愿意陪伴')];
  const told = await must<Told>(by, 'POST', `/api/programmes/${p.id}/teams`, { name, statement });
  story.push(`${model.people.get(person)!.name} founds ${name}`);
  return put<Team>(model.teams, {
    id: told.id,
    name,
    programme: p.id,
    district: p.district,
    place: told.place.id,
    leader: person,
    open: true,
    members: [{ id: told.people[0]!.id, person, statement, state: 'signedUp', joined: false }],
  });
};

/** Signs up for a team, or again after a return. */
export const join = async ({ model, must, story }: AccessWorld, by: Held, one: Team): Promise<void> => {
  const person = model.accounts.get(by.account)!.person!;
  const statement = named('愿意陪伴');
  const { people } = await must<Told>(by, 'POST', `/api/teams/${one.id}/members`, { statement });
  story.push(`${model.people.get(person)!.name} signs up for ${one.name}`);
  const { id } = people.findLast((x) => x.person.id === person)!;
  const before = one.members.findIndex((x) => x.id === id);
  const member: Member = { id, person, statement, state: 'signedUp', joined: false };
  if (before < 0) one.members.push(member);
  else one.members[before] = member;
};

/** The college screens, then the owner audits; either may give it back. */
export const decide = async (
  world: AccessWorld,
  at: District,
  o: { readonly team: Team; readonly member: Member; readonly decision: 'approve' | 'return' },
): Promise<void> => {
  const { model, must, server, story } = world;
  const { team, member, decision } = o;
  const place = model.orgs.get(team.place)!;
  const screening = member.state === 'signedUp';
  const college =
    [...model.held.values()].find((h) => h.role === 'collegeOffice' && h.org === place.id && acts(model, h)) ??
    (await giveRole(world, { role: 'collegeOffice', at: place }));
  const row = await server.database.one<{ version: number }>(
    sql`select version from team_member where id = ${member.id}`,
  );
  await must(
    screening ? college : at.officer,
    'POST',
    `/api/team-members/${member.id}/decide`,
    { decision, ...(decision === 'return' ? { reason: '请补充说明' } : {}) },
    Number(row!.version),
  );
  member.state = decision === 'return' ? 'returned' : screening ? 'screened' : 'member';
  member.joined ||= member.state === 'member';
  story.push(`${model.people.get(member.person)!.name} in ${team.name} is ${member.state}`);
};

/** Somebody who may act as a person. */
export const asPerson = (m: Model, person: string): Held | undefined =>
  [...m.held.values()].find(
    (h) => h.role === 'student' && h.from === null && acts(m, h) && selves(m, h).includes(person),
  );

const isAtCollege = (m: Model, org: string): boolean => {
  const { parent } = m.orgs.get(org)!;
  return parent !== null && m.orgs.get(parent)!.kind === 'college';
};

/** A programme with teams in several states: signed up for, screened, audited, paired with children of schools. */
export const makeTeams = async (world: AccessWorld, at: District): Promise<void> => {
  const { model, dice, must } = world;
  const title = named('项目');
  const { id } = await must(at.officer, 'POST', '/api/programmes', {
    plugin: withTeams.id,
    preset: 'plain',
    title,
    schoolYear: '2026-2027',
    settings: {},
    organisations: [{ id: at.id, subtree: true }],
  });
  const programme = put<Programme>(model.programmes, {
    id,
    title,
    owner: at.id,
    district: at.id,
    form: 'session',
    register: 'children',
    chosen: [{ org: at.id, subtree: true }],
  });
  const students = [...model.people.values()].filter((p) => p.district === at.id && p.kind === 'student');
  const taken = new Set([...model.accounts.values()].map((a) => a.person));
  for (const p of students.filter((one) => isAtCollege(model, one.org) && !taken.has(one.id)).slice(0, 5))
    await giveRole(world, { role: 'student', at: model.orgs.get(p.org)!, person: p.id });
  for (const by of freeStudents(model, programme).filter((h) => isAtCollege(model, h.org))) {
    const person = model.accounts.get(by.account)!.person!;
    if (model.people.get(person)!.org !== by.org) continue;
    const open = [...model.teams.values()].filter(
      (one) => one.programme === id && one.place === model.orgs.get(by.org)!.parent,
    );
    if (open.length > 0 && dice.chance(65)) await join(world, by, dice.pick(open));
    else await found(world, by, programme);
  }
  for (const team of model.teams.values())
    if (team.programme === id)
      for (const member of team.members)
        for (let step = 0; step < 2 && (member.state === 'signedUp' || member.state === 'screened'); step++)
          if (dice.chance(80))
            await decide(world, at, { team, member, decision: dice.chance(90) ? 'approve' : 'return' });
  const children = students.filter((p) => !isAtCollege(model, p.org));
  for (const team of model.teams.values())
    if (team.programme === id && team.members.some((x) => x.person === team.leader && x.state === 'member'))
      await pairTeam(world, at, { programme, team, child: children.shift()?.id });
};

/** A team and a child, and what its leader writes of a visit. */
const pairTeam = async (
  { model, dice, must }: AccessWorld,
  at: District,
  o: { readonly programme: Programme; readonly team: Team; readonly child: string | undefined },
): Promise<void> => {
  const { programme, team, child } = o;
  if (!child) return;
  const { id } = await must(at.officer, 'POST', `/api/programmes/${programme.id}/pairings`, {
    helper: team.id,
    helped: child,
    startsOn: '2026-09-01',
    reason: '学校推荐',
  });
  const g = put<Pairing>(model.pairings, {
    id,
    programme: programme.id,
    district: at.id,
    helper: { org: team.place, person: team.id },
    helped: { org: model.people.get(child)!.org, person: child },
    appointed: [],
    parent: null,
    child: true,
    told: [team.leader],
    ended: false,
    former: [],
  });
  const writer = asPerson(model, team.leader)!;
  const draft = dice.chance(25);
  const record = await must(writer, 'POST', `/api/programmes/${programme.id}/records`, {
    form: 'session',
    pairings: [id],
    data: { on: TODAY, theme: '第一次走访', by: team.leader },
    ...(draft ? { draft: true } : {}),
  });
  model.records.set(record.id, {
    id: record.id,
    programme: programme.id,
    pairings: [id],
    // A draft is of whoever begins it; the team writes what is handed in.
    writer: draft ? { org: writer.org, person: team.leader } : { ...g.helper },
    draft,
    named: [team.leader],
    asked: draft ? [] : [{ org: g.helped.org, person: null }],
  });
};
