import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { engines, startTestServer, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting } from './meeting.js';

describe.each(engines)('reminders on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  /** Reminds at a moment in Shanghai of the visits of some pairings in a month. */
  const remind = async (moment: string, pairings: readonly ('a' | 'b')[], period = '2026-10') => {
    server.clock.moveTo(`${moment}+08:00`);
    const office = await meeting.office();
    const answer = await office.post<{ sent: number; skipped: { reason: { zh: string } }[] }>(
      `/api/programmes/${meeting.programme}/duties/remind`,
      { cells: pairings.map((key) => ({ pairing: meeting.pairings[key], duty: 'visit', period })) },
    );
    return [answer.sent, ...answer.skipped.map(({ reason }) => reason.zh)];
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    await meeting.at('h');
  });
  afterAll(() => server.close());

  it('go out at most once a week for a duty of a pairing, from Monday to Sunday', async () => {
    expect(await remind('2026-11-23T00:00:00', ['a'])).toEqual([1]);
    expect(await remind('2026-11-23T00:00:01', ['a', 'b'])).toEqual([1, '本周已催办过']);
    expect(await remind('2026-11-29T23:59:59', ['a', 'b'])).toEqual([0, '本周已催办过', '本周已催办过']);
    expect(await remind('2026-11-30T00:00:00', ['a', 'b'])).toEqual([2]);
  });

  it('are one for the duty in the week, whichever of its periods is meant', async () => {
    expect(await remind('2026-12-06T23:59:59', ['a'], '2026-11')).toEqual([0, '本周已催办过']);
    expect(await remind('2026-12-07T00:00:00', ['a'], '2026-11')).toEqual([1]);
    const told = await server.database.all(sql`select id from notification where kind = 'reminder'`);
    expect(told).toHaveLength(5);
  });
});
