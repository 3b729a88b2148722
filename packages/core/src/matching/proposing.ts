import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { breathe } from '../imports/bulk.js';
import { Jobs, type JobRun } from '../jobs/jobs.js';
import { canonicalJson } from '../platform/canonical-json.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { conflict } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { Eligibility, type Judged } from '../registers/eligibility.js';
import { Rules } from '../rules/rules.js';
import {
  assertKnowsChildren,
  assertMatching,
  assertPeriod,
  helpedNow,
  type Matching,
  mostOf,
  taken,
} from './match-terms.js';
import { work } from './match-work.js';
import { type FoundOfBoth, proposalFrom, proposalInReach, type ProposalRow } from './proposal-rows.js';
import type * as api from './proposals.api.js';
import { matchProposal } from './proposals.tables.js';

interface ProposeInput {
  readonly programme: string;
  readonly period: string;
  readonly reach: Reach;
}

type Standing = ProposalRow & {
  /** 1 where it is to be computed: within reach and neither pinned nor published, or its pairing has ended. */
  readonly open: number;
};
type Proposed = ReturnType<typeof work> extends Generator<unknown, infer P, void> ? P : never;

/** Somebody changed a proposal while others were computed. */
class ProposalsMoved extends Error {}

/** Somebody else may decide in the same moment; then it is computed again, so many times. */
const TRIES = 3;

