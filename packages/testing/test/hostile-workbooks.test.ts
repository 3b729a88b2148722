import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { longSheet, textCell, workbook, workbookParts, zip } from '../../core/test/files/workbook-builder.js';
import { type Client, type District, engines, makeDistrict, startTestServer, type TestServer } from '../src/index.js';
import { XLSX } from './hostile/requests.js';

interface Import {
  readonly id: string;
  readonly job: string;
  readonly state: string;
  readonly refusal: string | null;
  readonly applied: number;
}

const header = `<row r="1">${textCell('A1', 'Title')}</row>`;
const good = workbook({ rows: header });

/** Files that are no honest workbook, and a word that tells their refusal from others. */
const files: readonly (readonly [name: string, content: () => Buffer, zh: RegExp, en: RegExp])[] = [
  ['nothing', () => Buffer.alloc(0), /空的/, /empty/],
  ['bytes', () => randomBytes(3000), /不是 \.xlsx/, /not an \.xlsx/],
  ['CSV', () => Buffer.from('姓名,学校\n张三,第一小学\n'), /CSV/, /CSV/],
  ['a page', () => Buffer.from('<html><script>alert(1)</script></html>'), /不是 \.xlsx/, /not an \.xlsx/],
  ['JSON', () => Buffer.from('{"rows":[]}'), /不是 \.xlsx/, /not an \.xlsx/],
  ['.xls', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(9000)]), /\.xls/, /\.xls/],
  ['half', () => good.subarray(0, Math.floor(good.length / 2)), /不完整|损坏/, /incomplete|damaged/],
  ['all but the last byte', () => good.subarray(0, good.length - 1), /不完整|损坏/, /incomplete|damaged/],
  ['another archive', () => zip([{ name: 'readme.txt', content: 'hello' }]), /压缩包/, /archive/],
  ['a macro', () => workbook({ rows: header, more: [{ name: 'xl/vbaProject.bin', content: 'x' }] }), /宏/, /macros/],
  [
    'a bomb',
    () => workbook({ rows: header, more: [{ name: 'xl/media/a.bin', content: Buffer.alloc(60 * 1024 * 1024) }] }),
    /压缩率/,
    /packed more than/,
  ],
  [
    'a part that lies of its size',
    () => workbook({ rows: header, sheet: { saysSize: 10 } }),
    /标明|损坏/,
    /declares|damaged/,
  ],
  [
    'no workbook inside',
    () => zip(workbookParts({ rows: header }).slice(0, 2)),
    /没有表格|损坏/,
    /without a sheet|damaged/,
  ],
  ['20,001 rows', () => workbook({ rows: longSheet(20_001) }), /超过 20000 行/, /more than 20000 rows/],
  ['20,000 rows of something else', () => workbook({ rows: longSheet(20_000) }), /列/, /column/],
  [
    'a title twice',
    () => workbook({ rows: `<row r="1">${textCell('A1', 'Name')}${textCell('B1', 'Name')}</row>` }),
    /“Name”出现了两次/,
    /"Name" appears twice/,
  ],
  ['no title at all', () => workbook({ rows: '' }), /没有标题行/, /no header row/],
  [
    'a cell far away',
    () => workbook({ rows: `${header}<row r="1048576">${textCell('A1048576', 'x')}</row>` }),
    /延伸到第 1048576 行/,
    /down to row 1048576/,
  ],
];

describe.each(engines)('hostile workbooks on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  const count = async () =>
    JSON.stringify(
      await server.database.all(sql`select (select count(*) from organisation) as o, (select count(*) from person) as p,
      (select count(*) from organisation_tree) as t`),
    );
  const settled = async (upload: Import): Promise<void> => {
    for (;;) {
      const { state } = await officer.get<{ state: string }>(`/api/jobs/${upload.job}`);
      if (state === 'done' || state === 'failed') return expect(state).toBe('done');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [] });
    district = await makeDistrict(server);
    officer = await district.signIn();
  });
  afterAll(() => server.close());

  it.each(['organisations', 'people'])(
    'of %s are taken in, and refused in words with nothing changed',
    { timeout: 600_000 },
    async (register) => {
      const before = await count();
      for (const [name, content, zh, en] of files) {
        const upload = await officer.send<Import>(
          'POST',
          `/api/${register}/import?name=${encodeURIComponent(`${name}.xlsx`)}`,
          {
            bytes: content(),
            type: XLSX,
          },
        );
        expect({ name, status: upload.status }).toEqual({ name, status: 202 });
        await settled(upload.body);
        const read = async (language: string) =>
          (
            await officer.send<Import>('GET', `/api/imports/${upload.body.id}`, {
              headers: { 'accept-language': language },
            })
          ).body;
        const [inChinese, inEnglish] = [await read('zh'), await read('en')];
        expect({ name, state: inChinese.state, applied: inChinese.applied }).toEqual({
          name,
          state: 'failed',
          applied: 0,
        });
        expect(inChinese.refusal, name).toMatch(zh);
        expect(inChinese.refusal, name).toMatch(/请|不要/);
        expect(inEnglish.refusal, name).toMatch(en);
        const applied = await officer.send<{ code: string }>('POST', `/api/imports/${upload.body.id}/apply`, {
          json: { rows: 'good' },
        });
        expect([applied.status, applied.body.code]).toEqual([409, 'import-refused']);
      }
      expect(await count()).toBe(before);
    },
  );

  it('in pieces, at any length, never make the server fail', { timeout: 600_000 }, async () => {
    const template = (await officer.send('GET', '/api/organisations/import-template')).bytes;
    const before = await count();
    for (let part = 1; part <= 20; part++) {
      const cut = template.subarray(0, Math.floor((template.length * part) / 21));
      const upload = await officer.send<Import>('POST', '/api/organisations/import', { bytes: cut, type: XLSX });
      expect(upload.status).toBe(202);
      await settled(upload.body);
      expect((await officer.get<Import>(`/api/imports/${upload.body.id}`)).state).toBe('failed');
    }
    // Bytes turned over inside it: read or refused, and never applied by itself.
    for (let n = 0; n < 20; n++) {
      const bent = Buffer.from(template);
      for (let i = 0; i < 8; i++) bent[Math.floor((bent.length * (n * 8 + i)) / 160)]! ^= 0xff;
      const upload = await officer.send<Import>('POST', '/api/organisations/import', { bytes: bent, type: XLSX });
      await settled(upload.body);
      const done = await officer.get<Import>(`/api/imports/${upload.body.id}`);
      expect(['failed', 'ready']).toContain(done.state);
    }
    expect(await count()).toBe(before);
    expect((await officer.send('GET', '/health/ready')).status).toBe(200);
  });
});
