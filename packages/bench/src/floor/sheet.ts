import { partOf, zipTo } from './zip.js';

type Value = string | number | null;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => (/[&<>]/.test(text) ? text.replace(/[&<>]/g, (sign) => SIGNS[sign]!) : text);

const rowXml = (values: readonly Value[]): string => {
  let xml = '<row>';
  for (const value of values)
    xml +=
      value === null
        ? '<c/>'
        : typeof value === 'number'
          ? `<c><v>${value}</v></c>`
          : `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  return `${xml}</row>`;
};

function* sheetXml(rows: Iterable<readonly Value[]>): Generator<string> {
  yield `${head}<worksheet xmlns="${main}"><sheetData>`;
  let waiting = '';
  for (const row of rows) {
    waiting += rowXml(row);
    if (waiting.length < 65_536) continue;
    yield waiting;
    waiting = '';
  }
  yield `${waiting}</sheetData></worksheet>`;
}

/** Writes a workbook of one sheet, row by row: nothing is kept but the row that is being written. */
export const writeSheet = async (rows: Iterable<readonly Value[]>, write: (chunk: Buffer) => void): Promise<void> => {
  const zip = zipTo(write);
  zip.add(
    '[Content_Types].xml',
    `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentType}.worksheet+xml"/></Types>`,
  );
  zip.add(
    '_rels/.rels',
    `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  zip.add(
    'xl/workbook.xml',
    `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="sheet" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  zip.add(
    'xl/_rels/workbook.xml.rels',
    `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  );
  await zip.stream('xl/worksheets/sheet1.xml', sheetXml(rows));
  zip.end();
};

const ROW = /<row[^>]*>(.*?)<\/row>/gs;
const CELL = /<c[^>]*?(?:\/>|>(?:<is><t[^>]*>([^<]*)<\/t><\/is>|<v>([^<]*)<\/v>)<\/c>)/g;
const plain = (text: string): string =>
  text.includes('&') ? text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') : text;

/** Rows of the first sheet, as texts; only what {@link writeSheet} writes is understood. */
export function* readSheet(workbook: Buffer): Generator<string[]> {
  for (const [, row] of partOf(workbook, 'xl/worksheets/sheet1.xml').toString('utf8').matchAll(ROW))
    yield [...row!.matchAll(CELL)].map(([, text, value]) => plain(text ?? value ?? ''));
}
