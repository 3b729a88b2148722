import { randomBytes } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readRows, type WorkbookRefusalCode } from '../../src/files/workbook.js';
import { padding, refusalOf } from './refusal-of.js';
import { longSheet, textCell, workbook, workbookParts, zip } from './workbook-builder.js';

const HEADER = `<row r="1">${textCell('A1', '甲')}</row>`;
const GOOD = workbook({ rows: HEADER });

const bigHole = Buffer.alloc(90 * 1024 * 1024, ' ');
const innerDeflate = deflateRawSync(Buffer.alloc(300 * 1024 * 1024, ' '));

/** One small packed body that the directory lists 150 times. */
function overlapping(): Buffer {
  const file = zip([
    ...workbookParts({ rows: HEADER }),
    { name: 'xl/media/0.bin', content: randomBytes(60_000), stored: true },
  ]);
  const end = file.length - 22;
  const offset = file.readUInt32LE(end + 16);
  const directory = file.subarray(offset, end);
  const record = directory.subarray(directory.length - 46 - 14);
  const copies = Array.from({ length: 150 }, (_, at) => {
    const copy = Buffer.from(record);
    copy.write(String(at).padStart(3, 'x'), 46 + 5);
    return copy;
  });
  const tail = Buffer.from(file.subarray(end));
  tail.writeUInt16LE(7 + 151, 10);
  return Buffer.concat([file.subarray(0, offset), directory, ...copies, tail]);
}

