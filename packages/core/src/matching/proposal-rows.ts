import type { Finding, Text } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { inReach, type Reach } from '../platform/scope.js';
import type { matchProposal } from './proposals.tables.js';

export type ProposalRow = Row<typeof matchProposal>;
export type FoundProposal = ProposalRow & {
  readonly helped_name: string;
  readonly helped_code: string | null;
  readonly place_id: string;
  readonly place_name: string;
  readonly helper_name: string | null;
  readonly helper_code: string | null;
  readonly helper_place_id: string | null;
  readonly helper_place_name: string | null;
  /** 1 where the reader may know what was found of the helper. */
  readonly helper_reached: number;
};

/** What was found of both sides. */
export interface FoundOfBoth {
  readonly helper: readonly Finding[];
  readonly helped: readonly Finding[];
}

export const proposalFrom = sql`from match_proposal m
  join person p on p.id = m.helped_id join organisation o on o.id = p.organisation_id
  left join person h on h.id = m.helper_id left join organisation ho on ho.id = h.organisation_id`;

/** Proposals (aliased `m`) a reach covers: by the helped person (`p`), whose adviser decides. */
export const proposalInReach = (reach: Reach | undefined): Sql =>
  inReach(reach, { district: sql`p.district_id`, organisations: [sql`p.organisation_id`] });

export const proposalColumns = (reach: Reach | undefined): Sql => sql`m.*, p.name as helped_name, p.code as helped_code,
  o.id as place_id, o.name as place_name, h.name as helper_name, h.code as helper_code, ho.id as helper_place_id,
  ho.name as helper_place_name, case when ${inReach(reach, {
    district: sql`h.district_id`,
    organisations: [sql`h.organisation_id`],
  })} then 1 else 0 end as helper_reached`;

export const foundProposal = (reads: Reads, reach: Reach | undefined, id: string): Promise<FoundProposal | undefined> =>
  reads.one<FoundProposal>(
    sql`select ${proposalColumns(reach)} ${proposalFrom} where m.id = ${id} and ${proposalInReach(reach)}`,
  );

const findingDto = ({ rule, outcome, text, numbers }: Finding) => ({
  rule,
  outcome,
  text,
  ...(numbers ? { numbers: { ...numbers } } : {}),
});

export const proposalDto = (row: FoundProposal) => {
  const findings = JSON.parse(row.findings) as FoundOfBoth;
  return {
    id: row.id,
    period: row.period,
    helped: {
      id: row.helped_id,
      name: row.helped_name,
      code: row.helped_code,
      place: { id: row.place_id, name: row.place_name },
    },
    helper:
      row.helper_id === null
        ? null
        : {
            id: row.helper_id,
            name: row.helper_name!,
            code: row.helper_code,
            place: { id: row.helper_place_id!, name: row.helper_place_name! },
          },
    reason: row.reason === null ? null : (JSON.parse(row.reason) as Text),
    findings: {
      helper: Number(row.helper_reached) === 1 ? findings.helper.map(findingDto) : [],
      helped: findings.helped.map(findingDto),
    },
    origin: row.origin,
    note: row.note,
    pinned: row.pinned_at !== null,
    pairing: row.pairing_id,
    version: row.version,
  };
};
