import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { addWorkingDays, type SchoolCalendar, type Text, t, today as dayOf, unknownYears } from '@xieshou/sdk';
import { delegatorsOf } from '../access/delegations.js';
import { type Actor, type Call, system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import { conflict, notFound, refused } from '../platform/problem.js';
import { inReach, type Party, type Reach } from '../platform/scope.js';
import { Sweep } from '../platform/sweep.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import type * as api from './reviews.api.js';
import { type decisions, review, reviewDecision } from './reviews.tables.js';

export type ReviewRow = Row<typeof review>;
export type Decision = (typeof decisions)[number];

/** What a review says of the thing it is about, for the desk. */
export interface Described {
  readonly programmeTitle: string;
  readonly form: string;
  readonly formTitle: Text;
  readonly helper: { readonly id: string; readonly name: string };
  readonly helped: { readonly id: string; readonly name: string };
  readonly on: string;
  readonly brief: Text;
  readonly writtenBy: string;
  /** The record that the review's page shows, where it is not what is reviewed. */
  readonly record?: string;
  /** Set when it is asked whether the record may be corrected. */
  readonly correction?: {
    readonly number: number;
    readonly reason: string;
    readonly difference: readonly {
      readonly field: string;
      readonly title: Text;
      readonly before: unknown;
      readonly after: unknown;
    }[];
  };
}

/** A kind of thing that can be reviewed: how to describe it, who must not decide it, what a decision does to it. */
export interface Reviewable {
  describe(reads: Reads, reviews: readonly ReviewRow[]): Promise<ReadonlyMap<string, Described>>;
  /** Accounts that may not decide it because it is their own case. */
  owners(reads: Reads, review: ReviewRow): Promise<readonly string[]>;
  decided(unit: Unit, o: Decided): Promise<void>;
}

export interface Decided {
  readonly review: ReviewRow;
  readonly decision: Decision;
  readonly reason: string | null;
  /** Null when silence decided. */
  readonly userId: string | null;
  /** The instant that stands with the decision. */
  readonly at: string;
}

/** Reviews (aliased `w`) that a reach decides: what a person decides for themself is nobody else's. */
const decidedBy = (reach: Reach | undefined): Sql =>
  reach?.kind === 'self'
    ? inReach(reach, { district: sql`w.district_id`, organisations: [], people: [sql`w.person_id`] })
    : sql`(w.person_id is null and ${inReach(reach, { district: sql`w.district_id`, organisations: [sql`w.organisation_id`] })})`;

/** Things that wait for somebody's agreement, and the decisions on them. */
@Injectable()
export class Reviews implements OnModuleInit, OnModuleDestroy {
  private readonly kinds = new Map<string, Reviewable>();
  private readonly sweep = new Sweep('Reviews', () => this.confirmSilent());

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly calendars: Calendars,
  ) {}

  register(kind: string, reviewable: Reviewable): void {
    this.kinds.set(kind, reviewable);
  }

  onModuleInit(): void {
    this.sweep.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.sweep.stop();
  }

  /** Opens a review inside the unit of work that needs it. `silentAfter` working days without an answer approve it. */
  async open(
    unit: Unit,
    o: {
      readonly name: string;
      readonly kind: string;
      readonly subjectId: string;
      readonly partId: string;
      readonly decides: Party;
      readonly programmeId: string;
      readonly districtId: string;
      readonly silentAfter: number;
    },
  ): Promise<void> {
    const due =
      o.silentAfter > 0
        ? addWorkingDays(await this.calendars.of(unit, o.districtId), this.clock.today(), o.silentAfter).day
        : null;
    await unit.insert(review, {
      id: newId(this.clock.now().getTime()),
      district_id: o.districtId,
      programme_id: o.programmeId,
      name: o.name,
      step: 1,
      subject_kind: o.kind,
      subject_id: o.subjectId,
      part_id: o.partId,
      organisation_id: o.decides.organisationId,
      person_id: o.decides.personId,
      state: 'open',
      opened_at: this.clock.instant(),
      due_on: due,
      version: 1,
    });
  }

  /** Open reviews of a reach for some subjects, so that a page can offer the decision where the thing is shown. */
  openFor(reads: Reads, reach: Reach | undefined, subjectIds: readonly string[]): Promise<ReviewRow[]> {
    return reads.all<ReviewRow>(sql`select w.* from review w where w.state = 'open'
      and ${decidedBy(reach)} and w.subject_id in ${list(subjectIds)}`);
  }

  async waiting(reach: Reach | undefined): Promise<number> {
    const row = await this.database.one<{ n: number }>(sql`select count(*) as n from review w where w.state = 'open'
      and ${decidedBy(reach)}`);
    return Number(row?.n ?? 0);
  }

  async list({ scope, query }: Call<typeof api.listReviews>) {
    const where = all([
      decidedBy(scope.reach('review.decide')),
      query.state === 'open' ? sql`w.state = 'open'` : sql`w.state in ('approved', 'returned')`,
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

  decide({ scope, actor, params, body }: Call<typeof api.decideReview>) {
    return this.units.run(actor, async (unit) => {
      const row = await unit.one<ReviewRow>(sql`select w.* from review w where w.id = ${params.id} and
        ${decidedBy(scope.reach('review.decide'))}`);
      if (!row) throw notFound();
      const owners = await this.kindOf(row).owners(unit, row);
      // Whoever stood in for somebody when it was handed in may have done so on that person's behalf.
      const concerned = new Set([...owners, ...(await delegatorsOf(unit, { accounts: owners, at: row.opened_at }))]);
      if (concerned.has(scope.userId) || (scope.onBehalfOf !== undefined && concerned.has(scope.onBehalfOf)))
        throw refused(
          'own-case',
          t(
            '不能确认自己填写的记录，请由同单位的其他人确认',
            'You may not decide on what you wrote yourself: ask a colleague',
          ),
        );
      const decision = body.decision === 'confirm' ? 'approve' : 'return';
      const reason = body.decision === 'confirm' ? (body.note ?? null) : body.reason;
      await this.close(unit, row, { decision, reason, userId: scope.userId });
      const [answer] = await this.describe(unit, [{ ...row, state: decision === 'approve' ? 'approved' : 'returned' }]);
      return answer!;
    });
  }

  /** Approves what the other side has let lie beyond its day (沉默视为确认). Answers how many. */
  async confirmSilent(): Promise<number> {
    const today = this.clock.today();
    let confirmed = 0;
    for (let after = ''; ;) {
      // Nothing is decided in a programme that stands still; page by page, so that what cannot be decided stops nothing.
      const due = await this.database.all<ReviewRow>(sql`select w.* from review w
        join programme p on p.id = w.programme_id and p.state = 'enabled'
        where w.state = 'open' and w.due_on is not null and w.due_on < ${today} and w.id > ${after} order by w.id limit 500`);
      for (const row of due) {
        const actor: Actor = { ...system, districtId: row.district_id };
        await this.units
          .run(actor, (unit) => this.close(unit, row, { decision: 'silence', reason: null, userId: null }))
          .then(() => (confirmed += 1))
          .catch((error: unknown) => new Logger('Reviews').warn(`${row.id} stays open: ${String(error)}`));
      }
      if (due.length < 500) return confirmed;
      after = due.at(-1)!.id;
    }
  }

  /** Takes back open reviews of a subject: what they were about has changed. */
  async withdraw(unit: Unit, subjectId: string): Promise<void> {
    await unit.run(sql`update review set state = 'withdrawn', closed_at = ${this.clock.instant()}, version = version + 1
      where subject_id = ${subjectId} and state = 'open'`);
  }

  private async close(
    unit: Unit,
    row: ReviewRow,
    o: { decision: Decision; reason: string | null; userId: string | null },
  ): Promise<void> {
    const state = o.decision === 'return' ? 'returned' : 'approved';
    const at = this.clock.instant();
    // Of ten people deciding at once, one finds it open.
    const mine = await unit.run(sql`update review set state = ${state}, closed_at = ${at}, version = version + 1
      where id = ${row.id} and state = 'open'`);
    if (mine !== 1)
      throw conflict('decided', t('该事项已由他人处理，请刷新', 'Somebody else has decided this already: refresh'));
    await unit.insert(reviewDecision, {
      id: newId(this.clock.now().getTime()),
      review_id: row.id,
      step: row.step,
      decision: o.decision,
      user_id: o.userId,
      reason: o.reason,
      at,
    });
    await this.kindOf(row).decided(unit, { review: row, ...o, at });
    await unit.audit({
      action: `review.${o.decision}`,
      kind: row.subject_kind,
      id: row.subject_id,
      districtId: row.district_id,
      detail: { review: row.id, part: row.part_id },
    });
  }

  private kindOf(row: ReviewRow): Reviewable {
    const kind = this.kinds.get(row.subject_kind);
    if (!kind) throw new Error(`nobody describes reviews of the kind ${row.subject_kind}`);
    return kind;
  }

  /** Reviews as the desk shows them. */
  async describe(reads: Reads, rows: readonly ReviewRow[]) {
    const described = new Map<string, Described>();
    for (const kind of new Set(rows.map((row) => row.subject_kind))) {
      const own = rows.filter((row) => row.subject_kind === kind);
      for (const [id, d] of await this.kindOf(own[0]!).describe(reads, own)) described.set(id, d);
    }
    const calendars = new Map<string, SchoolCalendar>();
    for (const id of new Set(rows.map((row) => row.district_id))) calendars.set(id, await this.calendars.of(reads, id));
    return rows.flatMap((row) => {
      const d = described.get(row.id);
      if (!d || row.state === 'withdrawn') return [];
      return [
        {
          id: row.id,
          programme: row.programme_id,
          record: row.subject_id,
          correction: null,
          pairing: row.part_id,
          openedAt: row.opened_at,
          dueOn: row.due_on,
          dueUnknownYears: unknownUntil(calendars.get(row.district_id)!, row),
          state: row.state,
          ...d,
        },
      ];
    });
  }
}

/** Years between opening and deadline whose days off are not loaded. */
const unknownUntil = (calendar: SchoolCalendar, { opened_at, due_on }: ReviewRow): number[] =>
  due_on === null ? [] : unknownYears(calendar, { from: dayOf(new Date(opened_at)), to: due_on });
