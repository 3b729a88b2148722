import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { type Client, engines, makeDistrict, signedIn, startTestServer, type TestServer } from '../src/index.js';
import { confirm, drift, factsOf, reviewOf } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { audited, history, read, visit, type Written } from './life.js';
import { makeMeeting, type Meeting, type RecordView } from './meeting.js';
import { gist } from './office.js';

describe.each(engines)('drafts on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  let a: Client;
  let officer: Client;
  const begin = (client: Client, data: object, o: object = {}) =>
    client.send<Written>('POST', `/api/programmes/${meeting.programme}/records`, {
      json: { form: 'visit', data, draft: true, ...o },
    });
  const keep = (client: Client, r: Pick<RecordView, 'id' | 'version'>, data: object, o: object = {}) =>
    client.send<Written>('PATCH', `/api/records/${r.id}`, { version: r.version, json: { data, ...o } });
  const submit = (client: Client, r: Pick<RecordView, 'id' | 'version'>) =>
    client.send<Written>('POST', `/api/records/${r.id}/submit`, { version: r.version });
  const discard = (client: Client, r: Pick<RecordView, 'id' | 'version'>) =>
    client.send<Written>('DELETE', `/api/records/${r.id}`, { version: r.version });
  const listed = async (client: Client, query = '') =>
    (await client.get<{ rows: RecordView[] }>(`/api/programmes/${meeting.programme}/records?size=200${query}`)).rows;
  const pairs = (...keys: ('a' | 'b')[]) => ({ pairings: keys.map((key) => meeting.pairings[key]) });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    [writer, a, officer] = [await meeting.at('h'), await meeting.at('a'), await meeting.office()];
  });
  afterAll(() => server.close());

  it('keep whatever there is, and count nowhere', async () => {
    const { status, body: draft } = await begin(writer, { theme: '写了一半' }, pairs('a'));
    expect(status).toBe(201);
    expect(draft).toMatchObject({
      state: 'draft',
      version: 1,
      on: '2026-11-24',
      data: { theme: '写了一半' },
      findings: [],
      mayChange: true,
      mayVoid: false,
      mayCorrect: false,
      subjects: [{ pairing: meeting.pairings.a, state: 'draft', review: null }],
    });
    expect(await factsOf(server, draft.id)).toEqual([]);
    expect(await history(writer, draft.id)).toEqual([]);
    for (const client of [writer, a, officer]) {
      expect((await listed(client)).map((r) => r.id)).not.toContain(draft.id);
      const texts = await Promise.all(
        ['/ledgers/visits', '/duties?period=2026-11', '/reports/overview', '/forms/visit/start']
          .filter((path) => client === writer || !path.startsWith('/forms'))
          .map((path) => client.send('GET', `/api/programmes/${meeting.programme}${path}`)),
      );
      expect(JSON.stringify(texts.map((answer) => answer.body))).not.toContain('写了一半');
      const desk = await client.get<{ latest: { id: string }[]; waiting: number }>('/api/workbench');
      expect([desk.latest.map((r) => r.id), desk.waiting]).toEqual([[], 0]);
    }
    const open = await server.database.all(sql`select id from review where subject_id = ${draft.id}`);
    const told = await server.database.all(sql`select id from notification where kind = 'confirmation'`);
    expect([open, told]).toEqual([[], []]);
  });

  it('need no pairing, nor a day', async () => {
    const { status, body } = await begin(writer, {});
    expect([status, body.state, body.subjects, body.data]).toEqual([201, 'draft', [], {}]);
    const named = await keep(writer, body, { on: '2026-11-03' }, pairs('a', 'b'));
    expect(named).toMatchObject({ status: 200, body: { on: '2026-11-03', version: 2 } });
    expect(named.body.subjects.map((s) => s.pairing).sort()).toEqual(Object.values(meeting.pairings).sort());
    // Said nothing about, they stay; said to be none, they go.
    expect((await keep(writer, named.body, {})).body.subjects).toHaveLength(2);
    expect((await keep(writer, { ...body, version: 3 }, {}, { pairings: [] })).body.subjects).toEqual([]);
  });

  it('are kept again and again without a history, each time from the version that was seen', async () => {
    const { body: draft } = await begin(writer, { theme: '一' });
    const again = await keep(writer, draft, { theme: '一二' });
    expect(again).toMatchObject({ status: 200, body: { version: 2, state: 'draft', data: { theme: '一二' } } });
    const behind = await keep(writer, draft, { theme: '别的' });
    expect(gist(behind)).toEqual([409, 'stale']);
    expect(behind.body).toMatchObject({ difference: [{ field: 'data.theme', yours: '别的', theirs: '一二' }] });
    expect(await history(writer, draft.id)).toEqual([]);
    expect(await audited(server, draft.id)).toEqual(['record.keepDraft', 'record.draft']);
    const same = { key: randomUUID(), version: 2, json: { data: { theme: '一二三' } } };
    for (let n = 0; n < 2; n++)
      expect(
        await writer.send<Written>('PATCH', `/api/records/${draft.id}`, {
          ...same,
          headers: { 'idempotency-key': same.key },
        }),
      ).toMatchObject({ status: 200, body: { version: 3, data: { theme: '一二三' } } });
  });

  it('leave out what is of another kind, and say so', async () => {
    const { status, body } = await begin(writer, { theme: 7, guests: '三', on: true, guide: randomUUID() });
    expect(status).toBe(201);
    expect(body.data).toEqual({});
    expect(body.findings.map((f) => [f.field, f.text.zh])).toEqual([
      ['on', '走访日期的格式不对，未存入草稿'],
      ['theme', '主题的格式不对，未存入草稿'],
      ['guests', '人数的格式不对，未存入草稿'],
      ['guide', '接待人不在可选人员中，未存入草稿'],
    ]);
    // Right or wrong is not asked yet: too long, too many, no such day.
    const wrong = { theme: '长'.repeat(500), guests: 1000.5, on: '2026-02-31' };
    expect((await begin(writer, wrong)).body).toMatchObject({ data: wrong, findings: [], on: '2026-11-24' });
    expect(gist(await begin(writer, { nonsense: 1 }))).toEqual([422, 'invalid', 'data.nonsense']);
    expect(gist(await begin(writer, {}, { form: 'nonsense' }))).toEqual([404, 'not-found']);
  });

  it('tell no name of people elsewhere', async () => {
    const other = await makeDistrict(server);
    const foreign = await (
      await other.signIn()
    ).post<{ id: string }>('/api/people', { name: '外区教师', kind: 'teacher', organisation: other.id });
    const own = await officer.post<{ id: string }>('/api/people', {
      name: '甲校教师',
      kind: 'teacher',
      organisation: meeting.schools.a.id,
    });
    const said = await begin(writer, { guide: foreign.id });
    expect(said.body.data).toEqual({});
    expect(JSON.stringify(said.body)).not.toContain('外区教师');
    expect((await begin(writer, { guide: own.id })).body).toMatchObject({
      data: { guide: own.id },
      people: { [own.id]: '甲校教师' },
    });
  });

  it('hold 64 KiB and not a byte more', async () => {
    const frame = Buffer.byteLength(JSON.stringify({ theme: '' }));
    const full = { theme: 'x'.repeat(64 * 1024 - frame) };
    const { status, body: draft } = await begin(writer, full);
    expect(status).toBe(201);
    const over = await begin(writer, { theme: `${full.theme}x` });
    expect(gist(over)).toEqual([422, 'invalid', 'data']);
    expect(over.body.errors![0]!.message).toBe('草稿最多 64 KB，现有 65 KB，请缩短后再保存');
    expect(gist(await keep(writer, draft, { theme: `${full.theme}x` }))).toEqual([422, 'invalid', 'data']);
    // Counted as it is sent: a Chinese character is three bytes.
    const han = { theme: '汉'.repeat((64 * 1024 - frame) / 3) };
    expect((await begin(writer, han)).status).toBe(201);
    expect(gist(await begin(writer, { theme: `${han.theme}汉` }))).toEqual([422, 'invalid', 'data']);
    expect((await read(writer, draft.id)).data).toEqual(full);
  });

  it('are seen by those who write there, and by nobody else', async () => {
    const { body: draft } = await begin(writer, visit('2026-11-03'), pairs('a'));
    const colleague = await meeting.at('h', 'teacher');
    const other = await makeDistrict(server);
    const strangers = {
      otherSide: a,
      auditor: await signedIn(server, { role: 'auditor', at: meeting.district }),
      officer,
      section: await signedIn(server, { role: 'sectionMember', at: meeting.schools.h }),
      foreign: await other.signIn(),
    };
    expect((await read(colleague, draft.id)).data).toEqual(visit('2026-11-03'));
    expect((await listed(colleague, '&state=draft')).map((r) => r.id)).toContain(draft.id);
    const absent = async (
      client: Client,
      send: (r: { id: string; version: number }) => Promise<{ status: number }>,
    ) => [(await send(draft)).status, (await send({ id: randomUUID(), version: 1 })).status, client === writer];
    for (const client of Object.values(strangers)) {
      for (const send of [
        (r: { id: string; version: number }) => client.send('GET', `/api/records/${r.id}`),
        (r: { id: string; version: number }) => client.send('GET', `/api/records/${r.id}/history`),
        (r: { id: string; version: number }) => keep(client, r, {}),
        (r: { id: string; version: number }) => submit(client, r),
        (r: { id: string; version: number }) => discard(client, r),
        (r: { id: string; version: number }) =>
          client.send('POST', `/api/records/${r.id}/void`, { version: r.version, json: { reason: '作废' } }),
        (r: { id: string; version: number }) =>
          client.send('POST', `/api/records/${r.id}/corrections`, { version: 1, json: { data: {}, reason: '更正' } }),
      ])
        expect(await absent(client, send)).toEqual([404, 404, false]);
    }
    for (const client of [a, officer, strangers.auditor, strangers.section])
      expect(await listed(client, '&state=draft')).toEqual([]);
    expect((await read(writer, draft.id)).version).toBe(1);
  });

  it('stand on the workbench until they are handed in', async () => {
    const { body: draft } = await begin(writer, { theme: '未写完' }, pairs('a'));
    const desk = (client: Client) =>
      client.get<{ drafts: { id: string; formTitle: { zh: string }; brief: { zh: string }; keptAt: string }[] }>(
        '/api/workbench',
      );
    expect((await desk(writer)).drafts.find((d) => d.id === draft.id)).toMatchObject({
      formTitle: { zh: '走访' },
      brief: { zh: '未写完' },
      keptAt: '2026-11-24T01:00:00.000Z',
    });
    for (const client of [a, officer]) expect((await desk(client)).drafts).toEqual([]);
    await discard(writer, draft);
    expect((await desk(writer)).drafts.some((d) => d.id === draft.id)).toBe(false);
  });

  it('are handed in when they are whole, and stay drafts when they are not', async () => {
    const { body: draft } = await begin(writer, { theme: '联合教研' });
    expect(gist(await submit(writer, draft))).toEqual([422, 'invalid', 'pairings']);
    const named = (await keep(writer, draft, { theme: '联合教研' }, pairs('a'))).body;
    const answer = await submit(writer, named);
    expect(gist(answer)).toEqual([422, 'invalid', 'data.on', 'data.guests']);
    expect(answer.body.errors!.map((e) => e.message)).toEqual(['请选择走访日期', '请填写人数']);
    expect(await read(writer, draft.id)).toMatchObject({ state: 'draft', version: 2, data: { theme: '联合教研' } });
    const whole = (await keep(writer, named, visit('2026-11-02'))).body;
    expect(gist(await submit(writer, named))).toEqual([409, 'stale']);
    const handedIn = await submit(writer, whole);
    expect(handedIn).toMatchObject({
      status: 200,
      body: { state: 'submitted', version: 4, on: '2026-11-02', subjects: [{ state: 'claimed' }] },
    });
    expect(await factsOf(server, draft.id)).toEqual([
      ['visit', meeting.pairings.a, 'claimed', 1],
      ['visit.guests', meeting.pairings.a, 'claimed', 3],
    ]);
    expect((await history(writer, draft.id)).map((v) => [v.version, v.action, v.difference])).toEqual([
      [4, 'submit', []],
    ]);
    expect(
      (await listed(writer, `&form=visit&where=${encodeURIComponent('theme:联合教研')}`)).map((r) => r.id),
    ).toEqual([draft.id]);
    expect((await confirm(a, await reviewOf(a, draft.id))).status).toBe(200);
    expect(await drift(server)).toBe(0);
    for (const send of [submit, discard])
      expect(gist(await send(writer, { id: draft.id, version: 5 }))).toEqual([409, 'not-draft']);
  });

  it('are handed in by a colleague, and then both have a hand in it', async () => {
    const { body: draft } = await begin(writer, visit('2026-11-05'), pairs('a'));
    const colleague = await meeting.at('h', 'teacher');
    const sent = await submit(colleague, draft);
    expect(sent.body.state).toBe('submitted');
    const me = await colleague.get<{ user: { id: string } }>('/api/session');
    const other = randomUUID();
    await server.database.write((tx) =>
      tx.run(sql`insert into assignment (id, account_id, organisation_id, district_id, role, created_at)
        values (${other}, ${me.user.id}, ${meeting.schools.a.id}, ${meeting.district.id}, 'schoolAdministrator', '2027-01-01T00:00:00.000Z')`),
    );
    await colleague.post('/api/session/assignment', { assignment: other });
    expect(await confirm(colleague, await reviewOf(colleague, draft.id))).toMatchObject({
      status: 422,
      body: { code: 'own-case' },
    });
  });

  it('are one record when they are handed in ten times at once', async () => {
    const { body: draft } = await begin(writer, visit('2026-11-06'), pairs('a', 'b'));
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(writer, draft)));
    expect(answers.map((x) => x.status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    expect(await factsOf(server, draft.id)).toHaveLength(4);
    expect(await server.database.all(sql`select id from review where subject_id = ${draft.id}`)).toHaveLength(2);
    expect(await drift(server)).toBe(0);
  });

  it('are thrown away, and nothing else is', async () => {
    const { body: draft } = await begin(writer, visit('2026-11-07'), pairs('a'));
    expect(gist(await discard(writer, { ...draft, version: 9 }))).toEqual([409, 'stale']);
    expect(await discard(writer, draft)).toMatchObject({ status: 200, body: { id: draft.id } });
    expect((await writer.send('GET', `/api/records/${draft.id}`)).status).toBe(404);
    expect(await audited(server, draft.id)).toEqual(['record.discardDraft', 'record.draft']);
    const made = await meeting.visit(writer, ['a'], '2026-11-08');
    expect(gist(await discard(writer, made))).toEqual([409, 'not-draft']);
    expect(gist(await discard(a, made))).toEqual([404, 'not-found']);
    expect(gist(await keep(writer, made, visit('2026-11-08'), pairs('b')))).toEqual([422, 'invalid', 'pairings']);
  });

  it('name only pairings of the writer, and a record names at least one', async () => {
    for (const id of [randomUUID(), (await makeMeeting(server)).pairings.a])
      expect(gist(await begin(writer, {}, { pairings: [id] }))).toEqual([422, 'invalid', 'pairings']);
    expect(gist(await begin(writer, visit('2026-11-09'), { draft: false }))).toEqual([422, 'invalid', 'pairings']);
    expect(gist(await begin(a, {}, pairs('a')))).toEqual([422, 'invalid', 'pairings']);
  });

  it('wait while the programme is suspended, and may be thrown away', async () => {
    const { body: draft } = await begin(writer, visit('2026-11-10'), pairs('a'));
    const move = async (to: string) => {
      const { version } = await officer.get<{ version: number }>(`/api/programmes/${meeting.programme}`);
      await officer.post(`/api/programmes/${meeting.programme}/state`, { to }, { version });
    };
    await move('suspended');
    for (const answer of [await begin(writer, {}), await keep(writer, draft, {}), await submit(writer, draft)])
      expect(gist(answer)).toEqual([409, 'not-running']);
    expect((await discard(writer, draft)).status).toBe(200);
    await move('enabled');
  });
});
