import { type Text, t } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What becomes of an organisation: it goes on, another goes on in its place, or nobody does. */
export interface PlaceAfter {
  readonly was: Named;
  readonly now: Named | null;
  readonly reason: Text | null;
}

interface Found {
  id: string;
  name: string;
  closed_on: string | null;
  successor_id: string | null;
  successor_name: string | null;
  successor_closed_on: string | null;
}

const closed = (name: string, on: string): Text =>
  t(`“${name}”于 ${on} 停办`, `"${name}" closes; ${on} is its last day`);

/** Organisations as they stand on a day. The day on which one closes still counts. */
export const placesAfter = async (
  reads: Reads,
  o: { readonly ids: readonly string[]; readonly on: string },
): Promise<Map<string, PlaceAfter>> => {
  const rows = await inPieces(o.ids, (ids) =>
    reads.all<Found>(sql`select o.id, o.name, o.closed_on, n.id as successor_id, n.name as successor_name,
      n.closed_on as successor_closed_on from organisation o
      left join organisation_successor s on s.organisation_id = o.id
      left join organisation n on n.id = s.successor_id where o.id in ${ids}`),
  );
  const isOver = (closedOn: string | null): closedOn is string => closedOn !== null && closedOn < o.on;
  return new Map(
    rows.map((row): [string, PlaceAfter] => {
      const was = { id: row.id, name: row.name };
      if (row.successor_id === null)
        return isOver(row.closed_on)
          ? [row.id, { was, now: null, reason: closed(row.name, row.closed_on) }]
          : [row.id, { was, now: was, reason: null }];
      const successor = { id: row.successor_id, name: row.successor_name! };
      return isOver(row.successor_closed_on)
        ? [row.id, { was, now: null, reason: closed(successor.name, row.successor_closed_on) }]
        : [
            row.id,
            {
              was,
              now: successor,
              reason: t(`“${row.name}”已并入“${successor.name}”`, `"${row.name}" was merged into "${successor.name}"`),
            },
          ];
    }),
  );
};

/** Which organisations stand in or below those chosen. */
export const membersOf = async (
  reads: Reads,
  o: {
    readonly chosen: readonly { readonly id: string; readonly subtree: boolean }[];
    readonly ids: readonly string[];
  },
): Promise<Set<string>> => {
  const those = (subtree: boolean) => list(o.chosen.filter((c) => c.subtree === subtree).map((c) => c.id));
  const rows = await inPieces(o.ids, (ids) =>
    reads.all<{ id: string }>(sql`select distinct x.descendant_id as id from organisation_tree x
      where x.descendant_id in ${ids} and (x.ancestor_id in ${those(true)}
        or (x.depth = 0 and x.ancestor_id in ${those(false)}))`),
  );
  return new Set(rows.map(({ id }) => id));
};
