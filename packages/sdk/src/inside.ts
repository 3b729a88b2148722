import type { Choice } from './fields.js';
import type { Text } from './text.js';

/**
 * Pairs of people inside a pairing of organisations: two leaders, a master and a teacher. Either side arranges them, and
 * they end with the pairing around them. A form with `about` is about one of them.
 */
export interface Inside {
  readonly title: Text;
  /** What the person of each side is. */
  readonly helper: Text;
  readonly helped: Text;
  /** What such pairs are told apart by: a subject, a level. */
  readonly kind: { readonly title: Text; readonly choices: readonly Choice[] };
  /**
   * Who must agree. `bothSides`: two people are named for each other, and are a pair once both organisations have agreed;
   * either may decline with a reason. Absent: they are a pair at once, whoever arranges it.
   */
  readonly agreedBy?: 'bothSides';
  /** Most such pairs of the programme that one person is in at once, those that wait for an agreement too. Absent: no limit. */
  readonly atMost?: number;
  /**
   * What the register of people says of somebody that tells which `kind` they are of: the choice of that title or value.
   * With it the kernel proposes pairs, as many as there can be, one to one. Absent: it proposes none.
   */
  readonly kindFrom?: 'subject' | 'post';
  /** Place in the plan. */
  readonly place?: string;
}

/** Somebody of a side who is in no such pair, as of today. */
export interface Unpaired {
  readonly side: 'helper' | 'helped';
  readonly person: { readonly id: string; readonly name: string };
  /** Their school or unit. */
  readonly place: { readonly id: string; readonly name: string };
  /** By {@link kindOf}; null where the register of people does not say. */
  readonly kind: string | null;
}

/** The kind that somebody is of, by what the register of people says; undefined where it is none of the choices. */
export const kindOf = (
  { kind, kindFrom }: Pick<Inside, 'kind' | 'kindFrom'>,
  person: { readonly subject: string | null; readonly post: string | null },
): string | undefined => {
  const said = kindFrom && person[kindFrom]?.trim();
  if (!said) return undefined;
  return kind.choices.find(({ value, title }) => value === said || title.zh === said || title.en === said)?.value;
};
