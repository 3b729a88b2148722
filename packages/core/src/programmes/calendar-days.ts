import { Injectable } from '@nestjs/common';
import { isDay, t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import { invalid, Problem } from '../platform/problem.js';
import { Units } from '../platform/units.js';
import { markYears } from './calendar-years.js';
import type { changeCalendarDay, removeCalendarDay } from './programmes.api.js';
import { calendarDay } from './programmes.tables.js';

/** Single days off and make-up working days of a district: set right by hand what an import or the built-in table has wrong. */
@Injectable()
export class CalendarDays {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  change({ scope, actor, params, body }: Call<typeof changeCalendarDay>) {
    return this.units.run(actor, async (unit) => {
      const { day } = params;
      if (!isDay(day)) throw invalid([{ field: 'day', text: t('日期不存在', 'There is no such day') }]);
      const note = body.note || null;
      await unit.run(sql`delete from calendar_day where district_id = ${scope.districtId} and day = ${day}`);
      await unit.insert(calendarDay, { district_id: scope.districtId, day, kind: body.kind, note });
      await this.mark(unit, scope, day);
      await unit.audit({
        action: 'calendar.day',
        kind: 'term',
        id: scope.districtId,
        detail: { day, kind: body.kind },
      });
      return { day, kind: body.kind, note, own: true };
    });
  }

  remove({ scope, actor, params }: Call<typeof removeCalendarDay>) {
    return this.units.run(actor, async (unit) => {
      const { day } = params;
      const removed = await unit.run(
        sql`delete from calendar_day where district_id = ${scope.districtId} and day = ${day}`,
      );
      if (removed === 0)
        throw new Problem(
          404,
          'not-found',
          t(
            `本区县没有单独设置 ${day}，无需撤回`,
            `Your district has set nothing for ${day}: there is nothing to take back`,
          ),
        );
      await this.mark(unit, scope, day);
      await unit.audit({ action: 'calendar.day.remove', kind: 'term', id: scope.districtId, detail: { day } });
      return {};
    });
  }

  private mark(
    unit: Parameters<typeof markYears>[0],
    scope: { readonly districtId: string; readonly userId: string },
    day: string,
  ): Promise<void> {
    const years = [Number(day.slice(0, 4))];
    return markYears(unit, { districtId: scope.districtId, userId: scope.userId, years, at: this.clock.instant() });
  }
}
