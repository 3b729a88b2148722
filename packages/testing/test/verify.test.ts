import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { engines, startTestServer, type TestServer } from '../src/index.js';
import { confirm, reviewOf } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { damagesIn, look, storeFile } from './keeping.js';
import { makeMeeting, type Meeting } from './meeting.js';

/** Changes the data past the platform and past the engine's own foreign keys, as somebody with its password could. */
const behindItsBack = async (server: TestServer, statement: string): Promise<number> => {
  if ('path' in server.place) {
    const db = new BetterSqlite3(server.place.path, { timeout: 5000 });
    try {
      db.pragma('foreign_keys = OFF');
      return db.prepare(statement).run().changes;
    } finally {
      db.close();
    }
  }
  const client = new pg.Client({ connectionString: server.place.url });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
};

describe.each(engines)('verify on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let file: string;

  const damages = async () =>
    damagesIn(await look({ database: server.place, filesDir: server.filesDir, key: server.keys.audit }));
  /** What is found while something is wrong; afterwards nothing must be found any more. */
  const found = async (wrong: string, right: string) => {
    expect(await behindItsBack(server, wrong)).toBeGreaterThan(0);
    const seen = await damages();
    expect(await behindItsBack(server, right)).toBeGreaterThan(0);
    expect(await damages()).toEqual({});
    return seen;
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    const [writer, a] = [await meeting.at('h'), await meeting.at('a')];
    for (const day of ['2026-10-12', '2026-10-13', '2026-11-02']) {
      const made = await meeting.visit(writer, ['a'], day);
      await confirm(a, await reviewOf(a, made.id));
    }
    file = await storeFile(server, 'one page');
    await server.sealAudit();
  });
  afterAll(() => server.close());

  it('finds nothing where nothing is wrong, beside the running server', async () => {
    expect(await damages()).toEqual({});
  });

  it('finds an audit entry whose content was changed', async () => {
    const { id, detail } = (await server.database.one<{ id: string; detail: string }>(
      sql`select id, detail from audit_entry where seq = 7`,
    ))!;
    const seen = await found(
      `update audit_entry set detail = '{"changed":["ownership"]}' where id = '${id}'`,
      `update audit_entry set detail = '${detail}' where id = '${id}'`,
    );
    expect(seen).toEqual({ 'Audit chain': [expect.stringContaining(id)] });
  });

  it('finds an audit entry that was taken out of the chain', async () => {
    const seen = await found(
      'update audit_entry set seq = -5 where seq = 5',
      'update audit_entry set seq = 5 where seq = -5',
    );
    expect(Object.keys(seen)).toEqual(['Audit chain']);
  });

  it('finds an audit entry that somebody without the key has added unsealed', async () => {
    const columns = 'id, at, action, subject_kind, detail, mac';
    const seen = await found(
      `insert into audit_entry (${columns}) values ('forged', '2026-11-24T01:00:00.000Z', 'x.y', 'x', '{}', '${'0'.repeat(64)}')`,
      "delete from audit_entry where id = 'forged'",
    );
    expect(seen).toEqual({ 'Audit chain': [expect.stringContaining('forged')] });
  });

  it('finds a tally that says more than its facts, one that says less, and one that is not there', async () => {
    const at = `where subject_id = '${meeting.pairings.a}' and name = 'visit' and state = 'confirmed' and month = '2026-10'`;
    expect(await found(`update tally set count = 3 ${at}`, `update tally set count = 2 ${at}`)).toEqual({
      Tallies: [expect.stringMatching(/visit, 2026-10: the tally says 3 \/ 2, the facts 2 \/ 2/)],
    });
    expect(await found(`update tally set sum = 1 ${at}`, `update tally set sum = 2 ${at}`)).toEqual({
      Tallies: [expect.stringMatching(/the tally says 2 \/ 1, the facts 2 \/ 2/)],
    });
    expect(
      await found(
        `update tally set month = '2026-07' ${at}`,
        `update tally set month = '2026-10' where month = '2026-07'`,
      ),
    ).toEqual({
      Tallies: [
        expect.stringMatching(/2026-07: the tally says 2 \/ 2, the facts 0 \/ 0/),
        expect.stringMatching(/2026-10: the tally says 0 \/ 0, the facts 2 \/ 2/),
      ],
    });
  });

  it('finds a row that points at nothing, and says which', async () => {
    const seen = await found(
      `update record_version set record_id = 'nowhere' where record_id = (select min(record_id) from record_version)`,
      `update record_version set record_id = (select r.id from record r where not exists
        (select 1 from record_version v where v.record_id = r.id)) where record_id = 'nowhere'`,
    );
    expect(seen).toEqual({
      'Foreign keys': [expect.stringMatching(/2 row\(s\) of record_version\.record_id point at a record .*nowhere/)],
    });
  });

  it('finds a stored file that was changed, and one that is gone', async () => {
    writeFileSync(file, 'another');
    expect(await damages()).toEqual({ 'Stored files': [expect.stringContaining(`"${file}" is not what it was`)] });
    renameSync(file, `${file}.away`);
    expect(await damages()).toEqual({ 'Stored files': [expect.stringContaining(`"${file}" is gone`)] });
    renameSync(`${file}.away`, file);
    writeFileSync(file, 'one page');
    expect(await damages()).toEqual({});
  });

  it('says that it is the key when the key is another', async () => {
    const checks = await look({ database: server.place, filesDir: server.filesDir, key: randomBytes(32) });
    expect(damagesIn(checks)).toEqual({ 'Audit chain': ['not one entry agrees with the key'] });
    expect(checks.flatMap((c) => c.damages)[0]!.remedy.en).toContain('XIESHOU_KEY_FILE');
  });

  it('names a remedy in both languages for everything it finds', async () => {
    await behindItsBack(server, `update tally set count = count + 1`);
    await behindItsBack(server, `update audit_entry set role = 'x' where seq = 3`);
    const checks = await look({ database: server.place, filesDir: server.filesDir, key: server.keys.audit });
    const all = checks.flatMap((c) => c.damages);
    expect(all.length).toBeGreaterThan(2);
    for (const { what, remedy } of all)
      for (const text of [what, remedy]) {
        expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
        expect(text.en).toMatch(/^[\x20-\x7e]+$/);
      }
  });
});
