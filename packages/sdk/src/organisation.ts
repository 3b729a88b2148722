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

/** The two organisations of a pairing that a record is about. */
export interface Parties {
  readonly helper: OrganisationSnapshot;
  readonly helped: OrganisationSnapshot;
}
