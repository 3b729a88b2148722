import { Injectable } from '@nestjs/common';
import { areMinors, type Finding, isDay, passes, type Side, t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { all, containing, list, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { offsetOf } from '../platform/page.js';
import { invalid, type ProblemField } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import { isMember, type Programmes, type Running } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { Eligibility, type Judged, namedOn } from '../registers/eligibility.js';
import { hardRules } from './hard-rules.js';
import { makePairing, type NewParty, partyKind } from './making.js';
import type * as api from './pairings.api.js';
import { PairingDays } from './pairing-days.js';
import { heldPairings } from './party-changes.js';
import { maskedName } from '../people/children.js';
import { pairableTeams, teamFindings } from './team-parties.js';

type WritableProgramme = Awaited<ReturnType<Programmes['writable']>>;

/** Two people, or a team and somebody, who are to be paired. */
export interface NewPair {
  readonly helper: string;
  readonly helped: string;
  readonly startsOn: string;
  /** Why each of them qualifies; `field` says which side it is about. */
  readonly findings: readonly Finding[];
  /** Why they are paired although one of them does not qualify by itself, or by whose wish. */
  readonly reason: string | null;
}

/** Of each side, where somebody may stand there at all. */
type FoundOfPair = Readonly<Record<Side, Judged | undefined>>;

interface Somebody {
  readonly id: string;
  readonly name: string;
  /** The name as messages say it, which stay with whoever got them. */
  readonly shown: string;
  readonly organisation_id: string;
  readonly district_id: string;
  /** Of a team: why it may be paired, or may not yet. */
  readonly found?: readonly Finding[];
}

/** Pairings between people, or between teams and people. */
@Injectable()
export class PersonPairs {
  constructor(
    private readonly clock: Clock,
    private readonly notifications: Notifications,
    private readonly eligibility: Eligibility,
    private readonly days: PairingDays,
  ) {}

  /** The people or teams who may stand on a side, as the latest results have them. */
  async candidates(
    reads: Reads,
    scope: Scope,
    running: WritableProgramme,
    query: Call<typeof api.listCandidates>['query'],
  ) {
    const atMost = running.definition.sides[query.side].atMost?.(running.settings) ?? null;
    const offset = offsetOf(query, { zh: '请用姓名缩小范围', en: 'Narrow the list by name' });
    if (running.definition.sides[query.side].party === 'group') return this.teams(reads, scope, running, query);
    const named = namedOn(scope, running, query.side);
    const judged = await this.eligibility.latest(reads, {
      running,
      side: query.side,
      reach: scope.reach('pairing.write'),
      named,
      where: query.q ? named.found(query.q) : all([]),
    });
    const found = judged.slice(offset, offset + query.size);
    const ids = found.map(({ person }) => person.id);
    const held = await heldPairings(reads, { programmeId: running.row.id, side: query.side, ids });
    return {
      rows: found.map(({ person, outcome, findings }) => {
        const holds = held.get(person.id) ?? 0;
        return {
          id: person.id,
          name: `${person.name}（${person.place_name}）`,
          findings: scope.reach('register.read') ? [...findings] : [],
          holds,
          atMost,
          eligible: outcome === 'eligible' && (atMost === null || holds < atMost),
        };
      }),
      page: query.page,
      size: query.size,
      total: judged.length,
      more: false,
    };
  }

  private async teams(
    reads: Reads,
    scope: Scope,
    running: WritableProgramme,
    query: Call<typeof api.listCandidates>['query'],
  ) {
    const atMost = running.definition.sides[query.side].atMost?.(running.settings) ?? null;
    const found = await pairableTeams(reads, {
      programmeId: running.row.id,
      reach: scope.reach('pairing.write'),
      where: query.q ? sql`lower(tm.name) like ${containing(query.q)} escape '\\'` : all([]),
    });
    const offset = (query.page - 1) * query.size;
    const held = await heldPairings(reads, {
      programmeId: running.row.id,
      side: query.side,
      ids: found.map(({ id }) => id),
    });
    const rows = found.slice(offset, offset + query.size).map((one) => {
      const findings = teamFindings(one);
      const holds = held.get(one.id) ?? 0;
      const { id, name } = one;
      return {
        id,
        name,
        findings: [...findings],
        holds,
        atMost,
        eligible: passes(findings) && (atMost === null || holds < atMost),
      };
    });
    return { rows, page: query.page, size: query.size, total: found.length, more: false };
  }

  /**
   * What is found of two people by the latest results. Asked before the unit of work that pairs them: a rule may take its
   * time, and nobody else could write meanwhile.
   */
  async judge(reads: Reads, scope: Scope, running: WritableProgramme, pair: Pick<NewPair, Side>): Promise<FoundOfPair> {
    const of = async (side: Side) => {
      // A team is looked at when it is paired: its members may have changed by then.
      if (running.definition.sides[side].party === 'group') return undefined;
      const where = sql`p.id = ${pair[side]}`;
      const named = namedOn(scope, running, side);
      const reach = scope.reach('pairing.write');
      return (await this.eligibility.latest(reads, { running, side, reach, named, where }))[0];
    };
    return { helper: await of('helper'), helped: await of('helped') };
  }

  /** Pairs two people who have been judged. Where a rule leaves the choice open, a reason is needed. Answers the id. */
  async create(
    unit: Unit,
    scope: Scope,
    running: WritableProgramme,
    body: Call<typeof api.createPairing>['body'],
    found: FoundOfPair,
  ): Promise<string> {
    const findings: Finding[] = [];
    const errors: ProblemField[] = [];
    const reason = body.reason ?? null;
    for (const side of ['helper', 'helped'] as const) {
      const judged = found[side];
      findings.push(...(judged?.findings ?? []).map((f) => ({ ...f, field: side })));
      const lacks = judged?.findings.find((f) => f.outcome === 'soft');
      if (judged && lacks && reason === null)
        errors.push({
          field: 'reason',
          text: t(
            `${judged.person.name}：${lacks.text.zh}。特殊情况请写明理由`,
            `${judged.person.name}: ${lacks.text.en}. For a special case write the reason`,
          ),
        });
    }
    // A reason is not asked for where it would not help.
    if (errors.length > 0 && passes(findings)) throw invalid(errors);
    const pair = { helper: body.helper, helped: body.helped, startsOn: body.startsOn, findings, reason };
    const [id] = await this.pair(unit, scope, running, [pair], (_, name) => name);
    return id!;
  }

  /**
   * Pairs people of a programme that the caller may pair. All or none: what does not hold is told at `<n>.helper`,
   * `<n>.helped` and `<n>.startsOn`, counted from 0. Answers the ids in the order of the pairs.
   */
  async pair(
    unit: Unit,
    scope: Scope,
    running: Running,
    pairs: readonly NewPair[],
    field: (pair: number, name: string) => string = (n, name) => `${n}.${name}`,
  ): Promise<string[]> {
    // Two advisers pairing at once must not both pass the limits below.
    await unit.lock(programme, running.row.id);
    const people = await this.pairable(unit, scope, running, pairs);
    const held = {
      helper: await this.held(unit, running, 'helper', pairs),
      helped: await this.held(unit, running, 'helped', pairs),
    };
    const already = await this.already(unit, running, pairs);
    const closed = await this.days.closed(unit, running);
    const errors: ProblemField[] = [];
    for (const [n, pair] of pairs.entries()) {
      const problem = (name: string, zh: string, en: string) => errors.push({ field: field(n, name), text: t(zh, en) });
      if (pair.helper === pair.helped) problem('helped', '不能与自己结对', 'Nobody is paired with themself');
      for (const side of ['helper', 'helped'] as const) {
        const rule = running.definition!.sides[side];
        const one = people[side].get(pair[side]);
        if (!one) {
          problem(
            side,
            `${rule.title.zh}不在可结对的人员中`,
            `${rule.title.en}: this person cannot be paired in this programme`,
          );
          continue;
        }
        const found = [...pair.findings.filter((f) => f.field === side), ...(one.found ?? [])];
        for (const { zh, en } of hardRules(one.name, found)) problem(side, zh, en);
        const atMost = rule.atMost?.(running.settings);
        const holds = held[side].get(pair[side]) ?? 0;
        if (atMost !== undefined && holds >= atMost)
          problem(
            side,
            `${one.name}已结对 ${holds} 个，达到上限 ${atMost} 个`,
            `${one.name} already holds ${holds} pairing(s), the most allowed is ${atMost}`,
          );
        held[side].set(pair[side], holds + 1);
      }
      if (already.has(pairOf(pair))) problem('helped', '这两人已经结对', 'These two are paired already');
      already.add(pairOf(pair));
      const { starts_on, ends_on } = running.row;
      if (!isDay(pair.startsOn) || pair.startsOn < starts_on || pair.startsOn > ends_on)
        problem(
          'startsOn',
          `开始日期应在项目期间（${starts_on} 至 ${ends_on}）之内`,
          `The first day must be within the programme (${starts_on} to ${ends_on})`,
        );
      else {
        const text = closed(pair.startsOn);
        if (text) problem('startsOn', text.zh, text.en);
      }
    }
    if (errors.length > 0) throw invalid(errors);
    const ids: string[] = [];
    for (const pair of pairs)
      ids.push(
        await this.put(unit, running, pair, {
          helper: people.helper.get(pair.helper)!,
          helped: people.helped.get(pair.helped)!,
        }),
      );
    return ids;
  }

  private async put(
    unit: Unit,
    running: Running,
    pair: NewPair,
    { helper, helped }: { readonly helper: Somebody; readonly helped: Somebody },
  ): Promise<string> {
    const id = newId(this.clock.now().getTime());
    const { sides } = running.definition!;
    await makePairing({
      unit,
      notifications: this.notifications,
      running,
      at: this.clock.instant(),
      made: {
        id,
        districtId: helped.district_id,
        helper: partyOf({ rule: sides.helper, running, one: helper }),
        helped: partyOf({ rule: sides.helped, running, one: helped }),
        startsOn: pair.startsOn,
        state: 'active',
        findings: [...pair.findings, ...(helper.found ?? [])],
        reason: pair.reason,
        doubt: null,
      },
    });
    return id;
  }

  /** Of the people named, those who may stand on each side and are the caller's to pair. */
  private async pairable(reads: Reads, scope: Scope, running: Running, pairs: readonly NewPair[]) {
    const reach = inReach(scope.reach('pairing.write'), {
      district: sql`p.district_id`,
      organisations: [sql`p.organisation_id`],
    });
    const of = async (side: Side) => {
      const rule = running.definition!.sides[side];
      const ids = pairs.map((x) => x[side]);
      if (rule.party === 'group') {
        const where = sql`tm.id in ${list(ids)}`;
        const teams = await pairableTeams(reads, {
          programmeId: running.row.id,
          reach: scope.reach('pairing.write'),
          where,
        });
        return new Map(
          teams.map((one): readonly [string, Somebody] => {
            const found = teamFindings(one).map((f) => ({ ...f, field: side }));
            return [one.id, { ...one, shown: one.name, found }];
          }),
        );
      }
      const shown = areMinors(rule, running.settings) ? maskedName(sql`p`) : sql`p.name`;
      const named = namedOn(scope, running, side);
      const rows = await reads.all<Somebody>(
        sql`select p.id, ${named.name} as name, ${shown} as shown, p.organisation_id, p.district_id
          from person p join organisation o on o.id = p.organisation_id where p.id in ${list(ids)}
          and p.kind in ${list(rule.of?.(running.settings) ?? [])} and p.left_on is null and ${reach} and ${isMember(sql`${running.row.id}`, sql`p.organisation_id`)}`,
      );
      return new Map(rows.map((row) => [row.id, row]));
    };
    return { helper: await of('helper'), helped: await of('helped') };
  }

  private held(reads: Reads, running: Running, side: Side, pairs: readonly NewPair[]) {
    return heldPairings(reads, { programmeId: running.row.id, side, ids: pairs.map((pair) => pair[side]) });
  }

  private async already(reads: Reads, running: Running, pairs: readonly NewPair[]): Promise<Set<string>> {
    const rows = await reads.all<{ helper: string; helped: string }>(
      sql`select helper_id as helper, helped_id as helped from pairing where programme_id = ${running.row.id}
        and state = 'active' and parent_id is null and helped_id in ${list(pairs.map((pair) => pair.helped))}`,
    );
    return new Set(rows.map(pairOf));
  }
}

const partyOf = (o: {
  readonly rule: Parameters<typeof partyKind>[0];
  readonly running: Running;
  readonly one: Somebody;
}): NewParty => ({
  kind: partyKind(o.rule, o.running.settings),
  id: o.one.id,
  name: o.one.shown,
  organisationId: o.one.organisation_id,
});

const pairOf = ({ helper, helped }: { readonly helper: string; readonly helped: string }): string =>
  `${helper} ${helped}`;
