import { containing, type Sql, sql } from '../platform/database/sql.js';
import { nameMatches } from '../platform/name-sounds.js';
import { isOwn, ownIs, type Scope } from '../platform/scope.js';

/** 张同学 C07: what is said of a child (a person, aliased as given) to whoever need not know the name. */
export const maskedName = (person: Sql): Sql =>
  sql`substr(${person}.name, 1, 1) || '同学' || coalesce(' ' || ${person}.code, '')`;

/** The caller's own organisation, or a class of it: there a child is known by name. */
export const knowsPlace = (scope: Scope, place: { readonly id: Sql; readonly kind: Sql; readonly parent: Sql }): Sql =>
  scope.personIds === undefined
    ? sql`(${ownIs(place.id, scope)} or (${place.kind} = 'class' and ${ownIs(place.parent, scope)}))`
    : sql`1 = 0`;

/** Whether the caller runs a programme: who pairs children in the owner's name knows them. */
export const runs = (scope: Scope, ownerId: string): boolean =>
  scope.personIds === undefined && scope.reach('pairing.write') !== undefined && isOwn(scope, ownerId);

/** An organisation (`o`) whose students are children: a school, or a class of one. Students of colleges are grown up. */
export const keepsPupils = sql`(o.kind in ('school', 'centreSchool') or (o.kind = 'class'
  and exists (select 1 from organisation above where above.id = o.parent_id and above.kind in ('school', 'centreSchool'))))`;

const isPupil = sql`(p.kind = 'student' and ${keepsPupils})`;

/** The name of a person (`p`, at `o`) in what is kept or read by several: children are masked for everyone. */
export const guardedName = sql`case when ${isPupil} then ${maskedName(sql`p`)} else p.name end`;

/** People (`p`) whose name or number holds what is typed, signs or pinyin; of those `hidden`, the mask. */
export const peopleCalled = (typed: string, hidden: Sql): Sql => {
  const named = nameMatches(
    { key: sql`p.name_key`, initials: sql`p.name_initials`, pinyin: sql`p.name_pinyin` },
    typed,
  );
  return sql`case when ${hidden} then lower(${maskedName(sql`p`)}) like ${containing(typed)} escape '\\'
    else (${named} or lower(p.code) like ${containing(typed)} escape '\\') end`;
};

/** The names of people (`p`, at their organisation `o`) as one caller reads them in one list. */
export interface PeopleNamed {
  /** Whether somebody's name is withheld. */
  readonly hidden: Sql;
  readonly name: Sql;
  /** Sorts by what is read: nothing of an order tells a name that is withheld. */
  readonly order: Sql;
  /** Finds by what is read, or by the number. */
  found(typed: string): Sql;
}

/** `minors`: the list is of children whatever place they are at. `open`: the caller knows all of them. */
export const peopleNamedFor = (
  scope: Scope,
  { minors = false, open = false }: { readonly minors?: boolean; readonly open?: boolean } = {},
): PeopleNamed => {
  const known = knowsPlace(scope, { id: sql`o.id`, kind: sql`o.kind`, parent: sql`o.parent_id` });
  const hidden = open ? sql`1 = 0` : minors ? sql`(not ${known})` : sql`(${isPupil} and not ${known})`;
  return {
    hidden,
    name: sql`case when ${hidden} then ${maskedName(sql`p`)} else p.name end`,
    order: sql`p.name_family, case when ${hidden} then coalesce(p.code, '') else p.name_key end, p.id`,
    found: (typed) => peopleCalled(typed, hidden),
  };
};

/** Accounts (`a`) of children whom the caller does not know, or of all children where nobody in particular reads. */
export const accountHidden = (scope?: Scope): Sql =>
  sql`exists (select 1 from person p join organisation o on o.id = p.organisation_id
    where p.id = a.person_id and ${scope ? peopleNamedFor(scope).hidden : isPupil})`;

/** The name of an account (`a`): one of such a child says no more of the child than a list does. */
export const accountName = (scope?: Scope): Sql => sql`case when ${accountHidden(scope)}
  then (select ${maskedName(sql`p`)} from person p where p.id = a.person_id) else a.name end`;
