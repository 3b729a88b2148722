import { Inject, Injectable } from '@nestjs/common';
import {
  addDays,
  daysBetween,
  defaultTerms,
  isDay,
  knownHolidays,
  type SchoolCalendar,
  t,
  type Term,
  termOf,
  termTitle,
} from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { invalid, type ProblemField } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { isBuiltIn, type OwnDay, ownDays } from './calendar-years.js';
import type { changeTerm } from './programmes.api.js';
import { term } from './programmes.tables.js';

const dto = (one: Term) => ({ ...one, title: termTitle(one.id) });

export interface SchoolYearDays {
  readonly startsOn: string;
  readonly endsOn: string;
}

/** First and last day of a school year; undefined as long as the calendar does not have both its terms. */
export const daysOfYear = ({ terms }: SchoolCalendar, schoolYear: string): SchoolYearDays | undefined => {
  const [first, second] = terms.filter((one) => one.id.startsWith(`${schoolYear}-`));
  return first && second ? { startsOn: first.starts, endsOn: second.ends } : undefined;
};

/** School years around a day: two before the running one and one after it. */
const yearsAround = (day: string): string[] => {
  const start = Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);
  return [-2, -1, 0, 1].map((n) => `${start + n}-${start + n + 1}`);
};

const calendarOf = (o: {
  readonly today: string;
  readonly own: readonly Row<typeof term>[];
  readonly days: readonly OwnDay[];
  readonly years: readonly { readonly year: number }[];
}): SchoolCalendar => {
  const terms = new Map<string, Term>(
    yearsAround(o.today)
      .flatMap((year) => defaultTerms(year))
      .map((one) => [one.id, one]),
  );
  for (const row of o.own)
    terms.set(row.id, {
      id: row.id,
      starts: row.starts,
      ends: row.ends,
      teachingStarts: row.teaching_starts,
      teachingEnds: row.teaching_ends,
    });
  const kinds = new Map(knownHolidays.days.map((d) => [d.day, d.kind]));
  for (const row of o.days) kinds.set(row.day, row.kind);
  return {
    terms: [...terms.values()].sort((a, b) => a.starts.localeCompare(b.starts)),
    days: [...kinds].map(([day, kind]) => ({ day, kind })),
    knownYears: [...new Set([...knownHolidays.knownYears, ...o.years.map(({ year }) => Number(year))])].sort(
      (a, b) => a - b,
    ),
  };
};

let madeFor: { readonly day: string; readonly calendar: SchoolCalendar } | undefined;

/** The calendar of a district that has set nothing: the same for all, and made once a day. */
const unset = (today: string): SchoolCalendar => {
  if (madeFor?.day !== today) madeFor = { day: today, calendar: calendarOf({ today, own: [], days: [], years: [] }) };
  return madeFor.calendar;
};

/** The school calendar of a district: the defaults, with what the district has set over them. */
@Injectable()
export class Calendars {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  async of(reads: Reads, districtId: string): Promise<SchoolCalendar> {
    // Most districts have set nothing: one question finds that out.
    const set = await reads.one<{ n: number }>(sql`select
        (select count(*) from term where district_id = ${districtId})
        + (select count(*) from calendar_day where district_id = ${districtId})
        + (select count(*) from calendar_year where district_id = ${districtId}) as n`);
    const today = this.clock.today();
    if (Number(set?.n ?? 0) === 0) return unset(today);
    const [own, days, years] = [
      await reads.all<Row<typeof term>>(sql`select * from term where district_id = ${districtId}`),
      await ownDays(reads, districtId),
      await reads.all<{ year: number }>(sql`select year from calendar_year where district_id = ${districtId}`),
    ];
    return calendarOf({ today, own, days, years });
  }

