import type { Text } from '@xieshou/sdk';
import { type PairingRow, pairingColumns, pairingFrom } from '../pairings/pairings.js';
import type { Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { notFound } from '../platform/problem.js';
import { inReach, type Reach, type Scope } from '../platform/scope.js';
import type { filedSheet } from './filed-sheets.tables.js';
import type { SheetFilter } from './sheets.js';

export type FiledRow = Row<typeof filedSheet> & {
  readonly organisation_name: string;
  readonly user_name: string | null;
  readonly programme_title: string;
  readonly school_year: string;
  readonly latest: number;
};

/** Filed sheets (aliased `f`) with the names of what they point at and how often the same was filed. */
export const filedFrom = sql`select f.*, o.name as organisation_name, a.name as user_name, p.title as programme_title,
  p.school_year, (select max(s.number) from filed_sheet s where s.programme_id = f.programme_id and s.kind = f.kind
    and s.name = f.name and s.filter = f.filter and s.organisation_id = f.organisation_id and s.reach = f.reach
    and s.language = f.language) as latest
  from filed_sheet f join organisation o on o.id = f.organisation_id join programme p on p.id = f.programme_id
  left join account a on a.id = f.user_id`;

/** Everything that the sheet reached when it was filed lies in the reach. */
const covers = (reach: Reach | undefined): Sql => {
  const within = inReach(reach, { district: sql`f.district_id`, organisations: [sql`f.organisation_id`] });
  // What a bureau filed is of every pair, and no school sees them all.
  return !reach || reach.kind === 'all' || reach.kind === 'district'
    ? within
    : reach.kind === 'subtree'
      ? sql`(f.reach in ('own', 'subtree') and ${within})`
      : sql`(f.reach = 'own' and ${within})`;
};

/** Filed sheets (aliased `f`) the caller may read: such as it could make itself. */
const filedInScope = (scope: Scope): Sql =>
  sql`(${covers(scope.reach('report.read'))} and (f.kind = 'report' or ${covers(scope.reach('record.read'))}))`;

export const filedWhere = (
  scope: Scope,
  query: {
    readonly programme?: string | undefined;
    readonly kind?: string | undefined;
    readonly name?: string | undefined;
    readonly schoolYear?: string | undefined;
  },
): Sql =>
  all([
    filedInScope(scope),
    ...(query.programme ? [sql`f.programme_id = ${query.programme}`] : []),
    ...(query.kind ? [sql`f.kind = ${query.kind}`] : []),
    ...(query.name ? [sql`f.name = ${query.name}`] : []),
    ...(query.schoolYear ? [sql`p.school_year = ${query.schoolYear}`] : []),
  ]);

/** One filed sheet that the caller may read. */
export async function filedRow(reads: Reads, scope: Scope, id: string): Promise<FiledRow> {
  const row = await reads.one<FiledRow>(sql`${filedFrom} where f.id = ${id} and ${filedInScope(scope)}`);
  if (!row) throw notFound();
  return row;
}

export async function filedDtos(reads: Reads, rows: readonly FiledRow[]) {
  const filters = rows.map((row) => JSON.parse(row.filter) as SheetFilter);
  const pairings = await reads.all<PairingRow>(sql`select ${pairingColumns} ${pairingFrom}
    where g.id in ${list(filters.flatMap(({ pairing }) => pairing ?? []))}`);
  const organisations = await reads.all<{ id: string; name: string }>(sql`select id, name from organisation
    where id in ${list(filters.flatMap(({ organisation }) => organisation ?? []))}`);
  return rows.map((row, i) => {
    const filter = filters[i]!;
    const g = pairings.find((one) => one.id === filter.pairing);
    return {
      id: row.id,
      programme: { id: row.programme_id, title: row.programme_title, schoolYear: row.school_year },
      kind: row.kind,
      name: row.name,
      heading: JSON.parse(row.heading) as Text,
      title: row.title,
      note: row.note,
      filter: {
        from: filter.from ?? null,
        to: filter.to ?? null,
        state: filter.state ?? null,
        overdue: filter.overdue === 'yes',
        pairing: g
          ? {
              id: g.id,
              helper: { id: g.helper_organisation_id, name: g.helper_name },
              helped: { id: g.helped_organisation_id, name: g.helped_name },
            }
          : null,
        organisation: organisations.find((o) => o.id === filter.organisation) ?? null,
      },
      organisation: { id: row.organisation_id, name: row.organisation_name },
      reach: row.reach,
      filedBy: row.user_name ?? '',
      asOf: row.as_of,
      settingsVersion: row.settings_number,
      language: row.language,
      rowCount: row.row_count,
      hash: row.hash,
      workbookHash: row.workbook_hash,
      number: row.number,
      latest: Number(row.latest),
    };
  });
}
