import { sql } from '@xieshou/core';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
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
import { withPersonPairs } from './fixtures/with-person-pairs.js';
import { makeSchool } from './office.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly masked: boolean;
  readonly version: number;
}
interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
}
interface Refusal {
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

describe.each(engines)('Names of children on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let school: Client;
  let neighbour: Client;
  let auditor: Client;
  let homeClass: Client;
  let place: Place;
  let classPlace: Place;
  let otherSchool: Place;
  let child: Person;
  let pupil: Person;

  const children = ['张小雨', '张安然', '李晓晨'] as const;
  const listed = (client: Client, query = '') =>
    client.get<Page<Person>>(`/api/people?size=200&kind=student${query}`).then(({ rows }) => rows);
  const names = async (client: Client, query = '') => (await listed(client, query)).map(({ name }) => name);
  const reveal = (client: Client, id: string, reason: string) =>
    client.send<{ name: string } & Refusal>('POST', `/api/people/${id}/reveal-name`, { json: { reason } });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    const made = async (name: string): Promise<Place> => ({
      id: await makeSchool(officer, district.id, name, 'public'),
      district_id: district.id,
    });
    place = await made('青田小学');
    otherSchool = await made('白石小学');
    const { id } = await officer.post<{ id: string }>('/api/organisations', {
      name: '三年级一班',
      kind: 'class',
      parent: place.id,
    });
    classPlace = { id, district_id: district.id };
    school = await signedIn(server, { role: 'schoolAdministrator', at: place });
    neighbour = await signedIn(server, { role: 'schoolAdministrator', at: otherSchool });
    auditor = await signedIn(server, { role: 'auditor', at: district });
    homeClass = await signedIn(server, { role: 'adviser', at: classPlace });
    const add = (name: string, code: string, organisation: string, kind = 'student') =>
      officer.post<Person>('/api/people', { name, kind, code, organisation });
    // Written down by the office, in the order of neither names nor numbers.
    child = await add(children[0], 'C07', place.id);
    await add(children[1], 'C09', place.id);
    pupil = await add(children[2], 'C01', classPlace.id);
    await add('张老师', 'T1', place.id, 'teacher');
  });
  afterAll(() => server.close());

  it('are read by their class and school, and behind a mask by whoever reaches a whole district', async () => {
    expect(child).toMatchObject({ name: '张同学 C07', masked: true });
    expect(await names(school)).toEqual(['张安然', '张小雨']);
    expect(await names(homeClass)).toEqual(['李晓晨']);
    for (const client of [officer, auditor])
      expect(await names(client)).toEqual(['张同学 C07', '张同学 C09', '李同学 C01'].sort());
    expect(await names(neighbour)).toEqual([]);
    const teachers = await officer.get<Page<Person>>('/api/people?kind=teacher&size=200');
    expect(teachers.rows.find(({ name }) => name === '张老师')).toMatchObject({ masked: false });
  });

  it('are masked for students of schools, and not of colleges', async () => {
    const college = await officer.post<{ id: string }>('/api/organisations', {
      name: '农学院',
      kind: 'college',
      parent: district.id,
    });
    const student = { name: '钱思源', kind: 'student', organisation: college.id };
    expect(await officer.post<Person>('/api/people', student)).toMatchObject({ name: '钱思源', masked: false });
  });

  it('find and sort nobody where they are withheld', async () => {
    for (const q of ['小雨', '张小雨', 'zxy', 'zhangxiaoyu', '晓晨'])
      expect(await names(officer, `&q=${encodeURIComponent(q)}`), q).toEqual([]);
    expect(await names(officer, `&q=${encodeURIComponent('张同学')}`)).toEqual(['张同学 C07', '张同学 C09']);
    expect(await names(officer, '&q=c07')).toEqual(['张同学 C07']);
    expect(await names(school, `&q=${encodeURIComponent('小雨')}`)).toEqual(['张小雨']);
    const found = async (client: Client, q: string) =>
      (await client.get<{ people: readonly Person[] }>(`/api/search?q=${encodeURIComponent(q)}`)).people.map(
        ({ name }) => name,
      );
    expect(await found(officer, '小雨')).toEqual([]);
    expect(await found(officer, 'zxy')).toEqual([]);
    expect(await found(officer, 'C07')).toEqual(['张同学 C07']);
    expect(await found(school, 'zxy')).toEqual(['张小雨']);
  });

  it('are in no workbook of those who read a mask', async () => {
    const workbook = async (client: Client) => {
      const { bytes } = await client.send('GET', '/api/people', { headers: { accept: XLSX } });
      return JSON.stringify((await readXlsx(bytes)).sheets.map(({ rows }) => rows));
    };
    const [theirs, ours] = [await workbook(officer), await workbook(school)];
    expect(theirs).toContain('张同学 C07');
    for (const name of children) expect(theirs, name).not.toContain(name);
    expect(ours).toContain('张小雨');
  });

  it('stay as they are when their mask comes back', async () => {
    const changed = await officer.patch<Person>(`/api/people/${child.id}`, child.version, {
      name: child.name,
      post: '班长',
    });
    expect(changed).toMatchObject({ name: '张同学 C07', post: '班长' });
    expect(await names(school, '&q=C07')).toEqual(['张小雨']);
  });

  it('do not come out by making a grown-up of the child', async () => {
    const [now] = await listed(officer, '&q=C09');
    const at = { version: now!.version };
    const refused = async (path: string, json: object, method: 'PATCH' | 'POST') => {
      const { status, body } = await officer.send<Refusal>(method, `/api/people/${now!.id}${path}`, { json, ...at });
      return [status, body.errors?.[0]?.field];
    };
    expect(await refused('', { kind: 'teacher' }, 'PATCH')).toEqual([422, 'kind']);
    const away = { organisation: district.id, on: '2026-11-24' };
    expect(await refused('/transfer', away, 'POST')).toEqual([422, 'organisation']);
    expect(await names(officer, '&q=C09')).toEqual(['张同学 C09']);
    const own = await listed(school, '&q=C09');
    const theirs = await school.patch<Person>(`/api/people/${now!.id}`, own[0]!.version, { kind: 'other' });
    await school.patch(`/api/people/${now!.id}`, theirs.version, { kind: 'student' });
  });

  it('are answered one at a time, for a reason of 2 to 200 characters', async () => {
    const long = '理'.repeat(201);
    for (const reason of ['核', ' 核 ', long]) {
      const { status, body } = await reveal(officer, child.id, reason);
      expect([status, body.errors?.[0]?.field], reason).toEqual([422, 'reason']);
    }
    for (const reason of ['核对', long.slice(1)])
      expect(await reveal(officer, child.id, reason)).toMatchObject({ status: 200, body: { name: '张小雨' } });
    // What was looked at once is behind its mask everywhere else, and the next time.
    expect(await names(officer, '&q=C07')).toEqual(['张同学 C07']);
  });

  it('are answered to whom the office has entrusted them, and nobody else', async () => {
    for (const client of [auditor, neighbour, homeClass])
      expect((await reveal(client, child.id, '核对身份')).status).toBeGreaterThanOrEqual(403);
    expect(await reveal(school, child.id, '核对身份')).toMatchObject({ status: 422, body: { code: 'not-masked' } });
    const elsewhere = await (await makeDistrict(server)).signIn();
    expect((await reveal(elsewhere, child.id, '核对身份')).status).toBe(404);
  });

  it('leave a trace with the reason, which whoever keeps the data reads', async () => {
    expect((await reveal(officer, pupil.id, '办理资助审核')).status).toBe(200);
    const [entry] = await server.database.all<{ detail: string }>(
      sql`select detail from audit_entry where action = 'person.revealName' and subject_id = ${pupil.id}`,
    );
    expect(JSON.parse(entry!.detail)).toEqual({
      fields: ['name'],
      organisation: classPlace.id,
      reason: '办理资助审核',
    });
    const seen = await school.get<Page<object>>(`/api/people/${child.id}/reveals`);
    expect(seen.total).toBe(2);
    expect(seen.rows[1]).toMatchObject({ what: 'name', by: { role: 'bureauOfficer' }, reason: '核对' });
    for (const client of [auditor, neighbour, homeClass])
      expect((await client.send('GET', `/api/people/${child.id}/reveals`)).status).toBeGreaterThanOrEqual(403);
    const told = await school.get<Page<{ text: string | { zh: string } }>>('/api/notifications?size=200');
    const texts = told.rows.map(({ text }) => JSON.stringify(text));
    // The school of the class is told as well.
    expect(texts.filter((text) => text.includes('李同学 C01') && text.includes('办理资助审核'))).toHaveLength(1);
    expect(texts.join()).not.toContain('李晓晨');
    const log = JSON.stringify(await officer.get('/api/audit?size=200'));
    expect(log).toContain('张同学 C07');
    for (const name of children) expect(log, name).not.toContain(name);
  });

  it('are not told to whoever chooses somebody to stand in, except at their class', async () => {
    await signedIn(server, { role: 'student', at: classPlace, person: pupil.id, username: `deputy-${engine}` });
    const other = { name: '李晨光', kind: 'student', code: 'C02', organisation: classPlace.id };
    const { id } = await officer.post<Person>('/api/people', other);
    const mate = await signedIn(server, { role: 'student', at: classPlace, person: id });
    const colleagues = async (client: Client) =>
      (await client.get<Page<{ name: string }>>('/api/delegations/colleagues')).rows.map(({ name }) => name);
    expect(await colleagues(homeClass)).toContain(`deputy-${engine}`);
    expect(await colleagues(mate)).toContain('李同学 C01');
    expect(await colleagues(mate)).not.toContain(`deputy-${engine}`);
  });

  it('are no more open on an account of the child', async () => {
    await officer.post('/api/users', {
      username: 'xiaoyu',
      name: '张小雨',
      role: 'student',
      organisation: place.id,
      person: child.id,
    });
    const users = async (client: Client, q: string) =>
      (
        await client.get<Page<{ name: string; person: { name: string } | null }>>(
          `/api/users?q=${encodeURIComponent(q)}`,
        )
      ).rows;
    expect(await users(officer, 'xiaoyu')).toMatchObject([{ name: '张同学 C07', person: { name: '张同学 C07' } }]);
    expect(await users(school, 'xiaoyu')).toMatchObject([{ name: '张小雨', person: { name: '张小雨' } }]);
    for (const q of ['小雨', 'zhangxiaoyu']) expect(await users(officer, q), q).toEqual([]);
    expect(await users(school, '小雨')).toHaveLength(1);
  });
});

