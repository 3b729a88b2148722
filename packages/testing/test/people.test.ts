import { People, sql } from '@xieshou/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  type Place,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly code: string | null;
  readonly post: string | null;
  readonly subject: string | null;
  readonly version: number;
}
interface Page {
  readonly rows: readonly Person[];
  readonly total: number;
  readonly more: boolean;
}
interface Refusal {
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

describe.each(engines)('people on %s', (engine) => {
  let server: TestServer;
  let a: District;
  let officer: Client;
  let first: Place & { readonly name: string };
  let second: Place & { readonly name: string };
  let school: Client;

  const addSchool = async (client: Client, district: District, name: string) => {
    const json = { name, parent: district.id, kind: 'school', ownership: 'public', schoolKind: 'primary' };
    const made = await client.post<{ id: string }>('/api/organisations', json);
    return { id: made.id, district_id: district.id, name };
  };
  const add = (client: Client, json: Record<string, unknown>) => client.post<Person>('/api/people', json);
  const refusal = async (client: Client, json: unknown) => {
    const { status, body } = await client.send<Refusal>('POST', '/api/people', { json });
    return [status, ...(body.errors ?? []).map((e) => `${e.field}: ${e.message}`)];
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [] });
    a = await makeDistrict(server);
    officer = await a.signIn();
    first = await addSchool(officer, a, '第一小学');
    second = await addSchool(officer, a, '第二小学');
    school = await signedIn(server, { role: 'schoolAdministrator', at: first });
  });
  afterAll(() => server.close());

  it('adds a person to an organisation; teachers who have not left count', async () => {
    const json = {
      name: '张明',
      kind: 'teacher',
      organisation: first.id,
      code: 'T01',
      post: '教导主任',
      subject: '语文',
    };
    const made = await add(school, json);
    expect(made).toEqual({
      ...json,
      id: made.id,
      masked: false,
      organisation: { id: first.id, name: '第一小学' },
      idNumber: null,
      leftOn: null,
      version: 1,
    });
    await add(school, { name: '李工', kind: 'staff', organisation: first.id, post: '' });
    const left = await add(school, { name: '王老师', kind: 'teacher', organisation: first.id });
    const teachers = async () => (await officer.get<{ teachers: number }>(`/api/organisations/${first.id}`)).teachers;
    expect(await teachers()).toBe(2);
    await server.database.write((tx) => tx.run(sql`update person set left_on = '2026-07-01' where id = ${left.id}`));
    expect(await teachers()).toBe(1);
    expect((await school.get<Page>('/api/people')).rows.map((p) => p.name)).toEqual(['张明', '李工']);
  });

  it('refuses a number that somebody of the organisation has', async () => {
    const json = { name: '赵一', kind: 'teacher', organisation: first.id, code: 'T02' };
    const made = await add(school, json);
    const sentence = 'code: 这个工号或学号已被本单位的其他人员使用，请核对';
    expect(await refusal(school, { ...json, name: '钱二' })).toEqual([422, sentence]);
    expect((await add(officer, { ...json, organisation: second.id })).code).toBe('T02');
    const changed = await add(school, { ...json, code: null });
    const { status, body } = await school.send<Refusal>('PATCH', `/api/people/${changed.id}`, {
      json: { code: 'T02' },
      version: 1,
    });
    expect([status, body.errors?.[0]?.field]).toEqual([422, 'code']);
    expect((await school.patch<Person>(`/api/people/${made.id}`, 1, { code: 'T02', post: '组长' })).version).toBe(2);
  });

  it.each([
    ['', 422],
    ['张', 201],
    ['张'.repeat(50), 201],
    ['张'.repeat(51), 422],
  ])('takes names of 1 to 50 characters: %s → %i', async (name, status) => {
    expect((await refusal(officer, { name, kind: 'student', organisation: second.id }))[0]).toBe(status);
  });

  it('changes with the version that was seen; a stale one gets the difference', async () => {
    const made = await add(school, { name: '孙三', kind: 'teacher', organisation: first.id, subject: '数学' });
    const url = `/api/people/${made.id}`;
    const changed = await school.patch<Person>(url, 1, { subject: null, post: '班主任' });
    expect(changed).toEqual({ ...made, subject: null, post: '班主任', version: 2 });
    const late = await school.send('PATCH', url, { json: { name: '孙三', post: '组长' }, version: 1 });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'stale', current: changed, difference: [{ field: 'post', yours: '组长', theirs: '班主任' }] },
    });
    expect((await school.send('PATCH', url, { json: { organisation: second.id }, version: 2 })).status).toBe(422);
  });

  it('keeps schools and districts apart; denied looks like absent', async () => {
    const b = await makeDistrict(server);
    const theirs = await addSchool(await b.signIn(), b, '外区小学');
    const there = await add(await b.signIn(), { name: '周外', kind: 'teacher', organisation: theirs.id });
    const beside = await add(officer, { name: '吴邻', kind: 'teacher', organisation: second.id });
    const nowhere = '01990000-0000-7000-8000-000000000000';
    const plain = ({ status, body }: { status: number; body: Record<string, unknown> }) => ({
      status,
      ...body,
      request: undefined,
    });
    for (const [client, id] of [
      [school, beside.id],
      [school, there.id],
      [officer, there.id],
    ] as const) {
      const change = async (one: string) =>
        plain(await client.send('PATCH', `/api/people/${one}`, { json: { post: '越权' }, version: 1 }));
      expect(await change(id)).toEqual(await change(nowhere));
      expect((await change(id)).status).toBe(404);
    }
    for (const [client, organisation] of [
      [school, second.id],
      [officer, theirs.id],
    ] as const) {
      const create = async (one: string) =>
        plain(await client.send('POST', '/api/people', { json: { name: '越权', kind: 'other', organisation: one } }));
      expect(await create(organisation)).toEqual(await create(nowhere));
      expect((await create(organisation)).status).toBe(422);
      expect((await client.get<Page>(`/api/people?organisation=${organisation}`)).total).toBe(0);
    }
    expect((await school.get<Page>('/api/people?size=200')).rows.every((p) => p.organisation.id === first.id)).toBe(
      true,
    );
    expect((await officer.get<Page>('/api/people?size=200')).rows.some((p) => p.id === there.id)).toBe(false);
    const member = await signedIn(server, { role: 'sectionMember', at: a });
    expect((await member.send('GET', '/api/people')).status).toBe(404);
  });

  it('searches names and numbers, signs as signs, in any case', async () => {
    const third = await addSchool(officer, a, '第三小学');
    for (const [name, code] of [
      ['Ann_a 老师', 'X%1'],
      ['AnnBa 老师', 'x21'],
      ['ÖRN', 'Q9'],
    ] as const)
      await add(officer, { name, kind: 'teacher', organisation: third.id, code });
    const found = async (q: string) =>
      (await officer.get<Page>(`/api/people?organisation=${third.id}&q=${encodeURIComponent(q)}`)).rows.map(
        (p) => p.name,
      );
    expect(await found('ANN_A')).toEqual(['Ann_a 老师']);
    expect(await found('x%')).toEqual(['Ann_a 老师']);
    expect(await found('X2')).toEqual(['AnnBa 老师']);
    expect(await found('örn')).toEqual(['ÖRN']);
    expect(await found('_')).toEqual(['Ann_a 老师']);
  });

  it('pages at most 200 at a time and no further than row 1,000', async () => {
    const status = async (query: string) => (await officer.send('GET', `/api/people?${query}`)).status;
    expect([
      await status('size=200'),
      await status('size=201'),
      await status('size=200&page=6'),
      await status('size=200&page=7'),
    ]).toEqual([200, 422, 200, 422]);
    expect((await officer.get<Page>('/api/people?kind=student&size=1')).rows).toHaveLength(1);
    expect(await status('kind=parent')).toBe(422);
  });

  it('tells other nouns the names and the people of an organisation', async () => {
    const fourth = await addSchool(officer, a, '第四小学');
    const made = [];
    for (const [name, kind] of [
      ['郑十', 'teacher'],
      ['冯九', 'student'],
      ['陈八', 'teacher'],
    ] as const)
      made.push(await add(officer, { name, kind, organisation: fourth.id }));
    const people = server.app.get(People);
    expect(await people.namesOf(server.database, [...made.map((p) => p.id), 'nobody'])).toEqual(
      new Map(made.map((p) => [p.id, p.name])),
    );
    const names = async (kind?: 'teacher') =>
      (await people.ofOrganisation(server.database, fourth.id, kind)).map((p) => p.name).sort();
    expect(await names()).toEqual(['冯九', '郑十', '陈八']);
    expect(await names('teacher')).toEqual(['郑十', '陈八']);
  });

  it('writes down who did what without a personal value', async () => {
    const made = await add(school, { name: '留痕人', kind: 'teacher', organisation: first.id, code: 'SECRET-1' });
    await school.patch(`/api/people/${made.id}`, 1, { name: '改名人' });
    const entries = await server.database.all<{ action: string; detail: string }>(
      sql`select action, detail from audit_entry where subject_id = ${made.id} order by at, id`,
    );
    expect(entries.map((e) => e.action)).toEqual(['person.create', 'person.change']);
    expect(entries.map((e) => e.detail).join()).not.toMatch(/留痕人|改名人|SECRET/);
  });
});
