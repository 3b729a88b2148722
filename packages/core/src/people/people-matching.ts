import { isMaskedIdNumber, type Text, t } from '@xieshou/sdk';
import type { CellValues, Verdict } from '../imports/register.js';
import type { Place } from '../organisations/organisations-named.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { alreadyRegistered, type IdNumbers, otherMask } from './id-numbers.js';
import { personWords } from './people-columns.js';
import { personKey, personKeys, type PersonRow } from './people.js';

/** One row of the file on its way to a verdict. */
export interface Draft {
  readonly row: number;
  readonly values: CellValues['values'];
  readonly reasons: Text[];
  /** Id of the person that it would add. */
  readonly id: string;
  readonly place?: Place;
  /** The ID number that the row gives in full. */
  idNumber?: { readonly number: string; readonly key: string; readonly warning?: Text };
  target?: PersonRow;
  changes?: Partial<PersonRow>;
}

const changeable = ['name', 'kind', 'code', 'post', 'subject'] as const;

/** Rows of one organisation next to each other, so that one look finds them together. */
export const byPlace = (a: Draft, b: Draft): number => {
  const [one, other] = [a.place?.id ?? '', b.place?.id ?? ''];
  return one < other ? -1 : Number(one > other);
};

/** Reads the ID numbers that stand in full; a masked one says only that it stays. */
export const readIdNumbers = (drafts: readonly Draft[], idNumbers: IdNumbers): void => {
  for (const draft of drafts) {
    const written = draft.values['idNumber'];
    if (!written || !draft.place || isMaskedIdNumber(written)) continue;
    const found = idNumbers.read(written, draft.place.district_id);
    if ('fault' in found) draft.reasons.push(found.fault);
    else draft.idNumber = found;
  }
};

const holdersOf = async (reads: Reads, drafts: readonly Draft[]) => {
  const keys = drafts.flatMap(({ idNumber }) => idNumber?.key ?? []);
  if (keys.length === 0) return new Map<string, PersonRow & { readonly organisation_name: string }>();
  const rows = await reads.all<PersonRow & { readonly organisation_name: string }>(
    sql`select p.*, o.name as organisation_name from person p join organisation o on o.id = p.organisation_id
      where p.district_id in ${list([...new Set(drafts.map(({ place }) => place!.district_id))])} and p.id_number_key in ${list(keys)}`,
  );
  return new Map(rows.map((row) => [`${row.district_id}/${row.id_number_key}`, row]));
};

/** Finds who is registered already — by ID number, else by number, else by name — and what the filled cells change. */
export const settle = async (reads: Reads, drafts: readonly Draft[], idNumbers: IdNumbers): Promise<void> => {
  const placed = drafts.filter(({ place, values }) => place && values['name']);
  if (placed.length === 0) return;
  const names = list([...new Set(placed.map(({ values }) => personKey(values['name']!)))]);
  const codes = list([...new Set(placed.flatMap(({ values }) => values['code'] ?? []))]);
  const found = await reads.all<PersonRow>(sql`select * from person p
    where p.organisation_id in ${list([...new Set(placed.map(({ place }) => place!.id))])} and (p.name_key in ${names} or p.code in ${codes})
      and not exists (select 1 from person_alias x where x.person_id = p.id)`);
  const holders = await holdersOf(reads, placed);
  const byCode = new Map(found.map((row) => [`${row.organisation_id}/${row.code}`, row]));
  const byName = grouped(found, (row) => `${row.organisation_id}/${row.name_key}`);
  for (const draft of placed) {
    const { values, reasons, place, idNumber } = draft;
    const code = values['code'];
    const holder = idNumber && holders.get(`${place!.district_id}/${idNumber.key}`);
    if (holder && holder.organisation_id !== place!.id) {
      reasons.push(alreadyRegistered(holder.organisation_name));
      continue;
    }
    // Somebody of the same name with another ID number is somebody else.
    const namesakes = (byName.get(`${place!.id}/${personKey(values['name']!)}`) ?? []).filter(
      (row) => !idNumber || row.id_number_key === null,
    );
    // A number that nobody has yet may be the first number of somebody known by name, but is never a second one.
    const possible = code ? namesakes.filter((row) => row.code === null) : namesakes;
    const coded = code ? byCode.get(`${place!.id}/${code}`) : undefined;
    if (holder && coded && coded.id !== holder.id)
      reasons.push(
        t(
          '身份证号和工号或学号分别属于本单位的两名人员，请核对',
          'The ID number and the number belong to two people of the organisation: check them',
        ),
      );
    draft.target = holder ?? coded ?? possible[0];
    if (possible.length > 1 && draft.target === possible[0])
      reasons.push(
        t(
          `“${place!.name}”有多名“${values['name']}”，请填写已登记的工号或学号`,
          `"${place!.name}" has several people called "${values['name']}": give the number that is registered`,
        ),
      );
    if (values['idNumber'] && !idNumber && isMaskedIdNumber(values['idNumber']))
      if (!draft.target || idNumbers.maskOf(draft.target) !== values['idNumber']) reasons.push(otherMask);
    if (draft.target) draft.changes = changesOf(draft, draft.target, idNumbers);
    else if (!values['kind'] && reasons.length === 0) reasons.push(t('请填写类别', 'Kind is missing: fill it in'));
  }
};

const changesOf = ({ values, idNumber }: Draft, target: PersonRow, idNumbers: IdNumbers): Partial<PersonRow> => {
  const changes = Object.fromEntries(
    changeable.flatMap((field) => (values[field] && values[field] !== target[field] ? [[field, values[field]]] : [])),
  ) as Partial<PersonRow>;
  return {
    ...changes,
    ...(idNumber && idNumber.key !== target.id_number_key ? idNumbers.seal(target.id, idNumber) : {}),
    ...(changes.name ? personKeys(changes.name) : {}),
    // Somebody who left and stands in the list again has come back.
    ...(target.left_on ? { left_on: null } : {}),
  };
};

/** What two rows may not have in common: the person or the number. */
export const keysOf = ({ id, values, target, place, idNumber }: Draft): string[] => [
  `id ${target?.id ?? id}`,
  ...(values['code'] ? [`code ${place!.id}/${values['code']}`] : []),
  ...(idNumber ? [`id number ${place!.district_id}/${idNumber.key}`] : []),
];

/** Two rows of one name in one organisation are told apart by their numbers; a row without one may be either. */
export const refuseNamesakes = (drafts: readonly Draft[]): void => {
  for (const same of grouped(drafts, ({ place, values }) => `${place!.id}/${personKey(values['name']!)}`).values()) {
    if (same.length === 1) continue;
    for (const draft of same) {
      if (draft.values['code'] || draft.idNumber || draft.reasons.length > 0) continue;
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

export const verdictOf = ({ reasons, target, changes, id, idNumber }: Draft): Verdict => {
  if (reasons.length > 0) return { outcome: 'error', id: null, reasons };
  const remarks = idNumber?.warning ? [idNumber.warning] : [];
  if (!target) return { outcome: 'add', id, reasons: remarks };
  const fields = [
    ...changeable.filter((field) => field in (changes ?? {})),
    ...(changes && 'id_number' in changes ? (['idNumber'] as const) : []),
  ].map((field) => personWords[field]);
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
      ...remarks,
    ],
  };
};
