import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Text, t } from '@xieshou/sdk';
import { breathe, inPieces, pieces } from '../imports/bulk.js';
import { refuseDuplicates } from '../imports/duplicates.js';
import { ImportRegisters } from '../imports/import-registers.js';
import { type CellValues, type ImportRegister, type Judgement, RowsMoved, type Verdict } from '../imports/register.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { newId } from '../platform/ids.js';
import { inReach } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import { peopleColumns, personWords } from './people-columns.js';
import { personKey, type PersonRow } from './people.js';
import { person } from './people.tables.js';

type Judge = Parameters<ImportRegister['judge']>[0];

interface Place {
  readonly id: string;
  readonly name: string;
  readonly name_key: string;
  readonly code: string | null;
  readonly kind: string;
  readonly district_id: string;
}

interface Draft {
  readonly row: number;
  readonly values: CellValues['values'];
  readonly reasons: Text[];
  readonly id: string;
  readonly place?: Place;
  target?: PersonRow;
  changes?: Partial<PersonRow>;
}

const changeable = ['name', 'kind', 'code', 'post', 'subject'] as const;

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

  private newRow({ id, values, place }: Draft) {
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
    const named = await inPieces(
      cells.map((cell) => cell.toLowerCase()),
      (piece) => select(sql`(o.name_key in ${piece} or o.code in ${piece})`),
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
      const found = byWord.get(cell.toLowerCase()) ?? [];
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

const byPlace = (a: Draft, b: Draft) => (a.place?.id ?? '').localeCompare(b.place?.id ?? '');

/** Finds who is registered already, and what the filled cells change of them. */
const settle = async (reads: Reads, drafts: readonly Draft[]): Promise<void> => {
  const placed = drafts.filter(({ place, values }) => place && values['name']);
  if (placed.length === 0) return;
  const names = list([...new Set(placed.map(({ values }) => personKey(values['name']!)))]);
  const codes = list([...new Set(placed.flatMap(({ values }) => values['code'] ?? []))]);
  const found = await reads.all<PersonRow>(sql`select * from person p
    where p.organisation_id in ${list([...new Set(placed.map(({ place }) => place!.id))])} and (p.name_key in ${names} or p.code in ${codes})`);
  const byCode = new Map(found.map((row) => [`${row.organisation_id}/${row.code}`, row]));
  const byName = grouped(found, (row) => `${row.organisation_id}/${row.name_key}`);
  for (const draft of placed) {
    const { values, reasons, place } = draft;
    const code = values['code'];
    const namesakes = byName.get(`${place!.id}/${personKey(values['name']!)}`) ?? [];
    // A number that nobody has yet may be the first number of somebody known by name, but is never a second one.
    const possible = code ? namesakes.filter((row) => row.code === null) : namesakes;
    draft.target = (code ? byCode.get(`${place!.id}/${code}`) : undefined) ?? possible[0];
    if (possible.length > 1 && draft.target === possible[0])
      reasons.push(
        t(
          `“${place!.name}”有多名“${values['name']}”，请填写已登记的工号或学号`,
          `"${place!.name}" has several people called "${values['name']}": give the number that is registered`,
        ),
      );
    if (draft.target) draft.changes = changesOf(draft, draft.target);
    else if (!values['kind'] && reasons.length === 0) reasons.push(t('请填写类别', 'Kind is missing: fill it in'));
  }
};

const changesOf = ({ values }: Draft, target: PersonRow): Partial<PersonRow> => {
  const changes = Object.fromEntries(
    changeable.flatMap((field) => (values[field] && values[field] !== target[field] ? [[field, values[field]]] : [])),
  ) as Partial<PersonRow>;
  return {
    ...changes,
    ...(changes.name ? { name_key: personKey(changes.name) } : {}),
    // Somebody who left and stands in the list again has come back.
    ...(target.left_on ? { left_on: null } : {}),
  };
};

/** What two rows may not have in common: the person or the number. */
const keysOf = ({ id, values, target, place }: Draft): string[] => [
  `id ${target?.id ?? id}`,
  ...(values['code'] ? [`code ${place!.id}/${values['code']}`] : []),
];

/** Two rows of one name in one organisation are told apart by their numbers; a row without one may be either. */
const refuseNamesakes = (drafts: readonly Draft[]): void => {
  for (const same of grouped(drafts, ({ place, values }) => `${place!.id}/${personKey(values['name']!)}`).values()) {
    if (same.length === 1) continue;
    for (const draft of same) {
      if (draft.values['code'] || draft.reasons.length > 0) continue;
      const other = same.find((d) => d !== draft)!.row;
      draft.reasons.push(
        t(
          `与第 ${other} 行同名，请填写工号或学号，或只保留一行`,
          `The same name as row ${other}: give the number, or keep one row`,
        ),
      );
    }
  }
};

const verdictOf = ({ reasons, target, changes, id }: Draft): Verdict => {
  if (reasons.length > 0) return { outcome: 'error', id: null, reasons };
  if (!target) return { outcome: 'add', id, reasons: [] };
  const fields = changeable.filter((field) => field in (changes ?? {})).map((field) => personWords[field]);
  const back = changes && 'left_on' in changes;
  if (fields.length === 0 && !back) return { outcome: 'same', id: target.id, reasons: [] };
  return {
    outcome: 'change',
    id: target.id,
    reasons: [
      ...(fields.length > 0
        ? [t(`修改：${fields.map((f) => f.zh).join('、')}`, `Changes: ${fields.map((f) => f.en).join(', ')}`)]
        : []),
      ...(back ? [t('重新登记', 'Registered again')] : []),
    ],
  };
};
