import { Inject, Injectable } from '@nestjs/common';
import { type Candidate, type Side, type Text, t } from '@xieshou/sdk';
import { hardRules } from '../pairings/hard-rules.js';
import { canonicalJson } from '../platform/canonical-json.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { conflict, invalid, notFound, type ProblemField, stale } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { Eligibility, outcomeOf } from '../registers/eligibility.js';
import { Rules } from '../rules/rules.js';
import { work } from './choice-work.js';
import {
  assertKnowsChildren,
  assertMatching,
  assertPeriod,
  helpedNow,
  type Matching,
  mostOf,
  taken,
} from './match-terms.js';
import { type FoundOfBoth, type FoundProposal, foundProposal, proposalDto } from './proposal-rows.js';
import type * as api from './proposals.api.js';
import { matchProposal } from './proposals.tables.js';

/** Two people put together by hand, with what was found of them. */
interface Choice {
  readonly helper: Candidate | null;
  readonly helped: Candidate;
  readonly findings: FoundOfBoth;
  readonly reason: Text | null;
}

const isSpecial = ({ findings }: Choice): boolean => outcomeOf([...findings.helper, ...findings.helped]) !== 'eligible';

/** What advisers decide about proposals by hand: another helper, none, somebody whom the rules did not name. */
@Injectable()
export class ProposalChanges {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly eligibility: Eligibility,
    private readonly rules: Rules,
  ) {}

  async change({ scope, actor, params, body, version }: Call<typeof api.changeProposal>) {
    const reach = scope.reach('proposal.write');
    const row = await foundProposal(this.database, reach, params.id);
    if (!row) throw notFound();
    const running = await this.programmes.writable(this.database, scope, row.programme_id, 'proposal.write');
    assertKnowsChildren(scope, running);
    // Rules may take their time, and nobody else could write meanwhile: they are asked before the unit of work.
    const chosen =
      body.helper === undefined || body.helper === row.helper_id
        ? undefined
        : await this.choose(assertMatching(running), reach, { ...row, helper_id: body.helper });
    // Whoever does not qualify any more can still be left without a helper.
    if (chosen?.helper) assertHardRules(chosen);
    return this.units.run(actor, async (unit) => {
      await unit.lock(programme, running.row.id);
      const now = await foundProposal(unit, reach, params.id);
      if (!now) throw notFound();
      if (now.pairing_id !== null)
        throw conflict(
          'published',
          t('该建议已发布为结对，请在结对名单中处理', 'It has been published: change it in the list of pairings'),
        );
      if (now.version !== version) throw staleProposal(now, body);
      const note = body.note === undefined ? now.note : body.note || null;
      const special = chosen ? isSpecial(chosen) : now.origin === 'special';
      assertNoted(special, note, chosen);
      if (chosen?.helper) await this.assertRoom(unit, assertMatching(running), now, chosen.helper);
      const pinned = body.pinned ?? (chosen !== undefined || now.pinned_at !== null);
      const to = {
        note,
        pinned_at: pinned ? (now.pinned_at ?? this.clock.instant()) : null,
        ...(chosen
          ? {
              ...written(chosen),
              origin: special ? ('special' as const) : ('chosen' as const),
              settings_number: running.settingsNumber,
            }
          : {}),
      };
      if (!(await unit.change(matchProposal, { id: now.id, version }, to))) throw staleProposal(now, body);
      await unit.audit({
        action: 'proposal.change',
        kind: 'proposal',
        id: now.id,
        districtId: now.district_id,
        detail: { fields: Object.keys(body), helped: now.helped_id, helper: body.helper ?? null },
      });
      return proposalDto((await foundProposal(unit, reach, now.id))!);
    });
  }

  async add({ scope, actor, params, body }: Call<typeof api.addProposal>) {
    const reach = scope.reach('proposal.write');
    const asked = await this.programmes.writable(this.database, scope, params.id, 'proposal.write');
    assertKnowsChildren(scope, asked);
    const running = assertMatching(asked);
    assertPeriod(await this.calendars.of(this.database, running.row.district_id), body.period);
    const place = { period: body.period, helped_id: body.helped, helper_id: body.helper };
    const chosen = await this.choose(running, reach, place);
    assertHardRules(chosen);
    return this.units.run(actor, async (unit) => {
      await unit.lock(programme, running.row.id);
      const there = await unit.one(sql`select id from match_proposal where programme_id = ${running.row.id}
        and period = ${body.period} and helped_id = ${body.helped}`);
      if (there)
        throw onHelped(t('此人已在结对建议中，请直接修改', 'This person is on the list: change what stands there'));
      if ((await helpedNow(unit, running.row.id, [body.helped])).size > 0)
        throw onHelped(t('此人已有结对', 'This person has a pairing already'));
      const id = newId(this.clock.now().getTime());
      if (chosen.helper) await this.assertRoom(unit, running, { id, period: body.period }, chosen.helper);
      await unit.insert(matchProposal, {
        id,
        district_id: running.row.district_id,
        programme_id: running.row.id,
        period: body.period,
        helped_id: body.helped,
        ...written(chosen),
        origin: isSpecial(chosen) ? 'special' : 'chosen',
        note: body.note,
        pinned_at: this.clock.instant(),
        settings_number: running.settingsNumber,
        created_at: this.clock.instant(),
        version: 1,
      });
      await unit.audit({
        action: 'proposal.add',
        kind: 'proposal',
        id,
        districtId: running.row.district_id,
        detail: { helped: body.helped, helper: body.helper },
      });
      return proposalDto((await foundProposal(unit, reach, id))!);
    });
  }

  /** What the rules find of two people; a refusal where one of them cannot stand there at all. */
  private async choose(
    running: Matching,
    reach: Reach | undefined,
    o: Pick<FoundProposal, 'period' | 'helped_id' | 'helper_id'>,
  ): Promise<Choice> {
    const errors: ProblemField[] = [];
    const of = async (side: Side, id: string): Promise<Candidate | null> => {
      const asked = { running, reach, period: o.period, side, where: sql`p.id = ${id}` };
      const [found] = await this.eligibility.candidates(this.database, asked);
      const { title } = running.definition.sides[side];
      if (!found)
        errors.push({
          field: side,
          text: t(`${title.zh}不在可选人员中`, `${title.en}: this person cannot be chosen`),
        });
      return found?.candidate ?? null;
    };
    if (o.helper_id === o.helped_id)
      errors.push({ field: 'helper', text: t('不能与自己结对', 'Nobody is paired with themself') });
    const helped = await of('helped', o.helped_id);
    const helper = o.helper_id === null ? null : await of('helper', o.helper_id);
    if (errors.length > 0 || !helped) throw invalid(errors);
    const { definition, settings } = running;
    const found = await this.rules.run({
      definition,
      rule: 'match',
      work,
      file: new URL('./choice-work.js', import.meta.url),
      input: { settings, helped, helper },
    });
    return { helper, helped, ...found };
  }

  private async assertRoom(
    unit: Unit,
    running: Matching,
    at: Pick<FoundProposal, 'id' | 'period'>,
    helper: Candidate,
  ): Promise<void> {
    const most = mostOf(running);
    const o = { programme: running.row.id, period: at.period, helpers: [helper.id], but: new Set([at.id]) };
    const holds = (await taken(unit, o)).get(helper.id) ?? 0;
    if (holds >= most)
      throw invalid([
        {
          field: 'helper',
          text: t(
            `${helper.name}已结对或已安排 ${holds} 人，达到上限 ${most} 人，请另选或先调整`,
            `${helper.name} helps or is proposed for ${holds} already, the most allowed is ${most}: choose another, or free a place first`,
          ),
        },
      ]);
  }
}

