import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildTallies, Reviews, sql, system, Units } from '@xieshou/core';
import { type Client, engines, startTestServer, TestClock, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting, type RecordView, type ReviewView } from './meeting.js';

const confirm = (client: Client, review: string, note?: string) =>
  client.send<ReviewView & { code?: string }>('POST', `/api/reviews/${review}/decision`, {
    json: { decision: 'confirm', ...(note ? { note } : {}) },
  });
const giveBack = (client: Client, review: string, reason: string) =>
  client.send<ReviewView & { code?: string }>('POST', `/api/reviews/${review}/decision`, {
    json: { decision: 'return', reason },
  });
const waiting = async (client: Client, state = 'open') =>
  (await client.get<{ rows: ReviewView[] }>(`/api/reviews?size=200&state=${state}`)).rows;
const reviewOf = async (client: Client, record: string) => (await waiting(client)).find((w) => w.record === record)!.id;

/** Facts of a record as they count: name, pairing, state. */
const factsOf = async (server: TestServer, record: string) => {
  const rows = await server.database.all<{ name: string; subject_id: string; state: string; amount: number }>(
    sql`select name, subject_id, state, amount from fact where record_id = ${record} order by name, subject_id`,
  );
  return rows.map((row) => [row.name, row.subject_id, row.state, Number(row.amount)]);
};
const tallyOf = async (server: TestServer, pairing: string) => {
  const rows = await server.database.all<{ name: string; state: string; count: number; sum: number }>(
    sql`select name, state, count, sum from tally where subject_id = ${pairing} and count <> 0 order by name, state`,
  );
  return rows.map((row) => [row.name, row.state, Number(row.count), Number(row.sum)]);
};
/** How many tallies differ from the facts. */
const drift = (server: TestServer) =>
  server.app.get(Units).run(system, async (unit) => {
    const n = await rebuildTallies(unit);
    await unit.audit({ action: 'test.rebuild', kind: 'tally' });
    return n;
  });

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

