import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql, verifyAudit } from '@xieshou/core';
import { engines, startTestServer, type TestServer } from '../../src/index.js';
import { confirm, reviewOf } from '../deciding.js';
import { schoolPairs } from '../fixtures/school-pairs.js';
import { damagesIn, look } from '../keeping.js';
import { makeMeeting } from '../meeting.js';
import { patience, say, seed, sizes } from './sizes.js';
import { apply, type Tampering, tamperings } from './tamperings.js';

/** Thrown to leave a transaction without keeping anything. */
class Undone extends Error {}

/** Every so many tamperings are kept, looked at with the whole of `verify`, and put right again. */
const KEPT = 20;

describe.each(engines)('tampering with the audit log on %s', (engine) => {
  let server: TestServer;
  let found = 0;
  let looked = 0;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    const meeting = await makeMeeting(server);
    const [writer, a] = [await meeting.at('h'), await meeting.at('a')];
    for (const day of ['2026-10-12', '2026-10-13', '2026-11-02', '2026-11-03']) {
      const made = await meeting.visit(writer, ['a', 'b'], day);
      await confirm(a, await reviewOf(a, made.id));
    }
    await server.sealAudit();
  });
  afterAll(async () => {
    say(
      `${found} of ${sizes.tamperings} tamperings with the audit log found on ${engine}, ${looked} with all of verify`,
    );
    await server.close();
  });

  const broken = async (o: Tampering): Promise<number> => {
    let found = -1;
    const inside = server.database.write(async (tx) => {
      await apply(tx, o);
      found = (await verifyAudit({ database: tx, key: server.keys.audit })).broken.length;
      throw new Undone();
    });
    await expect(inside).rejects.toThrow(Undone);
    return found;
  };
  const damages = async () =>
    damagesIn(await look({ database: server.place, filesDir: server.filesDir, key: server.keys.audit }));

  it(
    'finds every one',
    async () => {
      const rows = await server.database.all<Record<string, unknown>>(sql`select * from audit_entry order by seq`);
      expect(rows.length).toBeGreaterThan(20);
      expect((await verifyAudit({ database: server.database, key: server.keys.audit })).broken).toEqual([]);
      const all = fc.sample(tamperings(rows.length), { numRuns: sizes.tamperings, seed });
      const missed: string[] = [];
      for (const [n, one] of all.entries()) {
        if ((await broken(one)) > 0) found += 1;
        else missed.push(JSON.stringify(one));
        if (n % KEPT > 0) continue;
        await server.database.write((tx) => apply(tx, one));
        expect(Object.keys(await damages()), JSON.stringify(one)).toContain('Audit chain');
        looked += 1;
        await putBack(server, rows);
      }
      expect(missed).toEqual([]);
      expect(await damages()).toEqual({});
    },
    patience,
  );

  it('cannot see that the newest entries were cut off as a whole, which docs/operators.md says', async () => {
    const cut = await broken({ kind: 'cut', last: 3 });
    expect(cut).toBe(0);
  });
});

const putBack = (server: TestServer, rows: readonly Record<string, unknown>[]): Promise<void> =>
  server.database.write(async (tx) => {
    await tx.run(sql`delete from audit_entry`);
    for (const r of rows as readonly Record<string, string | number | null>[])
      await tx.run(sql`insert into audit_entry (id, seq, tx, at, district_id, user_id, role, action, subject_kind,
          subject_id, detail, mac, chain)
        values (${r['id']!}, ${r['seq']!}, ${r['tx']!}, ${r['at']!}, ${r['district_id']!}, ${r['user_id']!}, ${r['role']!},
          ${r['action']!}, ${r['subject_kind']!}, ${r['subject_id']!}, ${r['detail']!}, ${r['mac']!}, ${r['chain']!})`);
  });
