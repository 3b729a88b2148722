/** A request's session with what it says of its holder. */
export interface SessionRow {
  readonly account_id: string;
  readonly name: string;
  readonly role: string;
  readonly organisation_id: string;
  readonly organisation_name: string;
  readonly district_id: string;
  readonly csrf: string;
  readonly seen_at: string;
  readonly ends_at: string;
}

/** Everything that a lesson is judged by: its pairing, its programme and its teacher. */
export interface GroundsRow {
  readonly programme_from: string;
  readonly programme_to: string;
  readonly settings_number: number;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly helper_id: string;
  readonly helper_name: string;
  readonly helped_id: string;
  readonly helped_name: string;
  readonly teacher_name: string | null;
}

/** A record in a list, with its subject and the names of everybody in it. */
export interface ListRow {
  readonly id: string;
  readonly programme_id: string;
  readonly form: string;
  readonly on_day: string;
  readonly state: string;
  readonly data: string;
  readonly findings: string;
  readonly submitted_at: string;
  readonly version: number;
  readonly writer_organisation_id: string;
  readonly writer_name: string;
  readonly user_name: string;
  readonly pairing_id: string;
  readonly helper_id: string;
  readonly helper_name: string;
  readonly helped_id: string;
  readonly helped_name: string;
  readonly subject_state: string;
  readonly decided_name: string | null;
  readonly decided_at: string | null;
  readonly reason: string | null;
  readonly teacher_name: string | null;
  readonly review_id: string | null;
}

export interface ListQuestion {
  readonly programme: string;
  readonly organisation: string;
  readonly form: string;
  readonly from: string;
  readonly to: string;
  /** Whose open reviews are shown: those that wait for this organisation. */
  readonly reviewer: string;
  readonly limit: number;
}

export interface NewFact {
  readonly name: string;
  readonly n: number;
  readonly amount: number;
  readonly kind: string;
  readonly person: string | null;
}

/** Rows of a lesson that was handed in. */
export interface NewLesson {
  readonly id: string;
  readonly at: string;
  readonly programme: string;
  readonly district: string;
  readonly organisation: string;
  readonly account: string;
  readonly role: string;
  readonly once: { readonly key: string; readonly request: string };
  readonly on: string;
  readonly month: string;
  readonly data: string;
  readonly findings: string;
  readonly settings: number;
  readonly pairing: string;
  readonly subject: string;
  readonly teacher: string;
  readonly facts: readonly NewFact[];
  readonly review: { readonly id: string; readonly organisation: string; readonly due: string };
  /** Ids for whoever is told; as many as there may be people. */
  readonly notifications: readonly string[];
  readonly text: string;
  readonly audit: { readonly id: string; readonly detail: string; readonly mac: string };
  readonly answer: string;
}

export interface TallyRow {
  readonly pairing: string;
  readonly helper: string;
  readonly helped: string;
  readonly name: string;
  readonly state: string;
  readonly month: string;
  readonly count: number;
}

export interface NewPerson {
  readonly id: string;
  readonly organisation: string;
  readonly district: string;
  readonly name: string;
  readonly key: string;
  readonly initials: string;
  readonly pinyin: string;
  readonly kind: string;
  readonly code: string;
  readonly post: string | null;
  readonly subject: string | null;
  readonly at: string;
}

type Maybe<T> = T | Promise<T>;

/** What the bare server asks of its database, each in as few statements as there can be. */
export interface Store {
  session(hash: string): Maybe<SessionRow | undefined>;
  seen(hash: string, at: string): Maybe<void>;
  grounds(o: {
    programme: string;
    pairing: string;
    organisation: string;
    teacher: string;
    today: string;
  }): Maybe<GroundsRow | undefined>;
  /** All rows in one transaction, or the answer that the same request had before. */
  create(lesson: NewLesson): Maybe<string>;
  list(question: ListQuestion): Maybe<readonly ListRow[]>;
  /** How many there are, looking at no more than so many. */
  count(question: ListQuestion): Maybe<number>;
  tallies(o: { programme: string; from: string; to: string }): Maybe<readonly TallyRow[]>;
  /** The same numbers from the records themselves. */
  scan(o: { programme: string; from: string; to: string }): Maybe<readonly TallyRow[]>;
  ledger(o: { programme: string; forms: readonly string[]; from: string; to: string }): Maybe<Iterable<LedgerRow>>;
  organisations(district: string): Maybe<ReadonlyMap<string, string>>;
  addPeople(people: readonly NewPerson[], audit: Omit<NewLesson['audit'], 'mac'> & AuditParts): Maybe<void>;
}

export interface AuditParts {
  readonly at: string;
  readonly district: string;
  readonly account: string;
  readonly role: string;
}

export interface LedgerRow {
  readonly form: string;
  readonly on_day: string;
  readonly data: string;
  readonly subject_state: string;
  readonly helper_name: string;
  readonly helped_name: string;
  readonly user_name: string;
  readonly teacher_name: string | null;
}
