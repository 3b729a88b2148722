import { randomUUID } from 'node:crypto';
import { sql } from '@xieshou/core';
import { addDays } from '@xieshou/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, engines, openWorkbook, startTestServer, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting } from './meeting.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Of the first record, besides itself: a ledger of more than two of the pages that it is read by. */
const COPIES = 1040;
const dayOf = (n: number) => addDays('2026-09-10', n % 30);

/** Records like one that somebody wrote, of other days. */
const copyRecord = (server: TestServer, id: string) =>
  server.database.write(async (tx) => {
    for (let n = 0; n < COPIES; n++) {
      const copy = randomUUID();
      const statements = [
        sql`insert into record (id, district_id, programme_id, form, form_version, state, on_day, side,
            writer_organisation_id, writer_person_id, user_id, data, findings, settings_number, created_at, submitted_at, version)
          select ${copy}, district_id, programme_id, form, form_version, state, ${dayOf(n)}, side, writer_organisation_id,
            writer_person_id, user_id, replace(data, on_day, ${dayOf(n)}), findings, settings_number, created_at, submitted_at, version
          from record where id = ${id}`,
        sql`insert into record_subject (record_id, pairing_id, state, decided_by, decided_at, reason)
          select ${copy}, pairing_id, state, decided_by, decided_at, reason from record_subject where record_id = ${id}`,
      ];
      for (const statement of statements) await tx.run(statement);
    }
  });

describe.each(engines)('a ledger of many pages on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let officer: Client;
  const ledger = (query = '') =>
    officer.send('GET', `/api/programmes/${meeting.programme}/ledgers/visits${query}`, { headers: { accept: xlsx } });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    officer = await meeting.office();
    // About two schools: two rows each.
    const { id } = await meeting.visit(await meeting.at('h'), ['a', 'b'], '2026-09-09', { guests: 7 });
    await copyRecord(server, id);
  });
  afterAll(() => server.close());

  it('is sent while it is made, and is whole', async () => {
    const { status, headers, bytes } = await ledger();
    expect(status).toBe(200);
    expect(headers['content-length']).toBeUndefined();
    const [sheet] = await openWorkbook(bytes);
    const count = 2 * (COPIES + 1);
    const rows = sheet!.rows.slice(3, 3 + count);
    expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    const days = rows.map(([, day]) => day!);
    expect(days).toEqual([...days].sort());
    expect(days.filter((day) => day === dayOf(3))).toHaveLength(2 * Math.ceil((COPIES - 3) / 30));
    for (const name of ['甲小学', '乙小学'])
      expect(rows.filter(([, , helped]) => helped!.startsWith(name))).toHaveLength(COPIES + 1);
    const total = sheet!.rows[3 + count]!;
    expect([total[0], total[4]]).toEqual(['合计', String(7 * count)]);
  });

  it('refuses before the first byte', async () => {
    const answer = await officer.send<{ code: string }>('GET', `/api/programmes/${meeting.programme}/ledgers/none`, {
      headers: { accept: xlsx },
    });
    expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
  });

  it('says on the screen what it says on paper', async () => {
    const { rows } = await officer.get<{ rows: readonly { cells: Record<string, unknown> }[] }>(
      `/api/programmes/${meeting.programme}/ledgers/visits?size=200&from=2026-09-09&to=2026-09-09`,
    );
    expect(
      rows.map(({ cells }) => [cells['on'], cells['guests'], String(cells['@helped']).slice(0, 3)]).sort(),
    ).toEqual([
      ['2026-09-09', 7, '乙小学'],
      ['2026-09-09', 7, '甲小学'],
    ]);
  });
});
