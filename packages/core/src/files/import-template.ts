import type { ColumnDef, DataValidation, WriteSheet } from 'hucre/xlsx';
import { columnLetters } from './cell-text.js';
import { addRow, BODY_FONT, GRID, HEADER_STYLE, setCell, sheetName, textWidth, TEXT_FORMAT } from './sheet-writing.js';
import { writeSheets, type SheetDraft } from './sheet-writing.js';
import { WORKBOOK_LIMITS, type ImportTemplate, type TemplateColumn } from './workbook-types.js';

const CELL_STYLE = { font: BODY_FONT, numFmt: TEXT_FORMAT, alignment: { vertical: 'center' } } as const;
const HELP_STYLE = { ...CELL_STYLE, border: GRID, alignment: { vertical: 'top', wrapText: true } } as const;
const FILL = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EAF1FB' } } as const;
const REQUIRED_RED = 'C00000';
const LAST_ROW = WORKBOOK_LIMITS.rows + 1;
const [NARROWEST, WIDEST] = [10, 40];
const HELP_WIDTHS = [18, 10, 48, 30, 24];
/** Excel's limit for choices written into the rule itself. */
const LONGEST_LIST = 255;

/**
 * Writes a template to fill in. First sheet: one header row (required columns in red), text format in whole columns,
 * drop-downs, no merged cells. Second sheet: what each column means. Long lists of choices stand in a hidden third sheet.
 */
export async function writeTemplate(template: ImportTemplate): Promise<Buffer> {
  const name = sheetName({ wanted: template.sheet });
  const helpName = sheetName({ wanted: template.helpSheet, taken: [name] });
  const listName = sheetName({ wanted: 'lists', taken: [name, helpName] });
  const longLists = template.columns.filter(({ choices }) => choices !== undefined && !fitsRule(choices));
  const main: WriteSheet = {
    ...fillSheet(template),
    name,
    dataValidations: dropDowns({ template, longLists, listName }),
    freezePane: { rows: 1 },
  };
  return writeSheets({
    title: template.sheet,
    sheets: [
      main,
      { ...help(template), name: helpName },
      ...(longLists.length > 0 ? [lists(longLists, listName)] : []),
    ],
    wholeColumns: true,
  });
}

function fillSheet(template: ImportTemplate): Omit<WriteSheet, 'name'> {
  const draft: SheetDraft = { rows: [], cells: new Map() };
  const columns = [
    ...template.columns.map((column) => ({ ...column, width: column.width ?? widthOf(column) })),
    ...(template.extra ?? []).map((column) => ({ ...column, required: false, width: widthOf(column) * 2 })),
  ];
  addRow(draft, []);
  columns.forEach(({ title, required }, column) => {
    const font = { ...BODY_FONT, bold: true, ...(required ? { color: { rgb: REQUIRED_RED } } : {}) };
    setCell(draft, { row: 0, column, value: title, style: { ...HEADER_STYLE, font, fill: FILL } });
  });
  const rows = template.rows ?? [];
  for (const row of rows) {
    addRow(
      draft,
      columns.map(({ key }) => row[key] ?? null),
    );
  }
  // An empty first row still carries the text format that the whole columns take over.
  if (rows.length === 0) {
    addRow(
      draft,
      columns.map(() => null),
    );
  }
  return { ...draft, columns: columns.map(({ width }): ColumnDef => ({ width, style: CELL_STYLE })) };
}

function widthOf(column: {
  readonly title: string;
  readonly example?: string;
  readonly choices?: readonly string[];
}): number {
  const texts = [column.title, column.example ?? '', ...(column.choices ?? [])];
  const widest = texts.reduce((width, text) => Math.max(width, textWidth(text)), 0);
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 4));
}

function help(template: ImportTemplate): Omit<WriteSheet, 'name'> {
  const draft: SheetDraft = { rows: [], cells: new Map() };
  addRow(draft, []);
  template.helpHeaders.forEach((title, column) =>
    setCell(draft, { row: 0, column, value: title, style: { ...HEADER_STYLE, fill: FILL } }),
  );
  for (const { title, required, help: meaning, choices, example } of template.columns) {
    addRow(draft, [title, required ? template.yes : template.no, meaning, choices?.join('\n') ?? '', example ?? '']);
  }
  return { ...draft, columns: HELP_WIDTHS.map((width) => ({ width, style: HELP_STYLE })), freezePane: { rows: 1 } };
}

/** A comma ends a choice inside a rule, and a quote ends the rule. */
function fitsRule(choices: readonly string[]): boolean {
  return choices.join(',').length <= LONGEST_LIST && !choices.some((choice) => /[,"]|^\s|\s$/.test(choice));
}

function dropDowns(input: {
  readonly template: ImportTemplate;
  readonly longLists: readonly TemplateColumn[];
  readonly listName: string;
}): DataValidation[] {
  return input.template.columns.flatMap((column, at): DataValidation[] => {
    const { choices } = column;
    if (choices === undefined || choices.length === 0) return [];
    const letters = columnLetters(at);
    const rule = { type: 'list', allowBlank: true, showErrorMessage: true, errorStyle: 'stop' } as const;
    const range = `${letters}2:${letters}${LAST_ROW}`;
    const list = input.longLists.indexOf(column);
    if (list === -1) return [{ ...rule, range, values: [...choices] }];
    const from = columnLetters(list);
    return [{ ...rule, range, formula1: `'${input.listName}'!$${from}$1:$${from}$${choices.length}` }];
  });
}

function lists(columns: readonly TemplateColumn[], name: string): WriteSheet {
  const draft: SheetDraft = { rows: [], cells: new Map() };
  const longest = Math.max(...columns.map(({ choices }) => choices?.length ?? 0));
  for (let at = 0; at < longest; at++) {
    addRow(
      draft,
      columns.map(({ choices }) => choices?.[at] ?? null),
    );
  }
  return { ...draft, name, hidden: true, columns: columns.map(() => ({ style: CELL_STYLE })) };
}
