import { sql } from '@xieshou/core';
import { acts, type Held, type Org, type Pairing, upwards } from './access-model.js';
import type { AccessWorld } from './access-world.js';

const YESTERDAY = '2026-11-23';
const TODAY = '2026-11-24';

export type District = AccessWorld['districts'][number];
/** Does something to a district and to its model. False when there is nothing to do it to. */
export type Move = (world: AccessWorld, at: District) => Promise<boolean>;

export const versionOf = async (
  world: AccessWorld,
  table: 'organisation' | 'person' | 'pairing' | 'account' | 'team' | 'team_member',
  id: string,
): Promise<number> => {
  const from = {
    organisation: sql`organisation`,
    person: sql`person`,
    pairing: sql`pairing`,
    account: sql`account`,
    team: sql`team`,
    team_member: sql`team_member`,
  };
  const row = await world.server.database.one<{ version: number }>(
    sql`select version from ${from[table]} where id = ${id}`,
  );
  return Number(row!.version);
};

const openIn = ({ model }: AccessWorld, at: District, ...kinds: string[]): Org[] =>
  [...model.orgs.values()].filter(
    (o) => o.district === at.id && !o.closed && (kinds.length === 0 || kinds.includes(o.kind)),
  );

const isLeaf = ({ model }: AccessWorld, org: Org): boolean =>
  ![...model.orgs.values()].some((o) => o.parent === org.id && !o.closed);

export const endOf = ({ model }: AccessWorld, g: Pairing): void => {
  g.ended = true;
  for (const inside of model.pairings.values()) if (inside.parent === g.id) inside.ended = true;
};

const moveOrganisation: Move = async (world, at) => {
  const { dice, model } = world;
  const org = dice.pick(openIn(world, at, 'school', 'centreSchool', 'class', 'college', 'section'));
  const kinds = org.kind === 'class' ? ['school', 'college'] : ['bureau', 'centreSchool', 'section'];
  const parents = openIn(world, at, ...kinds).filter(
    (p) => p.id !== org.parent && !upwards(model, p.id).includes(org.id),
  );
  if (parents.length === 0) return false;
  const parent = dice.pick(parents);
  const version = await versionOf(world, 'organisation', org.id);
  await world.must(at.officer, 'POST', `/api/organisations/${org.id}/move`, { parent: parent.id }, version);
  org.parent = parent.id;
  world.story.push(`${org.name} is placed below ${parent.name}`);
  return true;
};

const mergeOrganisations: Move = async (world, at) => {
  const { dice, model } = world;
  const from = dice.pick(openIn(world, at, 'school', 'section', 'class').filter((o) => isLeaf(world, o)));
  const targets = openIn(world, at, from.kind).filter((o) => o !== from);
  if (targets.length === 0) return false;
  const into = dice.pick(targets);
  const preview = await world.ask<{ token: string; code?: string }>(
    at.officer,
    'GET',
    `/api/organisations/${from.id}/merge?into=${into.id}&on=${TODAY}`,
  );
  if (preview.status === 422 && preview.body.code === 'open-between') return false;
  const { token } = preview.body;
  const version = await versionOf(world, 'organisation', from.id);
  const json = { into: into.id, on: TODAY, reason: '布局调整', token };
  await world.must(at.officer, 'POST', `/api/organisations/${from.id}/merge`, json, version);
  world.story.push(`${from.name} is merged into ${into.name}`);
  for (const g of model.pairings.values()) moveParty(world, g, { from, into });
  for (const p of model.people.values()) if (p.org === from.id && !p.left) p.org = into.id;
  for (const o of model.orgs.values()) if (o.successor === from.id) o.successor = into.id;
  await moveRoles(world, from, into);
  for (const r of model.records.values()) {
    if (r.draft && r.writer.org === from.id) r.writer.org = into.id;
    for (const asked of r.asked) if (asked.org === from.id) asked.org = into.id;
  }
  for (const p of model.programmes.values()) {
    const isIn = p.chosen.some((c) => c.org === into.id || (c.subtree && upwards(model, into.id).includes(c.org)));
    const has = p.chosen.some((c) => c.org === from.id);
    const paired = [...model.pairings.values()].some(
      (g) => g.programme === p.id && !g.ended && [g.helper.org, g.helped.org].includes(into.id),
    );
    if (!isIn && (has || paired)) p.chosen.push({ org: into.id, subtree: false });
  }
  from.closed = true;
  from.successor = into.id;
  return true;
};

