import { type Text, t } from '@xieshou/sdk';
import type { CellValues } from '../imports/register.js';
import { type FormerName, renamed } from './former-names.js';
import { nameKey, type OrganisationRow } from './organisation-rows.js';

/** An organisation in the importer's reach. */
export type Known = OrganisationRow & { readonly parent_name: string | null };

/** One row of the file on its way to a verdict. */
export interface Draft {
  readonly row: number;
  readonly values: CellValues['values'];
  readonly reasons: Text[];
  /** Id of the organisation that it would add. */
  readonly id: string;
  /** The organisation above. */
  parent?: Place;
  /** The organisation that stands already. */
  target?: Known;
  /** How deep below organisations that stand already it would be added. */
  level: number;
  changes?: Partial<OrganisationRow>;
}

/** An organisation that others may stand below: one that stands already, or one that another row adds. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly district_id: string;
  readonly draft?: Draft;
}

/** Rows of one name that are still looked through; a file with more of them must give codes. */
const NAMESAKES = 10;

const keyed = <T>(
  rows: readonly T[],
  keysOf: (row: T) => readonly (string | null)[],
): ReadonlyMap<string, readonly T[]> => {
  const map = new Map<string, T[]>();
  for (const row of rows)
    for (const key of new Set(keysOf(row))) {
      if (key === null) continue;
      const same = map.get(key);
      if (same) same.push(row);
      else map.set(key, [row]);
    }
  return map;
};

const kindOf = (draft: Draft) => draft.values['kind'] ?? 'school';

const placeOf = (draft: Draft): Place =>
  draft.target ?? {
    id: draft.id,
    name: draft.values['name'] ?? '',
    kind: kindOf(draft),
    district_id: kindOf(draft) === 'bureau' ? draft.id : (draft.parent?.district_id ?? draft.id),
    draft,
  };

/**
 * Finds the organisation above each row, among those that stand already and the other rows of the file, wherever they
 * are. `settle` is called row by row, each after the rows it may stand below.
 */
export const findPlaces = (o: {
  readonly drafts: readonly Draft[];
  readonly known: readonly Known[];
  /** What an empty 上级单位 stands for. */
  readonly own: Known | undefined;
  /** Names that organisations had before, by their key. */
  readonly former: ReadonlyMap<string, readonly FormerName[]>;
  readonly settle: (draft: Draft, parent: Place) => void;
}): void => {
  const standing = keyed(o.known, (k) => [k.name_key, k.code]);
  const inFile = keyed(o.drafts, (d) => [
    d.values['name'] ? nameKey(d.values['name']) : null,
    d.values['code'] ?? null,
  ]);
  const wanted = (draft: Draft) => (draft.values['parent'] ? nameKey(draft.values['parent']) : undefined);
  const others = (draft: Draft): readonly Draft[] => {
    const key = wanted(draft);
    const found = (key && inFile.get(key)) || [];
    return found.length > NAMESAKES + 1 ? [] : found.filter((d) => d !== draft);
  };
  const ambiguous = (name: string) =>
    t(
      `有多个名为“${name}”的单位，上级单位请改填标识码`,
      `There are several organisations "${name}": write the code of the parent instead`,
    );
  const above = (draft: Draft): Place | Text => {
    const name = draft.values['parent'];
    const key = wanted(draft);
    if (!name || !key) return o.own ?? t('请填写上级单位', 'Parent is missing: fill it in');
    if ((inFile.get(key)?.length ?? 0) > NAMESAKES + 1) return ambiguous(name);
    const places = new Map(
      [...(standing.get(key) ?? []), ...others(draft).map(placeOf)].map((place): [string, Place] => [place.id, place]),
    );
    const [place] = places.values();
    if (places.size > 1) return ambiguous(name);
    const old = o.former.get(key)?.[0];
    if (!place && old) return renamed(name, old);
    return (
      place ??
      t(
        `没有名为“${name}”的上级单位，或者不在您的管理范围内`,
        `There is no parent "${name}", or it is not yours to manage`,
      )
    );
  };

  const waiting = new Map(o.drafts.map((draft) => [draft, others(draft).length]));
  const below = new Map<Draft, Draft[]>();
  for (const draft of o.drafts)
    for (const other of others(draft)) {
      const row = below.get(other);
      if (row) row.push(draft);
      else below.set(other, [draft]);
    }
  const ready = o.drafts.filter((draft) => waiting.get(draft) === 0);
  for (let i = 0; i < ready.length; i++) {
    const draft = ready[i]!;
    waiting.delete(draft);
    const place = above(draft);
    if ('id' in place) o.settle(draft, place);
    else draft.reasons.push(place);
    for (const next of below.get(draft) ?? []) {
      const left = waiting.get(next)! - 1;
      waiting.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  for (const draft of waiting.keys())
    draft.reasons.push(
      t('上级单位互相指向，分不出上下级，请改正', 'The parents point at each other in a circle: mend them'),
    );
};
