import type { DocumentPairing, RelationRole } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import { type Parties, partiesFrom, partyColumns, partyOf } from '../outcomes/evidence.js';
import { ofSides, pairingInReach } from '../pairings/pairings.js';
import { partyOrder } from '../pairings/party-names.js';
import type { Reads } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import type { Reach } from '../platform/scope.js';
import type { Running } from '../programmes/programmes.js';

type Row = Parties & {
  readonly id: string;
  readonly starts_on: string;
  readonly ends_on: string | null;
};

const byName = sql`helped.name_key, ${partyOrder('helped')}, helper.name_key, ${partyOrder('helper')}, g.id`;

const rowsWhere = (reads: Reads, where: Sql): Promise<Row[]> =>
  reads.all<Row>(
    sql`select g.id, g.starts_on, g.ends_on, ${partyColumns} ${partiesFrom} where ${where} order by ${byName}`,
  );

/** Names of the organisations that hold the programme's roles, by pairing and role. */
const rolesOf = async (
  reads: Reads,
  { definition }: Pick<Running, 'definition'>,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> => {
  const held = new Map<string, Record<string, string>>(rows.map(({ id }) => [id, {}]));
  const appointed = await inPieces(
    rows.map(({ id }) => id),
    (piece) =>
      reads.all<{ pairing: string; role: string; name: string }>(sql`select pr.pairing_id as pairing, pr.role, o.name
        from pairing_role pr join organisation o on o.id = pr.organisation_id where pr.pairing_id in ${piece}`),
  );
  for (const { pairing, role, name } of appointed) held.get(pairing)![role] = name;
  const ancestors = Object.entries(definition?.roles ?? {}).filter(
    (entry): entry is [string, Extract<RelationRole, { how: 'ancestor' }>] => entry[1].how === 'ancestor',
  );
  for (const [role, { kind, of }] of ancestors) {
    const places = [...new Set(rows.map((row) => row[`${of}_place`]))];
    const above = await inPieces(places, (piece) =>
      reads.all<{ below: string; name: string }>(sql`select x.descendant_id as below, o.name from organisation_tree x
        join organisation o on o.id = x.ancestor_id where x.descendant_id in ${piece} and o.kind = ${kind}
        and x.depth > 0 order by x.depth`),
    );
    // The nearest one comes first.
    const nearest = new Map([...above].reverse().map(({ below, name }) => [below, name]));
    for (const row of rows) {
      const name = nearest.get(row[`${of}_place`]);
      if (name !== undefined) held.get(row.id)![role] = name;
    }
  }
  return held;
};

const shown = async (reads: Reads, running: Running, rows: readonly Row[]): Promise<DocumentPairing[]> => {
  const roles = await rolesOf(reads, running, rows);
  return rows.map((row) => ({
    id: row.id,
    helper: partyOf(row, 'helper'),
    helped: partyOf(row, 'helped'),
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    roles: roles.get(row.id)!,
  }));
};

/** Pairings of a programme that a reach covers and that were alive at some time between two days, for paper. */
export const pairingsOnPaper = async (
  reads: Reads,
  o: { readonly running: Running; readonly reach: Reach | undefined; readonly from: string; readonly to: string },
): Promise<DocumentPairing[]> =>
  shown(
    reads,
    o.running,
    await rowsWhere(
      reads,
      sql`g.programme_id = ${o.running.row.id} and ${ofSides} and ${pairingInReach(o.reach)}
        and g.starts_on <= ${o.to} and (g.ends_on is null or g.ends_on >= ${o.from})`,
    ),
  );

/** Some pairings of a programme, those of people inside others included, as far as a reach covers them. */
export const theseOnPaper = async (
  reads: Reads,
  o: { readonly running: Running; readonly reach: Reach | undefined; readonly ids: readonly string[] },
): Promise<DocumentPairing[]> =>
  shown(
    reads,
    o.running,
    await rowsWhere(
      reads,
      sql`g.programme_id = ${o.running.row.id} and g.id in ${list(o.ids)} and ${pairingInReach(o.reach)}`,
    ),
  );