/** A pairing goes on with the other organisation, or ends where it cannot. */
const moveParty = (world: AccessWorld, g: Pairing, { from, into }: { from: Org; into: Org }): void => {
  const { model } = world;
  if (g.ended) return;
  const at = g.appointed.indexOf(from.id);
  if (at >= 0) g.appointed[at] = into.id;
  if (g.parent !== null) return;
  const side = g.helper.org === from.id ? g.helper : g.helped.org === from.id ? g.helped : undefined;
  if (!side) return;
  if (side.person !== null) {
    for (const one of [g.helper, g.helped]) if (one.org === from.id) one.org = into.id;
    return;
  }
  const [helper, helped] = [g.helper, g.helped].map((one) => (one === side ? into.id : one.org));
  const twin = [...model.pairings.values()].some(
    (one) =>
      one.programme === g.programme &&
      !one.ended &&
      one.parent === null &&
      one.helper.org === helper &&
      one.helped.org === helped,
  );
  if (twin || helper === helped) {
    endOf(world, g);
    return;
  }
  const which = side === g.helper ? 'helper' : 'helped';
  g.former.push(from.id);
  side.org = into.id;
  for (const inside of model.pairings.values())
    if (inside.parent === g.id && !inside.ended) inside[which].org = into.id;
};

const moveRoles = async ({ model, server }: AccessWorld, from: Org, into: Org): Promise<void> => {
  const held = [...model.held.values()].filter((h) => h.org === from.id && !h.ended);
  for (const h of held) {
    h.ended = true;
    const there = [...model.held.values()].some(
      (o) => o.org === into.id && !o.ended && o.account === h.account && o.role === h.role,
    );
    // Whoever stood in for somebody does so no longer: the role it was for is another one now.
    if (there || h.from !== null) continue;
    const row = await server.database.one<{ id: string }>(sql`select id from assignment where account_id = ${h.account}
      and role = ${h.role} and organisation_id = ${into.id} and ended_at is null and delegated_from is null`);
    if (row) model.held.set(row.id, { ...h, id: row.id, org: into.id, ended: false });
  }
};

const closeOrganisation: Move = async (world, at) => {
  const leaves = openIn(world, at, 'school', 'section').filter((o) => isLeaf(world, o));
  if (leaves.length < 4) return false;
  const org = world.dice.pick(leaves);
  const version = await versionOf(world, 'organisation', org.id);
  await world.must(
    at.officer,
    'POST',
    `/api/organisations/${org.id}/close`,
    { on: YESTERDAY, reason: '停办' },
    version,
  );
  org.closed = true;
  for (const g of world.model.pairings.values())
    if (!g.ended && g.parent === null && [g.helper, g.helped].some((s) => s.person === null && s.org === org.id))
      endOf(world, g);
  world.story.push(`${org.name} is closed`);
  return true;
};

const transferPerson: Move = async (world, at) => {
  const { dice, model } = world;
  const people = [...model.people.values()].filter(
    (p) => p.district === at.id && !p.left && !model.orgs.get(p.org)!.closed,
  );
  const person = dice.pick(people);
  const above = (o: { readonly parent: string | null }) => model.orgs.get(o.parent!)!.kind;
  // A child stays among children: a class of a school is not changed for one of a college by somebody outside.
  const places = openIn(world, at, ...(person.kind === 'student' ? ['class'] : ['school'])).filter(
    (o) => o.id !== person.org && (person.kind === 'teacher' || above(o) === above(model.orgs.get(person.org)!)),
  );
  if (places.length === 0) return false;
  const to = dice.pick(places);
  const version = await versionOf(world, 'person', person.id);
  await world.must(
    at.officer,
    'POST',
    `/api/people/${person.id}/transfer`,
    { organisation: to.id, on: TODAY },
    version,
  );
  person.before.push(person.org);
  person.org = to.id;
  for (const g of model.pairings.values())
    if (!g.ended && g.parent === null)
      for (const side of [g.helper, g.helped]) if (side.person === person.id) side.org = to.id;
  world.story.push(`${person.name} goes to ${to.name}`);
  return true;
};

const leave: Move = async (world, at) => {
  const { model } = world;
  const person = world.dice.pick([...model.people.values()].filter((p) => p.district === at.id && !p.left));
  const version = await versionOf(world, 'person', person.id);
  await world.must(at.officer, 'POST', `/api/people/${person.id}/leave`, { on: TODAY }, version);
  person.left = true;
  world.story.push(`${person.name} leaves`);
  return true;
};

