import { type Side, type Text, t } from '@xieshou/sdk';
import { refuseDuplicates } from '../imports/duplicates.js';
import type { CellValues, Verdict } from '../imports/register.js';
import type { Row } from '../platform/database/table.js';
import { grouped } from '../platform/grouped.js';
import type { Running } from '../programmes/programmes.js';
import { hardRules } from './hard-rules.js';
import type { Asked, NamedParty, PartyOf } from './parties-named.js';
import type { pairing } from './pairings.tables.js';

export type Standing = Pick<
  Row<typeof pairing>,
  'id' | 'version' | 'helper_id' | 'helped_id' | 'state' | 'starts_on' | 'ends_on' | 'doubt'
>;

/** One row of the file, with whom it names. Without reasons, both sides and the first day are there. */
export interface Draft {
  readonly row: number;
  readonly reasons: Text[];
  readonly helper: NamedParty | undefined;
  readonly helped: NamedParty | undefined;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly reason: string | null;
  readonly doubt: string | null;
  /** The pairing that the row speaks of, where it stands already. */
  target?: Standing;
}

const pairOf = ({ helper, helped }: Pick<Draft, Side>): string => `${helper?.id} ${helped?.id}`;
const standingPair = ({ helper_id, helped_id }: Standing): string => `${helper_id} ${helped_id}`;

/** Whether the row makes a pairing that has days to come. */
export const isOngoing = ({ endsOn }: Draft, today: string): boolean => endsOn === null || endsOn >= today;

const sides = ['helper', 'helped'] as const;

const refuseParty = (o: Asked, side: Side, party: NamedParty, reason: string | null): readonly Text[] => {
  const refused = hardRules(party.name, party.findings);
  if (refused.length > 0 || o.running.definition.sides[side].party === 'organisation') return refused;
  const lacks = party.findings.find((f) => f.outcome === 'soft');
  return lacks && reason === null
    ? [
        t(
          `${party.name}：${lacks.text.zh}。特殊情况请填写理由`,
          `${party.name}: ${lacks.text.en}. For a special case fill in the reason`,
        ),
      ]
    : [];
};

const refuseDays = ({ row }: Running, startsOn: string | null, endsOn: string | null): Text[] => [
  ...(startsOn !== null && (startsOn < row.starts_on || startsOn > row.ends_on)
    ? [
        t(
          `开始日期应在项目期间（${row.starts_on} 至 ${row.ends_on}）之内`,
          `The first day must be within the programme (${row.starts_on} to ${row.ends_on})`,
        ),
      ]
    : []),
  ...(endsOn !== null && ((startsOn !== null && endsOn < startsOn) || endsOn > row.ends_on)
    ? [
        t(
          `结束日期不得早于开始日期，也不得晚于项目的最后一天 ${row.ends_on}`,
          `The last day cannot be before the first, nor after ${row.ends_on}, the last day of the programme`,
        ),
      ]
    : []),
];

/** A row with whom it names, and everything that is wrong with it by itself. */
export const draftOf = (o: Asked, partyOf: PartyOf, { row, values, reasons }: CellValues): Draft => {
  const found: Text[] = [...reasons];
  const reason = values['reason'] ?? null;
  const [helper, helped] = sides.map((side) => {
    const named = partyOf(side, values);
    if (named && 'id' in named) {
      found.push(...refuseParty(o, side, named, reason));
      return named;
    }
    if (named) found.push(named);
    return undefined;
  });
  if (helper && helper.id === helped?.id)
    found.push(
      helper.kind === 'person'
        ? t('不能与自己结对', 'Nobody is paired with themself')
        : t('帮扶方与被帮扶方不能是同一个单位', 'A party cannot be paired with itself'),
    );
  const [startsOn, endsOn] = [values['startsOn'] ?? null, values['endsOn'] ?? null];
  found.push(...refuseDays(o.running, startsOn, endsOn));
  return { row, reasons: found, helper, helped, startsOn, endsOn, reason, doubt: values['doubt'] ?? null };
};

const until = (g: Standing): string => g.ends_on ?? '—';

/** Finds the pairings that stand already: the row's own, or one that it would overlap. */
const findTarget = (draft: Draft, standing: readonly Standing[]): void => {
  const { startsOn, endsOn, reasons } = draft;
  draft.target = standing.find((g) => g.starts_on === startsOn && g.ends_on === endsOn);
  if (draft.target) return;
  const other = standing.find(
    (g) => g.starts_on <= (endsOn ?? '9999-12-31') && (g.ends_on === null || startsOn! <= g.ends_on),
  );
  if (other)
    reasons.push(
      t(
        `这两方已有结对（${other.starts_on} 至 ${until(other)}），日期不同。要改变它，请在结对页面办理`,
        `These two are paired already (${other.starts_on} to ${until(other)}) with other days: change that on its page`,
      ),
    );
};

/** Everybody holds at most so many pairings at once: those that stand, and those of the rows above. */
const refuseBeyond = (o: Asked, side: Side, drafts: readonly Draft[], held: ReadonlyMap<string, number>): void => {
  const atMost = o.running.definition.sides[side].atMost?.(o.running.settings);
  if (atMost === undefined) return;
  const above = new Map<string, number>();
  for (const draft of drafts) {
    const { id, name } = draft[side]!;
    const [stands, before] = [held.get(id) ?? 0, above.get(id) ?? 0];
    if (stands + before >= atMost)
      draft.reasons.push(
        t(
          `${name}已结对 ${stands} 个，本表前面的行有 ${before} 个，最多 ${atMost} 个`,
          `${name} holds ${stands} pairing(s) and ${before} in the rows above; the most allowed is ${atMost}`,
        ),
      );
    else above.set(id, before + 1);
  }
};

/** What is wrong with rows beside each other and beside what stands. */
export const judgeTogether = (o: {
  readonly asked: Asked;
  readonly drafts: readonly Draft[];
  readonly standing: readonly Standing[];
  /** Active pairings of each party, by side. */
  readonly held: Readonly<Record<Side, ReadonlyMap<string, number>>>;
}): void => {
  const { asked, drafts } = o;
  refuseDuplicates(good(drafts), (draft) => [pairOf(draft)]);
  const byPair = grouped(o.standing, standingPair);
  for (const draft of good(drafts)) findTarget(draft, byPair.get(pairOf(draft)) ?? []);
  const isNew = (draft: Draft) => !draft.target && isOngoing(draft, asked.today);
  for (const side of sides) refuseBeyond(asked, side, good(drafts).filter(isNew), o.held[side]);
};

export const good = (drafts: readonly Draft[]): readonly Draft[] => drafts.filter((d) => d.reasons.length === 0);

/** An empty cell never takes away what is to be verified. */
export const isChanged = ({ target, doubt }: Draft): boolean =>
  target !== undefined && doubt !== null && doubt !== target.doubt;

export const verdictOf = (draft: Draft, id: string): Verdict => {
  const { reasons, target, doubt } = draft;
  if (reasons.length > 0) return { outcome: 'error', id: null, reasons };
  if (!target) return { outcome: 'add', id, reasons: [] };
  if (!isChanged(draft)) return { outcome: 'same', id: target.id, reasons: [] };
  const was = target.doubt;
  return {
    outcome: 'change',
    id: target.id,
    reasons: [t(`待核：${was ?? '空'} → ${doubt}`, `To verify: ${was ?? 'empty'} → ${doubt}`)],
  };
};
