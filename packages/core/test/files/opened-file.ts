import { readXlsx, type Sheet, type Workbook } from 'hucre/xlsx';
import { inflateEntry, readDirectory } from '../../src/files/zip-entries.js';
import { WORKBOOK_LIMITS } from '../../src/files/workbook.js';

/** A written file, opened both as hucre sees it and as the bare XML of its parts. */
export interface OpenedFile {
  readonly book: Workbook;
  readonly sheet: (at: number) => Sheet;
  readonly part: (name: string) => string;
  /** The `<c …>` element of a cell in the first sheet. */
  readonly cell: (reference: string) => string;
}

export async function openFile(bytes: Buffer): Promise<OpenedFile> {
  const book = await readXlsx(bytes, { readStyles: true });
  const directory = readDirectory({ bytes, limits: WORKBOOK_LIMITS });
  const part = (name: string): string => {
    const entry = directory.get(name.toLowerCase());
    if (entry === undefined) throw new Error(`The file has no part ${name}.`);
    return inflateEntry({ bytes, entry }).toString('utf8');
  };
  return {
    book,
    part,
    sheet: (at) => {
      const sheet = book.sheets[at];
      if (sheet === undefined) throw new Error(`The file has no sheet ${at}.`);
      return sheet;
    },
    cell: (reference) =>
      new RegExp(`<c r="${reference}"(?: [^>]*)?(?:/>|>.*?</c>)`).exec(part('xl/worksheets/sheet1.xml'))?.[0] ?? '',
  };
}
