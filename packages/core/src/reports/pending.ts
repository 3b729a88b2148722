import { Inject, Injectable } from '@nestjs/common';
import { addDays, periodOf } from '@xieshou/sdk';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { ReviewDesk } from '../reviews/review-desk.js';
import { Agenda } from './agenda.js';
import { Workbench } from './workbench.js';

/** So many days ahead something is due soon; today is the first of them. */
export const SOON = 7;

/** What one programme wants of somebody, in numbers. */
export interface ProgrammePending {
  readonly title: string;
  /** Decisions, records that came back, people to screen or audit. */
  readonly waiting: number;
  /** Duties not met whose period ends, and decisions and problems whose last day comes, within {@link SOON} days. */
  readonly due: number;
  /** Pairings with a duty that is late, and decisions and problems whose last day has passed. */
  readonly overdue: number;
}

/** What waits for somebody, from what workbench and agenda know already. */
@Injectable()
export class Pending {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly desk: ReviewDesk,
    private readonly workbench: Workbench,
    private readonly agenda: Agenda,
  ) {}

  /** Programmes that want something of the caller; those that want nothing are left out. */
  async of(scope: Scope): Promise<ProgrammePending[]> {
    const [waiting, returned] = [await this.desk.waiting(scope), await this.workbench.returned(scope)];
    const found: ProgrammePending[] = [];
    for (const running of await this.programmes.enabled(scope)) {
      const { id } = running.row;
      const counts = await this.inProgramme(scope, running);
      const all = { ...counts, waiting: counts.waiting + (waiting.get(id) ?? 0) + (returned.get(id) ?? 0) };
      if (all.waiting + all.due + all.overdue > 0) found.push(all);
    }
    return found;
  }

  private async inProgramme(scope: Scope, running: Running): Promise<ProgrammePending> {
    const { row } = running;
    const today = this.clock.today();
    const last = addDays(today, SOON - 1);
    const calendar = await this.calendars.of(this.database, row.district_id);
    const { duties, teams, overduePairings } = await this.workbench.programme(scope, running);
    const dated = await this.agenda.waiting(scope, running, { from: row.starts_on, to: last });
    const sum = (items: typeof dated) => items.reduce((n, { count }) => n + count, 0);
    const ending = duties.filter(({ period }) => periodOf(calendar, period)!.to <= last);
    return {
      title: row.title,
      waiting: (teams?.screen ?? 0) + (teams?.audit ?? 0),
      due: sum(dated.filter(({ late }) => !late)) + ending.reduce((n, { below }) => n + below, 0),
      overdue: sum(dated.filter(({ late }) => late)) + overduePairings,
    };
  }
}