describe.each(engines)('silence of the other side on %s', (engine) => {
  /** Signs in anew: hours pass between the steps. */
  const begin = async (silence: number, at: string) => {
    const server = await startTestServer({ engine, programmes: [schoolPairs], clock: new TestClock(new Date(at)) });
    const meeting = await makeMeeting(server, { visits: 1, silence });
    const sweep = () => server.app.get(Reviews).confirmSilent();
    const stateOf = async (record: string) =>
      (await server.database.one<{ state: string }>(sql`select state from record where id = ${record}`))!.state;
    const dueOf = async (record: string) =>
      (
        await server.database.all<{ due_on: string | null }>(
          sql`select due_on from review where subject_id = ${record} and state = 'open'`,
        )
      ).map((row) => row.due_on);
    return { server, meeting, sweep, stateOf, dueOf };
  };

  it('confirms after five working days, over the holiday of October and its working Saturday', async () => {
    const { server, meeting, sweep, stateOf, dueOf } = await begin(5, '2026-09-29T01:00:00Z');
    try {
      const made = await meeting.visit(await meeting.at('h'), ['a'], '2026-09-29');
      // 30 September, 8, 9, Saturday the 10th (worked), Monday the 12th.
      expect(await dueOf(made.id)).toEqual(['2026-10-12']);
      for (const instant of ['2026-09-29T02:00:00Z', '2026-10-10T16:00:00Z', '2026-10-12T15:59:59.999Z']) {
        server.clock.moveTo(instant);
        expect(await sweep()).toBe(0);
        expect(await stateOf(made.id)).toBe('submitted');
      }
      server.clock.moveTo('2026-10-12T16:00:00.000Z');
      expect(await sweep()).toBe(1);
      expect(await sweep()).toBe(0);
      expect(await stateOf(made.id)).toBe('confirmed');
      expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['confirmed', 'confirmed']);
      expect(await drift(server)).toBe(0);
      const [decision] = await server.database.all<{ decision: string; user_id: string | null }>(
        sql`select decision, user_id from review_decision`,
      );
      expect(decision).toEqual({ decision: 'silence', user_id: null });
      const a = await meeting.at('a');
      const [subject] = (await a.get<RecordView>(`/api/records/${made.id}`)).subjects;
      expect(subject).toMatchObject({ state: 'confirmed', decidedBy: null });
      const history = await a.get<{ action: string; by: string }[]>(`/api/records/${made.id}/history`);
      expect(history.at(-1)).toMatchObject({ action: 'silence', by: '' });
    } finally {
      await server.close();
    }
  });

  it('counts by the district’s own calendar, and anew when the record changes', async () => {
    const { server, meeting, dueOf } = await begin(5, '2026-09-29T01:00:00Z');
    try {
      await server.database.write((tx) =>
        tx.run(sql`insert into calendar_day (district_id, day, kind) values
          (${meeting.district.id}, '2026-10-09', 'holiday'), (${meeting.district.id}, '2026-10-11', 'working')`),
      );
      const writer = await meeting.at('h');
      const made = await meeting.visit(writer, ['a'], '2026-09-29');
      expect(await dueOf(made.id)).toEqual(['2026-10-12']);
      await server.database.write((tx) => tx.run(sql`delete from calendar_day where day = '2026-10-11'`));
      const changed = await writer.patch<RecordView>(`/api/records/${made.id}`, 1, {
        data: { ...made.data, theme: '改' },
      });
      expect(await dueOf(made.id)).toEqual(['2026-10-13']);
      server.clock.moveTo('2026-10-08T01:00:00Z');
      const again = await meeting.at('h');
      await again.patch(`/api/records/${made.id}`, changed.version, { data: { ...made.data, theme: '再改' } });
      expect(await dueOf(made.id)).toEqual(['2026-10-15']);
    } finally {
      await server.close();
    }
  });

  it('never confirms where the programme gives no time, and stands back behind an answer', async () => {
    const { server, meeting, sweep, stateOf, dueOf } = await begin(0, '2026-09-29T01:00:00Z');
    try {
      const writer = await meeting.at('h');
      const made = await meeting.visit(writer, ['a'], '2026-09-29');
      expect(await dueOf(made.id)).toEqual([null]);
      server.clock.moveTo('2027-08-31T01:00:00Z');
      expect(await sweep()).toBe(0);
      expect(await stateOf(made.id)).toBe('submitted');
    } finally {
      await server.close();
    }
  });

  it('confirms for each school of a meeting by itself, and not for one that has answered', async () => {
    const { server, meeting, sweep, stateOf } = await begin(1, '2026-11-24T01:00:00Z');
    try {
      const writer = await meeting.at('h');
      const [silent, answered, returned] = [
        await meeting.visit(writer, ['a', 'b'], '2026-11-02'),
        await meeting.visit(writer, ['a', 'b'], '2026-11-03'),
        await meeting.visit(writer, ['a', 'b'], '2026-11-04'),
      ];
      const a = await meeting.at('a');
      await confirm(a, await reviewOf(a, answered.id));
      await giveBack(a, await reviewOf(a, returned.id), '退回');
      server.clock.moveTo('2026-11-25T15:59:59.999Z');
      expect(await sweep()).toBe(0);
      server.clock.moveTo('2026-11-25T16:00:00.000Z');
      expect(await sweep()).toBe(4);
      expect([await stateOf(silent.id), await stateOf(answered.id), await stateOf(returned.id)]).toEqual([
        'confirmed',
        'confirmed',
        'returned',
      ]);
      expect(await drift(server)).toBe(0);
    } finally {
      await server.close();
    }
  });

  it('is not held up by programmes that stand still', async () => {
    const { server, meeting, sweep, stateOf } = await begin(1, '2026-11-24T01:00:00Z');
    try {
      const other = await makeMeeting(server, { visits: 1, silence: 1 });
      const otherWriter = await other.at('h');
      const still = await other.visit(otherWriter, ['a'], '2026-11-02');
      const officer = await other.office();
      await officer.post(`/api/programmes/${other.programme}/state`, { to: 'suspended' }, { version: 1 });
      // As many as one sweep looks at, all of them due before the one that can be confirmed.
      const [review] = await server.database.all<Record<string, unknown>>(sql`select * from review`);
      await server.database.write(async (tx) => {
        for (let n = 0; n < 520; n++)
          await tx.run(sql`insert into review (id, district_id, programme_id, name, step, subject_kind, subject_id, part_id,
              organisation_id, state, opened_at, due_on, version) values (${randomUUID()}, ${other.district.id}, ${other.programme},
              'confirmation', 1, 'record', ${still.id}, ${other.pairings.a}, ${other.schools.a.id}, 'open',
              ${String(review!['opened_at'])}, '2026-11-20', 1)`);
      });
      const made = await meeting.visit(await meeting.at('h'), ['a'], '2026-11-02');
      server.clock.moveTo('2026-11-25T16:00:00.000Z');
      expect(await sweep()).toBe(1);
      expect([await stateOf(made.id), await stateOf(still.id)]).toEqual(['confirmed', 'submitted']);
      await server.database.write((tx) => tx.run(sql`delete from review where due_on = '2026-11-20'`));
      // Once it runs again, silence counts from the day it was due.
      const again = await other.office();
      await again.post(`/api/programmes/${other.programme}/state`, { to: 'enabled' }, { version: 2 });
      expect(await sweep()).toBe(1);
      expect(await stateOf(still.id)).toBe('confirmed');
    } finally {
      await server.close();
    }
  });
});
