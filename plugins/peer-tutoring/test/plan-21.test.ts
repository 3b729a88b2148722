import { type Client, engines, officialPapers, officialTables, openWord } from '@xieshou/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type College, makeCollege, type Refusal } from './college.js';

const year = '2026-2027';
const term = '2026-2027-1';
const studies = (more: Record<string, string> = {}) => ({
  本科生: '是',
  累计未通过门数: '1',
  上学期不及格门数: '1',
  平均绩点: '2.10',
  ...more,
});
const review = {
  term: 'first',
  passed: 6,
  failed: 1,
  analysis: '高等数学由 42 分提高到 68 分。',
  discipline: 'kept',
  effect: 'good',
};

const summed = {
  term: 'first',
  heading: '第一学期总结',
  done: '结对 1 对。',
  results: '1 人解除预警。',
  next: '增加英语辅导。',
};

describe.each(engines)('plan 21: help for students with a warning on %s', (engine) => {
  let c: College;
  let helper: Client;
  let helped: Client;
  let pairing: string;
  const setting = async (settings: object) => {
    const { version, settings: now } = await c.college.get<{ version: number; settings: object }>(
      `/api/programmes/${c.id}`,
    );
    const { status } = await c.college.send('PATCH', `/api/programmes/${c.id}`, {
      json: { settings: { ...now, ...settings } },
      version,
    });
    expect(status).toBe(200);
  };
  const word = async (key: string, query = '') => {
    const { bytes } = await c.college.send('GET', `/api/programmes/${c.id}/documents/${key}?${query}`, {
      headers: { accept: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
    });
    return JSON.stringify(openWord(bytes));
  };

  beforeAll(async () => {
    c = await makeCollege(engine, {
      preset: 'plan21',
      // The last of the first 21 days of the term.
      from: '2026-09-21T10:00:00+08:00',
      settings: { leaders: '王组长、曹组长', deputies: '李、朱、黄、赵', teamMembers: '学工办主任；各教研室主任' },
      people: [
        ...['教研主任', '班主任', '职员'].map((name) => ({ name, kind: 'staff' as const })),
        ...['志愿者', '同学', '预警生', '留级生', '申请生', '普通生'].map((name) => ({ name })),
      ],
    });
    await c.importRows('studies', term, {
      预警生: studies({ 学业预警: '是' }),
      留级生: studies({ 留级: '是' }),
      申请生: studies({ 自愿申请: '是' }),
      普通生: studies(),
    });
    await c.importRows('standing', term, {
      志愿者: { 年级: '3', 政治面貌: '其他', 学业辅导志愿者: '是' },
      同学: { 年级: '3', 政治面貌: '其他', 学业辅导志愿者: '否' },
    });
    await c.importRows('staffPosts', year, {
      教研主任: { 教研室负责人: '是' },
      班主任: { 班主任: '是' },
      职员: { 党员: '是' },
    });
  });
  afterAll(() => c.server.close());

  it('helps who is warned, repeats the year or applies; others with a reason', async () => {
    expect(await c.eligibleOfCollege('helped')).toEqual(['预警生', '留级生', '申请生'].sort());
    expect(await c.eligibleOfCollege('helped', 'withReason')).toContain('普通生');
    expect(await c.eligibleOfCollege('helper')).toEqual(['志愿者', '教研主任', '班主任'].sort());
  });

  it('changes pairs in the first 21 days of a term only, and says so', async () => {
    const after = await c.pair('教研主任', '预警生', { startsOn: '2026-09-22' });
    expect([after.status, after.body.errors?.[0]?.field]).toEqual([422, 'startsOn']);
    const made = await c.pair('教研主任', '预警生', { startsOn: '2026-09-21' });
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    pairing = made.body.id;
    const ordinary = await c.pair('志愿者', '普通生', { startsOn: '2026-09-21' });
    expect(ordinary.body.errors?.[0]?.field).toBe('reason');
    const special = await c.pair('志愿者', '普通生', { startsOn: '2026-09-21', reason: '学习困难，辅导员推荐' });
    expect(special.status).toBe(201);
    const end = (id: string, day: string) =>
      c.college.send<Refusal>('POST', `/api/pairings/${id}/end`, {
        json: { on: day, reason: '更换帮扶人' },
        version: 1,
      });
    const ended = await end(special.body.id, '2026-09-21');
    expect([ended.status, ended.body.errors]).toEqual([200, undefined]);
    // The pair stands until its last day is over.
    expect(await word('pairList')).toContain('现有 2 对，已结束 0 对。');
    await c.moveTo('2026-09-22T10:00:00+08:00');
    const list = await word('pairList');
    expect(list).toMatch(/普通生[^"]*2026-09-21 结束/);
    expect(list).toMatch(/预警生[^"]*2026-09-21 \|  \|/);
    expect(list).toContain('现有 1 对，已结束 1 对。');
    const late = await c.pair('班主任', '留级生', { startsOn: '2026-09-21' });
    expect([late.status, late.body.errors?.[0]?.field]).toEqual([422, 'startsOn']);
    expect(late.body.errors![0]!.message).toContain('2026-09-01 至 2026-09-21');
    const refused = await end(pairing, '2026-09-22');
    expect([refused.status, refused.body.errors?.[0]?.field]).toEqual([422, 'on']);
    await c.moveTo('2026-11-24T10:00:00+08:00');
    const changes = await word('pairChanges', `period=${term}`);
    expect(changes).toMatch(/新建.*2026-09-21.*普通生/);
    expect(changes).toMatch(/结束.*2026-09-21.*普通生/);
  });

  it('registers goal and plan, and records sessions', async () => {
    [helper, helped] = [await c.as('教研主任'), await c.as('预警生')];
    const id = await c.both([helper, helped], 'studyPlan', pairing, {
      on: '2026-09-22',
      difficulties: '高等数学跟不上。',
      goal: '解除预警',
      sessions: 1,
      hours: 8,
      times: '周三晚，教研室',
      measures: '每周讲错题。',
    });
    const session = { on: '2026-11-18', way: 'exercises', course: '高等数学', minutes: 60, content: '极限习题。' };
    await c.both([helper, helped], 'tutoring', pairing, session);
    await c.both([helper, helped], 'tutoring', pairing, { ...session, on: '2026-11-20', minutes: 45 });
    expect(await word('registration', `record=${id}`)).toContain('解除预警');
    expect(await word('recordSheet', `pairing=${pairing}`)).toMatch(
      /学业帮扶记录表.*极限习题.*合计.*105.*辅导员（签名）/,
    );
    // 辅导情况表 is a paper of plan 18.
    const documents = await c.college.get<{ key: string }[]>(`/api/programmes/${c.id}/documents`);
    expect(documents.map(({ key }) => key)).not.toContain('tutoringSheet');
  });

  it('refuses the assessment until the marks are out: the day before, the day, and without a day', async () => {
    const assess = (day: string) => c.write(c.college, 'effectReview', pairing, { ...review, on: day });
    const none = await assess('2026-11-24');
    expect([none.status, none.body.errors?.[0]]).toMatchObject([422, { field: 'data.on' }]);
    await setting({ marksOutOn: '2026-11-23' });
    const before = await assess('2026-11-22');
    expect(before.body.errors![0]!.message).toContain('2026-11-23');
    const made = await assess('2026-11-23');
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    expect((await assess('2026-11-24')).status).toBe(201);
    expect(await word('reviewSheet', `record=${made.body.id}`)).toContain('42 分提高到 68 分');
  });

  it('analyses the results, and prints the summary for the seal and the team', async () => {
    const { rows } = await c.college.get<{ rows: { cells: Record<string, unknown> }[] }>(
      `/api/programmes/${c.id}/reports/resultsAnalysis?from=2026-10-01&to=2027-01-31`,
    );
    expect(rows.map(({ cells }) => cells)).toEqual([
      {
        helper: '教研主任（机电学院）',
        helped: '预警生（机电一班）',
        sessions: 2,
        term: '第一学期',
        passed: 6,
        failed: 1,
        effect: '优秀',
      },
    ]);
    const sumUp = (on: string) => c.write(c.college, 'collegeSummary', pairing, { ...summed, on });
    const before = await sumUp('2026-11-22');
    expect([before.status, before.body.errors?.[0]?.field]).toEqual([422, 'data.on']);
    expect(await word('unassessed')).toMatch(/第一学期.*预警生.*已考核.*未列入/);
    const summary = await sumUp('2026-11-23');
    expect(await word('unassessed')).not.toContain('预警生');
    expect(summary.status).toBe(201);
    expect(await word('summaryPaper', `record=${summary.body.id}`)).toContain('签章');
    const team = await word('leadingTeam');
    expect(team).toContain('王组长、曹组长');
    // Two leaders and four deputies are what is asked for: there is nothing to check.
    expect(team).not.toContain('核对：');
  });

  it('changes pairs in the first 21 days of the second term: the last of them, and the day after', async () => {
    await c.moveTo('2027-02-21T10:00:00+08:00');
    const made = await c.pair('班主任', '留级生', { startsOn: '2027-02-21' });
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    await c.moveTo('2027-02-22T10:00:00+08:00');
    const late = await c.pair('志愿者', '申请生', { startsOn: '2027-02-21' });
    expect([late.status, late.body.errors?.[0]?.field]).toEqual([422, 'startsOn']);
    expect(late.body.errors![0]!.message).toContain('2027-02-01 至 2027-02-21');
  });

  it('refuses assessment and summary of the second term until its own marks are out', async () => {
    await c.moveTo('2027-07-13T10:00:00+08:00');
    const second = (form: string, on: string) =>
      c.write(c.college, form, pairing, { ...(form === 'effectReview' ? review : summed), term: 'second', on });
    const forms = ['effectReview', 'collegeSummary'];
    for (const form of forms) {
      // The marks of the first term are out for months.
      const none = await second(form, '2027-07-13');
      expect([form, none.status, none.body.errors?.[0]?.field]).toEqual([form, 422, 'data.on']);
    }
    await setting({ secondMarksOutOn: '2027-07-12' });
    for (const form of forms) {
      const before = await second(form, '2027-07-11');
      expect([form, before.status]).toEqual([form, 422]);
      expect(before.body.errors![0]!.message).toContain('第二学期期末成绩于 2027-07-12 公布');
    }
    // Only the pair of the second term is missing there, and only there.
    expect((await word('unassessed')).match(/第.学期 \| (预警生|留级生)/g)).toEqual([
      '第二学期 | 留级生',
      '第二学期 | 预警生',
    ]);
    for (const form of forms) expect([form, (await second(form, '2027-07-12')).status]).toEqual([form, 201]);
    expect((await word('unassessed')).match(/第.学期 \| (预警生|留级生)/g)).toEqual(['第二学期 | 留级生']);
    // One about the first term may still be written.
    expect((await c.write(c.college, 'effectReview', pairing, { ...review, on: '2027-07-11' })).status).toBe(201);
  });

  it('prints its documents as they were looked at', async () => {
    const papers = await officialPapers(c.college, c.id);
    await expect(papers).toMatchFileSnapshot('golden/plan-21-papers.txt');
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(c.college, c.id, { from: '2026-09-01', to: '2027-08-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-21-tables.txt');
  });
});
