import { Inject, Injectable } from '@nestjs/common';
import {
  checkFields,
  exampleSettings,
  type OrganisationSnapshot,
  passes,
  type ProgrammeDefinition,
  t,
  toManifest,
} from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { grouped } from '../platform/grouped.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import type { Permission } from '../platform/permissions.js';
import { conflict, invalid, notFound, stale } from '../platform/problem.js';
import { inReach, ownIs, type Reach, type Scope } from '../platform/scope.js';
import { openText, sealText } from '../platform/sensitive.js';
import { DATABASE, KEYS, type Keys } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { isOpen } from '../organisations/organisation-rows.js';
import { Organisations } from '../organisations/organisations.js';
import { Calendars, daysOfYear, type SchoolYearDays } from './calendars.js';
import { Catalogue } from './catalogue.js';
import { keptSettings } from './kept-settings.js';
import type * as api from './programmes.api.js';
import { programme, programmeOrganisation, programmeSettings, type programmeStates } from './programmes.tables.js';

export type ProgrammeRow = Row<typeof programme>;
type Found = ProgrammeRow & { owner_name: string; pairings: number; continued: number };
type State = (typeof programmeStates)[number];
type Chosen = { readonly id: string; readonly subtree: boolean };

/** A programme with what is needed to work in it. */
export interface Running {
  readonly row: ProgrammeRow;
  /** Absent when the plugin's code is missing: then the rows are only readable. */
  readonly definition: ProgrammeDefinition | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The settings without what the plugin got since they were saved. */
  readonly stored: Readonly<Record<string, unknown>>;
  readonly settingsNumber: number;
  /** Keeps what is sensitive in its records; a value of another programme does not open. */
  readonly vault: { seal(text: string): string; open(sealed: string): string };
}