/** What no note makes good is told at whom it is about. */
const assertHardRules = ({ helper, helped, findings }: Choice): void => {
  const errors = [
    ...hardRules(helper?.name ?? '', findings.helper).map((text) => ({ field: 'helper', text })),
    ...hardRules(helped.name, findings.helped).map((text) => ({ field: 'helped', text })),
  ];
  if (errors.length > 0) throw invalid(errors);
};

const onHelped = (text: Text) => invalid([{ field: 'helped', text }]);

const written = ({ helper, findings, reason }: Choice) => ({
  helper_id: helper?.id ?? null,
  reason: reason === null ? null : canonicalJson(reason),
  findings: canonicalJson(findings),
});

/** Where a rule leaves the choice open, somebody is proposed with a note only, which says what they lack. */
const assertNoted = (special: boolean, note: string | null, chosen: Choice | undefined): void => {
  if (!special || (note !== null && note.length >= 2)) return;
  const sides = ['helper', 'helped'] as const;
  const lacks = sides
    .flatMap((side) => (chosen?.findings[side] ?? []).map((f) => ({ ...f, name: chosen?.[side]?.name ?? '' })))
    .find((f) => f.outcome !== 'pass');
  throw invalid([
    {
      field: 'note',
      text: lacks
        ? t(
            `${lacks.name}：${lacks.text.zh}。特殊情况请写明理由`,
            `${lacks.name}: ${lacks.text.en}. For a special case write the reason`,
          )
        : t('特殊情况请写明理由', 'For a special case write the reason'),
    },
  ]);
};

const staleProposal = (now: FoundProposal, body: Call<typeof api.changeProposal>['body']) => {
  const theirs = { helper: now.helper_id, pinned: now.pinned_at !== null, note: now.note };
  const fields = Object.keys(body) as (keyof typeof theirs)[];
  return stale(
    proposalDto(now),
    fields
      .filter((field) => (body[field] ?? null) !== theirs[field])
      .map((field) => ({ field, yours: body[field] ?? null, theirs: theirs[field] })),
  );
};
