import { randomUUID } from 'node:crypto';
import { sql } from '@xieshou/core';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  PASSWORD,
  type Place,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { gist, makeSchool, type Refusal } from './office.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface User {
  readonly id: string;
  readonly username: string;
  readonly role: string;
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly assignments: readonly { readonly id: string; readonly role: string }[];
  readonly elsewhere: boolean;
  readonly password: string;
  readonly state: string;
  readonly version: number;
}
interface Slip {
  readonly user: User;
  readonly oneTimePassword: string;
}
interface Session {
  readonly user: { readonly person: { readonly id: string } | null; readonly mustChoose: boolean } | null;
  readonly assignment: { readonly id: string; readonly role: string };
  readonly assignments: readonly { readonly id: string; readonly role: string }[];
}

describe.each(engines)('accounts on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let school: Client;
  let first: Place;
  let second: Place;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    const place = async (name: string) => ({
      id: await makeSchool(officer, district.id, name, 'public'),
      district_id: district.id,
    });
    first = await place('甲小学');
    second = await place('乙小学');
    school = await signedIn(server, { role: 'schoolAdministrator', at: first, username: 'jia-admin' });
  });
  afterAll(() => server.close());

  const name = () => `u-${randomUUID().slice(0, 8)}`;
  const create = (client: Client, json: object) =>
    client.send<Slip & Refusal>('POST', '/api/users', {
      json: { username: name(), name: '某人', role: 'teacher', organisation: first.id, ...json },
    });
  const made = async (client: Client, json: object = {}) => (await create(client, json)).body.user;
  const person = async (called: string, at = first, more: object = {}) =>
    (await officer.post<{ id: string }>('/api/people', { name: called, kind: 'teacher', organisation: at.id, ...more }))
      .id;
  const find = async (client: Client, username: string) =>
    (await client.get<{ rows: User[] }>(`/api/users?q=${username}`)).rows.find((u) => u.username === username);
  const idOf = async (username: string) =>
    (await server.database.one<{ id: string }>(sql`select id from account where username = ${username}`))!.id;

  describe('of a school', () => {
    it('are opened, reset and suspended by its own administrator: teachers and administrators, nobody else', async () => {
      expect((await create(school, {})).status).toBe(201);
      expect((await create(school, { role: 'schoolAdministrator' })).status).toBe(201);
      for (const role of [
        'bureauOfficer',
        'auditor',
        'sectionMember',
        'centreSchoolInspector',
        'platformAdministrator',
      ])
        expect(gist(await create(school, { role })), role).toEqual([422, 'invalid', 'role']);
      expect(gist(await create(school, { organisation: second.id }))).toEqual([422, 'invalid', 'organisation']);
      const one = await made(school);
      expect((await school.send('POST', `/api/users/${one.id}/password`)).status).toBe(200);
      expect((await school.patch<User>(`/api/users/${one.id}`, 2, { state: 'suspended' })).state).toBe('suspended');
    });

    it('of another school or of the bureau look as if they were not there', async () => {
      const beside = await made(officer, { organisation: second.id });
      for (const id of [beside.id, await idOf(district.username), randomUUID()])
        expect((await school.send('POST', `/api/users/${id}/password`)).status).toBe(404);
      const { rows } = await school.get<{ rows: User[] }>('/api/users?size=200');
      expect(rows.some(({ id }) => id === beside.id)).toBe(false);
    });

    it('that can do more, or belong to another school too, are for the bureau to manage', async () => {
      const atTwo = await made(officer);
      await officer.post(`/api/users/${atTwo.id}/assignments`, { role: 'teacher', organisation: second.id });
      const higher = await made(officer, { organisation: district.id, role: 'bureauOfficer' });
      await officer.post(`/api/users/${higher.id}/assignments`, {
        role: 'schoolAdministrator',
        organisation: first.id,
      });
      for (const { id, username } of [atTwo, higher]) {
        const seen = await find(school, username);
        expect([seen?.elsewhere, seen?.assignments.length]).toEqual([true, 1]);
        for (const [method, url, o] of [
          ['POST', `/api/users/${id}/password`, {}],
          ['PATCH', `/api/users/${id}`, { json: { state: 'suspended' }, version: seen!.version }],
          ['POST', `/api/users/${id}/assignments`, { json: { role: 'teacher', organisation: first.id } }],
          ['POST', '/api/users/slips', { json: { users: [id] } }],
        ] as const)
          expect(gist(await school.send<Refusal>(method, url, o)), `${method} ${url}`).toEqual([422, 'held-elsewhere']);
        expect((await officer.send('POST', `/api/users/${id}/password`)).status).toBe(200);
      }
      // What the school gave it may take: the role at the school.
      const here = (await find(school, atTwo.username))!.assignments[0]!.id;
      expect((await school.send('POST', `/api/users/${atTwo.id}/assignments/${here}/end`)).status).toBe(200);
      expect(await find(school, atTwo.username)).toBeUndefined();
      expect((await find(officer, atTwo.username))?.assignments).toHaveLength(1);
    });
  });

  describe('and people', () => {
    it('belong together one to one, as long as the account is active', async () => {
      const wang = await person('王一');
      const one = await made(school, { person: wang });
      expect(one.person).toEqual({ id: wang, name: '王一' });
      expect((await find(school, one.username))?.person?.name).toBe('王一');
      expect(gist(await create(school, { person: wang }))).toEqual([422, 'invalid', 'person']);
      expect(gist(await create(school, { person: await person('外一', second) }))).toEqual([422, 'invalid', 'person']);
      await school.patch(`/api/users/${one.id}`, 1, { state: 'suspended' });
      const two = await made(school, { person: wang });
      expect(two.person?.id).toBe(wang);
      const back = await school.send<Refusal>('PATCH', `/api/users/${one.id}`, {
        json: { state: 'active' },
        version: 2,
      });
      expect(gist(back)).toEqual([422, 'invalid', 'person']);
      await school.patch(`/api/users/${two.id}`, 1, { person: null });
      expect((await school.patch<User>(`/api/users/${one.id}`, 2, { state: 'active' })).person?.id).toBe(wang);
      expect(gist(await school.send('PATCH', `/api/users/${two.id}`, { json: { person: wang }, version: 2 }))).toEqual([
        422,
        'invalid',
        'person',
      ]);
    });

    it('are named by the session', async () => {
      const li = await person('李一');
      const client = await signedIn(server, { role: 'teacher', at: first, username: 'li-yi' });
      expect((await client.get<Session>('/api/session')).user?.person).toBeNull();
      const { id, version } = (await find(school, 'li-yi'))!;
      await school.patch(`/api/users/${id}`, version, { person: li });
      expect((await client.get<Session>('/api/session')).user?.person).toEqual({ id: li, name: '李一' });
    });

    it('of ten at once for one person, one account comes to be', async () => {
      const zhao = await person('赵一');
      const answers = await Promise.all(Array.from({ length: 10 }, () => create(school, { person: zhao })));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    });
  });

  describe('with several roles', () => {
    it('ask which one once, and take it up again at the next sign-in', async () => {
      const client = await signedIn(server, { role: 'teacher', at: first, username: 'multi' });
      expect((await client.get<Session>('/api/session')).user?.mustChoose).toBe(false);
      const id = await idOf('multi');
      await officer.post(`/api/users/${id}/assignments`, { role: 'schoolAdministrator', organisation: second.id });
      const again = await officer.send<Refusal>('POST', `/api/users/${id}/assignments`, {
        json: { role: 'schoolAdministrator', organisation: second.id },
      });
      expect(gist(again)).toEqual([422, 'held', 'role']);
      const before = await client.get<Session>('/api/session');
      expect([before.user?.mustChoose, before.assignment.role]).toEqual([true, 'teacher']);
      const other = before.assignments.find((a) => a.role === 'schoolAdministrator')!.id;
      await client.post('/api/session/assignment', { assignment: other });
      const next = server.client();
      await next.signIn('multi', PASSWORD);
      const after = await next.get<Session>('/api/session');
      expect([after.user?.mustChoose, after.assignment.id]).toEqual([false, other]);
      // The chosen one ends: whoever acts in it is out, and is asked nothing where one role is left.
      await officer.post(`/api/users/${id}/assignments/${other}/end`);
      expect((await next.get<Session>('/api/session')).user).toBeNull();
      await next.signIn('multi', PASSWORD);
      expect(await next.get<Session>('/api/session')).toMatchObject({
        user: { mustChoose: false },
        assignment: { role: 'teacher' },
      });
    });

    it('keep their last one; nobody ends the role that they act in', async () => {
      const one = await made(officer);
      const only = one.assignments[0]!.id;
      expect(gist(await officer.send('POST', `/api/users/${one.id}/assignments/${only}/end`))).toEqual([
        422,
        'last-role',
      ]);
      const me = await idOf('jia-admin');
      const mine = (await find(school, 'jia-admin'))!.assignments[0]!.id;
      expect(gist(await school.send('POST', `/api/users/${me}/assignments/${mine}/end`))).toEqual([422, 'own-role']);
      expect((await school.send('POST', `/api/users/${one.id}/assignments/${randomUUID()}/end`)).status).toBe(404);
    });
  });

  describe('opened many at once', () => {
    const open = (client: Client, people: readonly object[], organisation = first.id) =>
      client.send<{ users: User[] } & Refusal>('POST', '/api/users/open', { json: { organisation, people } });
    const slips = (client: Client, users: readonly string[]) =>
      client.send<{ slips: Slip[] } & Refusal>('POST', '/api/users/slips', { json: { users } });
    const candidates = async (client: Client, organisation = first.id) =>
      (await client.get<{ rows: { id: string }[] }>(`/api/users/candidates?size=200&organisation=${organisation}`))
        .rows;

    it('are for teachers without one; nobody can sign in before a slip is given out', async () => {
      const [a, b] = [await person('批一', first, { code: 'P1' }), await person('批二')];
      const waiting = (await candidates(school)).map(({ id }) => id);
      expect(waiting).toEqual(expect.arrayContaining([a, b]));
      expect(await candidates(school, second.id)).toEqual([]);
      const done = await open(school, [
        { person: a, username: 'p-one' },
        { person: b, username: 'P-Two' },
      ]);
      expect(done.body.users.map((u) => [u.username, u.role, u.person?.id, u.password])).toEqual([
        ['p-one', 'teacher', a, 'none'],
        ['p-two', 'teacher', b, 'none'],
      ]);
      expect((await candidates(school)).some(({ id }) => id === a || id === b)).toBe(false);
      const { rows } = await school.get<{ rows: User[] }>('/api/users?password=none&size=200');
      expect(rows.map((u) => u.username)).toEqual(['p-one', 'p-two']);
      for (const password of ['-', '', 'x'])
        expect(
          (
            await server
              .client()
              .send('POST', '/api/session', { json: { username: 'p-one', password: password || ' ' } })
          ).status,
        ).toBe(401);

      const given = await slips(
        school,
        done.body.users.map(({ id }) => id),
      );
      expect(given.body.slips.map((s) => [s.user.username, s.user.password])).toEqual([
        ['p-one', 'oneTime'],
        ['p-two', 'oneTime'],
      ]);
      const client = server.client();
      await client.signIn('p-one', given.body.slips[0]!.oneTimePassword);
      expect((await client.send('GET', '/api/workbench')).status).toBe(403);
      await client.post('/api/session/password', {
        current: given.body.slips[0]!.oneTimePassword,
        next: 'Chosen-2026',
      });
      expect((await client.send('GET', '/api/workbench')).status).toBe(200);
      // The other's slip was lost: another one. Who has chosen a password keeps it.
      const [one, two] = done.body.users;
      expect((await slips(school, [two!.id])).status).toBe(200);
      expect(gist(await slips(school, [two!.id, one!.id]))).toEqual([422, 'has-password']);
      // The passwords stand nowhere.
      const text = JSON.stringify(await server.database.all(sql`select * from idempotency_key`));
      for (const { oneTimePassword } of given.body.slips) expect(text).not.toContain(oneTimePassword);
    });

    it('all or none: every name that is taken is said at once', async () => {
      const [a, b, c] = [await person('批三'), await person('批四'), await person('批五')];
      const answer = await open(school, [
        { person: a, username: 'jia-admin' },
        { person: b, username: 'p-five' },
        { person: c, username: 'p-five' },
      ]);
      expect(gist(answer)).toEqual([422, 'invalid', 'people.0.username', 'people.2.username']);
      const foreign = await open(school, [
        { person: a, username: 'p-three' },
        { person: await person('外二', second), username: 'p-six' },
      ]);
      expect(gist(foreign)).toEqual([422, 'invalid', 'people.1.person']);
      expect(await find(officer, 'p-three')).toBeUndefined();
      expect(gist(await open(school, [{ person: a, username: 'p-three' }], second.id))).toEqual([
        422,
        'invalid',
        'organisation',
      ]);
    });

    it('takes 50 slips, not 51, and 200 accounts, not 201', async () => {
      expect(
        gist(
          await slips(
            school,
            Array.from({ length: 51 }, () => randomUUID()),
          ),
        ),
      ).toEqual([422, 'invalid', 'users']);
      expect(
        (
          await slips(
            school,
            Array.from({ length: 50 }, () => randomUUID()),
          )
        ).status,
      ).toBe(404);
      const rows = (n: number) => Array.from({ length: n }, () => ({ person: randomUUID(), username: name() }));
      expect(gist(await open(school, rows(201)))).toEqual([422, 'invalid', 'people']);
      expect(gist(await open(school, rows(200)))).toEqual([422, 'invalid', 'people.0.person']);
    });

    it('from a workbook, with the reason beside every faulty row', async () => {
      await person('表一', first, { code: 'B1' });
      await person('表二', first, { code: 'B2' });
      const titles = ['单位', '姓名', '用户名', '角色', '工号'];
      const send = async (client: Client, rows: (string | null)[][]) => {
        const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '账号', rows: [titles, ...rows] }] }));
        const started = await client.post<{ id: string; job: string }>('/api/users/import', undefined, {
          bytes,
          type: XLSX,
        });
        return settled(client, started);
      };
      type Import = {
        id: string;
        state: string;
        counts: Record<string, number>;
        rows: { row: number; outcome: string; reasons: string[] }[];
      };
      const settled = async (client: Client, o: { id: string; job: string }): Promise<Import> => {
        for (;;) {
          const { state } = await client.get<{ state: string }>(`/api/jobs/${o.job}`);
          if (state === 'done' || state === 'failed') return client.get<Import>(`/api/imports/${o.id}`);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      };
      const rows = [
        [null, '表一', 'B-One', '教师', 'B1'],
        [null, '表三', 'b-three', '老师', null],
        ['乙小学', '表四', 'b-four', '教师', null],
        [null, '表五', 'b-five', '教育局管理员', null],
        [null, '表六', 'jia-admin', '教师', null],
        [null, '表七', 'b-seven', '教师', 'NO'],
        [null, '别名', 'b-eight', '教师', 'B2'],
        [null, '表九', 'b-nine', '教师', null],
        [null, '表十', 'b-nine', '教师', null],
      ];
      const read = await send(school, rows);
      expect(read.rows.toSorted((x, y) => x.row - y.row).map((r) => [r.row, r.outcome, ...r.reasons])).toEqual([
        [2, 'add'],
        [3, 'add'],
        [4, 'error', expect.stringContaining('没有名为“乙小学”的单位')],
        [5, 'error', '您不能授予这个角色'],
        [6, 'error', expect.stringContaining('“jia-admin”已被使用')],
        [7, 'error', expect.stringContaining('没有工号“NO”')],
        [8, 'error', expect.stringContaining('不是“别名”')],
        [9, 'error', '与第 10 行重复，请只保留一行'],
        [10, 'error', '与第 9 行重复，请只保留一行'],
      ]);
      const started = await school.post<{ id: string; job: string }>(`/api/imports/${read.id}/apply`, { rows: 'good' });
      expect((await settled(school, started)).state).toBe('applied');
      expect(await find(school, 'b-one')).toMatchObject({
        person: { name: '表一' },
        password: 'none',
        role: 'teacher',
      });
      const again = await send(school, rows.slice(0, 2));
      expect(again.counts).toEqual({ add: 0, change: 0, same: 2, error: 0 });
    });
  });
});
