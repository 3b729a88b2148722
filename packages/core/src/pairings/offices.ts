import { Injectable } from '@nestjs/common';
import { isDay, type ProgrammeDefinition, type Text, t } from '@xieshou/sdk';
import { rolesThatMay } from '../access/policy.js';
import { Notifications } from '../notifications/notifications.js';
import { organisation } from '../organisations/organisations.tables.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import { conflict, invalid, notFound, type ProblemField, stale } from '../platform/problem.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import type { ReviewRow } from '../reviews/review-rows.js';
import { Reviews } from '../reviews/reviews.js';
import { noOffice, type Office, officeNamed } from './office-rows.js';
import { ofSides, pairingColumns, pairingFrom, pairingInReach, type PairingRow, Pairings } from './pairings.js';
import type * as api from './pairings.api.js';
import { pairing, pairingOffice, pairingRole } from './pairings.tables.js';

type Writable = Running & { readonly definition: ProgrammeDefinition };

const refuse = (field: string, text: Text): never => {
  throw invalid([{ field, text }]);
};

/** Appointed offices of standing pairings: since when and why, and what waits for their decision. */
@Injectable()
export class Offices {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly pairings: Pairings,
    private readonly reviews: Reviews,
    private readonly notifications: Notifications,
  ) {}

  async appoint({ scope, actor, params, body, version }: Call<typeof api.appointOffice>) {
    await this.units.run(actor, async (unit) => {
      const found = await unit.one<PairingRow>(sql`select ${pairingColumns} ${pairingFrom} where g.id = ${params.id}
        and ${ofSides} and ${pairingInReach(scope.reach('pairing.write'))}`);
      if (!found) throw notFound();
      const running = await this.programmes.writable(unit, scope, found.programme_id, 'pairing.write');
      const role = Object.hasOwn(running.definition.roles, params.role) && running.definition.roles[params.role];
      if (!role || role.how !== 'appointed') throw notFound();
      if (found.state === 'ended') throw conflict('ended', t('该结对已经结束', 'This pairing has ended already'));
      // An office that is being closed or merged in this moment is not appointed any more.
      await unit.lock(organisation, found.district_id);
      const before = await unit.one<Office>(sql`select o.id, o.name from pairing_role a
        join organisation o on o.id = a.organisation_id where a.pairing_id = ${found.id} and a.role = ${params.role}`);
      const today = this.clock.today();
      const to =
        body.organisation === null
          ? undefined
          : await officeNamed(unit, {
              id: body.organisation,
              districtId: running.row.district_id,
              today,
            });
      if (body.organisation !== null && !to) refuse('organisation', noOffice);
      if (found.version === version)
        this.assertChange({ before, to, role: role.title, today, row: found, on: body.on });
      // The pairing is everybody's: whoever changes it first, wins.
      if (found.version !== version || !(await unit.change(pairing, { id: found.id, version }, {})))
        throw stale(await this.pairings.detail(unit, scope, found), [
          { field: `appointed.${params.role}`, yours: to?.name ?? null, theirs: before?.name ?? null },
        ]);
      const waiting = await this.waiting(unit, running, { row: found, role: params.role });
      if (!to && waiting.length > 0) refuse('organisation', stillAsked(role.title, waiting.length));
      await this.put(unit, { row: found, role: params.role, to });
      for (const review of waiting) await this.move(unit, running, review, to!.id);
      await this.keep(unit, { row: found, role: params.role, before, to, body, userId: scope.userId });
      await this.announce(unit, { running, row: found, role: role.title, before, to, waiting: waiting.length });
      await unit.audit({
        action: 'pairing.office',
        kind: 'pairing',
        id: found.id,
        districtId: found.district_id,
        detail: { role: params.role, from: before?.id ?? null, to: to?.id ?? null, on: body.on, moved: waiting.length },
      });
    });
    return this.pairings.read(scope, params.id);
  }

  private assertChange(o: {
    readonly before: Office | undefined;
    readonly to: Office | undefined;
    readonly role: Text;
    readonly row: PairingRow;
    readonly on: string;
    readonly today: string;
  }): void {
    const errors: ProblemField[] = [];
    const latest = o.row.starts_on > o.today ? o.row.starts_on : o.today;
    if (o.before?.id === o.to?.id)
      errors.push({
        field: 'organisation',
        text: o.to
          ? t(`“${o.to.name}”已经是${o.role.zh}`, `"${o.to.name}" is ${o.role.en.toLowerCase()} already`)
          : t(`还没有指定${o.role.zh}，无须撤销`, `Nobody is appointed as ${o.role.en.toLowerCase()}`),
      });
    if (!isDay(o.on) || o.on < o.row.starts_on || o.on > latest)
      errors.push({
        field: 'on',
        text: t(
          `生效日期应在 ${o.row.starts_on} 至 ${latest} 之间`,
          `The day must be from ${o.row.starts_on} to ${latest}`,
        ),
      });
    if (errors.length > 0) throw invalid(errors);
  }

  /** Open reviews of the pairing, and of the pairs inside it, at a step that the role decides. */
  private async waiting(
    unit: Unit,
    { definition, row: { id } }: Writable,
    o: { readonly row: PairingRow; readonly role: string },
  ): Promise<readonly ReviewRow[]> {
    const rows =
      await unit.all<ReviewRow>(sql`select w.* from review w where w.state = 'open' and w.programme_id = ${id}
      and w.part_id in (select x.id from pairing x where x.id = ${o.row.id} or x.parent_id = ${o.row.id}) order by w.id`);
    return rows.filter(({ name, step }) => stepOf(definition, name, step)?.by === o.role);
  }

  private async move(unit: Unit, { definition, settings }: Writable, review: ReviewRow, to: string): Promise<void> {
    const step = stepOf(definition, review.name, review.step)!;
    await this.reviews.reassign(unit, review, {
      organisationId: to,
      silentAfter: step.silentAfter?.(settings) ?? 0,
      within: step.within?.(settings) ?? 0,
    });
  }

  private async put(unit: Unit, o: { row: PairingRow; role: string; to: Office | undefined }): Promise<void> {
    await unit.run(sql`delete from pairing_role where pairing_id = ${o.row.id} and role = ${o.role}`);
    if (o.to) await unit.insert(pairingRole, { pairing_id: o.row.id, role: o.role, organisation_id: o.to.id });
  }

  private async keep(
    unit: Unit,
    o: {
      readonly row: PairingRow;
      readonly role: string;
      readonly before: Office | undefined;
      readonly to: Office | undefined;
      readonly body: Call<typeof api.appointOffice>['body'];
      readonly userId: string;
    },
  ): Promise<void> {
    const last = await unit.one<{ n: number | null }>(
      sql`select max(number) as n from pairing_office where pairing_id = ${o.row.id}`,
    );
    await unit.insert(pairingOffice, {
      pairing_id: o.row.id,
      number: Number(last?.n ?? 0) + 1,
      role: o.role,
      from_id: o.before?.id ?? null,
      to_id: o.to?.id ?? null,
      on_day: o.body.on,
      reason: o.body.reason,
      user_id: o.userId,
      at: this.clock.instant(),
    });
  }

  private async announce(
    unit: Unit,
    o: {
      readonly running: Writable;
      readonly row: PairingRow;
      readonly role: Text;
      readonly before: Office | undefined;
      readonly to: Office | undefined;
      readonly waiting: number;
    },
  ): Promise<void> {
    const { title } = o.running.row;
    const pair = `${o.row.helper_name}—${o.row.helped_name}`;
    const tell = (office: Office | undefined, text: Text) =>
      office &&
      this.notifications.tell(unit, {
        organisationId: office.id,
        roles: rolesThatMay('review.decide'),
        kind: 'pairing',
        programme: o.row.programme_id,
        text,
        link: `/pairings/${o.row.id}`,
      });
    const more =
      o.waiting > 0 ? t(`，有 ${o.waiting} 项待办转来`, `; ${o.waiting} decision(s) wait for you`) : t('', '');
    await tell(
      o.to,
      t(
        `“${title}”：贵单位为“${pair}”的${o.role.zh}${more.zh}`,
        `"${title}": you are now ${o.role.en.toLowerCase()} of ${pair}${more.en}`,
      ),
    );
    await tell(
      o.before,
      t(
        `“${title}”：贵单位不再担任“${pair}”的${o.role.zh}`,
        `"${title}": you are ${o.role.en.toLowerCase()} of ${pair} no more`,
      ),
    );
  }
}

const stepOf = (definition: ProgrammeDefinition, name: string, step: number) =>
  Object.hasOwn(definition.reviews, name) ? definition.reviews[name]!.steps[step - 1] : undefined;

const stillAsked = (role: Text, n: number): Text =>
  t(
    `有 ${n} 项审核等待${role.zh}办理，请改为指定其他单位，或办理完后再撤销`,
    `${n} decision(s) wait for the ${role.en.toLowerCase()}: appoint another office, or take it off once they are made`,
  );
