import { type Held, type Team, upwards } from './access-model.js';
import { type District, endOf, type Move, versionOf } from './access-moves.js';
import { asPerson, decide, found, freeStudents, join } from './access-team-world.js';
import type { AccessWorld } from './access-world.js';

const openTeams = ({ model }: AccessWorld, at: District): Team[] =>
  [...model.teams.values()].filter((one) => one.district === at.id && one.open);

/** Somebody of a team acts themself, where they may, or the bureau does. */
const actor = ({ dice, model }: AccessWorld, at: District, person: string): Held =>
  (dice.chance(50) ? asPerson(model, person) : undefined) ?? at.officer;

const signUp: Move = async (world, at) => {
  const { dice, model } = world;
  const programme = [...model.programmes.values()].find((p) => p.district === at.id && p.register === 'children')!;
  const free = freeStudents(model, programme);
  if (free.length === 0) return false;
  const by: Held = dice.pick(free);
  const near = openTeams(world, at).filter((one) => upwards(model, by.org).includes(one.place));
  if (near.length > 0) await join(world, by, dice.pick(near));
  else await found(world, by, programme);
  return true;
};

const decideOne: Move = async (world, at) => {
  const waiting = openTeams(world, at).flatMap((team) =>
    team.members.filter((x) => x.state === 'signedUp' || x.state === 'screened').map((member) => ({ team, member })),
  );
  if (waiting.length === 0) return false;
  await decide(world, at, {
    ...world.dice.pick(waiting),
    decision: world.dice.chance(75) ? 'approve' : 'return',
  });
  return true;
};

const leaveTeam: Move = async (world, at) => {
  const there = openTeams(world, at).flatMap((team) =>
    team.members.filter((x) => x.state !== 'left' && x.person !== team.leader).map((member) => ({ team, member })),
  );
  if (there.length === 0) return false;
  const { team, member } = world.dice.pick(there);
  const version = await versionOf(world, 'team_member', member.id);
  await world.must(
    actor(world, at, member.person),
    'POST',
    `/api/team-members/${member.id}/leave`,
    { reason: '课业安排' },
    version,
  );
  member.state = 'left';
  world.story.push(`${world.model.people.get(member.person)!.name} leaves ${team.name}`);
  return true;
};

const leadTeam: Move = async (world, at) => {
  const there = openTeams(world, at).flatMap((team) =>
    team.members.filter((x) => x.state === 'member' && x.person !== team.leader).map((member) => ({ team, member })),
  );
  if (there.length === 0) return false;
  const { team, member } = world.dice.pick(there);
  const version = await versionOf(world, 'team', team.id);
  const json = { member: member.id, reason: '轮换' };
  await world.must(actor(world, at, team.leader), 'POST', `/api/teams/${team.id}/leader`, json, version);
  team.leader = member.person;
  world.story.push(`${world.model.people.get(member.person)!.name} leads ${team.name}`);
  return true;
};

const withdrawTeam: Move = async (world, at) => {
  const open = openTeams(world, at);
  if (open.length === 0) return false;
  const team = world.dice.pick(open);
  const version = await versionOf(world, 'team', team.id);
  await world.must(
    actor(world, at, team.leader),
    'POST',
    `/api/teams/${team.id}/withdraw`,
    { reason: '人数不足' },
    version,
  );
  team.open = false;
  for (const member of team.members) member.state = 'left';
  for (const g of world.model.pairings.values()) if (g.helper.person === team.id && !g.ended) endOf(world, g);
  world.story.push(`${team.name} withdraws`);
  return true;
};

export const teamMoves: readonly Move[] = [signUp, signUp, decideOne, decideOne, leaveTeam, leadTeam, withdrawTeam];
