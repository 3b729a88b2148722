import { breathe, pieces } from '../imports/bulk.js';
import type { Writes } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import type { NewRow, Row } from '../platform/database/table.js';
import { organisation, organisationTree } from './organisations.tables.js';

export type OrganisationRow = Row<typeof organisation>;

/** Name for searching and comparing. A few letters grow in lower case, so it is cut to the column's length. */
export const nameKey = (name: string): string => [...name.toLowerCase()].slice(0, 60).join('');

/** The organisation (`o`) is neither closed nor merged into another. The day on which it closes still counts. */
export const isOpen = (today: string): Sql => sql`(o.closed_on is null or o.closed_on >= ${today})
  and not exists (select 1 from organisation_successor gone where gone.organisation_id = o.id)`;

/**
 * Adds organisations with their places in the tree, level by level: the organisation above each one stands already or
 * comes in an earlier level.
 */
export const insertOrganisations = async (
  unit: Writes,
  levels: readonly (readonly NewRow<typeof organisation>[])[],
): Promise<void> => {
  for (const rows of levels.flatMap((level) => pieces(level))) {
    const ids = rows.map((row) => row.id);
    await unit.insert(organisation, ...rows);
    await unit.insert(organisationTree, ...ids.map((id) => ({ ancestor_id: id, descendant_id: id, depth: 0 })));
    await unit.run(sql`insert into organisation_tree (ancestor_id, descendant_id, depth)
      select above.ancestor_id, o.id, above.depth + 1
      from organisation o join organisation_tree above on above.descendant_id = o.parent_id
      where o.id in ${list(ids)}`);
    if (rows.length > 1) await breathe();
  }
};
