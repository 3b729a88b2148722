import { describe, expect, test } from 'vitest';
import { readRows } from '../../src/files/workbook.js';
import { textCell, workbook } from './workbook-builder.js';

const HEADER = `<row r="1">${textCell('A1', '列')}</row>`;

/** Reads one cell written by hand below a header 列. */
async function readCell(input: { cell: string; strings?: string; styles?: string; book?: string }): Promise<string> {
  const { cell, ...rest } = input;
  const { rows } = await readRows({ content: workbook({ rows: `${HEADER}<row r="2">${cell}</row>`, ...rest }) });
  return rows[0]?.cells['列'] ?? '';
}

/** The styles part with one cell style per format code, from style 1 on. */
function stylesOf(...codes: string[]): string {
  const formats = codes.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code}"/>`).join('');
  const cells = codes.map((_, at) => `<xf numFmtId="${164 + at}"/>`).join('');
  return `<numFmts>${formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${cells}</cellXfs>`;
}

describe('numbers', () => {
  test.each([
    ['441900199001010000', '441900199001010000'],
    ['4.4190019900101E+17', '441900199001010000'],
    ['441900199001011234', '441900199001011234'],
    ['13800138000', '13800138000'],
    ['1.3800138E10', '13800138000'],
    ['0', '0'],
    ['-5', '-5'],
    ['12.50', '12.5'],
    ['-0.5', '-0.5'],
    ['0.30000000000000004', '0.3'],
    ['1234.5600000000002', '1234.56'],
    ['99999.999999999985', '100000'],
    ['1E-7', '0.0000001'],
    ['1e21', '1000000000000000000000'],
    ['0e999999999', '0e999999999'],
    ['1E+999', '1E+999'],
    ['1,000', '1,000'],
  ])('%s is read as %s', async (raw, text) => {
    expect(await readCell({ cell: `<c r="A2"><v>${raw}</v></c>` })).toBe(text);
  });

  test('leading zeros of a format such as 000000 are part of a code', async () => {
    const styles = stylesOf('000000', '0');
    expect(await readCell({ cell: '<c r="A2" s="1"><v>1234</v></c>', styles })).toBe('001234');
    expect(await readCell({ cell: '<c r="A2" s="2"><v>1234</v></c>', styles })).toBe('1234');
  });
});

describe('dates', () => {
  const styles = stylesOf(
    'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;',
    '[$-804]yyyy/m/d h:mm',
    'h:mm',
    '[Red]0.00',
    '[h]:mm',
  );
  test.each([
    [1, '46350', '2026-11-24'],
    [1, '1', '1900-01-01'],
    [1, '59', '1900-02-28'],
    [1, '61', '1900-03-01'],
    [1, '2958465', '9999-12-31'],
    [1, '2958466', '2958466'],
    [1, '-1', '-1'],
    [2, '46350.354166666664', '2026-11-24 08:30'],
    [2, '46350.374988425926', '2026-11-24 08:59:59'],
    [2, '46350.37499999', '2026-11-24 09:00'],
    [2, '46350.999999999', '2026-11-25'],
    [3, '0.354166666666667', '08:30'],
    [4, '46350', '46350'],
    [5, '1.5', '1900-01-01 12:00'],
  ])('style %i, serial %s is %s', async (style, serial, text) => {
    expect(await readCell({ cell: `<c r="A2" s="${style}"><v>${serial}</v></c>`, styles })).toBe(text);
  });

  test.each([14, 22, 27, 36, 45, 47, 50, 58])('built-in format %i is a date', async (id) => {
    const cell = '<c r="A2" s="0"><v>46350</v></c>';
    expect(await readCell({ cell, styles: `<cellXfs><xf numFmtId="${id}"/></cellXfs>` })).toBe('2026-11-24');
  });

  test.each([13, 23, 26, 37, 44, 48, 49, 59])('built-in format %i is no date', async (id) => {
    const cell = '<c r="A2" s="0"><v>46350</v></c>';
    expect(await readCell({ cell, styles: `<cellXfs><xf numFmtId="${id}"/></cellXfs>` })).toBe('46350');
  });

  test('workbooks of old Macs count from 1904', async () => {
    const book = '<workbookPr date1904="1"/><sheets><sheet name="数据" sheetId="1" r:id="rId1"/></sheets>';
    expect(await readCell({ cell: '<c r="A2" s="1"><v>44888</v></c>', styles, book })).toBe('2026-11-24');
  });

  test('ISO dates, as some programs write them', async () => {
    expect(await readCell({ cell: '<c r="A2" t="d"><v>2026-11-24T00:00:00</v></c>' })).toBe('2026-11-24');
    expect(await readCell({ cell: '<c r="A2" t="d"><v>2026-11-24T08:30:00Z</v></c>' })).toBe('2026-11-24 08:30');
  });
});

