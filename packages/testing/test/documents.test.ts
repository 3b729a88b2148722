import { join } from 'node:path';
import { programmeContract } from '../src/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  clientOf,
  type District,
  engines,
  makeDistrict,
  openWord,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import * as documents from './fixtures/with-documents.js';
import { makeSchool } from './office.js';

const { withDocuments } = documents;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const golden = (name: string) => join(import.meta.dirname, 'fixtures/golden', `${name}.txt`);

type Value = { zh: string; en: string } | string | number | null;
interface Page {
  readonly title: { zh: string; en: string };
  readonly of: string;
  readonly orientation: string;
  readonly unit: string;
  readonly period: { from: string; to: string };
  readonly parts: readonly {
    readonly kind: string;
    readonly text?: { zh: string };
    readonly rows?: readonly (readonly { value: Value; rows: number }[])[];
    readonly totals?: readonly { value: Value }[] | null;
  }[];
}

programmeContract(withDocuments, documents);

describe.each(engines)('documents on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let writer: Client;
  let other: Client;
  let programme: string;
  let pairings: readonly [string, string];
  let both: string;

  const at = (id: string) => ({ id, district_id: district.id });
  const url = (document: string, query = '') =>
    `/api/programmes/${programme}/documents/${document}${query ? `?${query}` : ''}`;
  const paper = async (who: Client, document: string, query = '') => {
    const answer = await who.send('GET', url(document, query), { headers: { accept: DOCX } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, DOCX]);
    const opened = openWord(answer.bytes);
    // Accounts are numbered as tests make them.
    const lines = opened.lines.map((line) => line.replace(/user-\d+/g, 'user'));
    return { ...opened, lines, name: decodeURIComponent(String(answer.headers['content-disposition'])) };
  };
  const visit = async (theme: string, more: Record<string, unknown> = {}, about: readonly string[] = [pairings[0]]) =>
    (
      await writer.post<{ id: string }>(`/api/programmes/${programme}/records`, {
        form: 'visit',
        pairings: about,
        data: { on: '2026-11-05', theme, guests: 3, ...more },
      })
    ).id;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withDocuments] });
    district = await makeDistrict(server, { name: '云川区教育局' });
    officer = await district.signIn();
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: withDocuments.id,
        preset: 'plain',
        title: '云川区走访',
        schoolYear: '2026-2027',
        settings: { visits: 1 },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    const helper = await makeSchool(officer, district.id, '城关小学', 'public');
    const helped = [
      await makeSchool(officer, district.id, '下王庄小学', 'private'),
      await makeSchool(officer, district.id, '小河口小学', 'private'),
    ] as const;
    const section = await officer.post<{ id: string }>('/api/organisations', {
      name: '基础教育股',
      kind: 'section',
      parent: district.id,
    });
    const made: string[] = [];
    for (const one of helped)
      made.push(
        (
          await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
            helper,
            helped: one,
            startsOn: '2026-09-01',
            appointed: { section: section.id },
          })
        ).id,
      );
    pairings = [made[0]!, made[1]!];
    writer = await signedIn(server, { role: 'schoolAdministrator', at: at(helper) });
    other = await signedIn(server, { role: 'schoolAdministrator', at: at(helped[0]) });
    const guide = await officer.post<{ id: string }>('/api/people', {
      name: '王建国',
      kind: 'teacher',
      organisation: helped[0],
    });
    await visit('课堂观察', { guide: guide.id, family: '单亲', burden: '不愿对人说' });
    both = await visit('联合走访', { on: '2026-11-12' }, pairings);
  });
  afterAll(() => server.close());

  it('are listed, the plan first; who reads no reports is offered none over the whole programme', async () => {
    const listed = await officer.get<{ key: string; of: string; form: string | null }[]>(
      `/api/programmes/${programme}/documents`,
    );
    expect(listed.map(({ key, of, form }) => [key, of, form])).toEqual([
      ['plan', 'programme', null],
      ['pairList', 'programme', null],
      ['pairFile', 'pairing', null],
      ['visitForm', 'record', 'visit'],
      ['record', 'record', null],
    ]);
    const outside = await signedIn(server, { role: 'student', at: at(district.id) });
    expect((await outside.send('GET', `/api/programmes/${programme}/documents`)).status).toBe(404);
    expect((await outside.send('GET', url('plan'))).status).toBe(404);
    expect((await clientOf(server.fastify).send('GET', url('plan'))).status).toBe(401);
  });

  it('the plan holds every setting, duty, form and pairing', async () => {
    const plan = await paper(officer, 'plan');
    expect(plan.name).toContain('云川区走访实施方案-2026-11-24.docx');
    await expect(plan.lines.join('\n')).toMatchFileSnapshot(golden('plan'));
    expect(plan.lines).toContain('| 走访次数 | 1 次 | 一 | 每月至少走访几次。 |');
    expect(plan.lines).toContain('| 1 | 走访 | 帮扶学校 | 每月至少 1 次 | 二 |');
  });

  it('the plan in English says the same', async () => {
    await expect((await paper(officer, 'plan', 'language=en')).lines.join('\n')).toMatchFileSnapshot(golden('plan-en'));
  });

  it('a list merges what stands below each other, sums, and goes across the page', async () => {
    const list = await paper(officer, 'pairList');
    await expect(list.lines.join('\n')).toMatchFileSnapshot(golden('pair-list'));
    expect(list.part('document')).toContain('w:orient="landscape"');
    expect(list.part('footer1')).toContain('PAGE');
    const page = await officer.get<Page>(url('pairList'));
    expect([page.title.zh, page.orientation, page.period]).toEqual([
      '云川区走访结对一览表',
      'landscape',
      { from: '2026-09-01', to: '2027-08-31' },
    ]);
    const table = page.parts.find(({ kind }) => kind === 'table')!;
    expect(table.rows!.map((row) => row.map(({ rows }) => rows))).toEqual([
      [2, 2, 1, 1, 1],
      [0, 0, 1, 1, 1],
    ]);
    expect(table.totals!.map(({ value }) => value)).toEqual([{ zh: '合计', en: 'Total' }, null, null, 3, null]);
  });

  it('one school sees of a list, a pairing and a record what is its own', async () => {
    const lines = (await paper(other, 'pairList')).lines.join('\n');
    expect(lines).toContain('下王庄小学');
    expect(lines).not.toContain('小河口小学');
    expect((await other.send('GET', url('pairFile', `pairing=${pairings[1]}`))).status).toBe(404);
    const record = (await paper(other, 'record', `record=${both}`)).lines.join('\n');
    expect(record).toContain('下王庄小学');
    expect(record).not.toContain('小河口小学');
  });

  it('a pairing with its confirmed records names people and keeps what is sensitive', async () => {
    const file = await paper(officer, 'pairFile', `pairing=${pairings[0]}&period=2026-11`);
    await expect(file.lines.join('\n')).toMatchFileSnapshot(golden('pair-file'));
    expect(file.lines).toContain('| 2026-11-05 | 课堂观察 | 王建国 |  |');
    // The last day of October, and the first of November.
    const edge = async (period: string) =>
      (await paper(officer, 'pairFile', `pairing=${pairings[0]}&period=${period}`)).lines;
    await visit('月末', { on: '2026-10-31' });
    expect(await edge('2026-10')).toContain('| 2026-10-31 | 月末 |  |  |');
    expect(await edge('2026-11')).not.toContain('| 2026-10-31 | 月末 |  |  |');
  });

  it('any record of any form goes to paper, about one pairing or several', async () => {
    await expect((await paper(writer, 'record', `record=${both}`)).lines.join('\n')).toMatchFileSnapshot(
      golden('record'),
    );
    const one = await visit('家访', { family: '单亲', burden: '不愿对人说', remark: '下次带家长。' });
    const lines = (await paper(writer, 'record', `record=${one}`)).lines;
    await expect(lines.join('\n')).toMatchFileSnapshot(golden('record-of-one'));
    expect(lines.join('\n')).not.toContain('不愿对人说');
    expect((await paper(writer, 'visitForm', `record=${one}`)).lines).toContain('主题：家访');
  });

  it('text comes out as it was written, without what a file cannot hold', async () => {
    const strange = '<b>甲&乙</b> "丙" \'丁\' _x0041_ ]]>';
    const id = await visit(strange, { remark: '第一行\n第二行' });
    const lines = (await paper(writer, 'record', `record=${id}`)).lines.join('\n');
    expect(lines).toContain(strange);
    expect(lines).toContain('第一行⏎第二行');
  });

  it('a period, pairing or record that there is not is refused at its place', async () => {
    const refusal = async (document: string, query: string) => {
      const { status, body } = await officer.send<{ errors?: { field: string }[] }>('GET', url(document, query));
      return [status, ...(body.errors ?? []).map(({ field }) => field)];
    };
    expect(await refusal('plan', 'period=nonsense')).toEqual([422, 'period']);
    expect(await refusal('plan', 'period=2030-01')).toEqual([422, 'period']);
    expect(await refusal('plan', 'period=2026-08')).toEqual([422, 'period']);
    expect(await refusal('plan', 'period=2026-09')).toEqual([200]);
    expect(await refusal('pairFile', '')).toEqual([422, 'pairing']);
    expect(await refusal('record', '')).toEqual([422, 'record']);
    expect(await refusal('nothing', '')).toEqual([404]);
    expect(await refusal('constructor', '')).toEqual([404]);
    expect(await refusal('record', `record=${pairings[0]}`)).toEqual([404]);
  });

  it.each([
    ['throws', '出错'],
    ['answers what cannot be printed', '半个'],
  ])('a rule that %s is the fault of its programme', async (_, theme) => {
    const id = await visit(theme);
    const { status, body } = await writer.send('GET', url('visitForm', `record=${id}`));
    expect([status, body['code']]).toEqual([422, 'programme-fault']);
    expect(String(body['title'] ?? body['detail'])).toContain('documents.visitForm.parts');
    // The same record on the form that every programme has.
    expect((await paper(writer, 'record', `record=${id}`)).lines.join('\n')).toContain(theme);
  });

  it('a changed setting changes the plan', async () => {
    const read = await officer.get<{ version: number }>(`/api/programmes/${programme}`);
    await officer.patch(`/api/programmes/${programme}`, read.version, { settings: { visits: 3 } });
    // It takes effect with the next month, and sessions have ended by then.
    server.clock.moveTo('2026-12-01T02:00:00Z');
    officer = await district.signIn();
    const { lines } = await paper(officer, 'plan');
    expect(lines).toContain('| 走访次数 | 3 次 | 一 | 每月至少走访几次。 |');
    expect(lines).toContain('| 1 | 走访 | 帮扶学校 | 每月至少 3 次 | 二 |');
    expect(lines.join('\n')).not.toContain('至少 1 次');
  });

  it('leaves out of the plan what only the platform looks at', async () => {
    const { lines } = await paper(officer, 'plan');
    expect(lines.filter((line) => /留意的词语/.test(line))).toEqual([]);
  });

  it('names the leading group where the settings name it, and nowhere else in it', async () => {
    const before = (await paper(officer, 'plan')).lines;
    expect(before.filter((line) => line.startsWith('| 成员 |'))).toEqual(['| 成员 |  |  |  |', '| 成员 |  |  |  |']);
    const read = await officer.get<{ version: number; settings: object }>(`/api/programmes/${programme}`);
    await officer.patch(`/api/programmes/${programme}`, read.version, {
      settings: {
        ...read.settings,
        leadingHead: '周建国，县教育局党组书记、局长，0735-2223456',
        leadingMembers: '李红梅，基础教育股股长\n王志强\n\n教师发展中心，钱芳、孙立',
      },
    });
    // At once, where numbers wait for the next period.
    const after = (await paper(officer, 'plan')).lines;
    const from = after.findIndex((line) => line.startsWith('| 职务 |'));
    expect(after.slice(from, from + 6)).toEqual([
      '| 职务 | 姓名 | 单位和职务 | 联系电话 |',
      '| 组长 | 周建国 | 县教育局党组书记、局长 | 0735-2223456 |',
      '| 成员 | 李红梅 | 基础教育股股长 |  |',
      '| 成员 | 王志强 |  |  |',
      '| 成员 | 教师发展中心 | 钱芳、孙立 |  |',
      '四、主要任务',
    ]);
    expect(after.filter((line) => line.includes('周建国'))).toHaveLength(1);
  });
});
