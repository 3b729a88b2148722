import { describe, expect, test } from 'vitest';
import { streamOfficialTable } from '../../src/files/official-table.js';
import { readRows, writeOfficialTable, type OfficialTable } from '../../src/files/workbook.js';
import { openFile } from './opened-file.js';

const TABLE: OfficialTable = {
  sheet: '拟资助名单',
  title: '2026年大病救助拟资助教师名单',
  unitLine: '填报单位（盖章）：第一小学',
  dateLine: '填报日期：2026年11月24日',
  columns: [
    { key: 'no', title: '序号', kind: 'integer' },
    { key: 'name', title: '姓名', kind: 'text' },
    { key: 'id', title: '身份证号', kind: 'text' },
    { key: 'on', title: '确诊日期', kind: 'day' },
    { key: 'visits', title: '走访次数', kind: 'integer', total: true },
    { key: 'fen', title: '拟资助金额（元）', kind: 'money', total: true },
    { key: 'note', title: '备注', width: 24 },
  ],
  rows: [
    { no: 1, name: '张三', id: '441900199001010000', on: '2026-09-01', visits: 3, fen: 1_234_567, note: '多行\n备注' },
    { no: 2, name: '李四', id: '44190019900101001X', on: null, visits: 2, fen: -50, note: '=HYPERLINK("http://x")' },
    { no: 3, name: '#N/A', id: '_x0041_', on: '2026-10-08', visits: null, fen: 10, note: -7 },
  ],
  totalLabel: '合计',
  signatures: ['单位负责人（签名）：', '复核人（签名）：', '填表人（签名）：', '联系电话：'],
  notes: ['注：1. 金额单位为元。', '2. 本表一式两份。'],
};

describe('the official layout', () => {
  test('stands as bureaus expect it, row by row', async () => {
    const { sheet } = await openFile(await writeOfficialTable(TABLE));
    const { name, rows } = sheet(0);
    expect(name).toBe('拟资助名单');
    const blank = (count: number): null[] => Array.from({ length: count }, () => null);
    expect(rows).toEqual([
      ['2026年大病救助拟资助教师名单', ...blank(6)],
      ['填报单位（盖章）：第一小学', ...blank(3), '填报日期：2026年11月24日', ...blank(2)],
      ['序号', '姓名', '身份证号', '确诊日期', '走访次数', '拟资助金额（元）', '备注'],
      [1, '张三', '441900199001010000', '2026-09-01', 3, 12_345.67, '多行\n备注'],
      [2, '李四', '44190019900101001X', null, 2, -0.5, '\'=HYPERLINK("http://x")'],
      [3, '#N/A', '_x0041_', '2026-10-08', null, 0.1, -7],
      ['合计', null, null, null, 5, 12_345.27, null],
      ['注：1. 金额单位为元。', ...blank(6)],
      ['2. 本表一式两份。', ...blank(6)],
      blank(7),
      ['单位负责人（签名）：', null, null, '复核人（签名）：', null, '填表人（签名）：', '联系电话：'],
    ]);
  });

  test('styles: title, borders, alignment, formats', async () => {
    const { sheet } = await openFile(await writeOfficialTable(TABLE));
    const { cells, columns } = sheet(0);
    const style = (row: number, column: number) => cells?.get(`${row},${column}`)?.style;
    expect(style(0, 0)).toMatchObject({
      font: { name: 'SimSun', size: 18, bold: true },
      alignment: { horizontal: 'center' },
    });
    expect(style(1, 0)?.alignment?.horizontal).toBe('left');
    expect(style(1, 4)?.alignment?.horizontal).toBe('right');
    const grid = {
      top: { style: 'thin' },
      right: { style: 'thin' },
      bottom: { style: 'thin' },
      left: { style: 'thin' },
    };
    expect(style(2, 3)).toMatchObject({ font: { bold: true }, border: grid, alignment: { wrapText: true } });
    expect(style(3, 4)).toMatchObject({ border: grid, numFmt: '0', alignment: { horizontal: 'right' } });
    expect(style(3, 5)).toMatchObject({ border: grid, numFmt: '#,##0.00', alignment: { horizontal: 'right' } });
    expect(style(4, 3)).toMatchObject({ border: grid, numFmt: '@', alignment: { horizontal: 'center' } });
    expect(style(6, 5)).toMatchObject({ font: { bold: true }, border: grid, numFmt: '#,##0.00' });
    expect(style(6, 0)).toMatchObject({ border: grid, alignment: { horizontal: 'center' } });
    expect(columns?.map(({ width }) => width)).toEqual([6, 6, 20, 12, 10, 18, 24]);
  });

  test('merges only title, lines and signatures', async () => {
    const { sheet } = await openFile(await writeOfficialTable(TABLE));
    const merged = sheet(0).merges?.map(({ startRow, startCol, endRow, endCol }) => [
      startRow,
      startCol,
      endRow,
      endCol,
    ]);
    expect(merged).toEqual([
      [0, 0, 0, 6],
      [1, 0, 1, 3],
      [1, 4, 1, 6],
      [7, 0, 7, 6],
      [8, 0, 8, 6],
      [10, 0, 10, 2],
      [10, 3, 10, 4],
    ]);
  });

  test('prints on A4 landscape, fitted to the width, with the header on every page', async () => {
    const { part } = await openFile(await writeOfficialTable(TABLE));
    const xml = part('xl/worksheets/sheet1.xml');
    expect(xml).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>');
    expect(xml).toContain('<pageSetUpPr fitToPage="1"/>');
    const titles = /<definedName name="_xlnm.Print_Titles" localSheetId="0">(.*?)</;
    expect(titles.exec(part('xl/workbook.xml'))?.[1]).toBe("'拟资助名单'!$3:$3");
    const quoted = await openFile(await writeOfficialTable({ ...TABLE, sheet: "2026 学年's 表" }));
    expect(titles.exec(quoted.part('xl/workbook.xml'))?.[1]).toBe("'2026 学年''s 表'!$3:$3");
  });

  test('ids stand as text cells, amounts as numbers', async () => {
    const { cell } = await openFile(await writeOfficialTable(TABLE));
    expect(cell('C4')).toMatch(/ t="inlineStr"><is><t>441900199001010000<\/t>/);
    expect(cell('F4')).toMatch(/<v>12345\.67<\/v>/);
    expect(cell('F4')).not.toMatch(/ t=/);
    expect(cell('G6')).toMatch(/<v>-7<\/v>/);
    expect(cell('B6')).toMatch(/t="inlineStr"/);
  });

  test('our reader reads the same values again', async () => {
    const content = await writeOfficialTable({
      ...TABLE,
      title: '',
      unitLine: '',
      dateLine: '',
      notes: [],
      signatures: [],
    });
    const { header, rows } = await readRows({ content });
    expect(header).toEqual(TABLE.columns.map(({ title }) => title));
    expect(rows.map(({ row, cells }) => [row, ...Object.values(cells)])).toEqual([
      [4, '1', '张三', '441900199001010000', '2026-09-01', '3', '12345.67', '多行\n备注'],
      [5, '2', '李四', '44190019900101001X', '', '2', '-0.5', '=HYPERLINK("http://x")'],
      [6, '3', '#N/A', '_x0041_', '2026-10-08', '', '0.1', '-7'],
      [7, '合计', '', '', '', '5', '12345.27', ''],
    ]);
  });
});

