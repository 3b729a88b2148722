import { type Text, t } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import type { ImportRegister } from '../imports/register.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { inReach } from '../platform/scope.js';
import { formerNames, renamed } from './former-names.js';
import { isOpen, nameKey } from './organisation-rows.js';

type Judge = Parameters<ImportRegister['judge']>[0];

/** An organisation that the importer may fill. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly name_key: string;
  readonly code: string | null;
  readonly kind: string;
  readonly district_id: string;
}

/** The organisation that a cell of some columns names, among those the importer may fill. */
export const organisationsNamed = async ({
  reads,
  importer,
  rows,
  today,
  columns = ['organisation'],
}: Judge & { readonly today: string; readonly columns?: readonly string[] }): Promise<
  (cell: string | null) => Place | Text
> => {
  const reach = inReach(importer.reach, { district: sql`o.district_id`, organisations: [sql`o.id`] });
  const select = (where: Sql) =>
    reads.all<Place>(
      sql`select o.id, o.name, o.name_key, o.code, o.kind, o.district_id from organisation o where ${where} and ${isOpen(today)} and ${reach}`,
    );
  const cells = rows.flatMap(({ values }) => columns.flatMap((column) => values[column] ?? []));
  const named = await inPieces(cells.map(nameKey), (piece) =>
    select(sql`(o.name_key in ${piece} or o.code in ${piece})`),
  );
  const former = await formerNames(reads, { names: cells, today, reach });
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
    if (found[0]) return found[0].place;
    const old = former.get(nameKey(cell))?.[0];
    if (old) return renamed(cell, old);
    return t(
      `没有名为“${cell}”的单位，或者不在您的管理范围内`,
      `There is no organisation "${cell}", or it is not yours to manage`,
    );
  };
};
