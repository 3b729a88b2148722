import {
  anyId,
  day,
  id,
  instant,
  integer,
  key,
  oneOf,
  optional,
  ref,
  string,
  table,
} from '../platform/database/table.js';
import { roles } from './access.api.js';

export const accountStates = ['active', 'suspended'] as const;

export const account = table(
  'account',
  {
    id: id(),
    district_id: optional(anyId()),
    person_id: optional(ref('person')),
    username: string(50, { class: 'personal' }),
    name: string(50, { class: 'personal' }),
    name_initials: optional(string(50, { class: 'personal' })),
    name_pinyin: optional(string(300, { class: 'personal' })),
    password_hash: string(200, { class: 'sensitive' }),
    state: oneOf(accountStates),
    /** Set while the password is a one-time one. */
    must_change_since: optional(instant()),
    /** Wrong passwords from browsers that are not known; those from known ones are counted there. */
    failures: integer(),
    last_failure_at: optional(instant()),
    last_sign_in_at: optional(instant()),
    last_digest_at: optional(instant()),
    /** When the digests last looked what is due for the account and overdue, and how much that was. */
    digest_looked_on: optional(day()),
    digest_due: optional(integer()),
    digest_overdue: optional(integer()),
    /** Where the digests go by mail, sealed; null where nobody wants them. */
    mail_address: optional(string(500, { class: 'sensitive' })),
    /** The language in which it was asked for. */
    mail_language: optional(oneOf(['zh', 'en'])),
    /** The role chosen last (单位+角色), taken up again at the next sign-in. */
    chosen_assignment_id: optional(anyId()),
    created_at: instant(),
    version: integer(),
  },
  {
    uniques: { account_username: ['username'] },
    indexes: { account_district: ['district_id', 'username'], account_person: ['person_id'] },
  },
);

/**
 * A role that an account holds at an organisation (单位+角色): its own until it ends, or somebody else's for some days
 * (代理).
 */
export const assignment = table(
  'assignment',
  {
    id: id(),
    account_id: ref('account'),
    organisation_id: ref('organisation'),
    district_id: anyId(),
    role: oneOf(roles),
    /** The assignment that this one stands in for, and the first and last day of that. */
    delegated_from: optional(anyId()),
    starts_on: optional(day()),
    ends_on: optional(day()),
    created_at: instant(),
    ended_at: optional(instant()),
  },
  {
    indexes: {
      assignment_account: ['account_id'],
      assignment_organisation: ['organisation_id', 'role'],
      assignment_delegated: ['delegated_from'],
    },
  },
);

/** A browser in which somebody signed in before, and the wrong passwords tried there since. Only its mark's hash is kept. */
export const knownBrowser = table(
  'known_browser',
  {
    token_hash: key(64),
    account_id: ref('account'),
    failures: integer(),
    last_failure_at: optional(instant()),
    created_at: instant(),
    ends_at: instant(),
  },
  { indexes: { known_browser_account: ['account_id', 'created_at'] } },
);

/** A signed-in browser. The token itself is nowhere stored, only its hash. */
export const session = table(
  'session',
  {
    token_hash: key(64),
    account_id: ref('account'),
    assignment_id: optional(ref('assignment')),
    csrf: string(64, { class: 'sensitive' }),
    created_at: instant(),
    seen_at: instant(),
    ends_at: instant(),
  },
  { indexes: { session_account: ['account_id'], session_ends: ['ends_at'] } },
);
