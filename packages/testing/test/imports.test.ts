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

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface ImportRow {
  readonly row: number;
  readonly outcome: string;
  readonly name: string;
  readonly reasons: readonly string[];
}
interface Import {
  readonly id: string;
  readonly register: string;
  readonly fileName: string;
  readonly state: string;
  readonly refusal: string | null;
  readonly counts: { readonly add: number; readonly change: number; readonly same: number; readonly error: number };
  readonly rows: readonly ImportRow[];
  readonly applied: number;
  readonly job: string;
}
interface Refusal {
  readonly code: string;
  readonly title: string;
}
type Cells = readonly (readonly (string | number | null)[])[];
type Kind = 'organisations' | 'people';

const workbook = async (rows: Cells): Promise<Buffer> =>
  Buffer.from(await writeXlsx({ sheets: [{ name: '数据', rows: rows.map((row) => [...row]) }] }));

const cellsOf = async (bytes: Buffer): Promise<string[][]> => {
  const book = await readXlsx(new Uint8Array(bytes));
  return book.sheets[0]!.rows.map((row) => row.map((cell) => String(cell ?? '')));
};

/** The import after its job is over. */
const settled = async (client: Client, { id, job }: Import): Promise<Import> => {
  for (;;) {
    const { state } = await client.get<{ state: string }>(`/api/jobs/${job}`);
    if (state === 'done' || state === 'failed') return client.get<Import>(`/api/imports/${id}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const send = (client: Client, kind: Kind, bytes: Buffer, name = '单位.xlsx') =>
  client.send<Import>('POST', `/api/${kind}/import?name=${encodeURIComponent(name)}`, { bytes, type: xlsx });

const upload = async (client: Client, kind: Kind, rows: Cells | Buffer): Promise<Import> => {
  const { status, body } = await send(client, kind, Buffer.isBuffer(rows) ? rows : await workbook(rows));
  expect({ status, state: body.state }).toEqual({ status: 202, state: 'reading' });
  return settled(client, body);
};

const apply = async (client: Client, id: string, rows: 'all' | 'good' = 'all'): Promise<Import> => {
  const started = await client.post<Import>(`/api/imports/${id}/apply`, { rows });
  expect(started.state).toBe('applying');
  return settled(client, started);
};

const outcomes = (done: Import) => done.rows.map((r) => [r.row, r.outcome, ...r.reasons]);

const titles = ['单位名称', '单位类型', '上级单位', '办学性质', '学段', '标识码', '联系人', '联系电话'];
const primary = (name: string, code: string | null = null, parent: string | null = null) => [
  name,
  '学校',
  parent,
  '公办',
  '小学',
  code,
  null,
  null,
];

describe.each(engines)('imports on %s', (engine) => {
  let server: TestServer;
  let officer: Client;
  let district: District;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [] });
  });
  afterAll(() => server.close());

  const fresh = async () => {
    district = await makeDistrict(server);
    officer = await district.signIn();
  };
  const names = async () =>
    (
      await server.database.all<{ name: string }>(
        sql`select name from organisation where district_id = ${district.id} and parent_id is not null order by name`,
      )
    ).map((r) => r.name);

  describe('of organisations', () => {
    beforeAll(fresh);

    it('gives the template in the caller’s language, and reads either back', async () => {
      const zh = await officer.send('GET', '/api/organisations/import-template');
      expect(zh.headers['content-disposition']).toBe(
        `attachment; filename*=UTF-8''${encodeURIComponent('单位导入模板.xlsx')}`,
      );
      expect(zh.headers['content-type']).toBe(xlsx);
      expect((await cellsOf(zh.bytes))[0]).toEqual(titles);
      const english = await district.signIn('en');
      const en = await english.send('GET', '/api/organisations/import-template');
      expect(en.headers['content-disposition']).toContain('organisations-template.xlsx');
      const header = (await cellsOf(en.bytes))[0]!;
      expect(header).toEqual(['Name', 'Kind', 'Parent', 'Ownership', 'School stage', 'Code', 'Contact', 'Phone']);
      const read = await upload(english, 'organisations', [
        header,
        ['Hope School', 'school', '', 'Private', 'nine-year', '', '', ''],
      ]);
      expect(read).toMatchObject({
        state: 'ready',
        register: 'organisations',
        counts: { add: 1, change: 0, same: 0, error: 0 },
      });
      expect((await upload(officer, 'organisations', zh.bytes)).refusal).toBe(
        '表格里没有数据行。请在列名下面填写后再上传。',
      );
    });

    it('previews first, changes nothing until asked, then adds every row with its place in the tree', async () => {
      const done = await upload(officer, 'organisations', [
        titles,
        ['东镇中心校', '中心校', null, null, null, null, '王校长', '0731-5550001'],
        primary('东镇小学', '2143000001', '东镇中心校'),
        ['东镇中学', null, district.name, '民办', '九年一贯', 2143000002, null, '０７３１－５５５０００２'],
        ['机关工会', '工会', null, null, null, null, null, null],
      ]);
      expect(done).toMatchObject({
        state: 'ready',
        fileName: '单位.xlsx',
        applied: 0,
        refusal: null,
        counts: { add: 4, change: 0, same: 0, error: 0 },
      });
      expect(outcomes(done)).toEqual([
        [2, 'add'],
        [3, 'add'],
        [4, 'add'],
        [5, 'add'],
      ]);
      expect(await names()).toEqual([]);
      const applied = await apply(officer, done.id);
      expect(applied).toMatchObject({ state: 'applied', applied: 4 });
      expect(await officer.get(`/api/jobs/${applied.job}`)).toMatchObject({
        kind: 'import.apply',
        state: 'done',
        done: 4,
        total: 4,
      });
      const { rows } = await officer.get<{
        rows: { id: string; name: string; parent: { name: string } | null; phone: string | null }[];
      }>('/api/organisations?sort=code');
      expect(rows.map((r) => [r.name, r.parent?.name, r.phone]).slice(0, 2)).toEqual([
        ['东镇小学', '东镇中心校', null],
        ['东镇中学', district.name, '0731-5550002'],
      ]);
      const up = await server.database.all(
        sql`select o.name, up.depth from organisation_tree up join organisation o on o.id = up.ancestor_id where up.descendant_id = ${rows[0]!.id} order by up.depth`,
      );
      expect(up).toEqual([
        { name: '东镇小学', depth: 0 },
        { name: '东镇中心校', depth: 1 },
        { name: district.name, depth: 2 },
      ]);
    });

    it('changes nothing when the same file comes twice', async () => {
      await fresh();
      const file = await workbook([
        titles,
        ['西镇中心校', '中心校', ...Array<null>(6).fill(null)],
        primary('西镇小学', '2143000011', '西镇中心校'),
        primary('无码小学'),
      ]);
      await apply(officer, (await upload(officer, 'organisations', file)).id);
      const before = await server.database.all(
        sql`select * from organisation where district_id = ${district.id} order by id`,
      );
      const again = await upload(officer, 'organisations', file);
      expect(again.counts).toEqual({ add: 0, change: 0, same: 3, error: 0 });
      expect((await apply(officer, again.id)).applied).toBe(0);
      expect(
        await server.database.all(sql`select * from organisation where district_id = ${district.id} order by id`),
      ).toEqual(before);
    });

    it('finds by code, else by name and parent; says which fields change; empty cells keep what is there', async () => {
      await fresh();
      await apply(
        officer,
        (
          await upload(officer, 'organisations', [
            titles,
            [...primary('旧名小学', '2143000021').slice(0, 6), '甲', '10001'],
            primary('同名小学'),
          ])
        ).id,
      );
      const next = await upload(officer, 'organisations', [
        titles,
        primary('新名小学', '2143000021'),
        ['同名小学', null, null, '民办', null, '2143000022', '乙', null],
      ]);
      expect(outcomes(next)).toEqual([
        [2, 'change', '修改：单位名称'],
        [3, 'change', '修改：办学性质、标识码、联系人'],
      ]);
      expect(await apply(officer, next.id)).toMatchObject({
        applied: 2,
        counts: { add: 0, change: 2, same: 0, error: 0 },
      });
      const { rows } = await officer.get<{ rows: Record<string, unknown>[] }>(
        '/api/organisations?kind=school&sort=code',
      );
      expect(rows).toMatchObject([
        { name: '新名小学', code: '2143000021', contact: '甲', phone: '10001', version: 2 },
        {
          name: '同名小学',
          code: '2143000022',
          contact: '乙',
          ownership: 'private',
          schoolKind: 'primary',
          version: 2,
        },
      ]);
    });

    it('says row by row what is wrong, under the number that Excel shows, errors first', async () => {
      await fresh();
      await apply(
        officer,
        (
          await upload(officer, 'organisations', [
            titles,
            ['甲中心校', '中心校', ...Array<null>(6).fill(null)],
            primary('占用小学', '2143000031'),
            primary('占名小学'),
          ])
        ).id,
      );
      const done = await upload(officer, 'organisations', [
        titles,
        primary('好小学', '2143000039'),
        primary('九位', '214300003'),
        primary('十一位', '21430000311'),
        Array<null>(8).fill(null),
        ['缺项小学', '学校', null, null, null, null, null, null],
        ['甲股', '股室', null, '公办', null, null, null, null],
        [null, '学校', null, '公办', '小学', null, null, '123'],
        primary('无上级', null, '不存在的中心校'),
        ['错类型', '小学', null, '公办', '大学', null, null, null],
        ['占用小学', '中心校', null, null, null, '2143000031', null, null],
        primary('移动', '2143000031', '甲中心校'),
        primary('占名小学', '2143000031'),
        ['高新分局', '教育局', null, null, null, null, null, null],
        primary('换\n行小学'),
      ]);
      expect(done.counts).toEqual({ add: 1, change: 0, same: 0, error: 12 });
      expect(outcomes(done)).toEqual([
        [3, 'error', '标识码应为 10 位数字'],
        [4, 'error', '标识码应为 10 位数字'],
        [6, 'error', '学校须填写办学性质', '学校须填写学段'],
        [7, 'error', '股室没有办学性质，请留空'],
        [8, 'error', '请填写单位名称', '联系电话应为 5 至 20 位数字，可带“-”'],
        [9, 'error', '没有名为“不存在的中心校”的上级单位，或者不在您的管理范围内'],
        [
          10,
          'error',
          '单位类型应为下列之一：教育局、股室、中心校、学校、高校、班级、工会、基金会',
          '学段应为下列之一：幼儿园、小学、初中、九年一贯制、高中、完全中学、中职、特殊教育',
        ],
        [11, 'error', '“占用小学”已登记为学校，导入不能改变单位类型'],
        [12, 'error', `标识码 2143000031 属于“占用小学”，它的上级单位是“${district.name}”；导入不能改变上级单位`],
        [13, 'error', `“${district.name}”下已有名为“占名小学”的单位，请核对后改用其他名称`],
        [14, 'error', '下级教育局单独成为一个区县，请由平台管理员添加'],
        [15, 'error', '单位名称里有换行或无法保存的字符，请重新填写'],
        [2, 'add'],
      ]);
      const english = await district.signIn('en');
      const same = await english.get<Import>(`/api/imports/${done.id}`);
      expect(same.rows[0]).toEqual({
        row: 3,
        outcome: 'error',
        name: '九位',
        reasons: ['A code has exactly 10 digits'],
        kept: null,
      });
    });

    it('refuses rows that stand for the same thing, each with the number of the other', async () => {
      await fresh();
      await apply(officer, (await upload(officer, 'organisations', [titles, primary('已有小学', '2143000041')])).id);
      const done = await upload(officer, 'organisations', [
        titles,
        primary('同名'.repeat(2)),
        primary('同码甲', '2143000049'),
        primary('同码乙', '2143000049'),
        primary('同名'.repeat(2)),
        primary('已有小学'),
        primary('改名小学', '2143000041'),
        primary('单独小学'),
      ]);
      expect(outcomes(done)).toEqual([
        [2, 'error', '与第 5 行重复，请只保留一行'],
        [3, 'error', '与第 4 行重复，请只保留一行'],
        [4, 'error', '与第 3 行重复，请只保留一行'],
        [5, 'error', '与第 2 行重复，请只保留一行'],
        [6, 'error', '与第 7 行重复，请只保留一行'],
        [7, 'error', '与第 6 行重复，请只保留一行'],
        [8, 'add'],
      ]);
    });

    it('finds parents anywhere in the file, however deep; refuses circles, namesakes and what stands below a faulty row', async () => {
      await fresh();
      const centre = (name: string, parent: string | null) => [name, '中心校', parent, ...Array<null>(5).fill(null)];
      const done = await upload(officer, 'organisations', [
        titles,
        primary('丙小学', null, '乙中心校'),
        centre('乙中心校', '甲中心校'),
        centre('甲中心校', null),
        centre('圆甲', '圆乙'),
        centre('圆乙', '圆甲'),
        centre('重名', '甲中心校'),
        centre('重名', '乙中心校'),
        primary('丁小学', null, '重名'),
        ['坏中心校', '中心校', null, '公办', null, null, null, null],
        primary('坏下小学', null, '坏中心校'),
        primary('戊小学', null, '2143000055'),
        ['己中学', '学校', null, '公办', '初中', '2143000055', null, null],
        primary('自下小学', null, '自下小学'),
      ]);
      expect(outcomes(done)).toEqual([
        [5, 'error', '上级单位互相指向，分不出上下级，请改正'],
        [6, 'error', '上级单位互相指向，分不出上下级，请改正'],
        [9, 'error', '有多个名为“重名”的单位，上级单位请改填标识码'],
        [10, 'error', '中心校没有办学性质，请留空'],
        [11, 'error', '上级单位在第 10 行，那一行有误，请先改正'],
        [14, 'error', '没有名为“自下小学”的上级单位，或者不在您的管理范围内'],
        [2, 'add'],
        [3, 'add'],
        [4, 'add'],
        [7, 'add'],
        [8, 'add'],
        [12, 'add'],
        [13, 'add'],
      ]);
      expect((await apply(officer, done.id, 'good')).applied).toBe(7);
      const third = await server.database.one<{ n: number }>(
        sql`select count(*) as n from organisation_tree up join organisation o on o.id = up.descendant_id where o.name = '丙小学' and o.district_id = ${district.id}`,
      );
      expect(Number(third?.n)).toBe(4);
    });

    it('applies all or the good rows, as the user chooses, once', async () => {
      await fresh();
      const done = await upload(officer, 'organisations', [titles, primary('一好小学'), primary('坏小学', '1')]);
      const all = await officer.send<Refusal>('POST', `/api/imports/${done.id}/apply`, { json: { rows: 'all' } });
      expect(all).toMatchObject({
        status: 422,
        body: { code: 'faulty-rows', title: '有 1 行有误，没有导入任何内容。请改正后重新上传，或选择只导入正确的行' },
      });
      expect(await names()).toEqual([]);
      const [first, second] = await Promise.all(
        [1, 2].map(() => officer.send<Refusal>('POST', `/api/imports/${done.id}/apply`, { json: { rows: 'good' } })),
      );
      expect(new Set([first!.status, second!.status])).toEqual(new Set([202, 409]));
      const started = [first!, second!].find((answer) => answer.status === 202)!.body as unknown as Import;
      expect(await settled(officer, started)).toMatchObject({
        state: 'applied',
        applied: 1,
        counts: { add: 1, error: 1 },
      });
      const late = await officer.send<Refusal>('POST', `/api/imports/${done.id}/apply`, { json: { rows: 'good' } });
      expect(late).toMatchObject({
        status: 409,
        body: { code: 'import-applied', title: '这次导入已经执行过，不能再次执行' },
      });
      expect(await names()).toEqual(['一好小学']);
    });

    it('gives the faulty rows back in the same layout: mend, send again, added', async () => {
      await fresh();
      const header = ['联系人', '单位名称*', '学段', '标识码', '办学性质'];
      const done = await upload(officer, 'organisations', [
        header,
        ['甲', '好小学', '小学', null, '公办'],
        ['=乙', '坏小学', '小学', '12345', '公办'],
        [null, '也坏', '小学', '2143000061', null],
      ]);
      await apply(officer, done.id, 'good');
      const file = await officer.send('GET', `/api/imports/${done.id}/errors`);
      expect(file.status).toBe(200);
      expect(file.headers['content-disposition']).toContain(encodeURIComponent('单位-错误行.xlsx'));
      const rows = await cellsOf(file.bytes);
      expect(rows).toEqual([
        [...header, '结果', '错误原因'],
        ["'=乙", '坏小学', '小学', '12345', '公办', '第 3 行未导入', '标识码应为 10 位数字'],
        ['', '也坏', '小学', '2143000061', '', '第 4 行未导入', '学校须填写办学性质'],
      ]);
      rows[1]![3] = '2143000062';
      rows[2]![4] = '民办';
      const again = await upload(officer, 'organisations', rows);
      expect(again.counts).toEqual({ add: 2, change: 0, same: 0, error: 0 });
      await apply(officer, again.id);
      expect(await names()).toEqual(['也坏', '坏小学', '好小学'].sort());
      expect(
        await server.database.one(
          sql`select contact from organisation where code = '2143000062' and district_id = ${district.id}`,
        ),
      ).toEqual({ contact: '=乙' });
      expect(await officer.send('GET', `/api/imports/${again.id}/errors`)).toMatchObject({
        status: 422,
        body: { code: 'no-errors' },
      });
      const english = await district.signIn('en');
      expect(
        (await cellsOf((await english.send('GET', `/api/imports/${done.id}/errors`)).bytes))[0]!.slice(-2),
      ).toEqual(['Result', 'Reason']);
    });

    it('judges again when it is applied: what came meanwhile is no surprise', async () => {
      await fresh();
      const add = (name: string, code: string | null) =>
        officer.post('/api/organisations', {
          name,
          code,
          parent: district.id,
          kind: 'school',
          ownership: 'public',
          schoolKind: 'primary',
        });
      const rows = [titles, primary('迟到小学', '2143000071'), primary('照旧小学')];
      const all = await upload(officer, 'organisations', rows);
      const good = await upload(officer, 'organisations', rows);
      await add('迟到小学', '2143000072');
      await add('抢码小学', '2143000071');
      const held = await apply(officer, all.id, 'all');
      expect(held).toMatchObject({ state: 'ready', applied: 0, counts: { add: 1, change: 0, same: 0, error: 1 } });
      expect(held.rows[0]).toMatchObject({
        row: 2,
        outcome: 'error',
        reasons: [`“${district.name}”下已有名为“迟到小学”的单位，请核对后改用其他名称`],
      });
      expect(await officer.get(`/api/jobs/${held.job}`)).toMatchObject({
        state: 'failed',
        problem: { zh: expect.stringContaining('有 1 行有误') as string },
      });
      expect(await names()).toEqual(['抢码小学', '迟到小学'].sort());
      expect(await apply(officer, good.id, 'good')).toMatchObject({
        state: 'applied',
        applied: 1,
        counts: { add: 1, error: 1 },
      });
      expect((await apply(officer, held.id, 'good')).counts).toEqual({ add: 0, change: 0, same: 1, error: 1 });
    });

    it('waits for somebody who adds the same school in the same moment, then judges again', async () => {
      await fresh();
      const done = await upload(officer, 'organisations', [titles, primary('抢先小学'), primary('不急小学')]);
      let inserted = (): void => undefined;
      let release = (): void => undefined;
      const isInserted = new Promise<void>((resolve) => (inserted = resolve));
      const isReleased = new Promise<void>((resolve) => (release = resolve));
      const rival = server.database.write(async (tx) => {
        await tx.run(sql`insert into organisation (id, district_id, parent_id, kind, name, name_key, ownership, school_kind, created_at, version)
          values ('01990000-0000-7000-8000-0000000000aa', ${district.id}, ${district.id}, 'school', '抢先小学', '抢先小学', 'public', 'primary', '2026-11-24T01:00:00.000Z', 1)`);
        inserted();
        await isReleased;
        await tx.run(sql`delete from organisation_tree where descendant_id = '01990000-0000-7000-8000-0000000000aa'`);
      });
      await isInserted;
      const applied = apply(officer, done.id);
      await new Promise((resolve) => setTimeout(resolve, 500));
      release();
      await rival;
      expect(await applied).toMatchObject({
        state: 'applied',
        applied: 1,
        counts: { add: 1, change: 0, same: 1, error: 0 },
      });
      expect(await names()).toEqual(['不急小学', '抢先小学'].sort());
      await server.database.write((tx) =>
        tx.run(sql`delete from organisation where id = '01990000-0000-7000-8000-0000000000aa'`),
      );
    });

    it('has no second effect when its job runs again after a crash', async () => {
      await fresh();
      const done = await upload(officer, 'organisations', [titles, primary('一次小学')]);
      const applied = await apply(officer, done.id);
      const before = await server.database.all(
        sql`select * from organisation where district_id = ${district.id} order by id`,
      );
      await server.database.write((tx) =>
        tx.run(sql`update job set state = 'waiting' where kind in ('import.read', 'import.apply') and user_id <> ''`),
      );
      await upload(officer, 'organisations', [titles, primary('后来小学')]);
      expect(await officer.get(`/api/jobs/${applied.job}`)).toMatchObject({ state: 'done' });
      expect(await officer.get(`/api/imports/${done.id}`)).toEqual(applied);
      expect(
        await server.database.all(sql`select * from organisation where district_id = ${district.id} order by id`),
      ).toEqual(before);
    });

    it('is applied with the rights of that moment, not of the upload', async () => {
      await fresh();
      const done = await upload(officer, 'organisations', [titles, primary('换岗小学')]);
      const elsewhere = await makeDistrict(server);
      await server.database.write((tx) =>
        tx.run(sql`insert into assignment (id, account_id, organisation_id, district_id, role, created_at)
          select ${elsewhere.id}, id, ${elsewhere.id}, ${elsewhere.id}, 'bureauOfficer', '2026-11-24T01:00:00.000Z' from account where username = ${district.username}`),
      );
      await officer.post('/api/session/assignment', { assignment: elsewhere.id });
      expect(await apply(officer, done.id)).toMatchObject({ state: 'ready', applied: 0, counts: { add: 0, error: 1 } });
      expect(await names()).toEqual([]);
    });

    it('keeps to the importer’s district: what is elsewhere is neither found nor changed', async () => {
      await fresh();
      const other = await makeDistrict(server, { name: `外区教育局 ${engine}` });
      const theirs = await other.signIn();
      const json = { name: '外区中心校', kind: 'centreSchool', code: '2143000081', parent: other.id };
      const centre = await theirs.post<{ id: string; version: number }>('/api/organisations', json);
      const done = await upload(officer, 'organisations', [
        titles,
        primary('甲小学', null, '外区中心校'),
        primary('乙小学', null, '2143000081'),
        primary('丙小学', null, other.name),
        primary('丁小学', null, '没有的单位'),
      ]);
      const absent = (name: string) => `没有名为“${name}”的上级单位，或者不在您的管理范围内`;
      expect(outcomes(done)).toEqual([
        [2, 'error', absent('外区中心校')],
        [3, 'error', absent('2143000081')],
        [4, 'error', absent(other.name)],
        [5, 'error', absent('没有的单位')],
      ]);
      const free = await upload(officer, 'organisations', [titles, primary('同码小学', '2143000081')]);
      expect(free.counts.add).toBe(1);
      await apply(officer, free.id);
      expect(await theirs.get(`/api/organisations/${centre.id}`)).toEqual(centre);
      const administrator = await signedIn(server, { role: 'platformAdministrator', at: district });
      const far = await upload(administrator, 'organisations', [
        titles,
        primary('远方小学', null, other.name),
        ['新设分局', '教育局', other.name, null, null, null, null, null],
        primary('分局小学', null, '新设分局'),
      ]);
      expect(far.counts).toEqual({ add: 3, change: 0, same: 0, error: 0 });
      await apply(administrator, far.id);
      const places = await server.database.all<{ name: string; district_id: string; parent_id: string }>(
        sql`select o.name, o.district_id, o.parent_id from organisation o where o.name in ('远方小学', '新设分局', '分局小学') order by o.name`,
      );
      const [below, bureau, plain] = ['分局小学', '新设分局', '远方小学'].map((name) =>
        places.find((p) => p.name === name)!,
      );
      expect(plain!.district_id).toBe(other.id);
      expect(bureau!.district_id).toBe(below!.parent_id);
      expect(below!.district_id).toBe(bureau!.district_id);
      expect(
        (
          await upload(administrator, 'organisations', [
            titles,
            ['新设分局', '教育局', other.name, null, null, null, null, null],
            primary('分局小学', null, '新设分局'),
          ])
        ).counts.same,
      ).toBe(2);
    });

    it('belongs to its user', async () => {
      await fresh();
      const done = await upload(officer, 'organisations', [titles, primary('私有小学'), primary('坏', '1')]);
      const colleague = await signedIn(server, { role: 'bureauOfficer', at: district });
      for (const [method, path, json] of [
        ['GET', '', undefined],
        ['POST', '/apply', { rows: 'good' }],
        ['GET', '/errors', undefined],
      ] as const) {
        const answer = await colleague.send<Refusal>(method, `/api/imports/${done.id}${path}`, json ? { json } : {});
        expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
      }
      const teacher = await signedIn(server, { role: 'teacher', at: district });
      expect((await send(teacher, 'organisations', await workbook([titles]))).status).toBe(404);
      expect((await teacher.send('GET', '/api/organisations/import-template')).status).toBe(404);
    });
  });

  describe('of lists that have former names', () => {
    const header = ['姓名', '单位', '类别', '工号或学号', '职务', '任教学科'];
    let school: { readonly id: string; readonly version: number };
    const rename = async (id: string, name: string) => {
      const { version } = await officer.get<{ version: number }>(`/api/organisations/${id}`);
      const json = { name, on: '2026-11-20', reason: '更名' };
      expect((await officer.send('POST', `/api/organisations/${id}/rename`, { json, version })).status).toBe(200);
    };
    const told = '“旧城小学”已于 2026-11-20 更名为“新城小学”，请改填现名';

    beforeAll(async () => {
      await fresh();
      school = await officer.post('/api/organisations', {
        name: '旧城小学',
        kind: 'school',
        ownership: 'public',
        schoolKind: 'primary',
        code: '2143000301',
        parent: district.id,
      });
      await rename(school.id, '新城小学');
      const centre = await officer.post<{ id: string }>('/api/organisations', {
        name: '旧镇中心校',
        kind: 'centreSchool',
        parent: district.id,
      });
      await rename(centre.id, '新镇中心校');
    });

    it('adds no second school under the former name, nor gives the name back', async () => {
      const read = await upload(officer, 'organisations', [
        titles,
        primary('旧城小学'),
        primary('旧城小学', '2143000301'),
        primary('新城小学', '2143000301'),
        primary('别的小学', null, '旧镇中心校'),
      ]);
      expect(outcomes(read)).toEqual([
        [2, 'error', told],
        [3, 'error', told],
        [5, 'error', '“旧镇中心校”已于 2026-11-20 更名为“新镇中心校”，请改填现名'],
        [4, 'same'],
      ]);
    });

    it('takes another school of that name, by a code of its own or below another', async () => {
      const read = await upload(officer, 'organisations', [
        titles,
        primary('旧城小学', '2143000302'),
        primary('旧城小学', null, '新镇中心校'),
      ]);
      expect(outcomes(read)).toEqual([
        [2, 'add'],
        [3, 'add'],
      ]);
    });

    it('says the present name beside people of the former one', async () => {
      const read = await upload(officer, 'people', [
        header,
        ['张明', '旧城小学', '教师', null, null, null],
        ['李红', '新城小学', '教师', null, null, null],
      ]);
      expect(outcomes(read)).toEqual([
        [2, 'error', told],
        [3, 'add'],
      ]);
    });

    it('goes by the present holder where the name belongs to another now, or to the same again', async () => {
      await apply(officer, (await upload(officer, 'organisations', [titles, primary('旧城小学', '2143000302')])).id);
      const people = [header, ['张明', '旧城小学', '教师', null, null, null]];
      expect(outcomes(await upload(officer, 'people', people))).toEqual([[2, 'add']]);
      expect(outcomes(await upload(officer, 'organisations', [titles, primary('旧城小学')]))).toEqual([[2, 'same']]);
      await rename(school.id, '城关小学');
      await rename(school.id, '新城小学');
      expect(outcomes(await upload(officer, 'organisations', [titles, primary('新城小学')]))).toEqual([[2, 'same']]);
    });

    it('knows nothing of names in another district', async () => {
      const there = await makeDistrict(server);
      const read = await upload(await there.signIn(), 'organisations', [titles, primary('旧城小学')]);
      expect(outcomes(read)).toEqual([[2, 'add']]);
    });
  });

  describe('refuses whole files', () => {
    beforeAll(fresh);

    it.each([
      ['no workbook', Buffer.from('单位名称,单位类型'), '这不是 .xlsx 表格文件'],
      ['nothing', Buffer.alloc(0), '文件是空的'],
      ['half a workbook', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 9, 9]), '不完整或已损坏'],
    ])('%s', async (_, bytes, sentence) => {
      const done = await upload(officer, 'organisations', bytes);
      expect(done).toMatchObject({ state: 'failed', rows: [], counts: { add: 0, change: 0, same: 0, error: 0 } });
      expect(done.refusal).toContain(sentence);
      expect(
        await officer.send<Refusal>('POST', `/api/imports/${done.id}/apply`, { json: { rows: 'good' } }),
      ).toMatchObject({ status: 409, body: { code: 'import-refused' } });
      expect((await officer.send('GET', `/api/imports/${done.id}/errors`)).status).toBe(422);
    });

    it('a workbook cut in half, at any place, without a server error', async () => {
      const whole = await workbook([titles, primary('小学')]);
      for (let at = 40; at < whole.length; at += 997) {
        const done = await upload(officer, 'organisations', whole.subarray(0, at));
        expect([done.state, done.refusal === null]).toEqual(['failed', false]);
      }
    });

    it('other types and more than 10 MiB', async () => {
      expect(
        (await officer.send('POST', '/api/organisations/import', { bytes: Buffer.from('a'), type: 'text/csv' })).status,
      ).toBe(415);
      expect((await send(officer, 'organisations', Buffer.alloc(10 * 1024 * 1024 + 1))).status).toBe(413);
    });

    it('missing, unknown and repeated columns, by name and with the remedy', async () => {
      const refusal = async (header: string[]) =>
        (await upload(officer, 'organisations', [header, header.map(() => '甲')])).refusal;
      expect(await refusal(['单位类型', '学段'])).toBe(
        '缺少必填的列：“单位名称”。请使用下载的模板，第一行保持列名不变。',
      );
      expect(await refusal(['单位名称', '备注', '校长'])).toBe(
        '不认识的列：“备注”、“校长”。请删除这些列，或改用下载的模板。',
      );
      expect(await refusal(['单位名称', 'Name'])).toBe('列重复：“单位名称”。请只保留一列。');
      expect(await refusal(['单位名称', '结果', 'Reason'])).toBeNull();
      const english = await district.signIn('en');
      const done = await upload(english, 'organisations', [
        ['Remarks', 'Name'],
        ['a', 'b'],
      ]);
      expect(done.refusal).toBe('These columns are not known: "Remarks". Delete them, or use the template.');
    });

    it('calls a file what its sender called it, but never like a path', async () => {
      const { body } = await send(officer, 'organisations', Buffer.alloc(0), '../../etc\u0001/单位 2026.xlsx');
      expect(body.fileName).toBe('.._.._etc__单位 2026.xlsx');
      await settled(officer, body);
    });
  });

  describe('of people', () => {
    let first: Place;
    let school: Client;
    const header = ['姓名', '单位', '类别', '工号或学号', '职务', '任教学科'];

    beforeAll(async () => {
      await fresh();
      await apply(
        officer,
        (
          await upload(officer, 'organisations', [
            titles,
            primary('第一小学', '2143000091'),
            primary('第二小学', '2143000092'),
            ['镇中心校', '中心校', ...Array<null>(6).fill(null)],
            primary('重名小学'),
            primary('重名小学', '2143000093', '镇中心校'),
          ])
        ).id,
      );
      const row = await server.database.one<{ id: string }>(
        sql`select id from organisation where name = '第一小学' and district_id = ${district.id}`,
      );
      first = { id: row!.id, district_id: district.id };
      school = await signedIn(server, { role: 'schoolAdministrator', at: first });
    });

    it('adds people to the school that sends them, and to the organisations that an officer names', async () => {
      const mine = await upload(school, 'people', [
        header,
        ['张明', null, '教师', 'T01', '班主任', '语文'],
        ['李工', '第一小学', '职工', null, null, null],
      ]);
      expect(mine).toMatchObject({ register: 'people', counts: { add: 2, error: 0 } });
      await apply(school, mine.id);
      const { rows } = await school.get<{ rows: Record<string, unknown>[] }>('/api/people');
      expect(rows).toMatchObject([
        {
          name: '张明',
          kind: 'teacher',
          organisation: { id: first.id },
          code: 'T01',
          post: '班主任',
          subject: '语文',
          version: 1,
        },
        { name: '李工', kind: 'staff', code: null },
      ]);
      const theirs = await upload(officer, 'people', [
        header,
        ['王五', '第二小学', '学生', 'S01', null, null],
        ['赵六', '2143000093', '教师', null, null, null],
        ['钱七', '重名小学', '教师', null, null, null],
        ['孙八', null, '教师', null, null, null],
        ['周九', '没有的学校', '教师', null, null, null],
        ['吴十', '第二小学', null, null, null, null],
      ]);
      expect(outcomes(theirs)).toEqual([
        [4, 'error', '有多个名为“重名小学”的单位，请改填标识码'],
        [5, 'error', '请填写单位'],
        [6, 'error', '没有名为“没有的学校”的单位，或者不在您的管理范围内'],
        [7, 'error', '请填写类别'],
        [2, 'add'],
        [3, 'add'],
      ]);
      expect((await apply(officer, theirs.id, 'good')).applied).toBe(2);
    });

    it('keeps a school to its own people', async () => {
      const done = await upload(school, 'people', [
        header,
        ['越权', '第二小学', '教师', null, null, null],
        ['越权', '没有的学校', '教师', null, null, null],
      ]);
      expect(outcomes(done)).toEqual([
        [2, 'error', '没有名为“第二小学”的单位，或者不在您的管理范围内'],
        [3, 'error', '没有名为“没有的学校”的单位，或者不在您的管理范围内'],
      ]);
    });

    it('finds by number, else by name; the same file twice changes nothing', async () => {
      const file = await workbook([
        header,
        ['张明', null, null, 'T01', '组长', null],
        ['李工', null, null, 'G01', null, null],
        ['陈新', null, '教师', null, null, null],
      ]);
      const done = await upload(school, 'people', file);
      expect(outcomes(done)).toEqual([
        [2, 'change', '修改：职务'],
        [3, 'change', '修改：工号或学号'],
        [4, 'add'],
      ]);
      expect((await apply(school, done.id)).applied).toBe(3);
      const again = await upload(school, 'people', file);
      expect(again.counts).toEqual({ add: 0, change: 0, same: 3, error: 0 });
      const before = await server.database.all(
        sql`select * from person where organisation_id = ${first.id} order by id`,
      );
      expect(before).toHaveLength(3);
      expect((await apply(school, again.id)).applied).toBe(0);
      expect(
        await server.database.all(sql`select * from person where organisation_id = ${first.id} order by id`),
      ).toEqual(before);
    });

    it('tells namesakes apart by their numbers only', async () => {
      const done = await upload(school, 'people', [
        header,
        ['马同', null, '教师', 'M1', null, null],
        ['马同', null, '教师', 'M2', null, null],
        ['马同', null, '教师', null, null, null],
        ['陆重', null, '教师', 'L1', null, null],
        ['陆复', null, '教师', 'L1', null, null],
      ]);
      expect(outcomes(done)).toEqual([
        [4, 'error', '与第 2 行同名，请填写工号或学号，或只保留一行'],
        [5, 'error', '与第 6 行重复，请只保留一行'],
        [6, 'error', '与第 5 行重复，请只保留一行'],
        [2, 'add'],
        [3, 'add'],
      ]);
      await apply(school, done.id, 'good');
      const next = await upload(school, 'people', [
        header,
        ['马同', null, '教师', null, '组长', null],
        ['马同', null, '教师', 'M2', '组长', null],
        ['马同', null, '教师', 'M3', null, null],
      ]);
      expect(outcomes(next)).toEqual([
        [2, 'error', '“第一小学”有多名“马同”，请填写已登记的工号或学号'],
        [3, 'change', '修改：职务'],
        [4, 'add'],
      ]);
    });

    it('takes somebody back who had left', async () => {
      await server.database.write((tx) =>
        tx.run(sql`update person set left_on = '2026-07-01' where organisation_id = ${first.id} and name = '陈新'`),
      );
      const done = await upload(school, 'people', [header, ['陈新', null, null, null, null, null]]);
      expect(outcomes(done)).toEqual([[2, 'change', '重新登记']]);
      await apply(school, done.id);
      expect(
        await server.database.one(
          sql`select left_on from person where organisation_id = ${first.id} and name = '陈新'`,
        ),
      ).toEqual({ left_on: null });
    });

    it('gives the templates of people in both languages', async () => {
      const zh = await school.send('GET', '/api/people/import-template');
      expect(zh.headers['content-disposition']).toContain(encodeURIComponent('人员导入模板.xlsx'));
      expect((await cellsOf(zh.bytes))[0]).toEqual([...header, '身份证号']);
    });

    it('leaves no personal value in the audit, and keeps the cells of faulty rows only once applied', async () => {
      const done = await upload(school, 'people', [
        header,
        ['隐私甲', null, '教师', 'P-77', null, null],
        ['隐私乙', null, '别的', 'P-78', null, null],
      ]);
      await apply(school, done.id, 'good');
      const audit = await server.database.all<{ detail: string }>(
        sql`select detail from audit_entry where subject_id = ${done.id}`,
      );
      expect(audit).toHaveLength(4);
      expect(audit.map((e) => e.detail).join()).not.toMatch(/隐私|P-7/);
      const batch = await server.database.one<{ plan: string }>(
        sql`select plan from import_batch where id = ${done.id}`,
      );
      expect([batch!.plan.includes('P-77'), batch!.plan.includes('P-78')]).toEqual([false, true]);
    });
  });

  describe('of many rows', () => {
    beforeAll(fresh);
    const rows = (n: number): Cells => [
      titles,
      ...Array.from({ length: n }, (_, i) => primary(`大批第${i}小学`, String(2_100_000_000 + i))),
    ];

    it('takes 20,000 rows, and the same file twice changes nothing', { timeout: 240_000 }, async () => {
      const file = await workbook(rows(20_000));
      const done = await upload(officer, 'organisations', file);
      expect(done).toMatchObject({ state: 'ready', counts: { add: 20_000, change: 0, same: 0, error: 0 } });
      expect(done.rows).toHaveLength(500);
      expect(done.rows[499]).toEqual({ row: 501, outcome: 'add', name: '大批第499小学', reasons: [], kept: null });
      expect((await apply(officer, done.id)).applied).toBe(20_000);
      const counted = await server.database.one<{ n: number }>(
        sql`select count(*) as n from organisation_tree up join organisation o on o.id = up.descendant_id where up.ancestor_id = ${district.id} and up.depth = 1`,
      );
      expect(Number(counted?.n)).toBe(20_000);
      const again = await upload(officer, 'organisations', file);
      expect(again.counts).toEqual({ add: 0, change: 0, same: 20_000, error: 0 });
      const changed = await upload(officer, 'organisations', [
        titles,
        ...rows(401)
          .slice(1)
          .map((row) => [...row.slice(0, 6), '新联系人', null]),
      ]);
      expect((await apply(officer, changed.id)).applied).toBe(401);
    });

    it('refuses 20,001 rows', { timeout: 120_000 }, async () => {
      const done = await upload(officer, 'organisations', rows(20_001));
      expect(done).toMatchObject({ state: 'failed', refusal: '数据超过 20000 行。请分成几个文件上传。' });
    });
  });
});
