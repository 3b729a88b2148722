import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Text, t } from '@xieshou/sdk';
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
import { nameKey } from '../organisations/organisation-rows.js';
import { Clock } from '../platform/clock.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { newId } from '../platform/ids.js';
import { inReach } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import { peopleColumns } from './people-columns.js';
import { byPlace, type Draft, keysOf, type Place, refuseNamesakes, settle, verdictOf } from './people-matching.js';
import { personKeys, type PersonRow } from './people.js';
import { person } from './people.tables.js';

type Judge = Parameters<ImportRegister['judge']>[0];

/** 人员 from a workbook: found by number, else by name, in their organisation. */
@Injectable()
export class PeopleImport implements ImportRegister, OnModuleInit {
  readonly name = 'people';
  readonly title = t('人员', 'People');
  readonly permission = 'person.import';
  readonly template = t('人员导入模板', 'people-template');
  readonly columns = peopleColumns;
  readonly undoing: Undoing = {
    table: person,
    owned: [],
    taken: async (reads, id, before) => {
      const other = await reads.one(sql`select x.id from person p join person x on x.id <> p.id
        and x.organisation_id = p.organisation_id and x.code = ${before['code'] ?? null} where p.id = ${id}`);
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
    const placeOf = await this.places(o);
    const drafts = o.rows.map((row): Draft => {
      const place = placeOf(row.values['organisation'] ?? null);
      const found = 'id' in place ? { place } : undefined;
      return {
        ...row,
        reasons: [...row.reasons, ...('id' in place ? [] : [place])],
        id: newId(this.clock.now().getTime()),
        ...found,
      };
    });
    for (const piece of pieces([...drafts].sort(byPlace), 1000)) {
      await settle(o.reads, piece);
      await breathe();
    }
    const good = drafts.filter((draft) => draft.reasons.length === 0);
    refuseDuplicates(good, keysOf);
    refuseNamesakes(good);
    return { verdicts: drafts.map(verdictOf), write: (unit) => this.write(unit, drafts) };
  }

  private async write(unit: Unit, drafts: readonly Draft[]): Promise<Written[]> {
    const good = drafts.filter((draft) => draft.reasons.length === 0);
    const added = good.filter((draft) => !draft.target);
    for (const piece of pieces(added)) {
      await unit.insert(person, ...piece.map((draft) => this.newRow(draft)));
      await breathe();
    }
    const changed = good.filter(({ changes }) => changes && Object.keys(changes).length > 0);
    for (const piece of pieces(changed)) {
      for (const { target, changes } of piece)
        if (!(await unit.change(person, target!, changes!))) throw new RowsMoved(target!.id);
      await breathe();
    }
    return [
      ...added.map(({ id }) => ({ id, version: 1, before: null })),
      ...changed.map(({ target, changes }) => ({
        id: target!.id,
        version: target!.version + 1,
        before: beforeOf<PersonRow>(target!, changes!),
      })),
    ];
  }

  private newRow({ id, values, place }: Draft) {
    return {
      id,
      district_id: place!.district_id,
      organisation_id: place!.id,
      kind: values['kind'] as PersonRow['kind'],
      name: values['name']!,
      ...personKeys(values['name']!),
      code: values['code'] ?? null,
      post: values['post'] || null,
      subject: values['subject'] || null,
      created_at: this.clock.instant(),
      version: 1,
    };
  }

  /** The organisation that a cell names, among those the importer may fill. */
  private async places({ reads, importer, rows }: Judge): Promise<(cell: string | null) => Place | Text> {
    const reach = inReach(importer.reach, { district: sql`o.district_id`, organisations: [sql`o.id`] });
    const select = (where: Sql) =>
      reads.all<Place>(
        sql`select o.id, o.name, o.name_key, o.code, o.kind, o.district_id from organisation o where ${where} and ${reach}`,
      );
    const cells = rows.flatMap(({ values }) => values['organisation'] ?? []);
    const named = await inPieces(cells.map(nameKey), (piece) =>
      select(sql`(o.name_key in ${piece} or o.code in ${piece})`),
    );
    const own = (await select(sql`o.id = ${importer.organisationId} and o.kind in ('school', 'college')`))[0];
    const byWord = grouped(
      [...new Map(named.map((place) => [place.id, place])).values()].flatMap((place) =>
        [place.name_key, ...(place.code ? [place.code] : [])].map((word) => ({ word, place })),
      ),
      ({ word }) => word,
    );
    return (cell) => {
      if (cell === null) return own ?? t('请填写单位', 'Organisation is missing: fill it in');
      const found = byWord.get(nameKey(cell)) ?? [];
      if (found.length > 1)
        return t(
          `有多个名为“${cell}”的单位，请改填标识码`,
          `There are several organisations "${cell}": write the code instead`,
        );
      return (
        found[0]?.place ??
        t(
          `没有名为“${cell}”的单位，或者不在您的管理范围内`,
          `There is no organisation "${cell}", or it is not yours to manage`,
        )
      );
    };
  }
}
