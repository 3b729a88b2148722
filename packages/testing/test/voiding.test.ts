import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { type Client, engines, makeDistrict, startTestServer, type TestServer } from '../src/index.js';
import { confirm, drift, factsOf, giveBack, reviewOf, tallyOf, waiting } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { audited, confirmed, correct, history, news, read, seal, voided, type Written } from './life.js';
import { makeMeeting, type Meeting, type RecordView } from './meeting.js';
import { gist } from './office.js';

describe.each(engines)('voiding and sealing on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  let a: Client;
  let b: Client;
  let officer: Client;
  const listed = async (client: Client, query: string) =>
    (await client.get<{ rows: RecordView[] }>(`/api/programmes/${meeting.programme}/records?size=200${query}`)).rows;
  const ledger = async (query = '') =>
    (
      await writer.get<{ rows: { record: string }[] }>(
        `/api/programmes/${meeting.programme}/ledgers/visits?size=200${query}`,
      )
    ).rows.map((row) => row.record);
  const note = (on: string) =>
    writer.post<RecordView>(`/api/programmes/${meeting.programme}/records`, {
      form: 'note',
      pairings: [meeting.pairings.a],
      data: { on, theme: '便条' },
    });

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

  describe('a record is voided', () => {
    it('by its writers, and counts nowhere from then on', async () => {
      const before = await tallyOf(server, meeting.pairings.a);
      const made = await meeting.visit(writer, ['a'], '2026-11-02');
      const review = await reviewOf(a, made.id);
      expect(made.mayVoid).toBe(true);
      const answer = await voided(writer, made, '写错了学校');
      expect(answer).toMatchObject({
        status: 200,
        body: {
          state: 'void',
          version: 2,
          voidReason: '写错了学校',
          mayChange: false,
          mayVoid: false,
          mayCorrect: false,
          data: made.data,
          subjects: [{ state: 'void', review: null }],
        },
      });
      expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['void', 'void']);
      expect((await tallyOf(server, meeting.pairings.a)).filter(([, state]) => state !== 'void')).toEqual(before);
      expect(await drift(server)).toBe(0);
      expect(await waiting(a)).toEqual([]);
      expect(gist(await confirm(a, review))).toEqual([409, 'decided']);
      for (const client of [writer, a])
        expect(await news(client)).toMatchObject({
          kind: 'void',
          text: { zh: '2026-11-02 的走访已作废：写错了学校' },
          link: `/records/${made.id}`,
        });
      expect(await audited(server, made.id)).toEqual(['record.void', 'record.create']);
      // It stays to be read and is marked in lists; the ledger leaves it out unless asked.
      for (const client of [writer, a, officer]) expect((await read(client, made.id)).state).toBe('void');
      expect((await listed(writer, '')).find((r) => r.id === made.id)?.state).toBe('void');
      expect((await listed(a, '&state=void')).map((r) => r.id)).toEqual([made.id]);
      expect(await ledger()).not.toContain(made.id);
      expect(await ledger('&state=void')).toEqual([made.id]);
      expect((await history(a, made.id)).map((v) => [v.version, v.action, v.reason, v.difference])).toEqual([
        [1, 'submit', null, []],
        [2, 'void', '写错了学校', []],
      ]);
      expect(gist(await voided(writer, answer.body))).toEqual([409, 'void']);
      expect(gist(await correct(writer, answer.body, { guests: 4 }))).toEqual([409, 'void']);
      const change = await writer.send<Written>('PATCH', `/api/records/${made.id}`, {
        version: 2,
        json: { data: made.data },
      });
      expect(gist(change)).toEqual([409, 'void']);
    });

    it.each([
      [0, 422],
      [1, 422],
      [2, 200],
      [200, 200],
      [201, 422],
    ])('for a reason of %i characters: %i', async (length, status) => {
      const made = await meeting.visit(writer, ['a'], '2026-11-03');
      const answer = await voided(writer, made, '错'.repeat(length));
      expect(gist(answer)).toEqual(status === 200 ? [200, undefined] : [422, 'invalid', 'reason']);
      // Blanks around it are none of it.
      if (length === 1) expect((await voided(writer, made, ' 错 ')).status).toBe(422);
      expect((await read(writer, made.id)).state).toBe(status === 200 ? 'void' : 'submitted');
    });

    it('by the bureau at any time: confirmed, returned, sealed', async () => {
      const one = await confirmed(meeting, writer, a, '2026-11-04');
      expect(one.mayVoid).toBe(false);
      const refusal = await voided(writer, one);
      expect(gist(refusal)).toEqual([409, 'confirmed']);
      expect(refusal.body.title).toMatch(/对方已确认/);
      const seen = await read(officer, one.id);
      expect(seen.mayVoid).toBe(true);
      expect(await voided(officer, seen, '核查不实')).toMatchObject({ status: 200, body: { state: 'void' } });
      expect(await news(writer)).toMatchObject({ kind: 'void', text: { zh: expect.stringContaining('核查不实') } });
      const returned = await meeting.visit(writer, ['a'], '2026-11-04');
      await giveBack(a, await reviewOf(a, returned.id), '不对');
      expect((await voided(officer, await read(officer, returned.id))).status).toBe(200);
      const mine = await meeting.visit(writer, ['a'], '2026-11-04');
      await giveBack(a, await reviewOf(a, mine.id), '不对');
      expect((await voided(writer, await read(writer, mine.id))).status).toBe(200);
      expect(await drift(server)).toBe(0);
    });

    it('by nobody else', async () => {
      const made = await meeting.visit(writer, ['a'], '2026-11-05');
      const foreign = await (await makeDistrict(server)).signIn();
      for (const client of [a, b, foreign, await meeting.at('a', 'teacher'), await meeting.at('h', 'sectionMember')])
        expect(gist(await voided(client, made))).toEqual([404, 'not-found']);
      expect(gist(await voided(writer, { ...made, version: 9 }))).toEqual([409, 'stale']);
      const draft = await writer.post<RecordView>(`/api/programmes/${meeting.programme}/records`, {
        form: 'visit',
        data: {},
        draft: true,
      });
      expect(gist(await voided(writer, draft))).toEqual([409, 'draft']);
      expect(gist(await voided(officer, draft))).toEqual([404, 'not-found']);
      expect((await voided(await meeting.at('h', 'teacher'), made)).status).toBe(200);
    });

    it('not by its writers once one school of a meeting has confirmed it', async () => {
      const made = await meeting.visit(writer, ['a', 'b'], '2026-11-06');
      await confirm(a, await reviewOf(a, made.id));
      expect(gist(await voided(writer, await read(writer, made.id)))).toEqual([409, 'confirmed']);
      const answer = await voided(officer, await read(officer, made.id));
      expect(answer.body.subjects.map((s) => s.state)).toEqual(['void', 'void']);
      expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['void', 'void', 'void', 'void']);
      expect((await waiting(b)).some((w) => w.record === made.id)).toBe(false);
      expect(await drift(server)).toBe(0);
    });

    it('by its writers where nobody is asked, until it is sealed', async () => {
      const made = await note('2026-11-07');
      expect([made.state, made.mayVoid]).toEqual(['confirmed', true]);
      expect((await voided(writer, made)).status).toBe(200);
      const other = await note('2026-11-07');
      await seal(officer, meeting.programme, '2026-11-07');
      expect(gist(await voided(writer, await read(writer, other.id)))).toEqual([409, 'confirmed']);
    });

    it('or confirmed, when both happen at once, and never both', async () => {
      for (let round = 0; round < 8; round++) {
        const made = await meeting.visit(writer, ['a'], '2026-11-09');
        const review = await reviewOf(a, made.id);
        const [taken, agreed] = await Promise.all([voided(writer, made), confirm(a, review)]);
        expect([
          [200, 409],
          [409, 200],
        ]).toContainEqual([taken.status, agreed.status]);
        expect((await read(writer, made.id)).state).toBe(taken.status === 200 ? 'void' : 'confirmed');
      }
      expect(await drift(server)).toBe(0);
    });

    it('once, however often it is asked', async () => {
      const made = await meeting.visit(writer, ['a'], '2026-11-10');
      const answers = await Promise.all(Array.from({ length: 5 }, () => voided(writer, made)));
      expect(answers.map((x) => x.status).sort()).toEqual([200, 409, 409, 409, 409]);
      expect(await drift(server)).toBe(0);
    });

    it('not while its programme stands still', async () => {
      const made = await meeting.visit(writer, ['a'], '2026-11-11');
      const move = async (to: string) => {
        const { version } = await officer.get<{ version: number }>(`/api/programmes/${meeting.programme}`);
        await officer.post(`/api/programmes/${meeting.programme}/state`, { to }, { version });
      };
      await move('suspended');
      for (const client of [writer, officer]) {
        expect(gist(await voided(client, made))).toEqual([409, 'not-running']);
        expect((await read(client, made.id)).mayVoid).toBe(false);
      }
      expect(gist(await seal(officer, meeting.programme, '2026-11-24'))).toEqual([409, 'not-running']);
      await move('enabled');
    });
  });

  describe('a month is sealed', () => {
    let place: Meeting;
    let school: Client;
    let other: Client;
    let bureau: Client;
    beforeAll(async () => {
      place = await makeMeeting(server);
      [school, other, bureau] = [await place.at('h'), await place.at('a'), await place.office()];
    });

    it('up to and with a day, and only what is confirmed', async () => {
      const days = ['2026-10-30', '2026-10-31', '2026-11-01'];
      const made: RecordView[] = [];
      for (const on of days) made.push(await confirmed(place, school, other, on));
      const open = await place.visit(school, ['a'], '2026-10-20');
      const returned = await place.visit(school, ['a'], '2026-10-21');
      await giveBack(other, await reviewOf(other, returned.id), '不对');
      const gone = await place.visit(school, ['a'], '2026-10-22');
      await voided(school, gone);
      const states = async () => Promise.all(made.map(async (r) => (await read(school, r.id)).state));
      expect(await seal(bureau, place.programme, '2026-10-29')).toMatchObject({ status: 200, body: { sealed: 0 } });
      expect(await states()).toEqual(['confirmed', 'confirmed', 'confirmed']);
      expect((await seal(bureau, place.programme, '2026-10-31')).body.sealed).toBe(2);
      expect(await states()).toEqual(['sealed', 'sealed', 'confirmed']);
      expect((await seal(bureau, place.programme, '2026-10-31')).body.sealed).toBe(0);
      expect((await seal(bureau, place.programme, '2026-11-02')).body.sealed).toBe(1);
      for (const [r, state] of [
        [open, 'submitted'],
        [returned, 'returned'],
        [gone, 'void'],
      ] as const)
        expect((await read(school, r.id)).state).toBe(state);
      const [first] = made;
      expect(await read(school, first!.id)).toMatchObject({
        version: 3,
        mayChange: false,
        mayVoid: false,
        mayCorrect: true,
        subjects: [{ state: 'confirmed' }],
      });
      const officerId = (await bureau.get<{ user: { name: string } }>('/api/session')).user.name;
      expect((await history(school, first!.id)).at(-1)).toMatchObject({ version: 3, action: 'seal', by: officerId });
      expect((await factsOf(server, first!.id)).map((row) => row[2])).toEqual(['confirmed', 'confirmed']);
      const entries = await server.database.all<{ detail: string }>(
        sql`select detail from audit_entry where action = 'record.seal' and subject_id = ${place.programme} order by id`,
      );
      expect(entries.map((e) => JSON.parse(e.detail) as object)).toEqual([
        { through: '2026-10-29', records: 0 },
        { through: '2026-10-31', records: 2 },
        { through: '2026-10-31', records: 0 },
        { through: '2026-11-02', records: 1 },
      ]);
      expect(await drift(server)).toBe(0);
    });

    it('and what is in it is not changed nor voided by its writers any more', async () => {
      const [sealed] = (
        await school.get<{ rows: RecordView[] }>(`/api/programmes/${place.programme}/records?state=sealed`)
      ).rows;
      const change = await school.send<Written>('PATCH', `/api/records/${sealed!.id}`, {
        version: sealed!.version,
        json: { data: sealed!.data },
      });
      expect(gist(change)).toEqual([409, 'sealed']);
      expect(change.body.title).toMatch(/已封存/);
      expect(gist(await voided(school, sealed!))).toEqual([409, 'confirmed']);
      expect((await voided(bureau, sealed!, '经查重复')).status).toBe(200);
      // What is sealed is confirmed: lists and ledgers of what is confirmed hold it.
      for (const path of ['records', 'ledgers/visits'])
        expect(
          (await school.get<{ total: number }>(`/api/programmes/${place.programme}/${path}?state=confirmed`)).total,
        ).toBe(2);
    });

    it('not beyond today, and by the bureau alone', async () => {
      for (const through of ['2026-11-25', '2027-01-31', '2026-02-31', '2026-11', ''])
        expect(gist(await seal(bureau, place.programme, through))).toEqual([422, 'invalid', 'through']);
      expect((await seal(bureau, place.programme, '2026-11-24')).status).toBe(200);
      const foreign = await (await makeDistrict(server)).signIn();
      for (const client of [school, other, foreign])
        expect(gist(await seal(client, place.programme, '2026-11-24'))).toEqual([404, 'not-found']);
    });

    it('in one go, however much there is, and once when two officers do it at once', async () => {
      const seed = await confirmed(place, school, other, '2026-11-05');
      await server.database.write(async (tx) => {
        for (let n = 0; n < 1200; n++) {
          const id = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
          await tx.run(sql`insert into record (id, district_id, programme_id, form, form_version, state, on_day, side,
              writer_organisation_id, user_id, data, findings, settings_number, created_at, submitted_at, version)
            select ${id}, district_id, programme_id, form, form_version, state, on_day, side, writer_organisation_id, user_id,
              data, findings, settings_number, created_at, submitted_at, version from record where id = ${seed.id}`);
        }
      });
      const answers = await Promise.all([1, 2].map(() => seal(bureau, place.programme, '2026-11-05')));
      expect(answers.map((x) => x.body.sealed).sort()).toEqual([0, 1201]);
      const rows = await server.database.one<{ n: number }>(sql`select count(*) as n from record r
        join record_version v on v.record_id = r.id and v.number = r.version and v.action = 'seal' and v.state = 'sealed'
        where r.programme_id = ${place.programme} and r.on_day = '2026-11-05' and r.state = 'sealed'`);
      expect(Number(rows!.n)).toBe(1201);
    });
  });
});
