import { describe, expect, test } from 'vitest';
import { readXlsx, writeXlsx, type CellValue } from 'hucre/xlsx';
import { readRows, writeTemplate, type ImportTemplate, type TemplateColumn } from '../../src/files/workbook.js';
import { openFile } from './opened-file.js';

const NAME: TemplateColumn = { key: 'name', title: '姓名', required: true, help: '与身份证一致', example: '张三' };
const TEMPLATE: ImportTemplate = {
  sheet: '教师名单',
  columns: [
    NAME,
    { key: 'id', title: '身份证号', required: true, help: '18 位', example: '441900199001010000', width: 24 },
    { key: 'sex', title: '性别', required: false, help: '按身份证', choices: ['男', '女'] },
    { key: 'phone', title: '手机', required: false, help: '+86 不用写', example: '13800138000' },
  ],
  helpSheet: '填写说明',
  helpHeaders: ['列名', '是否必填', '说明', '可选值', '示例'],
  yes: '是',
  no: '否',
};
const EXTRA = [
  { key: 'result', title: '结果' },
  { key: 'reason', title: '错误原因' },
];

/** What a person does in Excel: opens the template, types into cells, saves. */
async function fill(template: Buffer, typed: readonly (readonly CellValue[])[]): Promise<Uint8Array> {
  const book = await readXlsx(template, { readStyles: true });
  const [main, ...others] = book.sheets;
  if (main === undefined) throw new Error('The template has no sheet.');
  const rows = [...main.rows.slice(0, 1), ...typed.map((row) => [...row])];
  const sheets = [{ ...main, rows, cells: new Map() }, ...others].map(({ name, ...sheet }) => ({
    name,
    rows: sheet.rows,
    ...(sheet.dataValidations === undefined ? {} : { dataValidations: sheet.dataValidations }),
  }));
  return writeXlsx({ sheets });
}

describe('a template', () => {
  test('has one header row, the help sheet, and nothing merged', async () => {
    const { book, sheet } = await openFile(await writeTemplate(TEMPLATE));
    expect(book.sheets.map(({ name, hidden }) => [name, hidden ?? false])).toEqual([
      ['教师名单', false],
      ['填写说明', false],
    ]);
    expect(sheet(0).rows).toEqual([
      ['姓名', '身份证号', '性别', '手机'],
      [null, null, null, null],
    ]);
    expect(sheet(1).rows).toEqual([
      ['列名', '是否必填', '说明', '可选值', '示例'],
      ['姓名', '是', '与身份证一致', '', '张三'],
      ['身份证号', '是', '18 位', '', '441900199001010000'],
      ['性别', '否', '按身份证', '男\n女', ''],
      ['手机', '否', "'+86 不用写", '', '13800138000'],
    ]);
    expect([sheet(0).merges ?? [], sheet(1).merges ?? []]).toEqual([[], []]);
    expect(sheet(0).freezePane).toEqual({ rows: 1 });
    const font = (column: number) => sheet(0).cells?.get(`0,${column}`)?.style?.font;
    expect(font(0)).toMatchObject({ bold: true, color: { rgb: 'C00000' } });
    expect(font(2)?.color).toBeUndefined();
  });

  test('every column is text for all rows to come', async () => {
    const { part, cell } = await openFile(await writeTemplate({ ...TEMPLATE, extra: EXTRA }));
    const style = / s="(\d+)"/.exec(cell('A2'))?.[1];
    const columns = [...part('xl/worksheets/sheet1.xml').matchAll(/<col style="(\d+)" min="(\d)" max="(\d)"/g)];
    expect(columns.map(([, ...numbers]) => numbers)).toEqual(
      ['1', '2', '3', '4', '5', '6'].map((column) => [style, column, column]),
    );
    const formats = [
      ...part('xl/styles.xml')
        .replace(/.*<cellXfs/s, '')
        .matchAll(/<xf numFmtId="(\d+)"/g),
    ];
    expect(formats[Number(style)]?.[1]).toBe('49'); // the built-in format @
  });

  test('short choices stand in the rule, long ones in a hidden sheet', async () => {
    const short = { ...NAME, key: 'a', title: '短', choices: ['男', '女'] };
    const edge = { ...NAME, key: 'b', title: '刚好', choices: ['x'.repeat(127), 'y'.repeat(127)] };
    const long = { ...NAME, key: 'c', title: '长', choices: ['x'.repeat(127), 'y'.repeat(128)] };
    const comma = { ...NAME, key: 'd', title: '逗号', choices: ['一,二', '=三'] };
    const none = { ...NAME, key: 'e', title: '无', choices: [] };
    const { book, sheet } = await openFile(
      await writeTemplate({ ...TEMPLATE, columns: [short, edge, long, comma, none] }),
    );
    const rules = sheet(0).dataValidations?.map(({ type, range, formula1, values }) => [
      type,
      range,
      values ?? formula1,
    ]);
    expect(rules).toEqual([
      ['list', 'A2:A20001', ['男', '女']],
      ['list', 'B2:B20001', edge.choices],
      ['list', 'C2:C20001', "'lists'!$A$1:$A$2"],
      ['list', 'D2:D20001', "'lists'!$B$1:$B$2"],
    ]);
    expect(book.sheets[2]).toMatchObject({ name: 'lists', hidden: true });
    expect(sheet(2).rows).toEqual([
      [long.choices[0], '一,二'],
      [long.choices[1], "'=三"],
    ]);
  });

  test('sheets of one name are kept apart', async () => {
    const { book } = await openFile(await writeTemplate({ ...TEMPLATE, helpSheet: '教师名单' }));
    expect(book.sheets.map(({ name }) => name)).toEqual(['教师名单', '教师名单_']);
  });

  test('more than 26 columns', async () => {
    const columns = Array.from({ length: 60 }, (_, at) => ({
      ...NAME,
      key: `k${at}`,
      title: `列${at}`,
      choices: ['是'],
    }));
    const { sheet } = await openFile(await writeTemplate({ ...TEMPLATE, columns }));
    expect(sheet(0).dataValidations?.at(-1)?.range).toBe('BH2:BH20001');
  });
});

