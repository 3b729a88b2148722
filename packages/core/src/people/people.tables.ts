import { anyId, day, id, instant, integer, oneOf, optional, ref, string, table } from '../platform/database/table.js';
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
    },
    uniques: { person_code: ['organisation_id', 'code'], person_id_number: ['district_id', 'id_number_key'] },
  },
);
