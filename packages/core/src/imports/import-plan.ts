import type { Language, Text } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Row } from '../platform/database/table.js';
import type { Import, ImportAbout as About, ImportName } from './imports.api.js';
import { UNDO_WITHIN } from './import-undo.js';
import type { importBatch } from './imports.tables.js';
import type { Verdict } from './register.js';

export type BatchRow = Row<typeof importBatch>;
export type ImportDto = z.output<typeof Import>;
export type ImportAbout = z.output<typeof About>;

export interface PlanRow extends Verdict {
  /** As Excel counts. */
  readonly row: number;
  readonly name: string;
  /** As they stood in the file. Once the row is written, they are given up. */
  readonly cells?: readonly string[];
  /** Its reasons as they are kept, where they may hold what is sensitive: then `reasons` is empty. */
  readonly sealed?: string;
  /** Why undoing left it as the import had made it. */
  readonly kept?: Text;
}

/** What a file would do, row by row; after it was applied, what it did. */
export interface Plan {
  /** Titles of the file's known columns, in its order. */
  readonly titles: readonly string[];
  /** Whose empty 上级单位 and 单位 it is. */
  readonly organisationId: string;
  readonly districtId: string;
  readonly rows: readonly PlanRow[];
}

type Counts = ImportDto['counts'];

export const countsOf = (rows: readonly Pick<Verdict, 'outcome'>[]): Counts => {
  const counts = { add: 0, change: 0, same: 0, error: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
};

/** Rows shown of a plan. */
const SHOWN = 500;

const shown = (rows: readonly PlanRow[]): readonly PlanRow[] =>
  [
    ...rows.filter((r) => r.outcome === 'error' || r.kept),
    ...rows.filter((r) => r.outcome !== 'error' && !r.kept),
  ].slice(0, SHOWN);

export const aboutOf = (row: Pick<BatchRow, 'about'>): ImportAbout | undefined =>
  row.about ? (JSON.parse(row.about) as ImportAbout) : undefined;

export const planOf = (row: Pick<BatchRow, 'plan'>): Plan | undefined =>
  row.plan ? (JSON.parse(row.plan) as Plan) : undefined;

const undoOf = (batch: BatchRow, rows: readonly PlanRow[]) => {
  const kept = rows.filter((row) => row.kept).length;
  return {
    appliedAt: batch.applied_at,
    undoUntil:
      batch.state === 'applied' && batch.applied_at && batch.written
        ? new Date(Date.parse(batch.applied_at) + UNDO_WITHIN).toISOString()
        : null,
    undone: batch.state === 'undone' ? { undone: batch.applied - kept, kept } : null,
  };
};

/** An import as its user sees it. */
export const importDto = (o: {
  readonly batch: BatchRow;
  readonly plan: Plan | undefined;
  readonly language: Language;
}): ImportDto => {
  const { batch, language } = o;
  const rows = o.plan?.rows ?? [];
  return {
    id: batch.id,
    register: batch.register as ImportName,
    about: aboutOf(batch) ?? null,
    fileName: batch.file_name,
    state: batch.state,
    refusal: batch.refusal ? (JSON.parse(batch.refusal) as Text)[language] : null,
    counts: countsOf(rows),
    rows: shown(rows).map(({ row, outcome, name, reasons, kept }) => ({
      row,
      outcome,
      name,
      reasons: reasons.map((reason) => reason[language]),
      kept: kept?.[language] ?? null,
    })),
    applied: batch.applied,
    ...undoOf(batch, rows),
    job: batch.job_id,
  };
};
