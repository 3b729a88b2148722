import { type Text, t } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { identifierText, list, type Sql, sql } from '../platform/database/sql.js';
import type { Table } from '../platform/database/table.js';
import type { Unit } from '../platform/units.js';
import { breathe, inPieces, pieces } from './bulk.js';
import type { Undoing, Written } from './register.js';

/** An import may be undone for so long after it was applied, the last moment included. */
export const UNDO_WITHIN = 24 * 3_600_000;

const reasons = {
  changed: t('导入后又有修改，未撤销', 'Changed since the import: left as it is'),
  used: t(
    '已被记录、结对、账号、人员或下级单位使用，未撤销',
    'Used since by records, pairings, accounts, people or organisations below: left as it is',
  ),
  taken: t(
    '原来的名称或编号已被其他条目使用，未恢复',
    'Its former name or number belongs to another now: left as it is',
  ),
} as const;

/** Finds which of some rows are used in a way that no foreign key tells. */
export type Keeper = (reads: Reads, ids: readonly string[]) => Promise<ReadonlySet<string>>;

const named = (name: string): Sql => identifierText(`"${name}"`);

/** Rows of a table that rows of other tables point at. */
const pointedAt = async (
  reads: Reads,
  o: { readonly tables: readonly Table[]; readonly undoing: Undoing; readonly ids: readonly string[] },
): Promise<Set<string>> => {
  const found = new Set<string>();
  const own = o.undoing.owned.map((table) => table.name);
  for (const table of o.tables) {
    if (own.includes(table.name) || table.name === o.undoing.table.name) continue;
    for (const [column, { references }] of Object.entries(table.columns)) {
      if (references !== o.undoing.table.name) continue;
      const rows = await inPieces(o.ids, (ids) =>
        reads.all<{ id: string }>(
          sql`select distinct ${named(column)} as id from ${named(table.name)} where ${named(column)} in ${ids}`,
        ),
      );
      for (const { id } of rows) found.add(id);
    }
  }
  return found;
};

/** Who stands below whom, where rows of a table point at others of the same table. */
const belowOf = async (reads: Reads, { table }: Undoing, ids: readonly string[]): Promise<Map<string, string[]>> => {
  const column = Object.entries(table.columns).find(([, { references }]) => references === table.name)?.[0];
  const below = new Map<string, string[]>();
  if (!column) return below;
  const rows = await inPieces(ids, (piece) =>
    reads.all<{ id: string; above: string }>(
      sql`select id, ${named(column)} as above from ${named(table.name)} where ${named(column)} in ${piece}`,
    ),
  );
  for (const { id, above } of rows) below.set(above, [...(below.get(above) ?? []), id]);
  return below;
};

/**
 * Takes back what an import wrote, as far as nothing has happened to it since: what it added goes, what it changed is
 * as before. Answers why each of the others was left.
 */
export const undoWritten = async (
  unit: Unit,
  o: {
    readonly tables: readonly Table[];
    readonly undoing: Undoing;
    readonly keeper: Keeper | undefined;
    /** In the order in which it was written: what stands below comes after what is above it. */
    readonly written: readonly Written[];
  },
): Promise<ReadonlyMap<string, Text>> => {
  const { undoing, written } = o;
  const kept = new Map<string, Text>();
  const versions = new Map(
    (
      await inPieces(
        written.map(({ id }) => id),
        (ids) =>
          unit.all<{ id: string; version: number }>(
            sql`select id, version from ${named(undoing.table.name)} where id in ${ids}`,
          ),
      )
    ).map(({ id, version }) => [id, Number(version)]),
  );
  for (const { id, version } of written) if (versions.get(id) !== version) kept.set(id, reasons.changed);

  const added = written.filter(({ before }) => before === null).map(({ id }) => id);
  const used = await pointedAt(unit, { ...o, ids: added });
  for (const id of (await o.keeper?.(unit, added)) ?? []) used.add(id);
  const below = await belowOf(unit, undoing, added);
  const going = new Set<string>();
  for (const id of [...added].reverse()) {
    if (kept.has(id)) continue;
    const stays = (below.get(id) ?? []).some((child) => !going.has(child));
    if (used.has(id) || stays) kept.set(id, reasons.used);
    else going.add(id);
  }
  for (const piece of pieces([...going])) {
    for (const table of undoing.owned)
      for (const [column, { references }] of Object.entries(table.columns))
        if (references === undoing.table.name)
          await unit.run(sql`delete from ${named(table.name)} where ${named(column)} in ${list(piece)}`);
    await unit.run(sql`delete from ${named(undoing.table.name)} where id in ${list(piece)}`);
    await breathe();
  }

  for (const { id, version, before } of written) {
    if (before === null || kept.has(id)) continue;
    if (await undoing.taken(unit, id, before)) kept.set(id, reasons.taken);
    else if (!(await unit.change(undoing.table, { id, version }, before))) kept.set(id, reasons.changed);
  }
  return kept;
};
