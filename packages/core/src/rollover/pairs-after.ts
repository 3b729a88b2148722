import { type Finding, type Inside, type ProgrammeDefinition, type Side, type Text, t } from '@xieshou/sdk';
import type { PairingRow } from '../pairings/pairings.js';
import type { PairsBefore } from './pairs-before.js';
import type { Named, PlaceAfter } from './places-after.js';

interface InsideAfter {
  readonly row: PairingRow;
  readonly title: Text;
  readonly reason: Text | null;
}

/** What becomes of a pairing. */
export interface PairAfter {
  readonly row: PairingRow;
  readonly helper: Named;
  readonly helped: Named;
  readonly outcome: 'continues' | 'full' | 'leftOut';
  readonly reason: Text | null;
  readonly findings: readonly Finding[];
  readonly appointed: readonly (PlaceAfter & { readonly role: string })[];
  readonly inside: readonly InsideAfter[];
}

interface Judging {
  readonly before: PairsBefore;
  readonly definition: ProgrammeDefinition | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly startsOn: string;
  /** Pairings that take a place on their sides; all that may unless told. */
  readonly ticked?: ReadonlySet<string>;
}

const sides = ['helper', 'helped'] as const;

/** Pairings of the year before in the order in which they were made: where places are few, the older ones have them. */
export const pairsAfter = (o: Judging): PairAfter[] => {
  const taken = new Map<string, number>();
  const twins = new Set<string>();
  return o.before.pairings.map((row): PairAfter => {
    const [helper, helped] = sides.map((side) => placeOf(o, row, side)) as [PlaceAfter, PlaceAfter];
    const parties = { helper: helper.now ?? helper.was, helped: helped.now ?? helped.was };
    const findings = helper.now && helped.now ? sides.flatMap((side) => judge(o, side, parties[side].id)) : [];
    const shared = {
      row,
      ...parties,
      findings,
      appointed: appointedAfter(o, row),
      inside: insideAfter(o, row, parties),
    };
    const hindered = hindrance(o, { row, places: { helper, helped }, parties, findings });
    const key = `${parties.helper.id} ${parties.helped.id}`;
    if (hindered) return { ...shared, outcome: 'leftOut', reason: hindered };
    if (twins.has(key))
      return {
        ...shared,
        outcome: 'leftOut',
        reason: t('合并后与另一个结对重复', 'The same as another pairing since a merger'),
      };
    if (o.ticked && !o.ticked.has(row.id)) return { ...shared, outcome: 'continues', reason: null };
    for (const side of sides) {
      const atMost = o.definition?.sides[side].atMost?.(o.settings);
      const holds = taken.get(`${side} ${parties[side].id}`) ?? 0;
      if (atMost !== undefined && holds >= atMost)
        return { ...shared, outcome: 'full', reason: full(parties[side].name, atMost) };
    }
    twins.add(key);
    for (const side of sides) {
      const place = `${side} ${parties[side].id}`;
      taken.set(place, (taken.get(place) ?? 0) + 1);
    }
    return { ...shared, outcome: 'continues', reason: changed(helper, helped) };
  });
};

const full = (name: string, atMost: number): Text =>
  t(
    `“${name}”最多 ${atMost} 个结对，已由更早的结对占满`,
    `"${name}" holds ${atMost} pairing(s) at most, and older ones take them`,
  );

const placeOf = ({ before }: Judging, row: PairingRow, side: Side): PlaceAfter =>
  before.places.get(side === 'helper' ? row.helper_organisation_id : row.helped_organisation_id)!;

const judge = ({ before, definition }: Judging, side: Side, id: string): readonly Finding[] =>
  (definition?.sides[side].where?.(before.snapshots.get(id)!) ?? []).map((f) => ({ ...f, field: side }));

/** Both go on; said when one of them is another organisation than before. */
const changed = (...places: readonly PlaceAfter[]): Text | null => {
  const merged = places.flatMap(({ reason }) => (reason ? [reason] : []));
  return merged.length === 0
    ? null
    : t(
        `${merged.map(({ zh }) => zh).join('；')}，由其接续`,
        `${merged.map(({ en }) => en).join('; ')}, which goes on`,
      );
};

const hindrance = (
  { before, startsOn }: Judging,
  o: {
    readonly row: PairingRow;
    readonly places: Readonly<Record<Side, PlaceAfter>>;
    readonly parties: Readonly<Record<Side, Named>>;
    readonly findings: readonly Finding[];
  },
): Text | undefined => {
  for (const side of sides) if (!o.places[side].now) return o.places[side].reason!;
  const ended = over(o.row, startsOn);
  if (ended) return ended;
  if (o.parties.helper.id === o.parties.helped.id)
    return t(`双方已合并为“${o.parties.helper.name}”`, `Both sides are "${o.parties.helper.name}" now`);
  for (const side of sides)
    if (!before.members.has(o.parties[side].id))
      return t(
        `“${o.parties[side].name}”不在新学年的适用单位中`,
        `"${o.parties[side].name}" does not belong to the next year’s programme`,
      );
  const failed = o.findings.find(({ outcome }) => outcome === 'fail');
  if (!failed) return undefined;
  const { name } = o.parties[failed.field as Side];
  return t(`“${name}”现已不符合条件：${failed.text.zh}`, `"${name}" does not qualify any more: ${failed.text.en}`);
};

const appointedAfter = ({ before, definition }: Judging, row: PairingRow): PairAfter['appointed'] =>
  (before.appointed.get(row.id) ?? []).map(({ role, organisation_id }) => {
    const place = before.places.get(organisation_id)!;
    return definition?.roles[role]?.how === 'appointed'
      ? { ...place, role }
      : { ...place, role, now: null, reason: t('项目已没有这个角色', 'The programme has no such role any more') };
  });

const insideAfter = (o: Judging, row: PairingRow, parties: Readonly<Record<Side, Named>>): InsideAfter[] =>
  (o.before.inside.get(row.id) ?? []).map((pair) => {
    const rule = ruleOf(o.definition, pair);
    const title = rule?.title ?? t(pair.inside!, pair.inside!);
    if (!rule) return { row: pair, title, reason: t('项目已没有这种结对', 'The programme has no such pairs any more') };
    return { row: pair, title, reason: over(pair, o.startsOn) ?? away(o.before, pair, parties) };
  });

const over = ({ ends_on }: PairingRow, startsOn: string): Text | null =>
  ends_on !== null && ends_on < startsOn ? t(`已定于 ${ends_on} 结束`, `It ends on ${ends_on}`) : null;

const ruleOf = (definition: ProgrammeDefinition | undefined, pair: PairingRow): Inside | undefined => {
  const rule =
    definition && Object.hasOwn(definition.inside, pair.inside!) ? definition.inside[pair.inside!] : undefined;
  return rule?.kind.choices.some(({ value }) => value === pair.kind) ? rule : undefined;
};

/** Whoever is not at their side's organisation any more. */
const away = ({ people }: PairsBefore, pair: PairingRow, parties: Readonly<Record<Side, Named>>): Text | null => {
  for (const side of sides) {
    const person = people.get(side === 'helper' ? pair.helper_id : pair.helped_id);
    const isThere =
      person?.left_on === null &&
      person.organisation_id === parties[side].id &&
      (person.kind === 'teacher' || person.kind === 'staff');
    const name = side === 'helper' ? pair.helper_name : pair.helped_name;
    if (!isThere) return t(`${name}已离职或调出`, `${name} has left`);
  }
  return null;
};
