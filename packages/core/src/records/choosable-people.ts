import { type FieldManifest, type Side, type Text, t } from '@xieshou/sdk';
import type { PairingSides } from '../pairings/pairings.js';
import { inTeamOn, membersOn } from '../pairings/team-parties.js';
import { peopleNamedFor } from '../people/children.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Scope } from '../platform/scope.js';

/** The side of a pairing whose people a field offers; undefined where they are those of whoever writes. */
const sideOf = (f: FieldManifest): Side | undefined =>
  f.from === 'helper' || f.from === 'helped' ? f.from : undefined;

/** Whose people a person field offers for a pairing: those of a team, or of an organisation. */
const offering = (
  f: FieldManifest,
  g: PairingSides,
  scope: Scope,
): { readonly team: string } | { readonly at: string } => {
  const side = sideOf(f);
  if (side === undefined) return { at: scope.organisationId };
  return g[`${side}_kind`] === 'group' ? { team: g[`${side}_id`] } : { at: g[`${side}_organisation_id`] };
};

/** The people that a person field offers for a pairing today; children of the other side by their mask. */
export const offeredPeople = async (
  reads: Reads,
  o: { readonly field: FieldManifest; readonly pairing: PairingSides; readonly scope: Scope; readonly today: string },
): Promise<{ id: string; name: string }[]> => {
  const from = offering(o.field, o.pairing, o.scope);
  if ('team' in from) return [...(await membersOn(reads, { team: from.team, on: o.today }))];
  const named = peopleNamedFor(o.scope);
  return reads.all<{ id: string; name: string }>(sql`select p.id, ${named.name} as name
    from person p join organisation o on o.id = p.organisation_id
    where p.organisation_id = ${from.at} and p.left_on is null order by ${named.order}`);
};

/** Why somebody cannot be named in a record of a day; undefined when they can. */
export const refusedPerson = async (
  reads: Reads,
  o: {
    readonly field: FieldManifest;
    readonly pairings: readonly PairingSides[];
    readonly scope: Scope;
    readonly on: string;
    readonly id: string;
  },
): Promise<Text | undefined> => {
  const { title } = o.field;
  const from = o.pairings.map((g) => offering(o.field, g, o.scope));
  const teams = from.flatMap((one) => ('team' in one ? [one.team] : []));
  const places = from.flatMap((one) => ('at' in one ? [one.at] : []));
  const known = await reads.one(sql`select p.id from person p where p.id = ${o.id} and
    ((p.left_on is null and p.organisation_id in ${list([...new Set(places)])})
      or exists (select 1 from team_member m where m.person_id = p.id and m.team_id in ${list([...new Set(teams)])}
        and ${inTeamOn(o.on)}))`);
  if (known) return undefined;
  return teams.length > 0
    ? t(
        `${title.zh}须是 ${o.on} 当日的小分队成员：未通过审核或已退出的不算`,
        `${title.en}: somebody who is in the team on ${o.on}; who has not been audited or has left is not`,
      )
    : t(`${title.zh}不在可选人员中`, `${title.en}: this person cannot be chosen`);
};
