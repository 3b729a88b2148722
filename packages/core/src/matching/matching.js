// @ts-check
// Read by the thread of ../rules/rule-worker.js too: plain JavaScript with types in comments.
/**
 * @import { RuleProgress } from '../rules/rule-thread.js'
 * @import { MatchAnswer, MatchProblem, Placed } from './matching-types.js'
 */

/**
 * Somebody to be placed. `seen` is the search that came by last, `by` whom it came from; `vain`: no search that comes
 * by will find anything.
 * @typedef {{ id: string, helper: Helper | null, seen: unknown, by: Helper | null, vain: boolean }} Helped
 */
/**
 * The same of a helper. `loses`: whom the search that came by last takes away.
 * @typedef {{ id: string, capacity: number, holds: Helped[], seen: unknown, by: Helped | null, loses: Helped | null, vain: boolean }} Helper
 */
/**
 * People of one place in their order, before anybody is placed, and which pairs may be.
 * @typedef {{ readonly helped: readonly Helped[], readonly helpers: readonly Helper[], readonly can: (a: Helper, b: Helped) => boolean }} Group
 */

/** Pairs looked at between two breaths. */
const AT_ONCE = 200_000;

/**
 * @param {Placed} a
 * @param {Placed} b
 */
const inOrder = (a, b) => {
  for (const [i, n] of a.key.entries()) {
    const other = b.key[i];
    if (other === undefined) return 1;
    if (n !== other) return n - other;
  }
  return a.key.length - b.key.length || (a.id < b.id ? -1 : 1);
};

/**
 * Everybody in order, by place; all together where places do not matter.
 * @template {Placed} P
 * @param {readonly P[]} people
 * @param {MatchProblem['within']} within
 */
const byPlace = (people, within) => {
  /** @type {Map<string, P[]>} */
  const places = new Map();
  for (const one of people.toSorted(inOrder)) {
    const place = within === 'place' ? one.place : '';
    const there = places.get(place);
    if (there) there.push(one);
    else places.set(place, [one]);
  }
  return places;
};

/**
 * @param {Helped} b
 * @param {Helper} a
 */
const place = (b, a) => {
  b.helper?.holds.splice(b.helper.holds.indexOf(b), 1);
  a.holds.push(b);
  b.helper = a;
};

/**
 * Looks for a helper for one after the other, moving others where that makes room. That places as many as can be; whoever
 * is placed stays placed, so that those first in order are. Helpers whom a search in vain came by are of no use to any
 * search after it.
 * @param {Group} group
 * @returns {Generator<undefined, void, void>}
 */
function* placeHelped({ helped, helpers, can }) {
  for (const start of helped) {
    const search = {};
    const asking = [start];
    /** @type {Helper | null} */
    let free = null;
    for (const b of asking) {
      for (const a of helpers) {
        if (a.vain || a.seen === search || !can(a, b)) continue;
        a.seen = search;
        a.by = b;
        if (a.holds.length < a.capacity) {
          free = a;
          break;
        }
        asking.push(...a.holds);
      }
      yield;
      if (free) break;
    }
    if (!free) for (const a of helpers) a.vain ||= a.seen === search;
    for (let a = free; a?.by;) {
      /** @type {Helper | null} */
      const left = a.by.helper;
      place(a.by, a);
      a = left;
    }
  }
}

/**
 * The same from the other side: asks one helper after the other, each as often as it may help, so that those first in
 * order are used.
 * @param {Group} group
 * @returns {Generator<undefined, void, void>}
 */
function* useHelpers({ helped, helpers, can }) {
  for (const start of helpers)
    for (let n = 0; n < start.capacity; n++) {
      const search = {};
      const asking = [start];
      start.seen = search;
      /** @type {Helped | null} */
      let free = null;
      for (const a of asking) {
        for (const b of helped) {
          if (b.vain || b.seen === search || !can(a, b)) continue;
          b.seen = search;
          b.by = a;
          if (!b.helper) {
            free = b;
            break;
          }
          if (b.helper.seen === search) continue;
          b.helper.seen = search;
          b.helper.loses = b;
          asking.push(b.helper);
        }
        yield;
        if (free) break;
      }
      if (!free) {
        for (const b of helped) b.vain ||= b.seen === search;
        break;
      }
      for (let b = /** @type {Helped | null} */ (free); b?.by;) {
        const a = b.by;
        const lost = a === start ? null : a.loses;
        place(b, a);
        b = lost;
      }
    }
}