  async read(scope: Scope) {
    const calendar = await this.of(this.database, scope.districtId);
    const today = this.clock.today();
    const own = new Map((await ownDays(this.database, scope.districtId)).map((row) => [row.day, row]));
    return {
      today,
      term: termOf(calendar, today)?.id ?? null,
      ...calendar,
      terms: calendar.terms.map(dto),
      days: calendar.days
        .map((one) => ({ ...one, note: own.get(one.day)?.note ?? null, own: own.has(one.day) }))
        .sort((a, b) => a.day.localeCompare(b.day)),
      years: yearsOf(calendar),
    };
  }

  changeTerm({ scope, actor, params, body }: Call<typeof changeTerm>) {
    return this.units.run(actor, async (unit) => {
      const calendar = await this.of(unit, scope.districtId);
      const next: Term = { id: params.term, ...body };
      const errors = misfits(
        next,
        calendar.terms.filter((other) => other.id !== next.id),
      );
      if (errors.length > 0) throw invalid(errors);
      const row = {
        district_id: scope.districtId,
        id: next.id,
        starts: next.starts,
        ends: next.ends,
        teaching_starts: next.teachingStarts,
        teaching_ends: next.teachingEnds,
      };
      await unit.run(sql`delete from term where district_id = ${row.district_id} and id = ${row.id}`);
      await unit.insert(term, row);
      await unit.audit({
        action: 'calendar.change',
        kind: 'term',
        id: scope.districtId,
        detail: { term: next.id, ...body },
      });
      return dto(next);
    });
  }
}

/** Each year that the terms touch, and where its table of days off comes from. */
const yearsOf = (calendar: SchoolCalendar) => {
  const [first, last] = [calendar.terms[0]!.starts, calendar.terms.at(-1)!.ends].map((day) => Number(day.slice(0, 4)));
  return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i).map((year) => ({
    year,
    source: isBuiltIn(year)
      ? ('builtIn' as const)
      : calendar.knownYears.includes(year)
        ? ('imported' as const)
        : ('unknown' as const),
    days: calendar.days.filter(({ day }) => day.startsWith(`${year}-`)).length,
  }));
};

/** What is wrong with a term's dates by themselves and beside the other terms. */
const misfits = (next: Term, others: readonly Term[]): ProblemField[] => {
  const errors: ProblemField[] = [];
  const [first, second] = next.id.split('-').map(Number);
  if (second !== first! + 1) errors.push({ field: 'term', text: t('学期编号不对', 'There is no such term') });
  for (const field of ['starts', 'ends', 'teachingStarts', 'teachingEnds'] as const)
    if (!isDay(next[field])) errors.push({ field, text: t('日期不存在', 'There is no such day') });
  if (errors.length > 0) return errors;
  if (daysBetween(next.starts, next.ends) + 1 < 30)
    errors.push({ field: 'ends', text: t('学期至少 30 天', 'A term has at least 30 days') });
  if (next.teachingStarts < next.starts || next.teachingStarts > next.teachingEnds)
    errors.push({
      field: 'teachingStarts',
      text: t(
        '教学开始日期应在学期之内，且不晚于教学结束日期',
        'Teaching starts within the term and not after it ends',
      ),
    });
  if (next.teachingEnds > next.ends)
    errors.push({
      field: 'teachingEnds',
      text: t('教学结束日期不得晚于学期结束日期', 'Teaching ends within the term'),
    });
  // Ids sort as terms follow each other: 2025-2026-2, 2026-2027-1, 2026-2027-2.
  const before = others.filter((other) => other.id < next.id && other.ends >= next.starts).at(-1);
  if (before) {
    const day = addDays(before.ends, 1);
    errors.push({
      field: 'starts',
      text: t(
        `应在${termTitle(before.id).zh}之后，最早从 ${day} 开始`,
        `It follows ${termTitle(before.id).en}: start on ${day} or later`,
      ),
    });
  }
  const after = others.find((other) => other.id > next.id && other.starts <= next.ends);
  if (after) {
    const day = addDays(after.starts, -1);
    errors.push({
      field: 'ends',
      text: t(
        `应在${termTitle(after.id).zh}之前，最晚到 ${day} 结束`,
        `${termTitle(after.id).en} follows it: end on ${day} or earlier`,
      ),
    });
  }
  return errors;
};
