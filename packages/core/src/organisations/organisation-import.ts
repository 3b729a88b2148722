import { Injectable, type OnModuleInit } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { breathe, inPieces, pieces } from '../imports/bulk.js';
import { refuseDuplicates } from '../imports/duplicates.js';
import { ImportRegisters } from '../imports/import-registers.js';
import {
  beforeOf,
  type ImportRegister,
  type Judgement,
  RowsMoved,
  type Undoing,
  type Written,
} from '../imports/register.js';
import { Clock } from '../platform/clock.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { inReach } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import { formerNames, renamed } from './former-names.js';
import { keepFormerName } from './organisation-events.js';
import { organisationColumns } from './organisation-columns.js';
import { type Draft, findPlaces, type Known } from './organisation-places.js';
import { insertOrganisations, nameKey, nameKeys, type OrganisationRow } from './organisation-rows.js';
import {
  hasFormerName,
  judgeAddition,
  judgeChange,
  keysOf,
  refuseBelowFaulty,
  verdictOf,
} from './organisation-verdicts.js';
import { organisation, organisationTree } from './organisations.tables.js';

type Judge = Parameters<ImportRegister['judge']>[0];

/** 单位 from a workbook: found by code, else by name below its parent. */
@Injectable()
export class OrganisationImport implements ImportRegister, OnModuleInit {
  readonly name = 'organisations';
  readonly title = t('单位', 'Organisations');
  readonly permission = 'organisation.import';
  readonly template = t('单位导入模板', 'organisations-template');
  readonly columns = organisationColumns;
  readonly undoing: Undoing = {
    table: organisation,
    owned: [organisationTree],
    taken: async (reads, id, before) => {
      const other = await reads.one(sql`select x.id from organisation o join organisation x on x.id <> o.id and
        ((x.parent_id = o.parent_id and x.name_key = ${before['name_key'] ?? null})
          or (x.district_id = o.district_id and x.code = ${before['code'] ?? null})) where o.id = ${id}`);
      return other !== undefined;
    },
  };

  constructor(
    private readonly registers: ImportRegisters,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registers.add(this);
  }

  async judge(o: Judge): Promise<Judgement> {
    const known = await this.known(o);
    const former = await this.former(o);
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
      former,
      settle: (draft, parent) => {
        draft.parent = parent;
        const { name, code, parent: written } = draft.values;
        const key = name && nameKey(name);
        draft.target =
          (code && byCode.get(`${parent.district_id}/${code}`)) ||
          (key && (byName.get(`${parent.id}/${key}`) ?? (written ? undefined : byName.get(`/${key}`)))) ||
          undefined;
        const old = hasFormerName({ draft, parent, former });
        if (old) draft.reasons.push(renamed(name!, old));
        else if (draft.target) judgeChange({ draft, target: draft.target, parent, byName });
        else judgeAddition({ draft, parent, everywhere });
      },
    });
    refuseDuplicates(
      drafts.filter((draft) => draft.reasons.length === 0),
      keysOf,
    );
    refuseBelowFaulty(drafts);
    return { verdicts: drafts.map(verdictOf), write: (unit) => this.write(unit, drafts) };
  }

  private async write(unit: Unit, drafts: readonly Draft[]): Promise<Written[]> {
    const good = drafts.filter((draft) => draft.reasons.length === 0);
    const levels: Draft[][] = [];
    for (const draft of good) if (!draft.target) (levels[draft.level] ??= []).push(draft);
    await insertOrganisations(
      unit,
      levels.map((level) => level.map((draft) => this.newRow(draft))),
    );
    const changed = good.filter(({ changes }) => changes && Object.keys(changes).length > 0);
    for (const piece of pieces(changed)) {
      for (const { target, changes } of piece) {
        if (changes!.name)
          await keepFormerName(unit, this.clock, { row: target!, on: this.clock.today(), reason: null, userId: null });
        if (!(await unit.change(organisation, target!, changes!))) throw new RowsMoved(target!.id);
      }
      await breathe();
    }
    return [
      ...levels.flat().map(({ id }) => ({ id, version: 1, before: null })),
      ...changed.map(({ target, changes }) => ({
        id: target!.id,
        version: target!.version + 1,
        before: beforeOf<OrganisationRow>(target!, changes!),
      })),
    ];
  }

  private newRow({ id, values, parent }: Draft) {
    const kind = (values['kind'] ?? 'school') as OrganisationRow['kind'];
    return {
      id,
      district_id: kind === 'bureau' ? id : parent!.district_id,
      parent_id: parent!.id,
      kind,
      name: values['name']!,
      ...nameKeys(values['name']!),
      ownership: values['ownership'] as OrganisationRow['ownership'],
      school_kind: values['schoolKind'] as OrganisationRow['school_kind'],
      code: values['code'] ?? null,
      contact: values['contact'] || null,
      phone: values['phone'] ?? null,
      created_at: this.clock.instant(),
      version: 1,
    };
  }

  private former({ reads, importer, rows }: Judge) {
    return formerNames(reads, {
      names: rows.flatMap(({ values }) => [values['name'] ?? [], values['parent'] ?? []].flat()),
      today: this.clock.today(),
      reach: inReach(importer.reach, { district: sql`o.district_id`, organisations: [sql`o.id`] }),
    });
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
