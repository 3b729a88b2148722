import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Text, t, weekdayOf } from '@xieshou/sdk';
import * as z from 'zod';
import { ImportRegisters } from '../imports/import-registers.js';
import type { ImportColumn, ImportRegister, Judgement, Verdict, Written } from '../imports/register.js';
import { writtenDay } from '../imports/written-day.js';
import { Clock } from '../platform/clock.js';
import { list, sql } from '../platform/database/sql.js';
import type { Unit } from '../platform/units.js';
import { builtInKind, isBuiltIn, markYears, missingLandmarks, type OwnDay, ownDays } from './calendar-years.js';
import { calendarDay } from './programmes.tables.js';

type Judge = Parameters<ImportRegister['judge']>[0];
type Kind = OwnDay['kind'];

/** Years before and after this one that a day may lie in: further away it is a slip of the keyboard. */
const YEARS_AWAY = 3;

const kindWords: Readonly<Record<Kind, Text>> = {
  holiday: t('放假', 'Day off'),
  working: t('调休上班', 'Make-up working day'),
};

const columns: readonly ImportColumn[] = [
  {
    key: 'day',
    title: t('日期', 'Day'),
    required: true,
    help: t(
      '每天一行，如 2027-01-01；放假期间的每一天（含周末）都要填写',
      'One row a day, 2027-01-01; every day of a holiday, weekends too',
    ),
    example: t('2027-01-01', '2027-01-01'),
    valid: { schema: writtenDay, rule: t('日期应写成 2027-01-01', 'A day is written 2027-01-01') },
  },
  {
    key: 'kind',
    title: t('类型', 'Kind'),
    required: true,
    help: t('放假，或周末调休上班', 'A day off, or a weekend day that is worked instead'),
    example: kindWords.holiday,
    choices: [
      { code: 'holiday', label: kindWords.holiday, also: ['休', '休息', '放假日'] },
      { code: 'working', label: kindWords.working, also: ['班', '上班', '补班', '调休'] },
    ],
  },
  {
    key: 'note',
    title: t('说明', 'Note'),
    help: t('如节日名称，最多 40 个字', 'The holiday, at most 40 characters'),
    example: t('元旦', "New Year's Day"),
    valid: {
      schema: z.string().max(40),
      rule: t('说明最多 40 个字', 'A note has at most 40 characters'),
    },
  },
];

interface Draft {
  readonly reasons: Text[];
  readonly day: string | null;
  readonly kind: Kind | null;
  readonly note: string | null;
}

/** 放假与调休 of a year from a workbook, for the importer's own district. */
@Injectable()
export class CalendarImport implements ImportRegister, OnModuleInit {
  readonly name = 'calendar';
  readonly title = t('放假与调休', 'Days off and make-up days');
  readonly permission = 'calendar.write';
  readonly template = t('放假调休模板', 'days-off-template');
  readonly columns = columns;

  constructor(
    private readonly registers: ImportRegisters,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registers.add(this);
  }

  async judge({ reads, importer, rows }: Judge): Promise<Judgement> {
    const own = new Map((await ownDays(reads, importer.districtId)).map((row) => [row.day, row]));
    const firstRow = new Map<string, number>();
    const drafts = rows.map(({ row, values, reasons }): Draft => {
      const day = values['day'] ?? null;
      const draft = { day, kind: values['kind'] as Kind | null, note: values['note'] || null, reasons: [...reasons] };
      if (day) {
        const before = firstRow.get(day);
        if (before !== undefined)
          draft.reasons.push(
            t(`与第 ${before} 行是同一天，请只保留一行`, `The same day as row ${before}: keep one of them`),
          );
        else firstRow.set(day, row);
        draft.reasons.push(...this.doubts(day, draft.kind));
      }
      return draft;
    });
    const verdicts = drafts.map((draft) => this.verdict(draft, own));
    this.sayWhatIsMissing(drafts, verdicts, own);
    return {
      verdicts,
      write: (unit) =>
        this.write(
          unit,
          importer.districtId,
          drafts.filter((_, i) => ['add', 'change'].includes(verdicts[i]!.outcome)),
        ),
    };
  }

  private doubts(day: string, kind: Kind | null): Text[] {
    const year = Number(day.slice(0, 4));
    const now = Number(this.clock.today().slice(0, 4));
    if (Math.abs(year - now) > YEARS_AWAY)
      return [
        t(
          `日期应在 ${now - YEARS_AWAY} 年至 ${now + YEARS_AWAY} 年之间`,
          `The day must lie in ${now - YEARS_AWAY} to ${now + YEARS_AWAY}`,
        ),
      ];
    if (kind === 'working' && weekdayOf(day) <= 5 && builtInKind(day) !== 'holiday')
      return [
        t(`${day} 不是周末，本来就要上班，请核对日期`, `${day} is no weekend day: people work anyway. Check the day`),
      ];
    return [];
  }

  private verdict({ day, kind, note, reasons }: Draft, own: ReadonlyMap<string, OwnDay>): Verdict {
    if (reasons.length > 0 || !day || !kind) return { outcome: 'error', id: null, reasons };
    const standing = own.get(day);
    if (standing) {
      const same = standing.kind === kind && (note === null || standing.note === note);
      return {
        outcome: same ? 'same' : 'change',
        id: day,
        reasons: same ? [] : [t(`原为${kindWords[standing.kind].zh}`, `Was: ${kindWords[standing.kind].en}`)],
      };
    }
    const shipped = builtInKind(day);
    if (shipped === kind) return { outcome: 'same', id: day, reasons: [] };
    return {
      outcome: shipped ? 'change' : 'add',
      id: day,
      reasons: shipped ? [t(`内置为${kindWords[shipped].zh}`, `Built in as: ${kindWords[shipped].en}`)] : [],
    };
  }

  /** A year without the days off that every year has is no whole table: said beside the first row of that year. */
  private sayWhatIsMissing(drafts: readonly Draft[], verdicts: Verdict[], own: ReadonlyMap<string, OwnDay>): void {
    const off = new Set([...own.values()].filter((row) => row.kind === 'holiday').map((row) => row.day));
    drafts.forEach(({ day, kind }, i) => {
      if (!day || verdicts[i]!.outcome === 'error') return;
      if (kind === 'holiday') off.add(day);
      else off.delete(day);
    });
    const said = new Set<number>();
    drafts.forEach(({ day }, i) => {
      const year = Number(day?.slice(0, 4));
      if (!day || verdicts[i]!.outcome === 'error' || isBuiltIn(year) || said.has(year)) return;
      said.add(year);
      const missing = missingLandmarks(year, off);
      if (missing.length > 0)
        verdicts[i] = {
          ...verdicts[i]!,
          reasons: [
            ...verdicts[i]!.reasons,
            t(
              `${year} 年还缺 ${missing.join('、')}，补齐前该年仍按周一至周五计算`,
              `${year} still lacks ${missing.join(', ')}: until then it is reckoned by weekdays`,
            ),
          ],
        };
    });
  }

  private async write(unit: Unit, districtId: string, drafts: readonly Draft[]): Promise<Written[]> {
    const days = drafts.map(({ day }) => day!);
    await unit.run(sql`delete from calendar_day where district_id = ${districtId} and day in ${list(days)}`);
    if (drafts.length > 0)
      await unit.insert(
        calendarDay,
        ...drafts.map(({ day, kind, note }) => ({ district_id: districtId, day: day!, kind: kind!, note })),
      );
    const years = days.map((day) => Number(day.slice(0, 4)));
    await markYears(unit, { districtId, userId: null, years, at: this.clock.instant() });
    return [];
  }
}
