import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readRows } from '../../src/files/workbook.js';
import { refusalOf } from './refusal-of.js';
import { longSheet, textCell, workbook, workbookParts } from './workbook-builder.js';

const HEADER = `<row r="1">${textCell('A1', '甲')}</row>`;
const GOOD = workbook({ rows: HEADER });

describe('limits, each at its edge', () => {
  test('20,000 rows are read, 20,001 refused', async () => {
    const read = await readRows({ content: workbook({ rows: longSheet(20_000) }) });
    expect([read.rows.length, read.rows.at(-1)]).toEqual([
      20_000,
      { row: 20_001, cells: { 甲: String(20_001 * 7919) } },
    ]);
    const refused = await refusalOf(workbook({ rows: longSheet(20_001) }));
    expect([refused.code, refused.text.zh]).toEqual(['too-many-rows', '数据超过 20000 行。请分成几个文件上传。']);
  });

  test('rows that hold nothing do not count', async () => {
    const empty = (row: number): string => `<row r="${row}"><c r="A${row}" s="0"/></row>`;
    const rows = `${longSheet(3)}${empty(5)}${empty(6)}<row r="7">${textCell('A7', '终')}</row>`;
    expect((await readRows({ content: workbook({ rows }), limits: { rows: 4 } })).rows.at(-1)?.row).toBe(7);
    expect((await refusalOf(workbook({ rows }), { rows: 3 })).code).toBe('too-many-rows');
  });

  test('rows may reach ten times as far below the header as rows are allowed', async () => {
    const reaching = (row: number): Buffer =>
      workbook({ rows: `<row r="3">${textCell('A3', '甲')}</row><row r="${row}"/>` });
    expect((await readRows({ content: reaching(103), limits: { rows: 10 } })).rows).toEqual([]);
    const refused = await refusalOf(reaching(104), { rows: 10 });
    expect([refused.code, refused.text.en]).toEqual([
      'too-many-rows',
      'The sheet reaches down to row 104. Delete the empty rows below the data, save and upload again.',
    ]);
  });

  test('200 columns are read, a 201st with something in it is refused', async () => {
    const wide = (last: string): Buffer =>
      workbook({ rows: `<row r="1">${textCell('GR1', '二百')}${last}</row><row r="2"><c r="XFD2" s="0"/></row>` });
    expect((await readRows({ content: wide('<c r="GS1" s="0"/>') })).header).toEqual(['二百']);
    const refused = await refusalOf(wide(textCell('GS1', '过')));
    expect([refused.code, refused.text.zh]).toEqual([
      'too-many-columns',
      '单元格 GS1 超出了范围，最多 200 列。请删去多余的列后再上传。',
    ]);
  });

  test('bytes', async () => {
    const bytes = GOOD.length;
    expect((await readRows({ content: GOOD, limits: { bytes } })).header).toEqual(['甲']);
    expect((await refusalOf(GOOD, { bytes: bytes - 1 })).code).toBe('too-large');
    const refused = await refusalOf(Buffer.concat([GOOD, Buffer.alloc(10 * 1024 * 1024 + 1 - bytes)]));
    expect(refused.text.zh).toBe('文件有 10.1 MB，最多 10 MB。请删去图片，或分成几个文件上传。');
  });

  test('inflated bytes', async () => {
    const parts = workbookParts({ rows: HEADER });
    const inflated = parts.reduce((sum, { content }) => sum + Buffer.from(content).length, 0);
    expect((await readRows({ content: GOOD, limits: { inflated } })).header).toEqual(['甲']);
    expect((await refusalOf(GOOD, { inflated: inflated - 1 })).code).toBe('too-large');
  });

  test('entries', async () => {
    const withPictures = (count: number): Buffer =>
      workbook({
        rows: HEADER,
        more: Array.from({ length: count - 7 }, (_, at) => ({
          name: `xl/media/${at}.png`,
          content: 'x',
          stored: true,
        })),
      });
    expect((await readRows({ content: withPictures(200) })).header).toEqual(['甲']);
    expect((await refusalOf(withPictures(201))).code).toBe('bomb');
  });

  test('ratio', async () => {
    const sheet = Buffer.from(workbookParts({ rows: longSheet(2000) }).at(-1)?.content ?? '');
    const content = workbook({ rows: longSheet(2000) });
    const ratio = sheet.length / deflateRawSync(sheet).length;
    expect((await readRows({ content, limits: { ratio } })).rows).toHaveLength(2000);
    expect((await refusalOf(content, { ratio: ratio - 0.001 })).code).toBe('bomb');
  });

  test('seconds', async () => {
    const content = workbook({ rows: longSheet(20_000) });
    const refused = await refusalOf(content, { seconds: 0.02 });
    expect([refused.code, refused.text.zh.startsWith('读取超过 0.02 秒，已停止。')]).toEqual(['too-slow', true]);
  });

  test('memory', async () => {
    const texts = Array.from({ length: 200_000 }, (_, at) => `<si><t>第${at}号学生的家庭情况说明</t></si>`).join('');
    const content = workbook({ rows: HEADER, strings: texts });
    expect((await readRows({ content })).header).toEqual(['甲']);
    const refused = await refusalOf(content, { memoryMiB: 10 });
    expect([refused.code, refused.text.zh]).toEqual(['too-large', '表格内容太多，服务器读不下。请分成几个文件上传。']);
  });

  test('a cell of 32,767 characters is read, one more refused', async () => {
    const cell = (length: number): Buffer =>
      workbook({
        rows: `${HEADER}<row r="2">${textCell(
          'A2',
          `${randomBytes(20_000)
            .toString('hex')
            .slice(0, length - 1)}终`,
        )}</row>`,
      });
    expect((await readRows({ content: cell(32_767) })).rows[0]?.cells['甲']?.endsWith('终')).toBe(true);
    const refused = await refusalOf(cell(32_768));
    expect([refused.code, refused.text.zh]).toEqual([
      'too-large',
      '第 2 行有单元格超过 32767 个字符。请缩短后再上传。',
    ]);
  });

  test('2,000,000 cells, empty ones too', async () => {
    const cells = (count: number): Buffer =>
      workbook({ rows: `${HEADER}<row r="2">${'<c/>'.repeat(count - 1)}</row>` });
    expect((await readRows({ content: cells(2_000_000), limits: { ratio: 2000, seconds: 60 } })).header).toEqual([
      '甲',
    ]);
    expect((await refusalOf(cells(2_000_001), { ratio: 2000, seconds: 60 })).code).toBe('too-large');
  });

  test('2,000,000 shared texts', async () => {
    const texts = (count: number): Buffer => workbook({ rows: HEADER, strings: '<si/>'.repeat(count) });
    expect((await readRows({ content: texts(2_000_000), limits: { ratio: 2000, seconds: 60 } })).header).toEqual([
      '甲',
    ]);
    expect((await refusalOf(texts(2_000_001), { ratio: 2000, seconds: 60 })).code).toBe('too-large');
  });
});
