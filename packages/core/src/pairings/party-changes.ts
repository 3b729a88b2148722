import { type OrganisationSnapshot, passes, type Side, type Text, t } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import { guardedName } from '../people/children.js';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { conflict } from '../platform/problem.js';
import type { Unit } from '../platform/units.js';
import type { Running } from '../programmes/programmes.js';
import type { PairingRow } from './pairings.js';
import { pairing, pairingParty } from './pairings.tables.js';

/** The columns of a side. */
const partyOf = (g: PairingRow, side: Side): string =>
  side === 'helper' ? g.helper_organisation_id : g.helped_organisation_id;
export const otherSide = (side: Side): Side => (side === 'helper' ? 'helped' : 'helper');
export const sideWith = (g: PairingRow, organisationId: string): Side =>
  g.helper_organisation_id === organisationId ? 'helper' : 'helped';

/** How many active pairings each party holds on a side. */
export const heldPairings = async (
  reads: Reads,
  o: { readonly programmeId: string; readonly side: Side; readonly ids: readonly string[] },
): Promise<Map<string, number>> => {
  const column = o.side === 'helper' ? sql`helper_id` : sql`helped_id`;
  const rows = await inPieces(o.ids, (ids) =>
    reads.all<{ id: string; n: number }>(sql`select ${column} as id, count(*) as n from pairing
      where programme_id = ${o.programmeId} and state = 'active' and parent_id is null and ${column} in ${ids} group by ${column}`),
  );
  return new Map(rows.map((row) => [row.id, Number(row.n)]));
};

/**
 * Why a pairing cannot go on with another organisation in the place of one of its parties; undefined when it can.
 * `already`: pairings that the organisation takes over on this side in the same move.
 */
export const hindrance = async (
  reads: Reads,
  o: {
    readonly pairing: PairingRow;
    readonly side: Side;
    readonly into: OrganisationSnapshot;
    readonly running: Running;
    readonly already: number;
  },
): Promise<Text | undefined> => {
  const { pairing: g, side, into, running } = o;
  const partner = partyOf(g, otherSide(side));
  if (partner === into.id)
    return t(
      `“${into.name}”就是对方，不能与自己结对`,
      `"${into.name}" is the other side: it cannot be paired with itself`,
    );
  const [helper, helped] = side === 'helper' ? [into.id, partner] : [partner, into.id];
  const twin = await reads.one(sql`select id from pairing where programme_id = ${g.programme_id} and state = 'active'
    and parent_id is null and helper_organisation_id = ${helper} and helped_organisation_id = ${helped}`);
  if (twin)
    return t(
      `“${into.name}”与对方在该项目中已经结对`,
      `"${into.name}" and the other side are paired in this programme already`,
    );
  const rule = running.definition?.sides[side];
  const judged = rule?.where?.(into) ?? [];
  if (!passes(judged)) {
    const failed = judged.find((f) => f.outcome === 'fail')!.text;
    return t(`“${into.name}”不符合条件：${failed.zh}`, `"${into.name}" does not qualify: ${failed.en}`);
  }
  const atMost = rule?.atMost?.(running.settings);
  const holds = (await heldPairings(reads, { programmeId: g.programme_id, side, ids: [into.id] })).get(into.id) ?? 0;
  return atMost !== undefined && holds + o.already >= atMost
    ? t(
        `“${into.name}”已结对 ${holds + o.already} 个，达到上限`,
        `"${into.name}" already holds ${holds + o.already} pairing(s), the most allowed`,
      )
    : undefined;
};

const changedMeanwhile = () =>
  conflict('changed-meanwhile', t('结对刚刚被修改，请再试一次', 'A pairing was changed a moment ago: try again'));

