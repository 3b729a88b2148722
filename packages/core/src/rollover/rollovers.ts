import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Text, t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { Organisations } from '../organisations/organisations.js';
import { organisation } from '../organisations/organisations.tables.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { conflict, invalid, Problem, type ProblemField, refused, stale } from '../platform/problem.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Calendars, daysOfYear, type SchoolYearDays } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { Ending, nothing } from './ending.js';
import { keepPairs } from './keeping-pairs.js';
import { schoolYearAfter, settingsAfter, titleAfter } from './next-year.js';
import { type PairAfter, pairsAfter } from './pairs-after.js';
import { pairsBefore } from './pairs-before.js';
import { type PlaceAfter, placesAfter } from './places-after.js';
import type * as api from './rollover.api.js';

type Chosen = PlaceAfter & { readonly subtree: boolean };

/** 结转: a programme goes on in the next school year as another one, with its organisations, settings and pairings. */
@Injectable()
export class Rollovers {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly calendars: Calendars,
    private readonly programmes: Programmes,
    private readonly organisations: Organisations,
    private readonly notifications: Notifications,
    private readonly ending: Ending,
  ) {}

  async preview({ scope, params }: Call<typeof api.previewRollover>) {
    const running = await this.programmes.get(this.database, scope, params.id, 'programme.write');
    return (await this.plan(this.database, running)).preview;
  }

  rollOver({ scope, actor, params, body, version }: Call<typeof api.rollOver>) {
    return this.units.run(actor, async (unit) => {
      const found = await this.programmes.get(unit, scope, params.id, 'programme.write');
      // No school is closed or merged, and nobody else rolls the programme over, in this moment.
      await unit.lock(organisation, found.row.district_id);
      await unit.lock(programme, found.row.id);
      const running = await this.programmes.get(unit, scope, params.id, 'programme.write');
      const { row } = running;
      const { preview, before, days, chosen } = await this.plan(unit, running);
      if (preview.continuedBy)
        throw conflict(
          'continued',
          t(
            `“${row.title}”已结转为“${preview.continuedBy.title}”（${preview.continuedBy.schoolYear} 学年）`,
            `"${row.title}" goes on already as "${preview.continuedBy.title}" (${preview.continuedBy.schoolYear})`,
          ),
        );
      if (row.version !== version) throw stale(preview, [{ field: 'version', yours: version, theirs: row.version }]);
      if (preview.token !== body.token)
        throw new Problem(
          409,
          'preview-changed',
          t(
            '预览之后情况有变化，请重新核对后再结转',
            'Something has changed since the preview: look at it again, then go on',
          ),
          { current: preview },
        );
      const [obstacle] = preview.obstacles;
      if (obstacle) throw refused('not-yet', obstacle);
      const definition = running.definition!;
      const settings = settingsAfter(definition.settings, running.stored, body.settings);
      if (settings.lacking.length > 0)
        throw invalid(settings.lacking.map((e) => ({ ...e, field: `settings.${e.field}` })));
      const ticked = new Set(body.pairings);
      const pairs = pairsAfter({
        before,
        definition,
        settings: settings.values,
        startsOn: days!.startsOn,
        ticked,
      });
      const going = goingOn(pairs, ticked);
      const id = await this.programmes.begin(unit, {
        districtId: row.district_id,
        ownerId: row.owner_id,
        plugin: row.plugin,
        preset: row.preset,
        title: body.title,
        schoolYear: preview.next.schoolYear,
        days: days!,
        organisations: chosen,
        settings: settings.values,
        userId: scope.userId,
        continues: row.id,
      });
      const kept = await keepPairs(unit, this.clock, { pairs: going, programmeId: id, startsOn: days!.startsOn });
      const after = { id, title: body.title, schoolYear: preview.next.schoolYear, ...days! };
      await this.tell(unit, after, going);
      const counts = { pairings: kept.pairings, inside: kept.inside, leftOut: pairs.length - kept.pairings };
      await unit.audit({
        action: 'programme.rollOver',
        kind: 'programme',
        id,
        districtId: row.district_id,
        detail: { from: row.id, schoolYear: after.schoolYear, settings: running.settingsNumber, ...counts },
      });
      return { ...after, ...counts };
    });
  }

  private async plan(reads: Reads, running: Running) {
    const { row, definition } = running;
    const schoolYear = schoolYearAfter(row.school_year);
    const days = daysOfYear(await this.calendars.of(reads, row.district_id), schoolYear);
    const today = this.clock.today();
    // What has to hold when the year begins, or now where it has begun already.
    const on = days && days.startsOn > today ? days.startsOn : today;
    const places = await this.chosenAfter(reads, row.id, on);
    const chosen = distinct(places);
    const settings = settingsAfter(definition?.settings ?? {}, running.stored);
    const before = await pairsBefore(reads, {
      programmeId: row.id,
      on,
      chosen,
      organisations: this.organisations,
    });
    const pairs = pairsAfter({ before, definition, settings: settings.values, startsOn: days?.startsOn ?? on });
    const rests = {
      programme: {
        id: row.id,
        title: row.title,
        schoolYear: row.school_year,
        startsOn: row.starts_on,
        endsOn: row.ends_on,
      },
      next: {
        schoolYear,
        title: titleAfter(row.title, row.school_year),
        startsOn: days?.startsOn ?? null,
        endsOn: days?.endsOn ?? null,
      },
      continuedBy: await this.ending.after(reads, row),
      obstacles: obstacles(running, { schoolYear, days, chosen }),
      organisations: places,
      settings: { number: running.settingsNumber, ...settings },
      pairings: pairs.map(pairDto),
    };
    const versions = [
      row.version,
      pairs.map((pair) => [pair.row.version, pair.findings, pair.inside.map((one) => one.row.version)]),
    ];
    const open = await this.ending.byPairing(
      reads,
      before.pairings.map(({ id }) => id),
    );
    return {
      days,
      before,
      chosen,
      preview: {
        ...rests,
        pairings: rests.pairings.map((pair) => ({ ...pair, ...(open.get(pair.id) ?? nothing) })),
        unfinished: await this.ending.unfinished(reads, row.id),
        // Records are written all day long and decide nothing here: they are not part of it.
        token: createHash('sha256')
          .update(JSON.stringify([rests, versions]))
          .digest('hex'),
      },
    };
  }

  private async chosenAfter(reads: Reads, programmeId: string, on: string): Promise<Chosen[]> {
    const rows = await reads.all<{ id: string; mode: string }>(sql`select po.organisation_id as id, po.mode
      from programme_organisation po join organisation o on o.id = po.organisation_id
      where po.programme_id = ${programmeId} order by o.name_key, o.id`);
    const places = await placesAfter(reads, { ids: rows.map(({ id }) => id), on });
    return rows.map(({ id, mode }) => ({ ...places.get(id)!, subtree: mode === 'subtree' }));
  }

  /** One message for each school, however many pairings it goes on with. */
  private async tell(
    unit: Unit,
    after: { readonly id: string; readonly title: string; readonly schoolYear: string } & SchoolYearDays,
    going: readonly PairAfter[],
  ): Promise<void> {
    const partners = new Map<string, string[]>();
    for (const { helper, helped } of going)
      for (const [mine, other] of [
        [helper, helped],
        [helped, helper],
      ] as const)
        partners.set(mine.id, [...(partners.get(mine.id) ?? []), other.name]);
    for (const [organisationId, names] of partners) {
      const [one] = names;
      await this.notifications.tell(unit, {
        organisationId,
        roles: ['schoolAdministrator'],
        kind: 'pairing',
        programme: after.id,
        text:
          names.length === 1
            ? t(
                `“${after.title}”自 ${after.startsOn} 开始：贵单位与${one}的结对延续到 ${after.schoolYear} 学年`,
                `"${after.title}" begins on ${after.startsOn}: you stay paired with ${one} in ${after.schoolYear}`,
              )
            : t(
                `“${after.title}”自 ${after.startsOn} 开始：贵单位的 ${names.length} 个结对延续到 ${after.schoolYear} 学年`,
                `"${after.title}" begins on ${after.startsOn}: your ${names.length} pairings go on in ${after.schoolYear}`,
              ),
        link: `/pairings?programme=${after.id}`,
      });
    }
  }
}

