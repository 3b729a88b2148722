import type { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import type { Writes } from '../platform/database/database.js';
import type { NewRow } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { nameKey, type OrganisationRow } from './organisation-rows.js';
import { organisationEvent } from './organisations.tables.js';

/** Writes down what became of an organisation. */
export const keepEvent = (
  unit: Writes,
  clock: Clock,
  event: Omit<NewRow<typeof organisationEvent>, 'id' | 'at'>,
): Promise<void> => unit.insert(organisationEvent, { ...event, id: newId(clock.now().getTime()), at: clock.instant() });

/** Keeps the name that an organisation has until now. */
export const keepFormerName = (
  unit: Writes,
  clock: Clock,
  o: {
    readonly row: Pick<OrganisationRow, 'id' | 'name' | 'name_key'>;
    readonly on: string;
    readonly reason: string | null;
    readonly userId: string | null;
  },
): Promise<void> =>
  keepEvent(unit, clock, {
    organisation_id: o.row.id,
    kind: 'rename',
    on_day: o.on,
    name: o.row.name,
    name_key: o.row.name_key,
    reason: o.reason,
    user_id: o.userId,
  });

/**
 * A name that only a closed organisation still holds is free for another beside it. The closed one keeps its name; its
 * key, which is unique and searched by, is told apart by the end of its id.
 */
export const releaseName = async (
  unit: Writes,
  o: { readonly parentId: string | null; readonly name: string; readonly id: string },
): Promise<void> => {
  if (!o.parentId) return;
  const held = await unit.one<{ id: string; name_key: string }>(sql`select o.id, o.name_key from organisation o
    where o.parent_id = ${o.parentId} and o.name_key = ${nameKey(o.name)} and o.id <> ${o.id} and o.closed_on is not null`);
  if (held)
    await unit.run(sql`update organisation set name_key = ${`${[...held.name_key].slice(0, 47).join('')} ${held.id.slice(-12)}`}
      where id = ${held.id}`);
};
