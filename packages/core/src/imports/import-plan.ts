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

interface Summary {
  readonly counts: Counts;
  /** The rows that are shown, without their cells; what is sealed stays so. */
  readonly rows: readonly PlanRow[];
  readonly kept: number;
}

/** Of so many imports, since few run at a time. */
const REMEMBERED = 20;
const summaries = new Map<string, Summary>();

/**
 * What is told of a plan. Whoever waits for an import asks again and again, and reading ten thousand rows each time
 * takes longer than judging them: it is worked out once for each version of an import, which nobody can change.
 */
const summaryOf = (batch: BatchRow): Summary => {
  const key = `${batch.id} ${batch.version} ${batch.plan?.length ?? 0}`;
  const known = summaries.get(key);
  if (known) return known;
  const rows = planOf(batch)?.rows ?? [];
  const summary = {
    counts: countsOf(rows),
    rows: shown(rows).map((row) => ({ ...row, cells: undefined })),
    kept: rows.filter((row) => row.kept).length,
  };
  if (summaries.size >= REMEMBERED) summaries.delete(summaries.keys().next().value!);
  summaries.set(key, summary);
  return summary;
};

const undoOf = (batch: BatchRow, kept: number) => {
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
  readonly language: Language;
  /** Opens what is said of rows where it is kept sealed; left out where no row is shown. */
  readonly open?: (rows: readonly PlanRow[]) => readonly PlanRow[];
}): ImportDto => {
  const { batch, language, open = (all) => all } = o;
  const { counts, rows, kept: left } = summaryOf(batch);
  return {
    id: batch.id,
    register: batch.register as ImportName,
    about: aboutOf(batch) ?? null,
    fileName: batch.file_name,
    state: batch.state,
    refusal: batch.refusal ? (JSON.parse(batch.refusal) as Text)[language] : null,
    counts,
    rows: open(rows).map(({ row, outcome, name, reasons, kept }) => ({
      row,
      outcome,
      name,
      reasons: reasons.map((reason) => reason[language]),
      kept: kept?.[language] ?? null,
    })),
    applied: batch.applied,
    ...undoOf(batch, left),
    job: batch.job_id,
  };
};
