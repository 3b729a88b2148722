import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { type Client, engines, startTestServer, type TestServer } from '../src/index.js';
import { confirm, drift, factsOf, giveBack, reviewOf, tallyOf, waiting } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting, type RecordView } from './meeting.js';

describe.each(engines)('confirmation by the other side on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  let a: Client;
  let b: Client;
  const read = (client: Client, record: string) => client.get<RecordView>(`/api/records/${record}`);
  const change = (client: Client, record: RecordView, theme: string) =>
    client.send<RecordView & { code?: string }>('PATCH', `/api/records/${record.id}`, {
      version: record.version,
      json: { data: { ...record.data, theme } },
    });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    [writer, a, b] = [await meeting.at('h'), await meeting.at('a'), await meeting.at('b')];
  });
  afterAll(() => server.close());

  it('makes a claimed visit count, with a note or without one', async () => {
    const made = await meeting.visit(writer, ['a'], '2026-11-02');
    expect(made).toMatchObject({ state: 'submitted', mayChange: true, subjects: [{ state: 'claimed', review: null }] });
    expect(await factsOf(server, made.id)).toEqual([
      ['visit', meeting.pairings.a, 'claimed', 1],
      ['visit.guests', meeting.pairings.a, 'claimed', 3],
    ]);
    const answer = await confirm(a, await reviewOf(a, made.id), '情况属实');
    expect(answer).toMatchObject({ status: 200, body: { state: 'approved', record: made.id } });
    expect(await read(writer, made.id)).toMatchObject({
      state: 'confirmed',
      mayChange: false,
      version: 2,
      subjects: [{ state: 'confirmed', decidedBy: expect.any(String), reason: '情况属实', review: null }],
    });
    expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['confirmed', 'confirmed']);
    expect((await waiting(a)).some((w) => w.record === made.id)).toBe(false);
    expect((await waiting(a, 'done')).map((w) => [w.record, w.state])).toContainEqual([made.id, 'approved']);
    expect(await change(writer, await read(writer, made.id), '改')).toMatchObject({
      status: 409,
      body: { code: 'confirmed' },
    });
  });

  it('gives back with a reason, which makes nothing count until it is handed in again', async () => {
    const made = await meeting.visit(writer, ['a'], '2026-11-03');
    const review = await reviewOf(a, made.id);
    for (const reason of ['', ' ', '短', 'x'.repeat(201)]) {
      const answer = await giveBack(a, review, reason);
      expect({ reason: reason.length, status: answer.status }).toEqual({ reason: reason.length, status: 422 });
    }
    expect((await giveBack(a, review, '人数')).status).toBe(200);
    const returned = await read(writer, made.id);
    expect(returned).toMatchObject({
      state: 'returned',
      mayChange: true,
      subjects: [{ state: 'returned', reason: '人数' }],
    });
    expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['void', 'void']);
    expect(await confirm(a, review)).toMatchObject({ status: 409, body: { code: 'decided' } });
    const news = await writer.get<{ rows: { kind: string; text: { zh: string } }[] }>('/api/notifications');
    expect(news.rows[0]).toMatchObject({ kind: 'returned', text: { zh: expect.stringContaining('人数') } });
    const again = await change(writer, returned, '联合教研（改）');
    expect(again).toMatchObject({ status: 200, body: { state: 'submitted', version: 3 } });
    expect(again.body.subjects).toMatchObject([{ state: 'claimed', decidedBy: null, reason: null }]);
    expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['claimed', 'claimed']);
    expect((await confirm(a, await reviewOf(a, made.id))).status).toBe(200);
    expect((await read(a, made.id)).state).toBe('confirmed');
    const history = await writer.get<{ action: string; reason: string | null }[]>(`/api/records/${made.id}/history`);
    expect(history.map((v) => [v.action, v.reason])).toEqual([
      ['submit', null],
      ['return', '人数'],
      ['resubmit', null],
      ['approve', null],
    ]);
  });

  it('is asked anew when what it is about has changed, and cannot be given to what was there before', async () => {
    const made = await meeting.visit(writer, ['a'], '2026-11-04');
    const before = await reviewOf(a, made.id);
    expect((await change(writer, made, '另一主题')).status).toBe(200);
    expect(await confirm(a, before)).toMatchObject({ status: 409, body: { code: 'decided' } });
    const now = await reviewOf(a, made.id);
    expect(now).not.toBe(before);
    expect((await confirm(a, now)).status).toBe(200);
  });

  it('is one decision when ten people decide at once', async () => {
    const people = [a];
    while (people.length < 10) people.push(await meeting.at('a'));
    for (let round = 0; round < 3; round++) {
      const made = await meeting.visit(writer, ['a'], '2026-11-05');
      const review = await reviewOf(a, made.id);
      const answers = await Promise.all(
        people.map((one, n) => (n % 2 === 0 ? confirm(one, review) : giveBack(one, review, `理由 ${n}`))),
      );
      expect(answers.map((x) => x.status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
      expect(new Set(answers.filter((x) => x.status === 409).map((x) => x.body.code))).toEqual(new Set(['decided']));
      const winner = answers.findIndex((x) => x.status === 200);
      const decisions = await server.database.all<{ decision: string }>(
        sql`select decision from review_decision where review_id = ${review}`,
      );
      expect(decisions.map((d) => d.decision)).toEqual([winner % 2 === 0 ? 'approve' : 'return']);
      expect((await read(writer, made.id)).state).toBe(winner % 2 === 0 ? 'confirmed' : 'returned');
    }
    expect(await drift(server)).toBe(0);
  });

  it('is nobody’s own: who wrote a record may not decide on it in another role', async () => {
    const both = await meeting.at('h');
    const me = await both.get<{ user: { id: string; username: string } }>('/api/session');
    const other = randomUUID();
    await server.database.write((tx) =>
      tx.run(sql`insert into assignment (id, account_id, organisation_id, district_id, role, created_at)
        values (${other}, ${me.user.id}, ${meeting.schools.a.id}, ${meeting.district.id}, 'schoolAdministrator', '2027-01-01T00:00:00.000Z')`),
    );
    const made = await meeting.visit(both, ['a'], '2026-11-06');
    await both.post('/api/session/assignment', { assignment: other });
    const review = await reviewOf(both, made.id);
    for (const answer of [await confirm(both, review), await giveBack(both, review, '自己退回')])
      expect(answer).toMatchObject({ status: 422, body: { code: 'own-case' } });
    expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['claimed', 'claimed']);
    expect((await confirm(a, review)).status).toBe(200);
  });

  it('is for the other side alone', async () => {
    const made = await meeting.visit(writer, ['a'], '2026-11-07');
    const review = await reviewOf(a, made.id);
    const teacher = await meeting.at('a', 'teacher');
    for (const client of [writer, b, teacher, await meeting.office()])
      expect((await confirm(client, review)).status).toBe(404);
    expect((await waiting(writer)).some((w) => w.record === made.id)).toBe(false);
    expect((await confirm(a, review)).status).toBe(200);
  });

  it('waits while the programme is suspended', async () => {
    const made = await meeting.visit(writer, ['a'], '2026-11-09');
    const review = await reviewOf(a, made.id);
    const officer = await meeting.office();
    const move = async (to: string) => {
      const { version } = await officer.get<{ version: number }>(`/api/programmes/${meeting.programme}`);
      await officer.post(`/api/programmes/${meeting.programme}/state`, { to }, { version });
    };
    await move('suspended');
    expect(await confirm(a, review)).toMatchObject({ status: 409, body: { code: 'not-running' } });
    expect((await read(a, made.id)).state).toBe('submitted');
    await move('enabled');
    expect((await confirm(a, review)).status).toBe(200);
  });

  it('keeps tallies what the facts say, after all of this', async () => {
    expect(await drift(server)).toBe(0);
    const counted = await tallyOf(server, meeting.pairings.a);
    expect(counted.some(([name]) => name === 'visit')).toBe(true);
    // Were one of them wrong, it would be seen and mended.
    await server.database.write((tx) => tx.run(sql`update tally set count = count + 1 where name = 'visit'`));
    expect(await drift(server)).toBeGreaterThan(0);
    expect(await tallyOf(server, meeting.pairings.a)).toEqual(counted);
    expect(await drift(server)).toBe(0);
  });

  describe('of a meeting with two schools', () => {
    const states = (record: RecordView) =>
      [meeting.pairings.a, meeting.pairings.b].map((id) => record.subjects.find((s) => s.pairing === id)?.state);

    it('is given by each for itself, and the record is confirmed with the last', async () => {
      const made = await meeting.visit(writer, ['a', 'b'], '2026-11-10');
      expect(states(made)).toEqual(['claimed', 'claimed']);
      expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(Array.from({ length: 4 }, () => 'claimed'));
      await confirm(a, await reviewOf(a, made.id));
      const half = await read(writer, made.id);
      expect([half.state, half.mayChange, ...states(half)]).toEqual(['submitted', false, 'confirmed', 'claimed']);
      expect(await change(writer, half, '改')).toMatchObject({ status: 409, body: { code: 'confirmed' } });
      const byState = async () =>
        (await factsOf(server, made.id))
          .filter(([name]) => name === 'visit')
          .map(([, pairing, state]) => [pairing, state]);
      expect(await byState()).toEqual(
        [
          [meeting.pairings.a, 'confirmed'],
          [meeting.pairings.b, 'claimed'],
        ].sort(),
      );
      expect(await drift(server)).toBe(0);
      await confirm(b, await reviewOf(b, made.id));
      expect(states(await read(writer, made.id))).toEqual(['confirmed', 'confirmed']);
      expect((await read(writer, made.id)).state).toBe('confirmed');
      expect(await drift(server)).toBe(0);
    });

    it('given back by one brings the whole record back, and both are asked again', async () => {
      const made = await meeting.visit(writer, ['a', 'b'], '2026-11-11');
      await confirm(a, await reviewOf(a, made.id));
      const reviewOfB = await reviewOf(b, made.id);
      await giveBack(b, reviewOfB, '主题不对');
      const returned = await read(writer, made.id);
      expect([returned.state, returned.mayChange, ...states(returned)]).toEqual([
        'returned',
        true,
        'confirmed',
        'returned',
      ]);
      const again = await change(writer, returned, '主题已改');
      expect(again.status).toBe(200);
      expect([again.body.state, ...states(again.body)]).toEqual(['submitted', 'claimed', 'claimed']);
      expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(Array.from({ length: 4 }, () => 'claimed'));
      expect(await drift(server)).toBe(0);
      for (const school of [a, b]) expect((await confirm(school, await reviewOf(school, made.id))).status).toBe(200);
      expect((await read(writer, made.id)).state).toBe('confirmed');
      expect(await drift(server)).toBe(0);
    });

    it('can be given by both in the same moment', async () => {
      for (let round = 0; round < 5; round++) {
        const made = await meeting.visit(writer, ['a', 'b'], '2026-11-12');
        const reviews = [await reviewOf(a, made.id), await reviewOf(b, made.id)];
        const answers = await Promise.all([confirm(a, reviews[0]!), confirm(b, reviews[1]!)]);
        expect(answers.map((x) => x.status)).toEqual([200, 200]);
        const record = await read(writer, made.id);
        expect([record.state, ...states(record)]).toEqual(['confirmed', 'confirmed', 'confirmed']);
        expect(record.version).toBe(3);
      }
      expect(await drift(server)).toBe(0);
    });

    it('does not tell one school of the other, nor what it answered', async () => {
      const made = await meeting.visit(writer, ['a', 'b'], '2026-11-13');
      await giveBack(b, await reviewOf(b, made.id), '乙校的理由');
      const mine = meeting.pairings.a;
      expect((await read(a, made.id)).subjects.map((s) => s.pairing)).toEqual([mine]);
      const urls = [
        `/api/records/${made.id}`,
        `/api/records/${made.id}/history`,
        `/api/programmes/${meeting.programme}/records?size=200`,
        `/api/programmes/${meeting.programme}/ledgers/visits?size=200`,
        `/api/programmes/${meeting.programme}/pairings?size=200`,
        `/api/programmes/${meeting.programme}/duties?period=2026-11`,
        `/api/programmes/${meeting.programme}/reports/overview`,
        '/api/reviews?size=200',
        '/api/reviews?size=200&state=done',
        '/api/workbench',
        '/api/notifications?size=200',
        '/api/organisations?size=200',
      ];
      for (const url of urls) {
        const text = JSON.stringify(await a.get(url));
        for (const secret of [meeting.pairings.b, meeting.schools.b.id, '⟨乙小学⟩', '乙校的理由'])
          expect({ url, secret, told: text.includes(secret) }).toEqual({ url, secret, told: false });
      }
      // What is its own it sees, with who decided; the writer and the bureau see all of it.
      await confirm(a, await reviewOf(a, made.id));
      const actions = async (client: Client) =>
        (await client.get<{ action: string }[]>(`/api/records/${made.id}/history`)).map((v) => v.action);
      expect(await actions(a)).toEqual(['submit', 'approve']);
      expect(await actions(b)).toEqual(['submit', 'return']);
      for (const client of [writer, await meeting.office()])
        expect(await actions(client)).toEqual(['submit', 'return', 'approve']);
    });
  });
});
