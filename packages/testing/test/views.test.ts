import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import {
  type Client,
  engines,
  makeDistrict,
  openWorkbook,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting } from './meeting.js';
import { gist, type Refusal } from './office.js';

interface View extends Refusal {
  readonly id: string;
  readonly name: string;
  readonly search: Readonly<Record<string, string>>;
  readonly columns: object | null;
  readonly shared: boolean;
  readonly mine: boolean;
  readonly mayChange: boolean;
  readonly version: number;
}
interface Listed {
  readonly views: readonly View[];
  readonly setting: { readonly columns: object | null; readonly standard: string | null };
  readonly mayShare: boolean;
}

const columns = { order: ['on', 'brief'], hidden: ['writtenBy'], frozen: 1, density: 'compact' };
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe.each(engines)('views on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let officer: Client;
  let school: Client;
  let other: Client;
  let foreign: Client;
  /** A list of its own for each test. */
  const newList = () => `records/${randomUUID()}`;
  const make = (client: Client, list: string, name: string, o: object = {}) =>
    client.send<View>('POST', '/api/views', { json: { list, name, search: { state: 'submitted' }, ...o } });
  const change = (client: Client, v: Pick<View, 'id' | 'version'>, json: object) =>
    client.send<View>('PATCH', `/api/views/${v.id}`, { version: v.version, json });
  const remove = (client: Client, v: Pick<View, 'id' | 'version'>) =>
    client.send<View>('DELETE', `/api/views/${v.id}`, { version: v.version });
  const read = (client: Client, list: string) => client.get<Listed>(`/api/views?list=${list}`);
  const names = async (client: Client, list: string) => (await read(client, list)).views.map((v) => v.name);

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    [officer, school, other] = [await meeting.office(), await meeting.at('h'), await meeting.at('a')];
    foreign = await (await makeDistrict(server)).signIn();
  });
  afterAll(() => server.close());

  it('are kept with their filters and columns, for their maker alone', async () => {
    const list = newList();
    const { status, body } = await make(school, list, '本月待确认', { columns });
    expect([status, body]).toMatchObject([
      201,
      { name: '本月待确认', search: { state: 'submitted' }, columns, shared: false, mine: true, mayChange: true },
    ]);
    expect(await names(school, list)).toEqual(['本月待确认']);
    for (const client of [officer, other, foreign]) {
      expect(await names(client, list)).toEqual([]);
      expect(gist(await change(client, body, { name: '别人的' }))).toEqual([404, 'not-found']);
      expect(gist(await remove(client, body))).toEqual([404, 'not-found']);
    }
    expect(await names(school, newList())).toEqual([]);
  });

  it('are renamed, renewed and deleted from the version that was seen', async () => {
    const list = newList();
    const { body: view } = await make(school, list, '旧名');
    const renewed = await change(school, view, { name: '新名', search: { form: 'visit' }, columns });
    expect(renewed).toMatchObject({
      status: 200,
      body: { name: '新名', search: { form: 'visit' }, columns, version: 2 },
    });
    expect(gist(await change(school, view, { name: '再改' }))).toEqual([409, 'stale']);
    expect(gist(await remove(school, view))).toEqual([409, 'stale']);
    expect((await change(school, renewed.body, { columns: null })).body.columns).toBeNull();
    expect((await remove(school, { ...view, version: 3 })).status).toBe(200);
    expect(await names(school, list)).toEqual([]);
  });

  it('are shared by officers, and seen by the whole district and by nobody beyond', async () => {
    const list = newList();
    const { body: view } = await make(officer, list, '公共', { shared: true });
    for (const client of [school, other]) {
      const seen = await read(client, list);
      expect(seen).toMatchObject({
        mayShare: false,
        views: [{ name: '公共', shared: true, mine: false, mayChange: false }],
      });
      expect(gist(await change(client, view, { name: '改' }))).toEqual([404, 'not-found']);
    }
    expect(await names(foreign, list)).toEqual([]);
    expect(gist(await remove(foreign, view))).toEqual([404, 'not-found']);
    const refusal = await make(school, list, '我来公开', { shared: true });
    expect(gist(refusal)).toEqual([422, 'invalid', 'shared']);
    expect(refusal.body.errors![0]!.message).toContain('公共视图由教育局设置');
    const { body: own } = await make(school, list, '自己的');
    expect(gist(await change(school, own, { shared: true }))).toEqual([422, 'invalid', 'shared']);
    // Another officer of the district may mend it, and take it back.
    const colleague = await signedIn(server, { role: 'bureauOfficer', at: meeting.district });
    const mended = await change(colleague, view, { name: '公共（改）' });
    expect(mended).toMatchObject({ status: 200, body: { name: '公共（改）', mine: false, version: 2 } });
    expect((await change(colleague, mended.body, { shared: false })).status).toBe(200);
    expect(await names(school, list)).toEqual(['自己的']);
    expect(gist(await change(colleague, { ...view, version: 3 }, { shared: true }))).toEqual([404, 'not-found']);
  });

  it('are at most 30 for each person and list, under different names of 1 to 30 characters', async () => {
    const list = newList();
    for (let n = 1; n <= 30; n++) expect((await make(school, list, `视图${n}`)).status).toBe(201);
    const refusal = await make(school, list, '视图31');
    expect(gist(refusal)).toEqual([422, 'too-many-views']);
    expect(refusal.body.title).toContain('最多保存 30 个视图');
    expect((await make(other, list, '视图1')).status).toBe(201);
    const second = newList();
    expect((await make(school, second, '名'.repeat(30))).status).toBe(201);
    expect(gist(await make(school, second, '名'.repeat(31)))).toEqual([422, 'invalid', 'name']);
    expect(gist(await make(school, second, '  '))).toEqual([422, 'invalid', 'name']);
    const taken = await make(school, second, ` ${'名'.repeat(30)} `);
    expect(gist(taken)).toEqual([409, 'name-taken']);
    const { body: another } = await make(school, second, '别名');
    expect(gist(await change(school, another, { name: '名'.repeat(30) }))).toEqual([409, 'name-taken']);
    expect((await change(school, another, { name: '别名' })).status).toBe(200);
  });

  it('refuse what is no filter of an address', async () => {
    const list = newList();
    const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => ['q'.repeat(i + 1), 'x']));
    expect((await make(school, list, '二十', { search: many(20) })).status).toBe(201);
    expect(gist(await make(school, list, '二十一', { search: many(21) }))).toEqual([422, 'invalid', 'search']);
    expect((await make(school, list, '长', { search: { q: 'x'.repeat(200) } })).status).toBe(201);
    for (const search of [{ q: 'x'.repeat(201) }, { 'a b': 'x' }, { q: 1 }, { q: { a: 1 } }, []])
      expect((await make(school, list, '坏', { search })).status).toBe(422);
    expect((await make(school, 'records/../x', '坏')).status).toBe(422);
  });

  it('keep how each person has a list, and open with a view that is still there', async () => {
    const list = newList();
    const keep = (client: Client, json: object) =>
      client.send<Listed['setting'] & Refusal>('PUT', '/api/list-settings', { json: { list, ...json } });
    expect((await read(school, list)).setting).toEqual({ columns: null, standard: null });
    expect((await keep(school, { columns })).body).toEqual({ columns, standard: null });
    const { body: view } = await make(officer, list, '公共', { shared: true });
    expect((await keep(school, { standard: view.id })).body).toEqual({ columns, standard: view.id });
    expect((await read(school, list)).setting).toEqual({ columns, standard: view.id });
    expect((await read(other, list)).setting).toEqual({ columns: null, standard: null });
    const { body: own } = await make(officer, list, '自己');
    expect(gist(await keep(school, { standard: own.id }))).toEqual([422, 'invalid', 'standard']);
    expect(gist(await keep(school, { columns: { ...columns, frozen: 4 } }))).toEqual([
      422,
      'invalid',
      'columns.frozen',
    ]);
    expect((await keep(school, { columns: { ...columns, frozen: 3 } })).status).toBe(200);
    await remove(officer, view);
    expect((await read(school, list)).setting.standard).toBeNull();
    expect((await keep(school, { columns: null })).body).toEqual({ columns: null, standard: null });
  });

  it('leave ids and names of fields in the audit trail, and no word of what is searched for', async () => {
    const list = newList();
    const { body: view } = await make(school, list, '找张老师', { search: { q: '张老师' } });
    await change(school, view, { search: { q: '李老师' } });
    const rows = await server.database.all<{ action: string; detail: string }>(
      sql`select action, detail from audit_entry where subject_id = ${view.id}`,
    );
    expect(rows.map((row) => row.action).sort()).toEqual(['view.change', 'view.create']);
    expect(JSON.stringify(rows)).not.toMatch(/老师/);
  });
});

