import { breathe, pieces } from '../imports/bulk.js';
import type { Writes } from '../platform/database/database.js';
import { containing, list, type Sql, sql } from '../platform/database/sql.js';
import { nameMatches, type NameSounds, nameSounds } from '../platform/name-sounds.js';
import type { NewRow, Row } from '../platform/database/table.js';
import { organisation, organisationTree } from './organisations.tables.js';

export type OrganisationRow = Row<typeof organisation>;

/** Name for searching and comparing. A few letters grow in lower case, so it is cut to the column's length. */
export const nameKey = (name: string): string => [...name.toLowerCase()].slice(0, 60).join('');

/** The organisation (`o`) is neither closed nor merged into another. The day on which it closes still counts. */
export const isOpen = (today: string): Sql => sql`(o.closed_on is null or o.closed_on >= ${today})
  and not exists (select 1 from organisation_successor gone where gone.organisation_id = o.id)`;
/** Everything that a name is found by. Each place that writes a name writes these with it. */
export const nameKeys = (name: string): NameSounds & { readonly name_key: string } => ({
  name_key: nameKey(name),
  ...nameSounds(name, { most: 60 }),
});

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

/** An organisation (`id`) that had such a name once, or took in one that has or had it. */
const onceNamed = (id: Sql, like: string): Sql => sql`(exists (select 1 from organisation_event e
    where e.organisation_id = ${id} and e.kind = 'rename' and e.name_key like ${like} escape '\\')
  or exists (select 1 from organisation_successor s join organisation past on past.id = s.organisation_id
    where s.successor_id = ${id} and (past.name_key like ${like} escape '\\' or exists (select 1 from organisation_event e
      where e.organisation_id = past.id and e.kind = 'rename' and e.name_key like ${like} escape '\\'))))`;

/** Organisations (under an alias, `o`) that what is typed finds by name. */
export const organisationNamed = (alias: Sql, typed: string): Sql =>
  sql`(${nameMatches(
    { key: sql`${alias}.name_key`, initials: sql`${alias}.name_initials`, pinyin: sql`${alias}.name_pinyin` },
    typed,
  )} or ${onceNamed(sql`${alias}.id`, containing(typed))})`;
