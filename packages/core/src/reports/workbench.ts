import { Inject, Injectable } from '@nestjs/common';
import { isInUse, periodHolding } from '@xieshou/sdk';
import { Duties } from '../duties/duties.js';
import { Notifications } from '../notifications/notifications.js';
import {
  pairingColumnsFor,
  pairingFrom,
  pairingInReach,
  type PairingRow,
  Pairings,
  standsOn,
} from '../pairings/pairings.js';
import { partyOn } from '../pairings/parties.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { isParty, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { isProgrammeFault } from '../programmes/programme-faults.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { Confidential } from '../records/confidential.js';
import { isWriterOf, recordInReach } from '../records/record-rows.js';
import { RecordViews } from '../records/record-views.js';
import { ReviewDesk } from '../reviews/review-desk.js';
import { waitingForMe } from '../teams/team-rows.js';

const sumOf = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((all, n) => all + n, 0);

/** 工作台: what I can do, what waits for me, how the running periods stand. */
@Injectable()
export class Workbench {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly duties: Duties,
    private readonly pairings: Pairings,
    private readonly desk: ReviewDesk,
    private readonly notifications: Notifications,
    private readonly records: RecordViews,
    private readonly confidential: Confidential,
  ) {}

  async read(scope: Scope) {
    const enabled = await this.programmes.enabled(scope);
    const [waiting, returned, drafts, unread, latest, lastBackupAt, programmes] = await Promise.all([
      this.desk.waiting(scope),
      this.returned(scope),
      this.records.unfinished(scope, enabled),
      this.notifications.unread(scope.userId),
      this.latest(scope, enabled),
      this.lastBackupAt(scope),
      Promise.all(enabled.map((running) => this.programme(scope, running))),
    ]);
    return { waiting: sumOf(waiting), returned: sumOf(returned), drafts, unread, programmes, latest, lastBackupAt };
  }

  /** When the last backup of the night ended well; for those who answer for the whole installation. */
  private async lastBackupAt(scope: Scope): Promise<string | null> {
    if (scope.role !== 'platformAdministrator') return null;
    const last = await this.database.one<{ at: string | null }>(
      sql`select max(ended_at) as at from job where kind = 'backup' and state = 'done'`,
    );
    return last?.at ?? null;
  }

  /** How one programme stands for the caller. */
  async programme(scope: Scope, running: Running) {
    const { row, definition, settings } = running;
    const calendar = await this.calendars.of(this.database, row.district_id);
    const today = this.clock.today();
    const duties = Object.entries(definition?.duties ?? {}).filter(([key]) =>
      isInUse(definition!.forms[key]!, settings),
    );
    const periods = new Map(
      duties.flatMap(([key, duty]) => {
        const period = periodHolding(calendar, duty.per, today);
        return period ? [[key, period] as const] : [];
      }),
    );
    const term = periodHolding(calendar, 'term', today);
    const range = { from: term?.from ?? row.starts_on, to: term?.to ?? row.ends_on };
    const reach = scope.reach('duty.read');
    // One programme's broken rule must not keep people from their other programmes.
    const { pairings, inside, standings, failed } = await this.duties
      .standings(this.database, { running, reach, ...range })
      .then((found) => ({ ...found, failed: false }))
      .catch(async (error: unknown) => {
        if (!isProgrammeFault(error)) throw error;
        const alive = await this.pairings.alive(this.database, { programmeId: row.id, reach, ...range });
        return { pairings: alive, inside: [], standings: [], failed: true };
      });
    const around = new Map(inside.map((g) => [g.id, g.parent_id!]));
    return {
      id: row.id,
      title: row.title,
      plugin: row.plugin,
      pairings: pairings.filter((g) => g.state === 'active').length,
      forms: await this.writableForms(scope, running),
      duties: [...(failed ? [] : periods)].map(([key, period]) => {
        const own = standings.filter(
          (s) => s.duty === key && s.period.id === period.id && s.state !== 'notDue' && s.state !== 'excused',
        );
        const sum = (of: (s: (typeof own)[number]) => number) => own.reduce((all, s) => all + of(s), 0);
        return {
          duty: key,
          title: definition!.forms[key]!.title,
          period: period.id,
          periodTitle: period.title,
          required: sum((s) => s.required),
          confirmed: sum((s) => Math.min(s.confirmed, s.required)),
          claimed: sum((s) => s.claimed),
          below: own.filter((s) => s.remaining > 0).length,
        };
      }),
      overduePairings: new Set(
        standings.filter((s) => s.state === 'overdue').map((s) => around.get(s.pairing) ?? s.pairing),
      ).size,
      teams:
        definition?.sides.helper.party === 'group' && scope.reach('team.read')
          ? await waitingForMe(this.database, scope, row.id)
          : null,
      dutiesFailed: failed,
    };
  }

  private async writableForms(scope: Scope, { row, definition, settings }: Running) {
    if (!definition || !scope.reach('record.write')) return [];
    const sides = await this.database.one<{ helper: number; helped: number }>(sql`select
      count(case when ${standsOn(scope, 'helper')} then 1 end) as helper,
      count(case when ${standsOn(scope, 'helped')} then 1 end) as helped
      from pairing g where g.programme_id = ${row.id} and g.state = 'active' and g.parent_id is null`);
    const isOn = (side: 'helper' | 'helped') => Number(sides?.[side] ?? 0) > 0;
    const writes = {
      helper: isOn('helper'),
      helped: isOn('helped'),
      either: isOn('helper') || isOn('helped'),
      owner: row.owner_id === scope.organisationId,
    };
    return Object.entries(definition.forms)
      .filter(([, form]) => writes[form.writtenBy] && isInUse(form, settings))
      .map(([key, form]) => ({ key, title: form.title }));
  }

  /** Records that came back to the caller's side, by programme. */
  async returned(scope: Scope): Promise<ReadonlyMap<string, number>> {
    if (!scope.reach('record.write')) return new Map();
    const rows = await this.database.all<{ programme_id: string; n: number }>(
      sql`select r.programme_id, count(*) as n from record r where r.state = 'returned' and ${isWriterOf(scope)}
        group by r.programme_id`,
    );
    return new Map(rows.map((row) => [row.programme_id, Number(row.n)]));
  }

  private async latest(scope: Scope, enabled: readonly Running[]) {
    const rows = await this.database.all<
      PairingRow & { record_id: string; form: string; on_day: string; record_state: string }
    >(
      sql`select ${pairingColumnsFor(scope)}, r.id as record_id, r.form, r.on_day, r.state as record_state
        ${pairingFrom} join record_subject rs on rs.pairing_id = g.id join record r on r.id = rs.record_id
        where ${recordInReach(scope.reach('record.read'))} and ${this.confidential.open(scope)} and ${pairingInReach(scope.reach('record.read'))}
        order by r.submitted_at desc, r.id desc limit 8`,
    );
    return rows.flatMap((row) => {
      const definition = enabled.find((running) => running.row.id === row.programme_id)?.definition;
      if (!definition) return [];
      const partner = isParty(scope, partyOn(row, 'helper'))
        ? row.helped_name
        : isParty(scope, partyOn(row, 'helped'))
          ? row.helper_name
          : `${row.helper_name}—${row.helped_name}`;
      return [
        {
          id: row.record_id,
          programme: row.programme_id,
          form: row.form,
          formTitle: definition.forms[row.form]!.title,
          on: row.on_day,
          partner,
          state: row.record_state,
        },
      ];
    });
  }
}