describe.each(engines)('lists as workbooks on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let officer: Client;
  const table = async (client: Client, url: string) => {
    const answer = await client.send('GET', url, { headers: { accept: xlsx } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, xlsx]);
    const [sheet] = await openWorkbook(answer.bytes);
    return sheet!.rows.slice(2).map((row) => row.filter((_, i) => i < 9));
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    officer = await meeting.office();
    const writer = await meeting.at('h');
    await meeting.visit(writer, ['a'], '2026-11-03', { theme: '第一次' });
    await meeting.visit(writer, ['b'], '2026-11-04', { theme: '第二次' });
  });
  afterAll(() => server.close());

  it('hold the rows of the query and the columns of the screen, in their order', async () => {
    const records = `/api/programmes/${meeting.programme}/records?columns=state,on,nothing,helped,on`;
    expect(await table(officer, `${records}&to=2026-11-03`)).toEqual([
      ['状态', '日期', '受帮学校'],
      ['待确认', '2026-11-03', '甲小学⟨甲小学⟩'],
    ]);
    expect(await table(officer, `${records}&sort=on&language=en`)).toEqual([
      ['State', 'Day', 'Helped school'],
      ['waiting', '2026-11-03', '甲小学⟨甲小学⟩'],
      ['waiting', '2026-11-04', '乙小学⟨乙小学⟩'],
    ]);
    expect((await table(officer, `/api/programmes/${meeting.programme}/records`))[0]).toEqual([
      '内容',
      '类型',
      '日期',
      '帮扶学校',
      '受帮学校',
      '填写人',
      '状态',
    ]);
    // Only what is known is asked for: then everything is given.
    expect((await table(officer, '/api/people?columns=nothing'))[0]).toHaveLength(6);
  });

  it('hold nothing that the caller does not see on the screen', async () => {
    const a = await meeting.at('a');
    const rows = await table(a, `/api/programmes/${meeting.programme}/records?columns=brief,helped`);
    expect(rows).toEqual([
      ['内容', '受帮学校'],
      ['第一次', '甲小学⟨甲小学⟩'],
    ]);
    expect(JSON.stringify(await table(a, '/api/organisations?columns=name,kind'))).not.toContain('乙小学');
    expect(JSON.stringify(await table(a, `/api/programmes/${meeting.programme}/pairings`))).not.toContain('乙小学');
  });

  it('are offered of ledgers, pairings, organisations and problems alike', async () => {
    const base = `/api/programmes/${meeting.programme}`;
    expect((await table(officer, `${base}/pairings?columns=helped,state`)).sort()).toEqual([
      ['乙小学⟨乙小学⟩', '进行中'],
      ['受帮学校', '状态'],
      ['甲小学⟨甲小学⟩', '进行中'],
    ]);
    const ledger = await table(officer, `${base}/ledgers/visits?columns=theme,@number`);
    expect(ledger.slice(0, 3)).toEqual([
      ['主题', '序号'],
      ['第一次', '1'],
      ['第二次', '2'],
    ]);
    expect((await table(officer, `${base}/rectifications?columns=state,content`))[0]).toEqual(['状态', '问题内容']);
    const schools = await table(officer, '/api/organisations?kind=school&columns=teachers,name');
    expect(schools.map(([, name]) => name).sort()).toEqual(
      ['单位名称', '乙小学⟨乙小学⟩', '帮扶小学⟨帮扶小学⟩', '甲小学⟨甲小学⟩'].sort(),
    );
  });
});
