import type { Text } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Reads } from '../platform/database/database.js';
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
  write(unit: Unit): Promise<void>;
}

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
  /** Name of the template, without its ending. */
  readonly template: Text;
  readonly columns: readonly ImportColumn[];
  /** Judges rows against what stands there now. Called for the preview, and again inside the unit that applies. */
  judge(o: {
    readonly reads: Reads;
    readonly importer: Importer;
    readonly rows: readonly CellValues[];
  }): Promise<Judgement>;
}

/** What a row was judged by has changed while it was being written: judge again. */
export class RowsMoved extends Error {}
