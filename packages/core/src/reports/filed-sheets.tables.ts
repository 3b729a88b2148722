import {
  anyId,
  id,
  instant,
  integer,
  json,
  long,
  oneOf,
  optional,
  ref,
  string,
  table,
} from '../platform/database/table.js';

export const filedKinds = ['ledger', 'report', 'rectification'] as const;
export const filedReaches = ['district', 'subtree', 'own'] as const;

/**
 * 存档表册: a ledger or report as it was filed. Nothing here changes: what is corrected afterwards is a difference
 * against it. Rows and workbook are files named by their content.
 */
export const filedSheet = table(
  'filed_sheet',
  {
    id: id(),
    district_id: anyId(),
    programme_id: ref('programme'),
    /** Who filed it, and how far it reached from there: nobody who sees less reads it. */
    organisation_id: ref('organisation'),
    reach: oneOf(filedReaches),
    kind: oneOf(filedKinds),
    /** Key of the ledger or report; of the rectification ledger, `rectification`. */
    name: string(60),
    /** Which rows were asked for, as canonical JSON. */
    filter: string(300),
    /** Counts what one organisation filed of the same sheet with the same filter. */
    number: integer(),
    title: string(80),
    note: optional(long()),
    language: oneOf(['zh', 'en']),
    heading: json(),
    columns: json(),
    row_count: integer(),
    as_of: instant(),
    settings_number: integer(),
    user_id: anyId(),
    /** SHA-256 of the rows as canonical JSON, which is the content of their file. */
    hash: string(64),
    rows_file: ref('stored_file'),
    workbook_hash: string(64),
    workbook_file: ref('stored_file'),
  },
  {
    indexes: {
      filed_sheet_programme: ['programme_id', 'kind', 'name', 'filter'],
      filed_sheet_district: ['district_id', 'as_of'],
      filed_sheet_organisation: ['organisation_id', 'as_of'],
    },
  },
);
