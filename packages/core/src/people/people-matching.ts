import { type Text, t } from '@xieshou/sdk';
import type { CellValues, Verdict } from '../imports/register.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { personWords } from './people-columns.js';
import { personKey, personKeys, type PersonRow } from './people.js';

/** An organisation that the importer may fill. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly name_key: string;
  readonly code: string | null;
  readonly kind: string;
  readonly district_id: string;
}

/** One row of the file on its way to a verdict. */
export interface Draft {
  readonly row: number;
  readonly values: CellValues['values'];
  readonly reasons: Text[];
  /** Id of the person that it would add. */
  readonly id: string;
  readonly place?: Place;
  target?: PersonRow;
  changes?: Partial<PersonRow>;
}

const changeable = ['name', 'kind', 'code', 'post', 'subject'] as const;

/** Rows of one organisation next to each other, so that one look finds them together. */
export const byPlace = (a: Draft, b: Draft): number => {
  const [one, other] = [a.place?.id ?? '', b.place?.id ?? ''];
  return one < other ? -1 : Number(one > other);
};

/** Finds who is registered already, and what the filled cells change of them. */
export const settle = async (reads: Reads, drafts: readonly Draft[]): Promise<void> => {
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
    ...(changes.name ? personKeys(changes.name) : {}),
    // Somebody who left and stands in the list again has come back.
    ...(target.left_on ? { left_on: null } : {}),
  };
};

/** What two rows may not have in common: the person or the number. */
export const keysOf = ({ id, values, target, place }: Draft): string[] => [
  `id ${target?.id ?? id}`,
  ...(values['code'] ? [`code ${place!.id}/${values['code']}`] : []),
];

/** Two rows of one name in one organisation are told apart by their numbers; a row without one may be either. */
export const refuseNamesakes = (drafts: readonly Draft[]): void => {
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

export const verdictOf = ({ reasons, target, changes, id }: Draft): Verdict => {
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