const HOSTILE: readonly [string, WorkbookRefusalCode, () => Uint8Array][] = [
  ['an empty file', 'not-a-workbook', () => Buffer.alloc(0)],
  ['CSV bytes', 'not-a-workbook', () => Buffer.from('姓名,学校\n张三,第一小学\n')],
  [
    'an .xls file (OLE)',
    'not-a-workbook',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(9000)]),
  ],
  ['a picture', 'not-a-workbook', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['only the start of a zip', 'not-a-workbook', () => Buffer.from('504b0304', 'hex')],
  ['a file cut in half', 'not-a-workbook', () => GOOD.subarray(0, GOOD.length / 2)],
  ['a file without its last byte', 'not-a-workbook', () => GOOD.subarray(0, GOOD.length - 1)],
  ['a zip that is no workbook', 'not-a-workbook', () => zip([{ name: 'readme.txt', content: 'hello' }])],
  [
    'a Word document',
    'not-a-workbook',
    () => workbook({ rows: HEADER, replace: { 'xl/workbook.xml': { content: '<w:document xmlns:w="w"/>' } } }),
  ],
  [
    'an .xlsb workbook',
    'not-a-workbook',
    () => {
      const link =
        '<Relationships><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>';
      return workbook({ rows: HEADER, replace: { '_rels/.rels': { content: link } } });
    },
  ],
  [
    'a workbook with no visible sheet',
    'not-a-workbook',
    () => workbook({ rows: HEADER, book: '<sheets><sheet name="a" state="veryHidden" r:id="rId1"/></sheets>' }),
  ],
  ['an encrypted part', 'not-a-workbook', () => workbook({ rows: HEADER, sheet: { flags: 1 } })],
  ['a wrong checksum', 'not-a-workbook', () => workbook({ rows: HEADER, sheet: { saysCrc: 1 } })],
  ['an unknown way of packing', 'not-a-workbook', () => workbook({ rows: HEADER, sheet: { method: 12 } })],
  [
    'bytes that are not deflate',
    'not-a-workbook',
    () => workbook({ rows: HEADER, sheet: { packed: Buffer.alloc(300, 0xff) } }),
  ],
  [
    'a part listed twice',
    'not-a-workbook',
    () => workbook({ rows: HEADER, more: workbookParts({ rows: HEADER }).slice(-1) }),
  ],
  [
    'a sheet that breaks off',
    'not-a-workbook',
    () => workbook({ rows: `<?xml version="1.0"?><worksheet><sheetData>${HEADER}` }),
  ],
  ['a tag without end', 'not-a-workbook', () => workbook({ rows: `${HEADER}<row r="2` })],
  [
    'a document type from elsewhere',
    'not-a-workbook',
    () => {
      const start = '<?xml version="1.0"?><!DOCTYPE w SYSTEM "file:///etc/hostname]]>">';
      return workbook({ rows: `${start}<worksheet><sheetData>${HEADER}</sheetData></worksheet>` });
    },
  ],
  [
    'entities that multiply',
    'not-a-workbook',
    () => {
      const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('');
      const start = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "ha]]>">${entities}]>`;
      return workbook({ rows: `${start}<worksheet><sheetData>${HEADER}</sheetData></worksheet>` });
    },
  ],
  [
    'rows that run backwards',
    'not-a-workbook',
    () => workbook({ rows: `<row r="5">${textCell('A5', '甲')}</row><row r="4"/>` }),
  ],
  ['a row number that is none', 'not-a-workbook', () => workbook({ rows: '<row r="1e999"/>' })],
  ['a reference that is none', 'not-a-workbook', () => workbook({ rows: `<row r="1">${textCell('1', '甲')}</row>` })],
  [
    'a directory that points outside',
    'not-a-workbook',
    () => {
      const file = Buffer.from(GOOD);
      file.writeUInt32LE(0x7fffffff, file.length - 22 + 16);
      return file;
    },
  ],
  ['1.4 KB that claim 1,048,576 rows', 'too-many-rows', () => workbook({ rows: `${HEADER}<row r="1048576"/>` })],
  [
    '1,048,576 rows without numbers behind padding',
    'too-many-rows',
    () => workbook({ rows: `${padding(300_000)}${HEADER}${'<row/>'.repeat(1_048_575)}` }),
  ],
  ['1,048,576 empty rows', 'bomb', () => workbook({ rows: `${HEADER}${'<row/>'.repeat(1_048_575)}` })],
  [
    'a bomb of 300 KB that says so',
    'bomb',
    () =>
      workbook({ rows: HEADER, more: [{ name: 'a', content: '', packed: innerDeflate, saysSize: 300 * 1024 * 1024 }] }),
  ],
  [
    'a bomb of 300 KB that lies about its size',
    'bomb',
    () => workbook({ rows: HEADER, sheet: { packed: innerDeflate, saysSize: 20_000 } }),
  ],
  [
    'a bomb that says it is empty',
    'bomb',
    () => workbook({ rows: HEADER, sheet: { packed: innerDeflate, saysSize: 0 } }),
  ],
  ['parts that share their bytes', 'bomb', overlapping],
  [
    'more than 100 MB at a fair ratio',
    'too-large',
    () =>
      workbook({
        rows: HEADER,
        more: [{ name: 'a', content: '', packed: randomBytes(2_000_000), saysSize: 101 * 1024 * 1024 }],
      }),
  ],
  ['a sheet of 90 MB of spaces', 'bomb', () => workbook({ rows: HEADER, sheet: { content: bigHole } })],
  [
    'millions of empty cells behind padding',
    'too-large',
    () => workbook({ rows: `${padding(500_000)}${HEADER}<row>${'<c/>'.repeat(5_000_000)}</row>` }),
  ],
  [
    'millions of empty texts behind padding',
    'too-large',
    () => workbook({ rows: HEADER, strings: `${padding(500_000)}${'<si/>'.repeat(2_000_001)}` }),
  ],
  [
    'a text of 2 MB',
    'too-large',
    () => workbook({ rows: `<row r="1">${textCell('A1', randomBytes(1_000_000).toString('hex'))}</row>` }),
  ],
  [
    'a cell in column 16,385',
    'too-many-columns',
    () => workbook({ rows: `<row r="1">${textCell('XFE1', '甲')}</row>` }),
  ],
  ['macros', 'formula-or-macro', () => workbook({ rows: HEADER, more: [{ name: 'xl/vbaProject.bin', content: 'x' }] })],
  [
    'macros of Excel 4',
    'formula-or-macro',
    () => workbook({ rows: HEADER, more: [{ name: 'xl/macrosheets/sheet1.xml', content: 'x' }] }),
  ],
  [
    'a macro-enabled type',
    'formula-or-macro',
    () => {
      const type = '<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>';
      return workbook({ rows: HEADER, replace: { '[Content_Types].xml': { content: `<Types>${type}</Types>` } } });
    },
  ],
  ['a sheet with nothing in it', 'no-header', () => workbook({ rows: '<row r="1"/>' })],
  [
    'a value in a column without title',
    'no-header',
    () => workbook({ rows: `${HEADER}<row r="2">${textCell('C2', '丙')}</row>` }),
  ],
  [
    'the same title twice',
    'duplicate-header',
    () => workbook({ rows: `<row r="1">${textCell('A1', '甲')}${textCell('C1', ' 甲')}</row>` }),
  ],
];

describe('hostile and mistaken files', () => {
  test.each(HOSTILE)('%s', async (name, code, make) => {
    const content = make();
    const started = performance.now();
    const refused = await refusalOf(content);
    const took = performance.now() - started;
    console.log(`${name}: ${content.length} bytes, ${refused.code} in ${took.toFixed(0)} ms: ${refused.text.zh}`);
    expect(refused.code).toBe(code);
    expect(refused.text.zh).toMatch(/。$/);
    expect(refused.text.en).toMatch(/\.$/);
    expect(refused.text.zh + refused.text.en).not.toMatch(/[{}?]/);
  });

  test('sentences name the cells', async () => {
    const untitled = await refusalOf(workbook({ rows: `${HEADER}<row r="2">${textCell('AB2', '丙')}</row>` }));
    expect(untitled.text.zh).toContain('单元格 AB2 有内容，但第 1 行没有这一列的列名');
    const twice = await refusalOf(
      workbook({ rows: `<row r="1">${textCell('A1', '甲')}${textCell('AA1', '甲')}</row>` }),
    );
    expect(twice.text.zh).toContain('列名“甲”出现了两次（A1 和 AA1）');
  });

  test('the event loop keeps turning while bombs are refused and long sheets are read', async () => {
    const bomb = workbook({ rows: HEADER, sheet: { packed: innerDeflate, saysSize: 20_000 } });
    const slow = workbook({ rows: `${padding(300_000)}${HEADER}${'<row/>'.repeat(1_048_575)}` });
    const long = workbook({ rows: longSheet(20_000) });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const started = performance.now();
    delay.enable();
    await Promise.all([refusalOf(bomb), refusalOf(slow), readRows({ content: long })]);
    delay.disable();
    const whole = performance.now() - started;
    const [p99, max] = [delay.percentile(99) / 1e6, delay.max / 1e6];
    console.log(`event loop delay: p99 ${p99.toFixed(0)} ms, longest ${max.toFixed(0)} ms`);
    // Read on the loop itself, one file would hold it for most of the time that all three take.
    expect(p99).toBeLessThan(whole / 4);
  });
});