interface Named {
  readonly name: string;
}

describe.each(engines)('Names of children in programmes on %s', (engine) => {
  let server: TestServer;
  let officer: Client;
  let school: Client;
  let auditor: Client;
  let ofSchool: string;
  let ofBureau: string;
  const full = ['周子衿', '周一诺', '吴知夏'];
  const masked = ['周同学 P01', '周同学 P02', '吴同学 P03'];

  const settled = async (client: Client, job: string) => {
    while ((await client.get<{ state: string }>(`/api/jobs/${job}`)).state !== 'done')
      await new Promise((resolve) => setTimeout(resolve, 10));
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withPersonPairs] });
    const district = await makeDistrict(server);
    officer = await district.signIn();
    const place = await makeSchool(officer, district.id, '青田小学', 'public');
    const { id: room } = await officer.post<{ id: string }>('/api/organisations', {
      name: '四年级一班',
      kind: 'class',
      parent: place,
    });
    school = await signedIn(server, { role: 'collegeOffice', at: { id: place, district_id: district.id } });
    auditor = await signedIn(server, { role: 'auditor', at: district });
    const people = [
      [full[0], 'P02'],
      [full[1], 'P01'],
      [full[2], 'P03'],
    ] as const;
    for (const [name, code] of people)
      await school.post('/api/people', { name, code, kind: 'student', organisation: room });
    const start = async (client: Client, organisation: string) => {
      const made = await client.post<{ id: string; version: number }>('/api/programmes', {
        plugin: withPersonPairs.id,
        preset: 'plain',
        title: '班级互助',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: organisation, subtree: true }],
      });
      const rows = [['学号', '姓名', '排名'], ...people.map(([name, code], i) => [code, name ?? '', i + 1])];
      const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '数据', rows }] }));
      const url = `/api/programmes/${made.id}/registers/results/import?name=x.xlsx&period=2025-2026-2`;
      const { id, job } = await client.post<{ id: string; job: string }>(url, undefined, { bytes, type: XLSX });
      await settled(client, job);
      await settled(client, (await client.post<{ job: string }>(`/api/imports/${id}/apply`, { rows: 'all' })).job);
      return made.id;
    };
    ofSchool = await start(school, place);
    ofBureau = await start(officer, district.id);
  });
  afterAll(() => server.close());

  const query = (q: string) => (q ? `&q=${encodeURIComponent(q)}` : '');
  const reading = {
    entries: async (client: Client, programme: string, q = '') =>
      (
        await client.get<Page<{ person: Named }>>(
          `/api/programmes/${programme}/registers/results/entries?size=50${query(q)}`,
        )
      ).rows.map(({ person }) => person.name),
    eligible: async (client: Client, programme: string, q = '') =>
      (
        await client.get<Page<{ person: Named }>>(`/api/programmes/${programme}/eligible?side=helper${query(q)}`)
      ).rows.map(({ person }) => person.name),
    candidates: async (client: Client, programme: string, q = '') =>
      (await client.get<Page<Named>>(`/api/programmes/${programme}/candidates?side=helper${query(q)}`)).rows.map(
        ({ name }) => name.replace('（四年级一班）', ''),
      ),
  };

  it.each(Object.keys(reading) as (keyof typeof reading)[])(
    '%s are of masks for whoever does not run it',
    async (of) => {
      const read = reading[of];
      expect((await read(officer, ofSchool)).sort()).toEqual([...masked].sort());
      // Those of one family by their numbers, and not by their names.
      expect((await read(officer, ofSchool)).filter((name) => name.startsWith('周'))).toEqual(masked.slice(0, 2));
      expect((await read(school, ofSchool)).sort()).toEqual([...full].sort());
      expect((await read(officer, ofBureau)).sort()).toEqual([...full].sort());
    },
  );

  it.each(Object.keys(reading) as (keyof typeof reading)[])('%s are not found by what is withheld', async (of) => {
    const read = reading[of];
    for (const q of ['子衿', 'zzj', 'zhouzijin']) {
      expect(await read(officer, ofSchool, q), q).toEqual([]);
      expect(await read(school, ofSchool, q), q).toEqual(['周子衿']);
      expect(await read(officer, ofBureau, q), q).toEqual(['周子衿']);
    }
    expect(await read(officer, ofSchool, 'P02')).toEqual(['周同学 P02']);
  });

  it('no answer about a pair says more of a child than the list does', async () => {
    const people = await auditor.get<Page<Person>>('/api/people?kind=student&size=50');
    const id = (name: string) => people.rows.find((row) => row.name === name)!.id;
    const { status, body } = await officer.send<Refusal>('POST', `/api/programmes/${ofSchool}/pairings`, {
      json: { helper: id('吴同学 P03'), helped: id('周同学 P02'), startsOn: '2026-11-01' },
    });
    expect(status).toBe(422);
    expect(body.errors![0]).toMatchObject({
      field: 'reason',
      message: expect.stringContaining('吴同学 P03') as string,
    });
    for (const name of full) expect(JSON.stringify(body)).not.toContain(name);
  });
});