interface NewProgramme {
  readonly districtId: string;
  readonly ownerId: string;
  readonly plugin: string;
  readonly preset: string;
  readonly title: string;
  readonly schoolYear: string;
  readonly days: SchoolYearDays;
  readonly organisations: readonly Chosen[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly userId: string;
  /** The programme of the year before. */
  readonly continues?: string;
}

export interface SettingsVersion {
  readonly number: number;
  readonly from: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const from = sql`from programme p join organisation o on o.id = p.owner_id`;

/** A programme to work in: its row, and the settings in force on a day. Before any is, the first. */
const workingIn = (today: string): Sql => sql`p.*, s.number as settings_number, s.settings from programme p
  join programme_settings s on s.programme_id = p.id and s.number = coalesce(
    (select max(v.number) from programme_settings v where v.programme_id = p.id and v.effective_from <= ${today}),
    (select min(v.number) from programme_settings v where v.programme_id = p.id))`;

type Working = ProgrammeRow & { readonly settings_number: number; readonly settings: string };

/** Columns of a programme; its pairings are counted as far as the reach goes, like every list of them. */
const columnsFor = (reach: Reach | undefined): Sql => {
  const sides = inReach(reach, {
    district: sql`x.district_id`,
    organisations: [sql`x.helper_organisation_id`, sql`x.helped_organisation_id`],
    people: [sql`x.helper_id`, sql`x.helped_id`],
  });
  const appointed = inReach(reach, { district: sql`x.district_id`, organisations: [sql`xr.organisation_id`] });
  return sql`p.*, o.name as owner_name,
    (select count(*) from programme n where n.continues_id = p.id) as continued, (select count(*) from pairing x where x.programme_id = p.id and x.state = 'active'
    and x.parent_id is null
    and (${sides} or exists (select 1 from pairing_role xr where xr.pairing_id = x.id and ${appointed}))) as pairings`;
};

/** The organisation is one the programme is for: chosen itself, or below a chosen subtree. */
export const isMember = (programmeId: Sql, organisationId: Sql): Sql =>
  sql`exists (select 1 from programme_organisation po
    join organisation_tree pt on pt.ancestor_id = po.organisation_id
    where po.programme_id = ${programmeId} and pt.descendant_id = ${organisationId}
    and (po.mode = 'subtree' or pt.depth = 0))`;

/** Programmes a reach covers. A school sees those it belongs to or is paired in; drafts stay with the bureau. */
export const programmeInReach = (reach: Reach | undefined): Sql => {
  if (!reach || reach.kind === 'all' || reach.kind === 'district')
    return inReach(reach, { district: sql`p.district_id`, organisations: [] });
  if (reach.kind === 'self')
    return sql`(p.state <> 'draft' and exists (select 1 from pairing x where x.programme_id = p.id
      and ${inReach(reach, { district: sql`p.district_id`, organisations: [], people: [sql`x.helper_id`, sql`x.helped_id`] })}))`;
  const mine =
    reach.kind === 'own'
      ? sql`select id from organisation where ${ownIs(sql`id`, reach)}`
      : sql`select descendant_id as id from organisation_tree where ancestor_id = ${reach.organisationId}
          union select past.organisation_id as id from organisation_successor past
            join organisation_tree below on below.descendant_id = past.successor_id
            where below.ancestor_id = ${reach.organisationId}`;
  return sql`(p.state <> 'draft' and (p.owner_id in (${mine}) or exists (select 1 from (${mine}) m where ${isMember(sql`p.id`, sql`m.id`)})
    or exists (select 1 from pairing x left join pairing_role xr on xr.pairing_id = x.id
      where x.programme_id = p.id and (x.helper_organisation_id in (${mine}) or x.helped_organisation_id in (${mine})
        or xr.organisation_id in (${mine})))))`;
};

/** Programmes that a reach runs: by their district, or by the organisation that owns them. */
const programmeOwnedIn = (reach: Reach | undefined): Sql =>
  inReach(reach, { district: sql`p.district_id`, organisations: [sql`p.owner_id`] });

/** How many forms a programme shows to schools: not those that its owner writes. */
export const schoolForms = (definition: ProgrammeDefinition | undefined): number =>
  Object.values(definition?.forms ?? {}).filter(({ writtenBy }) => writtenBy !== 'owner').length;

const moves: Readonly<Record<State, readonly State[]>> = {
  draft: ['enabled'],
  enabled: ['suspended', 'closed'],
  suspended: ['enabled', 'closed'],
  closed: [],
};

/** Programmes: a plugin, enabled by an owner for chosen organisations and a school year. */
const assertPreset = ({ presets }: ProgrammeDefinition, preset: string): void => {
  if (!Object.hasOwn(presets, preset))
    throw invalid([{ field: 'preset', text: t('没有这个方案范本', 'There is no such preset') }]);
};

@Injectable()
export class Programmes {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly catalogue: Catalogue,
    private readonly calendars: Calendars,
    private readonly organisations: Organisations,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  list({ scope, query }: Call<typeof api.listProgrammes>) {
    const where = all([
      programmeInReach(scope.reach('programme.read')),
      ...(query.state ? [sql`p.state = ${query.state}`] : []),
      ...(query.schoolYear ? [sql`p.school_year = ${query.schoolYear}`] : []),
    ]);
    return this.pageOf(where, query, scope.reach('pairing.read'));
  }

