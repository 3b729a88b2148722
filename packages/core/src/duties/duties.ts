import { Inject, Injectable } from '@nestjs/common';
import {
  type DutyStanding,
  mondayOf,
  type Period,
  periodHolding,
  periodOf,
  t,
  termOf,
  unknownYears,
} from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { Inside } from '../pairings/inside.js';
import { Pairings, type PairingRow } from '../pairings/pairings.js';
import { partyOn } from '../pairings/parties.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { grouped } from '../platform/grouped.js';
import { invalid } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { agreedNumbers } from './agreed-numbers.js';
import type * as api from './duties.api.js';
import { type dutyExcuse, dutyReminder } from './duties.tables.js';
import { insideOfDuties } from './asked-of.js';
import { DutyBases } from './duty-bases.js';
import { DutyExcuses } from './duty-excuses.js';
import { dutyCounts } from './duty-counts.js';
import { basisKey, dutiesOf, dutyPeriods, standings, windowsOf } from './standings.js';

/** How the duties of a programme stand. */
export interface Standings {
  readonly pairings: readonly PairingRow[];
  /** Pairs of people inside them of whom something is asked for themselves. */
  readonly inside: readonly PairingRow[];
  readonly standings: readonly DutyStanding[];
  readonly excuses: readonly Row<typeof dutyExcuse>[];
}

