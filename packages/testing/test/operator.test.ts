import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Accounts, operator, purgeProgramme, sql, tables } from '@xieshou/core';
import { engines, openWorkbook, PASSWORD, signedIn, startTestServer, type TestServer } from '../src/index.js';
import { confirm, giveBack, reviewOf } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { damagesIn, look, rowsIn } from './keeping.js';
import { makeMeeting, type Meeting } from './meeting.js';

describe.each(engines)('an operator on %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-operator-'));
  let server: TestServer;
  let meeting: Meeting;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const lastAudit = (action: string) =>
    server.database.one<{ role: string; user_id: string | null; subject_id: string; detail: string }>(
      sql`select * from audit_entry where action = ${action} order by id desc limit 1`,
    );

  describe('who resets a password', () => {
    it('ends every session, makes the old password useless, and the new one good for one sign-in', async () => {
      const client = await signedIn(server, { role: 'platformAdministrator', at: meeting.district, username: 'lost' });
      expect((await client.send('GET', '/api/workbench')).status).toBe(200);
      const { password, state } = await server.app.get(Accounts).resetByName(operator, 'LOST');
      expect(state).toBe('active');
      expect((await client.send('GET', '/api/workbench')).status).toBe(401);
      await expect(server.client().signIn('lost', PASSWORD)).rejects.toThrow('401');
      const fresh = server.client();
      await fresh.signIn('lost', password);
      expect((await fresh.send('GET', '/api/workbench')).status).toBe(403);
      await fresh.post('/api/session/password', { current: password, next: 'Hand-in-hand-9' });
      expect((await fresh.send('GET', '/api/workbench')).status).toBe(200);
      const account = await server.database.one<{ id: string }>(sql`select id from account where username = 'lost'`);
      expect(await lastAudit('account.reset')).toMatchObject({
        role: 'operator',
        user_id: null,
        subject_id: account!.id,
      });
    });

    it('is told when there is no such user, and nothing is written', async () => {
      const entries = async () => (await server.database.all(sql`select id from audit_entry`)).length;
      const before = await entries();
      await expect(server.app.get(Accounts).resetByName(operator, 'nobody')).rejects.toMatchObject({
        code: 'no-user',
        text: { zh: expect.stringContaining('nobody') },
      });
      expect(await entries()).toBe(before);
    });
  });

  describe('who purges a programme', () => {
    let other: Meeting;
    const purge = (id: string, to: string) =>
      purgeProgramme({
        app: server.app,
        database: server.database,
        tables,
        filesDir: server.filesDir,
        id,
        folder: join(folder, to),
      });

    beforeAll(async () => {
      other = await makeMeeting(server);
      for (const { at, visit, office, programme } of [meeting, other]) {
        const [writer, a] = [await at('h'), await at('a')];
        const confirmed = await visit(writer, ['a'], '2026-10-12');
        await confirm(a, await reviewOf(a, confirmed.id));
        const returned = await visit(writer, ['a', 'b'], '2026-10-13', { theme: '退回的走访' });
        await giveBack(a, await reviewOf(a, returned.id), '时间不对');
        await (
          await office()
        ).post(`/api/programmes/${programme}/filed-sheets`, { kind: 'ledger', name: 'visits', title: '存档台账' });
      }
    });

    it('must have closed it first', async () => {
      // Entries still waiting for their place in the chain would get it in between.
      await server.sealAudit();
      const before = await rowsIn(server.place);
      await expect(purge(meeting.programme, 'early')).rejects.toMatchObject({ code: 'not-closed' });
      await expect(purge('00000000-0000-7000-8000-000000000000', 'none')).rejects.toMatchObject({ code: 'not-found' });
      expect(await rowsIn(server.place)).toEqual(before);
      expect(readdirSync(folder)).toEqual([]);
    });

    it('gets ledgers and rows first; then it is gone, and everything else is as it was', async () => {
      const office = await meeting.office();
      const { version } = await office.get<{ version: number }>(`/api/programmes/${meeting.programme}`);
      await office.send('POST', `/api/programmes/${meeting.programme}/state`, { version, json: { to: 'closed' } });
      const before = await rowsIn(server.place);
      const mine = (table: string) => before[table]!.filter((row) => row.includes(meeting.programme)).length;
      const purged = await purge(meeting.programme, 'gone');

      expect(purged.rows).toMatchObject({
        programme: 1,
        programme_settings: 1,
        pairing: 2,
        record: 2,
        fact: mine('fact'),
        filed_sheet: 1,
        stored_file: 2,
      });
      expect(purged.rows['record_subject']).toBe(3);
      expect(purged.rows['record_version']).toBeGreaterThan(2);
      expect(purged.rows['notification']).toBeGreaterThan(0);
      expect(purged.workbooks).toEqual(['visits.xlsx']);
      const sheet = await openWorkbook(readFileSync(join(folder, 'gone', 'visits.xlsx')));
      expect(JSON.stringify(sheet)).toContain('联合教研');
      for (const [table, n] of Object.entries(purged.rows)) {
        const lines = readFileSync(join(folder, 'gone', 'rows', `${table}.ndjson`), 'utf8').split('\n');
        expect(lines.filter(Boolean).length, table).toBe(n);
      }
      expect(readFileSync(join(folder, 'gone', 'rows', 'record.ndjson'), 'utf8')).toContain('退回的走访');

      // Rows as they were filed are the other programme's alone; the workbook's bytes may be both theirs.
      expect(purged.filed.map((file) => file.split('.')[1]).sort()).toEqual(['json', 'xlsx']);
      for (const file of purged.filed) expect(existsSync(join(folder, 'gone', file)), file).toBe(true);
      const gone = readFileSync(join(folder, 'gone', 'rows', 'stored_file.ndjson'), 'utf8')
        .split('\n')
        .filter(Boolean);
      for (const { hash } of gone.map((line) => JSON.parse(line) as { hash: string }))
        expect(existsSync(join(server.filesDir, hash.slice(0, 2), hash)), hash).toBe(
          (await server.database.all(sql`select id from stored_file where hash = ${hash}`)).length > 0,
        );

      const after = await rowsIn(server.place);
      for (const table of tables.map((t) => t.name).filter((name) => name !== 'audit_entry')) {
        if (table !== 'idempotency_key')
          expect(after[table]!.length, table).toBe(before[table]!.length - (purged.rows[table] ?? 0));
        expect(
          after[table]!.filter((row) => row.includes(meeting.programme)),
          table,
        ).toEqual([]);
        expect(before[table], table).toEqual(expect.arrayContaining(after[table]!));
      }
      expect(after['record']!.filter((row) => row.includes(other.programme))).toHaveLength(2);
      expect(await lastAudit('programme.purge')).toMatchObject({ role: 'operator', subject_id: meeting.programme });
      expect(JSON.parse((await lastAudit('programme.purge'))!.detail)).toEqual({ rows: purged.rows });
      await server.sealAudit();
      expect(
        damagesIn(await look({ database: server.place, filesDir: server.filesDir, key: server.keys.audit })),
      ).toEqual({});
      expect((await office.send('GET', `/api/programmes/${meeting.programme}`)).status).toBe(404);
    });

    it('never overwrites an export', async () => {
      const office = await other.office();
      const { version } = await office.get<{ version: number }>(`/api/programmes/${other.programme}`);
      await office.send('POST', `/api/programmes/${other.programme}/state`, { version, json: { to: 'closed' } });
      await expect(purge(other.programme, 'gone')).rejects.toMatchObject({ code: 'folder-exists' });
      expect(existsSync(join(folder, 'gone', 'visits.xlsx'))).toBe(true);
    });
  });
});
