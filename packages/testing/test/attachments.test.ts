import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileSweep, purgeProgramme, sql, tables } from '@xieshou/core';
import sharp from 'sharp';
import { type Client, engines, openWorkbook, startTestServer, type TestServer } from '../src/index.js';
import { confirm, giveBack, reviewOf } from './deciding.js';
import { type FileView, octets, pdf, tinyPng, upload } from './fixtures/files.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { backUp, damagesIn, freshPlace, look, restoreTo } from './keeping.js';
import { correct, history, read, visit, voided, type Written } from './life.js';
import { makeMeeting, type Meeting, type RecordView } from './meeting.js';
import { gist, type Refusal } from './office.js';

const MiB = 1024 * 1024;
const HOUR = 3_600_000;
type WithFiles = Written & { readonly files: readonly FileView[] };

describe.each(engines)('attachments on %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-attachments-'));
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  let colleague: Client;
  let a: Client;
  let b: Client;

  const send = (client: Client, bytes: Buffer, name: string) =>
    client.send<FileView & Refusal>('POST', `/api/files?name=${encodeURIComponent(name)}`, { bytes, type: octets });
  const write = (client: Client, evidence: unknown, o: object = {}) =>
    client.send<WithFiles>('POST', `/api/programmes/${meeting.programme}/records`, {
      json: { form: 'visit', pairings: [meeting.pairings.a], data: visit('2026-11-20', { evidence }), ...o },
    });
  const change = (client: Client, r: Pick<RecordView, 'id' | 'version'>, data: object) =>
    client.send<WithFiles>('PATCH', `/api/records/${r.id}`, { version: r.version, json: { data } });
  const get = (client: Client, record: string, file: string, as = '') =>
    client.send<Refusal>('GET', `/api/records/${record}/files/${file}${as && `?as=${as}`}`);
  const rowOf = (id: string) =>
    server.database.one<{ hash: string; name: string }>(sql`select * from stored_file where id = ${id}`);
  const pathOf = async (id: string) => {
    const { hash } = (await rowOf(id))!;
    return join(server.filesDir, hash.slice(0, 2), hash);
  };
  const sweep = () => server.app.get(FileSweep).sweep();
  /** Everything of the past has its record or is gone. */
  const settle = async () => {
    server.clock.forward(49 * HOUR);
    await sweep();
    server.clock.forward(-49 * HOUR);
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    [writer, colleague, a, b] = [
      await meeting.at('h'),
      await meeting.at('h', 'teacher'),
      await meeting.at('a'),
      await meeting.at('b'),
    ];
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are taken in, referred to by a record, and read by whoever may read it', async () => {
    const taken = await send(writer, pdf('通知'), '../会议 通知(1).pdf');
    expect(taken).toMatchObject({
      status: 201,
      body: { name: '会议 通知(1).pdf', mediaType: 'application/pdf', bytes: 200 },
    });
    const { status, body } = await write(writer, [taken.body.id]);
    expect([status, body.data['evidence'], body.files]).toEqual([201, [taken.body.id], [taken.body]]);
    for (const client of [writer, colleague, a, await meeting.office()]) {
      const file = await get(client, body.id, taken.body.id);
      expect([file.status, file.bytes.equals(pdf('通知'))]).toEqual([200, true]);
      expect(file.headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': "attachment; filename*=UTF-8''%E4%BC%9A%E8%AE%AE%20%E9%80%9A%E7%9F%A5%281%29.pdf",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
        'content-security-policy': "default-src 'none'; sandbox",
      });
      // Only pictures are shown where they stand.
      expect((await get(client, body.id, taken.body.id, 'picture')).headers['content-disposition']).toMatch(/^attach/);
    }
  });

  it('cannot be told from absent ones by those who may not read the record', async () => {
    const file = await upload(writer, pdf('不给别人看'), 'a.pdf');
    const { body } = await write(writer, [file.id]);
    const stranger = await (await makeMeeting(server)).office();
    const absent = await get(writer, body.id, randomUUID());
    expect(gist(absent)).toEqual([404, 'not-found']);
    const title = absent.body.title;
    for (const answer of [
      await get(stranger, body.id, file.id),
      await get(b, body.id, file.id),
      await get(writer, randomUUID(), file.id),
      await get(b, randomUUID(), file.id),
    ])
      expect([answer.status, answer.body.title]).toEqual([404, title]);
    // A file of one record is not to be had through another.
    const other = await write(writer, undefined);
    expect((await get(writer, other.body.id, file.id)).status).toBe(404);
  });

  it('are their uploader’s alone until a record refers to them', async () => {
    const file = await upload(writer, tinyPng, '一点.png');
    expect(await writer.get(`/api/files/${file.id}`)).toEqual(file);
    const shown = await writer.send('GET', `/api/files/${file.id}?as=small`);
    expect([shown.status, shown.headers['content-type'], shown.headers['cache-control']]).toEqual([
      200,
      'image/jpeg',
      'private, max-age=300',
    ]);
    expect(String(shown.headers['content-disposition'])).toMatch(/^inline/);
    for (const client of [colleague, a])
      expect((await client.send('GET', `/api/files/${file.id}?as=file`)).status).toBe(404);
    await write(writer, [file.id]);
    expect((await writer.send('GET', `/api/files/${file.id}`)).status).toBe(404);
  });

  it('of others, or that do not exist, are refused at their field', async () => {
    const mine = await upload(writer, pdf('我的'), 'a.pdf');
    for (const [client, ids] of [
      [colleague, [mine.id]],
      [writer, [randomUUID()]],
      [writer, [mine.id, randomUUID()]],
    ] as const) {
      const answer = await write(client, ids);
      expect(gist(answer)).toEqual([422, 'invalid', 'data.evidence']);
      expect(answer.body.errors![0]!.message).toContain('不是您上传的');
    }
    // What the record has already, a colleague may leave in it.
    const { body } = await write(writer, [mine.id]);
    const kept = await change(colleague, body, visit('2026-11-20', { evidence: [mine.id], theme: '改主题' }));
    expect([kept.status, kept.body.data['evidence']]).toEqual([200, [mine.id]]);
  });

  it.each([
    ['no list', 'x'],
    ['a number', [1]],
    ['no id', ['../../x']],
    ['an object', [{ id: 1 }]],
    ['nested', [[randomUUID()]]],
  ])('given as %s are refused at their field', async (_, evidence) => {
    expect(gist(await write(writer, evidence))).toEqual([422, 'invalid', 'data.evidence']);
  });

  it('are at most as many as the field says, each once', async () => {
    const files: string[] = [];
    for (const n of [1, 2, 3, 4]) files.push((await upload(writer, pdf(`第${n}份`), `${n}.pdf`)).id);
    expect((await write(writer, files.slice(0, 3))).status).toBe(201);
    const tooMany = await write(writer, files);
    expect(gist(tooMany)).toEqual([422, 'invalid', 'data.evidence']);
    expect(tooMany.body.errors![0]!.message).toBe('佐证最多 3 个文件');
    const twice = await write(writer, [files[0], files[0]]);
    expect(twice.body.errors![0]!.message).toBe('佐证有重复的文件');
    // None at all is not filled in.
    expect((await write(writer, [])).body.data).not.toHaveProperty('evidence');
  });

  it('may have ten megabytes, and not one byte more', async () => {
    expect((await send(writer, pdf('大', 10 * MiB - 1), 'a.pdf')).status).toBe(201);
    expect((await send(writer, pdf('大', 10 * MiB), 'a.pdf')).body).toMatchObject({ bytes: 10 * MiB });
    const above = await send(writer, pdf('大', 10 * MiB + 1), 'a.pdf');
    expect(gist(above)).toEqual([413, 'too-large']);
    expect(above.body.title).toContain('10 MB');
  });

  it('that are no pictures, papers or tables are refused, and nothing is kept', async () => {
    const count = async () => (await server.database.all(sql`select id from stored_file`)).length;
    const before = [await count(), readdirSync(server.filesDir, { recursive: true }).length];
    const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const [bytes, name, code] of [
      [exe, '照片.jpg', 'file-kind'],
      [svg, '图.svg', 'file-kind'],
      [svg, '图.png', 'file-kind'],
      [Buffer.from('<html><script>alert(1)</script>'), '页.pdf', 'file-kind'],
      [pdf('x'), '照片.jpg', 'file-mismatch'],
      [tinyPng.subarray(0, 40), '半张.png', 'picture'],
    ] as const)
      expect([name, ...gist(await send(writer, bytes, name))]).toEqual([name, 422, code]);
    expect([await count(), readdirSync(server.filesDir, { recursive: true }).length]).toEqual(before);
  });

  it('that are photos lose the place where they were taken', async () => {
    const photo = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#48c' } })
      .jpeg()
      .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 54/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(photo.includes('Exif')).toBe(true);
    const file = await upload(writer, Buffer.concat([photo, Buffer.from('<script>alert(1)</script>')]), '照片.jpg');
    const { body } = await write(writer, [file.id]);
    for (const as of ['file', 'picture', 'small']) {
      const { bytes } = await get(a, body.id, file.id, as);
      const { width, height, exif, orientation } = await sharp(bytes).metadata();
      expect([as, width, height, exif, orientation]).toEqual([as, 60, 90, undefined, undefined]);
      expect([bytes.includes('Exif'), bytes.includes('Phone'), bytes.includes('<script>')]).toEqual([
        false,
        false,
        false,
      ]);
    }
  });

  it('stay with the versions that had them, and with a void record', async () => {
    const [first, second] = [await upload(writer, pdf('甲'), '甲.pdf'), await upload(writer, pdf('乙'), '乙.pdf')];
    const made = (await write(writer, [first.id])).body;
    await confirm(a, await reviewOf(a, made.id));
    const asked = await correct(writer, await read(writer, made.id), { evidence: [second.id] });
    expect(asked.status).toBe(201);
    // Who is asked sees what it would be.
    expect((await get(a, made.id, second.id)).status).toBe(200);
    await confirm(a, asked.body.openCorrection!.review ?? (await reviewOf(a, made.id)));
    await settle();
    const now = await writer.get<WithFiles>(`/api/records/${made.id}`);
    expect([now.data['evidence'], now.files.map((f) => f.name)]).toEqual([[second.id], ['甲.pdf', '乙.pdf']]);
    expect((await history(writer, made.id)).at(-1)!.difference).toMatchObject([
      { field: 'evidence', before: [first.id], after: [second.id] },
    ]);
    await (
      await meeting.office()
    ).send('POST', `/api/records/${made.id}/void`, {
      version: now.version,
      json: { reason: '重复填写' },
    });
    await settle();
    for (const file of [first, second]) expect((await get(a, made.id, file.id)).status).toBe(200);
    const own = (await write(writer, [(await upload(writer, pdf('丙'), '丙.pdf')).id])).body;
    expect((await voided(writer, own)).status).toBe(200);
    await settle();
    expect((await get(writer, own.id, own.files[0]!.id)).status).toBe(200);
  });

  it('taken out of a record that was given back stay in its history', async () => {
    const file = await upload(writer, pdf('退回前'), 'a.pdf');
    const made = (await write(writer, [file.id])).body;
    await giveBack(a, await reviewOf(a, made.id), '佐证不对');
    const back = await read(writer, made.id);
    expect((await change(writer, back, visit('2026-11-20'))).body.data).not.toHaveProperty('evidence');
    await settle();
    expect((await get(a, made.id, file.id)).status).toBe(200);
  });

  it('of a draft are kept as long as it names them, and go with it', async () => {
    const [kept, taken] = [await upload(writer, pdf('留'), '留.pdf'), await upload(writer, pdf('去'), '去.pdf')];
    const begun = await write(writer, [kept.id, taken.id, randomUUID()], { draft: true });
    expect(begun.body.data['evidence']).toEqual([kept.id, taken.id]);
    expect(begun.body.findings.map((f) => [f.field, f.text.zh])).toEqual([
      ['evidence', '佐证中有的文件不存在、已过期或不是您上传的，未存入草稿'],
    ]);
    await settle();
    expect((await get(colleague, begun.body.id, taken.id)).status).toBe(200);
    expect((await get(a, begun.body.id, taken.id)).status).toBe(404);
    const again = await change(writer, begun.body, visit('2026-11-20', { evidence: [kept.id] }));
    await settle();
    expect([await rowOf(kept.id), await rowOf(taken.id)]).toEqual([expect.anything(), undefined]);
    const handed = await writer.send<WithFiles>('POST', `/api/records/${begun.body.id}/submit`, {
      version: again.body.version,
    });
    expect([handed.status, handed.body.files.map((f) => f.id)]).toEqual([200, [kept.id]]);

    const lost = await upload(writer, pdf('丢'), '丢.pdf');
    const thrown = (await write(writer, [lost.id], { draft: true })).body;
    expect((await writer.send('DELETE', `/api/records/${thrown.id}`, { version: thrown.version })).status).toBe(200);
    await settle();
    expect(await rowOf(lost.id)).toBeUndefined();
  });

  it('that nobody refers to go after 48 hours, and their bytes with the last of them', async () => {
    await settle();
    const [one, same] = [await upload(writer, pdf('无人用'), 'a.pdf'), await upload(colleague, pdf('无人用'), 'b.pdf')];
    const path = await pathOf(one.id);
    await write(colleague, [same.id]);
    server.clock.forward(48 * HOUR - 1);
    expect(await sweep()).toBe(0);
    server.clock.forward(1);
    expect(await sweep()).toBe(0);
    server.clock.forward(1);
    expect(await sweep()).toBe(1);
    expect([await rowOf(one.id), existsSync(path)]).toEqual([undefined, true]);
    server.clock.forward(-48 * HOUR - 1);

    const alone = await upload(writer, pdf('只此一份'), 'c.pdf');
    const bytes = await pathOf(alone.id);
    await settle();
    expect([await rowOf(alone.id), existsSync(bytes)]).toEqual([undefined, false]);
    expect(readdirSync(join(bytes, '..')).filter((name) => name.includes('gone'))).toEqual([]);
    const gone = await write(writer, [alone.id]);
    expect(gist(gone)).toEqual([422, 'invalid', 'data.evidence']);
  });

  it('of the same bytes sent while the sweep goes round are there afterwards', async () => {
    const old = () => sql`update stored_file set created_at = '2026-01-01T00:00:00.000Z' where name = 'old.pdf'`;
    for (let n = 0; n < 10; n++) {
      await upload(writer, pdf('同一份'), 'old.pdf');
      await server.database.write((tx) => tx.run(old()));
      const [, file] = await Promise.all([sweep(), upload(colleague, pdf('同一份'), 'new.pdf')]);
      // Put aside, looked for, and put back: that takes a moment.
      await expect.poll(async () => (await colleague.send('GET', `/api/files/${file.id}?as=file`)).status).toBe(200);
      await server.database.write(async (tx) => {
        await tx.run(sql`update stored_file set name = 'old.pdf' where id = ${file.id}`);
        await tx.run(old());
      });
      expect(await sweep()).toBe(1);
    }
  });

  it('wait a hundred to an account, and not one more', async () => {
    const client = await meeting.at('h');
    for (let n = 0; n < 100; n++) await upload(client, pdf(`第${n}份`), `${n}.pdf`);
    const above = await send(client, pdf('第101份'), '101.pdf');
    expect([above.status, above.body.code]).toEqual([422, 'too-many-files']);
    await settle();
    expect((await send(client, pdf('第101份'), '101.pdf')).status).toBe(201);
  });

  it('whose bytes are gone or changed are answered with a sentence', async () => {
    const file = await upload(writer, pdf('会坏'), '会坏.pdf');
    const { body } = await write(writer, [file.id]);
    const path = await pathOf(file.id);
    const bytes = readFileSync(path);
    writeFileSync(path, 'something else');
    const changed = await get(a, body.id, file.id);
    expect([changed.status, changed.body.code, changed.body.title]).toEqual([
      410,
      'file-lost',
      expect.stringContaining('会坏.pdf'),
    ]);
    rmSync(path);
    expect((await get(a, body.id, file.id, 'picture')).status).toBe(410);
    await server.sealAudit();
    const checked = () => look({ database: server.place, filesDir: server.filesDir, key: server.keys.audit });
    expect(damagesIn(await checked())).toEqual({ 'Stored files': [expect.stringContaining('is gone')] });
    writeFileSync(path, bytes);
    expect(damagesIn(await checked())).toEqual({});
  });

  it('are counted in ledgers, on screen and on paper', async () => {
    const files = [await upload(writer, pdf('一'), '1.pdf'), await upload(writer, pdf('二'), '2.pdf')];
    const made = (
      await write(
        writer,
        files.map((f) => f.id),
      )
    ).body;
    const url = `/api/programmes/${meeting.programme}/ledgers/visits?size=200`;
    const ledger = await writer.get<{ rows: { record: string; cells: Record<string, unknown> }[] }>(url);
    expect(ledger.rows.find((row) => row.record === made.id)!.cells['evidence']).toBe('2 件');
    const workbook = await writer.send('GET', url, {
      headers: { accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
    });
    expect(JSON.stringify(await openWorkbook(workbook.bytes))).toContain('2 件');
  });

  it('come back with a backup', async () => {
    const file = await upload(writer, pdf('进备份'), 'a.pdf');
    const { body } = await write(writer, [file.id]);
    const { hash } = (await rowOf(file.id))!;
    const to = join(folder, 'backup.tar.gz');
    expect((await backUp(server, to)).manifest.files.missing).toEqual([]);
    const place = await freshPlace(engine);
    try {
      await restoreTo({ file: to, key: server.keys.audit, place });
      expect(readFileSync(join(place.filesDir, hash.slice(0, 2), hash)).equals(pdf('进备份'))).toBe(true);
      expect(body.files).toHaveLength(1);
    } finally {
      await place.drop();
    }
  });

  it('end a full disk with one sentence, and no half file', async ({ skip }) => {
    const disk = join(server.filesDir, '..', 'full');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return skip();
    }
    const { settings } = server.app.get(FileSweep)['files'] as unknown as { settings: { filesDir: string } };
    const before = settings.filesDir;
    try {
      settings.filesDir = disk;
      const answer = await send(writer, pdf('放不下', 100_000), 'a.pdf');
      expect([answer.status, answer.body.code]).toEqual([507, 'disk-full']);
      expect(answer.body.title).toContain('磁盘已满');
      const left = readdirSync(disk, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      expect(left).toEqual([]);
    } finally {
      settings.filesDir = before;
      execFileSync('umount', [disk]);
    }
  });

  it('go with a purged programme, after they have been written out', async () => {
    const other = await makeMeeting(server);
    const client = await other.at('h');
    const file = await upload(client, pdf('随项目清除'), '清除.pdf');
    const path = await pathOf(file.id);
    await other.visit(client, ['a'], '2026-11-20', { evidence: [file.id] });
    const office = await other.office();
    const { version } = await office.get<{ version: number }>(`/api/programmes/${other.programme}`);
    await office.send('POST', `/api/programmes/${other.programme}/state`, { version, json: { to: 'closed' } });
    const to = join(folder, 'purged');
    const purged = await purgeProgramme({
      app: server.app,
      database: server.database,
      tables,
      filesDir: server.filesDir,
      id: other.programme,
      folder: to,
    });
    expect(purged).toMatchObject({ files: { written: 1, lost: [] }, rows: { record_file: 1, stored_file: 1 } });
    expect(readFileSync(join(to, 'files', `${file.id}-清除.pdf`)).equals(pdf('随项目清除'))).toBe(true);
    expect(readFileSync(join(to, 'rows', 'stored_file.ndjson'), 'utf8')).toContain('清除.pdf');
    expect([await rowOf(file.id), existsSync(path)]).toEqual([undefined, false]);
  });
});
