/** Under this key the reason stands among the fields; no field of a form is named so. */
export const reasonKey = 'reason@correction';

/** What the form of a correction holds, as the server takes it. */
export const splitReason = (
  input: Readonly<Record<string, unknown>>,
): { data: Record<string, unknown>; reason: string } => {
  const { [reasonKey]: reason, ...data } = input;
  return { data, reason: String(reason ?? '') };
};
