import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Accounts, policy, type Role, sql, system, Units } from '@xieshou/core';
import { makeDistrict, type TestServer } from '../../src/index.js';
import { schoolPairs } from '../fixtures/school-pairs.js';
import { withPersonPairs } from '../fixtures/with-person-pairs.js';
import { withTeams } from '../fixtures/with-teams.js';
import { type Held, type Model, type Org, type Pairing, type Person, type Programme } from './access-model.js';
import type { Dice } from './dice.js';

export const programmes = [schoolPairs, withPersonPairs, withTeams];

interface Got<T> {
  readonly status: number;
  readonly body: T;
  readonly text: string;
  readonly bytes: Buffer;
}
type Method = 'GET' | 'POST' | 'PATCH';

/** A random piece of a land, on the platform and in the model. */
export interface AccessWorld {
  readonly server: TestServer;
  readonly model: Model;
  readonly dice: Dice;
  readonly districts: readonly { readonly id: string; readonly officer: Held }[];
  /** What was done to it, for whoever has to find out what went wrong. */
  readonly story: string[];
  ask<T = Record<string, unknown>>(by: Held, method: Method, url: string, o?: AskOptions): Promise<Got<T>>;
  /** The same, and it must succeed. */
  must<T = { id: string }>(by: Held, method: Method, url: string, json?: object, version?: number): Promise<T>;
}

interface AskOptions {
  readonly json?: object;
  readonly version?: number;
  readonly accept?: string;
}

let names = 0;
/** A name that stands in no other text. */
export const named = (word: string): string => `${word}⟨${(names += 1).toString(36).padStart(4, '0')}⟩`;

/** Sessions written straight into the database: one for each role. */
const sessionsOf = (server: TestServer) => {
  const made = new Map<string, { cookie: string; 'x-csrf-token': string }>();
  return async (held: Held) => {
    const there = made.get(held.id);
    if (there) return there;
    const token = randomBytes(32).toString('base64url');
    const csrf = randomUUID();
    const now = server.clock.now();
    await server.database.write((tx) =>
      tx.run(sql`insert into session (token_hash, account_id, assignment_id, csrf, created_at, seen_at, ends_at) values
        (${createHash('sha256').update(token).digest('hex')}, ${held.account}, ${held.id}, ${csrf}, ${now.toISOString()},
          ${now.toISOString()}, ${new Date(now.getTime() + 12 * 3_600_000).toISOString()})`),
    );
    const headers = { cookie: `xieshou=${token}`, 'x-csrf-token': csrf };
    made.set(held.id, headers);
    return headers;
  };
};

/** Natural places of roles; now and then a role is held somewhere else. */
const natural: readonly (readonly [Role, readonly string[]])[] = [
  ['bureauOfficer', ['bureau']],
  ['auditor', ['bureau']],
  ['sectionMember', ['section']],
  ['centreSchoolInspector', ['centreSchool']],
  ['schoolAdministrator', ['school']],
  ['schoolAdministrator', ['school']],
  ['teacher', ['school']],
  ['collegeOffice', ['college']],
  ['adviser', ['class']],
  ['student', ['class']],
  ['student', ['class']],
  ['volunteer', ['school']],
  ['finance', ['bureau', 'school']],
  ['foundationOfficer', ['section']],
];

