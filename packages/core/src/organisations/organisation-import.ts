import { Injectable, type OnModuleInit } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { breathe, inPieces, pieces } from '../imports/bulk.js';
import { refuseDuplicates } from '../imports/duplicates.js';
import { ImportRegisters } from '../imports/import-registers.js';
import { type ImportRegister, type Judgement, RowsMoved, type Verdict } from '../imports/register.js';
import { Clock } from '../platform/clock.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { inReach } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import { organisationColumns } from './organisation-columns.js';
import { type Draft, findPlaces, type Known, type Place } from './organisation-places.js';
import { insertOrganisations, nameKey, type OrganisationRow } from './organisation-rows.js';
import { bureauProblem, fieldWords, kindWords, nameTaken, shapeProblems } from './organisation-rules.js';
import { organisation } from './organisations.tables.js';

type Judge = Parameters<ImportRegister['judge']>[0];

/** Cells that a row may change, with their columns in the table. */
const changeable = {
  name: 'name',
  ownership: 'ownership',
  schoolKind: 'school_kind',
  code: 'code',
  contact: 'contact',
  phone: 'phone',
} as const;

/** 单位 from a workbook: found by code, else by name below its parent. */
@Injectable()
export class OrganisationImport implements ImportRegister, OnModuleInit {
  readonly name = 'organisations';
  readonly title = t('单位', 'Organisations');
  readonly permission = 'organisation.import';
  readonly template = t('单位导入模板', 'organisations-template');
  readonly columns = organisationColumns;

  constructor(
    private readonly registers: ImportRegisters,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registers.add(this);
  }

  async judge(o: Judge): Promise<Judgement> {
    const known = await this.known(o);
    const drafts = o.rows.map((row): Draft => ({
      row: row.row,
      values: row.values,
      reasons: [...row.reasons],
      id: newId(this.clock.now().getTime()),
      level: 0,
    }));
    const byCode = new Map(known.map((k) => [`${k.district_id}/${k.code}`, k]));
    const byName = new Map(known.map((k) => [`${k.parent_id ?? ''}/${k.name_key}`, k]));
    const everywhere = o.importer.reach.kind === 'all';
    findPlaces({
      drafts,
      known,
      own: known.find((k) => k.id === o.importer.districtId),
      settle: (draft, parent) => {
        draft.parent = parent;
        const { name, code, parent: written } = draft.values;
        const key = name && nameKey(name);
        draft.target =
          (code && byCode.get(`${parent.district_id}/${code}`)) ||
          (key && (byName.get(`${parent.id}/${key}`) ?? (written ? undefined : byName.get(`/${key}`)))) ||
          undefined;
        if (draft.target) draft.changes = change(draft, draft.target, parent, byName);
        else add(draft, parent, everywhere);
      },
    });
    refuseDuplicates(
      drafts.filter((draft) => draft.reasons.length === 0),
      keysOf,
    );
    refuseBelowFaulty(drafts);
    return { verdicts: drafts.map(verdictOf), write: (unit) => this.write(unit, drafts) };
  }

  private async write(unit: Unit, drafts: readonly Draft[]): Promise<void> {
    const good = drafts.filter((draft) => draft.reasons.length === 0);
    const levels: Draft[][] = [];
    for (const draft of good) if (!draft.target) (levels[draft.level] ??= []).push(draft);
    await insertOrganisations(
      unit,
      levels.map((level) => level.map((draft) => this.newRow(draft))),
    );
    for (const piece of pieces(good.filter(({ changes }) => changes && Object.keys(changes).length > 0))) {
      for (const { target, changes } of piece)
        if (!(await unit.change(organisation, target!, changes!))) throw new RowsMoved(target!.id);
      await breathe();
    }
  }

  private newRow({ id, values, parent }: Draft) {
    const kind = (values['kind'] ?? 'school') as OrganisationRow['kind'];
    return {
      id,
      district_id: kind === 'bureau' ? id : parent!.district_id,
      parent_id: parent!.id,
      kind,
      name: values['name']!,
      name_key: nameKey(values['name']!),
      ownership: values['ownership'] as OrganisationRow['ownership'],
      school_kind: values['schoolKind'] as OrganisationRow['school_kind'],
      code: values['code'] ?? null,
      contact: values['contact'] || null,
      phone: values['phone'] ?? null,
      created_at: this.clock.instant(),
      version: 1,
    };
  }

