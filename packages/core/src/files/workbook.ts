/**
 * The workbook port. Official tables and templates go out, what people filled in comes back; which library stands
 * behind it is nobody's business outside this folder. What strangers send is read in a thread of its own.
 */
export { writeOfficialTable } from './official-table.js';
export { writeTemplate } from './import-template.js';
export { readRows } from './workbook-reading.js';
export { WorkbookRefused, type WorkbookRefusalCode } from './workbook-refusal.js';
export {
  WORKBOOK_LIMITS,
  type ImportTemplate,
  type OfficialTable,
  type SheetColumn,
  type SheetRow,
  type SheetRows,
  type TemplateColumn,
  type WorkbookLimits,
} from './workbook-types.js';
