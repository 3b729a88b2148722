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
import * as fixture from './fixtures/with-successors.js';

programmeContract(fixture.withSuccessors, fixture);

interface Pairing {
  readonly id: string;
  readonly helper: { readonly id: string; readonly name: string };
  readonly former: readonly { readonly side: string; readonly id: string; readonly name: string }[];
  readonly version: number;
}
interface Rec {
  readonly id: string;
  readonly state: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly withheld: readonly string[];
  readonly subjects: readonly { readonly helper: { readonly name: string; readonly former: string | null } }[];
}
interface Refusal {
  readonly title: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
interface Rows<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

describe.each(engines)('somebody takes a person’s place on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let college: Client;
  let id: string;
  const place: Record<string, string> = {};
  const person: Record<string, string> = {};
  const client: Record<string, Client> = {};
  const pairing: Record<string, string> = {};
  const at = (name: string) => ({ id: place[name]!, district_id: district.id });
  const later = () => server.clock.forward(60_000);

  const make = async (parent: string, kind: string, name: string) => {
    place[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent })).id;
  };
  const enrol = async (where: string, kind: string, name: string, role?: 'student' | 'personalHelper') => {
    const json = { organisation: place[where], kind, name };
    person[name] = (await officer.post<{ id: string }>('/api/people', json)).id;
    if (role) client[name] = await signedIn(server, { role, at: at(where), person: person[name] });
  };
  const pair = async (helper: string, helped: string) => {
    const json = { helper: person[helper], helped: person[helped], startsOn: '2026-09-01' };
    pairing[helped] = (await college.post<Pairing>(`/api/programmes/${id}/pairings`, json)).id;
  };
  const write = (by: Client, form: string, helped: string, data: object = {}) => {
    later();
    return by.send<Rec & Refusal>('POST', `/api/programmes/${id}/records`, {
      json: { form, pairings: [pairing[helped]], data: { on: '2026-11-20', theme: '谈心', ...data } },
    });
  };
  const sheet = (by: string, helped: string, to: string) =>
    write(client[by]!, 'sheet', helped, { successor: person[to], open: 'none' });
  const refusedAs = async (answer: Promise<{ status: number; body: Refusal }>) => {
    const { status, body } = await answer;
    return [status, body.errors?.map(({ field, message }) => `${field} ${message}`) ?? body.title];
  };
  const decide = async (by: Client, record: string, decision: object = { decision: 'confirm' }) => {
    later();
    const { rows } = await by.get<Rows<{ id: string; record: string }>>('/api/reviews?state=open');
    const review = rows.find((one) => one.record === record);
    return review ? by.send<Refusal>('POST', `/api/reviews/${review.id}/decision`, { json: decision }) : undefined;
  };
  const records = async (by: Client, query = '') =>
    (await by.get<Rows<Rec>>(`/api/programmes/${id}/records?sort=on${query}`)).rows.map((row) => row.id).sort();
  const status = async (by: Client, url: string) => (await by.send('GET', url)).status;
  const read = (by: Client, record: string) => by.get<Rec>(`/api/records/${record}`);
  const helperOf = async (helped: string) =>
    (await college.get<Pairing>(`/api/pairings/${pairing[helped]!}`)).helper.name;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [fixture.withSuccessors] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    await make(district.id, 'college', '机电学院');
    await make(place['机电学院']!, 'section', '第一党支部');
    await make(place['机电学院']!, 'section', '第二党支部');
    await make(place['机电学院']!, 'class', '机电一班');
    for (const name of ['顾明', '严真', '方远']) await enrol('第一党支部', 'teacher', name, 'personalHelper');
    await enrol('第一党支部', 'staff', '白露');
    await enrol('第二党支部', 'teacher', '田野', 'personalHelper');
    for (const name of ['小丁', '小于', '小米', '小江']) await enrol('机电一班', 'student', name, 'student');
    college = await signedIn(server, { role: 'collegeOffice', at: at('机电学院') });
    id = (
      await college.post<{ id: string }>('/api/programmes', {
        plugin: fixture.withSuccessors.id,
        preset: 'plain',
        title: '结对帮扶',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: place['机电学院'], subtree: true }],
      })
    ).id;
    await pair('顾明', '小丁');
    await pair('顾明', '小于');
    await pair('方远', '小米');
    await pair('方远', '小江');
  });
  afterAll(() => server.close());

  it('refuses a sheet that names somebody who cannot take over, at its field', async () => {
    expect(await refusedAs(sheet('顾明', '小丁', '顾明'))).toEqual([
      422,
      ['data.successor 接手人就是现任，请另选一人'],
    ]);
    expect(await refusedAs(sheet('顾明', '小丁', '白露'))).toEqual([
      422,
      ['data.successor 白露还没有以本人身份登录的账号，无法确认接手；请先开通'],
    ]);
    expect(await refusedAs(sheet('顾明', '小丁', '方远'))).toEqual([
      422,
      ['data.successor 方远已结对 2 个，达到上限 2 个'],
    ]);
    for (const nobody of ['田野', '小于'])
      expect(await refusedAs(sheet('顾明', '小丁', nobody))).toEqual([422, ['data.successor 接手人不在可选人员中']]);
    expect((await write(client['严真']!, 'sheet', '小丁', { successor: person['严真'], open: 'none' })).status).toBe(
      404,
    );
  });

  it('shows whoever is asked the sheet, and nothing else of the pair, until both steps are through', async () => {
    const session = (await write(client['顾明']!, 'session', '小丁', { worry: '想家' })).body.id;
    const talk = (await write(college, 'talk', '小丁')).body.id;
    const { body: written } = await sheet('顾明', '小丁', '严真');
    const next = client['严真']!;
    expect(await read(next, written.id)).toMatchObject({ state: 'submitted', subjects: [{}], data: { open: 'none' } });
    for (const query of ['', '&form=sheet']) expect(await records(next, query)).toEqual([written.id]);
    expect(await records(next, '&form=session')).toEqual([]);
    for (const url of [`records/${session}`, `records/${talk}`, `pairings/${pairing['小丁']!}`])
      expect([url, await status(next, `/api/${url}`)]).toEqual([url, 404]);
    for (const other of ['方远', '田野', '小于'])
      expect(await status(client[other]!, `/api/records/${written.id}`)).toBe(404);
    // The college is asked after them.
    expect(await decide(college, written.id)).toBeUndefined();
    expect((await decide(next, written.id))!.status).toBe(200);
    expect(await helperOf('小丁')).toBe('顾明（第一党支部）');
    expect(await status(next, `/api/records/${written.id}`)).toBe(404);
    expect((await decide(college, written.id))!.status).toBe(200);
    expect(await helperOf('小丁')).toBe('严真（第一党支部）');
  });

  it('gives whoever took over what was there before, but for what is confidential, and takes it from the former one', async () => {
    const [next, former] = [client['严真']!, client['顾明']!];
    const url = `/api/pairings/${pairing['小丁']!}`;
    expect((await next.get<Pairing>(url)).former).toEqual([
      { side: 'helper', id: person['顾明'], name: '顾明（第一党支部）', until: '2026-11-24' },
    ]);
    const seen = await records(next);
    const all = await records(college);
    const [session] = await records(college, '&form=session');
    const [talk] = await records(college, '&form=talk');
    expect(seen).toEqual(all.filter((one) => one !== talk));
    expect(await read(next, session!)).toMatchObject({
      withheld: ['worry'],
      subjects: [{ helper: { name: '严真（第一党支部）', former: '顾明（第一党支部）' } }],
    });
    expect((await read(next, session!)).data).not.toHaveProperty('worry');
    for (const part of [`records/${session}/history`, 'workbench', `programmes/${id}/records`])
      expect(JSON.stringify(await next.get(`/api/${part}`))).not.toContain('想家');
    for (const part of ['', '/history']) expect(await status(next, `/api/records/${talk}${part}`)).toBe(404);
    expect(await status(former, url)).toBe(404);
    for (const one of all) expect(await status(former, `/api/records/${one}`)).toBe(404);
    expect(await records(former)).toEqual([]);
    expect((await write(former, 'session', '小丁')).status).toBe(422);
    // The student goes on as before, and what was done this month counts on.
    expect(await records(client['小丁']!)).toEqual(seen);
    const { rows } = await next.get<Rows<{ cells: readonly { confirmed: number }[] }>>(
      `/api/programmes/${id}/duties?period=2026-11`,
    );
    expect(rows.flatMap(({ cells }) => cells.map(({ confirmed }) => confirmed))).toEqual([1]);
  });

  it('lets whoever took over write, and read what is confidential from then on', async () => {
    const own = await write(client['严真']!, 'session', '小丁', { worry: '考研' });
    expect(await read(client['严真']!, own.body.id)).toMatchObject({ data: { worry: '考研' }, withheld: [] });
    const talk = await write(college, 'talk', '小丁', { theme: '新的谈话' });
    expect(await status(client['严真']!, `/api/records/${talk.body.id}`)).toBe(200);
  });

  it('tells the three, and the audit log', async () => {
    for (const name of ['严真', '顾明', '小丁']) {
      const { rows } = await client[name]!.get<Rows<{ text: { zh: string } }>>('/api/notifications');
      expect(rows.map(({ text }) => text.zh)).toContain('“结对帮扶”：帮扶教师由顾明（第一党支部）换为严真');
    }
    const log = await officer.get<Rows<{ action: string; detail: object }>>('/api/audit?size=100');
    expect(log.rows.filter(({ action }) => action === 'pairing.person')).toHaveLength(1);
  });

  it('hands over once: another sheet of the former one comes to nothing', async () => {
    const [one, two] = [await sheet('顾明', '小于', '严真'), await sheet('顾明', '小于', '严真')];
    for (const by of [client['严真']!, college]) await decide(by, one.body.id);
    expect(await helperOf('小于')).toBe('严真（第一党支部）');
    await decide(client['严真']!, two.body.id);
    const late = await decide(college, two.body.id);
    expect([late!.status, late!.body.title]).toEqual([422, '填写交接单的人已经交接过了']);
    expect((await decide(college, two.body.id, { decision: 'return', reason: '重复' }))!.status).toBe(200);
  });

  it('counts what somebody holds when they take over, not when they were asked', async () => {
    const first = await sheet('方远', '小米', '顾明');
    await decide(client['顾明']!, first.body.id);
    await decide(college, first.body.id);
    const [second, third] = [await sheet('方远', '小江', '顾明'), await sheet('严真', '小丁', '顾明')];
    for (const { body } of [second, third]) await decide(client['顾明']!, body.id);
    expect((await decide(college, second.body.id))!.status).toBe(200);
    expect(await refusedAs(decide(college, third.body.id) as never)).toEqual([422, '顾明已结对 2 个，达到上限 2 个']);
    expect(await helperOf('小丁')).toBe('严真（第一党支部）');
  });

  it('does not happen where the successor gives the sheet back', async () => {
    const { body } = await sheet('严真', '小于', '方远');
    expect((await decide(client['方远']!, body.id, { decision: 'return', reason: '情况没有写清楚' }))!.status).toBe(
      200,
    );
    expect(await status(client['方远']!, `/api/records/${body.id}`)).toBe(404);
    expect(await read(client['严真']!, body.id)).toMatchObject({ state: 'returned' });
    expect(await helperOf('小于')).toBe('严真（第一党支部）');
  });
});