  /** Everything in reach that a name or a code of the file may mean. */
  private async known({ reads, importer, rows }: Judge): Promise<Known[]> {
    const reach = inReach(importer.reach, { district: sql`o.district_id`, organisations: [sql`o.id`] });
    const select = (where: Sql) =>
      reads.all<Known>(sql`select o.*, above.name as parent_name from organisation o
        left join organisation above on above.id = o.parent_id where ${where} and ${reach}`);
    const texts = rows.flatMap(({ values }) => [values['name'], values['parent']].filter((v) => typeof v === 'string'));
    const codes = rows.flatMap(({ values }) =>
      [values['code'], values['parent']].filter((v) => typeof v === 'string' && /^\d{10}$/.test(v)),
    );
    const found = [
      ...(await select(sql`o.id = ${importer.districtId}`)),
      ...(await inPieces(texts.map(nameKey), (piece) => select(sql`o.name_key in ${piece}`))),
      ...(await inPieces(codes as string[], (piece) => select(sql`o.code in ${piece}`))),
    ];
    return [...new Map(found.map((row) => [row.id, row])).values()];
  }
}

const shapeReasons = (o: Parameters<typeof shapeProblems>[0]) => shapeProblems(o).map((problem) => problem.text);

const add = (draft: Draft, parent: Place, everywhere: boolean): void => {
  const kind = (draft.values['kind'] ?? 'school') as OrganisationRow['kind'];
  const misplaced = bureauProblem({ kind, parent, everywhere });
  draft.level = parent.draft ? parent.draft.level + 1 : 0;
  // A cell that could not be read says so already; it is not missing as well.
  if (draft.reasons.length === 0)
    draft.reasons.push(
      ...(misplaced ? [misplaced] : []),
      ...shapeReasons({
        kind,
        ownership: draft.values['ownership'] ?? null,
        schoolKind: draft.values['schoolKind'] ?? null,
      }),
    );
};

/** What the filled cells change of an organisation that stands already. */
const change = (
  draft: Draft,
  target: Known,
  parent: Place,
  byName: ReadonlyMap<string, Known>,
): Partial<OrganisationRow> => {
  const { values, reasons } = draft;
  const changes = Object.fromEntries(
    Object.entries(changeable).flatMap(([key, column]) => {
      const value = values[key];
      return value && value !== target[column] ? [[column, value]] : [];
    }),
  ) as Partial<OrganisationRow>;
  const next = { ...target, ...changes };
  if (values['parent'] && target.parent_id !== parent.id)
    reasons.push(
      t(
        `标识码 ${target.code} 属于“${target.name}”，它的上级单位是“${target.parent_name ?? '—'}”；导入不能改变上级单位`,
        `The code ${target.code} belongs to "${target.name}" below "${target.parent_name ?? '—'}": an import cannot move it to another parent`,
      ),
    );
  if (values['kind'] && values['kind'] !== target.kind)
    reasons.push(
      t(
        `“${target.name}”已登记为${kindWords[target.kind].zh}，导入不能改变单位类型`,
        `"${target.name}" is registered as: ${kindWords[target.kind].en.toLowerCase()}. An import cannot change the kind`,
      ),
    );
  if (reasons.length === 0)
    reasons.push(...shapeReasons({ kind: next.kind, ownership: next.ownership, schoolKind: next.school_kind }));
  const namesake = changes.name && byName.get(`${target.parent_id ?? ''}/${nameKey(changes.name)}`);
  if (changes.name && namesake && namesake.id !== target.id)
    reasons.push(nameTaken(changes.name, target.parent_name ?? '—'));
  return changes.name ? { ...changes, name_key: nameKey(changes.name) } : changes;
};

/** What two rows may not have in common. */
const keysOf = ({ id, values, target, parent }: Draft): string[] => {
  const code = values['code'] ?? target?.code;
  const district = target?.district_id ?? (values['kind'] === 'bureau' ? id : parent!.district_id);
  return [
    `id ${target?.id ?? id}`,
    `name ${target ? target.parent_id : parent!.id}/${nameKey(values['name']!)}`,
    ...(code ? [`code ${district}/${code}`] : []),
  ];
};

/** A row that would stand below a faulty one is faulty too. Parents come first, so that it reaches all the way down. */
const refuseBelowFaulty = (drafts: readonly Draft[]): void => {
  for (const draft of [...drafts].sort((a, b) => a.level - b.level)) {
    const above = draft.parent?.draft;
    if (above && above.reasons.length > 0)
      draft.reasons.push(
        t(
          `上级单位在第 ${above.row} 行，那一行有误，请先改正`,
          `Its parent is row ${above.row}, which is faulty: mend that one first`,
        ),
      );
  }
};

const verdictOf = ({ reasons, target, changes, id }: Draft): Verdict => {
  if (reasons.length > 0) return { outcome: 'error', id: null, reasons };
  if (!target) return { outcome: 'add', id, reasons: [] };
  const fields = Object.entries(changeable).flatMap(([key, column]) =>
    column in (changes ?? {}) ? [fieldWords[key as keyof typeof changeable]] : [],
  );
  if (fields.length === 0) return { outcome: 'same', id: target.id, reasons: [] };
  return {
    outcome: 'change',
    id: target.id,
    reasons: [t(`修改：${fields.map((f) => f.zh).join('、')}`, `Changes: ${fields.map((f) => f.en).join(', ')}`)],
  };
};
