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
import { personKinds } from './people.api.js';

export const person = table(
  'person',
  {
    id: id(),
    district_id: anyId(),
    organisation_id: ref('organisation'),
    kind: oneOf(personKinds),
    name: string(50, { class: 'personal' }),
    name_key: string(50, { class: 'personal' }),
    /** The family name's sign: lists are sorted by it where the rest is withheld. */
    name_family: optional(string(2, { class: 'personal' })),
    name_initials: optional(string(50, { class: 'personal' })),
    name_pinyin: optional(string(300, { class: 'personal' })),
    code: optional(string(30, { class: 'personal' })),
    post: optional(string(30)),
    subject: optional(string(30)),
    /** 身份证号, sealed; the person's id is its place. */
    id_number: optional(string(120, { class: 'sensitive' })),
    /** Its blind index. */
    id_number_key: optional(string(64, { class: 'sensitive' })),
    left_on: optional(day()),
    created_at: instant(),
    version: integer(),
  },
  {
    indexes: {
      person_organisation: ['organisation_id', 'kind', 'name_key'],
      person_district: ['district_id', 'name_key'],
      person_family: ['district_id', 'name_family'],
    },
    uniques: { person_code: ['organisation_id', 'code'], person_id_number: ['district_id', 'id_number_key'] },
  },
);

export const placeEnds = ['transfer', 'merge', 'leave'] as const;

/** Where somebody was before: the organisation, its last day there, and why it ended. */
export const personPlace = table(
  'person_place',
  {
    id: id(),
    person_id: ref('person'),
    organisation_id: ref('organisation'),
    until_on: day(),
    why: oneOf(placeEnds),
    user_id: optional(anyId()),
    at: instant(),
  },
  { indexes: { person_place_person: ['person_id', 'until_on'] } },
);

/**
 * Somebody who was registered twice: the second registration, and the one it is read as. Records keep the id that was
 * written in them.
 */
export const personAlias = table(
  'person_alias',
  { person_id: keyRef('person'), successor_id: ref('person'), user_id: optional(anyId()), at: instant() },
  { indexes: { person_alias_successor: ['successor_id'] } },
);

/** 不是同一人: two people that were compared and told apart, the smaller id first. Never raised again. */
export const personDistinct = table('person_distinct', {
  first_id: keyRef('person'),
  second_id: keyRef('person'),
  user_id: optional(anyId()),
  at: instant(),
});
