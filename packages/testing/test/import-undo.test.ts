import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { type Client, engines, fillTemplate, signedIn, startTestServer, type TestServer } from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { makeOffice, type Office } from './office.js';

interface Import {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly { readonly row: number; readonly name: string; readonly kept: string | null }[];
  readonly undoUntil: string | null;
  readonly undone: { readonly undone: number; readonly kept: number } | null;
}
interface Named {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly contact?: string | null;
  readonly subject?: string | null;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HOUR = 3_600_000;

describe.each(engines)('undoing an import on %s', (engine) => {
  let server: TestServer;
  let office: Office;
  let officer: Client;
  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [limitedPairs] });
    office = await makeOffice(server);
    officer = office.officer;
  });
  afterAll(() => server.close());

  const settled = async (id: string): Promise<Import> => {
    for (;;) {
      const found = await officer.get<Import>(`/api/imports/${id}`);
      if (!['reading', 'applying', 'undoing'].includes(found.state)) return found;
      await sleep(20);
    }
  };
  const imported = async (register: string, rows: readonly Record<string, string>[]): Promise<Import> => {
    const template = await officer.send('GET', `/api/${register}/import-template`);
    const bytes = await fillTemplate(template.bytes, rows);
    const { body } = await officer.send<Import>('POST', `/api/${register}/import`, { bytes, type: XLSX });
    await settled(body.id);
    await officer.post(`/api/imports/${body.id}/apply`, { rows: 'all' });
    const done = await settled(body.id);
    expect(done.state).toBe('applied');
    return done;
  };
  const undo = async ({ id }: Import) => {
    await officer.post(`/api/imports/${id}/undo`);
    return settled(id);
  };
  const found = async (register: string, name: string) =>
    (await officer.get<{ rows: Named[] }>(`/api/${register}?q=${encodeURIComponent(name)}&size=200`)).rows.find(
      (row) => row.name === name,
    );
  const school = (name: string, more: Record<string, string> = {}) => ({
    单位名称: name,
    单位类型: '学校',
    办学性质: '公办',
    学段: '小学',
    ...more,
  });

  it('takes back what it added and restores what it changed, parents and children alike', async () => {
    const before = (await found('organisations', '民办甲校'))!;
    const done = await imported('organisations', [
      { 单位名称: '新设中心校', 单位类型: '中心校' },
      school('中心校下一小', { 上级单位: '新设中心校' }),
      school('民办甲校', { 办学性质: '民办', 联系人: '新联系人' }),
    ]);
    expect(done.counts).toMatchObject({ add: 2, change: 1 });
    expect((await found('organisations', '民办甲校'))!.contact).toBe('新联系人');
    const undone = await undo(done);
    expect(undone).toMatchObject({ state: 'undone', undone: { undone: 3, kept: 0 }, undoUntil: null });
    expect(await found('organisations', '新设中心校')).toBeUndefined();
    expect(await found('organisations', '中心校下一小')).toBeUndefined();
    expect((await found('organisations', '民办甲校'))!.contact).toBe(before.contact);
    const left = await server.database.one<{ n: number }>(sql`select count(*) as n from organisation_tree x
      where not exists (select 1 from organisation o where o.id = x.descendant_id)`);
    expect(Number(left!.n)).toBe(0);
  });

  it('leaves what was changed since, what is used, and what stands above it, and names each row', async () => {
    const done = await imported('organisations', [
      { 单位名称: '城北中心校', 单位类型: '中心校' },
      school('城北一小', { 上级单位: '城北中心校' }),
      school('城北二小'),
      school('城北三小'),
      school('城北四小'),
    ]);
    const second = (await found('organisations', '城北二小'))!;
    await officer.patch(`/api/organisations/${second.id}`, second.version, { contact: '某人' });
    const first = (await found('organisations', '城北一小'))!;
    await officer.post('/api/people', { name: '李老师', kind: 'teacher', organisation: first.id });
    const third = (await found('organisations', '城北三小'))!;
    await signedIn(server, { role: 'teacher', at: { id: third.id, district_id: office.district.id } });
    const undone = await undo(done);
    expect(undone.undone).toEqual({ undone: 1, kept: 4 });
    expect(undone.rows.filter((row) => row.kept).map((row) => [row.row, row.kept!.slice(0, 6)])).toEqual([
      [2, '已被记录、结'],
      [3, '已被记录、结'],
      [4, '导入后又有修'],
      [5, '已被记录、结'],
    ]);
    expect(await found('organisations', '城北四小')).toBeUndefined();
    expect((await found('organisations', '城北二小'))!.contact).toBe('某人');
  });

  it('does not restore a number that somebody else has now', async () => {
    const place = { 单位: '公办一小', 类别: '教师' };
    const make = (name: string, code: string) =>
      officer.post<Named>('/api/people', { name, kind: 'teacher', organisation: office.schools.h1, code });
    await make('甲老师', 'A1');
    const done = await imported('people', [{ 姓名: '乙老师', 工号或学号: 'A1', ...place }]);
    await make('丙老师', 'B1');
    // The import renamed 甲 to 乙 under the number A1; nothing in the way: the name comes back.
    expect((await undo(done)).undone).toEqual({ undone: 1, kept: 0 });
    expect(await found('people', '甲老师')).toBeDefined();
    await make('丁老师', 'D1');
    await server.database.write((tx) => tx.run(sql`update person set code = null where name = '丁老师'`));
    const second = await imported('people', [{ 姓名: '丁老师', 工号或学号: 'D2', ...place }]);
    expect((await undo(second)).undone).toEqual({ undone: 1, kept: 0 });
    const third = await imported('people', [{ 姓名: '丙改名', 工号或学号: 'B1', 任教学科: '数学', ...place }]);
    await server.database.write((tx) =>
      tx.run(
        sql`update import_batch set written = replace(written, '"name":', '"code":"A1","name":') where id = ${third.id}`,
      ),
    );
    const kept = await undo(third);
    expect(kept.undone).toEqual({ undone: 0, kept: 1 });
    expect(kept.rows[0]!.kept).toContain('原来的名称或编号');
  });

  it('can be undone until 24 hours have passed, not a millisecond longer, and once only', async () => {
    const done = await imported('organisations', [school('次日小学')]);
    const late = await imported('organisations', [school('过时小学')]);
    const start = server.clock.now().getTime();
    expect(Date.parse(late.undoUntil!)).toBe(start + 24 * HOUR);
    server.clock.forward(24 * HOUR);
    officer = await office.district.signIn();
    expect((await undo(done)).state).toBe('undone');
    const ask = (id: string) => officer.send<{ code: string }>('POST', `/api/imports/${id}/undo`);
    expect((await ask(done.id)).body.code).toBe('import-undone');
    server.clock.forward(1);
    const refusal = await ask(late.id);
    expect([refusal.status, refusal.body.code]).toEqual([409, 'too-late']);
    expect(await found('organisations', '过时小学')).toBeDefined();
  });

  it('lists my imports, newest first, with how each stands', async () => {
    const { rows, total } = await officer.get<{ rows: Import[]; total: number }>(
      '/api/imports?register=organisations&size=2',
    );
    expect(rows.map((row) => row.state)).toEqual(['applied', 'undone']);
    expect(total).toBe(4);
    const other = await office.foreign.officer.send<{ code: string; rows: unknown[] }>('GET', '/api/imports');
    if (other.status === 200) expect(other.body.rows).toEqual([]);
  });
});
