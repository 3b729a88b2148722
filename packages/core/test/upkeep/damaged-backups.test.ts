import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bent, type Entries, type Installation, makeInstallation, remade } from './small-archive.js';

const refused = { code: 'backup-damaged', left: [] };

const without = (name: RegExp) => (entries: Entries) => entries.filter((entry) => !name.test(entry.name));

const changed = (name: RegExp, change: (content: Buffer) => Buffer) => (entries: Entries) =>
  entries.map((entry) => (name.test(entry.name) ? { ...entry, content: change(entry.content) } : entry));

const inManifest = (
  change: (manifest: Record<string, unknown> & { tables: { name: string; rows: number }[] }) => void,
) =>
  changed(/^manifest/, (content) => {
    const manifest = JSON.parse(content.toString()) as Parameters<typeof change>[0];
    change(manifest);
    return Buffer.from(JSON.stringify(manifest));
  });

describe('a damaged backup', () => {
  let made: Installation;
  let file: string;
  let tries = 0;
  const next = () => join(made.folder, `damaged-${(tries += 1)}.tar.gz`);

  beforeAll(async () => {
    made = await makeInstallation();
    file = await made.backUp('sound.tar.gz');
  });
  afterAll(() => made.drop());

  it('is told from a sound one, which is restored', async () => {
    const { code, left } = await made.attempt(await remade(file, next(), (entries) => entries));
    expect({ code, left: left.filter((name) => !/-(wal|shm)$/.test(name)) }).toEqual({
      code: 'restored',
      left: ['files', 'xieshou.db'],
    });
  });

  it('is refused wherever one byte of it has changed, with nothing written', async () => {
    const sound = await bent(file, next(), (bytes) => bytes);
    expect((await made.attempt(sound)).code).toBe('restored');
    const { length } = readFileSync(file);
    // The places where gzip and tar would notice nothing, and many at random.
    const places = [
      4,
      5,
      8,
      9,
      length - 1,
      length - 12,
      length - 40,
      ...Array.from({ length: 120 }, () => randomInt(length)),
    ];
    for (const at of places) {
      const damaged = await bent(file, next(), (bytes) => {
        bytes[at]! ^= 1 << randomInt(8);
        return bytes;
      });
      expect(await made.attempt(damaged), `byte ${at} of ${length}`).toEqual(refused);
    }
  });

  it('is refused when it was cut off anywhere, is empty, or has something behind it', async () => {
    const { length } = readFileSync(file);
    for (const end of [0, 1, 100, length - 1, length - 103, ...Array.from({ length: 20 }, () => randomInt(length))])
      expect(await made.attempt(await bent(file, next(), (bytes) => bytes.subarray(0, end))), `cut at ${end}`).toEqual(
        refused,
      );
    for (const tail of [Buffer.from([0]), randomBytes(500)])
      expect(await made.attempt(await bent(file, next(), (bytes) => Buffer.concat([bytes, tail])))).toEqual(refused);
  });

  it.each<[string, (entries: Entries) => Entries]>([
    ['a table is missing', without(/tables\/organisation\//)],
    [
      'a table is missing, and from the manifest too',
      (entries) =>
        inManifest((m) => {
          m.tables = m.tables.filter((table) => table.name !== 'organisation');
        })(without(/tables\/organisation\//)(entries)),
    ],
    [
      'an empty table is missing from the manifest',
      inManifest((m) => {
        m.tables = m.tables.filter((table) => table.name !== 'fact');
      }),
    ],
    ['a row is missing', changed(/tables\/organisation\//, (c) => c.subarray(c.indexOf('\n') + 1))],
    ['a value differs', changed(/tables\/organisation\//, (c) => Buffer.from(c.toString().replace('第3局', '第4局')))],
    [
      'the manifest counts another number of rows',
      inManifest((m) => {
        m.tables.find((table) => table.name === 'organisation')!.rows += 1;
      }),
    ],
    ['a file is missing', without(/^files/)],
    ['a file is another', changed(/^files/, (c) => Buffer.concat([c.subarray(1), c.subarray(0, 1)]))],
    ['the manifest is missing', without(/^manifest/)],
    ['the manifest is no JSON', changed(/^manifest/, () => Buffer.from('{'))],
    ['something else is in it', (entries) => [{ name: '../../etc/passwd', content: Buffer.from('x') }, ...entries]],
    [
      'a table that nobody knows is in it',
      (entries) => [{ name: 'tables/extra/000001.ndjson', content: Buffer.from('{}\n') }, ...entries],
    ],
    ['a part comes twice', (entries) => entries.flatMap((e) => (/tables\/organisation\//.test(e.name) ? [e, e] : [e]))],
    ['there is nothing in it', () => []],
  ])('is refused with nothing written when %s, though sealed anew', async (_, change) => {
    expect(await made.attempt(await remade(file, next(), change))).toEqual(refused);
  });

  it('of a newer program, or a format of the future, is refused with what to install', async () => {
    const newer = await remade(
      file,
      next(),
      inManifest((m) => void (m['schema'] = [...(m['schema'] as string[]), 'Later'])),
    );
    expect(await made.attempt(newer)).toEqual({ code: 'schema-unknown', left: [] });
    const later = await remade(
      file,
      next(),
      inManifest((m) => void (m['format'] = 2)),
    );
    expect(await made.attempt(later)).toEqual({ code: 'backup-unknown', left: [] });
  });

  it('is refused when it is no archive, or not there', async () => {
    const letter = next();
    writeFileSync(letter, randomBytes(4096));
    expect(await made.attempt(letter)).toEqual(refused);
    expect(await made.attempt(join(made.folder, 'nowhere.tar.gz'))).toEqual({ code: 'no-backup', left: [] });
  });

  it('does not keep a sound backup from being restored into the same empty folder afterwards', async () => {
    const key = await made.attempt(file, randomBytes(32));
    expect(key).toEqual({ code: 'wrong-key', left: [] });
    expect((await made.attempt(file)).code).toBe('restored');
  });

  it('is made of a store with a missing file too, and says so', async () => {
    const other = join(made.folder, 'other');
    mkdirSync(other);
    const partial = await made.backUp('partial.tar.gz', { filesDir: other });
    expect(existsSync(partial)).toBe(true);
    const { code, left } = await made.attempt(partial);
    expect([code, left.includes('xieshou.db')]).toEqual(['restored', true]);
  });
});
