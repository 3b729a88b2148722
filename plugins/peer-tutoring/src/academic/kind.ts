/** Programmes of a college in which those who fall behind are looked after: plans 15, 18 and 21. */
export const academicKinds = ['failedCourses', 'partyMembers', 'warned'] as const;

export type Kind = (typeof academicKinds)[number];
interface Of {
  readonly kind: string;
}

export const isAcademic = ({ kind }: Of): boolean => (academicKinds as readonly string[]).includes(kind);

/** For `inUse`: whether the settings are of one of these kinds. */
export const inKinds =
  (...kinds: readonly Kind[]) =>
  ({ kind }: Of): boolean =>
    (kinds as readonly string[]).includes(kind);
