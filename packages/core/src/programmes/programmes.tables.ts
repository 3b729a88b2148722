import {
  anyId,
  day,
  id,
  instant,
  integer,
  json,
  key,
  keyRef,
  oneOf,
  optional,
  ref,
  string,
  table,
} from '../platform/database/table.js';

/** A term of a district's school calendar, `2025-2026-1`. Districts without rows use the defaults. */
export const term = table('term', {
  district_id: keyRef('organisation'),
  id: key(11),
  starts: day(),
  ends: day(),
  teaching_starts: day(),
  teaching_ends: day(),
});

export const calendarDayKinds = ['holiday', 'working'] as const;

/** A day off or a make-up working day (调休) that a district has loaded beyond the built-in table. */
export const calendarDay = table('calendar_day', {
  district_id: keyRef('organisation'),
  day: key(10),
  kind: oneOf(calendarDayKinds),
  note: optional(string(40)),
});

/** A year whose whole table of days off and make-up days a district has loaded, beyond the years built in. */
export const calendarYear = table('calendar_year', {
  district_id: keyRef('organisation'),
  year: { ...integer(), primary: true },
  user_id: optional(anyId()),
  at: instant(),
});

export const programmeStates = ['draft', 'enabled', 'suspended', 'closed'] as const;

export const programme = table(
  'programme',
  {
    id: id(),
    district_id: anyId(),
    owner_id: ref('organisation'),
    plugin: string(60),
    preset: string(60),
    title: string(60, { class: 'public' }),
    school_year: string(9),
    starts_on: day(),
    ends_on: day(),
    state: oneOf(programmeStates),
    created_at: instant(),
    /** The programme of the school year before that it goes on from; that one may have been purged since. */
    continues_id: optional(anyId()),
    version: integer(),
  },
  {
    indexes: { programme_district: ['district_id', 'state', 'created_at'] },
    uniques: { programme_continues: ['continues_id'] },
  },
);

export const reachModes = ['self', 'subtree'] as const;

/** Whom a programme is for: single organisations or whole subtrees. */
export const programmeOrganisation = table(
  'programme_organisation',
  { programme_id: keyRef('programme'), organisation_id: keyRef('organisation'), mode: oneOf(reachModes) },
  { indexes: { programme_organisation_reverse: ['organisation_id', 'programme_id'] } },
);

/** A version of a programme's settings, in force from a day on; past periods keep theirs. */
export const programmeSettings = table('programme_settings', {
  programme_id: keyRef('programme'),
  number: { ...integer(), primary: true },
  effective_from: day(),
  settings: json(),
  user_id: anyId(),
  created_at: instant(),
});
