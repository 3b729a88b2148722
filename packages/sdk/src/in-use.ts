/**
 * Whether a programme with these settings uses a form, report, register or outcome: presets of one kind of programme differ in
 * what they ask for. Always, unless the part says otherwise.
 */
export const isInUse = <S>(part: { inUse?(settings: S): boolean }, settings: S): boolean =>
  part.inUse?.(settings) ?? true;
