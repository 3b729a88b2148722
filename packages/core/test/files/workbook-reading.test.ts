import { describe, expect, test } from 'vitest';
import { readRows } from '../../src/files/workbook.js';
import { textCell, workbook } from './workbook-builder.js';

const HEADER = `<row r="1">${textCell('A1', '列')}</row>`;

interface Cells {
  /** The inside of `<c r="A…">`, attributes first, one cell a row. */
  readonly cells: readonly string[];
  readonly strings?: string;
  readonly styles?: string;
  readonly book?: string;
}

/** Reads cells written by hand, all in one file, below a header 列; an empty one is `''`. */
async function readCells(input: Cells): Promise<string[]> {
  const { cells, ...rest } = input;
  const rows = cells.map((cell, at) => `<row r="${at + 2}"><c r="A${at + 2}"${cell}</c></row>`).join('');
  const read = await readRows({ content: workbook({ rows: HEADER + rows, ...rest }) });
  const texts = new Map(read.rows.map(({ row, cells: { 列: text } }) => [row, text]));
  return cells.map((_, at) => texts.get(at + 2) ?? '');
}

/** The styles part with one cell style per format code, from style 1 on. */
function stylesOf(...codes: string[]): string {
  const formats = codes.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code}"/>`).join('');
  const cells = codes.map((_, at) => `<xf numFmtId="${164 + at}"/>`).join('');
  return `<numFmts>${formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${cells}</cellXfs>`;
}

describe('numbers', () => {
  test('come without exponent, with the digits that the file holds or that Excel shows', async () => {
    const expected = [
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
      ['123456789012.345', '123456789012.345'],
      ['1E-7', '0.0000001'],
      ['1e21', '1000000000000000000000'],
      ['0e999999999', '0e999999999'],
      ['1E+999', '1E+999'],
      ['1,000', '1,000'],
    ];
    const read = await readCells({ cells: expected.map(([raw]) => `><v>${raw}</v>`) });
    expect(read.map((text, at) => [expected[at]?.[0], text])).toEqual(expected);
  });

  test('leading zeros of a format such as 000000 are part of a code', async () => {
    const cells = [' s="1"><v>1234</v>', ' s="2"><v>1234</v>', ' s="1"><v>1234567</v>', ' s="1"><v>-5</v>'];
    expect(await readCells({ cells, styles: stylesOf('000000', '0') })).toEqual(['001234', '1234', '1234567', '-5']);
  });
});

describe('dates', () => {
  const styles = stylesOf(
    'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;',
    '[$-804]yyyy/m/d h:mm',
    'h:mm',
    '[Red]0.00&quot;days&quot;',
    '[h]:mm',
  );

  test('by the style of the cell', async () => {
    const expected = [
      ['1', '46350', '2026-11-24'],
      ['1', '1', '1900-01-01'],
      ['1', '59', '1900-02-28'],
      ['1', '61', '1900-03-01'],
      ['1', '2958465', '9999-12-31'],
      ['1', '2958466', '2958466'],
      ['1', '-1', '-1'],
      ['2', '46350.354166666664', '2026-11-24 08:30'],
      ['2', '46350.374988425926', '2026-11-24 08:59:59'],
      ['2', '46350.37499999', '2026-11-24 09:00'],
      ['2', '46350.999999999', '2026-11-25'],
      ['3', '0.354166666666667', '08:30'],
      ['4', '46350', '46350'],
      ['5', '1.5', '1900-01-01 12:00'],
      ['9', '46350', '46350'],
    ];
    const read = await readCells({ cells: expected.map(([style, raw]) => ` s="${style}"><v>${raw}</v>`), styles });
    expect(read.map((text, at) => [...(expected[at]?.slice(0, 2) ?? []), text])).toEqual(expected);
  });

  test('built-in formats at the edges of what Excel counts as dates', async () => {
    const ids = [13, 14, 22, 23, 26, 27, 36, 37, 44, 45, 47, 48, 49, 50, 58, 59];
    const cellXfs = `<cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs>`;
    const read = await readCells({ cells: ids.map((_, at) => ` s="${at}"><v>46350</v>`), styles: cellXfs });
    expect(ids.filter((_, at) => read[at] === '2026-11-24')).toEqual([14, 22, 27, 36, 45, 47, 50, 58]);
    expect(read.filter((text) => text === '46350')).toHaveLength(8);
  });

  test('workbooks of old Macs count from 1904', async () => {
    const book = '<workbookPr date1904="1"/><sheets><sheet name="数据" sheetId="1" r:id="rId1"/></sheets>';
    expect(await readCells({ cells: [' s="1"><v>44888</v>'], styles, book })).toEqual(['2026-11-24']);
  });

  test('ISO dates, as some programs write them', async () => {
    const cells = ['2026-11-24', '2026-11-24T00:00:00', '2026-11-24T08:30:00Z', '2026-11-24T08:30:05.123'];
    expect(await readCells({ cells: cells.map((iso) => ` t="d"><v>${iso}</v>`) })).toEqual([
      '2026-11-24',
      '2026-11-24',
      '2026-11-24 08:30',
      '2026-11-24 08:30:05',
    ]);
  });
});

describe('texts and the rest', () => {
  const inline = (text: string): string => ` t="inlineStr"><is><t>${text}</t></is>`;
  const strings =
    '<si><t>张三</t></si><si><r><rPr><b/></rPr><t>李</t></r><r><t xml:space="preserve">四五</t></r><rPh sb="0" eb="1"><t>li</t></rPh></si>';

  test('each kind of cell', async () => {
    const expected = [
      ['a shared text', ' t="s"><v>0</v>', '张三'],
      ['rich text with a phonetic hint', ' t="s"><v>1</v>', '李四五'],
      ['a shared text that is not there', ' t="s"><v>9</v>', ''],
      ['rich text in the cell', ' t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>x</t></rPh></is>', '甲乙'],
      ['spaces of every width', inline('&#12288; &#160;\t张&#12288;三 \n&#8203;'), '张　三'],
      ['entities', inline('&lt;甲&amp;乙&gt;&#x4E19;&unknown;&#x110000;'), '<甲&乙>丙&unknown;&#x110000;'],
      ['a line break, as Office hides it', inline('甲_x000D_\n乙_x005F_x0041_'), '甲\n乙_x0041_'],
      ['CDATA', inline('<![CDATA[<甲>&amp;]]>'), '<甲>&amp;'],
      ['true', ' t="b"><v>1</v>', '是'],
      ['false', ' t="b"><v>0</v>', '否'],
      ['neither', ' t="b">', ''],
      ['a formula with a number', '><f>1+1</f><v>2</v>', '2'],
      ['a formula with a text', ' t="str"><f>A1&amp;"x"</f><v>列x</v>', '列x'],
      ['a formula never calculated', '><f>1+1</f>', ''],
      ['an error value', ' t="e"><v>#N/A</v>', '#N/A'],
      ['a text that had been neutralised', inline("'=1+1"), '=1+1'],
      ['a quote that guards nothing', inline("'quoted'"), "'quoted'"],
    ];
    const read = await readCells({ cells: expected.map(([, cell]) => cell ?? ''), strings });
    expect(read.map((text, at) => [...(expected[at]?.slice(0, 2) ?? []), text])).toEqual(expected);
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
