import { readXlsx, writeXlsx } from 'hucre';

/** A workbook opened again: the text of every cell of every sheet, by row. */
export const openWorkbook = async (
  content: Uint8Array,
): Promise<readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[]> => {
  const workbook = await readXlsx(content);
  return workbook.sheets.map((sheet) => ({
    name: sheet.name,
    rows: sheet.rows.map((row) => row.map((cell) => (cell === null || cell === undefined ? '' : String(cell)))),
  }));
};

/** Fills a template as a person would: rows below its header, by the header's titles (a star behind them or not). */
export const fillTemplate = async (
  template: Uint8Array,
  rows: readonly Readonly<Record<string, string>>[],
): Promise<Buffer> => {
  const workbook = await readXlsx(template);
  const sheet = workbook.sheets[0]!;
  const header = sheet.rows[0]!.map((cell) => String(cell ?? ''));
  const bare = (title: string) => title.replace(/[*＊\s]/g, '');
  for (const title of rows.flatMap((row) => Object.keys(row)))
    if (!header.some((h) => bare(h) === bare(title)))
      throw new Error(`The template has no column "${title}", only ${header.join(', ')}.`);
  const filled = rows.map((row) => {
    const byTitle = new Map(Object.entries(row).map(([title, value]) => [bare(title), value]));
    return header.map((h) => byTitle.get(bare(h)) ?? '');
  });
  return Buffer.from(await writeXlsx({ sheets: [{ name: sheet.name, rows: [header, ...filled] }] }));
};
