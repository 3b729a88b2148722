import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Reviews, sql } from '@xieshou/core';
import { engines, startTestServer, TestClock } from '../src/index.js';
import { confirm, drift, factsOf, giveBack, reviewOf } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type RecordView } from './meeting.js';

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