describe('texts and the rest', () => {
  test.each([
    ['a shared text', '<c r="A2" t="s"><v>0</v></c>', '张三'],
    ['rich text with a phonetic hint', '<c r="A2" t="s"><v>1</v></c>', '李四五'],
    ['a shared text that is not there', '<c r="A2" t="s"><v>9</v></c>', ''],
    ['rich text in the cell', '<c r="A2" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', '甲乙'],
    ['spaces of every width', textCell('A2', '&#12288; &#160;\t张&#12288;三 \n&#8203;'), '张　三'],
    ['entities', textCell('A2', '&lt;甲&amp;乙&gt;&#x4E19;&unknown;'), '<甲&乙>丙&unknown;'],
    ['a line break, as Office hides it', textCell('A2', '甲_x000D_\n乙'), '甲\n乙'],
    ['CDATA', textCell('A2', '<![CDATA[<甲>]]>'), '<甲>'],
    ['true', '<c r="A2" t="b"><v>1</v></c>', '是'],
    ['false', '<c r="A2" t="b"><v>0</v></c>', '否'],
    ['a formula with a number', '<c r="A2"><f>1+1</f><v>2</v></c>', '2'],
    ['a formula with a text', '<c r="A2" t="str"><f>A1&amp;"x"</f><v>列x</v></c>', '列x'],
    ['an error value', '<c r="A2" t="e"><v>#N/A</v></c>', '#N/A'],
    ['a text that had been neutralised', textCell('A2', "'=1+1"), '=1+1'],
    ['a quote that guards nothing', textCell('A2', "'quoted'"), "'quoted'"],
  ])('%s', async (_, cell, text) => {
    const strings =
      '<si><t>张三</t></si><si><r><rPr><b/></rPr><t>李</t></r><r><t xml:space="preserve">四五</t></r><rPh sb="0" eb="1"><t>li</t></rPh></si>';
    const rows = `${HEADER}<row r="2">${cell}</row>`;
    const read = await readRows({ content: workbook({ rows, strings }) });
    expect(read.rows.map(({ cells }) => cells['列'])).toEqual(text === '' ? [] : [text]);
  });

  test('a prefix on every tag, references left out, a byte order mark, a comment', async () => {
    const rows = `\ufeff<?xml version="1.0"?><x:worksheet xmlns:x="u"><!-- <x:row> --><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>甲</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>乙</x:t></x:is></x:c></x:row><x:row><x:c/><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const content = workbook({ rows: '', sheet: { content: rows } });
    expect(await readRows({ content })).toEqual({
      sheet: '数据',
      header: ['甲', '乙'],
      rows: [{ row: 2, cells: { 甲: '', 乙: '2' } }],
    });
  });
});

describe('rows and header', () => {
  test('empty rows are dropped and the numbers stay those that Excel shows', async () => {
    const rows = [
      '<row r="2"><c r="A2" s="1"/></row>',
      `<row r="3">${textCell('B3', '乙')}${textCell('D3', '丁')}</row>`,
      `<row r="5">${textCell('D5', '5')}<c r="E5" s="1"/></row>`,
      `<row r="6">${textCell('B6', ' 　 ')}</row>`,
      `<row r="1000">${textCell('B1000', '千')}</row>`,
    ];
    expect(await readRows({ content: workbook({ rows: rows.join('') }) })).toEqual({
      sheet: '数据',
      header: ['乙', '丁'],
      rows: [
        { row: 5, cells: { 乙: '', 丁: '5' } },
        { row: 1000, cells: { 乙: '千', 丁: '' } },
      ],
    });
  });

  test('the first visible sheet is read, hidden ones and charts are passed over', async () => {
    const book =
      '<sheets><sheet name="h" sheetId="1" state="hidden" r:id="rId1"/><sheet name="图" sheetId="2" r:id="rId9"/><sheet name="表&amp;二" sheetId="3" r:id="rId4"/></sheets>';
    const more = [
      { name: 'xl/worksheets/sheet2.xml', content: `<worksheet><sheetData>${HEADER}</sheetData></worksheet>` },
    ];
    const read = await readRows({ content: workbook({ rows: '', book, more }) });
    expect(read).toEqual({ sheet: '表&二', header: ['列'], rows: [] });
  });

  test('a title such as __proto__ is a title like any other', async () => {
    const rows = `<row r="1">${textCell('A1', '__proto__')}</row><row r="2">${textCell('A2', '值')}</row>`;
    const read = await readRows({ content: workbook({ rows }) });
    expect(Object.entries(read.rows[0]?.cells ?? {})).toEqual([['__proto__', '值']]);
  });

  test('a wrong dimension and Zip64 sizes of a small file do no harm', async () => {
    const rows = `<?xml version="1.0"?><worksheet><dimension ref="A1:XFD1048576"/><sheetData>${HEADER}</sheetData></worksheet>`;
    expect((await readRows({ content: workbook({ rows, sheet: { zip64: true } }) })).header).toEqual(['列']);
  });

  test('the content stays with the caller, also as a view into a larger buffer', async () => {
    const file = workbook({ rows: HEADER });
    const around = Buffer.concat([Buffer.alloc(100, 1), file, Buffer.alloc(100, 1)]);
    const content = around.subarray(100, 100 + file.length);
    expect((await readRows({ content })).header).toEqual(['列']);
    expect(content.equals(file)).toBe(true);
  });

  test('many files at once take turns', async () => {
    const content = workbook({ rows: HEADER });
    const all = await Promise.all(Array.from({ length: 7 }, () => readRows({ content })));
    expect(all.map(({ header }) => header)).toEqual(Array.from({ length: 7 }, () => ['列']));
  });
});
