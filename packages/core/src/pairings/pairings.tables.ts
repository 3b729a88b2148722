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

/** A `minor` is a person for whom their school acts, a `group` a team. */
export const partyKinds = ['organisation', 'person', 'minor', 'group'] as const;
export const pairingSideNames = ['helper', 'helped'] as const;
export const pairingStates = ['active', 'ended'] as const;

/** 结对: a helper and a helped party of one programme, maybe inside another pairing. */
export const pairing = table(
  'pairing',
  {
    id: id(),
    /** The helped party's district, fixed when the pairing is made. */
    district_id: anyId(),
    programme_id: ref('programme'),
    /** The pairing around a pair of people; absent for a pairing of organisations. */
    parent_id: optional(ref('pairing')),
    /** Of a pair of people: the key of the programme's `inside`, and what it is told apart by. */
    inside: optional(string(40)),
    kind: optional(string(40)),
    helper_kind: oneOf(partyKinds),
    helper_id: anyId(),
    helper_organisation_id: ref('organisation'),
    /** When the person there took over from another one; absent for whoever stood there from the beginning. */
    helper_since: optional(instant()),
    helped_kind: oneOf(partyKinds),
    helped_id: anyId(),
    helped_organisation_id: ref('organisation'),
    helped_since: optional(instant()),
    state: oneOf(pairingStates),
    starts_on: day(),
    ends_on: optional(day()),
    end_reason: optional(string(200)),
    /** Why both were eligible, under which settings: findings as they were. */
    findings: json(),
    /** Why two people are paired although one of them does not qualify, in the words of whoever decided. */
    reason: optional(string(200, { class: 'personal' })),
    /** What must still be verified (待核), in the words of whoever published it; null once it is. */
    doubt: optional(string(200)),
    settings_number: integer(),
    created_at: instant(),
    /** The pairing of the school year before that it goes on from. */
    continues_id: optional(anyId()),
    version: integer(),
  },
  {
    indexes: {
      pairing_district: ['district_id', 'programme_id', 'state'],
      pairing_programme: ['programme_id', 'state', 'created_at'],
      pairing_parent: ['parent_id', 'state'],
      pairing_helper: ['helper_organisation_id', 'programme_id'],
      pairing_helped: ['helped_organisation_id', 'programme_id'],
      pairing_helper_party: ['helper_id'],
      pairing_helped_party: ['helped_id'],
    },
    uniques: { pairing_continues: ['continues_id'] },
  },
);

/** An organisation appointed to a pairing in a named role of the programme (包联股室). */
export const pairingRole = table(
  'pairing_role',
  { pairing_id: keyRef('pairing'), role: key(40), organisation_id: ref('organisation') },
  { indexes: { pairing_role_organisation: ['organisation_id'] } },
);

/** Who was appointed to a pairing in a role instead of whom, change by change; who holds it now stands in `pairing_role`. */
export const pairingOffice = table('pairing_office', {
  pairing_id: keyRef('pairing'),
  /** From 1, for each pairing. */
  number: { ...integer(), primary: true },
  role: string(40),
  /** Nobody, where it is absent. */
  from_id: optional(ref('organisation')),
  to_id: optional(ref('organisation')),
  on_day: day(),
  reason: string(200),
  user_id: anyId(),
  at: instant(),
});

/** Who was a pairing's party before, and until which day; the present parties stand in the pairing itself. */
export const pairingParty = table('pairing_party', {
  pairing_id: keyRef('pairing'),
  side: key(10),
  organisation_id: keyRef('organisation'),
  until_on: day(),
});

/** People who stood on a side before somebody took over from them, and the sheet with which they handed over. */
export const pairingPerson = table(
  'pairing_person',
  {
    id: id(),
    pairing_id: ref('pairing'),
    side: oneOf(pairingSideNames),
    person_id: ref('person'),
    organisation_id: ref('organisation'),
    record_id: anyId(),
    until_on: day(),
    at: instant(),
  },
  { indexes: { pairing_person_pairing: ['pairing_id', 'until_on'] } },
);
