import { sql } from '@xieshou/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  programmeContract,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { samples, withTeams } from './fixtures/with-teams.js';
import { gist, type Refusal } from './office.js';

programmeContract(withTeams, { samples });

interface Member {
  readonly id: string;
  readonly person: { readonly id: string };
  readonly state: string;
  readonly statement: string | null;
  readonly version: number;
}
interface Team {
  readonly id: string;
  readonly name: string;
  readonly people: readonly Member[];
  readonly mayJoin: boolean;
  readonly mayWithdraw: boolean;
  readonly version: number;
}

interface NamedTeam {
  readonly leader: { readonly name: string };
  readonly people: readonly { readonly id: string; readonly person: { id: string; name: string }; version: number }[];
  readonly pairings: readonly { readonly name: string }[];
  readonly events: readonly { readonly act: string; readonly by: string }[];
  readonly version: number;
}

describe.each(engines)('teams on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let college: Client;
  let programme: string;
  const place: Record<string, string> = {};
  const person: Record<string, string> = {};
  const student: Record<string, Client> = {};
  const make = async (parent: string, kind: string, name: string) => {
    place[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent })).id;
  };
  const at = (name: string) => ({ id: place[name]!, district_id: district.id });
  const enrol = async (where: string, name: string, kind = 'student') => {
    person[name] = (await officer.post<{ id: string }>('/api/people', { organisation: place[where], kind, name })).id;
    student[name] = await signedIn(server, { role: 'student', at: at(where), person: person[name]! });
  };
  const found = (name: string, team: string) =>
    student[name]!.send<Team & Refusal>('POST', `/api/programmes/${programme}/teams`, {
      json: { name: team, statement: '愿意每周陪伴孩子。' },
    });
  const join = (name: string, team: string) =>
    student[name]!.send<Team & Refusal>('POST', `/api/teams/${team}/members`, { json: { statement: '会唱歌。' } });
  const read = (client: Client, team: string) => client.get<Team>(`/api/teams/${team}`);
  let first: Team;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withTeams] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    for (const name of ['甲学院', '乙学院']) await make(district.id, 'college', name);
    await make(place['甲学院']!, 'class', '甲一班');
    await make(place['乙学院']!, 'class', '乙一班');
    for (const name of ['程远', '罗兰', '马跃']) await enrol('甲一班', name);
    await enrol('甲一班', '李老师', 'teacher');
    await enrol('乙一班', '方圆');
    college = await signedIn(server, { role: 'collegeOffice', at: at('甲学院') });
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: withTeams.id,
        preset: 'plain',
        title: '关爱行动',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    first = (await found('程远', '启航')).body;
  });
  afterAll(() => server.close());

  it('refuses a second team of the same name, and somebody of another kind', async () => {
    expect(gist(await found('罗兰', '启航'))).toEqual([422, 'invalid', 'name']);
    expect((await found('李老师', '远帆')).status).toBe(404);
    expect(gist(await found('程远', '远帆'))).toEqual([409, 'in-a-team']);
  });

  it('shows a team to its college and to whoever may join it, and to nobody of another college', async () => {
    expect((await read(student['罗兰']!, first.id)).mayJoin).toBe(true);
    expect((await student['方圆']!.send('GET', `/api/teams/${first.id}`)).status).toBe(404);
    expect((await join('方圆', first.id)).status).toBe(404);
    await join('罗兰', first.id);
    // Who waits sees themself, and not what others said of themselves.
    expect((await read(student['罗兰']!, first.id)).people.map((m) => m.person.id)).toEqual([person['罗兰']]);
    expect((await read(college, first.id)).people.map((m) => m.statement)).toEqual(['愿意每周陪伴孩子。', '会唱歌。']);
  });

  it('tells the college and the owner how many wait for each, and everybody who is concerned where to look', async () => {
    const waiting = async (client: Client) =>
      (await client.get<{ programmes: { id: string; teams: unknown }[] }>('/api/workbench')).programmes.find(
        ({ id }) => id === programme,
      )!.teams;
    const told = async (client: Client) =>
      (await client.get<{ rows: { link: string }[] }>('/api/notifications')).rows[0]!.link;
    expect(await waiting(college)).toEqual({ screen: 2, audit: 0 });
    expect(await waiting(officer)).toEqual({ screen: 0, audit: 0 });
    expect(await waiting(student['罗兰']!)).toEqual({ screen: 0, audit: 0 });
    const other = await signedIn(server, { role: 'collegeOffice', at: at('乙学院') });
    expect(await waiting(other)).toEqual({ screen: 0, audit: 0 });
    const teacher = await signedIn(server, { role: 'teacher', at: at('甲学院') });
    expect(await waiting(teacher)).toBeNull();
    expect(await told(college)).toBe(`/teams/${first.id}`);

    const founder = (await read(college, first.id)).people[0]!;
    await college.send('POST', `/api/team-members/${founder.id}/decide`, {
      json: { decision: 'approve' },
      version: founder.version,
    });
    expect(await waiting(college)).toEqual({ screen: 1, audit: 0 });
    expect(await waiting(officer)).toEqual({ screen: 0, audit: 1 });
    expect(await told(officer)).toBe(`/teams/${first.id}`);
  });

  it('lists the teams that somebody is in or has signed up for, if asked', async () => {
    const listed = async (client: Client, query: string) =>
      (await client.get<{ rows: Team[] }>(`/api/programmes/${programme}/teams${query}`)).rows.map(({ id }) => id);
    expect(await listed(student['罗兰']!, '?mine=yes')).toEqual([first.id]);
    expect(await listed(student['马跃']!, '')).toEqual([first.id]);
    expect(await listed(student['马跃']!, '?mine=yes')).toEqual([]);
    expect(await listed(college, '?mine=yes')).toEqual([]);
    const wrong = await college.send<Refusal>('GET', `/api/programmes/${programme}/teams?mine=no`);
    expect(gist(wrong)).toEqual([422, 'invalid', 'mine']);
  });

  it('is changed by its leader or an office, and by no other member', async () => {
    const team = await read(college, first.id);
    const withdraw = (client: Client, version = team.version) =>
      client.send<Team & Refusal>('POST', `/api/teams/${first.id}/withdraw`, { json: { reason: '人数不足' }, version });
    expect((await withdraw(student['罗兰']!)).status).toBe(404);
    expect(gist(await withdraw(student['程远']!, 9))).toEqual([409, 'stale']);
    const own = team.people.find((m) => m.person.id === person['罗兰'])!;
    const leave = (client: Client) =>
      client.send('POST', `/api/team-members/${own.id}/leave`, { json: { reason: '改期' }, version: own.version });
    expect((await leave(student['马跃']!)).status).toBe(404);
    expect((await leave(student['罗兰']!)).status).toBe(200);
    expect((await withdraw(student['程远']!)).status).toBe(200);
    expect(gist(await join('马跃', first.id))).toEqual([409, 'withdrawn']);
    expect(gist(await withdraw(college, team.version + 1))).toEqual([409, 'withdrawn']);
    // Its name is free again, and its number stays its own.
    expect((await found('马跃', '启航')).body).toMatchObject({ number: 2, name: '启航' });
  });

  it('lets nobody decide on themself', async () => {
    const again = (await found('罗兰', '远帆')).body;
    const username = `deputy-${engine}`;
    const deputy = await signedIn(server, { role: 'collegeOffice', at: at('甲学院'), username });
    await server.database.write(async (tx) => {
      await tx.run(sql`update account set person_id = null where person_id = ${person['罗兰']!}`);
      await tx.run(sql`update account set person_id = ${person['罗兰']!} where username = ${username}`);
    });
    const member = again.people[0]!;
    const decided = await deputy.send<Refusal>('POST', `/api/team-members/${member.id}/decide`, {
      json: { decision: 'approve' },
      version: member.version,
    });
    expect(gist(decided)).toEqual([409, 'own-case']);
  });
});

