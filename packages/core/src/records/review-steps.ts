import { Injectable } from '@nestjs/common';
import { reviewOf, type ReviewStep, stepTitle, type Text, t } from '@xieshou/sdk';
import { rolesThatMay } from '../access/policy.js';
import type { NotificationKind } from '../notifications/notifications.api.js';
import { Notifications } from '../notifications/notifications.js';
import type { PairingSides } from '../pairings/pairings.js';
import { partyOn } from '../pairings/parties.js';
import { roleHolder } from '../pairings/role-holder.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { invalid } from '../platform/problem.js';
import type { Party, Scope } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import { begunReviews, type ReviewRow } from '../reviews/review-rows.js';
import { Reviews } from '../reviews/reviews.js';
import { dataOf, type RecordRow, type WritableProgramme } from './record-rows.js';
import { formOf, successorIn } from './record-rules.js';
import { onceEach, otherSideOf } from './record-writing.js';

/** Of a record, what says who decides on it. */
type Written = Pick<RecordRow, 'form' | 'side' | 'on_day' | 'writer_organisation_id' | 'form_version' | 'data'>;
/** The same before it is written down. */
type Writing = Omit<Written, 'on_day' | 'form_version' | 'data'>;
type Step = ReviewStep<Readonly<Record<string, unknown>>>;

/** What is reviewed: a record, or a correction of it, for one of its pairings. */
interface Asked {
  readonly kind: 'record' | 'correction';
  readonly id: string;
  readonly row: Written;
  readonly pairing: PairingSides;
  /** What those who decide are told; `ask` says what is wanted of them. */
  readonly words: (ask: Text) => Text;
}

interface Told {
  readonly kind: NotificationKind;
  readonly programme: string;
  readonly text: Text;
  readonly link: string;
}

const askOf = (step: Step): Text => {
  const { zh, en } = stepTitle(step);
  return step.by === 'otherSide' ? t('请确认', 'please confirm') : t(`请办理“${zh}”`, `please decide (${en})`);
};

export const deciders = rolesThatMay('review.decide');

/** The steps that a record goes through until it counts, and whom each of them asks. */
@Injectable()
export class ReviewSteps {
  constructor(
    private readonly reviews: Reviews,
    private readonly notifications: Notifications,
  ) {}

  /** What must hold before anything is asked: every step has somebody to decide it, for every pairing. */
  async assertSomebody(
    reads: Reads,
    running: WritableProgramme,
    o: {
      readonly row: Writing;
      readonly pairings: readonly PairingSides[];
      readonly scope: Pick<Scope, 'userId'>;
    },
  ): Promise<void> {
    for (const step of reviewOf(running.definition, o.row.form)?.steps ?? []) {
      if (step.by === 'writer') await this.assertColleagues(reads, step, o);
      else if (Object.hasOwn(running.definition.roles, step.by))
        for (const pairing of o.pairings) await this.partiesAt(reads, running, { step, row: o.row, pairing });
    }
  }

  private async assertColleagues(
    reads: Reads,
    step: Step,
    o: { readonly row: Writing; readonly scope: Pick<Scope, 'userId'> },
  ): Promise<void> {
    const needs = step.needs ?? 1;
    const found = await reads.one<{ n: number }>(sql`select count(distinct a.id) as n from assignment r
      join account a on a.id = r.account_id and a.state = 'active' where r.organisation_id = ${o.row.writer_organisation_id}
      and r.ended_at is null and r.delegated_from is null and r.role in ${list(deciders)} and a.id <> ${o.scope.userId}`);
    const n = Number(found?.n ?? 0);
    if (n >= needs) return;
    const { zh, en } = stepTitle(step);
    throw nobody(
      `“${zh}”须由本单位其他 ${needs} 人办理，目前有 ${n} 人可以办理；请先开通账号，再提交`,
      `"${en}" takes ${needs} other people of your organisation, and ${n} may decide: open an account first, then hand in`,
    );
  }

  /** Who decides at a step; refused where the pairing has nobody for it. */
  private async partiesAt(
    reads: Reads,
    running: WritableProgramme,
    o: { readonly step: Step; readonly row: Writing; readonly pairing: PairingSides },
  ): Promise<readonly Party[]> {
    const { step, row, pairing } = o;
    const whole = (organisationId: string): Party => ({ organisationId, personId: null });
    if (step.by === 'otherSide') return [otherSideOf(row.side, pairing)];
    if (step.by === 'writer') return [whole(row.writer_organisation_id)];
    if (step.by === 'bothSides') return [partyOn(pairing, 'helper'), partyOn(pairing, 'helped')];
    if (step.by === 'owner') return [whole(running.row.owner_id)];
    const role = running.definition.roles[step.by]!;
    const holder = await roleHolder(reads, { pairing, key: step.by, role });
    if (holder !== undefined) return [whole(holder)];
    const { title } = role;
    const pair = `${pairing.helper_name}—${pairing.helped_name}`;
    throw role.how === 'appointed'
      ? nobody(
          `结对“${pair}”还没有指定“${title.zh}”，“${stepTitle(step).zh}”无人办理；请先由项目主管单位指定，再提交`,
          `Nobody is appointed as "${title.en}" of ${pair}, who decides "${stepTitle(step).en}": have the office that runs the programme appoint one first`,
        )
      : nobody(
          `结对“${pair}”的学校上级没有“${title.zh}”，“${stepTitle(step).zh}”无人办理；请先由教育局登记上级单位，再提交`,
          `Above the schools of ${pair} there is no "${title.en}", who decides "${stepTitle(step).en}": have the bureau register it first`,
        );
  }

