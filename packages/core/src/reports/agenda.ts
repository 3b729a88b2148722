import { Inject, Injectable } from '@nestjs/common';
import { type DayRange, periodOf, type ProgrammeDefinition, type Text, t, toManifest } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { isProgrammeFault } from '../programmes/programme-faults.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { askedDuties, dutyDays, phaseDays } from '../programmes/schedule.js';
import { rectificationInReach } from '../rectification/rectification-rows.js';
import { waitsFor } from '../reviews/review-rows.js';
import type * as api from './agenda.api.js';

type Item = z.output<typeof api.readAgenda.answer>['rows'][number];

const waits = {
  review: t('待办期限', 'Decisions due'),
  rectification: t('整改期限', 'Problems to be put right'),
} as const;

/** By when a decision (`w`) is asked for, or else after which day silence is one. */
const dueDay = sql`coalesce(w.decide_by, w.due_on)`;

/** 日程: what the plan lays out for a month, and what waits in it. */
@Injectable()
export class Agenda {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
  ) {}

  async programme({ scope, params, query }: Call<typeof api.readProgrammeAgenda>) {
    return this.of(scope, [await this.programmes.get(this.database, scope, params.id, 'programme.read')], query.month);
  }

  async mine({ scope, query }: Call<typeof api.readAgenda>) {
    return this.of(scope, await this.programmes.enabled(scope), query.month);
  }

  private async of(scope: Scope, all: readonly Running[], asked: string | undefined) {
    const month = asked ?? this.clock.today().slice(0, 7);
    const failed: string[] = [];
    const rows: Item[] = [];
    for (const running of all) {
      const { definition, row } = running;
      const calendar = await this.calendars.of(this.database, row.district_id);
      const days = periodOf(calendar, month)!;
      try {
        if (definition)
          rows.push(...planned({ running, definition, calendar, days, scope, today: this.clock.today() }));
      } catch (error) {
        // One programme's broken rule must not keep people from their other programmes.
        if (!isProgrammeFault(error)) throw error;
        failed.push(row.id);
      }
      rows.push(...(await this.waiting(scope, running, days)));
    }
    const order = (one: Item) => `${one.to} ${one.from ?? one.to} ${one.title.zh}`;
    return {
      month,
      rows: rows.sort((a, b) => (order(a) < order(b) ? -1 : 1)),
      programmes: all.map(({ row }) => ({ id: row.id, title: row.title })),
      failed,
    };
  }

  /** Decisions that wait for the caller and problems that are to be put right, day by day. */
  async waiting(scope: Scope, { row }: Running, { from, to }: DayRange): Promise<Item[]> {
    const reviews = await this.database.all<{ due: string; n: number }>(sql`select ${dueDay} as due, count(*) as n
      from review w where w.programme_id = ${row.id} and ${waitsFor(scope)}
      and ${dueDay} >= ${from} and ${dueDay} <= ${to} group by ${dueDay}`);
    const problems = await this.database.all<{ due: string; n: number }>(sql`select x.due_on as due, count(*) as n
      from rectification x join pairing g on g.id = x.pairing_id where x.programme_id = ${row.id} and x.state <> 'closed'
      and ${rectificationInReach(scope.reach('record.read'))} and x.due_on >= ${from} and x.due_on <= ${to} group by x.due_on`);
    const item =
      (kind: keyof typeof waits) =>
      ({ due, n }: { readonly due: string; readonly n: number }): Item => ({
        programme: row.id,
        kind,
        key: null,
        title: waits[kind],
        note: null,
        from: null,
        to: due,
        count: Number(n),
        late: due < this.clock.today(),
      });
    return [...reviews.map(item('review')), ...problems.map(item('rectification'))];
  }
}

/** What the plan lays out: phases and windows that touch the month, and what is due in it. */
const planned = (o: {
  readonly running: Running;
  readonly definition: ProgrammeDefinition;
  readonly calendar: Parameters<typeof phaseDays>[0]['calendar'];
  readonly days: DayRange;
  readonly scope: Scope;
  readonly today: string;
}): Item[] => {
  const { running, definition, calendar, days, scope } = o;
  const { row, settings } = running;
  const scheduled = { definition, settings, calendar, range: { from: row.starts_on, to: row.ends_on } };
  const touches = (from: string, to: string) => from <= days.to && to >= days.from;
  const item = (of: Pick<Item, 'kind' | 'key' | 'title' | 'note' | 'from' | 'to'>): Item => ({
    programme: row.id,
    ...of,
    count: 1,
    late: false,
  });
  const place = (text: string | null | undefined): Text | null => (text ? t(text, text) : null);
  const phases = phaseDays(scheduled)
    .filter(({ from, to }) => touches(from, to))
    .map(({ key, title, place: where, from, to }) => item({ kind: 'phase', key, title, note: place(where), from, to }));
  const manifest = toManifest(definition, settings);
  const stages = manifest.stages.flatMap(({ key, title, place: where, from, to }) =>
    to && touches(from ?? to, to)
      ? [item({ kind: 'stage', key, title, note: place(where), from: from ?? null, to })]
      : [],
  );
  const duties = scope.reach('duty.read') ? askedDuties(manifest.duties) : [];
  const due = duties.flatMap((duty) =>
    dutyDays(scheduled, duty)
      .filter(({ from, to, hasWindow }) => touches(hasWindow ? from : to, to))
      .map(({ period, from, to, hasWindow }) =>
        item({
          kind: 'duty',
          key: duty.key,
          title: duty.title,
          note: period.title,
          from: hasWindow ? from : null,
          to,
        }),
      ),
  );
  return [...phases, ...stages, ...due];
};
