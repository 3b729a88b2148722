import { setTimeout as sleep } from 'node:timers/promises';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  engines,
  fillTemplate,
  makeDistrict,
  openWorkbook,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { withPersonPairs } from './fixtures/with-person-pairs.js';
import { makeOffice, makeSchool, type Office } from './office.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Import {
  readonly id: string;
  readonly state: string;
  readonly about: object | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly {
    readonly row: number;
    readonly outcome: string;
    readonly reasons: readonly string[];
    readonly kept: string | null;
  }[];
  readonly undone: { readonly undone: number; readonly kept: number } | null;
}
interface Pairing {
  readonly id: string;
  readonly helper: { readonly name: string };
  readonly helped: { readonly name: string };
  readonly state: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly doubt: string | null;
  readonly reason: string | null;
  readonly version: number;
}
type Cells = Readonly<Record<string, string>>;
const none = { add: 0, change: 0, same: 0, error: 0 };

const importing = (programme: () => string) => {
  const path = () => `/api/programmes/${programme()}/pairings`;
  const settled = async (client: Client, id: string): Promise<Import> => {
    for (;;) {
      const found = await client.get<Import>(`/api/imports/${id}`);
      if (!['reading', 'applying', 'undoing'].includes(found.state)) return found;
      await sleep(20);
    }
  };
  const read = async (client: Client, rows: readonly Cells[]): Promise<Import> => {
    const template = await client.send('GET', `${path()}/import-template`);
    const bytes = await fillTemplate(template.bytes, rows);
    const sent = await client.send<Import>('POST', `${path()}/import?name=x.xlsx`, { bytes, type: XLSX });
    expect(sent.status).toBe(202);
    return settled(client, sent.body.id);
  };
  const apply = async (client: Client, { id }: Import, rows: 'all' | 'good' = 'all') => {
    await client.post(`/api/imports/${id}/apply`, { rows });
    return settled(client, id);
  };
  return {
    path,
    settled,
    read,
    apply,
    undo: async (client: Client, { id }: Import) => {
      await client.post(`/api/imports/${id}/undo`);
      return settled(client, id);
    },
    applied: async (client: Client, rows: readonly Cells[]) => {
      const done = await apply(client, await read(client, rows));
      expect(done.state).toBe('applied');
      return done;
    },
    list: async (client: Client) => (await client.get<{ rows: Pairing[] }>(`${path()}?size=200`)).rows,
  };
};
const reasonsOf = ({ rows }: Import) => new Map(rows.map((row) => [row.row, row.reasons.join('；')]));

