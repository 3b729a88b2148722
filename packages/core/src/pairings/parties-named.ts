import { areMinors, type Finding, type ProgrammeDefinition, type Side, type Text, t } from '@xieshou/sdk';
import { inPieces, pieces } from '../imports/bulk.js';
import type { ImportRegister } from '../imports/register.js';
import { nameKey } from '../organisations/organisation-rows.js';
import { organisationsNamed } from '../organisations/organisations-named.js';
import { organisationSnapshots } from '../organisations/organisation-snapshots.js';
import { personKey } from '../people/people.js';
import { list, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { isMember, type Running } from '../programmes/programmes.js';
import type { Eligibility } from '../registers/eligibility.js';
import { peopleInReach } from '../registers/entries.js';
import { type NewParty, partyKind } from './making.js';
import { maskedName } from '../people/children.js';

/** Somebody whom a row names, with what the programme finds of them. */
export interface NamedParty extends NewParty {
  readonly districtId: string;
  readonly findings: readonly Finding[];
}

export type Asked = Parameters<ImportRegister['judge']>[0] & {
  readonly running: Running & { readonly definition: ProgrammeDefinition };
  readonly eligibility: Eligibility;
  readonly today: string;
};

type Values = Readonly<Record<string, string | null>>;
/** Whom a row names on a side; why nobody; undefined where the row names nobody at all. */
export type PartyOf = (side: Side, values: Values) => NamedParty | Text | undefined;

/** Whom the rows of a file name, on either side of a programme. */
export const partiesNamed = async (o: Asked): Promise<PartyOf> => {
  const of = (side: Side) =>
    o.running.definition.sides[side].party === 'person' ? personNamed(o, side) : organisationNamed(o, side);
  const found = { helper: await of('helper'), helped: await of('helped') };
  return (side, values) => (values[side] ? found[side](values) : undefined);
};

const organisationNamed = async (o: Asked, side: Side): Promise<(values: Values) => NamedParty | Text> => {
  const { reads, running, rows } = o;
  const placeOf = await organisationsNamed({ ...o, columns: [side] });
  const ids = rows.flatMap(({ values }) => {
    const place = values[side] ? placeOf(values[side]) : undefined;
    return place && 'id' in place ? [place.id] : [];
  });
  const members = new Set(
    (
      await inPieces(ids, (some) =>
        reads.all<{ id: string }>(
          sql`select o.id from organisation o where o.id in ${some} and ${isMember(sql`${running.row.id}`, sql`o.id`)}`,
        ),
      )
    ).map(({ id }) => id),
  );
  const snapshots = await organisationSnapshots(reads, ids);
  return (values) => {
    const place = placeOf(values[side]!);
    if (!('id' in place)) return place;
    const party = snapshots.get(place.id);
    if (!party || !members.has(place.id))
      return t(`“${place.name}”不在该项目的适用单位中`, `"${place.name}" does not belong to this programme`);
    return {
      kind: 'organisation',
      id: place.id,
      name: place.name,
      organisationId: place.id,
      districtId: running.row.district_id,
      findings: running.definition.sides[side].where?.(party) ?? [],
    };
  };
};

interface Somebody {
  readonly id: string;
  readonly shown: string;
  readonly name_key: string;
  readonly code: string | null;
  readonly organisation_id: string;
  readonly district_id: string;
  readonly place_key: string;
  readonly place_code: string | null;
}

const personNamed = async (o: Asked, side: Side): Promise<(values: Values) => NamedParty | Text> => {
  const { reads, running, importer, rows } = o;
  const rule = running.definition.sides[side];
  const shown = areMinors(rule, running.settings) ? maskedName(sql`p`) : sql`p.name`;
  const kinds = rule.of?.(running.settings) ?? [];
  const everybody = await inPieces(
    rows.flatMap(({ values }) => (values[side] ? [personKey(values[side])] : [])),
    (keys) =>
      reads.all<Somebody>(sql`select p.id, ${shown} as shown, p.name_key, p.code, p.organisation_id, p.district_id,
        o.name_key as place_key, o.code as place_code from person p join organisation o on o.id = p.organisation_id
        where p.name_key in ${keys} and p.kind in ${list(kinds)} and p.left_on is null
        and not exists (select 1 from person_alias x where x.person_id = p.id)
        and ${peopleInReach(importer.reach)} and ${isMember(sql`${running.row.id}`, sql`p.organisation_id`)}`),
  );
  const byName = grouped(everybody, ({ name_key }) => name_key);
  const chosen = (values: Values): Somebody | Text => {
    const name = values[side]!;
    const code = values[`${side}Code`] ?? null;
    const place = values[`${side}Place`] ?? null;
    const named = byName.get(personKey(name)) ?? [];
    const fitting = named.filter(
      (one) =>
        (code === null || one.code === code) &&
        (place === null || one.place_key === nameKey(place) || one.place_code === place),
    );
    if (fitting.length > 1)
      return t(
        `有 ${fitting.length} 位“${name}”，请填写学号、工号或单位`,
        `There are ${fitting.length} people called "${name}": write the number or the unit`,
      );
    if (fitting[0]) return fitting[0];
    return named.length > 0
      ? t(
          `“${name}”的学号、工号或单位与名单不一致，请核对`,
          `Number or unit of "${name}" differ from the list: check them`,
        )
      : t(
          `该项目可结对的人员中没有“${name}”，请先导入人员，或核对姓名`,
          `Nobody called "${name}" can be paired in this programme: import the people first, or check the name`,
        );
  };
  const ids = rows.flatMap(({ values }) => {
    const one = values[side] ? chosen(values) : undefined;
    return one && 'id' in one ? [one.id] : [];
  });
  const findings = new Map<string, readonly Finding[]>();
  for (const some of pieces([...new Set(ids)], 1000)) {
    const judged = await o.eligibility.latest(reads, {
      running,
      side,
      reach: importer.reach,
      where: sql`p.id in ${list(some)}`,
    });
    for (const one of judged) findings.set(one.person.id, one.findings);
  }
  return (values) => {
    const one = chosen(values);
    if (!('id' in one)) return one;
    return {
      kind: partyKind(rule, running.settings),
      id: one.id,
      name: one.shown,
      organisationId: one.organisation_id,
      districtId: one.district_id,
      findings: findings.get(one.id) ?? [],
    };
  };
};
