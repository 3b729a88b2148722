import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { confirm, reviewOf } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { audited, confirmed, correct, read, seal, voided } from './life.js';
import { makeMeeting, type Meeting } from './meeting.js';
import { gist } from './office.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Filed {
  readonly id: string;
  readonly number: number;
  readonly latest: number;
  readonly hash: string;
  readonly workbookHash: string;
  readonly rowCount: number;
  readonly asOf: string;
  readonly title: string;
  readonly rows: readonly {
    readonly key: string;
    readonly record: string | null;
    readonly cells: Record<string, unknown>;
  }[];
}
interface Differences {
  readonly unavailable: { readonly zh: string } | null;
  readonly columns: readonly { readonly key: string; readonly change: string }[];
  readonly counts: { readonly added: number; readonly gone: number; readonly changed: number };
  readonly total: number;
  readonly rows: readonly {
    readonly change: string;
    readonly record: string | null;
    readonly cells: Record<string, unknown>;
    readonly changed: readonly { readonly column: string; readonly before: unknown; readonly after: unknown }[];
    readonly because: readonly {
      readonly action: string;
      readonly correction: number | null;
      readonly reason: string | null;
    }[];
  }[];
}

describe.each(engines)('filed sheets on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let officer: Client;
  let writer: Client;
  let a: Client;
  let b: Client;

  const file = (client: Client, json: object = {}, programme = meeting.programme) =>
    client.send<Filed & { code?: string }>('POST', `/api/programmes/${programme}/filed-sheets`, {
      json: { kind: 'ledger', name: 'visits', title: '走访台账', ...json },
    });
  const filed = async (client: Client, json?: object): Promise<Filed> => {
    const answer = await file(client, json);
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const open = (client: Client, id: string) => client.get<Filed>(`/api/filed-sheets/${id}?size=200`);
  const against = (client: Client, id: string) =>
    client.get<Differences>(`/api/filed-sheets/${id}/differences?size=200`);
  const listed = async (client: Client, query = '') =>
    (await client.get<{ rows: Filed[] }>(`/api/filed-sheets?size=200${query}`)).rows;
  const bytes = (client: Client, id: string) =>
    client.send<{ code?: string }>('GET', `/api/filed-sheets/${id}`, { headers: { accept: XLSX } });
  const nothing = { added: 0, gone: 0, changed: 0 };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    [officer, writer, a, b] = [
      await meeting.office(),
      await meeting.at('h'),
      await meeting.at('a'),
      await meeting.at('b'),
    ];
  });
  afterAll(() => server.close());

  it('stand while the ledger goes on: a correction, a void and a late record are differences', async () => {
    const first = await confirmed(meeting, writer, a, '2026-10-12');
    const second = await confirmed(meeting, writer, a, '2026-10-13');
    expect((await seal(officer, meeting.programme, '2026-10-31')).status).toBe(200);
    const sheet = await filed(officer, { filter: { from: '2026-10-01', to: '2026-10-31' }, note: '十月' });
    expect(sheet).toMatchObject({
      rowCount: 2,
      number: 1,
      latest: 1,
      note: '十月',
      settingsVersion: 1,
      reach: 'district',
    });
    expect((await audited(server, sheet.id))[0]).toBe('sheet.file');
    const before = await open(officer, sheet.id);
    expect(before.rows.map((row) => row.cells)).toMatchObject([
      { '@number': 1, on: '2026-10-12', guests: 3 },
      { '@number': 2, on: '2026-10-13', guests: 3 },
    ]);
    expect(await against(officer, sheet.id)).toMatchObject({ unavailable: null, counts: nothing, total: 0, rows: [] });

    await correct(writer, await read(writer, first.id), { guests: 5 }, '少记两人');
    expect((await against(officer, sheet.id)).total).toBe(0);
    await confirm(a, await reviewOf(a, first.id));
    await voided(officer, await read(officer, second.id), '重复填写');
    const late = await meeting.visit(writer, ['a', 'b'], '2026-10-05');
    const now = await officer.get<{ rows: { record: string; cells: { guests: number } }[] }>(
      `/api/programmes/${meeting.programme}/ledgers/visits?from=2026-10-01&to=2026-10-31`,
    );
    expect(now.rows.map((row) => [row.record, row.cells.guests])).toEqual([
      [first.id, 5],
      [late.id, 3],
      [late.id, 3],
    ]);
    const after = await open(officer, sheet.id);
    expect([after.hash, after.rows]).toEqual([before.hash, before.rows]);
    const found = await against(officer, sheet.id);
    expect(found.counts).toEqual({ added: 2, gone: 1, changed: 1 });
    expect(found.rows).toMatchObject([
      {
        change: 'changed',
        record: first.id,
        changed: [{ column: 'guests', before: 3, after: 5 }],
        because: [{ action: 'correct', correction: 1, reason: '少记两人' }],
      },
      {
        change: 'gone',
        record: second.id,
        cells: { on: '2026-10-13' },
        changed: [],
        because: [{ action: 'void', correction: null, reason: '重复填写' }],
      },
      { change: 'added', record: late.id, cells: { on: '2026-10-05' }, because: [{ action: 'submit' }] },
      { change: 'added', record: late.id },
    ]);
    expect(found.rows[0]!.because).toHaveLength(1);
    // A second correction joins the first, and one page at a time says the same.
    await correct(writer, await read(writer, first.id), { guests: 6 }, '又一人');
    await confirm(a, await reviewOf(a, first.id));
    const paged = await officer.get<Differences>(`/api/filed-sheets/${sheet.id}/differences?size=1&page=1`);
    expect([paged.total, paged.rows.length]).toEqual([4, 1]);
    expect(paged.rows[0]!.because.map((x) => x.correction)).toEqual([1, 2]);
    // Filed again it is the second; the first knows that there is a later one.
    const again = await filed(officer, { filter: { from: '2026-10-01', to: '2026-10-31' } });
    expect([again.number, again.latest]).toEqual([2, 2]);
    expect((await listed(officer)).slice(0, 2).map((s) => [s.number, s.latest])).toEqual([
      [2, 2],
      [1, 2],
    ]);
    expect((await against(officer, again.id)).total).toBe(0);
  });

  it('keep the workbook to the byte and prove it', async () => {
    const sheet = await filed(officer, { filter: { to: '2026-12-31' } });
    const once = await bytes(officer, sheet.id);
    await correct(writer, await confirmed(meeting, writer, a, '2026-11-02'), { theme: '改了' });
    const twice = await bytes(officer, sheet.id);
    expect(once.status).toBe(200);
    expect(once.bytes.equals(twice.bytes)).toBe(true);
    const sha = createHash('sha256').update(once.bytes);
    expect(sheet.workbookHash).toBe(sha.copy().digest('hex'));
    expect(once.headers['repr-digest']).toBe(`sha-256=:${sha.digest('base64')}:`);
    const { rows } = await open(officer, sheet.id);
    const [paper] = await openWorkbook(once.bytes);
    const head = paper!.rows.findIndex((row) => row[0] === '序号');
    expect(paper!.rows.slice(head + 1, head + 1 + rows.length).map((row) => [row[1], row[3], row[4]])).toEqual(
      rows.map(({ cells }) => [cells['on'], cells['theme'], String(cells['guests'])]),
    );
    const kept = await server.database.one<{ hash: string }>(
      sql`select s.hash from filed_sheet f join stored_file s on s.id = f.rows_file where f.id = ${sheet.id}`,
    );
    expect(kept!.hash).toBe(sheet.hash);
    // Damaged on the disk: a sentence and no wrong rows.
    const place = join(server.filesDir, sheet.hash.slice(0, 2), sheet.hash);
    writeFileSync(place, '[]');
    expect(gist(await officer.send('GET', `/api/filed-sheets/${sheet.id}`))).toEqual([500, 'file-damaged']);
    expect(gist(await officer.send('GET', `/api/filed-sheets/${sheet.id}/differences`))).toEqual([500, 'file-damaged']);
    writeFileSync(join(server.filesDir, sheet.workbookHash.slice(0, 2), sheet.workbookHash), 'x');
    expect(gist(await bytes(officer, sheet.id))).toEqual([500, 'file-damaged']);
  });

  it('hold reports and the rectification ledger the same way', async () => {
    const report = await filed(officer, { kind: 'report', name: 'overview', title: '总览' });
    expect(report).toMatchObject({ filter: { from: '2026-09-01', to: '2027-01-31' }, rowCount: 2 });
    const { rows } = await open(officer, report.id);
    expect(rows.map((row) => row.key).sort()).toEqual([meeting.pairings.a, meeting.pairings.b].sort());
    const visits = Number(rows.find((row) => row.key === meeting.pairings.b)!.cells['visits']);
    await meeting.visit(writer, ['b'], '2026-11-09');
    expect(await against(officer, report.id)).toMatchObject({
      counts: { ...nothing, changed: 1 },
      rows: [
        {
          change: 'changed',
          record: null,
          changed: [{ column: 'visits', before: visits, after: visits + 1 }],
          because: [],
        },
      ],
    });
    const problem = await writer.post<{ id: string }>(`/api/programmes/${meeting.programme}/rectifications`, {
      pairing: meeting.pairings.a,
      content: '台账不全',
    });
    const kept = await writer.send<Filed>('POST', `/api/programmes/${meeting.programme}/filed-sheets`, {
      json: { kind: 'rectification', title: '整改台账' },
    });
    expect(kept.body).toMatchObject({ rowCount: 1, name: 'rectification', reach: 'own' });
    const version = (await a.get<{ version: number }>(`/api/rectifications/${problem.id}`)).version;
    await a.send('POST', `/api/rectifications/${problem.id}/answer`, {
      version,
      json: { measures: '补齐', responsible: '张三' },
    });
    expect((await against(writer, kept.body.id)).rows).toMatchObject([
      {
        change: 'changed',
        rectification: problem.id,
        changed: [
          { column: 'measures', before: null, after: '补齐' },
          { column: 'responsible', before: null, after: '张三' },
          { column: 'state', before: '待整改', after: '整改中' },
        ],
      },
    ]);
  });

  it('are read by whoever could have made them, and by nobody else', async () => {
    const [all, mine] = [await filed(officer), await filed(a)];
    expect([mine.rowCount < all.rowCount, (mine as unknown as { reach: string }).reach]).toEqual([true, 'own']);
    const teacher = await meeting.at('a', 'teacher');
    const auditor = await signedIn(server, { role: 'auditor', at: meeting.district });
    const other = await (await makeDistrict(server)).signIn();
    const reads = async (client: Client, id: string) => [
      (await client.send('GET', `/api/filed-sheets/${id}`)).status,
      (await client.send('GET', `/api/filed-sheets/${id}/differences`)).status,
      (await bytes(client, id)).status,
      (await listed(client)).some((sheet) => sheet.id === id),
    ];
    const [yes, no] = [
      [200, 200, 200, true],
      [404, 404, 404, false],
    ];
    for (const [client, id, expected] of [
      [officer, all.id, yes],
      [officer, mine.id, yes],
      [auditor, all.id, yes],
      [auditor, mine.id, yes],
      [a, mine.id, yes],
      [teacher, mine.id, yes],
      [a, all.id, no],
      [b, mine.id, no],
      [writer, mine.id, no],
      [teacher, all.id, no],
      [other, all.id, no],
      [other, mine.id, no],
    ] as const)
      expect(await reads(client, id)).toEqual(expected);
    // Who may only look cannot file, and is told no more than a stranger.
    expect((await file(auditor)).status).toBe(404);
    expect((await file(teacher)).status).toBe(404);
    expect((await file(other)).status).toBe(404);
    // The differences are those of the reach it was filed in, whoever reads them.
    const before = (await against(officer, mine.id)).total;
    await meeting.visit(writer, ['b'], '2026-11-10');
    expect((await against(officer, mine.id)).total).toBe(before);
    expect((await against(officer, all.id)).total).toBe(1);
  });

  it('of a school are read at its centre school, those of a bureau are not', async () => {
    const centre = await officer.post<{ id: string }>('/api/organisations', {
      name: '中心校',
      kind: 'centreSchool',
      parent: meeting.district.id,
    });
    const school = await officer.post<{ id: string }>('/api/organisations', {
      name: '村小',
      kind: 'school',
      ownership: 'private',
      schoolKind: 'primary',
      parent: centre.id,
    });
    await officer.post(`/api/programmes/${meeting.programme}/pairings`, {
      helper: meeting.schools.h.id,
      helped: school.id,
      startsOn: '2026-09-01',
    });
    const district_id = meeting.district.id;
    const inspector = await signedIn(server, { role: 'centreSchoolInspector', at: { id: centre.id, district_id } });
    const village = await signedIn(server, { role: 'schoolAdministrator', at: { id: school.id, district_id } });
    const [own, all] = [await filed(village), await filed(officer)];
    expect((await inspector.send('GET', `/api/filed-sheets/${own.id}`)).status).toBe(200);
    expect((await inspector.send('GET', `/api/filed-sheets/${all.id}`)).status).toBe(404);
    expect((await listed(inspector)).map((sheet) => sheet.id)).toEqual([own.id]);
    expect((await file(inspector)).status).toBe(404);
  });

  it('name only what lies in the reach of whoever files', async () => {
    const foreign = meeting.pairings.b;
    expect(gist(await file(a, { filter: { pairing: foreign } }))).toEqual([422, 'invalid', 'filter.pairing']);
    expect(gist(await file(a, { filter: { organisation: meeting.schools.b.id } }))).toEqual([
      422,
      'invalid',
      'filter.organisation',
    ]);
    expect(
      await filed(a, { filter: { pairing: meeting.pairings.a, organisation: meeting.schools.h.id } }),
    ).toMatchObject({
      filter: { pairing: { id: meeting.pairings.a }, organisation: { id: meeting.schools.h.id } },
    });
    expect((await file(officer, { name: 'nowhere' })).status).toBe(404);
    expect((await file(officer, { kind: 'report', name: 'constructor' })).status).toBe(404);
    expect(gist(await file(officer, { title: ' ' }))).toEqual([422, 'invalid', 'title']);
    expect(gist(await file(officer, { title: '长'.repeat(81) }))).toEqual([422, 'invalid', 'title']);
    expect((await file(officer, { title: '长'.repeat(80), note: '说'.repeat(500) })).status).toBe(201);
    expect(gist(await file(officer, { note: '说'.repeat(501) }))).toEqual([422, 'invalid', 'note']);
  });

  it('are numbered one after the other when two file at once', async () => {
    const filter = { from: '2026-11-01' };
    const made = await Promise.all([1, 2, 3, 4].map(() => file(officer, { filter })));
    expect(made.map(({ body }) => body.number).sort()).toEqual([1, 2, 3, 4]);
    expect((await listed(officer, '&kind=ledger&name=visits&schoolYear=2026-2027')).length).toBeGreaterThan(4);
    expect(await listed(officer, '&schoolYear=2025-2026')).toEqual([]);
    expect(await listed(officer, '&kind=report&name=visits')).toEqual([]);
  });
});