describe.each(engines)('pairings of schools from a workbook on %s', (engine) => {
  let server: TestServer;
  let office: Office;
  let officer: Client;
  let programme: string;
  const file = importing(() => programme);
  const row = (helper: string, helped: string, o: Cells = {}): Cells => ({
    帮扶学校: helper,
    受帮学校: helped,
    开始日期: '2026-09-01',
    ...o,
  });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [limitedPairs] });
    office = await makeOffice(server);
    officer = office.officer;
    programme = (await office.made()).id;
  });
  afterAll(() => server.close());

  it('gives a workbook with the names of the sides, and a second sheet that explains', async () => {
    const { bytes } = await officer.send('GET', `${file.path()}/import-template`);
    const [sheet, help] = await openWorkbook(bytes);
    expect(sheet!.rows[0]!.map((title) => title.replace(/[*＊\s]/g, ''))).toEqual([
      '帮扶学校',
      '受帮学校',
      '开始日期',
      '结束日期',
      '待核',
    ]);
    expect(help!.name).toBe('填写说明');
  });

  it('says of every row why it cannot be, at the row of the file, and writes nothing', async () => {
    const done = await file.read(officer, [
      row('公办一小', '民办甲校'),
      row('无此学校', '民办甲校'),
      row('公办一小', '外区小学'),
      row('民办乙校', '民办丙校'),
      row('公办二小', '民办丙校', { 开始日期: '九月一日' }),
      row('公办二小', '民办丙校', { 开始日期: '2026-08-31' }),
      row('公办二小', '民办丙校', { 结束日期: '2026-08-31' }),
      row('公办二小', '民办丙校', { 待核: '？' }),
      row('公办二小', '公办二小'),
    ]);
    expect(done.about).toEqual({ programme, register: null, period: null });
    expect(done.counts).toEqual({ ...none, add: 1, error: 8 });
    const reasons = reasonsOf(done);
    expect(reasons.get(3)).toContain('没有名为“无此学校”的单位');
    expect(reasons.get(4)).toContain('没有名为“外区小学”的单位');
    expect(reasons.get(5)).toBe('民办乙校：应为公办学校');
    expect(reasons.get(6)).toBe('开始日期应写成 2026-09-01');
    expect(reasons.get(7)).toContain('2026-09-01 至 2027-08-31');
    expect(reasons.get(8)).toContain('结束日期不得早于开始日期');
    expect(reasons.get(9)).toBe('待核内容应为 2 至 200 个字');
    expect(reasons.get(10)).toContain('帮扶方与被帮扶方不能是同一个单位');
    expect(await file.list(officer)).toEqual([]);
    const refused = await officer.send<{ code: string }>('POST', `/api/imports/${done.id}/apply`, {
      json: { rows: 'all' },
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'faulty-rows']);
    const { bytes } = await officer.send('GET', `/api/imports/${done.id}/errors`);
    const [sheet] = await openWorkbook(bytes);
    expect(sheet!.rows[1]!.slice(-2)[0]).toBe('第 3 行未导入');
    expect(await file.list(officer)).toEqual([]);
  });

  it('asks for the code where several have the name, and takes the code', async () => {
    const double = async (name: string, code: string, parent: string) =>
      officer.post('/api/organisations', {
        name,
        kind: 'school',
        ownership: 'private',
        schoolKind: 'primary',
        parent,
        code,
      });
    const town = await officer.post<{ id: string }>('/api/organisations', {
      name: '东乡中心校',
      kind: 'centreSchool',
      parent: office.district.id,
    });
    await double('民办丁校', '2143001001', office.district.id);
    await double('民办丁校', '2143001002', town.id);
    const done = await file.read(officer, [row('公办一小', '民办丁校'), row('公办一小', '2143001002')]);
    expect(reasonsOf(done).get(2)).toContain('请改填标识码');
    expect(done.counts).toEqual({ ...none, add: 1, error: 1 });
  });

  it('holds to the most pairings at once, counting the rows above', async () => {
    const done = await file.read(officer, [
      row('公办一小', '民办甲校'),
      row('公办一小', '民办乙校'),
      row('公办一小', '民办丙校'),
      row('公办二小', '民办甲校'),
    ]);
    // Two a helper (公办一小), one a helped school (民办甲校): at the limit, and one beyond it.
    expect(done.counts).toEqual({ ...none, add: 2, error: 2 });
    const reasons = reasonsOf(done);
    expect(reasons.get(4)).toBe('公办一小已结对 0 个，本表前面的行有 2 个，最多 2 个');
    expect(reasons.get(5)).toBe('民办甲校已结对 0 个，本表前面的行有 1 个，最多 1 个');
  });

  it('names the rows that say the same pair twice', async () => {
    const done = await file.read(officer, [row('公办一小', '民办甲校'), row('公办一小', '民办甲校')]);
    expect(done.counts).toEqual({ ...none, error: 2 });
    expect(reasonsOf(done).get(2)).toContain('与第 3 行重复');
  });

  it('keeps the good rows where that is asked, tells both schools, and changes nothing the second time', async () => {
    const school = await signedIn(server, {
      role: 'schoolAdministrator',
      at: { id: office.schools.a, district_id: office.district.id },
    });
    const rows = [row('公办一小', '民办甲校', { 待核: '校名待核' }), row('公办一小', '无此学校')];
    const done = await file.apply(officer, await file.read(officer, rows), 'good');
    expect([done.state, done.counts]).toEqual(['applied', { ...none, add: 1, error: 1 }]);
    const [made] = await file.list(officer);
    expect(made).toMatchObject({ state: 'active', startsOn: '2026-09-01', endsOn: null, doubt: '校名待核' });
    const { rows: told } = await school.get<{ rows: { text: { zh: string } }[] }>('/api/notifications?size=10');
    expect(told.map(({ text }) => text.zh)).toEqual(['“结对项目”：贵单位与公办一小已结对']);
    const again = await file.read(officer, [rows[0]!, row('公办一小', '民办甲校', { 开始日期: '2026-09-02' })]);
    expect(again.counts).toEqual({ ...none, error: 2 });
    const alone = await file.read(officer, [rows[0]!]);
    expect(alone.counts).toEqual({ ...none, same: 1 });
    const later = await file.read(officer, [row('公办一小', '民办甲校', { 开始日期: '2026-09-02' })]);
    expect(reasonsOf(later).get(2)).toContain('这两方已有结对（2026-09-01 至 —）');
    // What is to be verified may be said anew; an empty cell takes nothing away.
    const changed = await file.applied(officer, [row('公办一小', '民办甲校', { 待核: '校名已改，待核' })]);
    expect(changed.counts).toEqual({ ...none, change: 1 });
    expect((await file.read(officer, [row('公办一小', '民办甲校')])).counts).toEqual({ ...none, same: 1 });
    const back = await file.undo(officer, changed);
    expect(back.undone).toEqual({ undone: 1, kept: 0 });
    expect((await file.list(officer))[0]!.doubt).toBe('校名待核');
  });

  it('takes what is over as ended, on its last day as going on', async () => {
    // Today is 24 November in Shanghai.
    const done = await file.applied(officer, [
      row('公办一小', '民办乙校', { 结束日期: '2026-11-23' }),
      row('公办二小', '民办乙校', { 结束日期: '2026-11-24' }),
    ]);
    expect(done.counts).toEqual({ ...none, add: 2 });
    const found = (await file.list(officer)).filter(({ helped }) => helped.name === '民办乙校');
    expect(found.map(({ helper, state }) => [helper.name, state]).toSorted()).toEqual([
      ['公办一小', 'ended'],
      ['公办二小', 'active'],
    ]);
    const again = await file.read(officer, [
      row('公办一小', '民办乙校', { 结束日期: '2026-11-23' }),
      row('公办二小', '民办乙校', { 结束日期: '2026-11-24' }),
    ]);
    expect(again.counts).toEqual({ ...none, same: 2 });
    // The ended one is no hindrance to another beginning after it.
    const after = await file.read(officer, [row('公办一小', '民办乙校', { 开始日期: '2026-11-23' })]);
    expect(reasonsOf(after).get(2)).toContain('2026-09-01 至 2026-11-23');
  });

  it('is undone as long as nothing hangs on a pairing', async () => {
    await makeSchool(officer, office.district.id, '民办己校', 'private');
    await makeSchool(officer, office.district.id, '民办庚校', 'private');
    const done = await file.applied(officer, [row('公办二小', '民办己校'), row('公办一小', '民办庚校')]);
    const made = (await file.list(officer)).find(({ helped }) => helped.name === '民办己校')!;
    const school = await signedIn(server, {
      role: 'schoolAdministrator',
      at: { id: office.schools.h2, district_id: office.district.id },
    });
    await school.post(`/api/programmes/${programme}/records`, {
      form: 'visit',
      pairings: [made.id],
      data: { on: '2026-11-20', theme: '交流', guests: 3 },
    });
    const back = await file.undo(officer, done);
    expect([back.state, back.undone]).toEqual(['undone', { undone: 1, kept: 1 }]);
    expect(back.rows.find(({ row: n }) => n === 2)!.kept).toContain('已被记录');
    const left = (await file.list(officer)).map(({ helped }) => helped.name);
    expect(left).toContain('民办己校');
    expect(left).not.toContain('民办庚校');
  });

  it('is not for a programme that was suspended meanwhile, and not for another district', async () => {
    const other = await office.made({ title: '另一个项目' });
    const second = importing(() => other.id);
    const plan = await second.read(officer, [row('公办一小', '民办甲校')]);
    expect(plan.counts).toEqual({ ...none, add: 1 });
    const { body } = await office.move(other.id, other.version, 'suspended');
    const held = await second.apply(officer, plan);
    expect([held.state, reasonsOf(held).get(2)]).toEqual(['ready', '该项目未启用或已结束，不能结对']);
    expect((await officer.send('GET', `${second.path()}/import-template`)).status).toBe(409);
    await office.move(other.id, body.version, 'enabled');
    expect((await second.applied(officer, [row('公办一小', '民办甲校')])).counts).toEqual({ ...none, add: 1 });
    expect((await office.foreign.officer.send('GET', `${file.path()}/import-template`)).status).toBe(404);
  });
});

