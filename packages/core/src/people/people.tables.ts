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
    name_initials: optional(string(50, { class: 'personal' })),
    name_pinyin: optional(string(300, { class: 'personal' })),
    code: optional(string(30, { class: 'personal' })),
    post: optional(string(30)),
    subject: optional(string(30)),
    left_on: optional(day()),
    created_at: instant(),
    version: integer(),
  },
  {
    indexes: {
      person_organisation: ['organisation_id', 'kind', 'name_key'],
      person_district: ['district_id', 'name_key'],
    },
    uniques: { person_code: ['organisation_id', 'code'] },
  },
);
