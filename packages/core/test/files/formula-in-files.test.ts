import { describe, expect, test } from 'vitest';
import { readRows, writeOfficialTable, writeTemplate } from '../../src/files/workbook.js';
import { openFile, type OpenedFile } from './opened-file.js';

const RISKY_STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'] as const;

/** Every text of every sheet, as hucre reads it. */
function textsOf({ book }: OpenedFile): string[] {
  return book.sheets.flatMap(({ rows }) => rows.flat()).filter((value) => typeof value === 'string');
}

/** No cell holds a formula, and no text would become one in a CSV. */
function expectHarmless(file: OpenedFile): void {
  for (const name of file.book.sheets.map((_, at) => `xl/worksheets/sheet${at + 1}.xml`)) {
    expect(file.part(name)).not.toMatch(/<f[ >]/);
  }
  for (const text of textsOf(file)) expect(text).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠\t\r\n\0]/);
}

describe.each(RISKY_STARTS)('text beginning with %j', (start) => {
  const text = `${start}cmd|'/c calc'!A1`;
  const written = start === '\0' ? "cmd|'/c calc'!A1" : `'${text.replace('\r', '\n')}`;

  test('in every place of an official table', async () => {
    const file = await openFile(
      await writeOfficialTable({
        sheet: text,
        title: text,
        unitLine: text,
        dateLine: text,
        columns: [
          { key: 'a', title: text, kind: 'text' },
          { key: 'b', title: `乙${text}`, kind: 'money', total: true },
          { key: 'c', title: '丙' },
        ],
        rows: [
          { a: text, b: text, c: text },
          { a: ` ${text}`, b: 1, c: -1 },
        ],
        totalLabel: text,
        signatures: [text],
        notes: [text],
      }),
    );
    expectHarmless(file);
    expect(textsOf(file).filter((each) => each === written)).toHaveLength(10);
    expect(file.sheet(0).rows[4]?.[2]).toBe(-1);
  });

  test('in every place of a template, and it is read back as it was', async () => {
    const content = await writeTemplate({
      sheet: text,
      columns: [
        { key: 'a', title: text, required: true, help: text, example: text, choices: [text, '甲,乙'] },
        { key: 'b', title: '乙', required: false, help: '', choices: [text] },
      ],
      helpSheet: `${text}二`,
      helpHeaders: [text, text, text, text, text],
      yes: text,
      no: text,
      rows: [{ a: text, b: '1', c: text }],
      extra: [{ key: 'c', title: `丙${text}` }],
    });
    const file = await openFile(content);
    expectHarmless(file);
    const { header, rows } = await readRows({ content });
    const back = text.replace(/^[\t\r\n\0]/, '');
    expect(header[0]).toBe(back);
    expect(Object.values(rows[0]?.cells ?? {})).toEqual([back, '1', back]);
  });
});