/**
 * Gives each of the helped who are placed, one after the other, the first helper with whom everybody after them still is.
 * @param {Group} group
 * @returns {Generator<undefined, void, void>}
 */
function* assignEarliest({ helped, helpers, can }) {
  for (const one of helped) {
    const own = one.helper;
    if (!own) continue;
    const search = {};
    // Helpers hold only those who may still be moved.
    own.holds.splice(own.holds.indexOf(one), 1);
    for (const first of helpers) {
      if (first === own) break;
      if (first.seen === search || first.holds.length === 0 || !can(first, one)) continue;
      // Somebody must leave `first`, maybe for a helper whom somebody else leaves, until one comes to `own`.
      first.seen = search;
      first.by = null;
      const left = [first];
      /** @type {Helped | null} */
      let last = null;
      for (const a of left) {
        last = a.holds.find((b) => can(own, b)) ?? null;
        if (last) break;
        for (const b of a.holds)
          for (const next of helpers) {
            if (next.seen === search || next.holds.length === 0 || !can(next, b)) continue;
            next.seen = search;
            next.by = b;
            left.push(next);
          }
        yield;
      }
      if (!last) continue;
      for (let [b, to] = [/** @type {Helped | null} */ (last), own]; b?.helper;) {
        const from = b.helper;
        place(b, to);
        [b, to] = [from.by, from];
      }
      one.helper = first;
      break;
    }
  }
}

/**
 * Who helps whom. In this order:
 * 1. as many of the helped as can be are placed, within capacities and places, in pairs that may be;
 * 2. where not all can be, those are who come first in order, the first before all others;
 * 3. helpers are used who come first in order, the first as often as can be before all others;
 * 4. each of the helped, in order, has the earliest helper that leaves 1–3 as they are.
 *
 * 2 and 3 do not get in each other's way: for any of the helped who can all be placed and any helpers who can all be used
 * there is one placing with both (Mendelsohn and Dulmage, 1958).
 * @param {MatchProblem} problem
 * @returns {Generator<RuleProgress, MatchAnswer, void>}
 */
export function* match({ within, helped, helpers, allowed }) {
  /** @type {Map<string, string>} */
  const pairs = new Map();
  let [steps, breath, done] = [0, 0, 0];
  /** @type {Group['can']} */
  const can = (a, b) => {
    steps += 1;
    return a.id !== b.id && (allowed?.({ helper: a.id, helped: b.id }) ?? true);
  };
  /**
   * @param {Generator<undefined, void, void>} work
   * @returns {Generator<RuleProgress, void, void>}
   */
  const breathing = function* (work) {
    while (!work.next().done) {
      if (steps < breath + AT_ONCE) continue;
      breath = steps;
      yield { done, total: helped.length };
    }
  };
  const helpersAt = byPlace(helpers, within);
  for (const [where, wanting] of byPlace(helped, within)) {
    const giving = helpersAt.get(where) ?? [];
    /** @param {(id: string) => boolean} isPlaced @param {(one: typeof giving[number]) => number} capacityOf */
    const groupOf = (isPlaced, capacityOf) => ({
      can,
      helped: wanting
        .filter(({ id }) => isPlaced(id))
        .map(({ id }) => /** @type {Helped} */ ({ id, helper: null, seen: null, by: null, vain: false })),
      helpers: giving.map((one) => {
        const capacity = Math.max(0, capacityOf(one));
        const marks = { seen: null, by: null, loses: null };
        return /** @type {Helper} */ ({ id: one.id, capacity, holds: [], vain: capacity === 0, ...marks });
      }),
    });
    const most = groupOf(
      () => true,
      ({ capacity }) => capacity,
    );
    yield* breathing(placeHelped(most));
    const first = groupOf(
      () => true,
      ({ capacity }) => capacity,
    );
    yield* breathing(useHelpers(first));
    const placed = new Set(most.helped.filter((b) => b.helper).map(({ id }) => id));
    const used = new Map(first.helpers.map(({ id, holds }) => [id, holds.length]));
    const group = groupOf(
      (id) => placed.has(id),
      ({ id }) => used.get(id) ?? 0,
    );
    yield* breathing(placeHelped(group));
    yield* breathing(assignEarliest(group));
    for (const b of group.helped) if (b.helper) pairs.set(b.id, b.helper.id);
    done += wanting.length;
    yield { done, total: helped.length };
  }
  return { pairs, steps };
}
