import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabasePlace, migrations, openSnapshot, sql, tables, verify } from '@xieshou/core';
import { type Client, clientOf, engines, freshDatabase, UnexpectedAnswer } from '@xieshou/testing';
import { filesDirOf } from '../../src/configuration.js';
import { keysOf } from '../../src/key-file.js';
import { type ChildServer, commandLine, type Env, overHttp, startChild } from './child-server.js';

const KILLS = 30;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** What the server has said it did. */
interface Acknowledged {
  readonly organisations: Map<string, { version: number; contact: string }>;
  readonly records: Set<string>;
  readonly decided: Set<string>;
}

/** Works until the connection breaks. Any answer but success is a fault of the test. */
const until = async (broken: () => boolean, step: () => Promise<void>): Promise<void> => {
  while (!broken())
    try {
      await step();
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw error;
      return;
    }
};

describe.each(engines)('the server on %s, killed under load', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-kill-'));
  const done: Acknowledged = { organisations: new Map(), records: new Set(), decided: new Set() };
  let port: number;
  let env: Env;
  let place: DatabasePlace;
  let drop: (() => Promise<void>) | undefined;
  let server: ChildServer;
  let clients: Record<'officer' | 'shiyan' | 'yixiao' | 'boya' | 'qiming', Client>;
  let programme: string;
  let bureau: string;
  let last: Record<string, unknown>;
  const pairings = new Map<string, string>();
  let count = 0;

  const check = () =>
    verify({
      schema: { tables, migrations },
      database: place,
      filesDir: filesDirOf(folder),
      key: keysOf(readFileSync(join(folder, 'xieshou.key'), 'utf8'))!.audit,
    });

  beforeAll(async () => {
    port = await freePort();
    const postgres = engine === 'postgres' ? await freshDatabase() : undefined;
    drop = postgres?.drop.bind(postgres);
    place = postgres ? { url: postgres.url } : { path: join(folder, 'xieshou.db') };
    env = { XIESHOU_DATA_DIR: folder, ...(postgres ? { DATABASE_URL: postgres.url } : {}) };
    server = startChild(env, port);
    await server.ready();
    const password = readFileSync(join(folder, 'sample-password.txt'), 'utf8').trim();
    const signedIn = async (username: string) => {
      const client = clientOf(overHttp(port));
      await client.signIn(username, password);
      return client;
    };
    clients = {
      officer: await signedIn('officer'),
      shiyan: await signedIn('shiyan'),
      yixiao: await signedIn('yixiao'),
      boya: await signedIn('boya'),
      qiming: await signedIn('qiming'),
    };
    const found = await clients.officer.get<{ rows: { id: string; district?: { id: string } }[] }>('/api/programmes');
    programme = found.rows[0]!.id;
    bureau = (await clients.officer.get<{ district: { id: string } }>('/api/session')).district.id;
    for (const writer of ['shiyan', 'yixiao'] as const) {
      const { rows } = await clients[writer].get<{ rows: { id: string }[] }>(`/api/programmes/${programme}/pairings`);
      pairings.set(writer, rows[0]!.id);
      const records = await clients[writer].get<{ rows: { id: string; form: string }[] }>(
        `/api/programmes/${programme}/records?size=100&form=cadreExchange`,
      );
      last = (await clients[writer].get<{ data: Record<string, unknown> }>(`/api/records/${records.rows[0]!.id}`)).data;
    }
  });
  afterAll(async () => {
    await server.kill();
    await drop?.();
    rmSync(folder, { recursive: true, force: true });
  });

  const makeSchool = async () => {
    const contact = `联系人${(count += 1)}`;
    const made = await clients.officer.post<{ id: string; version: number }>('/api/organisations', {
      name: `新学校${count}`,
      kind: 'school',
      ownership: 'public',
      schoolKind: 'primary',
      contact,
      parent: bureau,
    });
    done.organisations.set(made.id, { version: made.version, contact });
  };
  const changeSchool = async () => {
    const [id, { version }] = [...done.organisations].at(-1 - (count % Math.min(5, done.organisations.size)))!;
    const contact = `改动${(count += 1)}`;
    const answer = await clients.officer.send<{ version: number }>('PATCH', `/api/organisations/${id}`, {
      version,
      json: { contact },
    });
    // Kept just before a kill, without an answer: the version that is there now is the one to go on from.
    if (answer.status === 409) {
      const now = await clients.officer.get<{ version: number; contact: string }>(`/api/organisations/${id}`);
      done.organisations.set(id, { version: now.version, contact: now.contact });
      return;
    }
    if (answer.status !== 200) throw new UnexpectedAnswer(answer.status, answer.body, 'change');
    done.organisations.set(id, { version: answer.body.version, contact });
  };
  const write = (writer: 'shiyan' | 'yixiao') => async () => {
    const made = await clients[writer].post<{ id: string }>(`/api/programmes/${programme}/records`, {
      form: 'cadreExchange',
      pairings: [pairings.get(writer)],
      data: { ...last, theme: `交流${(count += 1)}` },
    });
    done.records.add(made.id);
  };
  const decide = (who: 'boya' | 'qiming') => async () => {
    const { rows } = await clients[who].get<{ rows: { id: string }[] }>('/api/reviews?size=10');
    const waiting = rows.find((row) => !done.decided.has(row.id));
    if (!waiting) return sleep(20);
    await clients[who].post(`/api/reviews/${waiting.id}/decision`, { decision: 'confirm' });
    done.decided.add(waiting.id);
  };

  /** Everything acknowledged that the database does not hold. */
  const lost = async (): Promise<string[]> => {
    const snapshot = await openSnapshot(place);
    try {
      const schools = await snapshot.all<{ id: string; version: number; contact: string }>(
        sql`select id, version, contact from organisation`,
      );
      const records = new Set((await snapshot.all<{ id: string }>(sql`select id from record`)).map((row) => row.id));
      const closed = new Set(
        (await snapshot.all<{ id: string }>(sql`select id from review where state = 'approved'`)).map((row) => row.id),
      );
      const held = new Map(schools.map((row) => [row.id, row]));
      return [
        ...[...done.organisations]
          .filter(([id, said]) => {
            const row = held.get(id);
            return !row || row.version < said.version || (row.version === said.version && row.contact !== said.contact);
          })
          .map(([id, said]) => `organisation ${id} at version ${said.version}`),
        ...[...done.records].filter((id) => !records.has(id)).map((id) => `record ${id}`),
        ...[...done.decided].filter((id) => !closed.has(id)).map((id) => `decision of ${id}`),
      ];
    } finally {
      await snapshot.close();
    }
  };

  it(`has every acknowledged write and is sound after each of ${KILLS} kills at random moments`, async () => {
    const size = () => done.organisations.size + done.records.size + done.decided.size;
    let acknowledged = 0;
    for (let kill = 1; kill <= KILLS; kill++) {
      let broken = false;
      const at = () => broken;
      const before = size();
      const work = Promise.all([
        until(at, makeSchool),
        until(at, async () => (done.organisations.size > 0 ? changeSchool() : sleep(20))),
        until(at, write('shiyan')),
        until(at, write('shiyan')),
        until(at, write('yixiao')),
        until(at, decide('boya')),
        until(at, decide('qiming')),
      ]);
      while (size() === before) await Promise.race([work, sleep(10)]);
      await Promise.race([work, sleep(Math.random() * 1500)]);
      broken = true;
      await server.kill();
      await work;
      acknowledged += size() - before;
      expect(await lost(), `lost by kill ${kill}`).toEqual([]);
      if (kill % 5 === 0) {
        // Now and then the next one does not live to be ready either.
        const unlucky = startChild(env, port);
        await sleep(Math.random() * 2500);
        await unlucky.kill();
      }
      server = startChild(env, port);
      await server.ready();
      expect(await lost(), `lost after kill ${kill}`).toEqual([]);
      expect((await check()).flatMap((c) => c.damages)).toEqual([]);
    }
    console.log(
      `${engine}: ${KILLS} kills, ${acknowledged} acknowledged writes (${done.records.size} records, ${done.decided.size} decisions), 0 lost`,
    );
  });

  it('is found sound by the command line, beside the running server', async () => {
    expect(await commandLine(env, 'verify')).toContain('Everything is sound');
  });

  it('gives a backup from the command line that restores to the same rows', async () => {
    const file = join(folder, 'after.tar.gz');
    await commandLine(env, 'backup', file);
    const key = join(folder, 'xieshou.key');
    const printed = await commandLine(env, 'restore', file, '--into', join(folder, 'restored'), '--key-file', key);
    expect(printed).toContain('Everything is sound');
  });
});
