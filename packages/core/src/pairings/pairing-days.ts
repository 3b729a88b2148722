import { Injectable } from '@nestjs/common';
import { type Day, periodHolding, t, type Text } from '@xieshou/sdk';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { Calendars } from '../programmes/calendars.js';
import type { Running } from '../programmes/programmes.js';

/** Days on which pairs of people change, where the programme names some of each term. */
@Injectable()
export class PairingDays {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: Calendars,
  ) {}

  /** Answers why a pair is neither made nor ended on a day, nor today; undefined where it is. */
  async closed(
    reads: Reads,
    { definition, settings, row }: Pick<Running, 'definition' | 'settings' | 'row'>,
  ): Promise<(day: Day) => Text | undefined> {
    const rule = definition?.pairingDays;
    if (!rule) return () => undefined;
    const calendar = await this.calendars.of(reads, row.district_id);
    const problem = (day: Day): Text | undefined => {
      const term = periodHolding(calendar, 'term', day);
      if (!term)
        return t(`结对只在学期初调整，${day} 不在学期之内`, `Pairs change as a term begins: ${day} is in none`);
      const { from, to } = rule.days(term, settings);
      return day >= from && day <= to
        ? undefined
        : t(
            `结对只在学期初（${from} 至 ${to}）调整，${day} 不在其中`,
            `Pairs change as a term begins, from ${from} to ${to}: ${day} is outside`,
          );
    };
    return (day) => problem(this.clock.today()) ?? problem(day);
  }
}
