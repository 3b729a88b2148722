import { Inject, Injectable } from '@nestjs/common';
import { type SchoolCalendar, t, today as dayOf, unknownYears } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { page } from '../platform/page.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { type Described, ReviewKinds } from './review-kinds.js';
import { decidedBy, decisionDto, decisionsOn, type ReviewRow, waitsFor } from './review-rows.js';
import type * as api from './reviews.api.js';

/** What waits for whom, as people read it. */
@Injectable()
export class ReviewDesk {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: Calendars,
    private readonly kinds: ReviewKinds,
  ) {}

  /** Open reviews of some subjects that the caller may decide, so that a page can offer it where the thing is shown. */
  openFor(reads: Reads, scope: Scope, subjectIds: readonly string[]): Promise<ReviewRow[]> {
    return reads.all<ReviewRow>(sql`select w.* from review w
      where ${waitsFor(scope)} and w.subject_id in ${list(subjectIds)}`);
  }

  /** How many decisions wait for the caller, by programme. */
  async waiting(scope: Scope): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.all<{ programme_id: string; n: number }>(
      sql`select w.programme_id, count(*) as n from review w where ${waitsFor(scope)} group by w.programme_id`,
    );
    return new Map(rows.map((row) => [row.programme_id, Number(row.n)]));
  }

  async list({ scope, query }: Call<typeof api.listReviews>) {
    const where = all([
      query.state === 'open'
        ? waitsFor(scope)
        : sql`${decidedBy(scope.reach('review.decide'))} and w.state in ('approved', 'returned')`,
      ...(query.programme ? [sql`w.programme_id = ${query.programme}`] : []),
    ]);
    const order = query.state === 'open' ? sql`w.opened_at, w.id` : sql`w.closed_at desc, w.id`;
    const found = await page<ReviewRow, ReviewRow>(this.database, {
      query,
      rows: (window) => sql`select w.* from review w where ${where} order by ${order} ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from review w where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    return { ...found, rows: await this.describe(this.database, found.rows) };
  }

  /** Reviews as the desk shows them. */
  async describe(reads: Reads, rows: readonly ReviewRow[]) {
    const described = new Map<string, Described>();
    for (const [kind, own] of grouped(rows, (row) => row.subject_kind))
      for (const [id, one] of await this.kinds.of(kind).describe(reads, own)) described.set(id, one);
    const calendars = new Map<string, SchoolCalendar>();
    for (const id of new Set(rows.map((row) => row.district_id))) calendars.set(id, await this.calendars.of(reads, id));
    const opinions = await this.opinions(reads, rows);
    const today = this.clock.today();
    return rows.flatMap((row) => {
      const d = described.get(row.id);
      if (!d || row.state === 'withdrawn') return [];
      const { steps, ...shown } = d;
      const titleOf = (step: number) => steps[step - 1]?.title ?? t(`第 ${step} 步`, `Step ${step}`);
      const round = row.round ?? 1;
      const decided = opinions.get(`${row.subject_id} ${row.part_id}`) ?? [];
      return [
        {
          id: row.id,
          programme: row.programme_id,
          record: row.subject_id,
          correction: null,
          pairing: row.part_id,
          openedAt: row.opened_at,
          step: row.step,
          steps: Math.max(steps.length, row.step),
          stepTitle: titleOf(row.step),
          by: steps[row.step - 1]?.by ?? '',
          needs: row.needs ?? 1,
          approved: decided.filter((one) => one.review_id === row.id && one.decision === 'approve').length,
          opinions: decided
            .filter((one) => one.round < round || (one.round === round && one.step <= row.step))
            .map((one) => ({ ...decisionDto(one), round: one.round, step: one.step, stepTitle: titleOf(one.step) })),
          dueOn: row.due_on ?? row.decide_by,
          silence: row.due_on !== null,
          overdue: row.state === 'open' && row.decide_by !== null && row.decide_by < today,
          dueUnknownYears: unknownUntil(calendars.get(row.district_id)!, row),
          state: row.state,
          ...shown,
        },
      ];
    });
  }

  /** What has been decided of the same parts so far, in all rounds and steps. */
  private async opinions(reads: Reads, rows: readonly ReviewRow[]) {
    const subjects = [...new Set(rows.map((row) => row.subject_id))];
    const reviews = await reads.all<Pick<ReviewRow, 'id' | 'subject_id' | 'part_id' | 'step' | 'round'>>(
      sql`select w.id, w.subject_id, w.part_id, w.step, w.round from review w where w.subject_id in ${list(subjects)}
        and exists (select 1 from review_decision d where d.review_id = w.id)`,
    );
    const of = new Map(reviews.map((one) => [one.id, one]));
    const decisions = (await decisionsOn(reads, [...of.keys()])).map((d) => {
      const { subject_id, part_id, step, round } = of.get(d.review_id)!;
      return { ...d, subject_id, part_id, step, round: round ?? 1 };
    });
    return grouped(decisions, (d) => `${d.subject_id} ${d.part_id}`);
  }
}

/** Years between opening and deadline whose days off are not loaded. */
const unknownUntil = (calendar: SchoolCalendar, { opened_at, due_on, decide_by }: ReviewRow): number[] => {
  const to = due_on ?? decide_by;
  return to === null ? [] : unknownYears(calendar, { from: dayOf(new Date(opened_at)), to });
};
