interface Pair {
  readonly helper: { readonly name: string };
  readonly helped: { readonly name: string };
}

/** `helper → helped`, the one way a pairing is written beside records. */
export const pairingName = ({ helper, helped }: Pair): string => `${helper.name} → ${helped.name}`;