describe('numbers at their edges', () => {
  const one = (kind: 'text' | 'integer' | 'money' | undefined, value: number): OfficialTable => ({
    ...TABLE,
    columns: [{ key: 'a', title: '值', ...(kind === undefined ? {} : { kind }) }],
    rows: [{ a: value }],
    signatures: [],
    notes: [],
  });

  test.each([
    ['text', 13_800_138_000, '13800138000'],
    ['integer', 999_999_999_999_999, 999_999_999_999_999],
    ['integer', 1_000_000_000_000_000, '1000000000000000'],
    ['money', 999_999_999_999_999, 9_999_999_999_999.99],
    ['money', 1_000_000_000_000_001, '10000000000000.01'],
    ['money', -1_000_000_000_000_001, "'-10000000000000.01"],
    ['money', 0, 0],
    ['money', -1, -0.01],
    [undefined, 0.25, 0.25],
    [undefined, Number.NaN, 'NaN'],
  ] as const)('%s %d', async (kind, value, shown) => {
    const { sheet } = await openFile(await writeOfficialTable(one(kind, value)));
    expect(sheet(0).rows[3]?.[0]).toBe(shown);
  });

  test('half a fen is refused, with its place', async () => {
    await expect(writeOfficialTable(one('money', 10.5))).rejects.toThrow(
      'Column "a", row 1: 10.5 is not a whole number of fen.',
    );
  });

  test('a table without columns is refused', async () => {
    await expect(writeOfficialTable({ ...TABLE, columns: [] })).rejects.toThrow('has no columns');
  });
});

