import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Reviews, sql } from '@xieshou/core';
import { type Client, engines, makeDistrict, startTestServer, type TestServer } from '../src/index.js';
import { confirm, drift, factsOf, giveBack, reviewOf, tallyOf, waiting } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { audited, confirmed, correct, history, news, read, seal, voided } from './life.js';
import { makeMeeting, type Meeting, type RecordView } from './meeting.js';
import { gist } from './office.js';

describe.each(engines)('corrections on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  let a: Client;
  let b: Client;
  let officer: Client;
  const guests = async (id: string) =>
    (await factsOf(server, id)).filter(([name]) => name === 'visit.guests').map(([, , state, n]) => [state, n]);

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    [writer, a, b, officer] = [
      await meeting.at('h'),
      await meeting.at('a'),
      await meeting.at('b'),
      await meeting.office(),
    ];
  });
  afterAll(() => server.close());

  it('leave a record as it was until the other side agrees, then change everything at once', async () => {
    const made = await confirmed(meeting, writer, a, '2026-11-02');
    expect([made.mayCorrect, made.correction, made.openCorrection]).toEqual([true, 0, null]);
    const asked = await correct(writer, made, { guests: 5, on: '2026-10-30', theme: '改期' }, '日期和人数有误');
    expect(asked).toMatchObject({
      status: 201,
      body: {
        state: 'confirmed',
        version: 2,
        data: made.data,
        correction: 0,
        mayCorrect: false,
        openCorrection: {
          number: 1,
          reason: '日期和人数有误',
          review: null,
          difference: [
            { field: 'on', before: '2026-11-02', after: '2026-10-30' },
            { field: 'theme', before: '联合教研', after: '改期' },
            { field: 'guests', before: 3, after: 5 },
          ],
        },
      },
    });
    expect(await guests(made.id)).toEqual([['confirmed', 3]]);
    expect(await news(a)).toMatchObject({
      kind: 'correction',
      link: '/reviews',
      text: { zh: expect.stringContaining('日期和人数有误') },
    });
    const [review] = await a
      .get<{ rows: { id: string; record: string; correction: object }[] }>('/api/reviews')
      .then((page) => page.rows.filter((w) => w.record === made.id));
    expect(review).toMatchObject({
      correction: { number: 1, reason: '日期和人数有误', difference: asked.body.openCorrection!.difference },
    });
    expect((await read(a, made.id)).openCorrection?.review).toBe(review!.id);
    expect(await confirm(a, review!.id)).toMatchObject({ status: 200, body: { state: 'approved', record: made.id } });
    expect(await read(writer, made.id)).toMatchObject({
      state: 'confirmed',
      version: 3,
      on: '2026-10-30',
      data: { on: '2026-10-30', theme: '改期', guests: 5 },
      correction: 1,
      openCorrection: null,
      mayCorrect: true,
      subjects: [{ state: 'confirmed' }],
    });
    expect(await guests(made.id)).toEqual([['confirmed', 5]]);
    const months = await server.database.all<{ month: string; sum: number }>(sql`select month, sum from tally
      where subject_id = ${meeting.pairings.a} and name = 'visit.guests' and state = 'confirmed' and count <> 0`);
    expect(months.map((m) => [m.month, Number(m.sum)])).toEqual([['2026-10', 5]]);
    expect(await drift(server)).toBe(0);
    const found = (value: string) =>
      writer
        .get<{ rows: RecordView[] }>(
          `/api/programmes/${meeting.programme}/records?form=visit&where=${encodeURIComponent(`theme:${value}`)}`,
        )
        .then((page) => page.rows.map((r) => r.id));
    expect([await found('改期'), await found('联合教研')]).toEqual([[made.id], []]);
    expect(await news(writer)).toMatchObject({
      kind: 'correction',
      text: { zh: expect.stringContaining('第 1 次更正') },
    });
    const me = (await writer.get<{ user: { name: string } }>('/api/session')).user.name;
    const versions = await history(writer, made.id);
    expect(versions.map((v) => [v.action, v.correction])).toEqual([
      ['submit', null],
      ['approve', null],
      ['correct', 1],
    ]);
    expect(versions[2]).toMatchObject({ version: 3, by: me, reason: '日期和人数有误' });
    expect(versions[2]!.difference.map((d) => [d.field, d.before, d.after])).toEqual([
      ['on', '2026-11-02', '2026-10-30'],
      ['theme', '联合教研', '改期'],
      ['guests', 3, 5],
    ]);
    expect((await audited(server, made.id)).slice(0, 2)).toEqual(['record.correct', 'review.approve']);
    // The next one is the second.
    const second = await correct(writer, await read(writer, made.id), { guests: 6 });
    expect(second.body.openCorrection?.number).toBe(2);
    await confirm(a, await reviewOf(a, made.id));
    expect(await read(writer, made.id)).toMatchObject({ correction: 2, version: 4, data: { guests: 6 } });
    expect((await history(a, made.id)).map((v) => v.correction)).toEqual([null, null, 1, 2]);
  });

  it('given back leave the record untouched, and the number to the next', async () => {
    const made = await confirmed(meeting, writer, a, '2026-11-03');
    await correct(writer, made, { guests: 9 });
    const review = await reviewOf(a, made.id);
    expect((await giveBack(a, review, '人数没有错')).status).toBe(200);
    expect(await read(writer, made.id)).toEqual({ ...made, returnedCorrection: expect.anything() });
    expect(await guests(made.id)).toEqual([['confirmed', 3]]);
    expect(await news(writer)).toMatchObject({
      kind: 'returned',
      text: { zh: expect.stringContaining('人数没有错') },
      link: `/records/${made.id}`,
    });
    expect((await history(writer, made.id)).map((v) => v.action)).toEqual(['submit', 'approve']);
    expect(gist(await confirm(a, review))).toEqual([409, 'decided']);
    expect((await correct(writer, made, { guests: 8 })).body.openCorrection?.number).toBe(1);
    await confirm(a, await reviewOf(a, made.id));
    expect((await read(writer, made.id)).correction).toBe(1);
  });

  it('are one at a time', async () => {
    const made = await confirmed(meeting, writer, a, '2026-11-04');
    const answers = await Promise.all([4, 5, 6, 7].map((n) => correct(writer, made, { guests: n })));
    expect(answers.map((x) => x.status).sort()).toEqual([201, 409, 409, 409]);
    const refusal = answers.find((x) => x.status === 409)!;
    expect(refusal.body).toMatchObject({ code: 'correction-open', title: expect.stringContaining('等待对方确认') });
    expect(await waiting(a).then((all) => all.filter((w) => w.record === made.id).length)).toBe(1);
    await confirm(a, await reviewOf(a, made.id));
    // The version seen before it is not the record's any more.
    expect(gist(await correct(writer, made, { guests: 8 }))).toEqual([409, 'stale']);
    expect((await correct(writer, await read(writer, made.id), { guests: 8 })).status).toBe(201);
    await confirm(a, await reviewOf(a, made.id));
    expect(await drift(server)).toBe(0);
  });

  it('are of what is confirmed, and say something else for a reason', async () => {
    const made = await meeting.visit(writer, ['a'], '2026-11-05');
    const refusal = await correct(writer, made, { guests: 4 });
    expect(gist(refusal)).toEqual([409, 'not-confirmed']);
    await giveBack(a, await reviewOf(a, made.id), '不对');
    expect(gist(await correct(writer, await read(writer, made.id), { guests: 4 }))).toEqual([409, 'not-confirmed']);
    const one = await confirmed(meeting, writer, a, '2026-11-06');
    for (const [length, expected] of [
      [1, [422, 'invalid', 'reason']],
      [201, [422, 'invalid', 'reason']],
    ] as const)
      expect(gist(await correct(writer, one, { guests: 4 }, '错'.repeat(length)))).toEqual(expected);
    expect(gist(await correct(writer, one, {}))).toEqual([422, 'no-change']);
    expect(gist(await correct(writer, one, { guests: 0, nonsense: 1 }))).toEqual([
      422,
      'invalid',
      'data.nonsense',
      'data.guests',
    ]);
    expect(gist(await correct(writer, one, { on: '2026-11-25' }))).toEqual([422, 'invalid', 'data.on']);
    for (const [length, guests] of [
      [2, 50],
      [200, 60],
    ] as const) {
      expect((await correct(writer, await read(writer, one.id), { guests }, '错'.repeat(length))).status).toBe(201);
      await confirm(a, await reviewOf(a, one.id));
    }
    const draft = await writer.post<RecordView>(`/api/programmes/${meeting.programme}/records`, {
      form: 'visit',
      data: {},
      draft: true,
    });
    expect(gist(await correct(writer, draft, { guests: 4 }))).toEqual([409, 'not-confirmed']);
  });

  it('are the writer’s to ask for and the other side’s to decide, and nobody’s own', async () => {
    const both = await meeting.at('h');
    const made = await confirmed(meeting, writer, a, '2026-11-07');
    const foreign = await (await makeDistrict(server)).signIn();
    for (const client of [a, b, officer, foreign])
      expect(gist(await correct(client, made, { guests: 4 }))).toEqual([404, 'not-found']);
    await correct(both, made, { guests: 4 });
    const review = await reviewOf(a, made.id);
    for (const client of [writer, b, officer, await meeting.at('a', 'teacher')])
      expect((await confirm(client, review)).status).toBe(404);
    for (const client of [both, writer]) {
      const me = await client.get<{ user: { id: string }; assignment: { id: string } }>('/api/session');
      const other = randomUUID();
      await server.database.write((tx) =>
        tx.run(sql`insert into assignment (id, account_id, organisation_id, district_id, role, created_at)
          values (${other}, ${me.user.id}, ${meeting.schools.a.id}, ${meeting.district.id}, 'schoolAdministrator', '2027-01-01T00:00:00.000Z')`),
      );
      await client.post('/api/session/assignment', { assignment: other });
      for (const answer of [await confirm(client, review), await giveBack(client, review, '自己退回')])
        expect(answer).toMatchObject({ status: 422, body: { code: 'own-case' } });
      await client.post('/api/session/assignment', { assignment: me.assignment.id });
    }
    expect((await confirm(a, review)).status).toBe(200);
  });

  it('take effect at once where nobody is asked', async () => {
    const made = await writer.post<RecordView>(`/api/programmes/${meeting.programme}/records`, {
      form: 'note',
      pairings: [meeting.pairings.a],
      data: { on: '2026-11-08', theme: '便条' },
    });
    const answer = await correct(writer, made, { theme: '改过的便条' }, '写错字');
    expect(answer).toMatchObject({
      status: 201,
      body: { state: 'confirmed', version: 2, correction: 1, openCorrection: null, data: { theme: '改过的便条' } },
    });
    expect((await history(a, made.id)).map((v) => [v.action, v.reason])).toEqual([
      ['submit', null],
      ['correct', '写错字'],
    ]);
    expect(await drift(server)).toBe(0);
  });

  it('change what is sealed, and it stays sealed', async () => {
    const made = await confirmed(meeting, writer, a, '2026-10-10');
    await correct(writer, made, { guests: 7 });
    // Sealed while it is asked.
    expect((await seal(officer, meeting.programme, '2026-10-10')).body.sealed).toBe(1);
    await confirm(a, await reviewOf(a, made.id));
    const now = await read(writer, made.id);
    expect(now).toMatchObject({ state: 'sealed', version: 4, correction: 1, data: { guests: 7 } });
    expect((await correct(writer, now, { guests: 8 })).status).toBe(201);
    await confirm(a, await reviewOf(a, made.id));
    expect(await read(writer, made.id)).toMatchObject({ state: 'sealed', correction: 2, data: { guests: 8 } });
    expect((await history(writer, made.id)).map((v) => v.action)).toEqual([
      'submit',
      'approve',
      'seal',
      'correct',
      'correct',
    ]);
    expect(await drift(server)).toBe(0);
  });

  it('are withdrawn when the record is voided', async () => {
    const made = await confirmed(meeting, writer, a, '2026-11-09');
    await correct(writer, made, { guests: 4 });
    const review = await reviewOf(a, made.id);
    const answer = await voided(officer, await read(officer, made.id));
    expect(answer.body).toMatchObject({ state: 'void', openCorrection: null, correction: 0 });
    expect(gist(await confirm(a, review))).toEqual([409, 'decided']);
    expect((await waiting(a)).some((w) => w.record === made.id)).toBe(false);
    expect(await drift(server)).toBe(0);
  });

  it('are agreed by silence, like the record', async () => {
    const made = await confirmed(meeting, writer, a, '2026-11-10');
    await correct(writer, made, { guests: 4 });
    const { due_on } = (await server.database.one<{ due_on: string }>(
      sql`select due_on from review where subject_kind = 'correction' and state = 'open'`,
    ))!;
    expect(due_on).toBe('2026-12-01');
    server.clock.moveTo('2026-12-02T01:00:00Z');
    expect(await server.app.get(Reviews).confirmSilent()).toBeGreaterThan(0);
    server.clock.moveTo('2026-11-24T01:00:00Z');
    expect(await server.database.one(sql`select data from record where id = ${made.id}`)).toMatchObject({
      data: expect.stringContaining('"guests":4'),
    });
    [writer, a, b, officer] = [
      await meeting.at('h'),
      await meeting.at('a'),
      await meeting.at('b'),
      await meeting.office(),
    ];
  });

  it('keep the person a record names, though they have left since', async () => {
    const person = async (name: string) =>
      officer.post<{ id: string; version: number }>('/api/people', {
        name,
        kind: 'teacher',
        organisation: meeting.schools.a.id,
      });
    const [one, two] = [await person('接待甲'), await person('接待乙')];
    const made = await meeting.visit(writer, ['a'], '2026-11-11', { guide: one.id });
    await confirm(a, await reviewOf(a, made.id));
    await server.database.write((tx) =>
      tx.run(sql`update person set left_on = '2026-11-20' where id in (${one.id}, ${two.id})`),
    );
    const now = await read(writer, made.id);
    expect(gist(await correct(writer, now, { guide: two.id }))).toEqual([422, 'invalid', 'data.guide']);
    expect((await correct(writer, now, { guests: 4 })).status).toBe(201);
    await confirm(a, await reviewOf(a, made.id));
  });

  it('wait while the programme is suspended', async () => {
    const made = await confirmed(meeting, writer, a, '2026-11-12');
    const second = await confirmed(meeting, writer, a, '2026-11-12');
    await correct(writer, made, { guests: 4 });
    const review = await reviewOf(a, made.id);
    const move = async (to: string) => {
      const { version } = await officer.get<{ version: number }>(`/api/programmes/${meeting.programme}`);
      await officer.post(`/api/programmes/${meeting.programme}/state`, { to }, { version });
    };
    await move('suspended');
    expect(gist(await correct(writer, second, { guests: 4 }))).toEqual([409, 'not-running']);
    for (const answer of [await confirm(a, review), await giveBack(a, review, '退回')])
      expect(answer).toMatchObject({ status: 409, body: { code: 'not-running' } });
    expect((await read(writer, second.id)).mayCorrect).toBe(false);
    await move('enabled');
    expect((await confirm(a, review)).status).toBe(200);
  });

  describe('of a meeting with two schools', () => {
    const meet = async (on: string) => {
      const made = await meeting.visit(writer, ['a', 'b'], on);
      for (const school of [a, b]) await confirm(school, await reviewOf(school, made.id));
      return read(writer, made.id);
    };

    it('are agreed by both', async () => {
      const made = await meet('2026-11-13');
      await correct(writer, made, { guests: 4 });
      await confirm(a, await reviewOf(a, made.id));
      expect(await read(writer, made.id)).toMatchObject({ correction: 0, openCorrection: { number: 1 } });
      expect(await guests(made.id)).toEqual([
        ['confirmed', 3],
        ['confirmed', 3],
      ]);
      await confirm(b, await reviewOf(b, made.id));
      expect(await read(writer, made.id)).toMatchObject({ correction: 1, openCorrection: null });
      expect(await guests(made.id)).toEqual([
        ['confirmed', 4],
        ['confirmed', 4],
      ]);
      expect(await drift(server)).toBe(0);
    });

    it('are agreed by both in the same moment', async () => {
      for (let round = 0; round < 5; round++) {
        const made = await meet('2026-11-16');
        await correct(writer, made, { guests: 4 });
        const reviews = [await reviewOf(a, made.id), await reviewOf(b, made.id)];
        const answers = await Promise.all([confirm(a, reviews[0]!), confirm(b, reviews[1]!)]);
        expect(answers.map((x) => x.status)).toEqual([200, 200]);
        expect(await read(writer, made.id)).toMatchObject({ correction: 1, openCorrection: null, version: 4 });
      }
      expect(await drift(server)).toBe(0);
    });

    it('end with the first that gives them back, and neither is told of the other', async () => {
      const made = await meet('2026-11-17');
      await correct(writer, made, { guests: 4 });
      const [first, second] = [await reviewOf(a, made.id), await reviewOf(b, made.id)];
      await giveBack(a, first, '甲校的理由');
      expect(gist(await confirm(b, second))).toEqual([409, 'decided']);
      expect((await waiting(b)).some((w) => w.record === made.id)).toBe(false);
      expect((await read(writer, made.id)).openCorrection).toBeNull();
      for (const url of [
        `/api/records/${made.id}`,
        `/api/records/${made.id}/history`,
        '/api/reviews?size=200&state=done',
        '/api/notifications?size=200',
      ]) {
        const text = JSON.stringify(await b.get(url));
        for (const secret of ['甲校的理由', meeting.pairings.a])
          expect({ url, told: text.includes(secret) }).toEqual({ url, told: false });
      }
      expect(await tallyOf(server, meeting.pairings.b).then((rows) => rows.length)).toBeGreaterThan(0);
    });
  });
});
