import { Injectable, type OnModuleInit } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { breathe, pieces } from '../imports/bulk.js';
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
import { organisationsNamed } from '../organisations/organisations-named.js';
import { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import type { Unit } from '../platform/units.js';
import { IdNumbers } from './id-numbers.js';
import { peopleColumns } from './people-columns.js';
import { byPlace, type Draft, keysOf, readIdNumbers, refuseNamesakes, settle, verdictOf } from './people-matching.js';
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
    private readonly idNumbers: IdNumbers,
  ) {}

  onModuleInit(): void {
    this.registers.add(this);
  }

  async judge(o: Judge): Promise<Judgement> {
    const placeOf = await organisationsNamed({ ...o, today: this.clock.today() });
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
      readIdNumbers(piece, this.idNumbers);
      await settle(o.reads, piece, this.idNumbers);
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

  private newRow({ id, values, place, idNumber }: Draft) {
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
      ...(idNumber ? this.idNumbers.seal(id, idNumber) : {}),
      created_at: this.clock.instant(),
      version: 1,
    };
  }
}
