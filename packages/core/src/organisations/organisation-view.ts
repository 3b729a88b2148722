import type * as z from 'zod';
import type { Call } from '../platform/call.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { type Problem, stale } from '../platform/problem.js';
import { nameKeys, type OrganisationRow } from './organisation-rows.js';
import type { changeOrganisation, Organisation } from './organisations.api.js';

export type OrganisationDto = z.output<typeof Organisation>;
export type OrganisationBody = Call<typeof changeOrganisation>['body'];

/** An organisation (`o`) with what is shown beside it. */
export type FoundOrganisation = OrganisationRow & {
  readonly parent_name: string | null;
  readonly teachers: number;
  readonly former_name: string | null;
  readonly successor_id: string | null;
  readonly successor_name: string | null;
};

export const teachers: Sql = sql`(select count(*) from person t
  where t.organisation_id = o.id and t.kind = 'teacher' and t.left_on is null)`;

/** What stands beside an organisation (`o`, with the one above as `above`): its teachers, its last former name, who follows it. */
export const beside: Sql = sql`above.name as parent_name, ${teachers} as teachers,
  (select e.name from organisation_event e where e.organisation_id = o.id and e.kind = 'rename'
    order by e.on_day desc, e.id desc limit 1) as former_name,
  (select s.successor_id from organisation_successor s where s.organisation_id = o.id) as successor_id,
  (select next.name from organisation_successor s join organisation next on next.id = s.successor_id
    where s.organisation_id = o.id) as successor_name`;

export const orders = {
  name: sql`o.name_key, o.id`,
  '-name': sql`o.name_key desc, o.id desc`,
  code: sql`o.code nulls last, o.id`,
  '-code': sql`o.code desc nulls last, o.id desc`,
} as const;

export const organisationDto = (row: FoundOrganisation): OrganisationDto => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  ownership: row.ownership,
  schoolKind: row.school_kind,
  code: row.code,
  parent: row.parent_id && row.parent_name !== null ? { id: row.parent_id, name: row.parent_name } : null,
  contact: row.contact,
  phone: row.phone,
  teachers: Number(row.teachers),
  formerName: row.former_name,
  closedOn: row.closed_on,
  mergedInto:
    row.successor_id && row.successor_name !== null ? { id: row.successor_id, name: row.successor_name } : null,
  version: row.version,
});

/** What a change sets; fields left out stay, empty ones are cleared. */
export const changesOf = (body: OrganisationBody): Partial<OrganisationRow> => ({
  ...(body.name === undefined ? {} : { name: body.name, ...nameKeys(body.name) }),
  ...(body.ownership === undefined ? {} : { ownership: body.ownership }),
  ...(body.schoolKind === undefined ? {} : { school_kind: body.schoolKind }),
  ...(body.code === undefined ? {} : { code: body.code }),
  ...(body.contact === undefined ? {} : { contact: body.contact || null }),
  ...(body.phone === undefined ? {} : { phone: body.phone }),
});

/** The refusal of a change that was made from an older version, with what differs. */
export const staleOrganisation = (row: FoundOrganisation, body: OrganisationBody): Problem => {
  const current = organisationDto(row);
  const fields = Object.keys(body) as (keyof OrganisationBody & keyof OrganisationDto)[];
  return stale(
    current,
    fields
      .map((field) => ({ field, yours: body[field] ?? null, theirs: current[field] }))
      .filter(({ yours, theirs }) => yours !== theirs),
  );
};
