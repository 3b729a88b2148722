import { openText, sealText } from '../platform/sensitive.js';
import { findColumns } from './import-columns.js';
import type { Plan, PlanRow } from './import-plan.js';
import type { ImportRegister } from './register.js';

interface Cells {
  readonly key: Buffer;
  /** The import they belong to. */
  readonly id: string;
  readonly register: ImportRegister;
  readonly plan: Plan;
}

/** What a sealed cell belongs to; also the uploaded file's. */
export const placeOfImport = (id: string): string => `import ${id}`;

const through = ({ register, plan }: Cells, change: (text: string) => string): Plan => {
  const columns = findColumns(register.columns, plan.titles);
  const sealed = 'found' in columns ? columns.found.map(({ column }) => column.sensitive === true) : [];
  if (!sealed.includes(true)) return plan;
  return {
    ...plan,
    rows: plan.rows.map((row) =>
      row.cells ? { ...row, cells: row.cells.map((text, i) => (sealed[i] && text !== '' ? change(text) : text)) } : row,
    ),
  };
};

/** The plan as it is kept: its sensitive cells sealed, and what is said of rows that may name them. */
export const sealPlan = (o: Cells): Plan => {
  const plan = through(o, (text) => sealText(o.key, text, placeOfImport(o.id)));
  if (!o.register.columns.some(({ sensitive }) => sensitive)) return plan;
  const sealed = (row: PlanRow): PlanRow =>
    row.reasons.length === 0
      ? row
      : { ...row, reasons: [], sealed: sealText(o.key, JSON.stringify(row.reasons), placeOfImport(o.id)) };
  return { ...plan, rows: plan.rows.map(sealed) };
};

/** What is said of rows, as its owner reads it. */
export const openReasons = <P extends Pick<Plan, 'rows'>>(o: Pick<Cells, 'key' | 'id'> & { readonly plan: P }): P => ({
  ...o.plan,
  rows: o.plan.rows.map(({ sealed, ...row }) =>
    sealed === undefined
      ? row
      : { ...row, reasons: JSON.parse(openText(o.key, sealed, placeOfImport(o.id))) as PlanRow['reasons'] },
  ),
});

/** The plan as its owner wrote it. */
export const openPlan = (o: Cells): Plan =>
  through({ ...o, plan: openReasons(o) }, (text) => openText(o.key, text, placeOfImport(o.id)));
