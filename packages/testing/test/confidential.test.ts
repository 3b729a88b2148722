import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from '@xieshou/core';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  openWorkbook,
  PASSWORD,
  programmeContract,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { samples, withConfidential } from './fixtures/with-confidential.js';

programmeContract(withConfidential, { samples });

interface Rec {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly withheld: readonly string[];
  readonly findings: readonly object[];
  readonly openCorrection: { readonly difference: readonly { readonly field: string }[] } | null;
}
interface Import {
  readonly id: string;
  readonly job: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly { readonly outcome: string; readonly reasons: readonly string[] }[];
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe.each(engines)('what only some may read, on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let college: Client;
  let adviser: Client;
  let otherAdviser: Client;
  let helper: Client;
  let helped: Client;
  let programme: string;
  let pairing: string;
  let session: Rec;

  const records = () => `/api/programmes/${programme}/records`;
  const write = (client: Client, form: string, data: object, o: object = {}) =>
    client.post<Rec>(records(), { form, pairings: [pairing], data, ...o });
  const read = (client: Client, id: string) => client.get<Rec>(`/api/records/${id}`);
  const status = async (client: Client, id: string, part = '') =>
    (await client.send('GET', `/api/records/${id}${part}`)).status;
  const settled = async (client: Client, { id, job }: Import): Promise<Import> => {
    for (;;) {
      const { state } = await client.get<{ state: string }>(`/api/jobs/${job}`);
      if (state === 'done' || state === 'failed') return client.get<Import>(`/api/imports/${id}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const upload = async (client: Client, rows: readonly (readonly string[])[]) => {
    const sheet = { name: '数据', rows: [['学号', '姓名', '帮扶事由', '积欠学分'], ...rows.map((row) => [...row])] };
    const { body } = await client.send<Import>(
      'POST',
      `/api/programmes/${programme}/registers/grounds/import?name=x.xlsx&period=2026-2027-1`,
      { bytes: Buffer.from(await writeXlsx({ sheets: [sheet] })), type: xlsx },
    );
    return settled(client, body);
  };
  const apply = async (client: Client, { id }: Import) =>
    settled(client, await client.post<Import>(`/api/imports/${id}/apply`, { rows: 'all' }));

  /** Everything that somebody is shown of a programme but the audit log, as one text. */
  const doors = async (client: Client): Promise<string[]> => {
    const p = `/api/programmes/${programme}`;
    const lists = [
      `${p}/records`,
      `${p}/records?sort=-submittedAt`,
      `${p}/records?form=talk`,
      `${p}/records?form=care`,
      `${p}/records?state=draft`,
      `${p}/records?from=2026-11-01&to=2026-11-30`,
      `${p}/ledgers/sessions`,
      `${p}/reports/everything`,
      `${p}/duties?period=2026-11`,
      `${p}/pairings`,
      `${p}/ending`,
      `/api/pairings/${pairing}`,
      `/api/workbench`,
      `/api/notifications`,
      `/api/reviews`,
      `/api/search?q=${encodeURIComponent('谈话')}`,
    ];
    const told: string[] = [];
    for (const url of lists) {
      const { status: code, bytes } = await client.send('GET', url);
      told.push(`${url} ${code} ${bytes.toString('utf8').replace(/"request":"[^"]*"/, '')}`);
    }
    for (const url of [`${p}/records`, `${p}/ledgers/sessions`]) {
      const book = await client.send('GET', url, { headers: { accept: xlsx } });
      told.push(`${url} ${book.status} ${book.status === 200 ? JSON.stringify(await openWorkbook(book.bytes)) : ''}`);
    }
    return told;
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withConfidential] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    const make = async (kind: string, name: string, parent: string) => ({
      id: (await officer.post<{ id: string }>('/api/organisations', { kind, name, parent })).id,
      district_id: district.id,
    });
    const school = await make('college', '民航学院', district.id);
    const classA = await make('class', '物流一班', school.id);
    const classB = await make('class', '物流二班', school.id);
    const enrol = async (name: string, code: string) =>
      (await officer.post<{ id: string }>('/api/people', { organisation: classA.id, kind: 'student', name, code })).id;
    const [one, two] = [await enrol('陈晓', '2401'), await enrol('何平', '2402')];
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: withConfidential.id,
        preset: 'plain',
        title: '谈心结对',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    college = await signedIn(server, { role: 'collegeOffice', at: school });
    adviser = await signedIn(server, { role: 'adviser', at: classA });
    otherAdviser = await signedIn(server, { role: 'adviser', at: classB });
    helper = await signedIn(server, { role: 'student', at: classA, person: one });
    helped = await signedIn(server, { role: 'student', at: classA, person: two });
    const grounds = await upload(college, [['2402', '何平', '孤儿、家庭困难', '2.5']]);
    await apply(college, grounds);
    pairing = (
      await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
        helper: one,
        helped: two,
        startsOn: '2026-09-01',
      })
    ).id;
    const data = { on: '2026-11-10', theme: '谈心', credits: 5, kind: 'mind', worry: '夜里睡不好' };
    session = await write(helper, 'session', data);
  });
  afterAll(() => server.close());

  it('of a field is in the record for those whom it names, and for whoever wrote it', async () => {
    const [own, advised, theirs, office] = await Promise.all(
      [helper, adviser, helped, officer].map((client) => read(client, session.id)),
    );
    expect(own).toMatchObject({ data: { kind: 'mind', worry: '夜里睡不好' }, withheld: [] });
    expect(own!.findings).toHaveLength(1);
    expect(advised).toMatchObject({ data: { kind: 'mind', worry: '夜里睡不好' }, withheld: [] });
    expect(theirs).toMatchObject({ data: { worry: '夜里睡不好' }, withheld: ['kind'], findings: [] });
    expect(theirs!.data).not.toHaveProperty('kind');
    expect(office!.data).toEqual({ on: '2026-11-10', theme: '谈心', credits: 5 });
    expect(office!.withheld).toEqual(['kind', 'worry']);
    expect(await status(otherAdviser, session.id)).toBe(404);
  });

  it('of a field changes nothing anywhere for those whom it does not name', async () => {
    const before = { officer: await doors(officer), helped: await doors(helped) };
    const sealed = await server.database.one<{ data: string }>(sql`select data from record where id = ${session.id}`);
    expect(sealed!.data).not.toContain('谈心');
    const changed = await helper.patch<Rec>(`/api/records/${session.id}`, session.version, {
      data: { on: '2026-11-10', theme: '谈心', credits: 5, worry: '夜里睡不好' },
    });
    // Facts are made without it: the report shows every one, and is the same.
    const plain = (texts: readonly string[]) =>
      texts.map((text) => text.replace(/"(version|submittedAt|review|id|at|readAt)":("[^"]*"|\d+|null)/g, ''));
    expect(plain(await doors(officer)).filter((text) => !/workbench|notifications|reviews/.test(text))).toEqual(
      plain(before.officer).filter((text) => !/workbench|notifications|reviews/.test(text)),
    );
    expect(before.helped.join()).not.toMatch(/"mind"|心理/);
    session = await helper.patch<Rec>(`/api/records/${session.id}`, changed.version, {
      data: { on: '2026-11-10', theme: '谈心', credits: 5, kind: 'mind', worry: '夜里睡不好' },
    });
  });

  it('of a field is in no history, correction or review of those whom it does not name', async () => {
    const review = await server.database.one<{ id: string }>(
      sql`select id from review where subject_id = ${session.id} and state = 'open'`,
    );
    await helped.post(`/api/reviews/${review!.id}/decision`, { decision: 'confirm' });
    const now = await read(helper, session.id);
    await helper.post(
      `/api/records/${session.id}/corrections`,
      { data: { ...now.data, kind: 'study', credits: 10 }, reason: '写错了' },
      { version: now.version },
    );
    const fieldsIn = (rec: Rec) => rec.openCorrection!.difference.map((d) => d.field).sort();
    expect(fieldsIn(await read(adviser, session.id))).toEqual(['credits', 'kind']);
    expect(fieldsIn(await read(helped, session.id))).toEqual(['credits']);
    expect(fieldsIn(await read(officer, session.id))).toEqual(['credits']);
    const asked = await helped.get<object>('/api/reviews');
    expect(JSON.stringify(asked)).toContain('credits');
    expect(JSON.stringify(asked)).not.toMatch(/"kind":|mind|study|心理|学业/);
    const open = await server.database.one<{ id: string }>(sql`select w.id from review w
      join record_correction c on c.id = w.subject_id where c.record_id = ${session.id} and w.state = 'open'`);
    await helped.post(`/api/reviews/${open!.id}/decision`, { decision: 'confirm' });
    const history = async (client: Client) => JSON.stringify(await client.get(`/api/records/${session.id}/history`));
    expect(await history(adviser)).toContain('study');
    for (const client of [officer, college, helped]) expect(await history(client)).not.toMatch(/mind|study/);
    expect((await read(helped, session.id)).data).toMatchObject({ credits: 10 });
  });

  it('of a form does not exist for those whom it does not name', async () => {
    const people = { officer, college, helped, otherAdviser };
    const before: Record<string, string[]> = {};
    for (const [name, client] of Object.entries(people)) before[name] = await doors(client);
    const draft = await write(helper, 'talk', { on: '2026-11-11', theme: '谈话', said: '家里有事' }, { draft: true });
    await helper.post(`/api/records/${draft.id}/submit`, undefined, { version: draft.version });
    const talk = await read(helper, draft.id);
    expect(talk.state).toBe('confirmed');
    await write(helper, 'talk', { on: '2026-11-12', theme: '谈话', said: '又谈了一次' }, { draft: true });
    await helper.post(`${records()}/batch`, {
      form: 'talk',
      rows: [{ pairings: [pairing], data: { on: '2026-11-13', theme: '谈话', said: '第三次' } }],
    });
    for (const [name, client] of Object.entries(people)) {
      expect([name, await doors(client)]).toEqual([name, before[name]]);
      for (const part of ['', '/history']) expect([name, await status(client, talk.id, part)]).toEqual([name, 404]);
    }
    const voided = await officer.send('POST', `/api/records/${talk.id}/void`, {
      json: { reason: '看不到的记录' },
      version: talk.version,
    });
    expect(voided.status).toBe(404);
    expect(await read(adviser, talk.id)).toMatchObject({ data: { said: '家里有事' }, withheld: [] });
    const found = await adviser.get<{ rows: Rec[] }>(`${records()}?form=talk&sort=on`);
    expect(found.rows.map((row) => row.data['said'])).toEqual(['家里有事', '第三次']);
    expect(JSON.stringify(await adviser.get('/api/workbench'))).toContain(talk.id);
    // Nothing of it is counted, and nothing of it is in the clear.
    expect(await server.database.all(sql`select 1 from fact where name like 'talk%'`)).toEqual([]);
    const rows = await server.database.all<{ data: string }>(sql`select data from record where form = 'talk'`);
    expect(rows.filter(({ data }) => data.startsWith('{'))).toEqual([]);
    // The audit log says that something was written, and not what.
    const log = await officer.get<{ rows: { subject?: { id: string } }[] }>('/api/audit?size=100');
    expect(JSON.stringify(log)).not.toMatch(/talk|个别谈话|2026-11-11/);
  });

  it('of a form may be named for a side: the helped reads what the owner wrote, the helper does not', async () => {
    const before = await doors(helper);
    const care = await write(officer, 'care', { on: '2026-11-14', theme: '家访' });
    expect(await read(helped, care.id)).toMatchObject({ data: { theme: '家访' } });
    expect(await status(helper, care.id)).toBe(404);
    expect(await status(adviser, care.id)).toBe(404);
    expect(await doors(helper)).toEqual(before);
    // Who is told that it was made void is who may know that it was there.
    await officer.post(`/api/records/${care.id}/void`, { reason: '重复' }, { version: care.version });
    expect(await doors(helper)).toEqual(before);
    expect(JSON.stringify(await helped.get('/api/notifications'))).toContain(care.id);
  });

  it('is sealed with everything else, and not told to whoever seals', async () => {
    const counted = await officer.post<{ sealed: number }>(`/api/programmes/${programme}/seal`, {
      through: '2026-11-20',
    });
    expect(counted.sealed).toBe(1);
    const left = await server.database.all(
      sql`select 1 from record where form = 'talk' and on_day <= '2026-11-20' and state = 'confirmed'`,
    );
    expect(left).toEqual([]);
  });

  it('of a register is sealed, and its import too, from the file to what it would change', async () => {
    const row = await server.database.one<{ data: string }>(sql`select data from register_entry`);
    expect(row!.data.startsWith('{')).toBe(false);
    expect((await upload(college, [['2402', '何平', '孤儿、家庭困难', '2.50']])).counts).toMatchObject({ same: 1 });
    const changed = await upload(college, [['2402', '何平', '重大疾病', '3']]);
    expect(changed.rows[0]).toMatchObject({
      outcome: 'change',
      reasons: ['帮扶事由：孤儿、家庭困难 → 重大疾病', '积欠学分：2.5 → 3.0'],
    });
    const wrong = await upload(college, [['2402', '何平', '不存在的事由', '2.55']]);
    expect(wrong.rows[0]).toMatchObject({
      outcome: 'error',
      reasons: [expect.stringContaining('帮扶事由应填'), '积欠学分应填 0.0 至 30.0 的数，最多 1 位小数'],
    });
    const plans = await server.database.all<{ plan: string; written: string | null }>(
      sql`select plan, written from import_batch`,
    );
    expect(JSON.stringify(plans)).not.toMatch(/孤儿|疾病|困难|不存在的事由/);
    const back = await college.send('GET', `/api/imports/${wrong.id}/errors`);
    expect(JSON.stringify(await openWorkbook(back.bytes))).toContain('不存在的事由');
    await apply(college, changed);
    const entries = await college.get<{ rows: { data: object }[] }>(
      `/api/programmes/${programme}/registers/grounds/entries`,
    );
    expect(entries.rows[0]!.data).toEqual({ grounds: ['illness'], owed: 30 });
    const report = JSON.stringify(await officer.get(`/api/programmes/${programme}/reports/everything`));
    expect(report).toContain('owed');
    expect(report).not.toMatch(/illness|grounds/);
    const { rows } = await college.get<{ rows: object[] }>(`/api/programmes/${programme}/eligible?side=helped`);
    expect(JSON.stringify(rows)).toContain('有帮扶事由');
  });

  it('shows a decimal in a ledger with its digits', async () => {
    const ledger = await officer.get<{ rows: { cells: Record<string, unknown> }[] }>(
      `/api/programmes/${programme}/ledgers/sessions`,
    );
    expect(ledger.rows[0]!.cells['credits']).toBe('1.0');
  });

  it('is for its writer alone once the plugin is gone', async () => {
    const nameOf = async (client: Client) =>
      (await client.get<{ user: { username: string } }>('/api/session')).user.username;
    const names = { officer: await nameOf(officer), helper: await nameOf(helper) };
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    server = await server.restart({ programmes: [] });
    log.mockRestore();
    const again = async (name: string) => {
      const client = server.client();
      await client.signIn(name, PASSWORD);
      return client;
    };
    const list = async (client: Client) =>
      (await client.get<{ rows: { form: string }[] }>(records())).rows.map(({ form }) => form).sort();
    const [officerAgain, helperAgain] = [await again(names.officer), await again(names.helper)];
    // Of the records that are sealed, each is read by who wrote it: the office its own, the student theirs.
    expect(await list(officerAgain)).toEqual(['care']);
    expect(await list(helperAgain)).toEqual(['session', 'talk', 'talk']);
    expect((await officerAgain.send('GET', `/api/records/${session.id}`)).status).toBe(404);
  });
});