/** Computes proposals for everybody in reach who qualifies and has no pairing yet. */
@Injectable()
export class Proposing implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly eligibility: Eligibility,
    private readonly rules: Rules,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('match.propose', (run) => this.propose(run));
  }

  ask({ scope, actor, params, body }: Call<typeof api.propose>) {
    return this.units.run(actor, async (unit) => {
      const running = assertMatching(await this.programmes.writable(unit, scope, params.id, 'proposal.write'));
      assertKnowsChildren(scope, running);
      assertPeriod(await this.calendars.of(unit, running.row.district_id), body.period);
      const input: ProposeInput = { programme: params.id, period: body.period, reach: scope.reach('proposal.write')! };
      const job = await this.jobs.put(unit, actor, { kind: 'match.propose', input: { ...input } });
      await unit.audit({
        action: 'proposal.ask',
        kind: 'programme',
        id: params.id,
        districtId: running.row.district_id,
        detail: { period: body.period },
      });
      return { job };
    });
  }

  private async propose(run: JobRun): Promise<void> {
    const input = run.input as unknown as ProposeInput;
    for (let tries = 1; ; tries++)
      try {
        return await this.once(run, input);
      } catch (error) {
        if (!(error instanceof ProposalsMoved)) throw error;
        if (tries === TRIES)
          throw conflict(
            'changed-meanwhile',
            t('生成期间建议多次被他人修改，请再试一次', 'Proposals were changed by others meanwhile: try again'),
          );
      }
  }

  private async once(run: JobRun, input: ProposeInput): Promise<void> {
    const running = await this.programmes.byId(this.database, input.programme);
    const matching = assertMatching({ ...running, definition: this.programmes.assertWritable(running) });
    const standing = await this.standing(this.database, input);
    const open = new Map(standing.filter((row) => Number(row.open) === 1).map((row) => [row.helped_id, row]));
    const settled = new Set(standing.filter((row) => Number(row.open) !== 1).map((row) => row.helped_id));
    const qualified = async (side: 'helper' | 'helped') =>
      (await this.eligibility.judge(this.database, { ...input, running: matching, side, where: all([]) })).filter(
        ({ outcome }) => outcome === 'eligible',
      );
    const helped = await qualified('helped');
    await run.progress(0, helped.length);
    const helpers = await qualified('helper');
    const paired = await helpedNow(this.database, input.programme, idsOf(helped));
    const wanting = helped.filter(({ person }) => !settled.has(person.id) && !paired.has(person.id));
    const filled = await taken(this.database, {
      ...input,
      helpers: idsOf(helpers),
      but: new Set([...open.values()].map(({ id }) => id)),
    });
    await run.progress(0, wanting.length);
    const proposed = await this.rules.run({
      definition: matching.definition,
      rule: 'match',
      work,
      file: new URL('./match-work.js', import.meta.url),
      input: {
        settings: matching.settings,
        helped: wanting.map(({ candidate }) => candidate),
        helpers: helpers.map(({ candidate }) => ({
          candidate,
          capacity: mostOf(matching) - (filled.get(candidate.id) ?? 0),
        })),
      },
      progress: ({ done, total }) => run.progress(done, total),
    });
    const found = { helped: byId(wanting), helper: byId(helpers) };
    await this.units.run(run.actor, async (unit) => {
      await unit.lock(programme, input.programme);
      if (versionsOf(await this.standing(unit, input)) !== versionsOf(standing)) throw new ProposalsMoved();
      await this.keep(unit, { input, matching, proposed, open, found });
      const matched = proposed.filter(({ helper }) => helper !== null).length;
      await unit.audit({
        action: 'proposal.compute',
        kind: 'programme',
        id: input.programme,
        districtId: matching.row.district_id,
        detail: { period: input.period, matched, unmatched: proposed.length - matched, kept: settled.size },
      });
    });
  }

  /** Every proposal of the period, in reach or not: what is not computed again still fills places. */
  private standing(reads: Reads, o: ProposeInput): Promise<Standing[]> {
    return reads.all<Standing>(sql`select m.*, case when ${proposalInReach(o.reach)} and (m.pairing_id is null
      and m.pinned_at is null or exists (select 1 from pairing g where g.id = m.pairing_id and g.state <> 'active'))
      then 1 else 0 end as open
      ${proposalFrom} where m.programme_id = ${o.programme} and m.period = ${o.period} order by m.id`);
  }

  /** Puts what was computed in the place of what stood there; what is the same stays as it is. */
  private async keep(
    unit: Unit,
    o: {
      readonly input: ProposeInput;
      readonly matching: Matching;
      readonly proposed: Proposed;
      readonly open: ReadonlyMap<string, Standing>;
      readonly found: Readonly<Record<'helper' | 'helped', ReadonlyMap<string, Judged>>>;
    },
  ): Promise<void> {
    const left = new Map(o.open);
    for (const [n, one] of o.proposed.entries()) {
      if (n % 200 === 199) await breathe();
      const before = left.get(one.helped);
      left.delete(one.helped);
      const findings: FoundOfBoth = {
        helper: one.helper === null ? [] : o.found.helper.get(one.helper)!.findings,
        helped: o.found.helped.get(one.helped)!.findings,
      };
      const to = {
        helper_id: one.helper,
        origin: 'computed' as const,
        reason: canonicalJson(one.reason),
        findings: canonicalJson(findings),
        note: null,
        pinned_at: null,
        pairing_id: null,
        settings_number: o.matching.settingsNumber,
      };
      if (!before)
        await unit.insert(matchProposal, {
          ...to,
          id: newId(this.clock.now().getTime()),
          district_id: o.matching.row.district_id,
          programme_id: o.input.programme,
          period: o.input.period,
          helped_id: one.helped,
          created_at: this.clock.instant(),
          version: 1,
        });
      else if (Object.entries(to).some(([key, value]) => before[key as keyof typeof to] !== value))
        if (!(await unit.change(matchProposal, before, to))) throw new ProposalsMoved();
    }
    for (const { id } of left.values()) await unit.run(sql`delete from match_proposal where id = ${id}`);
  }
}

const idsOf = (judged: readonly Judged[]) => judged.map(({ person }) => person.id);
const byId = (judged: readonly Judged[]) => new Map(judged.map((one) => [one.person.id, one]));
const versionsOf = (rows: readonly Standing[]): string => rows.map(({ id, version }) => `${id} ${version}`).join('\n');
