import { randomUUID } from 'node:crypto';
import { Accounts, hashPassword, type Role, sql, system, Units } from '@xieshou/core';
import {
  type Client,
  clientOf,
  makeDistrict,
  PASSWORD,
  signedIn,
  startTestServer,
  type Engine,
  type TestServer,
} from '../src/index.js';
import { tinyPng, upload } from './fixtures/files.js';
import { schoolPairs } from './fixtures/school-pairs.js';

export interface Org {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  readonly district: string;
}

export interface Pair {
  readonly key: string;
  readonly programme: string;
  readonly helper: string;
  readonly helped: string;
  readonly section: string | null;
  readonly id: string;
  readonly record: string;
  readonly file: string;
  readonly review: string;
  readonly person: string;
  readonly user: string;
  /** The only role of that account. */
  readonly assignment: string;
  readonly rectification: string;
  /** A pair of people inside it. */
  readonly inside: string;
  /** Two people who wait for both sides to agree. */
  readonly offer: string;
  /** Somebody of the helped school, as if its programme proposed pairs of people. */
  readonly proposal: string;
  /** What the helping school has filed. */
  readonly sheet: string;
  /** What that account's role was handed over to: a sheet of it. */
  readonly handOver: string;
  /** Of the district: accepted for the first pair, proposed for the second. */
  readonly settlement: string;
  /** A team of the helping school, as if its programme had teams, and who has signed up for it. */
  readonly team: string;
  readonly signUp: string;
  /** One who has been audited and does not lead it. */
  readonly member: string;
  /** An administrator at the same school. */
  readonly colleague: string;
}

export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly at: Org;
  readonly client: Client;
}

/**
 * Two districts alike: bureau, section, two centre schools, five schools, two pairs each. Every name carries a canary,
 * so that a response that says something of a foreign organisation gives itself away.
 */
export interface World {
  readonly server: TestServer;
  readonly orgs: ReadonlyMap<string, Org>;
  readonly pairs: readonly Pair[];
  readonly programmes: ReadonlyMap<string, string>;
  readonly officers: ReadonlyMap<string, Client>;
}

const tree = [
  ['section', 'section', 'bureau'],
  ['centre1', 'centreSchool', 'bureau'],
  ['centre2', 'centreSchool', 'bureau'],
  ['s1', 'school', 'centre1'],
  ['s2', 'school', 'centre1'],
  ['s3', 'school', 'centre2'],
  ['s4', 'school', 'centre2'],
  ['s5', 'school', 'centre2'],
] as const;

export const canaryOf = (key: string) => `⟨${key}⟩`;