const mergePeople: Move = async (world, at) => {
  const { dice, model } = world;
  const people = [...model.people.values()].filter((p) => p.district === at.id && p.successor === null);
  const [gone, kept] = [dice.pick(people), dice.pick(people)];
  if (gone === kept || gone.kind !== kept.kind) return false;
  const [version, into] = [await versionOf(world, 'person', gone.id), await versionOf(world, 'person', kept.id)];
  await world.must(at.officer, 'POST', `/api/people/${gone.id}/merge`, { into: kept.id, version: into }, version);
  gone.left = true;
  kept.left = false;
  for (const p of model.people.values()) if (p.successor === gone.id) p.successor = kept.id;
  gone.successor = kept.id;
  for (const a of model.accounts.values()) if (a.person === gone.id) a.person = kept.id;
  world.story.push(`${gone.name} is read as ${kept.name}`);
  return true;
};

const endPairing: Move = async (world, at) => {
  const alive = [...world.model.pairings.values()].filter((g) => g.district === at.id && !g.ended && g.parent === null);
  if (alive.length === 0) return false;
  const g = world.dice.pick(alive);
  const version = await versionOf(world, 'pairing', g.id);
  await world.must(at.officer, 'POST', `/api/pairings/${g.id}/end`, { on: TODAY, reason: '期满' }, version);
  endOf(world, g);
  world.story.push(`pairing ${g.id} ends`);
  return true;
};

const rolesIn = (world: AccessWorld, at: District): Held[] =>
  [...world.model.held.values()].filter(
    (h) =>
      h.district === at.id &&
      acts(world.model, h) &&
      h.from === null &&
      h !== at.officer &&
      h.role !== 'platformAdministrator',
  );

/** Another role for an account, which loses the one it had. */
const changeRole: Move = async (world, at) => {
  const { dice, model } = world;
  const held = dice.pick(
    rolesIn(world, at).filter((h) => !['volunteer', 'finance', 'foundationOfficer', 'student'].includes(h.role)),
  );
  const org = dice.pick(openIn(world, at, 'school', 'section', 'centreSchool'));
  const role = dice.pick([
    'sectionMember',
    'centreSchoolInspector',
    'schoolAdministrator',
    'teacher',
    'auditor',
  ] as const);
  if ([...model.held.values()].some((h) => h.account === held.account && h.org === org.id && h.role === role))
    return false;
  const made = await world.must<{ assignments: { id: string; role: string; organisation: { id: string } }[] }>(
    at.officer,
    'POST',
    `/api/users/${held.account}/assignments`,
    { role, organisation: org.id },
  );
  const { id } = made.assignments.find((a) => a.role === role && a.organisation.id === org.id)!;
  model.held.set(id, { id, account: held.account, role, district: at.id, org: org.id, ended: false, from: null });
  await world.must(at.officer, 'POST', `/api/users/${held.account}/assignments/${held.id}/end`);
  held.ended = true;
  world.story.push(`${held.role} of ${held.account} ends, ${role} begins`);
  return true;
};

const suspend: Move = async (world, at) => {
  const grantable = rolesIn(world, at).filter((h) => !['volunteer', 'finance', 'foundationOfficer'].includes(h.role));
  const account = world.model.accounts.get(world.dice.pick(grantable).account)!;
  const version = await versionOf(world, 'account', account.id);
  const answer = await world.ask(at.officer, 'PATCH', `/api/users/${account.id}`, {
    json: { state: 'suspended' },
    version,
  });
  if (answer.status >= 300) return false;
  account.active = false;
  world.story.push(`${account.username} is suspended`);
  return true;
};

const delegate: Move = async (world, at) => {
  const { dice, model } = world;
  const roles = rolesIn(world, at);
  const from = dice.pick(roles);
  const colleagues = roles.filter((h) => h.org === from.org && h.account !== from.account);
  if (colleagues.length === 0 || [...model.held.values()].some((h) => h.from === from.id && !h.ended)) return false;
  const to = dice.pick(colleagues);
  const made = await world.must(from, 'POST', '/api/delegations', {
    to: to.account,
    startsOn: TODAY,
    endsOn: '2026-12-01',
  });
  model.held.set(made.id, { ...from, id: made.id, account: to.account, from: from.id });
  world.story.push(`${to.account} stands in for ${from.role} of ${from.account}`);
  return true;
};

export const moves: readonly Move[] = [
  moveOrganisation,
  moveOrganisation,
  mergeOrganisations,
  mergeOrganisations,
  closeOrganisation,
  transferPerson,
  transferPerson,
  leave,
  mergePeople,
  endPairing,
  changeRole,
  suspend,
  delegate,
  delegate,
];
