import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import type { Database, Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { invalid, Problem, type ProblemField } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { openedText } from '../programmes/sealed-data.js';
import { isWriterOf, type WritableProgramme } from './record-rows.js';
import { formInUse, needsConfirmation } from './record-rules.js';
import type * as api from './records.api.js';
import { Records } from './records.js';
import { ReviewSteps } from './review-steps.js';

type Body = Call<typeof api.createRecords>['body'];
type Checked = Awaited<ReturnType<Records['checked']>>;

/** What makes two records the same: their pairings and everything that is filled in. */
const sameness = (pairings: readonly string[], data: string): string => `${[...pairings].sort().join()} ${data}`;

/** 批量填报: many records of one form at once. All of them are handed in, or none. */
@Injectable()
export class Batches {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly programmes: Programmes,
    private readonly records: Records,
    private readonly steps: ReviewSteps,
  ) {}

  async create({ scope, actor, params, body }: Call<typeof api.createRecords>) {
    if (body.check) {
      const running = await this.programmes.writable(this.database, scope, params.id, 'record.write');
      await this.checkAll(this.database, scope, running, body);
      return { checked: body.rows.length, records: [] };
    }
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'record.write');
      const rows = await this.checkAll(unit, scope, running, body);
      const records: string[] = [];
      for (const row of rows)
        records.push(await this.records.add(unit, scope, running, body.form, row, { quietly: true }));
      if (needsConfirmation(running, body.form))
        await this.steps.announceBatch(unit, running, {
          form: body.form,
          writer: scope.organisationName,
          records: rows.map(({ row, pairings }) => ({
            row: { ...row, form: body.form },
            pairings,
          })),
        });
      return { checked: rows.length, records };
    });
  }

  /** Every row is held to what a single record is held to; what does not hold is said row by row, field by field. */
  private async checkAll(reads: Reads, scope: Scope, running: WritableProgramme, body: Body): Promise<Checked[]> {
    formInUse(running, body.form);
    const rows: Checked[] = [];
    const errors: ProblemField[] = [];
    const at: number[] = [];
    for (const [i, row] of body.rows.entries()) {
      try {
        rows.push(await this.records.checked(reads, scope, running, { form: body.form, ...row }));
        at.push(i);
      } catch (error) {
        if (!(error instanceof Problem) || !error.more.errors) throw error;
        errors.push(...error.more.errors.map((e) => ({ ...e, field: `rows.${i}.${e.field}` })));
      }
    }
    errors.push(...(await this.twice(reads, scope, running, { form: body.form, rows, at })));
    if (errors.length > 0) throw invalid(errors);
    return rows;
  }

  /** Rows that say what another row, or a record of the same writer, says already: a table pasted twice. */
  private async twice(
    reads: Reads,
    scope: Scope,
    running: WritableProgramme,
    o: { readonly form: string; readonly rows: readonly Checked[]; readonly at: readonly number[] },
  ): Promise<ProblemField[]> {
    const days = [...new Set(o.rows.map(({ row }) => row.on_day))];
    const there = await reads.all<{ id: string; data: string; pairing_id: string }>(
      sql`select r.id, r.data, rs.pairing_id from record r join record_subject rs on rs.record_id = r.id
        where r.programme_id = ${running.row.id} and r.form = ${o.form} and ${isWriterOf(scope)}
        and r.state not in ('draft', 'void') and r.on_day in ${list(days)}`,
    );
    const kept = new Set(
      [...grouped(there, (r) => r.id).values()].map((rows) =>
        sameness(
          rows.map((r) => r.pairing_id),
          openedText(running, rows[0]!.data),
        ),
      ),
    );
    const first = new Map<string, number>();
    return o.rows.flatMap(({ row, pairings }, n) => {
      const i = o.at[n]!;
      const same = sameness(
        pairings.map((g) => g.id),
        openedText(running, row.data),
      );
      const before = first.get(same);
      if (before === undefined) first.set(same, i);
      else
        return [
          {
            field: `rows.${i}.data.on`,
            text: t(
              `与第 ${before + 1} 行完全相同，请删去一行或写明区别`,
              `The same as row ${before + 1}: remove one of them, or say how they differ`,
            ),
          },
        ];
      return kept.has(same)
        ? [
            {
              field: `rows.${i}.data.on`,
              text: t(
                '贵单位已经提交过完全相同的记录，请删去这一行或写明区别',
                'You have handed in the very same record before: remove this row, or say how it differs',
              ),
            },
          ]
        : [];
    });
  }
}
