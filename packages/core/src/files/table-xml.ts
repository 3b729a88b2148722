import { columnLetters } from './cell-text.js';
import { safeText } from './sheet-writing.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats';
const SHEET_TYPE = `${TYPE}-officedocument.spreadsheetml`;

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!) : text;

/** Where a text must say that its spaces and breaks are meant. */
const SPACES = /^\s|\s$|[\n\t]/;

/** A cell under its reference (`B12`), with the number of its look. Every text is made safe. */
export const cellXml = (reference: string, style: number, value: string | number | null): string => {
  if (value === null) return `<c r="${reference}" s="${style}"/>`;
  if (typeof value === 'number') return `<c r="${reference}" s="${style}"><v>${value}</v></c>`;
  const text = safeText(value);
  const kept = SPACES.test(text) ? ' xml:space="preserve"' : '';
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${kept}>${escaped(text)}</t></is></c>`;
};

/** A row (from 1) of cells in XML, with its height in points where it has one of its own. */
export const rowXml = (row: number, cells: string, height?: number): string =>
  height === undefined
    ? `<row r="${row}">${cells}</row>`
    : `<row r="${row}" ht="${height}" customHeight="1">${cells}</row>`;

export interface SheetFrame {
  readonly widths: readonly number[];
  /** Rows of the whole sheet. */
  readonly rows: number;
  /** The row (from 1) that stays when the rest is scrolled. */
  readonly frozen: number;
}

/** What stands before the rows of a sheet. */
export const sheetStart = ({ widths, rows, frozen }: SheetFrame): string => {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${columnLetters(widths.length - 1)}${rows}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" state="frozen" activePane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>`;
};

/** What stands after them: A4 landscape, fitted to the page's width, as many pages down as needed. */
export const sheetEnd = (merged: readonly string[]): string => {
  const merges = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `</sheetData>${merged.length > 0 ? `<mergeCells count="${merged.length}">${merges}</mergeCells>` : ''}<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`;
};

export const SHEET_PART = 'xl/worksheets/sheet1.xml';

const relations = (...each: readonly (readonly [type: string, target: string])[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** The parts of a workbook of one sheet besides that sheet, the one first by which programs know what it is. */
export const bookParts = (o: {
  readonly title: string;
  readonly sheet: string;
  readonly styles: string;
  /** The row (from 1) that every printed page repeats. */
  readonly repeated: number;
}): readonly (readonly [name: string, content: string])[] => {
  const quoted = escaped(o.sheet.replaceAll("'", "''"));
  const part = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${type}+xml"/>`;
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="${TYPE}-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('xl/workbook.xml', `${SHEET_TYPE}.sheet.main`)}${part(SHEET_PART, `${SHEET_TYPE}.worksheet`)}${part('xl/styles.xml', `${SHEET_TYPE}.styles`)}${part('docProps/core.xml', `${TYPE}-package.core-properties`)}</Types>`,
    ],
    [
      '_rels/.rels',
      relations(
        [`${OFFICE}/officeDocument`, 'xl/workbook.xml'],
        [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
      ),
    ],
    [
      'docProps/core.xml',
      `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(safeText(o.title))}</dc:title><dcterms:modified xsi:type="dcterms:W3CDTF">${new Date().toISOString().slice(0, 19)}Z</dcterms:modified></cp:coreProperties>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(o.sheet)}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${quoted}'!$${o.repeated}:$${o.repeated}</definedName></definedNames></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([`${OFFICE}/worksheet`, 'worksheets/sheet1.xml'], [`${OFFICE}/styles`, 'styles.xml']),
    ],
    ['xl/styles.xml', `${HEAD}<styleSheet xmlns="${MAIN}">${o.styles}</styleSheet>`],
  ];
};