describe('unusual tables', () => {
  test('one column: unit and date share a cell, signatures stand below each other', async () => {
    const table = { ...TABLE, columns: [{ key: 'name', title: '姓名', total: true }], notes: [] };
    const { sheet } = await openFile(await writeOfficialTable(table));
    expect(sheet(0).rows.map(([first]) => first)).toEqual([
      '2026年大病救助拟资助教师名单',
      '填报单位（盖章）：第一小学　填报日期：2026年11月24日',
      '姓名',
      '张三',
      '李四',
      '#N/A',
      0,
      null,
      ...TABLE.signatures,
    ]);
    expect(sheet(0).merges ?? []).toEqual([]);
  });

  test('no rows, no totals, no signatures', async () => {
    const { totalLabel: _, ...bare } = { ...TABLE, rows: [], signatures: [], notes: [] };
    expect((await openFile(await writeOfficialTable(bare))).sheet(0).rows).toHaveLength(3);
  });

  test.each([
    ['2026/2027学年[第一学期]:名单?*\\', '2026 2027学年 第一学期  名单'],
    ["'引号'", '引号'],
    ['', '_'],
    ['History', 'History_'],
    ['长'.repeat(40), '长'.repeat(31)],
    [`${'长'.repeat(30)}'长`, '长'.repeat(30)],
    [`${'长'.repeat(30)}𠮷`, '长'.repeat(30)],
  ])('sheet name %j becomes %j', async (wanted, name) => {
    expect((await openFile(await writeOfficialTable({ ...TABLE, sheet: wanted }))).sheet(0).name).toBe(name);
  });

  test('characters that a workbook cannot hold are left out, long texts cut', async () => {
    const table = (name: string): OfficialTable => ({ ...TABLE, rows: [{ name }] });
    const read = async (name: string) => (await openFile(await writeOfficialTable(table(name)))).sheet(0).rows[3]?.[1];
    expect(await read('甲\u0001乙\ufffe\ud800丙\r\n丁')).toBe('甲乙丙\n丁');
    const long = Array.from({ length: 32_768 }, (_, at) => String.fromCharCode(0x4e00 + ((at * at) % 20_011))).join('');
    expect(await read(long.slice(0, 32_767))).toBe(long.slice(0, 32_767));
    expect(await read(long)).toBe(`${long.slice(0, 32_766)}…`);
  });
});

describe('rows that come page by page', () => {
  const COLUMNS: OfficialTable['columns'] = [
    { key: 'no', title: '序号', kind: 'integer' },
    { key: 'name', title: '姓名', kind: 'text' },
    { key: 'fen', title: '金额', kind: 'money', total: true },
  ];
  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ no: at + 1, name: `第${at + 1}号`, fen: at % 7 }));
  const inPages = (rows: readonly ReturnType<typeof rowsOf>[number][], size: number, seen: (from: number) => void) => ({
    count: rows.length,
    pages: (async function* () {
      for (let from = 0; from < rows.length; from += size) {
        seen(from);
        yield rows.slice(from, from + size);
      }
    })(),
  });

  test.each([0, 1, 499, 500, 501, 1200])('%d rows make the workbook that they make as one', async (count) => {
    const rows = rowsOf(count);
    const whole = (await openFile(await writeOfficialTable({ ...TABLE, columns: COLUMNS, rows }))).sheet(0);
    const paged = inPages(rows, 500, () => undefined);
    const pieces = (await openFile(await writeOfficialTable({ ...TABLE, columns: COLUMNS, rows: paged }))).sheet(0);
    expect(pieces.rows).toEqual(whole.rows);
    expect(pieces.merges).toEqual(whole.merges);
    expect(pieces.columns).toEqual(whole.columns);
  });

  test('are given away before the last is asked for, and none before the first is there', async () => {
    const given: number[] = [];
    let bytes = 0;
    // Nothing in them repeats, so that packing keeps little of it back.
    const rows = Array.from({ length: 4000 }, (_, at) => ({
      no: at,
      name: Buffer.from(Array.from({ length: 60 }, (_none, i) => (at * 7919 + i * 104_729) % 251)).toString('base64'),
      fen: at,
    }));
    const paged = inPages(rows, 500, () => void given.push(bytes));
    await streamOfficialTable(
      { ...TABLE, columns: COLUMNS, rows: paged },
      { write: (piece) => void (bytes += piece.length) },
    );
    expect(given).toHaveLength(8);
    expect(given[0]).toBe(0);
    expect(given[7]).toBeGreaterThan(10_000);
  });

  test('other requests get a turn after every page', async () => {
    let turns = 0;
    let waiting = true;
    const count = (): void => {
      turns += 1;
      if (waiting) setImmediate(count);
    };
    setImmediate(count);
    await writeOfficialTable({ ...TABLE, columns: COLUMNS, rows: rowsOf(5000) });
    waiting = false;
    expect(turns).toBeGreaterThanOrEqual(10);
  });

  test('nobody wants the rest: no further page is asked for', async () => {
    const gone = new AbortController();
    const asked: number[] = [];
    const paged = inPages(rowsOf(5000), 500, (from) => {
      asked.push(from);
      if (from === 1000) gone.abort();
    });
    const written = streamOfficialTable(
      { ...TABLE, columns: COLUMNS, rows: paged },
      { write: () => undefined, signal: gone.signal },
    );
    await expect(written).rejects.toThrow();
    expect(asked).toEqual([0, 500, 1000]);
  });

  test('a sum that outgrows its column is written smaller, and not as ####', async () => {
    const rows = Array.from({ length: 1000 }, (_, at) => ({ no: at, name: '', fen: at < 500 ? 0 : 99_999_999_999 }));
    const paged = inPages(rows, 500, () => undefined);
    const { cells, rows: read } = (
      await openFile(await writeOfficialTable({ ...TABLE, columns: COLUMNS, rows: paged }))
    ).sheet(0);
    expect(read[1003]?.[2]).toBe(499_999_999_995);
    expect(cells?.get('1003,2')?.style?.alignment?.shrinkToFit).toBe(true);
  });
});