export const makeWorld = async (engine: Engine): Promise<World> => {
  const server = await startTestServer({ engine, programmes: [schoolPairs] });
  const orgs = new Map<string, Org>();
  const pairs: Pair[] = [];
  const programmes = new Map<string, string>();
  const officers = new Map<string, Client>();
  for (const d of ['A', 'B']) {
    const district = await makeDistrict(server, { name: `教育局${canaryOf(`${d}.bureau`)}` });
    const officer = await district.signIn();
    officers.set(d, officer);
    orgs.set(`${d}.bureau`, { key: `${d}.bureau`, id: district.id, name: district.name, parent: null, district: d });
    for (const [key, kind, parent] of tree) {
      const name = `${kind}${canaryOf(`${d}.${key}`)}`;
      const made = await officer.post<{ id: string }>('/api/organisations', {
        name,
        kind,
        parent: orgs.get(`${d}.${parent}`)!.id,
        ...(kind === 'school'
          ? { ownership: key === 's1' || key === 's3' ? 'public' : 'private', schoolKind: 'primary' }
          : {}),
      });
      orgs.set(`${d}.${key}`, { key: `${d}.${key}`, id: made.id, name, parent: `${d}.${parent}`, district: d });
    }
    const programme = await officer.post<{ id: string }>('/api/programmes', {
      plugin: schoolPairs.id,
      preset: 'plain',
      title: `项目${canaryOf(`${d}.bureau`)}`,
      schoolYear: '2026-2027',
      settings: { visits: 1, silence: 5 },
      organisations: [{ id: district.id, subtree: true }],
    });
    programmes.set(d, programme.id);
    for (const [key, helper, helped, section] of [
      ['p1', 's1', 's2', 'section'],
      ['p2', 's3', 's4', null],
    ] as const) {
      const at = (k: string) => ({ id: orgs.get(`${d}.${k}`)!.id, district_id: district.id });
      const made = await officer.post<{ id: string }>(`/api/programmes/${programme.id}/pairings`, {
        helper: at(helper).id,
        helped: at(helped).id,
        startsOn: '2026-09-01',
        ...(section ? { appointed: { section: at(section).id } } : {}),
      });
      const writer = await signedIn(server, {
        role: 'schoolAdministrator',
        at: at(helper),
        username: `writer-${d}-${key}`.toLowerCase(),
      });
      const person = await officer.post<{ id: string }>('/api/people', {
        name: `教师${canaryOf(`${d}.${helper}`)}`,
        kind: 'teacher',
        organisation: at(helper).id,
      });
      const file = await upload(writer, tinyPng, `照片${canaryOf(`${d}.${helper}`)}.png`);
      const record = await writer.post<{ id: string }>(`/api/programmes/${programme.id}/records`, {
        form: 'visit',
        pairings: [made.id],
        data: { on: '2026-11-20', theme: canaryOf(`${d}.${helper}`), guests: 3, evidence: [file.id] },
      });
      const review = await server.database.one<{ id: string }>(
        sql`select id from review where subject_id = ${record.id}`,
      );
      const user = await server.app.get(Units).run(system, async (unit) =>
        server.app.get(Accounts).add(unit, {
          username: `target-${d}-${key}`.toLowerCase(),
          name: `账号${canaryOf(`${d}.${helper}`)}`,
          role: 'teacher',
          organisation: at(helper),
          passwordHash: await hash,
          oneTime: false,
        }),
      );
      const rectification = await writer.post<{ id: string }>(`/api/programmes/${programme.id}/rectifications`, {
        pairing: made.id,
        record: record.id,
        content: `问题${canaryOf(`${d}.${helper}`)}`,
      });
      const sheet = await writer.post<{ id: string }>(`/api/programmes/${programme.id}/filed-sheets`, {
        kind: 'ledger',
        name: 'visits',
        title: `台账${canaryOf(`${d}.${helper}`)}`,
        filter: { pairing: made.id },
      });
      const apprentice = await officer.post<{ id: string }>('/api/people', {
        name: `徒弟${canaryOf(`${d}.${helped}`)}`,
        kind: 'teacher',
        organisation: at(helped).id,
      });
      const inside = await officer.post<{ id: string }>(`/api/pairings/${made.id}/inside`, {
        inside: 'mentors',
        kind: 'art',
        helper: person.id,
        helped: apprentice.id,
        startsOn: '2026-09-01',
      });
      const offer = await officer.post<{ id: string }>(`/api/pairings/${made.id}/inside`, {
        inside: 'friends',
        kind: 'art',
        helper: person.id,
        helped: apprentice.id,
        startsOn: '2026-09-01',
      });
      const proposal = randomUUID();
      await server.database.write((tx) =>
        tx.run(sql`insert into match_proposal (id, district_id, programme_id, period, helped_id, origin, findings,
            settings_number, created_at, version) values (${proposal}, ${district.id}, ${programme.id}, '2026-2027-1',
            ${apprentice.id}, 'computed', '{"helper":[],"helped":[]}', 1, '2026-11-24T00:00:00.000Z', 1)`),
      );
      const [team, signUp, member] = [randomUUID(), randomUUID(), randomUUID()];
      await server.database.write(async (tx) => {
        await tx.run(sql`insert into team (id, district_id, programme_id, organisation_id, number, name, leader_id, state,
          created_at, version) values (${team}, ${district.id}, ${programme.id}, ${at(helper).id}, ${key === 'p1' ? 1 : 2},
          ${`队${canaryOf(`${d}.${helper}`)}`}, ${person.id}, 'open', '2026-11-24T00:00:00.000Z', 1)`);
        for (const [one, who, state] of [
          [randomUUID(), person.id, 'member'],
          [member, apprentice.id, 'member'],
          [signUp, apprentice.id, 'signedUp'],
        ] as const)
          await tx.run(sql`insert into team_member (id, team_id, person_id, state, joined_on, created_at, version)
            values (${one}, ${team}, ${who}, ${state}, ${state === 'member' ? '2026-11-01' : null},
              '2026-11-24T00:00:00.000Z', 1)`);
      });
      const { settlement } = await officer.post<{ settlement: { id: string } }>(
        `/api/programmes/${programme.id}/outcomes/conduct/settlements`,
        { period: '2026-2027-1' },
      );
      if (key === 'p1') await officer.post(`/api/settlements/${settlement.id}/accept`, undefined, { version: 1 });
      const handOver = randomUUID();
      const colleague = (await server.database.one<{ id: string }>(
        sql`select id from account where username = ${`writer-${d}-${key}`.toLowerCase()}`,
      ))!.id;
      await server.database.write((tx) =>
        tx.run(sql`insert into hand_over (id, district_id, organisation_id, assignment_id, role, from_id, to_id, user_id,
            at, drafts, delegations, content)
          values (${handOver}, ${district.id}, ${at(helper).id}, ${user.assignments[0]!.id}, 'teacher', ${user.id},
            ${colleague}, ${colleague}, '2026-11-24T00:00:00.000Z', 0, 0, ${nothingInHand})`),
      );
      pairs.push({
        handOver,
        settlement: settlement.id,
        colleague,
        inside: inside.id,
        offer: offer.id,
        proposal,
        team,
        signUp,
        member,
        key: `${d}.${key}`,
        programme: programme.id,
        helper: `${d}.${helper}`,
        helped: `${d}.${helped}`,
        section: section ? `${d}.${section}` : null,
        id: made.id,
        record: record.id,
        file: file.id,
        review: review!.id,
        person: person.id,
        user: user.id,
        assignment: user.assignments[0]!.id,
        rectification: rectification.id,
        sheet: sheet.id,
      });
    }
  }
  return { server, orgs, pairs, programmes, officers };
};

const hash = hashPassword(PASSWORD);
const nothingInHand = JSON.stringify(
  Object.fromEntries(
    ['drafts', 'returned', 'reviews', 'rectifications', 'delegations'].map((key) => [key, { total: 0, rows: [] }]),
  ),
);

export const actor = async (world: World, role: Role, key: string): Promise<Actor> => {
  const at = world.orgs.get(key)!;
  const bureau = world.orgs.get(`${at.district}.bureau`)!;
  const client = await signedIn(world.server, { role, at: { id: at.id, district_id: bureau.id } });
  return { name: `${role}@${key}`, role, at, client };
};

/** Keys of organisations above one, itself first. */
export const upwards = (world: World, key: string): string[] => {
  const above: string[] = [];
  for (let k: string | null = key; k; k = world.orgs.get(k)!.parent) above.push(k);
  return above;
};

export const anonymous = (world: World): Client => clientOf(world.server.fastify);
