import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Side, type Text, t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { assertPast } from '../organisations/organisation-life.js';
import { isOpen } from '../organisations/organisation-rows.js';
import { type FoundOrganisation, organisationDto, staleOrganisation } from '../organisations/organisation-view.js';
import { Organisations } from '../organisations/organisations.js';
import { guardedName } from '../people/children.js';
import { organisation } from '../organisations/organisations.tables.js';
import { endWith, hindrance, replaceParty } from '../pairings/party-changes.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { invalid, Problem, refused } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Closing } from './closing.js';
import type { mergeOrganisation, previewMerge } from './closures.api.js';
import { handOver } from './hand-over.js';
import { Impact, type Touched, touchedDto } from './impact.js';

interface Planned extends Touched {
  /** Why it ends; undefined when it goes on. */
  readonly reason: Text | undefined;
}

/** 合并: one organisation goes on in another, with its people, its pairings and its history. */
@Injectable()
export class Merging {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly organisations: Organisations,
    private readonly notifications: Notifications,
    private readonly impact: Impact,
    private readonly closing: Closing,
  ) {}

  async preview({ scope, params, query }: Call<typeof previewMerge>) {
    const row = await this.impact.writable(this.database, scope, params.id);
    const into = await this.target(this.database, scope, row, query);
    return (await this.plan(this.database, { row, into, on: query.on })).preview;
  }

  merge({ scope, actor, params, body, version }: Call<typeof mergeOrganisation>) {
    return this.units.run(actor, async (unit) => {
      const found = await this.impact.writable(unit, scope, params.id);
      // Mergers, closings, moves and new pairings of a district come one after the other.
      await unit.lock(organisation, found.district_id);
      const row = await this.impact.writable(unit, scope, params.id);
      if (row.version !== version) throw staleOrganisation(row, {});
      const into = await this.target(unit, scope, row, body);
      const { on, reason } = body;
      const { planned, preview } = await this.plan(unit, { row, into, on });
      if (preview.token !== body.token)
        throw new Problem(
          409,
          'preview-changed',
          t(
            '预览之后情况有变化，请重新核对后再合并',
            'Something has changed since the preview: look at it again, then merge',
          ),
          { current: preview },
        );
      for (const one of planned)
        if (one.reason)
          await endWith(unit, {
            pairing: one.row,
            on,
            reason: `并入“${into.name}”：${one.reason.zh}`,
            at: 'once',
            today: this.clock.today(),
          });
        else await replaceParty(unit, { pairing: one.row, side: one.side, into: into.id, on });
      await handOver(unit, this.clock, { from: row.id, into, on, reason, userId: scope.userId });
      // Both get a new version: whoever looked at either before must look again.
      const kept =
        (await unit.change(organisation, row, { closed_on: on })) &&
        (await unit.change(organisation, into, { closed_on: null }));
      if (!kept) throw staleOrganisation(row, {});
      await this.tell(unit, { row, into, planned, on });
      await unit.audit({
        action: 'organisation.merge',
        kind: 'organisation',
        id: row.id,
        districtId: row.district_id,
        detail: {
          into: into.id,
          on,
          people: preview.people,
          accounts: preview.accounts,
          moved: planned.filter((one) => !one.reason).map((one) => one.row.id),
          ended: planned.filter((one) => one.reason).map((one) => one.row.id),
        },
      });
      return organisationDto((await this.organisations.find(unit, sql`o.id = ${into.id}`))!);
    });
  }

  /** The organisation that goes on, and everything that must hold before another goes on in it. */
  private async target(
    reads: Reads,
    scope: Scope,
    row: FoundOrganisation,
    o: { readonly into: string; readonly on: string },
  ): Promise<FoundOrganisation> {
    await this.closing.assertClosable(reads, row);
    assertPast(o.on, this.clock.today());
    const refuse = (zh: string, en: string) => invalid([{ field: 'into', text: t(zh, en) }]);
    const reach = inReach(scope.reach('organisation.write'), {
      district: sql`o.district_id`,
      organisations: [sql`o.id`],
    });
    const into = await this.organisations.find(
      reads,
      sql`o.id = ${o.into} and o.district_id = ${row.district_id} and ${isOpen(this.clock.today())} and ${reach}`,
    );
    if (!into) throw refuse('本区县没有这个单位，或它已停办', 'There is no such open organisation in this district');
    if (into.id === row.id) throw refuse('不能并入自己，请另选单位', 'It cannot be merged into itself: choose another');
    if (into.kind !== row.kind)
      throw refuse(
        '只能并入同类单位，如学校并入学校',
        'It can only be merged into one of its kind, such as a school into a school',
      );
    if (into.closed_on !== null)
      throw refuse(
        `“${into.name}”已定于 ${into.closed_on} 停办，不能并入`,
        `"${into.name}" closes on ${into.closed_on}: nothing is merged into it`,
      );
    return into;
  }

  private async plan(
    reads: Reads,
    o: { readonly row: FoundOrganisation; readonly into: FoundOrganisation; readonly on: string },
  ) {
    const { row, into, on } = o;
    await this.assertNothingBetween(reads, row, into);
    const snapshot = (await this.organisations.snapshot(reads, [into.id])).get(into.id)!;
    const touched = await this.impact.pairings(reads, row.id);
    const planned: Planned[] = [];
    for (const one of touched) {
      const already = planned.filter(
        (p) => !p.reason && p.side === one.side && p.row.programme_id === one.row.programme_id,
      );
      const reason = await hindrance(reads, {
        pairing: one.row,
        side: one.side,
        into: snapshot,
        running: one.running,
        already: already.length,
      });
      planned.push({ ...one, reason });
    }
    const codes = await reads.all<{
      id: string;
      name: string;
      code: string;
    }>(sql`select p.id, ${guardedName} as name, p.code from person p
      join organisation o on o.id = p.organisation_id where p.organisation_id = ${row.id} and p.left_on is null and p.code is not null
      and exists (select 1 from person q where q.organisation_id = ${into.id} and q.code = p.code) order by p.code`);
    const appointed = await reads.one<{ n: number }>(sql`select count(*) as n from pairing_role a
      join pairing g on g.id = a.pairing_id and g.state = 'active' where a.organisation_id = ${row.id}`);
    const shown = {
      from: { id: row.id, name: row.name },
      into: { id: into.id, name: into.name },
      on,
      ...(await this.impact.counts(reads, row.id, touched)),
      codes,
      appointed: Number(appointed?.n ?? 0),
      pairings: planned.map((one) => ({
        ...touchedDto(one),
        outcome: one.reason ? ('ends' as const) : ('moves' as const),
        reason: one.reason ?? null,
      })),
    };
    const people = await reads.all<object>(sql`select id, version from person
      where organisation_id in (${row.id}, ${into.id}) order by id`);
    const roles = await reads.all<object>(sql`select id from assignment
      where organisation_id = ${row.id} and ended_at is null order by id`);
    const seen = [shown, row.version, into.version, people, roles, planned.map((one) => one.row.version)];
    return {
      planned,
      preview: { ...shown, token: createHash('sha256').update(JSON.stringify(seen)).digest('hex') },
    };
  }

  /** What one asks of the other could be answered by nobody else once they are the same. */
  private async assertNothingBetween(reads: Reads, row: FoundOrganisation, into: FoundOrganisation): Promise<void> {
    const open = await reads.one<{
      n: number;
    }>(sql`select count(*) as n from review w join pairing g on g.id = w.part_id
      where w.state = 'open' and ((g.helper_organisation_id = ${row.id} and g.helped_organisation_id = ${into.id})
        or (g.helper_organisation_id = ${into.id} and g.helped_organisation_id = ${row.id}))`);
    const n = Number(open?.n ?? 0);
    if (n > 0)
      throw refused(
        'open-between',
        t(
          `“${row.name}”与“${into.name}”之间还有 ${n} 条记录待确认，合并后没有对方可以确认；请双方先处理，或由教育局作废`,
          `${n} record(s) between "${row.name}" and "${into.name}" wait for confirmation, which nobody else could give once they are one: settle or void them first`,
        ),
      );
  }

  private async tell(
    unit: Unit,
    o: {
      readonly row: FoundOrganisation;
      readonly into: FoundOrganisation;
      readonly planned: readonly Planned[];
      readonly on: string;
    },
  ): Promise<void> {
    const { row, into, planned, on } = o;
    const merged = t(
      `“${row.name}”已于 ${on} 并入“${into.name}”`,
      `"${row.name}" was merged into "${into.name}" on ${on}`,
    );
    await this.notifications.tell(unit, {
      organisationId: into.id,
      roles: ['schoolAdministrator', 'teacher'],
      kind: 'organisation',
      programme: null,
      text: t(
        `${merged.zh}，原有人员、结对和记录由贵单位接续`,
        `${merged.en}: its people, pairings and records are yours now`,
      ),
      link: `/organisations/${into.id}`,
    });
    for (const one of planned) {
      const partner = partnerOf(one.row, one.side);
      if (partner === into.id) continue;
      const title = one.running.row.title;
      await this.notifications.tell(unit, {
        organisationId: partner,
        roles: ['schoolAdministrator'],
        kind: 'organisation',
        programme: one.running.row.id,
        text: one.reason
          ? t(
              `${merged.zh}，“${title}”中的结对结束：${one.reason.zh}`,
              `${merged.en}; the pairing in "${title}" ends: ${one.reason.en}`,
            )
          : t(`${merged.zh}，“${title}”中的结对继续`, `${merged.en}; the pairing in "${title}" goes on`),
        link: `/pairings/${one.row.id}`,
      });
    }
  }
}

const partnerOf = (g: Touched['row'], side: Side): string =>
  side === 'helper' ? g.helped_organisation_id : g.helper_organisation_id;