  private async pageOf(where: Sql, query: { page: number; size: number }, reach: Reach | undefined) {
    const found = await page<Found, Found>(this.database, {
      query,
      rows: (window) =>
        sql`select ${columnsFor(reach)} ${from} where ${where} order by p.created_at desc, p.id desc ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 ${from} where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    const chosen = await this.chosen(
      this.database,
      found.rows.map((row) => row.id),
    );
    return { ...found, rows: found.rows.map((row) => this.dto(row, chosen)) };
  }

  async read(scope: Scope, id: string) {
    const running = await this.get(this.database, scope, id, 'programme.read');
    return this.detail(this.database, running, scope.reach('pairing.read'));
  }

  /** A programme the caller may see, with its definition and the settings in force today. */
  async get(reads: Reads, scope: Scope, id: string, permission: Permission): Promise<Running> {
    const reach = scope.reach(permission);
    // Whom it is for reads it; who owns it runs it.
    const where = permission === 'programme.write' ? programmeOwnedIn(reach) : programmeInReach(reach);
    const row = await reads.one<Working>(sql`select ${workingIn(this.clock.today())} where p.id = ${id} and ${where}`);
    if (!row) throw notFound();
    return this.running(row);
  }

  /** Running programmes the caller sees, newest first; those of a year that has not begun come last. */
  async enabled(scope: Scope): Promise<Running[]> {
    const rows = await this.database.all<Working>(sql`select ${workingIn(this.clock.today())} where p.state = 'enabled'
      and ${programmeInReach(scope.reach('programme.read'))}
      order by case when p.starts_on > ${this.clock.today()} then 1 else 0 end, p.created_at desc, p.id limit 20`);
    return rows.map((row) => this.running(row));
  }

  /** The same without a caller: for sweeps and jobs. */
  async byId(reads: Reads, id: string): Promise<Running> {
    const row = await reads.one<Working>(sql`select ${workingIn(this.clock.today())} where p.id = ${id}`);
    if (!row) throw notFound();
    return this.running(row);
  }

  /** Like `get`, for writing: the plugin must be there and the programme must be running. */
  async writable(
    reads: Reads,
    scope: Scope,
    id: string,
    permission: Permission,
  ): Promise<Running & { definition: ProgrammeDefinition }> {
    const running = await this.get(reads, scope, id, permission);
    return { ...running, definition: this.assertWritable(running) };
  }

  assertWritable({ row, definition }: Running): ProgrammeDefinition {
    if (!definition)
      throw conflict(
        'plugin-missing',
        t(
          '该项目的功能模块未安装，只能查看和导出',
          'The plugin of this programme is not installed: it can only be read and exported',
        ),
      );
    if (row.state !== 'enabled')
      throw conflict(
        'not-running',
        t('该项目未启用或已结束，不能填写', 'This programme is not running: nothing can be written in it'),
      );
    return definition;
  }

  /** Every version of the settings, oldest first. */
  async versions(reads: Reads, programmeId: string): Promise<SettingsVersion[]> {
    const rows = await reads.all<Row<typeof programmeSettings> & { plugin: string }>(
      sql`select s.*, p.plugin from programme_settings s join programme p on p.id = s.programme_id
        where s.programme_id = ${programmeId} order by s.number`,
    );
    return rows.map((row) => ({
      number: row.number,
      from: row.effective_from,
      settings: keptSettings(this.catalogue.find(row.plugin), JSON.parse(row.settings) as Record<string, unknown>),
    }));
  }

  async preview({ scope, body }: Call<typeof api.previewProgramme>) {
    const definition = this.definitionOf(body.plugin);
    const { roots } = await this.assertChosen(this.database, scope, body.organisations);
    assertPreset(definition, body.preset);
    if (definition.sides.helped.party === 'person')
      return this.previewPeople(definition, roots, exampleSettings(definition, body.preset));
    const members = await this.database.all<{ id: string; name: string }>(sql`select distinct o.id, o.name, o.name_key
      from organisation o join organisation_tree x on x.descendant_id = o.id
      where o.kind = 'school' and ${isOpen(this.clock.today())} and (${roots}) order by o.name_key limit 2000`);
    const snapshots = await this.organisations.snapshot(
      this.database,
      members.map((m) => m.id),
    );
    const sidesOf = (snapshot: OrganisationSnapshot) =>
      (['helper', 'helped'] as const).filter((side) => passes(definition.sides[side].where?.(snapshot) ?? []));
    const names = members.map((m) => ({ id: m.id, name: m.name, sides: sidesOf(snapshots.get(m.id)!) }));
    return {
      schools: names.length,
      helperCandidates: names.filter((n) => n.sides.includes('helper')).length,
      helpedCandidates: names.filter((n) => n.sides.includes('helped')).length,
      forms: schoolForms(definition),
      names: names.slice(0, 200),
    };
  }

  /** The same of a programme of people: the places where there are any, and how many might stand on each side. */
  private async previewPeople(definition: ProgrammeDefinition, roots: Sql, settings: Record<string, unknown>) {
    const helper = definition.sides.helper.of?.(settings) ?? [];
    const helped = definition.sides.helped.of?.(settings) ?? [];
    const rows = await this.database.all<{ id: string; name: string; helper: number; helped: number }>(
      sql`select o.id, o.name, count(case when p.kind in ${list(helper)} then 1 end) as helper,
          count(case when p.kind in ${list(helped)} then 1 end) as helped
        from organisation o join person p on p.organisation_id = o.id and p.left_on is null
          and p.kind in ${list([...helper, ...helped])}
        where ${isOpen(this.clock.today())} and exists (select 1 from organisation_tree x where x.descendant_id = o.id and (${roots}))
        group by o.id, o.name, o.name_key order by o.name_key limit 2000`,
    );
    const people = (side: 'helper' | 'helped') => rows.reduce((sum, row) => sum + Number(row[side]), 0);
    return {
      schools: rows.length,
      helperCandidates: people('helper'),
      helpedCandidates: people('helped'),
      forms: schoolForms(definition),
      names: rows.slice(0, 200).map((row) => ({
        id: row.id,
        name: row.name,
        sides: (['helper', 'helped'] as const).filter((side) => Number(row[side]) > 0),
      })),
    };
  }

  create({ scope, actor, body }: Call<typeof api.createProgramme>) {
    return this.units.run(actor, async (unit) => {
      const definition = this.definitionOf(body.plugin);
      assertPreset(definition, body.preset);
      const settings = this.checkSettings(definition, body.settings);
      const { districtId } = await this.assertChosen(unit, scope, body.organisations);
      const calendar = await this.calendars.of(unit, districtId);
      const days = daysOfYear(calendar, body.schoolYear);
      if (!days)
        throw invalid([
          {
            field: 'schoolYear',
            text: t(
              '校历中没有这个学年，请先设置学期',
              'The calendar does not have this school year: set its terms first',
            ),
          },
        ]);
      // A college runs its own programmes; what an officer enables is the district's.
      const ownerId = scope.reach('programme.write')?.kind === 'subtree' ? scope.organisationId : districtId;
      const id = await this.begin(unit, { ...body, districtId, ownerId, days, settings, userId: scope.userId });
      await unit.audit({
        action: 'programme.create',
        kind: 'programme',
        id,
        districtId,
        detail: {
          plugin: body.plugin,
          preset: body.preset,
          schoolYear: body.schoolYear,
          organisations: body.organisations,
        },
      });
      return this.detail(unit, await this.byId(unit, id));
    });
  }

  /** Puts a running programme down with its organisations and its first settings. Answers its id. */
  async begin(unit: Unit, o: NewProgramme): Promise<string> {
    const id = newId(this.clock.now().getTime());
    await unit.insert(programme, {
      id,
      district_id: o.districtId,
      owner_id: o.ownerId,
      plugin: o.plugin,
      preset: o.preset,
      title: o.title,
      school_year: o.schoolYear,
      starts_on: o.days.startsOn,
      ends_on: o.days.endsOn,
      state: 'enabled',
      created_at: this.clock.instant(),
      continues_id: o.continues ?? null,
      version: 1,
    });
    await this.choose(unit, id, o.organisations);
    // The first version holds from the programme's first day, also when it is started late in the year.
    await this.addSettings(unit, {
      id,
      number: 1,
      from: o.days.startsOn,
      settings: o.settings,
      userId: o.userId,
    });
    return id;
  }

  change({ scope, actor, params, body, version }: Call<typeof api.changeProgramme>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.get(unit, scope, params.id, 'programme.write');
      const { row } = running;
      if (row.state === 'closed')
        throw conflict('closed', t('项目已结束，不能再修改', 'The programme is closed and cannot be changed'));
      const to = body.title === undefined ? {} : { title: body.title };
      if (row.version !== version || !(await unit.change(programme, { id: row.id, version }, to)))
        throw stale(await this.detail(unit, running), this.difference(running, body));
      if (body.organisations) {
        await this.assertChosen(unit, scope, body.organisations, row.district_id);
        await unit.run(sql`delete from programme_organisation where programme_id = ${row.id}`);
        await this.choose(unit, row.id, body.organisations);
      }
      if (body.settings) {
        if (!running.definition) this.assertWritable(running);
        const settings = this.checkSettings(running.definition!, body.settings);
        if (JSON.stringify(settings) !== JSON.stringify(running.settings)) {
          const number = (await this.versions(unit, row.id)).length + 1;
          await this.addSettings(unit, {
            id: row.id,
            number,
            from: this.clock.today(),
            settings,
            userId: scope.userId,
          });
        }
      }
      await unit.audit({
        action: 'programme.change',
        kind: 'programme',
        id: row.id,
        districtId: row.district_id,
        detail: { changed: Object.keys(body), ...(body.settings ? { settings: body.settings } : {}) },
      });
      return this.detail(unit, await this.byId(unit, row.id));
    });
  }

  move({ scope, actor, params, body, version }: Call<typeof api.moveProgramme>) {
    return this.units.run(actor, async (unit) => {
      const running = await this.get(unit, scope, params.id, 'programme.write');
      const { row } = running;
      if (row.version !== version)
        throw stale(await this.detail(unit, running), [{ field: 'state', yours: body.to, theirs: row.state }]);
      if (!moves[row.state].includes(body.to))
        throw conflict('wrong-move', t('当前状态下不能这样操作', 'This cannot be done in the present state'));
      if (!(await unit.change(programme, { id: row.id, version }, { state: body.to })))
        throw stale(await this.detail(unit, running), [{ field: 'state', yours: body.to, theirs: row.state }]);
      await unit.audit({ action: `programme.${body.to}`, kind: 'programme', id: row.id, districtId: row.district_id });
      return this.detail(unit, await this.byId(unit, row.id));
    });
  }

  private running({ settings_number, settings, ...row }: Working): Running {
    const place = `record.data ${row.id}`;
    const definition = this.catalogue.find(row.plugin);
    const stored = JSON.parse(settings) as Record<string, unknown>;
    return {
      row,
      definition,
      settings: keptSettings(definition, stored),
      stored,
      settingsNumber: settings_number,
      vault: {
        seal: (text) => sealText(this.keys.sensitive, text, place),
        open: (sealed) => openText(this.keys.sensitive, sealed, place),
      },
    };
  }

  private definitionOf(plugin: string): ProgrammeDefinition {
    const definition = this.catalogue.find(plugin);
    if (!definition)
      throw invalid([{ field: 'plugin', text: t('没有安装这种帮扶项目', 'This kind of programme is not installed') }]);
    return definition;
  }

  private checkSettings(definition: ProgrammeDefinition, settings: Readonly<Record<string, unknown>>) {
    const checked = checkFields(definition.settings, settings);
    if ('errors' in checked) throw invalid(checked.errors.map((e) => ({ ...e, field: `settings.${e.field}` })));
    return checked.data;
  }

  /** Chosen organisations must be the caller's to choose and belong to one district: the programme's, where there is one. */
  async assertChosen(reads: Reads, scope: Scope, chosen: readonly Chosen[], district?: string) {
    const reach = inReach(scope.reach('programme.write'), { district: sql`o.district_id`, organisations: [sql`o.id`] });
    const rows = await reads.all<{ id: string; district_id: string }>(
      sql`select o.id, o.district_id from organisation o where o.id in ${list(chosen.map((c) => c.id))} and ${reach}`,
    );
    const districts = new Set(rows.map((row) => row.district_id));
    if (rows.length < new Set(chosen.map((c) => c.id)).size)
      throw invalid([
        {
          field: 'organisations',
          text: t('所选单位中有不存在或不属于您管理的单位', 'Some of the organisations do not exist or are not yours'),
        },
      ]);
    if (districts.size !== 1)
      throw invalid([
        { field: 'organisations', text: t('所选单位应属于同一区县', 'The organisations must belong to one district') },
      ]);
    if (district !== undefined && !districts.has(district))
      throw invalid([
        {
          field: 'organisations',
          text: t('所选单位不属于本区县', 'These organisations belong to another district'),
        },
      ]);
    const ids = (subtree: boolean) => list(chosen.filter((c) => c.subtree === subtree).map((c) => c.id));
    return {
      districtId: [...districts][0]!,
      roots: sql`x.ancestor_id in ${ids(true)} or (x.depth = 0 and x.ancestor_id in ${ids(false)})`,
    };
  }

  private async choose(unit: Unit, programmeId: string, chosen: readonly Chosen[]): Promise<void> {
    const unique = new Map(chosen.map((c) => [c.id, c]));
    await unit.insert(
      programmeOrganisation,
      ...[...unique.values()].map((c) => ({
        programme_id: programmeId,
        organisation_id: c.id,
        mode: c.subtree ? ('subtree' as const) : ('self' as const),
      })),
    );
  }

  private addSettings(
    unit: Unit,
    o: { id: string; number: number; from: string; settings: Readonly<Record<string, unknown>>; userId: string },
  ): Promise<void> {
    return unit.insert(programmeSettings, {
      programme_id: o.id,
      number: o.number,
      effective_from: o.from,
      settings: JSON.stringify(o.settings),
      user_id: o.userId,
      created_at: this.clock.instant(),
    });
  }

  private difference(
    running: Running,
    body: { title?: string | undefined; settings?: Record<string, unknown> | undefined },
  ) {
    const title = body.title !== undefined && body.title !== running.row.title;
    const changed = Object.entries(body.settings ?? {}).filter(([key, value]) => running.settings[key] !== value);
    return [
      ...(title ? [{ field: 'title', yours: body.title, theirs: running.row.title }] : []),
      ...changed.map(([key, value]) => ({ field: `settings.${key}`, yours: value, theirs: running.settings[key] })),
    ];
  }

  private async chosen(reads: Reads, programmeIds: readonly string[]) {
    const rows = await reads.all<{ programme_id: string; organisation_id: string; mode: string; name: string }>(
      sql`select po.*, o.name from programme_organisation po join organisation o on o.id = po.organisation_id
        where po.programme_id in ${list(programmeIds)} order by o.name_key`,
    );
    return grouped(rows, (row) => row.programme_id);
  }

  private dto(row: ProgrammeRow & Partial<Found>, chosen: Awaited<ReturnType<Programmes['chosen']>>) {
    return {
      id: row.id,
      plugin: row.plugin,
      preset: row.preset,
      title: row.title,
      owner: { id: row.owner_id, name: row.owner_name ?? '' },
      schoolYear: row.school_year,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      state: row.state,
      missing: !this.catalogue.find(row.plugin),
      organisations: (chosen.get(row.id) ?? []).map((c) => ({
        id: c.organisation_id,
        name: c.name,
        subtree: c.mode === 'subtree',
      })),
      pairings: Number(row.pairings ?? 0),
      continued: Number(row.continued ?? 0) > 0,
      version: row.version,
    };
  }

  private async detail(reads: Reads, running: Running, reach: Reach | undefined = { kind: 'all' }) {
    const { row, definition, settings } = running;
    const whole = await reads.one<Found>(sql`select ${columnsFor(reach)} ${from} where p.id = ${row.id}`);
    return {
      ...this.dto({ ...whole!, ...row }, await this.chosen(reads, [row.id])),
      settings: { ...settings },
      settingsVersion: running.settingsNumber,
      manifest: definition ? toManifest(definition, settings) : null,
    };
  }
}
