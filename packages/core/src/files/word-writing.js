// @ts-check
// Runs in the thread of workbook-worker.js, and is plain JavaScript for the same reason.
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeightRule,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  VerticalMergeType,
  WidthType,
} from 'docx';
/** @import { WordBlock, WordCell, WordDocument, WordTable } from './word-types.js' */

/** Fonts of official papers, each with what stands in for it where it is not installed. Nothing is embedded. */
const fonts = { title: '方正小标宋简体', heading: '黑体', body: '仿宋', grid: '宋体' };
const standIns = {
  [fonts.title]: 'SimSun',
  [fonts.heading]: 'SimHei',
  [fonts.body]: 'FangSong',
  [fonts.grid]: 'SimSun',
};
const fontTable = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${Object.entries(standIns)
  .map(([name, other]) => `<w:font w:name="${name}"><w:altName w:val="${other}"/><w:charset w:val="86"/></w:font>`)
  .join('')}</w:fonts>`;

// Lengths in twips (1/20 point), sizes in half points.
const A4 = { width: 11_906, height: 16_838 };
const margins = {
  portrait: { top: 2098, bottom: 1984, left: 1588, right: 1474 },
  landscape: { top: 1134, bottom: 1134, left: 1134, right: 1134 },
};
const sizes = { title: 44, body: 32, under: 24, grid: 21, page: 28 };
const BODY_LINE = 560;
const ROW = 454;
const line = { style: BorderStyle.SINGLE, size: 4, color: 'auto' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = { top: none, bottom: none, left: none, right: none };
const borders = { top: line, bottom: line, left: line, right: line };

/** @param {string} eastAsia */
const fontOf = (eastAsia) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia });

/**
 * Text of several lines, each on a line of its own.
 * @param {string} text
 * @param {{ font: string, size: number, bold?: boolean }} look
 */
const runs = (text, { font, size, bold = false }) =>
  text
    .split('\n')
    .map((part, i) => new TextRun({ text: part, font: fontOf(font), size, bold, ...(i > 0 ? { break: 1 } : {}) }));

/**
 * @param {string} text
 * @param {{ bold?: boolean, alignment?: (typeof AlignmentType)[keyof typeof AlignmentType] }} [look]
 */
const inGrid = (text, { bold = false, alignment = AlignmentType.LEFT } = {}) =>
  new Paragraph({ alignment, children: runs(text, { font: fonts.grid, size: sizes.grid, bold }) });

/** Word makes one table of two that stand together. */
const gap = () =>
  new Paragraph({ spacing: { before: 0, after: 0, line: 160, lineRule: LineRuleType.EXACT }, children: [] });

/**
 * @param {readonly number[]} shares
 * @param {number} width
 */
const widthsOf = (shares, width) => {
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => Math.round((share * width) / all));
};

/**
 * @param {TableRow[]} rows
 * @param {readonly number[]} widths
 */
const grid = (rows, widths) =>
  new Table({
    rows,
    columnWidths: [...widths],
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: { left: 85, right: 85, top: 28, bottom: 28 },
  });

/** @param {number} width */
const cellOf = (width) => ({
  width: { size: width, type: WidthType.DXA },
  verticalAlign: VerticalAlignTable.CENTER,
  borders,
});

const height = { value: ROW, rule: HeightRule.ATLEAST };

/**
 * @param {WordTable} table
 * @param {number} width
 */
const tableOf = (table, width) => {
  const widths = widthsOf(
    table.columns.map((column) => column.width),
    width,
  );
  /**
   * @param {readonly WordCell[]} cells
   * @param {boolean} bold
   */
  const row = (cells, bold) =>
    new TableRow({
      cantSplit: true,
      height,
      children: cells.map(
        ({ text, rows, isNumber }, at) =>
          new TableCell({
            ...cellOf(widths[at] ?? 0),
            ...(rows === 1
              ? {}
              : { verticalMerge: rows === 0 ? VerticalMergeType.CONTINUE : VerticalMergeType.RESTART }),
            children: [
              inGrid(rows === 0 ? '' : text, { bold, alignment: isNumber ? AlignmentType.RIGHT : AlignmentType.LEFT }),
            ],
          }),
      ),
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    height,
    children: table.columns.map(
      ({ title }, at) =>
        new TableCell({
          ...cellOf(widths[at] ?? 0),
          children: [inGrid(title, { bold: true, alignment: AlignmentType.CENTER })],
        }),
    ),
  });
  const rows = table.rows.map((cells) => row(cells, false));
  return grid([head, ...rows, ...(table.totals ? [row(table.totals, true)] : [])], widths);
};

/** A grid of twelve parts: each label takes two of them, and up to three pairs share the row. */
const PARTS = 12;
const LABEL = 2;

/**
 * @param {Extract<WordBlock, { kind: 'fields' }>} block
 * @param {number} width
 */
const fieldsOf = ({ rows }, width) => {
  const part = Math.floor(width / PARTS);
  return grid(
    rows.map(
      (pairs) =>
        new TableRow({
          cantSplit: true,
          height,
          children: pairs.flatMap(({ label, value }) => {
            const rest = PARTS / pairs.length - LABEL;
            return [
              new TableCell({
                ...cellOf(part * LABEL),
                columnSpan: LABEL,
                children: [inGrid(label, { bold: true, alignment: AlignmentType.CENTER })],
              }),
              new TableCell({ ...cellOf(part * rest), columnSpan: rest, children: [inGrid(value)] }),
            ];
          }),
        }),
    ),
    Array.from({ length: PARTS }, () => part),
  );
};

/**
 * @param {Extract<WordBlock, { kind: 'blanks' }>} block
 * @param {number} width
 */
const blanksOf = ({ title, lines }, width) =>
  grid(
    [
      new TableRow({
        cantSplit: true,
        children: [
          new TableCell({
            ...cellOf(width),
            children: [inGrid(title, { bold: true }), ...Array.from({ length: lines }, () => inGrid(''))],
          }),
        ],
      }),
    ],
    [width],
  );

/**
 * @param {readonly string[]} lines
 * @param {{ width: number, across: number }} room
 */
const signaturesOf = (lines, { width, across }) => {
  const places = Math.min(lines.length, across);
  const widths = widthsOf(
    Array.from({ length: places }, () => 1),
    width,
  );
  const rows = Array.from({ length: Math.ceil(lines.length / places) }, (_, at) =>
    lines.slice(at * places, (at + 1) * places),
  );
  return grid(
    rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          height: { value: 800, rule: HeightRule.ATLEAST },
          children: widths.map(
            (size, at) => new TableCell({ ...cellOf(size), borders: noBorders, children: [inGrid(row[at] ?? '')] }),
          ),
        }),
    ),
    widths,
  );
};

/**
 * @param {WordDocument} document
 * @param {number} width
 */
const partsOf = ({ blocks, language, orientation }, width) =>
  blocks.flatMap((block) => {
    switch (block.kind) {
      case 'heading':
        return [
          new Paragraph({
            keepNext: true,
            spacing: { before: 160, after: 80, line: BODY_LINE, lineRule: LineRuleType.AT_LEAST },
            ...(language === 'zh' ? { indent: { firstLine: 2 * 10 * sizes.body } } : {}),
            children: runs(block.text, { font: fonts.heading, size: sizes.body, bold: language === 'en' }),
          }),
        ];
      case 'paragraph':
        return [
          new Paragraph({
            spacing: { after: 80, line: BODY_LINE, lineRule: LineRuleType.AT_LEAST },
            ...(language === 'zh' ? { indent: { firstLine: 2 * 10 * sizes.body } } : {}),
            children: runs(block.text, { font: fonts.body, size: sizes.body }),
          }),
        ];
      case 'note':
        return [inGrid(block.text)];
      case 'fields':
        return [fieldsOf(block, width), gap()];
      case 'table':
        return [tableOf(block, width), gap()];
      case 'blanks':
        return [blanksOf(block, width), gap()];
      case 'signatures':
        return [signaturesOf(block.lines, { width, across: orientation === 'landscape' ? 4 : 2 }), gap()];
    }
  });

/**
 * The bytes of a document.
 * @param {WordDocument} document
 */
export const wordBytes = (document) => {
  const { orientation, title, under } = document;
  const margin = margins[orientation];
  const across = orientation === 'landscape' ? A4.height : A4.width;
  const width = across - margin.left - margin.right;
  const footer = new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: fontOf(fonts.grid), size: sizes.page }),
        ],
      }),
    ],
  });
  const file = new Document({
    title,
    creator: '',
    lastModifiedBy: '',
    sections: [
      {
        properties: {
          page: {
            // The library turns the sides of a landscape page itself.
            size: {
              ...A4,
              orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin,
          },
        },
        footers: { default: footer },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 200, line: 640, lineRule: LineRuleType.AT_LEAST },
            children: runs(title, { font: fonts.title, size: sizes.title }),
          }),
          new Paragraph({
            spacing: { after: 120 },
            tabStops: [{ type: TabStopType.RIGHT, position: width }],
            children: [
              ...runs(under[0], { font: fonts.grid, size: sizes.under }),
              new TextRun({ text: `\t${under[1]}`, font: fontOf(fonts.grid), size: sizes.under }),
            ],
          }),
          ...partsOf(document, width),
        ],
      },
    ],
  });
  return Packer.toBuffer(file, undefined, [{ path: 'word/fontTable.xml', data: fontTable }]);
};
