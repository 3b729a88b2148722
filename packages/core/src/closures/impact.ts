import { Inject, Injectable } from '@nestjs/common';
import type { Side } from '@xieshou/sdk';
import { Organisations } from '../organisations/organisations.js';
import { isOpen } from '../organisations/organisation-rows.js';
import type { FoundOrganisation } from '../organisations/organisation-view.js';
import { type PairingRow, pairingColumns, pairingFrom, withOrganisation } from '../pairings/pairings.js';
import { sideWith } from '../pairings/party-changes.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import { notFound } from '../platform/problem.js';
import { inReach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { Confidential } from '../records/confidential.js';
import type { readImpact } from './closures.api.js';

/** A pairing that goes on, with what hangs on it. */
export interface Touched {
  readonly row: PairingRow;
  readonly running: Running;
  readonly side: Side;
  readonly records: number;
  readonly rectifications: number;
}

/** What hangs on an organisation. */
@Injectable()
export class Impact {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly organisations: Organisations,
    private readonly programmes: Programmes,
    private readonly confidential: Confidential,
  ) {}

  async read({ scope, params }: Call<typeof readImpact>) {
    const row = await this.writable(this.database, scope, params.id);
    const touched = await this.pairings(this.database, row.id);
    return {
      ...(await this.counts(this.database, row.id, touched)),
      below: await this.below(this.database, row.id),
      pairings: touched.map(touchedDto),
    };
  }

  /** An organisation that the caller may change. */
  async writable(reads: Reads, scope: Scope, id: string): Promise<FoundOrganisation> {
    const reach = inReach(scope.reach('organisation.write'), {
      district: sql`o.district_id`,
      organisations: [sql`o.id`],
    });
    const row = await this.organisations.find(reads, sql`o.id = ${id} and ${reach}`);
    if (!row) throw notFound();
    return row;
  }

  /** Open organisations directly below. */
  below(reads: Reads, id: string): Promise<number> {
    return count(
      reads,
      sql`select count(*) as n from organisation o where o.parent_id = ${id} and ${isOpen(this.clock.today())}`,
    );
  }

  async counts(reads: Reads, id: string, touched: readonly Touched[]) {
    return {
      people: await count(
        reads,
        sql`select count(*) as n from person where organisation_id = ${id} and left_on is null`,
      ),
      accounts: await count(
        reads,
        sql`select count(*) as n from assignment where organisation_id = ${id} and ended_at is null`,
      ),
      administrators: await count(
        reads,
        sql`select count(*) as n from assignment where organisation_id = ${id} and ended_at is null
          and role = 'schoolAdministrator'`,
      ),
      drafts: await count(
        reads,
        sql`select count(*) as n from record r where r.writer_organisation_id = ${id} and r.state = 'draft'
          and ${this.confidential.ordinary()}`,
      ),
      reviews: await count(
        reads,
        sql`select count(*) as n from review where organisation_id = ${id} and state = 'open'`,
      ),
      rectifications: touched.reduce((sum, one) => sum + one.rectifications, 0),
    };
  }

  /** Active pairings of an organisation in programmes that are not over, in a fixed order. */
  async pairings(reads: Reads, id: string): Promise<Touched[]> {
    const rows = await reads.all<PairingRow>(sql`select ${pairingColumns} ${pairingFrom}
      join programme p on p.id = g.programme_id and p.state <> 'closed'
      where g.state = 'active' and ${withOrganisation(id)}
      order by g.created_at, g.id`);
    const running = new Map<string, Running>();
    for (const programme of new Set(rows.map((row) => row.programme_id)))
      running.set(programme, await this.programmes.byId(reads, programme));
    const ids = list(rows.map((row) => row.id));
    const records = await countsBy(
      reads,
      sql`select s.pairing_id as id, count(*) as n from record_subject s join record r on r.id = s.record_id
        where s.pairing_id in ${ids} and s.state in ('claimed', 'confirmed') and ${this.confidential.ordinary()}
        group by s.pairing_id`,
    );
    const rectifications = await countsBy(
      reads,
      sql`select pairing_id as id, count(*) as n from rectification
        where pairing_id in ${ids} and state <> 'closed' group by pairing_id`,
    );
    return rows.map((row) => ({
      row,
      running: running.get(row.programme_id)!,
      side: sideWith(row, id),
      records: records.get(row.id) ?? 0,
      rectifications: rectifications.get(row.id) ?? 0,
    }));
  }
}

export const touchedDto = ({ row, running, side, records, rectifications }: Touched) => ({
  id: row.id,
  programme: { id: row.programme_id, title: running.row.title },
  side,
  partner:
    side === 'helper'
      ? { id: row.helped_organisation_id, name: row.helped_name }
      : { id: row.helper_organisation_id, name: row.helper_name },
  records,
  duties: Object.keys(running.definition?.duties ?? {}).length,
  rectifications,
});

const count = async (reads: Reads, query: Sql): Promise<number> =>
  Number((await reads.one<{ n: number }>(query))?.n ?? 0);

const countsBy = async (reads: Reads, query: Sql): Promise<Map<string, number>> =>
  new Map((await reads.all<{ id: string; n: number }>(query)).map((row) => [row.id, Number(row.n)]));