/** 频次要求: what must happen how often, and how far it is. */
@Injectable()
export class Duties {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly pairings: Pairings,
    private readonly inside: Inside,
    private readonly notifications: Notifications,
    private readonly bases: DutyBases,
    private readonly excuses: DutyExcuses,
  ) {}

  /** Standings over a range of days, for the pairings that a reach covers. */
  async standings(
    reads: Reads,
    o: { running: Running; reach: Reach | undefined; from: string; to: string; pairingId?: string | undefined },
  ): Promise<Standings> {
    const { row, definition } = o.running;
    const pairings = await this.pairings.alive(reads, { programmeId: row.id, ...o });
    if (!definition) return { pairings, inside: [], standings: [], excuses: [] };
    const calendar = await this.calendars.of(reads, row.district_id);
    const counted = await this.inPairings(reads, o.running, pairings);
    const question = {
      definition,
      calendar,
      versions: await this.programmes.versions(reads, row.id),
      programme: { from: row.starts_on, to: row.ends_on },
      range: { from: o.from, to: o.to },
      today: this.clock.today(),
      pairings: pairings.map((g) => ({ id: g.id, startsOn: g.starts_on, endsOn: g.ends_on })),
      inside: counted.map((g) => ({
        id: g.id,
        parent: g.parent_id!,
        inside: g.inside!,
        startsOn: g.starts_on,
        endsOn: g.ends_on,
      })),
    };
    const duties = dutiesOf(question);
    const byDuty = Object.fromEntries(duties.map((duty) => [duty, dutyPeriods(question, duty)]));
    if (Object.values(byDuty).every((periods) => periods.length === 0) || pairings.length === 0)
      return { pairings, inside: [], standings: [], excuses: [] };
    const ids = [...pairings, ...counted].map((g) => g.id);
    const counts = await dutyCounts(reads, {
      programmeId: row.id,
      definition,
      pairingIds: ids,
      periods: Object.fromEntries(
        duties.map((duty) => [duty, [...byDuty[duty]!, ...windowsOf(question, duty, byDuty[duty]!)]]),
      ),
    });
    const excuses = await this.excuses.of(reads, row.id, ids);
    const bases = await this.bases.of(reads, {
      running: o.running,
      pairings,
      periods: Object.fromEntries(duties.map((duty) => [duty, byDuty[duty]!.map((p) => p.id)])),
    });
    const agreed = await agreedNumbers(reads, {
      programmeId: row.id,
      definition,
      pairingIds: pairings.map((g) => g.id),
    });
    const excused = new Set(excuses.map((e) => basisKey({ pairing: e.pairing_id, duty: e.duty, period: e.period })));
    const found = standings({ ...question, counts, bases, agreed, excused });
    const asked = new Set(found.map((s) => s.pairing));
    return { pairings, inside: counted.filter((g) => asked.has(g.id)), standings: found, excuses };
  }

  /** Pairs of people whose records duties count, over the whole time of the programme: one that has ended counts on. */
  private async inPairings(reads: Reads, { row, definition }: Running, pairings: readonly PairingRow[]) {
    const kinds = insideOfDuties(definition);
    if (kinds.size === 0 || pairings.length === 0) return [];
    const around = pairings.map((g) => g.id);
    const inside = await this.inside.alive(reads, { around, from: row.starts_on, to: row.ends_on });
    return inside.filter((g) => kinds.has(g.inside!));
  }

  async read({ scope, params, query }: Call<typeof api.readDuties>) {
    const running = await this.programmes.get(this.database, scope, params.id, 'duty.read');
    const period = await this.period(running, query.period);
    const found = await this.standings(this.database, {
      running,
      reach: scope.reach('duty.read'),
      from: period.from,
      to: period.to,
      pairingId: query.pairing,
    });
    const columns = new Map(found.standings.map((s) => [`${s.duty} ${s.period.id}`, s]));
    const shown = [...found.pairings, ...found.inside];
    const reminded = await this.reminders(
      running.row.id,
      shown.map((g) => g.id),
    );
    const byPairing = grouped(found.standings, (s) => s.pairing);
    const excuses = new Map(
      found.excuses.map(({ pairing_id: pairing, duty, period: of, document, reason, at }) => [
        basisKey({ pairing, duty, period: of }),
        { document, reason, at },
      ]),
    );
    const rows = shown.map((g) => ({
      pairing: g.id,
      parent: g.parent_id,
      helper: { id: g.helper_id, name: g.helper_name },
      helped: { id: g.helped_id, name: g.helped_name },
      cells: (byPairing.get(g.id) ?? []).map((s) => ({
        duty: s.duty,
        period: s.period.id,
        required: s.required,
        confirmed: s.confirmed,
        claimed: s.claimed,
        remaining: s.remaining,
        opensOn: s.opensOn,
        overdueFrom: s.overdueFrom,
        state: s.state,
        basis: s.basis ?? null,
        excuse: excuses.get(basisKey({ pairing: g.id, duty: s.duty, period: s.period.id })) ?? null,
        remindedAt: reminded.get(`${g.id} ${s.duty}`) ?? null,
      })),
    }));
    const calendar = await this.calendars.of(this.database, running.row.district_id);
    return {
      period,
      unknownYears: unknownYears(calendar, period),
      columns: [...columns.values()].map((s) => ({
        duty: s.duty,
        title: running.definition!.forms[s.duty]!.title,
        period: s.period,
        place: running.definition!.duties[s.duty]!.place ?? null,
      })),
      rows: query.below ? rows.filter((row) => (byPairing.get(row.pairing) ?? []).some((s) => this.isBelow(s))) : rows,
    };
  }

  /** 催办. Each pairing and duty at most once a week; what is met, not due or already reminded is named and skipped. */
  remind({ scope, actor, params, body }: Call<typeof api.remind>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'duty.remind');
      const calendar = await this.calendars.of(unit, running.row.district_id);
      const week = mondayOf(this.clock.today());
      const skipped: { pairing: string; duty: string; period: string; reason: { zh: string; en: string } }[] = [];
      let sent = 0;
      const cache = new Map<string, Standings>();
      for (const cell of body.cells) {
        const skip = (zh: string, en: string) => void skipped.push({ ...cell, reason: t(zh, en) });
        const period = periodOf(calendar, cell.period);
        if (!period || !Object.hasOwn(running.definition.duties, cell.duty)) {
          skip('没有这项要求', 'there is no such duty');
          continue;
        }
        if (!cache.has(period.id))
          cache.set(
            period.id,
            await this.standings(unit, {
              running,
              reach: scope.reach('duty.remind'),
              from: period.from,
              to: period.to,
            }),
          );
        const { pairings, inside, standings: all } = cache.get(period.id)!;
        const g = [...pairings, ...inside].find((one) => one.id === cell.pairing);
        const s = all.find(
          (one) => one.pairing === cell.pairing && one.duty === cell.duty && one.period.id === period.id,
        );
        if (!g || !s) skip('没有这个结对', 'there is no such pairing');
        else if (s.state === 'met') skip('已达到要求，无需催办', 'the duty is met');
        else if (s.state === 'excused') skip('已免除，无需催办', 'the bureau has excused it');
        else if (s.state === 'notDue') skip('本期不作要求', 'the duty is not due in this period');
        else if (s.opensOn > this.clock.today())
          skip(`${s.opensOn} 起才可办理，无需催办`, `it can be done from ${s.opensOn}`);
        else if (
          !(await this.claimWeek(unit, {
            programme: running.row.id,
            pairing: g.id,
            duty: cell.duty,
            week,
            userId: scope.userId,
          }))
        )
          skip('本周已催办过', 'reminded already this week');
        else {
          await this.tell(unit, running, g, s);
          sent += 1;
        }
      }
      await unit.audit({
        action: 'duty.remind',
        kind: 'programme',
        id: running.row.id,
        districtId: running.row.district_id,
        detail: { cells: body.cells, sent },
      });
      return { sent, skipped };
    });
  }

  /** Missing something now: overdue, or still open while it can be done. */
  isBelow(s: DutyStanding): boolean {
    return s.state === 'overdue' || (s.state === 'open' && s.opensOn <= this.clock.today());
  }

  private async claimWeek(
    unit: Unit,
    o: { programme: string; pairing: string; duty: string; week: string; userId: string },
  ): Promise<boolean> {
    const claimed = await unit.run(sql`insert into duty_reminder (programme_id, pairing_id, duty, week, user_id, at)
      values (${o.programme}, ${o.pairing}, ${o.duty}, ${o.week}, ${o.userId}, ${this.clock.instant()})
      on conflict (programme_id, pairing_id, duty, week) do nothing`);
    return claimed === 1;
  }

  private async tell(unit: Unit, running: Running, g: PairingRow, s: DutyStanding): Promise<void> {
    const form = running.definition!.forms[s.duty]!;
    const parties = [
      ...(form.writtenBy === 'helped' ? [] : [partyOn(g, 'helper')]),
      ...(form.writtenBy === 'helper' ? [] : [partyOn(g, 'helped')]),
    ];
    const pair = `${g.helper_name}—${g.helped_name}`;
    for (const party of parties)
      await this.notifications.tell(unit, {
        ...party,
        roles: ['schoolAdministrator', 'teacher'],
        kind: 'reminder',
        programme: running.row.id,
        text: t(
          `催办：${pair}，${s.period.title.zh}${form.title.zh}应完成 ${s.required} 次，已确认 ${s.confirmed} 次，待确认 ${s.claimed} 次，还差 ${s.remaining} 次`,
          `Reminder: ${pair}, ${form.title.en.toLowerCase()} in ${s.period.title.en}: ${s.required} required, ${s.confirmed} confirmed, ${s.claimed} waiting, ${s.remaining} missing`,
        ),
        link: `/records/new?programme=${running.row.id}&form=${s.duty}&pairing=${g.id}`,
      });
  }

  private async period(running: Running, id: string | undefined): Promise<Period> {
    const calendar = await this.calendars.of(this.database, running.row.district_id);
    const today = this.clock.today();
    const running_ = termOf(calendar, today) ?? termOf(calendar, running.row.ends_on);
    const period = id
      ? periodOf(calendar, id)
      : running_
        ? periodOf(calendar, running_.id)
        : periodHolding(calendar, 'month', today);
    if (!period)
      throw invalid([
        {
          field: 'period',
          text: t(
            '没有这个时段，如 2026-11 或 2026-2027-1',
            'There is no such period; write one like 2026-11 or 2026-2027-1',
          ),
        },
      ]);
    return period;
  }

  private async reminders(programmeId: string, pairingIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.all<Row<typeof dutyReminder>>(sql`select * from duty_reminder
      where programme_id = ${programmeId} and week = ${mondayOf(this.clock.today())} and pairing_id in ${list(pairingIds)}`);
    return new Map(rows.map((row) => [`${row.pairing_id} ${row.duty}`, row.at]));
  }
}