export const makeAccessWorld = async (o: {
  readonly server: TestServer;
  readonly model: Model;
  readonly dice: Dice;
}): Promise<AccessWorld> => {
  const { server, model, dice } = o;
  const session = sessionsOf(server);
  const story: string[] = [];
  const ask: AccessWorld['ask'] = async (by, method, url, more = {}) => {
    const answer = await server.fastify.inject({
      method,
      url,
      headers: {
        host: 'localhost',
        ...(await session(by)),
        ...(more.json ? { 'content-type': 'application/json' } : {}),
        ...(more.version === undefined ? {} : { 'if-match': `"${more.version}"` }),
        ...(more.accept ? { accept: more.accept } : {}),
      },
      ...(more.json ? { payload: JSON.stringify(more.json) } : {}),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    const text = isJson ? answer.payload : '';
    return {
      status: answer.statusCode,
      body: (isJson ? JSON.parse(text) : {}) as never,
      text,
      bytes: answer.rawPayload,
    };
  };
  const must: AccessWorld['must'] = async (by, method, url, json, version) => {
    const { status, body, text } = await ask(by, method, url, {
      ...(json ? { json } : {}),
      ...(version === undefined ? {} : { version }),
    });
    if (status >= 300)
      throw new Error(`${by.role} ${method} ${url}: ${status} ${text.slice(0, 600)}\n${story.join('\n')}`);
    return body as never;
  };
  const world: AccessWorld = { server, model, dice, districts: [], story, ask, must };
  for (let d = 0; d < 2; d++) (world.districts as { id: string; officer: Held }[]).push(await makeOne(world, d === 0));
  return world;
};

export const put = <T extends { readonly id: string }>(map: Map<string, T>, one: T): T => {
  map.set(one.id, one);
  return one;
};

export const giveRole = async (
  { server, model }: AccessWorld,
  o: { readonly role: Role; readonly at: Org; readonly person?: string },
): Promise<Held> => {
  const username = `t-${randomUUID().slice(0, 13)}`;
  const user = await server.app.get(Units).run(system, (unit) =>
    server.app.get(Accounts).add(unit, {
      username,
      name: o.person ? model.people.get(o.person)!.name : username,
      role: o.role,
      organisation: { id: o.at.id, district_id: o.at.district },
      passwordHash: '-',
      oneTime: false,
      ...(o.person ? { person: o.person } : {}),
    }),
  );
  put(model.accounts, { id: user.id, username, person: o.person ?? null, active: true });
  return put(model.held, {
    id: user.assignments[0]!.id,
    account: user.id,
    role: o.role,
    district: o.at.district,
    org: o.at.id,
    ended: false,
    from: null,
  });
};

const makeOne = async (world: AccessWorld, isFirst: boolean): Promise<{ id: string; officer: Held }> => {
  const { server, model, dice } = world;
  const district = await makeDistrict(server, { name: named('教育局') });
  const bureau = put<Org>(model.orgs, {
    id: district.id,
    name: district.name,
    kind: 'bureau',
    district: district.id,
    parent: null,
    closed: false,
    successor: null,
  });
  const officer = await giveRole(world, { role: 'bureauOfficer', at: bureau });
  const orgs = await makeTree(world, officer, bureau);
  const people = await makePeople(world, officer, orgs);
  if (isFirst) await giveRole(world, { role: 'platformAdministrator', at: bureau });
  for (const [role, kinds] of natural) await placeRole(world, { role, kinds, orgs: [bureau, ...orgs], people });
  // Roles that nobody would think of.
  for (let n = 0; n < 3; n++)
    await placeRole(world, { role: dice.pick(natural)[0], kinds: [], orgs: [bureau, ...orgs], people });
  await makeProgrammes(world, officer, { bureau, orgs, people });
  return { id: bureau.id, officer };
};

const makeTree = async ({ model, dice, must }: AccessWorld, officer: Held, bureau: Org): Promise<Org[]> => {
  const orgs: Org[] = [];
  const add = async (kind: string, parents: readonly Org[]) => {
    const parent = dice.pick(parents);
    const name = named(kind);
    const school = kind === 'school' ? { ownership: dice.pick(['public', 'private']), schoolKind: 'primary' } : {};
    const { id } = await must(officer, 'POST', '/api/organisations', { name, kind, parent: parent.id, ...school });
    orgs.push(
      put<Org>(model.orgs, { id, name, kind, district: bureau.id, parent: parent.id, closed: false, successor: null }),
    );
  };
  const of = (...kinds: string[]) => orgs.filter((o) => kinds.includes(o.kind));
  for (let n = dice.roll(2) + 1; n > 0; n--) await add('section', [bureau]);
  for (let n = dice.roll(2) + 2; n > 0; n--) await add('centreSchool', [bureau, ...of('centreSchool').slice(0, 1)]);
  for (let n = dice.roll(3) + 3; n > 0; n--)
    await add('school', [bureau, ...of('centreSchool'), ...of('centreSchool')]);
  for (let n = dice.roll(2) + 1; n > 0; n--) await add('college', [bureau]);
  await add('class', of('school'));
  for (let n = dice.roll(2) + 2; n > 0; n--)
    await add('class', [...of('college'), ...of('college'), dice.pick(of('school'))]);
  return orgs;
};

const makePeople = async (
  { model, dice, must }: AccessWorld,
  officer: Held,
  orgs: readonly Org[],
): Promise<Person[]> => {
  const people: Person[] = [];
  for (const org of orgs) {
    const kind = org.kind === 'class' ? 'student' : org.kind === 'school' ? 'teacher' : undefined;
    if (!kind) continue;
    for (let n = dice.roll(2) + (kind === 'student' ? 2 : 1); n > 0; n--) {
      const name = named('人');
      const { id } = await must(officer, 'POST', '/api/people', { name, kind, organisation: org.id });
      people.push(
        put<Person>(model.people, {
          id,
          name,
          kind,
          district: org.district,
          org: org.id,
          before: [],
          left: false,
          successor: null,
        }),
      );
    }
  }
  return people;
};

const placeRole = async (
  world: AccessWorld,
  o: { role: Role; kinds: readonly string[]; orgs: readonly Org[]; people: readonly Person[] },
): Promise<void> => {
  const { model, dice } = world;
  if (policy[o.role]['pairing.read'] === 'self') {
    const taken = new Set([...model.accounts.values()].map((a) => a.person));
    const free = o.people.filter((p) => p.kind === 'student' && !taken.has(p.id));
    if (free.length === 0) return;
    const person = dice.pick(free);
    await giveRole(world, { role: o.role, at: model.orgs.get(person.org)!, person: person.id });
    return;
  }
  const at = o.orgs.filter((org) => o.kinds.length === 0 || o.kinds.includes(org.kind));
  await giveRole(world, { role: o.role, at: dice.pick(at) });
};

const makeProgrammes = async (
  world: AccessWorld,
  officer: Held,
  o: { readonly bureau: Org; readonly orgs: readonly Org[]; readonly people: readonly Person[] },
): Promise<void> => {
  const { dice, model, must } = world;
  const centres = o.orgs.filter((org) => org.kind === 'centreSchool');
  const begin = async (plugin: string, chosen: readonly { readonly org: string; readonly subtree: boolean }[]) => {
    const title = named('项目');
    const { id } = await must(officer, 'POST', '/api/programmes', {
      plugin,
      preset: 'plain',
      title,
      schoolYear: '2026-2027',
      settings: plugin === schoolPairs.id ? { visits: 1, silence: 0 } : {},
      organisations: chosen.map((c) => ({ id: c.org, subtree: c.subtree })),
    });
    return put<Programme>(model.programmes, {
      id,
      title,
      owner: o.bureau.id,
      district: o.bureau.id,
      form: plugin === schoolPairs.id ? 'visit' : 'session',
      register: plugin === schoolPairs.id ? 'training' : 'results',
      chosen: [...chosen],
    });
  };
  const everywhere = [{ org: o.bureau.id, subtree: true }];
  const schools = await begin(
    schoolPairs.id,
    dice.chance(50)
      ? everywhere
      : [
          ...centres.map((c) => ({ org: c.id, subtree: true })),
          ...o.orgs.filter((org) => org.kind === 'school').map((org) => ({ org: org.id, subtree: false })),
        ],
  );
  const students = await begin(withPersonPairs.id, everywhere);
  for (let n = 0; n < 4; n++) await pairSchools(world, officer, { programme: schools, ...o });
  for (let n = 0; n < 4; n++) await pairStudents(world, officer, { programme: students, ...o });
  for (const g of [...model.pairings.values()].filter((one) => one.district === o.bureau.id))
    await writeAbout(world, g);
};

const pairSchools = async (
  { model, dice, must }: AccessWorld,
  officer: Held,
  o: { readonly programme: Programme; readonly orgs: readonly Org[]; readonly people: readonly Person[] },
): Promise<void> => {
  const schools = o.orgs.filter((org) => org.kind === 'school');
  const [helper, helped] = [dice.pick(schools), dice.pick(schools)];
  const twice = [...model.pairings.values()].some(
    (g) => g.programme === o.programme.id && g.helper.org === helper.id && g.helped.org === helped.id,
  );
  if (helper === helped || twice) return;
  const section = dice.chance(50) ? dice.pick(o.orgs.filter((org) => org.kind === 'section')) : undefined;
  const { id } = await must(officer, 'POST', `/api/programmes/${o.programme.id}/pairings`, {
    helper: helper.id,
    helped: helped.id,
    startsOn: '2026-09-01',
    ...(section ? { appointed: { section: section.id } } : {}),
  });
  const pairing = {
    programme: o.programme.id,
    district: helped.district,
    child: false,
    told: [],
    ended: false,
  };
  put<Pairing>(model.pairings, {
    ...pairing,
    id,
    helper: { org: helper.id, person: null },
    helped: { org: helped.id, person: null },
    appointed: section ? [section.id] : [],
    parent: null,
    former: [],
  });
  const [master, apprentice] = [helper, helped].map((org) =>
    o.people.filter((p) => p.org === org.id && p.kind === 'teacher'),
  );
  if (!dice.chance(50) || !master?.length || !apprentice?.length) return;
  const [first, second] = [dice.pick(master), dice.pick(apprentice)];
  const inside = await must(officer, 'POST', `/api/pairings/${id}/inside`, {
    inside: 'mentors',
    kind: 'art',
    helper: first.id,
    helped: second.id,
    startsOn: '2026-09-01',
  });
  put<Pairing>(model.pairings, {
    ...pairing,
    id: inside.id,
    helper: { org: helper.id, person: first.id },
    helped: { org: helped.id, person: second.id },
    appointed: [],
    parent: id,
    former: [],
  });
};

const pairStudents = async (
  { server, model, dice, ask }: AccessWorld,
  officer: Held,
  o: { readonly programme: Programme; readonly people: readonly Person[] },
): Promise<void> => {
  const students = o.people.filter((p) => p.kind === 'student');
  const [helper, helped] = [dice.pick(students), dice.pick(students)];
  // Only who has a rank may help.
  await server.database.write((tx) =>
    tx.run(sql`insert into register_entry (id, district_id, programme_id, register, person_id, period, form_version, data,
      created_at, version) values (${randomUUID()}, ${o.programme.district}, ${o.programme.id}, 'results', ${helper.id},
      '2026-2027-1', 1, ${JSON.stringify({ rank: 1 })}, '2026-09-01T00:00:00.000Z', 1)
      on conflict do nothing`),
  );
  const made = await ask<{ id: string }>(officer, 'POST', `/api/programmes/${o.programme.id}/pairings`, {
    json: { helper: helper.id, helped: helped.id, startsOn: '2026-09-01', reason: '本人自愿' },
  });
  // Too many for one of them, or a pair already.
  if (made.status >= 300) return;
  put<Pairing>(model.pairings, {
    id: made.body.id,
    programme: o.programme.id,
    district: helped.district,
    helper: { org: helper.org, person: helper.id },
    helped: { org: helped.org, person: helped.id },
    appointed: [],
    parent: null,
    child: false,
    told: [],
    ended: false,
    former: [],
  });
};

/** Whoever writes for a side of a pairing, if anybody does. */
const writerFor = (model: Model, side: Pairing['helper']): Held | undefined =>
  [...model.held.values()].find((h) =>
    side.person === null
      ? h.org === side.org && (h.role === 'schoolAdministrator' || h.role === 'teacher')
      : h.role === 'student' && model.accounts.get(h.account)!.person === side.person,
  );

/** A record or a draft, if somebody is there who writes for the helper. */
const writeAbout = async ({ model, dice, must }: AccessWorld, g: Pairing): Promise<void> => {
  if (g.parent !== null) return;
  const writer = writerFor(model, g.helper);
  if (!writer) return;
  const { form } = model.programmes.get(g.programme)!;
  const others = [...model.pairings.values()].filter(
    (one) => one !== g && one.parent === null && one.programme === g.programme && one.helper.org === g.helper.org,
  );
  const about = form === 'visit' && dice.chance(50) ? [g, ...others] : [g];
  const draft = dice.chance(25);
  const { id } = await must(writer, 'POST', `/api/programmes/${g.programme}/records`, {
    form,
    pairings: about.map((one) => one.id),
    data: { on: '2026-11-20', theme: '联合教研', ...(form === 'visit' ? { guests: 2 } : {}) },
    ...(draft ? { draft: true } : {}),
  });
  model.records.set(id, {
    id,
    programme: g.programme,
    pairings: about.map((one) => one.id),
    writer: { ...g.helper },
    draft,
    named: [],
    asked: draft ? [] : about.map((one) => ({ ...one.helped })),
  });
};