/** Organisations that go on, each once: two that were merged are one, with everything below it if one of them had that. */
const distinct = (places: readonly Chosen[]): { readonly id: string; readonly subtree: boolean }[] => {
  const chosen = new Map<string, boolean>();
  for (const { now, subtree } of places) if (now) chosen.set(now.id, subtree || chosen.get(now.id) === true);
  return [...chosen].map(([id, subtree]) => ({ id, subtree }));
};

const obstacles = (
  { row, definition }: Running,
  o: {
    readonly schoolYear: string;
    readonly days: SchoolYearDays | undefined;
    readonly chosen: readonly object[];
  },
): Text[] => [
  ...(definition
    ? []
    : [
        t(
          '该项目的功能模块未安装，不能结转；请联系平台管理员',
          'The plugin of this programme is not installed, so it cannot go on: tell the platform’s administrator',
        ),
      ]),
  ...(row.state === 'draft'
    ? [t('该项目还没有启用，请先启用', 'This programme has not been enabled yet: enable it first')]
    : []),
  ...(o.days
    ? []
    : [
        t(
          `校历中还没有 ${o.schoolYear} 学年的两个学期，请先在校历中设置`,
          `The calendar does not have both terms of ${o.schoolYear} yet: set them there first`,
        ),
      ]),
  ...(o.chosen.length > 0
    ? []
    : [
        t(
          '适用单位都已停办，没有可以结转的单位；请直接启用新项目',
          'All organisations of this programme are closed: start a new programme instead',
        ),
      ]),
];

const pairDto = ({ row, helper, helped, outcome, reason, appointed, inside }: PairAfter) => ({
  id: row.id,
  helper,
  helped,
  outcome,
  reason,
  appointed: [...appointed],
  inside: inside.map((one) => ({
    id: one.row.id,
    title: one.title,
    helper: one.row.helper_name,
    helped: one.row.helped_name,
    reason: one.reason,
  })),
});

/** The ticked pairings, all of which can go on beside each other. */
const goingOn = (pairs: readonly PairAfter[], ticked: ReadonlySet<string>): PairAfter[] => {
  const known = new Map(pairs.map((pair) => [pair.row.id, pair]));
  const errors: ProblemField[] = [...ticked].flatMap((id) => {
    const pair = known.get(id);
    if (!pair)
      return [{ field: 'pairings', text: t('所选结对不在该项目中', 'A chosen pairing is not of this programme') }];
    if (pair.outcome === 'continues') return [];
    const names = `${pair.helper.name} — ${pair.helped.name}`;
    return [{ field: 'pairings', text: t(`${names}：${pair.reason!.zh}`, `${names}: ${pair.reason!.en}`) }];
  });
  if (errors.length > 0) throw invalid(errors);
  return pairs.filter(({ row }) => ticked.has(row.id));
};
