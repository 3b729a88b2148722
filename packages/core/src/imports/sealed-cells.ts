import { openText, sealText } from '../platform/sensitive.js';
import { findColumns } from './import-columns.js';
import type { Plan } from './import-plan.js';
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

/** The plan as it is kept: its sensitive cells sealed. */
export const sealCells = (o: Cells): Plan => through(o, (text) => sealText(o.key, text, placeOfImport(o.id)));

/** The plan as its owner wrote it. */
export const openCells = (o: Cells): Plan => through(o, (text) => openText(o.key, text, placeOfImport(o.id)));
