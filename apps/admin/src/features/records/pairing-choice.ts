/** Pairings named in an address, with commas between them. */
export const readPairings = (named: string | undefined): readonly string[] => named?.split(',').filter(Boolean) ?? [];

export const writePairings = (ids: readonly string[]): string | undefined =>
  ids.length > 0 ? ids.join(',') : undefined;

/**
 * The pairings a new record is for. Where there is only one, nobody is asked; where a form takes one, the first
 * named counts; what the address names but the caller may not write for is left out.
 */
export const chosenPairings = (
  offered: readonly { readonly id: string }[],
  named: readonly string[],
  subjects: 'one' | 'many',
): readonly string[] => {
  const only = offered.length === 1 ? offered[0] : undefined;
  if (only) return [only.id];
  const chosen = offered.map(({ id }) => id).filter((id) => named.includes(id));
  return subjects === 'many' ? chosen : named.filter((id) => chosen.includes(id)).slice(0, 1);
};