  /** The same of what is written: a sheet says itself who takes over. */
  private async askedAt(
    reads: Reads,
    running: WritableProgramme,
    o: { readonly step: Step; readonly row: Written; readonly pairing: PairingSides },
  ): Promise<readonly Party[]> {
    if (o.step.by !== 'successor') return this.partiesAt(reads, running, o);
    const to = successorIn(running, o.row.form, dataOf(running, o.row))!;
    const one = await reads.one<{ organisation_id: string }>(
      sql`select organisation_id from person where id = ${to.person}`,
    );
    return [{ organisationId: one!.organisation_id, personId: to.person }];
  }

  /** Asks for the first step. Where many are announced together, nobody is told of this one. */
  begin(
    unit: Unit,
    running: WritableProgramme,
    o: Asked & { readonly round: number; readonly quietly?: boolean },
  ): Promise<void> {
    return this.ask(unit, running, { ...o, step: 1 });
  }

  /** Goes on after an approval. Answers whether it was the last one: nobody is left to ask for this pairing. */
  async goOn(unit: Unit, running: WritableProgramme, o: Asked & { readonly review: ReviewRow }): Promise<boolean> {
    const { review } = o;
    const open = await unit.one(sql`select id from review where subject_id = ${review.subject_id}
      and part_id = ${review.part_id} and state = 'open' limit 1`);
    if (open) return false;
    const steps = reviewOf(running.definition, o.row.form)?.steps ?? [];
    if (review.step >= steps.length) return true;
    await this.ask(unit, running, { ...o, step: review.step + 1, round: review.round ?? 1 });
    return false;
  }

  private async ask(
    unit: Unit,
    running: WritableProgramme,
    o: Asked & { readonly step: number; readonly round: number; readonly quietly?: boolean },
  ): Promise<void> {
    const { row, pairing } = o;
    const review = reviewOf(running.definition, row.form)!;
    const step = review.steps[o.step - 1]!;
    for (const decides of await this.askedAt(unit, running, { step, row, pairing })) {
      await this.reviews.open(unit, {
        name: review.key,
        kind: o.kind,
        subjectId: o.id,
        partId: pairing.id,
        decides,
        programmeId: running.row.id,
        districtId: running.row.district_id,
        step: o.step,
        round: o.round,
        needs: step.needs ?? 1,
        silentAfter: step.silentAfter?.(running.settings) ?? 0,
        within: step.within?.(running.settings) ?? 0,
      });
      if (!o.quietly)
        await this.tell(unit, decides, {
          kind: o.kind === 'record' ? 'confirmation' : o.kind,
          programme: running.row.id,
          text: o.words(askOf(step)),
          link: '/reviews',
        });
    }
  }

  /** Tells everybody who has to decide on records of a batch how many there are, once each. */
  async announceBatch(
    unit: Unit,
    running: WritableProgramme,
    o: {
      readonly form: string;
      readonly writer: string;
      readonly records: readonly { readonly row: Written; readonly pairings: readonly PairingSides[] }[];
    },
  ): Promise<void> {
    const step = reviewOf(running.definition, o.form)?.steps[0];
    if (!step) return;
    const { title } = formOf(running, o.form);
    const counts = new Map<string, { readonly party: Party; n: number }>();
    for (const { row, pairings } of o.records) {
      const asked: Party[] = [];
      for (const pairing of pairings) asked.push(...(await this.askedAt(unit, running, { step, row, pairing })));
      for (const party of onceEach(asked)) {
        const key = party.personId ?? party.organisationId;
        counts.set(key, { party, n: (counts.get(key)?.n ?? 0) + 1 });
      }
    }
    const ask = askOf(step);
    for (const { party, n } of counts.values())
      await this.tell(unit, party, {
        kind: 'confirmation',
        programme: running.row.id,
        text: t(
          `${o.writer}提交了 ${n} 条${title.zh}，${ask.zh}`,
          `${o.writer} recorded ${n} × ${title.en.toLowerCase()}: ${ask.en}`,
        ),
        link: '/reviews',
      });
  }

  /** Tells those who were asked and have not decided, before what they were asked is taken back. */
  async tellWaiting(unit: Unit, subjectId: string, o: Told): Promise<void> {
    const asked = await unit.all<{ organisation_id: string; person_id: string | null }>(
      sql`select organisation_id, person_id from review where subject_id = ${subjectId} and state = 'open' order by id`,
    );
    const parties = asked.map((w) => ({ organisationId: w.organisation_id, personId: w.person_id }));
    for (const party of onceEach(parties)) await this.tell(unit, party, o);
  }

  private tell(unit: Unit, party: Party, o: Told): Promise<number> {
    return this.notifications.tell(unit, {
      ...party,
      ...o,
      roles: deciders,
    });
  }

  /** Records whose review has begun, so that their writers can neither change nor take them back any more. */
  begun(
    reads: Reads,
    running: Pick<WritableProgramme, 'definition'> | { readonly definition: undefined },
    rows: readonly Pick<RecordRow, 'id' | 'form' | 'state'>[],
  ): Promise<ReadonlySet<string>> {
    const { definition } = running;
    // Where one word ends a review, its record says already that it has ended.
    const isLong = (form: string) => {
      const steps = (definition && reviewOf(definition, form)?.steps) ?? [];
      return steps.length > 1 || steps.some(({ by, needs = 1 }) => by === 'bothSides' || needs > 1);
    };
    const ids = rows.filter((row) => row.state === 'submitted' && isLong(row.form)).map((row) => row.id);
    return begunReviews(reads, ids);
  }
}

const nobody = (zh: string, en: string) => invalid([{ field: 'pairings', text: t(zh, en) }]);
