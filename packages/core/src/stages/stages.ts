import { Inject, Injectable } from '@nestjs/common';
import { type StageStanding, t } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import {
  ofSides,
  pairingColumns,
  pairingFrom,
  pairingInReach,
  pairingNamed,
  type PairingRow,
} from '../pairings/pairings.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, type Sql, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { offsetOf } from '../platform/page.js';
import { invalid, notFound } from '../platform/problem.js';
import { DATABASE } from '../platform/tokens.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { stageCounts } from './stage-counts.js';
import {
  closedBy,
  currentOf,
  isLate,
  type Seen,
  stagesOf,
  stageTitle,
  standingOf,
  type Step,
  windowOf,
} from './stage-standing.js';
import type * as api from './stages.api.js';

type Sides = Pick<PairingRow, 'id' | 'helper_id' | 'helper_name' | 'helped_id' | 'helped_name'>;

/** 阶段: how far pairings have come. */
@Injectable()
export class Stages {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
  ) {}

  board({ scope, params, query }: Call<typeof api.readStages>) {
    return this.database.snapshot(async (reads) => {
      const running = await this.programmes.get(reads, scope, params.id, 'programme.read');
      const offset = offsetOf(query);
      const seen = this.seen(running);
      const keys = Object.keys(seen.definition?.stages ?? {});
      if (query.stage !== undefined && !keys.includes(query.stage))
        throw invalid([{ field: 'stage', text: t('该项目没有这个阶段', 'The programme has no such stage') }]);
      // Where each pairing stands is a walk over its few steps, and no column: all are read, and the page's are counted.
      const pairings =
        keys.length === 0
          ? []
          : await reads.all<Sides>(
              sql`select ${pairingColumns} ${pairingFrom} where ${all([
                sql`g.programme_id = ${params.id} and ${ofSides} and g.state = 'active'`,
                pairingInReach(scope.reach('pairing.read')),
                ...(query.q ? [pairingNamed(query.q)] : []),
              ])} order by helped.name_key, helper.name_key, g.id`,
            );
      const steps = await this.steps(
        reads,
        pairings.map(({ id }) => id),
      );
      const standing = pairings.map((g) => {
        const current = currentOf(seen, closedBy(steps.get(g.id) ?? []));
        return { g, current, late: isLate(seen, current) };
      });
      const at = (key: string | null) => standing.filter(({ current }) => current === key);
      const shown = [...keys, null]
        .filter((key) => (query.stage === undefined || key === query.stage) && (!query.done || key === null))
        .flatMap(at)
        .filter(({ late }) => late || !query.late);
      const rows = shown.slice(offset, offset + query.size).map(({ g }) => g);
      return {
        rows: await this.rows(reads, { running, rows, steps }),
        page: query.page,
        size: query.size,
        total: shown.length,
        more: false,
        stages: keys.map((key) => ({
          key,
          title: stageTitle(seen, key),
          place: seen.definition!.stages[key]!.place ?? null,
          ...windowOf(seen, key),
          pairings: at(key).length,
          late: at(key).filter(({ late }) => late).length,
        })),
        done: keys.length === 0 ? 0 : at(null).length,
      };
    });
  }

  read({ scope, params }: Call<typeof api.readPairingStages>) {
    return this.database.snapshot(async (reads) => {
      const g = await this.pairing(reads, params.id, pairingInReach(scope.reach('pairing.read')));
      return this.of(reads, await this.programmes.byId(reads, g.programme_id), g.id);
    });
  }

  /** A pairing of the programme's two sides that a condition covers. */
  async pairing(reads: Reads, id: string, reached: Sql): Promise<PairingRow> {
    const row = await reads.one<PairingRow>(
      sql`select ${pairingColumns} ${pairingFrom} where g.id = ${id} and ${ofSides} and ${reached}`,
    );
    if (!row) throw notFound();
    return row;
  }

  /** All stages of one pairing. */
  async of(reads: Reads, running: Running, pairing: string) {
    const [stages] = await this.whole(reads, { running, ids: [pairing], steps: await this.steps(reads, [pairing]) });
    return stages!;
  }

  /** How far pairings have come, for reports. */
  async standings(reads: Reads, running: Running, pairings: readonly string[]): Promise<StageStanding[]> {
    if (Object.keys(running.definition?.stages ?? {}).length === 0) return [];
    const steps = await this.steps(reads, pairings);
    const seen = this.seen(running);
    return pairings.map((pairing) => standingOf(seen, { pairing, steps: steps.get(pairing) ?? [] }));
  }

  seen({ definition, settings }: Running): Seen {
    return { definition, settings, today: this.clock.today() };
  }

  private async whole(
    reads: Reads,
    o: { readonly running: Running; readonly ids: readonly string[]; readonly steps: ReadonlyMap<string, Step[]> },
  ) {
    const seen = this.seen(o.running);
    const { definition, today } = seen;
    const counts = await stageCounts(reads, { programmeId: o.running.row.id, definition, pairingIds: o.ids, today });
    return o.ids.map((pairing) => stagesOf(seen, { pairing, steps: o.steps.get(pairing) ?? [], counts }));
  }

  private async rows(
    reads: Reads,
    o: { readonly running: Running; readonly rows: readonly Sides[]; readonly steps: ReadonlyMap<string, Step[]> },
  ) {
    const whole = await this.whole(reads, { ...o, ids: o.rows.map(({ id }) => id) });
    return o.rows.map((g, n) => {
      const { current, stages } = whole[n]!;
      return {
        pairing: g.id,
        helper: { id: g.helper_id, name: g.helper_name },
        helped: { id: g.helped_id, name: g.helped_name },
        current: stages.find(({ key }) => key === current) ?? null,
        closed: stages.filter(({ state }) => state === 'closed').length,
        differs: stages.some(({ differs }) => differs),
      };
    });
  }

  /** What was done in pairings, oldest first. */
  private async steps(reads: Reads, pairings: readonly string[]): Promise<ReadonlyMap<string, Step[]>> {
    const rows = await inPieces(pairings, (ids) =>
      reads.all<Step>(sql`select s.*, a.name as by_name from stage_step s left join account a on a.id = s.user_id
        where s.pairing_id in ${ids} order by s.pairing_id, s.number`),
    );
    return grouped(rows, (row) => row.pairing_id);
  }
}
