import { Inject, Injectable } from '@nestjs/common';
import { type Inside, type Side, type Text, t } from '@xieshou/sdk';
import { Arranging, insideRule } from '../pairings/arranging.js';
import { pairingAround } from '../pairings/inside-rows.js';
import { ofSides, pairingColumns, pairingFrom, pairingInReach, type PairingRow } from '../pairings/pairings.js';
import { type Free, unpaired } from '../pairings/unpaired.js';
import type { Call } from '../platform/call.js';
import type { Database } from '../platform/database/database.js';
import { all, sql } from '../platform/database/sql.js';
import { conflict } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import type * as api from './inside-proposals.api.js';
import { match } from './matching.js';

const sides = ['helper', 'helped'] as const;

/** Proposals for pairs of people inside pairings. They are computed whenever they are read: the same people give the same. */
@Injectable()
export class InsideProposals {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly programmes: Programmes,
    private readonly arranging: Arranging,
  ) {}

  async list({ scope, params, query }: Call<typeof api.listInsideProposals>) {
    const { definition } = await this.programmes.writable(this.database, scope, params.id, 'pairing.arrange');
    const rule = insideRule(definition, query.inside);
    if (!rule.kindFrom)
      throw conflict(
        'no-match',
        t(
          '该项目不为这种结对生成建议，请直接新增',
          'The programme proposes no such pairs: name the two people directly',
        ),
      );
    const around = await this.around(scope, params.id);
    // One to one: whoever is in a pair already is proposed for no other.
    const free = await unpaired(this.database, {
      programme: params.id,
      inside: query.inside,
      rule,
      around,
      reached: all([]),
    });
    const of = (side: Side) => free.filter((one) => one.side === side);
    const people = { helper: of('helper'), helped: of('helped') };
    const between = new Map(around.map((g) => [`${g.helper_organisation_id} ${g.helped_organisation_id}`, g.id]));
    const placed = place(people, between);
    const byId = new Map([...people.helper, ...people.helped].map((one) => [one.id, one]));
    const pairs = [...placed]
      .map(([helped, helper]) => ({ helper: byId.get(helper)!, helped: byId.get(helped)! }))
      .map(({ helper, helped }) => ({
        pairing: between.get(`${helper.organisation} ${helped.organisation}`)!,
        kind: helped.kind!,
        helper: named(helper),
        helped: named(helped),
      }))
      .sort((a, b) => orderOf(rule, a.kind) - orderOf(rule, b.kind) || (a.helped.id < b.helped.id ? -1 : 1));
    const matched = new Set([...placed.keys(), ...placed.values()]);
    const unmatched = sides.flatMap((side) =>
      people[side]
        .filter(({ id }) => !matched.has(id))
        .map((one) => ({
          side,
          person: named(one),
          kind: one.kind ?? null,
          reason: whyNobody(rule, { side, one, across: people[side === 'helper' ? 'helped' : 'helper'], between }),
        })),
    );
    return { pairs, unmatched };
  }

  arrange({ scope, actor, params, body }: Call<typeof api.arrangeProposals>) {
    return this.units.run(actor, async (unit) => {
      const { definition } = await this.programmes.writable(unit, scope, params.id, 'pairing.arrange');
      await unit.lock(programme, params.id);
      const rule = insideRule(definition, body.inside);
      const told = new Map<string, PairingRow>();
      for (const [n, { pairing, ...pair }] of body.pairs.entries()) {
        const reached = sql`g.programme_id = ${params.id} and ${pairingInReach(scope.reach('pairing.arrange'))}`;
        const around = told.get(pairing) ?? (await pairingAround(unit, pairing, reached));
        told.set(pairing, around);
        const arranged = { ...pair, inside: body.inside, startsOn: body.startsOn };
        await this.arranging.arrange(unit, scope, { around, rule, arranged, at: `pairs.${n}.` });
      }
      for (const around of told.values()) {
        const n = body.pairs.filter(({ pairing }) => pairing === around.id).length;
        await this.arranging.tell(unit, scope, around, {
          zh: `${rule.title.zh}：${around.helper_name}与${around.helped_name} ${n} 对${rule.agreedBy ? '待双方同意' : '已结对'}`,
          en: `${rule.title.en}: ${n} pair(s) of ${around.helper_name} and ${around.helped_name} ${rule.agreedBy ? 'wait for both to agree' : 'are made'}`,
        });
      }
      return { arranged: body.pairs.length };
    });
  }

  private around(scope: Scope, programmeId: string): Promise<PairingRow[]> {
    return this.database
      .all<PairingRow>(sql`select ${pairingColumns} ${pairingFrom} where g.programme_id = ${programmeId}
      and ${ofSides} and g.state = 'active' and ${pairingInReach(scope.reach('pairing.arrange'))} order by g.id`);
  }
}

const named = ({ id, name, place }: Free) => ({ id, name: `${name}（${place}）` });
const orderOf = (rule: Inside, kind: string) => rule.kind.choices.findIndex(({ value }) => value === kind);

/** Helper of each helped person, by ids: most of them, one to one, of one kind, where their organisations are paired. */
const place = (
  people: Readonly<Record<Side, readonly Free[]>>,
  between: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> => {
  const at = new Map([...people.helper, ...people.helped].map((one) => [one.id, one.organisation]));
  const known = (side: Side) =>
    people[side].flatMap(({ id, kind }) => (kind === undefined ? [] : [{ id, place: kind, key: [] }]));
  const work = match({
    within: 'place',
    helped: known('helped'),
    helpers: known('helper').map((one) => ({ ...one, capacity: 1 })),
    allowed: ({ helper, helped }) => between.has(`${at.get(helper)} ${at.get(helped)}`),
  });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value.pairs;
  }
};

const whyNobody = (
  rule: Inside,
  o: {
    readonly side: Side;
    readonly one: Free;
    readonly across: readonly Free[];
    readonly between: ReadonlyMap<string, string>;
  },
): Text => {
  const { one, side, across, between } = o;
  const kind = rule.kind.choices.find(({ value }) => value === one.kind);
  if (!kind) {
    const { zh, en } = rule.kind.title;
    return t(`人员名册中没有登记可用的${zh}`, `The register of people names no ${en.toLowerCase()} that there is`);
  }
  const isAcross = (other: Free) =>
    between.has(
      side === 'helper' ? `${one.organisation} ${other.organisation}` : `${other.organisation} ${one.organisation}`,
    );
  const n = across.filter((other) => other.kind === one.kind && isAcross(other)).length;
  const other = rule[side === 'helper' ? 'helped' : 'helper'];
  return n === 0
    ? t(
        `对方没有未结对的${kind.title.zh}${other.zh}`,
        `The other side has no free ${other.en.toLowerCase()} of ${kind.title.en}`,
      )
    : t(
        `对方未结对的${kind.title.zh}${other.zh}（${n} 人）已全部安排给排在前面的人，不作一对多`,
        `The ${n} free on the other side in ${kind.title.en} go to those who come first; nobody takes two`,
      );
};
