import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, engines, startTestServer, type TestServer } from '../src/index.js';
import { confirm, drift, factsOf, giveBack, reviewOf, waiting } from './deciding.js';
import { countedPairs } from './fixtures/counted-pairs.js';
import { audited, confirmed, correct, history, news, read, seal, voided, type Written } from './life.js';
import { makeMeeting, type Meeting } from './meeting.js';
import { gist } from './office.js';

describe.each(engines)('how corrections end, and what facts rest on, on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  let a: Client;
  let b: Client;
  let officer: Client;
  const takeBack = (client: Client, record: string, correction: string) =>
    client.send<Written>('POST', `/api/records/${record}/corrections/${correction}/withdraw`);
  const guests = async (id: string) =>
    (await factsOf(server, id)).filter(([name]) => name === 'visit.guests').map(([, , state, n]) => [state, n]);
  const setVisits = async (visits: number) => {
    const { version } = await officer.get<{ version: number }>(`/api/programmes/${meeting.programme}`);
    await officer.patch(`/api/programmes/${meeting.programme}`, version, { settings: { visits, silence: 5 } });
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [{ ...countedPairs, id: 'school-pairs' }] });
    meeting = await makeMeeting(server, { visits: 2, silence: 5 });
    [writer, a, b, officer] = [
      await meeting.at('h'),
      await meeting.at('a'),
      await meeting.at('b'),
      await meeting.office(),
    ];
  });
  afterAll(() => server.close());

  it('an open one is taken back by its writers: the record stands, and the desk is empty', async () => {
    const made = await confirmed(meeting, writer, a, '2026-11-02');
    const { body } = await correct(writer, made, { guests: 9 });
    expect(body.openCorrection).toMatchObject({ number: 1, mayWithdraw: true });
    const id = body.openCorrection!.id;
    expect((await read(a, made.id)).openCorrection).toMatchObject({ mayWithdraw: false });
    // Whoever has to decide it, another school and the bureau cannot; nor is it found under another record.
    for (const client of [a, b, officer]) expect(gist(await takeBack(client, made.id, id))).toEqual([404, 'not-found']);
    expect(gist(await takeBack(writer, made.id, randomUUID()))).toEqual([404, 'not-found']);
    const other = await confirmed(meeting, writer, a, '2026-11-03');
    expect(gist(await takeBack(writer, other.id, id))).toEqual([404, 'not-found']);
    const review = await reviewOf(a, made.id);
    expect((await takeBack(writer, made.id, id)).status).toBe(200);
    expect(await read(writer, made.id)).toEqual(made);
    expect((await waiting(a)).filter((w) => w.record === made.id)).toEqual([]);
    expect(await news(a)).toMatchObject({ text: { zh: expect.stringContaining('撤回') }, link: `/records/${made.id}` });
    expect((await audited(server, made.id))[0]).toBe('record.withdrawCorrection');
    expect(gist(await confirm(a, review))).toEqual([409, 'decided']);
    expect(gist(await takeBack(writer, made.id, id))).toEqual([409, 'decided']);
    expect((await history(writer, made.id)).map((v) => v.action)).toEqual(['submit', 'approve']);
    // The number goes to the next.
    expect((await correct(writer, made, { guests: 8 })).body.openCorrection?.number).toBe(1);
  });

  it('one that was decided is not taken back; at the same moment one of the two wins', async () => {
    const made = await confirmed(meeting, writer, a, '2026-11-04');
    const first = (await correct(writer, made, { guests: 4 })).body.openCorrection!;
    const review = await reviewOf(a, made.id);
    const both = await Promise.all([takeBack(writer, made.id, first.id), confirm(a, review)]);
    expect(both.map((x) => x.status).sort()).toEqual([200, 409]);
    expect((await read(writer, made.id)).correction).toBe(both[1].status === 200 ? 1 : 0);
    expect(await drift(server)).toBe(0);
    const second = (await correct(writer, await read(writer, made.id), { guests: 7 })).body.openCorrection!;
    await confirm(a, await reviewOf(a, made.id));
    expect(gist(await takeBack(writer, made.id, second.id))).toEqual([409, 'decided']);
  });

  it('one given back stands on the record with its reason until the next', async () => {
    const joint = await meeting.visit(writer, ['a', 'b'], '2026-11-05');
    for (const client of [a, b]) await confirm(client, await reviewOf(client, joint.id));
    const made = await read(writer, joint.id);
    expect(made.returnedCorrection).toBeNull();
    await correct(writer, made, { guests: 30 }, '按签到表');
    await giveBack(a, await reviewOf(a, joint.id), '签到表只有三人');
    const name = (await a.get<{ user: { name: string } }>('/api/session')).user.name;
    const returned = {
      reason: '按签到表',
      returnReason: '签到表只有三人',
      returnedBy: name,
      data: { guests: 30, on: '2026-11-05' },
      difference: [{ field: 'guests', before: 3, after: 30 }],
    };
    for (const client of [writer, a, officer])
      expect((await read(client, joint.id)).returnedCorrection).toMatchObject(returned);
    // What one school answered is not told to the others.
    expect((await read(b, joint.id)).returnedCorrection).toBeNull();
    const again = await correct(writer, made, { guests: 4 });
    expect(again.body).toMatchObject({ returnedCorrection: null, openCorrection: { number: 1 } });
    await takeBack(writer, joint.id, again.body.openCorrection!.id);
    expect((await read(writer, joint.id)).returnedCorrection).toBeNull();
    await correct(writer, made, { guests: 30 });
    await giveBack(a, await reviewOf(a, joint.id), '不对');
    await voided(officer, await read(officer, joint.id));
    expect((await read(writer, joint.id)).returnedCorrection).toBeNull();
  });

  it('facts keep to the settings under which the record was handed in', async () => {
    const made = await meeting.visit(writer, ['a'], '2026-11-09');
    expect(await guests(made.id)).toEqual([['claimed', 6]]);
    await setVisits(5);
    // Confirmed under other settings than it was written under.
    await confirm(a, await reviewOf(a, made.id));
    expect(await guests(made.id)).toEqual([['confirmed', 6]]);
    await seal(officer, meeting.programme, '2026-11-09');
    expect(await guests(made.id)).toEqual([['confirmed', 6]]);
    // What is written from now on, and a correction that is asked for now, go by the new ones.
    const later = await meeting.visit(writer, ['a'], '2026-11-10');
    expect(await guests(later.id)).toEqual([['claimed', 15]]);
    await correct(writer, await read(writer, made.id), { guests: 4 });
    await setVisits(7);
    await confirm(a, await reviewOf(a, made.id));
    expect(await guests(made.id)).toEqual([['confirmed', 20]]);
    expect(await drift(server)).toBe(0);
  });
});