describe.each(engines)('names in teams on %s', (engine) => {
  let server: TestServer;
  let officer: Client;
  let college: Client;
  let team: string;
  const place: Record<string, string> = {};
  const person: Record<string, string> = {};
  const student: Record<string, Client> = {};
  const read = (client: Client) => client.get<NamedTeam>(`/api/teams/${team}`);
  const memberOf = async (name: string) => (await read(college)).people.find((m) => m.person.id === person[name])!;
  const join = (name: string) =>
    student[name]!.send('POST', `/api/teams/${team}/members`, { json: { statement: '会唱歌。' } });
  const audit = async (name: string) => {
    for (const client of [college, officer]) {
      const { id, version } = await memberOf(name);
      const json = { decision: 'approve' };
      expect((await client.send('POST', `/api/team-members/${id}/decide`, { json, version })).status).toBe(200);
    }
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withTeams] });
    const district = await makeDistrict(server);
    officer = await district.signIn();
    const make = async (kind: string, name: string, parent: string, more = {}) => {
      place[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent, ...more })).id;
    };
    await make('college', '甲学院', district.id);
    await make('class', '甲一班', place['甲学院']!);
    await make('school', '青田小学', district.id, { ownership: 'public', schoolKind: 'primary' });
    for (const [name, where] of [
      ['程远', '甲一班'],
      ['罗兰', '甲一班'],
      ['马跃', '甲一班'],
      ['张小雨', '青田小学'],
    ] as const) {
      const json = { organisation: place[where], kind: 'student', name };
      person[name] = (await officer.post<{ id: string }>('/api/people', json)).id;
      const at = { id: place[where]!, district_id: district.id };
      if (where === '甲一班') student[name] = await signedIn(server, { role: 'student', at, person: person[name]! });
    }
    college = await signedIn(server, {
      role: 'collegeOffice',
      at: { id: place['甲学院']!, district_id: district.id },
    });
    const programme = await officer.post<{ id: string }>('/api/programmes', {
      plugin: withTeams.id,
      preset: 'plain',
      title: '关爱行动',
      schoolYear: '2026-2027',
      settings: {},
      organisations: [{ id: district.id, subtree: true }],
    });
    const json = { name: '启航', statement: '愿意每周陪伴孩子。' };
    team = (await student['程远']!.post<{ id: string }>(`/api/programmes/${programme.id}/teams`, json)).id;
    await audit('程远');
    await officer.post(`/api/programmes/${programme.id}/pairings`, {
      helper: team,
      helped: person['张小雨'],
      startsOn: '2026-11-24',
      reason: '学校推荐',
    });
  });
  afterAll(() => server.close());

  it('say whom a team helps to its members only, from the audit until they leave', async () => {
    const helped = async (name: string) => (await read(student[name]!)).pairings.map((g) => g.name);
    expect(await helped('程远')).toEqual(['张小雨（青田小学）']);
    await join('罗兰');
    expect(await helped('罗兰')).toEqual([]);
    await audit('罗兰');
    expect(await helped('罗兰')).toEqual(['张小雨（青田小学）']);
    const { id, version } = await memberOf('罗兰');
    await student['罗兰']!.send('POST', `/api/team-members/${id}/leave`, { json: { reason: '改期' }, version });
    expect(await helped('罗兰')).toEqual([]);
  });

  it('say who acted as one of a team to those who see that person in it', async () => {
    await join('马跃');
    await audit('马跃');
    const { id } = await memberOf('马跃');
    const { version } = await read(college);
    const json = { member: id, reason: '轮换' };
    expect((await student['程远']!.send('POST', `/api/teams/${team}/leader`, { json, version })).status).toBe(200);
    const by = async (client: Client) => (await read(client)).events.find((e) => e.act === 'lead')!.by;
    expect(await by(student['马跃']!)).toBe(await by(college));
    expect(await by(college)).not.toBe('');
    expect(await by(student['罗兰']!)).toBe('');
  });

  it('mask a pupil for all but the members and the owner', async () => {
    // The class goes to a school: who is there is a child from now on.
    const { version } = await officer.get<{ version: number }>(`/api/organisations/${place['甲一班']!}`);
    const json = { parent: place['青田小学'] };
    await officer.send('POST', `/api/organisations/${place['甲一班']!}/move`, { json, version });
    const named = async (client: Client) => {
      const { leader, people } = await read(client);
      return [leader.name, people.find((m) => m.person.id === person['马跃'])!.person.name];
    };
    for (const client of [student['程远']!, officer]) expect(await named(client)).toEqual(['马跃', '马跃']);
    for (const client of [college, student['罗兰']!]) expect(await named(client)).toEqual(['马同学', '马同学']);
  });
});
