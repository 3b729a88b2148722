import { anyId, id, instant, integer, json, keyRef, ref, string, table } from '../platform/database/table.js';

/** 登记: what a register of a programme says of one person in one period. */
export const registerEntry = table(
  'register_entry',
  {
    id: id(),
    district_id: anyId(),
    programme_id: ref('programme'),
    register: string(40),
    person_id: ref('person'),
    period: string(20),
    form_version: integer(),
    data: json({ class: 'personal' }),
    created_at: instant(),
    version: integer(),
  },
  {
    indexes: {
      register_entry_period: ['programme_id', 'register', 'period'],
      register_entry_person: ['person_id'],
    },
    uniques: { register_entry_one: ['programme_id', 'register', 'person_id', 'period'] },
  },
);

/** An entry as it was before it was corrected. */
export const registerEntryVersion = table('register_entry_version', {
  entry_id: keyRef('register_entry'),
  number: { ...integer(), primary: true },
  form_version: integer(),
  data: json({ class: 'personal' }),
  at: instant(),
});
