import {
  type Client,
  engines,
  officialPapers,
  officialTables,
  openWord,
  openWorkbook,
  signedIn,
} from '@xieshou/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type College, makeCollege } from './college.js';

const term = '2026-2027-1';
const studies = (failedLast: number, more: Record<string, string> = {}) => ({
  本科生: '是',
  累计未通过门数: '9',
  上学期不及格门数: String(failedLast),
  平均绩点: '1.80',
  ...more,
});
const standing = (year: number, party: string, outstanding = '否') => ({
  年级: String(year),
  政治面貌: party,
  表现突出: outstanding,
});
const talk = {
  on: '2026-11-17',
  way: 'faceToFace',
  partners: ['helped'],
  theme: '期中情况',
  said: '物理实验跟不上，愿意每天多学一小时。',
};

interface Alert {
  readonly record: string;
  readonly words: readonly string[];
  readonly helped: { readonly name: string };
}

describe.each(engines)('plan 18: student Party members, one to one on %s', (engine) => {
  let c: College;
  let helper: Client;
  let helped: Client;
  let pairing: string;
  const alerts = async () => (await c.adviser.get<{ rows: Alert[] }>(`/api/programmes/${c.id}/alerts`)).rows;
  const told = async (client: Client, kind = 'alert') =>
    (await client.get<{ rows: { kind: string; text: { zh: string } }[] }>('/api/notifications')).rows.filter(
      (one) => one.kind === kind,
    );
  const talks = async () => (await c.cells('contactTalk', pairing)).filter(({ confirmed }) => confirmed > 0);

  beforeAll(async () => {
    c = await makeCollege(engine, {
      preset: 'plan18',
      settings: { talksForReward: 2 },
      people: [
        '大二党员',
        '大三预备',
        '大三骨干',
        '大三积极',
        '大一党员',
        '大四党员',
        '挂科二',
        '挂科三',
        '警告生',
        '试读生',
        '心理生',
      ].map((name) => ({ name })),
    });
    await c.importRows('standing', term, {
      大二党员: standing(2, '正式党员'),
      大三预备: standing(3, '预备党员'),
      大三骨干: standing(3, '入党积极分子', '是'),
      大三积极: standing(3, '入党积极分子'),
      大一党员: standing(1, '正式党员'),
      大四党员: standing(4, '正式党员'),
    });
    await c.importRows('studies', term, {
      挂科二: studies(2),
      挂科三: studies(3),
      警告生: studies(0, { 达到退学警告: '是' }),
      试读生: studies(0, { 跟班试读: '是' }),
    });
    await c.importRows('difficulties', term, { 心理生: { 困难类型: '心理困难' } });
  });
  afterAll(() => c.server.close());

  it('helps from three fails of last term on, near dismissal, on trial, or where the adviser has registered it', async () => {
    expect(await c.eligible('helped')).toEqual(['心理生', '挂科三', '警告生', '试读生'].sort());
  });

  it('lets members, probationary members and outstanding activists of years 2 and 3 help', async () => {
    expect(await c.eligible('helper')).toEqual(['大二党员', '大三预备', '大三骨干'].sort());
  });

  it('keeps the kind of difficulty from the helper', async () => {
    const made = await c.pair('大二党员', '心理生');
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    pairing = made.body.id;
    helper = await c.as('大二党员');
    helped = await c.as('心理生');
    const seen = await helper.get(`/api/pairings/${pairing}`);
    expect(JSON.stringify(seen)).not.toMatch(/心理困难|mind/);
    expect((await helper.send('GET', `/api/programmes/${c.id}/registers/difficulties/entries`)).status).toBe(404);
    const kept = await c.adviser.get(`/api/programmes/${c.id}/registers/difficulties/entries`);
    expect(JSON.stringify(kept)).toContain('mind');
  });

  it('keeps it from the pupil, another class, the list of who is eligible, and every export', async () => {
    const entries = `/api/programmes/${c.id}/registers/difficulties/entries`;
    expect((await helped.send('GET', entries)).status).toBe(404);
    expect(JSON.stringify(await helped.get(`/api/pairings/${pairing}`))).not.toMatch(/心理困难|mind/);
    const { id: other } = await c.officer.post<{ id: string }>('/api/organisations', {
      name: '机电二班',
      kind: 'class',
      parent: c.collegeId,
    });
    const elsewhere = await signedIn(c.server, { role: 'adviser', at: c.at(other) });
    expect(JSON.stringify((await elsewhere.send('GET', entries)).body)).not.toMatch(/心理生|mind/);
    expect((await elsewhere.send('GET', `/api/pairings/${pairing}`)).status).toBe(404);
    for (const reader of [c.adviser, c.college]) {
      const eligible = await reader.get<{ rows: object[] }>(`/api/programmes/${c.id}/eligible?side=helped&size=50`);
      expect(JSON.stringify(eligible.rows)).toContain('心理生');
      expect(JSON.stringify(eligible.rows)).not.toMatch(/心理困难|mind/);
    }
    const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    for (const part of ['pairings', 'records', 'ledgers/sessions', 'reports/belowDuty']) {
      const { status, bytes } = await c.college.send('GET', `/api/programmes/${c.id}/${part}`, {
        headers: { accept: xlsx },
      });
      expect([part, status]).toEqual([part, 200]);
      expect(JSON.stringify(await openWorkbook(bytes))).not.toMatch(/心理困难|mind/);
    }
  });

  it('pairs for the programme’s year: not from the day before it, nor from the day after', async () => {
    const { startsOn: from, endsOn: to } = await c.college.get<{ startsOn: string; endsOn: string }>(
      `/api/programmes/${c.id}`,
    );
    expect([from, to]).toEqual(['2026-09-01', '2027-08-31']);
    for (const startsOn of ['2026-08-31', '2027-09-01']) {
      const { status, body } = await c.pair('大三预备', '挂科三', { startsOn });
      expect([startsOn, status, body.errors?.[0]?.field]).toEqual([startsOn, 422, 'startsOn']);
    }
    // It goes on until it is ended, and what is asked ends with the year.
    expect(await c.college.get(`/api/pairings/${pairing}`)).toMatchObject({ startsOn: '2026-09-07', endsOn: null });
  });

  it('counts talks face to face alone: neither one by phone nor one with the family', async () => {
    await c.both([helper, helped], 'contactTalk', pairing, { ...talk, way: 'phone' });
    await c.both([helper, helped], 'contactTalk', pairing, { ...talk, partners: ['family'] });
    expect(await talks()).toEqual([]);
    await c.both([helper, helped], 'contactTalk', pairing, talk);
    expect(await talks()).toMatchObject([{ required: 1, confirmed: 1, state: 'met' }]);
    // The week before had none, the present one is not over, and the one with calls alone would not be met either.
    const weeks = await c.cells('contactTalk', pairing);
    const at = weeks.findIndex(({ confirmed }) => confirmed > 0);
    expect(weeks[at - 1]).toMatchObject({ required: 1, confirmed: 0, state: 'overdue' });
    expect(weeks[at + 1]).toMatchObject({ required: 1, confirmed: 0, state: 'open' });
  });

  it('records how often the helped was in class: all lessons, and not one more', async () => {
    const attend = (attended: number) =>
      c.write(helper, 'classAttendance', pairing, { on: '2026-11-20', lessons: 24, attended });
    expect((await attend(25)).body.errors).toMatchObject([{ field: 'data.attended' }]);
    const { status, body } = await attend(24);
    expect(status).toBe(201);
    await c.confirm(helped, body.id);
    expect(await c.adviser.get(`/api/records/${body.id}`)).toMatchObject({ state: 'confirmed' });
  });

  it('tells what may be a risk to the adviser alone, and each word once', async () => {
    const words = ['自杀', '不想活'];
    // A draft is nobody else's yet.
    const path = `/api/programmes/${c.id}/records`;
    const draft = await helper.post<{ id: string; version: number }>(path, {
      form: 'contactTalk',
      pairings: [pairing],
      data: { ...talk, said: '他说不想活了。' },
      draft: true,
    });
    expect(await alerts()).toEqual([]);
    // A term of the news, in which the word means nothing.
    await c.both([helper, helped], 'contactTalk', pairing, { ...talk, said: '讨论了自杀式袭击的新闻。' });
    expect(await alerts()).toEqual([]);
    const handed = await helper.post<{ id: string; version: number }>(`/api/records/${draft.id}/submit`, undefined, {
      version: draft.version,
    });
    expect(await alerts()).toMatchObject([{ record: draft.id, words: ['不想活'], helped: { name: '心理生' } }]);
    expect(await told(c.adviser)).toHaveLength(1);
    expect((await told(c.adviser))[0]!.text.zh).not.toMatch(/不想活|自杀/);
    // The writer, the other side and everybody else see nothing of it.
    for (const client of [helper, helped, c.college]) {
      expect(await told(client)).toEqual([]);
      expect((await client.send('GET', `/api/programmes/${c.id}/alerts`)).status).toBe(404);
    }
    expect(JSON.stringify(handed)).not.toContain('alert');
    await c.confirm(helped, draft.id);
    // A correction that says something new is told once; one that says the same again is not.
    const correct = async (said: string) => {
      const { version } = await helper.get<{ version: number }>(`/api/records/${draft.id}`);
      await helper.post(
        `/api/records/${draft.id}/corrections`,
        { data: { ...talk, said }, reason: '补充内容' },
        { version },
      );
      const { rows } = await helped.get<{ rows: { id: string }[] }>('/api/reviews?state=open');
      await helped.post(`/api/reviews/${rows[0]!.id}/decision`, { decision: 'confirm' });
    };
    await correct('他说不想活了，提到自杀。');
    expect((await alerts()).map((one) => one.words)).toEqual([['自杀'], ['不想活']]);
    await correct('他说不想活了，提到自杀，已联系家长。');
    expect(await alerts()).toHaveLength(2);
    expect(await told(c.adviser)).toHaveLength(2);
    const audit = await c.officer.get('/api/audit?size=200');
    for (const word of words) expect(JSON.stringify(audit)).not.toContain(word);
  });

  it('has the helped evaluate the helper, who does not see it', async () => {
    const { status, body } = await c.write(helped, 'helperRating', pairing, { on: '2026-11-20', mark: 79 });
    expect(status).toBe(201);
    expect((await helper.send('GET', `/api/records/${body.id}`)).status).toBe(404);
    expect((await helped.send('GET', `/api/records/${body.id}`)).status).toBe(200);
    expect((await c.adviser.send('GET', `/api/records/${body.id}`)).status).toBe(200);
    expect((await c.write(helper, 'helperRating', pairing, { on: '2026-11-20', mark: 100 })).status).toBe(422);
  });

  it('rewards by the average and by the talks that were held: below, at', async () => {
    const result = async () => {
      await c.settle('helperAssessment', term);
      return (await c.awards(c.college, 'helperAssessment', term))[0]!;
    };
    // 79 of 80, talks enough.
    expect(await result()).toMatchObject({ level: 'none', points: 0 });
    // 79 and 81: 80 on average.
    await c.write(helped, 'helperRating', pairing, { on: '2026-11-21', mark: 81 });
    const rewarded = await result();
    expect(rewarded).toMatchObject({ level: 'rewarded', points: 5 });
    expect(rewarded.findings![0]!.text.zh).toBe('评价 2 份，平均 80 分，须 1 份、80 分');
    expect(await c.awards(helper, 'helperAssessment', term)).toMatchObject([{ level: 'rewarded', findings: null }]);
  });

  it('has both sign the letter of responsibility, and prints the three forms', async () => {
    const pledge = { on: '2026-11-18', goal: '各科及格', ofHelper: '每周当面谈话。', ofHelped: '按时上课。' };
    const written = await c.write(helper, 'pledge', pairing, pledge);
    const state = async () => (await helper.get<{ state: string }>(`/api/records/${written.body.id}`)).state;
    expect(await state()).toBe('submitted');
    await c.confirm(helped, written.body.id);
    expect(await state()).toBe('confirmed');
    await c.both([helper, helped], 'courseExchange', pairing, {
      on: '2026-11-19',
      course: '大学物理',
      questions: '受力分析漏力。',
      advice: '先画隔离体图。',
    });
    await c.both([helper, helped], 'tutoring', pairing, {
      on: '2026-11-19',
      way: 'exercises',
      course: '大学物理',
      minutes: 45,
      content: '力学习题。',
    });
    await c.both([helper, helped], 'studyPlan', pairing, {
      on: '2026-11-19',
      difficulties: '大学物理基础不牢。',
      goal: '期末及格',
      sessions: 1,
      hours: 6,
      times: '周四晚，图书馆',
      measures: '每周一次习题讲评。',
    });
    const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    const word = async (key: string, query: string) => {
      const { bytes } = await c.college.send('GET', `/api/programmes/${c.id}/documents/${key}?${query}`, {
        headers: { accept: docx },
      });
      return JSON.stringify(openWord(bytes));
    };
    expect(await word('courseSheet', `pairing=${pairing}`)).toContain('先画隔离体图');
    expect(await word('tutoringSheet', `pairing=${pairing}`)).toContain('力学习题');
    expect(await word('talkSheet', `pairing=${pairing}`)).toContain('愿意每天多学一小时');
    expect(await word('pledgeLetter', `record=${written.body.id}`)).toContain('每周当面谈话');
  });

  it('prints its documents as they were looked at', async () => {
    const papers = await officialPapers(c.college, c.id);
    await expect(papers).toMatchFileSnapshot('golden/plan-18-papers.txt');
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(c.college, c.id, { from: '2026-09-01', to: '2027-01-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-18-tables.txt');
  });
});
