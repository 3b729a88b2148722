import type { Side } from '@xieshou/sdk';
import { knowsPlace, maskedName } from '../people/children.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import { ownIs, type Scope } from '../platform/scope.js';

const columns = {
  helper: { kind: sql`g.helper_kind`, id: sql`g.helper_id`, unit: sql`helper.name`, person: sql`helper_person` },
  helped: { kind: sql`g.helped_kind`, id: sql`g.helped_id`, unit: sql`helped.name`, person: sql`helped_person` },
};

const places = {
  helper: { id: sql`g.helper_organisation_id`, kind: sql`helper.kind`, parent: sql`helper.parent_id` },
  helped: { id: sql`g.helped_organisation_id`, kind: sql`helped.kind`, parent: sql`helped.parent_id` },
};

/**
 * Whether the caller knows the child on a side of a pairing (aliased `g`) by name: their class and school, the officers of
 * the programme's owner, and whoever is paired with them for as long as that lasts.
 */
const knowsMinors = (scope: Scope, side: Side): Sql => {
  if (scope.personIds !== undefined) return sql`(g.state = 'active' and ${ownParty(scope.personIds)})`;
  const owner = scope.reach('pairing.write')
    ? sql`exists (select 1 from programme p where p.id = g.programme_id and ${ownIs(sql`p.owner_id`, scope)})`
    : sql`1 = 0`;
  return sql`(${knowsPlace(scope, places[side])} or ${owner})`;
};

const ownParty = (ids: readonly string[]): Sql => sql`(g.helper_id in ${list(ids)} or g.helped_id in ${list(ids)})`;

/** Sorts by the person on a side without telling the name of a child. Teams and organisations have none. */
export const partyOrder = (side: Side): Sql => {
  const { kind, person } = columns[side];
  return sql`case when ${kind} = 'minor' then coalesce(${person}.code, '') else coalesce(${person}.name_key, '') end`;
};

/** The name of a party (of a pairing `g`) without its unit. Children are masked unless `open` holds. */
export const partyNameAlone = (side: Side, open: Sql = sql`1 = 0`): Sql => {
  const { kind, id, unit, person } = columns[side];
  return sql`case ${kind} when 'minor' then case when ${open} then ${person}.name else ${maskedName(person)} end
    when 'group' then (select team.name from team where team.id = ${id}) else coalesce(${person}.name, ${unit}) end`;
};

const withUnit = (side: Side, open?: Sql): Sql => {
  const { kind, unit } = columns[side];
  return sql`case when ${kind} = 'organisation' then ${unit}
    else coalesce(${partyNameAlone(side, open)} || '（' || ${unit} || '）', ${unit}) end`;
};

/** Both parties, people and teams with their unit. Children are masked. */
export const partyNames = sql`${withUnit('helper')} as helper_name, ${withUnit('helped')} as helped_name`;

/** The same with the names of children for those who know them. */
export const partyNamesFor = (scope: Scope): Sql => {
  const named = (side: Side) => withUnit(side, knowsMinors(scope, side));
  return sql`${named('helper')} as helper_name, ${named('helped')} as helped_name`;
};

/** 1 where the caller knows every child of a pairing (aliased `g`): why they are paired is for nobody else. */
export const minorsKnown = (scope: Scope): Sql => {
  const known = (side: Side) => sql`(${columns[side].kind} <> 'minor' or ${knowsMinors(scope, side)})`;
  return sql`case when ${known('helper')} and ${known('helped')} then 1 else 0 end as minors_known`;
};
