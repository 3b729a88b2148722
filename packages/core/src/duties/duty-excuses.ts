import { Injectable } from '@nestjs/common';
import { periodOf, t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { Inside } from '../pairings/inside.js';
import { Pairings, type PairingRow } from '../pairings/pairings.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { invalid } from '../platform/problem.js';
import { type Unit, Units } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import type * as api from './duties.api.js';
import type { dutyExcuse } from './duties.tables.js';

/** 免除: what the bureau does not ask of a pairing in a period, and on the strength of which document. */
@Injectable()
export class DutyExcuses {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly pairings: Pairings,
    private readonly inside: Inside,
    private readonly notifications: Notifications,
  ) {}

  of(reads: Reads, programmeId: string, pairingIds: readonly string[]): Promise<Row<typeof dutyExcuse>[]> {
    return reads.all(sql`select * from duty_excuse where programme_id = ${programmeId}
      and pairing_id in ${list(pairingIds)}`);
  }

  excuse({ scope, actor, params, body }: Call<typeof api.excuseDuties>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'duty.excuse');
      const calendar = await this.calendars.of(unit, running.row.district_id);
      const period = periodOf(calendar, body.period);
      if (!period || running.definition.duties[body.duty]?.per !== period.kind)
        throw invalid([{ field: 'period', text: t('这项要求没有这个时段', 'The duty has no such period') }]);
      const named = [...new Set(body.pairings)];
      const days = { from: period.from, to: period.to };
      const pairings = await this.pairings.alive(unit, {
        programmeId: running.row.id,
        reach: scope.reach('duty.excuse'),
        ...days,
      });
      // What is asked of each pair inside is excused for that pair.
      const known = (
        running.definition.duties[body.duty]!.of === 'eachInside'
          ? (await this.inside.alive(unit, { around: pairings.map((g) => g.id), ...days })).filter(
              (g) => g.inside === running.definition.forms[body.duty]!.about,
            )
          : pairings
      ).filter((g) => named.includes(g.id));
      if (known.length < named.length)
        throw invalid([{ field: 'pairings', text: t('所选结对中有不存在的', 'Some of the pairings do not exist') }]);
      for (const g of known) {
        await unit.run(sql`insert into duty_excuse (programme_id, pairing_id, duty, period, document, reason, user_id, at)
          values (${running.row.id}, ${g.id}, ${body.duty}, ${body.period}, ${body.document}, ${body.reason}, ${scope.userId},
            ${this.clock.instant()})
          on conflict (programme_id, pairing_id, duty, period) do update set document = excluded.document,
            reason = excluded.reason, user_id = excluded.user_id, at = excluded.at`);
        await this.tell(unit, running, g, { ...body, title: period.title });
      }
      await unit.audit({
        action: 'duty.excuse',
        kind: 'programme',
        id: running.row.id,
        districtId: running.row.district_id,
        detail: { ...body, pairings: named },
      });
      return { excused: known.length };
    });
  }

  /** What had been excused is asked for again; the audit keeps what stood there. */
  withdraw({ scope, actor, params, body }: Call<typeof api.withdrawExcuse>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.programmes.writable(unit, scope, params.id, 'duty.excuse');
      const one = sql`programme_id = ${running.row.id} and pairing_id = ${body.pairing}
        and duty = ${body.duty} and period = ${body.period}`;
      const row = await unit.one<Row<typeof dutyExcuse>>(sql`select * from duty_excuse where ${one}`);
      if (!row) throw invalid([{ field: 'period', text: t('没有这项免除', 'Nothing has been excused here') }]);
      await unit.run(sql`delete from duty_excuse where ${one}`);
      await unit.audit({
        action: 'duty.excuse.withdraw',
        kind: 'programme',
        id: running.row.id,
        districtId: running.row.district_id,
        detail: row,
      });
      return {};
    });
  }

  private async tell(
    unit: Unit,
    running: Running,
    g: PairingRow,
    o: {
      readonly duty: string;
      readonly period: string;
      readonly document: string;
      readonly title: { zh: string; en: string };
    },
  ): Promise<void> {
    const form = running.definition!.forms[o.duty]!.title;
    for (const organisationId of [g.helper_organisation_id, g.helped_organisation_id])
      await this.notifications.tell(unit, {
        organisationId,
        roles: ['schoolAdministrator'],
        kind: 'excuse',
        programme: running.row.id,
        text: t(
          `${g.helper_name}—${g.helped_name}：${o.title.zh}的${form.zh}不作要求（${o.document}）`,
          `${g.helper_name}—${g.helped_name}: ${form.en.toLowerCase()} is not asked for in ${o.title.en} (${o.document})`,
        ),
        link: `/duties?programme=${running.row.id}&period=${o.period}`,
      });
  }
}
