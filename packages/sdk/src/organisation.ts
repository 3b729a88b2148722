import type { TeamSnapshot } from './team.js';

/** What a rule may know of an organisation. A read-only snapshot. */
export interface OrganisationSnapshot {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** 公办 or 民办; absent for offices. */
  readonly ownership?: 'public' | 'private';
  /** primary, junior, nineYear, senior, complete, kindergarten, … */
  readonly schoolKind?: string;
  /** People of the organisation's register with the kind `teacher`. */
  readonly teachers: number;
}

/** A party of a pairing: the organisation that stands there, or the one of the person or team that does. */
export interface PartySnapshot extends OrganisationSnapshot {
  /** Where a team stands on the side: who is in it on the day of the record. */
  readonly team?: TeamSnapshot;
  /** Where a person stands on the side: the latest of what each register says of them, without sensitive fields. */
  readonly entries?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
}

/** The two parties of a pairing that a record is about. */
export interface Parties {
  readonly helper: PartySnapshot;
  readonly helped: PartySnapshot;
}
