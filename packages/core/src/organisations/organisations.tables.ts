import {
  anyId,
  day,
  id,
  instant,
  integer,
  keyRef,
  oneOf,
  optional,
  ref,
  string,
  table,
} from '../platform/database/table.js';
import { organisationKinds, ownerships, schoolKinds } from './organisations.api.js';

export const organisation = table(
  'organisation',
  {
    id: id(),
    /** The county-level owner: the nearest bureau at or above it. */
    district_id: anyId(),
    parent_id: optional(ref('organisation')),
    kind: oneOf(organisationKinds),
    name: string(60, { class: 'public' }),
    /** Name in lower case, for searching. */
    name_key: string(60, { class: 'public' }),
    /** 拼音首字母 and 全拼; null until a name of before has been given them. */
    name_initials: optional(string(60, { class: 'public' })),
    name_pinyin: optional(string(360, { class: 'public' })),
    ownership: optional(oneOf(ownerships)),
    school_kind: optional(oneOf(schoolKinds)),
    code: optional(string(10, { class: 'public' })),
    contact: optional(string(30, { class: 'personal' })),
    phone: optional(string(20, { class: 'personal' })),
    closed_on: optional(day()),
    created_at: instant(),
    version: integer(),
  },
  {
    indexes: {
      organisation_district: ['district_id', 'kind', 'name_key'],
      organisation_parent: ['parent_id'],
    },
    uniques: { organisation_code: ['district_id', 'code'], organisation_name: ['parent_id', 'name_key'] },
  },
);

export const organisationEvents = ['rename', 'move', 'close', 'reopen', 'merge'] as const;

/**
 * 沿革: what became of an organisation, in order; nothing here is changed. `name` is the name it had before a rename;
 * `other_id` the organisation above before a move, or the one it was merged into.
 */
export const organisationEvent = table(
  'organisation_event',
  {
    id: id(),
    organisation_id: ref('organisation'),
    kind: oneOf(organisationEvents),
    on_day: day(),
    name: optional(string(60, { class: 'public' })),
    name_key: optional(string(60, { class: 'public' })),
    other_id: optional(ref('organisation')),
    reason: optional(string(200)),
    user_id: optional(anyId()),
    at: instant(),
  },
  { indexes: { organisation_event_organisation: ['organisation_id', 'kind'] } },
);

/** Who answers today for an organisation that was merged into another; through several mergers, the last one. */
export const organisationSuccessor = table(
  'organisation_successor',
  { organisation_id: keyRef('organisation'), successor_id: ref('organisation') },
  { indexes: { organisation_successor_reverse: ['successor_id'] } },
);

/** Every organisation with each organisation above it and itself: scope is a join, never a walk. */
export const organisationTree = table(
  'organisation_tree',
  { ancestor_id: keyRef('organisation'), descendant_id: keyRef('organisation'), depth: integer() },
  { indexes: { organisation_tree_up: ['descendant_id', 'ancestor_id'] } },
);
