import { type Client, engines, officialPapers, officialTables } from '@xieshou/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type College, makeCollege } from './college.js';

const year = '2026-2027';
const term = '2026-2027-1';
const studies = (notPassed: number, more: Record<string, string> = {}) => ({
  本科生: '是',
  累计未通过门数: String(notPassed),
  上学期不及格门数: '0',
  平均绩点: '1.80',
  ...more,
});
const member = (more: Record<string, string> = {}) => ({ 年级: '3', 政治面貌: '正式党员', 表现突出: '是', ...more });
const results = (now: string, failed: number, passed: number) => ({
  原平均绩点: '1.80',
  现平均绩点: now,
  原未通过门数: String(failed),
  补考通过门数: String(passed),
});
const plan = (sessions: number) => ({
  on: '2026-11-10',
  difficulties: '高等数学和大学物理未通过。',
  goal: '补考通过两门',
  sessions,
  hours: 10,
  times: '周二、周四晚七点',
  measures: '每周讲错题，做往年试题。',
});
const session = (on: string) => ({ on, way: 'exercises', course: '高等数学', minutes: 60, content: '极限习题。' });

describe.each(engines)('plan 15: help for students with failed courses on %s', (engine) => {
  let c: College;
  let helper: Client;
  let helped: Client;
  const pairs: Record<string, string> = {};

  beforeAll(async () => {
    c = await makeCollege(engine, {
      preset: 'plan15',
      settings: { staffSeats: 1, studentSeats: 1 },
      people: [
        ...['赵党员', '钱班主任', '孙职员'].map((name) => ({ name, kind: 'staff' as const })),
        ...['李优秀', '周党员', '吴两门', '郑三门', '王四门', '冯五门', '陈专科', '何未知'].map((name) => ({ name })),
      ],
    });
    await c.importRows('studies', term, {
      李优秀: studies(0),
      周党员: studies(0),
      吴两门: studies(2),
      郑三门: studies(3),
      王四门: studies(4),
      冯五门: studies(5),
      陈专科: studies(5, { 本科生: '否' }),
    });
    await c.importRows('standing', term, {
      李优秀: member(),
      周党员: member({ 表现突出: '否' }),
      何未知: member(),
      吴两门: member({ 政治面貌: '其他' }),
    });
    await c.importRows('staffPosts', year, {
      赵党员: { 党员: '是', 班主任: '否', 教研室负责人: '否' },
      钱班主任: { 党员: '否', 班主任: '是', 教研室负责人: '否' },
      孙职员: { 党员: '否', 班主任: '否', 教研室负责人: '是' },
    });
  });
  afterAll(() => c.server.close());

  it('helps undergraduates from three courses on: not two, and nobody else', async () => {
    expect(await c.eligibleOfCollege('helped')).toEqual(['冯五门', '王四门', '郑三门'].sort());
  });

  it('lets staff Party members, class advisers and excellent student members help', async () => {
    expect(await c.eligibleOfCollege('helper')).toEqual(['李优秀', '赵党员', '钱班主任'].sort());
  });

  it('refuses two courses, 专科 and other members of staff whatever the reason, and takes three', async () => {
    const reason = '学院研究确定';
    for (const [helper, helped, sentence] of [
      ['赵党员', '吴两门', '吴两门：累计未通过 2 门，须达到 3 门'],
      ['赵党员', '陈专科', '陈专科：须为本科生'],
      ['孙职员', '郑三门', '孙职员：教职工党员'],
    ] as const) {
      const { status, body } = await c.pair(helper, helped, { reason });
      expect([status, body.errors?.[0]]).toMatchObject([422, { message: sentence }]);
    }
  });

  it('does not take a student member for an undergraduate of whom nothing is known', async () => {
    const refused = await c.pair('何未知', '王四门');
    expect(refused.body.errors).toMatchObject([{ field: 'reason' }]);
    expect(refused.body.errors![0]!.message).toContain('没有学业情况');
  });

  it('asks a pair for what it has agreed on: one of two sessions is not enough', async () => {
    for (const [one, other] of [
      ['赵党员', '郑三门'],
      ['钱班主任', '王四门'],
      ['李优秀', '冯五门'],
    ] as const) {
      const { status, body } = await c.pair(one, other);
      expect([status, body.errors]).toEqual([201, undefined]);
      pairs[other] = body.id;
    }
    [helper, helped] = [await c.as('赵党员'), await c.as('郑三门')];
    const pairing = pairs['郑三门']!;
    const week = async (id: string) => (await c.cells('tutoring', pairing)).find((cell) => cell.period === id)!;
    const weeks = (await c.cells('tutoring', pairing)).map(({ period }) => period);
    const [last, present] = [weeks[10]!, weeks[11]!];
    // Nobody has agreed yet: the setting holds.
    expect((await week(last)).required).toBe(1);
    await c.both([helper, helped], 'studyPlan', pairing, plan(2));
    await c.both([helper, helped], 'tutoring', pairing, session('2026-11-11'));
    const found = await c.cells('tutoring', pairing);
    const one = found.find((cell) => cell.confirmed === 1)!;
    expect(one).toMatchObject({ required: 2, confirmed: 1, state: 'overdue' });
    await c.both([helper, helped], 'tutoring', pairing, session('2026-11-12'));
    expect((await c.cells('tutoring', pairing)).find((cell) => cell.period === one.period)).toMatchObject({
      required: 2,
      confirmed: 2,
      state: 'met',
    });
    // Weeks before the agreement, and other pairs, are asked what everybody is asked.
    expect(found[1]).toMatchObject({ required: 1 });
    expect((await c.cells('tutoring', pairs['王四门']!)).some(({ required }) => required > 1)).toBe(false);
    expect(present > last).toBe(true);
  });

  it('takes a new agreement from the week in which it is made', async () => {
    const pairing = pairs['郑三门']!;
    await c.both([helper, helped], 'studyPlan', pairing, { ...plan(3), on: '2026-11-23' });
    const required = (await c.cells('tutoring', pairing)).map((cell) => cell.required);
    expect([...new Set(required)]).toEqual([0, 1, 2, 3]);
  });

  it('keeps a file of the student, talks with the family, career and common guidance', async () => {
    const pairing = pairs['郑三门']!;
    const file = await c.write(helper, 'helpedFile', pairing, {
      on: '2026-11-12',
      weakPoints: '高等数学：极限。',
      adviser: '钱班主任',
      family: '单亲，母亲患病。',
    });
    expect(file.status).toBe(201);
    const read = async (client: Client) =>
      (await client.get<{ data: Record<string, unknown> }>(`/api/records/${file.body.id}`)).data;
    expect((await read(helped))['family']).toBeUndefined();
    expect((await read(c.adviser))['family']).toBe('单亲，母亲患病。');
    await c.both([helper, helped], 'contactTalk', pairing, {
      on: '2026-11-13',
      way: 'phone',
      partners: ['family', 'adviser'],
      theme: '期中情况',
      said: '家里支持补课。',
    });
    const career = { on: '2026-11-16', strengths: '动手能力强。', direction: '机械维修', steps: '先过专业基础课。' };
    expect((await c.write(helper, 'careerGuidance', pairing, { ...career, direction: '' })).body.errors).toMatchObject([
      { field: 'data.direction' },
    ]);
    const guided = await c.write(helper, 'careerGuidance', pairing, career);
    expect(guided.status).toBe(201);
    expect(await helped.get(`/api/records/${guided.body.id}`)).toMatchObject({ state: 'confirmed', data: career });
    const joint = (occasion: string, attended: number) =>
      c.write(c.college, 'jointStudy', Object.values(pairs), {
        on: '2026-11-20',
        occasion,
        course: '高等数学',
        tutors: '数学教研室',
        expected: 40,
        attended,
        content: '期末复习。',
      });
    expect((await joint('selfStudy', 41)).body.errors).toMatchObject([{ field: 'data.attended' }]);
    expect((await joint('selfStudy', 40)).status).toBe(201);
    expect((await joint('briefing', 38)).status).toBe(201);
    const { rows } = await c.college.get<{ rows: { cells: Record<string, unknown> }[] }>(
      `/api/programmes/${c.id}/reports/guidance?from=2026-09-01&to=2027-01-31`,
    );
    expect(rows.map(({ cells }) => [cells['occasion'], cells['times'], cells['attended']])).toEqual([
      ['课程学习指导', 0, 0],
      ['考前指导大会', 1, 38],
      ['考试月集体自习', 1, 40],
    ]);
  });

  it('has none of what other plans ask for', async () => {
    const { status } = await c.write(helper, 'termPlan', pairs['郑三门']!, plan(2));
    expect(status).toBe(404);
    const documents = await c.college.get<{ key: string }[]>(`/api/programmes/${c.id}/documents`);
    expect(documents.map(({ key }) => key)).not.toContain('leadingTeam');
    expect((await c.college.send('GET', `/api/programmes/${c.id}/documents/leadingTeam`)).status).toBe(404);
  });

  it('names as many as there are seats by score, and leaves ties to the college', async () => {
    const given = async () =>
      Object.fromEntries((await c.awards(c.college, 'helpAwards', year)).map((a) => [a.party.name, [a.rank, a.level]]));
    // No results yet: sessions alone are something, and nothing at all is no reason to be named.
    await c.settle('helpAwards', year);
    expect(await given()).toMatchObject({ 赵党员: [1, 'excellentStaff'], 李优秀: [1, 'none'] });
    await c.importRows('yearResults', year, {
      郑三门: results('2.30', 2, 1),
      王四门: results('2.30', 2, 1),
      冯五门: results('2.80', 5, 5),
    });
    await c.settle('helpAwards', year);
    // The pair with sessions is ahead.
    expect(await given()).toEqual({
      赵党员: [1, 'excellentStaff'],
      钱班主任: [2, 'none'],
      李优秀: [1, 'excellentStudent'],
    });
    const [first] = (await c.awards(c.college, 'helpAwards', year)).filter(({ party }) => party.name === '赵党员');
    // 50 × 50 % + 50 × 30 % + 9 × 20 %: three of 32 sessions and talks.
    expect(first).toMatchObject({ points: 41 });
    expect(first!.findings!.map(({ text }) => text.zh)).toContain('综合得分 41.80');
    // The helper of the other pair records as many: level, one seat for two.
    const pairing = pairs['王四门']!;
    const two = [await c.as('钱班主任'), await c.as('王四门')] as const;
    for (const on of ['2026-11-11', '2026-11-12', '2026-11-13']) await c.both(two, 'tutoring', pairing, session(on));
    await c.settle('helpAwards', year);
    expect(await given()).toMatchObject({ 赵党员: [1, 'tied'], 钱班主任: [1, 'tied'] });
    const { body } = await c.decide('helpAwards', pairing, { period: year, decision: 'chosen', note: null });
    expect(body.errors).toBeUndefined();
    await c.decide('helpAwards', pairing, { period: year, decision: 'chosen', note: '带的学生基础更弱。' });
    await c.settle('helpAwards', year);
    expect(await given()).toMatchObject({ 赵党员: [1, 'none'], 钱班主任: [1, 'excellentStaff'] });
    const all = await c.awards(c.college, 'helpAwards', year);
    expect(
      all
        .map(({ party }) => party.name)
        .slice(0, 2)
        .sort(),
    ).toEqual(['赵党员', '钱班主任'].sort());
    const chosen = all.find(({ party }) => party.name === '钱班主任')!;
    expect(chosen.findings!.at(-1)!.text.zh).toBe('学院决定：带的学生基础更弱。');
    // A helper is told what came of it, and not why.
    expect(await c.awards(helper, 'helpAwards', year)).toMatchObject([{ rank: 1, findings: null }]);
  });

  it('prints its documents as they were looked at', async () => {
    const papers = await officialPapers(c.college, c.id);
    await expect(papers).toMatchFileSnapshot('golden/plan-15-papers.txt');
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(c.college, c.id, { from: '2026-09-01', to: '2027-01-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-15-tables.txt');
  });
});