describe('template, filled, read', () => {
  test('what was typed comes back as text, with its row numbers', async () => {
    const filled = await fill(await writeTemplate(TEMPLATE), [
      ['张三', '441900199001010000', '男', '13800138000'],
      [null, null, null, null],
      [' 李四　', 441900199001, null, 13_900_139_000],
      ['王五', new Date(Date.UTC(2026, 10, 24)), true, 0.1],
    ]);
    expect(await readRows({ content: filled })).toEqual({
      sheet: '教师名单',
      header: ['姓名', '身份证号', '性别', '手机'],
      rows: [
        { row: 2, cells: { 姓名: '张三', 身份证号: '441900199001010000', 性别: '男', 手机: '13800138000' } },
        { row: 4, cells: { 姓名: '李四', 身份证号: '441900199001', 性别: '', 手机: '13900139000' } },
        { row: 5, cells: { 姓名: '王五', 身份证号: '2026-11-24', 性别: '是', 手机: '0.1' } },
      ],
    });
  });

  test('an empty template has a header and no rows', async () => {
    expect((await readRows({ content: await writeTemplate(TEMPLATE) })).rows).toEqual([]);
  });

  test('faulty rows given back can be read again as they were', async () => {
    const rows: Record<string, string>[] = [
      { name: '张三', id: '44190019900101', sex: '男', result: '未导入', reason: '身份证号应为 18 位' },
      { name: '=1+1', phone: '-', result: '未导入', reason: '姓名不对' },
      { name: "'=1", id: '#N/A', phone: '_x0041_', result: '', reason: '+' },
    ];
    const content = await writeTemplate({ ...TEMPLATE, rows, extra: EXTRA });
    const { cell } = await openFile(content);
    expect(cell('B2')).toMatch(/ t="s"/);
    const read = await readRows({ content });
    expect(read.header).toEqual(['姓名', '身份证号', '性别', '手机', '结果', '错误原因']);
    expect(read.rows.map(({ row, cells }) => [row, ...Object.values(cells)])).toEqual([
      [2, '张三', '44190019900101', '男', '', '未导入', '身份证号应为 18 位'],
      [3, '=1+1', '', '', '-', '未导入', '姓名不对'],
      [4, "'=1", '#N/A', '', '_x0041_', '', '+'],
    ]);
  });

  test('20,000 prefilled rows pass the limits of our own reader', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => ({
      name: '张三',
      id: '441900199001010000',
      phone: String(at),
    }));
    const read = await readRows({ content: await writeTemplate({ ...TEMPLATE, rows, extra: EXTRA }) });
    expect(read.rows).toHaveLength(20_000);
    expect(read.rows.at(-1)).toMatchObject({ row: 20_001, cells: { 手机: '19999' } });
  });
});