describe.each(engines)('pairs of people from a workbook on %s', (engine) => {
  let server: TestServer;
  let college: Client;
  let adviser: Client;
  let programme: string;
  const place: Record<string, string> = {};
  const file = importing(() => programme);
  const row = (helper: string, helped: string, o: Cells = {}): Cells => ({
    帮扶学生: helper,
    受帮扶学生: helped,
    开始日期: '2026-11-01',
    ...o,
  });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withPersonPairs] });
    const district = await makeDistrict(server);
    const officer = await district.signIn();
    const make = async (parent: string, kind: string, name: string) => {
      place[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent })).id;
    };
    await make(district.id, 'college', '民航职业学院');
    for (const name of ['物流一班', '物流二班']) await make(place['民航职业学院']!, 'class', name);
    for (const [where, name, code] of [
      ['物流一班', '陈晓', '2401'],
      ['物流一班', '林珊', '2402'],
      ['物流一班', '何平', '2403'],
      ['物流二班', '何平', '2411'],
      ['物流二班', '吴越', '2412'],
    ] as const)
      await officer.post('/api/people', { organisation: place[where], kind: 'student', name, code });
    const at = (name: string) => ({ id: place[name]!, district_id: district.id });
    college = await signedIn(server, { role: 'collegeOffice', at: at('民航职业学院') });
    adviser = await signedIn(server, { role: 'adviser', at: at('物流一班') });
    programme = (
      await college.post<{ id: string }>('/api/programmes', {
        plugin: withPersonPairs.id,
        preset: 'plain',
        title: '学业帮扶',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: place['民航职业学院'], subtree: true }],
      })
    ).id;
    const titles = ['学号', '姓名', '排名'];
    const ranks = [titles, ['2401', '陈晓', 1], ['2402', '林珊', 3], ['2411', '何平', 9]];
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '数据', rows: ranks }] }));
    const url = `/api/programmes/${programme}/registers/results/import?name=x.xlsx&period=2026-2027-1`;
    const { body } = await college.send<Import>('POST', url, { bytes, type: XLSX });
    await file.settled(college, body.id);
    await file.apply(college, body);
  });
  afterAll(() => server.close());

  it('knows people by name, and by number or class where several have the name', async () => {
    const done = await file.read(college, [
      row('陈晓', '何平'),
      row('陈晓', '何平', { 受帮扶学生单位: '物流二班' }),
      row('陈晓', '何平', { 受帮扶学生学号或工号: '2403' }),
      row('陈晓', '吴越', { 受帮扶学生学号或工号: '2411' }),
      row('陈晓', '无名'),
      row('陈晓', '陈晓'),
    ]);
    expect(done.counts).toEqual({ ...none, add: 2, error: 4 });
    const reasons = reasonsOf(done);
    expect(reasons.get(2)).toContain('有 2 位“何平”');
    expect(reasons.get(5)).toContain('“吴越”的学号、工号或单位与名单不一致');
    expect(reasons.get(6)).toContain('没有“无名”');
    expect(reasons.get(7)).toContain('不能与自己结对');
  });

  it('asks for a reason where somebody does not qualify, and keeps it', async () => {
    const refused = await file.read(college, [row('林珊', '吴越')]);
    expect(reasonsOf(refused).get(2)).toBe('林珊：排名第 3。特殊情况请填写理由');
    const rows = [row('林珊', '吴越', { 特殊情况理由: '同宿舍，双方自愿', 待核: '班级待核' }), row('陈晓', '林珊')];
    expect((await file.applied(college, rows)).counts).toEqual({ ...none, add: 2 });
    const found = (await file.list(college)).find(({ helper }) => helper.name.startsWith('林珊'))!;
    expect(found).toMatchObject({ reason: '同宿舍，双方自愿', doubt: '班级待核' });
    expect((await file.read(college, rows)).counts).toEqual({ ...none, same: 2 });
  });

  it('refuses a row with somebody who does not qualify, whatever the reason', async () => {
    const rows = [row('何平', '吴越', { 帮扶学生学号或工号: '2411', 特殊情况理由: '班主任推荐' })];
    const refused = await file.read(college, rows);
    expect(refused.counts).toEqual({ ...none, error: 1 });
    expect(reasonsOf(refused).get(2)).toBe('何平：排名第 9');
  });

  it('lets an adviser pair the own class only', async () => {
    const done = await file.read(adviser, [row('陈晓', '何平'), row('陈晓', '吴越')]);
    // There is one 何平 in the class; 吴越 is of another.
    expect(done.counts).toEqual({ ...none, add: 1, error: 1 });
    expect(reasonsOf(done).get(3)).toContain('没有“吴越”');
  });
});
