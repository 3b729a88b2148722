import { Injectable, type OnModuleInit } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { breathe, pieces } from '../imports/bulk.js';
import { refuseDuplicates } from '../imports/duplicates.js';
import { ImportRegisters } from '../imports/import-registers.js';
import { type ImportRegister, type Judgement, RowsMoved } from '../imports/register.js';
import { organisationsNamed } from '../organisations/organisations-named.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import type { Unit } from '../platform/units.js';
import { IdNumbers } from './id-numbers.js';
import { peopleColumns } from './people-columns.js';
import {
  byPlace,
  type Draft,
  keysOf,
  readIdNumbers,
  refuseNamesakes,
  settle,
  verdictOf,
} from './people-matching.js';
import { personKey, type PersonRow } from './people.js';
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

  private async write(unit: Unit, drafts: readonly Draft[]): Promise<void> {
    const good = drafts.filter((draft) => draft.reasons.length === 0);
    for (const piece of pieces(good.filter((draft) => !draft.target))) {
      await unit.insert(person, ...piece.map((draft) => this.newRow(draft)));
      await breathe();
    }
    for (const piece of pieces(good.filter(({ changes }) => changes && Object.keys(changes).length > 0))) {
      for (const { target, changes } of piece)
        if (!(await unit.change(person, target!, changes!))) throw new RowsMoved(target!.id);
      await breathe();
    }
  }

  private newRow({ id, values, place, idNumber }: Draft) {
    return {
      id,
      district_id: place!.district_id,
      organisation_id: place!.id,
      kind: values['kind'] as PersonRow['kind'],
      name: values['name']!,
      name_key: personKey(values['name']!),
      code: values['code'] ?? null,
      post: values['post'] || null,
      subject: values['subject'] || null,
      ...(idNumber ? this.idNumbers.seal(id, idNumber) : {}),
      created_at: this.clock.instant(),
      version: 1,
    };
  }
}
