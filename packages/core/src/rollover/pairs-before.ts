import type { OrganisationSnapshot } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import type { Organisations } from '../organisations/organisations.js';
import { ofSides, type PairingRow, pairingColumns, pairingFrom } from '../pairings/pairings.js';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { membersOf, type PlaceAfter, placesAfter } from './places-after.js';

interface Person {
  readonly id: string;
  readonly organisation_id: string;
  readonly kind: string;
  readonly left_on: string | null;
}
interface Appointed {
  readonly pairing_id: string;
  readonly role: string;
  readonly organisation_id: string;
}

/** Everything that says which pairings of a programme can go on. */
export interface PairsBefore {
  readonly pairings: readonly PairingRow[];
  readonly inside: ReadonlyMap<string, readonly PairingRow[]>;
  readonly appointed: ReadonlyMap<string, readonly Appointed[]>;
  readonly places: ReadonlyMap<string, PlaceAfter>;
  /** Organisations that the next programme is for. */
  readonly members: ReadonlySet<string>;
  readonly snapshots: ReadonlyMap<string, OrganisationSnapshot>;
  readonly people: ReadonlyMap<string, Person>;
}

interface Asked {
  readonly programmeId: string;
  /** The day on which it has to hold. */
  readonly on: string;
  readonly chosen: readonly { readonly id: string; readonly subtree: boolean }[];
  readonly organisations: Organisations;
}

export const pairsBefore = async (reads: Reads, o: Asked): Promise<PairsBefore> => {
  const active = sql`${pairingColumns} ${pairingFrom} where g.programme_id = ${o.programmeId} and g.state = 'active'`;
  const order = sql`order by g.created_at, g.id`;
  const pairings = await reads.all<PairingRow>(sql`select ${active} and ${ofSides}
    and g.helper_kind = 'organisation' and g.helped_kind = 'organisation' ${order}`);
  const inside = await reads.all<PairingRow>(sql`select ${active} and g.parent_id is not null ${order}`);
  const appointed = await reads.all<Appointed>(sql`select a.pairing_id, a.role, a.organisation_id from pairing_role a
    join pairing g on g.id = a.pairing_id and g.programme_id = ${o.programmeId} and g.state = 'active'
    order by a.pairing_id, a.role`);
  const places = await placesAfter(reads, {
    ids: [
      ...pairings.flatMap((g) => [g.helper_organisation_id, g.helped_organisation_id]),
      ...appointed.map((a) => a.organisation_id),
    ],
    on: o.on,
  });
  const ids = [...places.values()].flatMap(({ now }) => (now ? [now.id] : []));
  const people = await inPieces(
    inside.flatMap((g) => [g.helper_id, g.helped_id]),
    (piece) => reads.all<Person>(sql`select id, organisation_id, kind, left_on from person where id in ${piece}`),
  );
  return {
    pairings,
    inside: grouped(inside, (g) => g.parent_id!),
    appointed: grouped(appointed, (a) => a.pairing_id),
    places,
    members: await membersOf(reads, { chosen: o.chosen, ids }),
    snapshots: await o.organisations.snapshot(reads, ids),
    people: new Map(people.map((one) => [one.id, one])),
  };
};
