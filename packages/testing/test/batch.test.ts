import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { type Client, engines, signedIn, startTestServer, type TestServer } from '../src/index.js';
import { drift, factsOf, waiting } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { audited, history, visit } from './life.js';
import { makeMeeting, type Meeting, type RecordView } from './meeting.js';
import { gist, type Refusal } from './office.js';

interface Batch extends Refusal {
  readonly checked: number;
  readonly records: readonly string[];
}

describe.each(engines)('records in a batch on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  let a: Client;
  const row = (n: number, data: object = {}, to: 'a' | 'b' = 'a') => ({
    pairings: [meeting.pairings[to]],
    data: visit('2026-11-02', { theme: `第 ${n} 次`, ...data }),
  });
  const rows = (n: number, tag = '') => Array.from({ length: n }, (_, i) => row(i + 1, { theme: `${tag}${i + 1}` }));
  const send = (client: Client, list: readonly object[], o: object = {}, headers: Record<string, string> = {}) =>
    client.send<Batch>('POST', `/api/programmes/${meeting.programme}/records/batch`, {
      json: { form: 'visit', rows: list, ...o },
      headers,
    });
  const count = async () =>
    Number((await server.database.one<{ n: number }>(sql`select count(*) as n from record`))!.n);

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    [writer, a] = [await meeting.at('h'), await meeting.at('a')];
  });
  afterAll(() => server.close());

  it('are each what a record written alone is: history, facts, a review, an entry in the audit trail', async () => {
    const { status, body } = await send(writer, [row(1), row(2, { guests: 5 }), row(3, {}, 'b')]);
    expect([status, body.checked, body.records.length]).toEqual([201, 3, 3]);
    for (const id of body.records) {
      expect(await audited(server, id)).toEqual(['record.create']);
      expect((await history(writer, id)).map((v) => v.action)).toEqual(['submit']);
    }
    expect(await factsOf(server, body.records[1]!)).toEqual([
      ['visit', meeting.pairings.a, 'claimed', 1],
      ['visit.guests', meeting.pairings.a, 'claimed', 5],
    ]);
    expect((await waiting(a)).map((w) => w.record).sort()).toEqual(body.records.slice(0, 2).sort());
    expect(await drift(server)).toBe(0);
  });

  it('are announced once to each school that has to confirm them', async () => {
    await send(writer, rows(3, '通知'));
    const told = await server.database.all<{ text: string }>(
      sql`select text from notification where kind = 'confirmation' and district_id = ${meeting.district.district_id}`,
    );
    expect(told.filter((n) => n.text.includes('提交了 3 条走访，请确认'))).toHaveLength(1);
  });

  it('are 1 to 200 at once', async () => {
    expect(gist(await send(writer, []))).toEqual([422, 'invalid', 'rows']);
    const refusal = await send(writer, rows(201, '多'));
    expect(gist(refusal)).toEqual([422, 'invalid', 'rows']);
    expect(refusal.body.errors![0]!.message).toContain('200');
    const before = await count();
    expect((await send(writer, rows(200, '满'))).body.records).toHaveLength(200);
    expect((await count()) - before).toBe(200);
  });

  it('are all handed in, or none: what does not hold is named by row and field', async () => {
    const before = await count();
    const refusal = await send(writer, [
      row(1, { theme: '好的一行' }),
      row(2, { theme: '', guests: 100 }),
      row(3, { on: '2026-11-25' }),
      { pairings: [randomUUID()], data: visit('2026-11-02') },
    ]);
    expect(gist(refusal)).toEqual([
      422,
      'invalid',
      'rows.1.data.theme',
      'rows.1.data.guests',
      'rows.2.data.on',
      'rows.3.pairings',
    ]);
    expect(refusal.body.errors![2]!.message).toBe('日期不能晚于今天');
    expect(await count()).toBe(before);
    expect((await send(writer, [row(1, { theme: '好的一行' })])).status).toBe(201);
  });

  it('can be checked beforehand, which writes nothing', async () => {
    const before = await count();
    expect((await send(writer, rows(2, '检查'), { check: true })).body).toEqual({ checked: 2, records: [] });
    expect(gist(await send(writer, [row(1, { guests: 0 })], { check: true }))).toEqual([
      422,
      'invalid',
      'rows.0.data.guests',
    ]);
    expect(await count()).toBe(before);
  });

  it('refuse the same thing twice, in one table or in two', async () => {
    const one = row(1, { theme: '重复' });
    const twice = await send(writer, [one, row(2, { theme: '不同' }), one]);
    expect(gist(twice)).toEqual([422, 'invalid', 'rows.2.data.on']);
    expect(twice.body.errors![0]!.message).toContain('与第 1 行完全相同');
    // Only complaints about the row that says it again are made where another row is wrong as well.
    expect(gist(await send(writer, [row(0, { guests: 0 }), one, one]))).toEqual([
      422,
      'invalid',
      'rows.0.data.guests',
      'rows.2.data.on',
    ]);
    // The same words about another school are another record.
    const { body } = await send(writer, [one, { ...one, pairings: [meeting.pairings.b] }]);
    expect(body.records).toHaveLength(2);
    const again = await send(writer, [one]);
    expect(gist(again)).toEqual([422, 'invalid', 'rows.0.data.on']);
    expect(again.body.errors![0]!.message).toContain('已经提交过完全相同的记录');
    // What has been voided may be written again.
    const [id] = body.records;
    const { version } = await writer.get<RecordView>(`/api/records/${id}`);
    await writer.send('POST', `/api/records/${id}/void`, { version, json: { reason: '填错了' } });
    expect((await send(writer, [one])).status).toBe(201);
  });

  it('are made once, however often the same request comes', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const list = rows(2, '一次');
    const first = await send(writer, list, {}, key);
    const before = await count();
    const second = await send(writer, list, {}, key);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(await count()).toBe(before);
  });

  it('are for those who write the form, in a programme that runs', async () => {
    // The bureau writes evaluations, and nothing that the schools write.
    expect(gist(await send(await meeting.office(), rows(1)))).toEqual([422, 'invalid', 'rows.0.pairings']);
    expect(gist(await send(a, rows(1, '越权')))).toEqual([422, 'invalid', 'rows.0.pairings']);
    expect(gist(await send(writer, rows(1), { form: 'nothing' }))).toEqual([404, 'not-found']);
    const elsewhere = await signedIn(server, { role: 'auditor', at: meeting.district });
    expect(gist(await send(elsewhere, rows(1)))).toEqual([404, 'not-found']);
  });
});
