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

/** Every organisation with each organisation above it and itself: scope is a join, never a walk. */
export const organisationTree = table(
  'organisation_tree',
  { ancestor_id: keyRef('organisation'), descendant_id: keyRef('organisation'), depth: integer() },
  { indexes: { organisation_tree_up: ['descendant_id', 'ancestor_id'] } },
);