/** The same pairing goes on with another party; who it was until that day is kept. */
export const replaceParty = async (
  unit: Unit,
  o: { readonly pairing: PairingRow; readonly side: Side; readonly into: string; readonly on: string },
): Promise<void> => {
  const { pairing: g, side, into, on } = o;
  await unit.insert(pairingParty, { pairing_id: g.id, side, organisation_id: partyOf(g, side), until_on: on });
  const to =
    side === 'helper'
      ? { helper_id: into, helper_organisation_id: into }
      : { helped_id: into, helped_organisation_id: into };
  if (!(await unit.change(pairing, g, to))) throw changedMeanwhile();
  const column = side === 'helper' ? sql`helper_organisation_id` : sql`helped_organisation_id`;
  await unit.run(sql`update pairing set ${column} = ${into}, version = version + 1
    where parent_id = ${g.id} and state = 'active'`);
  await unit.audit({
    action: 'pairing.party',
    kind: 'pairing',
    id: g.id,
    districtId: g.district_id,
    detail: { side, from: partyOf(g, side), to: into, on },
  });
};

/** Pairs of people end with the pairing around them: on its last day, or on their first where that is later. Answers how many. */
export const endInside = (
  unit: Unit,
  parentId: string,
  to: { readonly state: PairingRow['state']; readonly ends_on: string; readonly end_reason: string },
): Promise<number> =>
  unit.run(sql`update pairing set state = ${to.state}, version = version + 1, end_reason = ${to.end_reason},
    ends_on = case when starts_on > ${to.ends_on} then starts_on else ${to.ends_on} end
    where parent_id = ${parentId} and state = 'active'`);

/** Ends a pairing with the organisation it was made with. One that has days to come runs until its last one. */
export const endWith = async (
  unit: Unit,
  o: {
    readonly pairing: PairingRow;
    readonly on: string;
    readonly reason: string;
    readonly at: 'once' | 'lastDay';
    readonly today: string;
  },
): Promise<void> => {
  const { pairing: g, today } = o;
  const ends_on = o.on < g.starts_on ? g.starts_on : o.on;
  const state = o.at === 'once' || ends_on < today ? ('ended' as const) : ('active' as const);
  const to = { state, ends_on, end_reason: o.reason.slice(0, 200) };
  if (!(await unit.change(pairing, g, to))) throw changedMeanwhile();
  await endInside(unit, g.id, to);
  await unit.audit({
    action: 'pairing.end',
    kind: 'pairing',
    id: g.id,
    districtId: g.district_id,
    detail: { on: ends_on },
  });
};

/** Former parties of pairings, the earliest first. */
export interface FormerParty {
  readonly pairing_id: string;
  readonly side: Side;
  /** An organisation, or a person. */
  readonly id: string;
  readonly name: string;
  /** The name without class or school, and these by themselves. */
  readonly alone: string;
  readonly place: string;
  readonly place_name: string;
  readonly until_on: string;
}
export const formerParties = (reads: Reads, pairingIds: readonly string[]): Promise<FormerParty[]> =>
  inPieces(pairingIds, (ids) =>
    reads.all<FormerParty>(sql`select p.pairing_id, p.side, p.organisation_id as id, p.until_on, o.name,
      o.name as alone, o.id as place, o.name as place_name from pairing_party p
      join organisation o on o.id = p.organisation_id where p.pairing_id in ${ids}
    union all select h.pairing_id, h.side, h.person_id as id, h.until_on, ${guardedName} || '（' || o.name || '）' as name,
      ${guardedName} as alone, o.id as place, o.name as place_name
      from pairing_person h join person p on p.id = h.person_id join organisation o on o.id = h.organisation_id
      where h.pairing_id in ${ids} order by until_on, id`),
  );

/** Who stood in a party's place on a day; undefined where the present one did. */
export const partyThen = (
  o: { readonly pairing: string; readonly side: Side; readonly on: string },
  former: readonly FormerParty[],
): FormerParty | undefined => former.find((f) => f.pairing_id === o.pairing && f.side === o.side && o.on <= f.until_on);

export const partyName = ({ name, former }: { readonly name: string; readonly former: string | null }): Text =>
  former === null ? t(name, name) : t(`${name}（原${former}）`, `${name} (formerly ${former})`);

/** A party's name as it stands with something of a day: 一中（原二中） while it was another one's. */
export const nameOn = (
  o: { readonly pairing: string; readonly side: Side; readonly name: string; readonly on: string },
  former: readonly FormerParty[],
): Text => {
  const then = partyThen(o, former);
  return partyName({ name: o.name, former: then?.name ?? null });
};
