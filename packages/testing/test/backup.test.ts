import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { type Client, type Engine, engines, startTestServer, type TestServer } from '../src/index.js';
import { confirm, reviewOf } from './deciding.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { backUp, damagesIn, freshPlace, look, type Place, restoreTo, rowsIn, storeFile } from './keeping.js';
import { makeMeeting, type Meeting } from './meeting.js';

describe.each(engines)('a backup from %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-backup-'));
  const file = join(folder, 'whole.tar.gz');
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;

  const into = async (target: Engine, from: string, work: (place: Place) => Promise<void>, key = server.keys.audit) => {
    const place = await freshPlace(target);
    try {
      await restoreTo({ file: from, key, place });
      await work(place);
    } finally {
      await place.drop();
    }
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    writer = await meeting.at('h');
    const [a, b] = [await meeting.at('a'), await meeting.at('b')];
    for (let n = 1; n <= 12; n++) {
      const made = await meeting.visit(
        writer,
        n % 3 === 0 ? ['a', 'b'] : ['a'],
        `2026-10-${String(n + 9).padStart(2, '0')}`,
        {
          theme: `“引号”\\'行\n${n}😀`,
        },
      );
      if (n % 2 === 0) await confirm(a, await reviewOf(a, made.id));
    }
    await b.send('POST', '/api/session', { json: { username: 'nobody', password: 'wrong' } });
    // A school that is older than the one it stands under now: it points forward in any order by id.
    await server.database.write((tx) =>
      tx.run(sql`update organisation set parent_id = ${meeting.schools.b.id} where id = ${meeting.schools.a.id}`),
    );
    await storeFile(server, 'Einverständnis 同意书');
    await storeFile(server, randomBytes(3_000_000));
    await storeFile(server, '');
    await server.sealAudit();
    await backUp(server, file);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(engines)('goes into %s row by row and file by file, and is sound there', async (target) => {
    await into(target, file, async (place) => {
      expect(await rowsIn(place.database)).toEqual(await rowsIn(server.place));
      const stored = readdirSync(server.filesDir, { recursive: true }) as string[];
      expect((readdirSync(place.filesDir, { recursive: true }) as string[]).sort()).toEqual(stored.sort());
      for (const name of stored.filter((n) => statSync(join(server.filesDir, n)).isFile()))
        expect(readFileSync(join(place.filesDir, name)).equals(readFileSync(join(server.filesDir, name)))).toBe(true);
      const checks = await look({ ...place, key: server.keys.audit });
      expect(damagesIn(checks)).toEqual({});
      expect(checks.map((c) => c.title.en)).toEqual([
        'Schema',
        'Storage',
        'Foreign keys',
        'Audit chain',
        'Tallies',
        'Stored files',
        'Filed sheets',
      ]);
    });
  });

  it('made while people write holds everything acknowledged before it began, and is sound', async () => {
    const acknowledged: string[] = [];
    let writing = true;
    const write = async (client: Client, to: 'a' | 'b') => {
      while (writing) acknowledged.push((await meeting.visit(client, [to], '2026-11-02')).id);
    };
    const busy = Promise.all([
      write(writer, 'a'),
      write(await meeting.at('h'), 'b'),
      write(await meeting.at('h'), 'a'),
    ]);
    const live = join(folder, 'live.tar.gz');
    let before: readonly string[] = [];
    let during = 0;
    try {
      await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(20);
      before = [...acknowledged];
      await backUp(server, live, { onRows: () => void (during = acknowledged.length) });
    } finally {
      writing = false;
      await busy;
    }
    // Others did write while it was made.
    expect(during).toBeGreaterThan(before.length);
    for (const target of engines)
      await into(target, live, async (place) => {
        expect(damagesIn(await look({ ...place, key: server.keys.audit }))).toEqual({});
        const kept = new Set((await rowsIn(place.database))['record']!.map((row) => (JSON.parse(row) as string[])[0]!));
        expect(before.filter((id) => !kept.has(id))).toEqual([]);
        expect(kept.size).toBeLessThan(12 + acknowledged.length);
      });
  });

  it('holds no byte of the key, in any writing', () => {
    const key = server.keys.audit;
    const raw = readFileSync(file);
    const plain = gunzipSync(raw);
    for (const needle of [key, key.toString('hex'), key.toString('base64'), key.toString('base64url'), 'xieshou.key'])
      for (const hay of [raw, plain]) expect(hay.includes(needle)).toBe(false);
    // The search itself works: what must be there is found.
    expect(plain.includes(meeting.programme)).toBe(true);
  });

  it('is readable by its owner alone, and never takes the place of another', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(backUp(server, file)).rejects.toMatchObject({ code: 'backup-exists' });
  });

  it('is not restored with another key, nor over anything that is there', async () => {
    const place = await freshPlace(engine);
    try {
      await expect(restoreTo({ file, key: randomBytes(32), place })).rejects.toMatchObject({
        code: 'wrong-key',
        text: { en: expect.stringContaining('--key-file') },
      });
      expect(existsSync(join(place.folder, 'data'))).toBe(false);
      await restoreTo({ file, key: server.keys.audit, place });
      const before = await rowsIn(place.database);
      await expect(restoreTo({ file, key: server.keys.audit, place })).rejects.toMatchObject({ code: 'not-empty' });
      expect(await rowsIn(place.database)).toEqual(before);
      if (engine === 'sqlite') {
        const strange = await freshPlace('sqlite');
        await mkdir(join(strange.folder, 'data'));
        writeFileSync(join(strange.folder, 'data', 'letter.txt'), 'mine');
        await expect(restoreTo({ file, key: server.keys.audit, place: strange })).rejects.toMatchObject({
          code: 'not-empty',
        });
        await strange.drop();
      }
    } finally {
      await place.drop();
    }
  });

  it('with entries that no sealer has reached is sealed where it is restored', async () => {
    if (engine === 'sqlite') return;
    await meeting.visit(writer, ['a'], '2026-11-03');
    const unsealed = join(folder, 'unsealed.tar.gz');
    const made = await backUp(server, unsealed);
    expect(made.rows).toBeGreaterThan(100);
    for (const target of engines)
      await into(target, unsealed, async (place) => {
        const checks = await look({ ...place, key: server.keys.audit });
        expect(damagesIn(checks)).toEqual({});
        expect(checks.find((c) => c.title.en === 'Audit chain')!.looked.en).not.toContain('not sealed');
      });
  });
});
