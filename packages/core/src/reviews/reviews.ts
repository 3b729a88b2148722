import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { addWorkingDays, t } from '@xieshou/sdk';
import { delegatorsOf } from '../access/delegations.js';
import { type Actor, type Call, system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { list, nothing, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { conflict, notFound, refused } from '../platform/problem.js';
import type { Party, Scope } from '../platform/scope.js';
import { Sweep } from '../platform/sweep.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import { ReviewDesk } from './review-desk.js';
import { ReviewKinds } from './review-kinds.js';
import { actingAs, type Decision, decidedBy, type ReviewRow } from './review-rows.js';
import type * as api from './reviews.api.js';
import { review, reviewDecision } from './reviews.tables.js';

/** What one party is asked at one step. */
export interface Opening {
  readonly name: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly partId: string;
  readonly decides: Party;
  readonly programmeId: string;
  readonly districtId: string;
  readonly step: number;
  readonly round: number;
  readonly needs: number;
  /** Working days; 0 where there is no such time. */
  readonly silentAfter: number;
  readonly within: number;
}

const decidedAlready = () =>
  conflict('decided', t('该事项已由他人处理，请刷新', 'Somebody else has decided this already: refresh'));

/** Things that wait for somebody's agreement, and the decisions on them. */
@Injectable()
export class Reviews implements OnModuleInit, OnModuleDestroy {
  private readonly sweep = new Sweep('Reviews', () => this.confirmSilent());

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly calendars: Calendars,
    private readonly kinds: ReviewKinds,
    private readonly desk: ReviewDesk,
  ) {}

  onModuleInit(): void {
    this.sweep.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.sweep.stop();
  }

  /** Opens a review inside the unit of work that needs it. */
  async open(unit: Unit, o: Opening): Promise<void> {
    await unit.insert(review, {
      id: newId(this.clock.now().getTime()),
      district_id: o.districtId,
      programme_id: o.programmeId,
      name: o.name,
      step: o.step,
      round: o.round,
      needs: o.needs,
      subject_kind: o.kind,
      subject_id: o.subjectId,
      part_id: o.partId,
      organisation_id: o.decides.organisationId,
      person_id: o.decides.personId,
      state: 'open',
      opened_at: this.clock.instant(),
      due_on: await this.dayAfter(unit, o.districtId, o.silentAfter),
      decide_by: await this.dayAfter(unit, o.districtId, o.within),
      version: 1,
    });
  }

  /** Puts a review that waits before another organisation, with the whole time to decide. Answers whether it still waited. */
  async reassign(
    unit: Unit,
    row: ReviewRow,
    o: Pick<Opening, 'silentAfter' | 'within'> & { readonly organisationId: string },
  ): Promise<boolean> {
    const dueOn = await this.dayAfter(unit, row.district_id, o.silentAfter);
    const decideBy = await this.dayAfter(unit, row.district_id, o.within);
    const moved = await unit.run(sql`update review set organisation_id = ${o.organisationId}, due_on = ${dueOn},
      decide_by = ${decideBy}, version = version + 1 where id = ${row.id} and state = 'open'`);
    return moved === 1;
  }

  private async dayAfter(reads: Reads, districtId: string, workingDays: number): Promise<string | null> {
    if (workingDays === 0) return null;
    return addWorkingDays(await this.calendars.of(reads, districtId), this.clock.today(), workingDays).day;
  }

  decide({ scope, actor, params, body }: Call<typeof api.decideReview>) {
    return this.units.run(actor, async (unit) => {
      const found = await unit.one<ReviewRow>(sql`select w.* from review w where w.id = ${params.id} and
        ${decidedBy(scope.reach('review.decide'))}`);
      if (!found) throw notFound();
      await this.kinds.of(found.subject_kind).lock(unit, found);
      // What the lock waited for may have ended it.
      const row = (await unit.one<ReviewRow>(sql`select w.* from review w where w.id = ${found.id}`))!;
      if (row.state !== 'open') throw decidedAlready();
      await this.assertNotOwn(unit, scope, row);
      await this.assertNotTwice(unit, scope, row);
      const decision = body.decision === 'confirm' ? 'approve' : 'return';
      const reason = body.decision === 'confirm' ? (body.note ?? null) : body.reason;
      const state = await this.record(unit, row, {
        decision,
        reason,
        userId: scope.userId,
        onBehalfOf: scope.onBehalfOf ?? null,
      });
      const [answer] = await this.desk.describe(unit, [{ ...row, state }]);
      return answer!;
    });
  }

  private async assertNotOwn(unit: Unit, scope: Scope, row: ReviewRow): Promise<void> {
    const owners = await this.kinds.of(row.subject_kind).owners(unit, row);
    const first = await unit.one<{ at: string }>(sql`select max(opened_at) as at from review
      where subject_id = ${row.subject_id} and part_id = ${row.part_id} and step = 1`);
    // Whoever stood in for somebody when it was handed in may have done so on that person's behalf.
    const stoodInFor = await delegatorsOf(unit, { accounts: owners, at: first?.at ?? row.opened_at });
    const concerned = new Set([...owners, ...stoodInFor]);
    if (actingAs(scope).some((id) => concerned.has(id)))
      throw refused(
        'own-case',
        t(
          '不能确认自己填写的记录，请由同单位的其他人确认',
          'You may not decide on what you wrote yourself: ask a colleague',
        ),
      );
  }

  /** A step that needs several people, or both sides, gets a decision of each of them, also of who stands in. */
  private async assertNotTwice(unit: Unit, scope: Scope, row: ReviewRow): Promise<void> {
    const mine = list(actingAs(scope));
    const before = await unit.one(sql`select d.id from review_decision d join review w on w.id = d.review_id
      where w.subject_id = ${row.subject_id} and w.part_id = ${row.part_id} and w.step = ${row.step}
      ${row.round === null ? nothing : sql`and w.round = ${row.round}`} and (d.user_id in ${mine} or d.on_behalf_of in ${mine}
        or exists (select 1 from account a join account b on b.person_id = a.person_id and b.id in ${mine}
          where a.id = d.user_id or a.id = d.on_behalf_of)) limit 1`);
    if (before)
      throw refused(
        'decided-before',
        t(
          '本环节已有您（或您代理的人）的意见，须由另一人办理',
          'You, or whom you stand in for, have decided at this step already: somebody else has to',
        ),
      );
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
          .run(actor, async (unit) => {
            await this.kinds.of(row.subject_kind).lock(unit, row);
            await this.record(unit, row, { decision: 'silence', reason: null, userId: null, onBehalfOf: null });
          })
          .then(() => (confirmed += 1))
          .catch((error: unknown) => new Logger('Reviews').warn(`${row.id} stays open: ${String(error)}`));
      }
      if (due.length < 500) return confirmed;
      after = due.at(-1)!.id;
    }
  }

  /** Takes back open reviews of a subject, or of one part of it: what they were about has changed. */
  async withdraw(unit: Unit, subjectId: string, partId?: string): Promise<void> {
    await unit.run(sql`update review set state = 'withdrawn', closed_at = ${this.clock.instant()}, version = version + 1
      where subject_id = ${subjectId} and state = 'open' ${partId === undefined ? nothing : sql`and part_id = ${partId}`}`);
  }

  /** Keeps a decision; the review ends with a return, with silence, or with as many approvals as it needs. */
  private async record(
    unit: Unit,
    row: ReviewRow,
    o: { decision: Decision; reason: string | null; userId: string | null; onBehalfOf: string | null },
  ): Promise<'open' | 'approved' | 'returned'> {
    const state =
      o.decision === 'return' ? 'returned' : (await this.isLast(unit, row, o.decision)) ? 'approved' : 'open';
    const at = this.clock.instant();
    // Of ten people deciding at once, as many find it open as it needs.
    const mine = await unit.run(sql`update review set state = ${state}, closed_at = ${state === 'open' ? null : at},
      version = version + 1 where id = ${row.id} and state = 'open'`);
    if (mine !== 1) throw decidedAlready();
    await unit.insert(reviewDecision, {
      id: newId(this.clock.now().getTime()),
      review_id: row.id,
      step: row.step,
      decision: o.decision,
      user_id: o.userId,
      on_behalf_of: o.onBehalfOf,
      reason: o.reason,
      at,
    });
    const { decision, reason, userId } = o;
    await this.kinds.of(row.subject_kind).decided(unit, { review: row, decision, reason, userId, at });
    await unit.audit({
      action: `review.${o.decision}`,
      kind: row.subject_kind,
      id: row.subject_id,
      districtId: row.district_id,
      detail: { review: row.id, part: row.part_id, step: row.step },
    });
    return state;
  }

  private async isLast(unit: Unit, row: ReviewRow, decision: Decision): Promise<boolean> {
    const needs = row.needs ?? 1;
    if (decision === 'silence' || needs === 1) return true;
    const given = await unit.one<{ n: number }>(
      sql`select count(*) as n from review_decision where review_id = ${row.id} and decision = 'approve'`,
    );
    return Number(given?.n ?? 0) + 1 >= needs;
  }
}
