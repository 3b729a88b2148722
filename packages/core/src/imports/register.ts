import type { Text } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Reads } from '../platform/database/database.js';
import type { Value } from '../platform/database/sql.js';
import type { Table } from '../platform/database/table.js';
import type { Permission } from '../platform/permissions.js';
import type { Reach } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import type { ImportName } from './imports.api.js';

export interface ImportChoice {
  readonly code: string;
  /** The word offered in the template. Both languages are read back. */
  readonly label: Text;
  /** Other words people write for it. */
  readonly also?: readonly string[];
}

/** One column of a register's workbook, in both languages. */
export interface ImportColumn {
  readonly key: string;
  readonly title: Text;
  /** The file must have the column, and no cell of it may be empty. */
  readonly required?: true;
  readonly help: Text;
  readonly example?: Text;
  readonly choices?: readonly ImportChoice[];
  /** Its cells are sealed wherever they are kept. */
  readonly sensitive?: true;
  /** What a filled cell must be, and the sentence for one that is not. */
  readonly valid?: { readonly schema: z.ZodType<string>; readonly rule: Text };
}

/** One row of the file: what its cells mean, or why they mean nothing. An empty or senseless cell is null. */
export interface CellValues {
  /** As Excel counts. */
  readonly row: number;
  readonly values: Readonly<Record<string, string | null>>;
  readonly reasons: readonly Text[];
}

/** What a row would do, and why. */
export interface Verdict {
  readonly outcome: 'add' | 'change' | 'same' | 'error';
  /** The row it adds, changes or leaves; null for a faulty one. */
  readonly id: string | null;
  /** Errors say what is wrong and what to do; changes name the fields. */
  readonly reasons: readonly Text[];
}

export interface Judgement {
  /** One for each row, in the same order. */
  readonly verdicts: readonly Verdict[];
  /** Writes the rows that add or change something, inside the unit of work that judged them. */
  /** Answers what it wrote, in the order it was written. */
  write(unit: Unit): Promise<readonly Written[]>;
}

/** One row that an import has added or changed: what undoing needs to know of it. */
export interface Written {
  readonly id: string;
  /** Its version as the import left it. */
  readonly version: number;
  /** The columns that were changed, as they were before; null for a row that was added. */
  readonly before: Readonly<Record<string, Value>> | null;
}

/** What undoing needs to know of a register's table. */
export interface Undoing {
  readonly table: Table;
  /** Tables whose rows belong to a row of it and go with it. */
  readonly owned: readonly Table[];
  /** Whether a row cannot be as before, because another has its name or number now. */
  taken(reads: Reads, id: string, before: Readonly<Record<string, Value>>): Promise<boolean>;
}

/** The changed columns as they stand now. */
export const beforeOf = <R extends object>(row: R, changes: Partial<R>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.keys(changes).map((column) => [column, (row as Record<string, Value>)[column] ?? null]));

/** Whose file it is: how far it may reach, and what an empty 上级单位 or 单位 stands for. */
export interface Importer {
  readonly reach: Reach;
  readonly role: string | null;
  readonly organisationId: string;
  readonly districtId: string;
}

/** Something that can be imported from a workbook. Its noun declares it; the engine reads, previews, applies and gives faulty rows back. */
export interface ImportRegister {
  readonly name: ImportName;
  readonly title: Text;
  readonly permission: Permission;
  /** Whether a role may read all that an import shows of what stands there; absent where every importer may. */
  isOpenTo?(role: string): boolean;
  /** Name of the template, without its ending. */
  readonly template: Text;
  readonly columns: readonly ImportColumn[];
  /** Absent where an import of it is not undone as a whole. */
  readonly undoing?: Undoing;
  /** Judges rows against what stands there now. Called for the preview, and again inside the unit that applies. */
  judge(o: {
    readonly reads: Reads;
    readonly importer: Importer;
    readonly rows: readonly CellValues[];
  }): Promise<Judgement>;
}

/** What a row was judged by has changed while it was being written: judge again. */
export class RowsMoved extends Error {}
