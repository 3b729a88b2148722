import { Inject, Injectable } from '@nestjs/common';
import { inPieces } from '../imports/bulk.js';
import type { Call } from '../platform/call.js';
import type { Database, Reads } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { DATABASE } from '../platform/tokens.js';
import { type ProgrammeRow, Programmes } from '../programmes/programmes.js';
import { Confidential } from '../records/confidential.js';
import type { readEnding } from './rollover.api.js';

export interface Unfinished {
  readonly drafts: number;
  readonly unconfirmed: number;
  readonly rectifications: number;
}
export const nothing: Unfinished = { drafts: 0, unconfirmed: 0, rectifications: 0 };

const open = sql`('claimed', 'returned')`;

/** What the end of a programme leaves open. */
@Injectable()
export class Ending {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly programmes: Programmes,
    private readonly confidential: Confidential,
  ) {}

  async read({ scope, params }: Call<typeof readEnding>) {
    const { row } = await this.programmes.get(this.database, scope, params.id, 'programme.write');
    return {
      ...(await this.unfinished(this.database, row.id)),
      continues: row.continues_id ? await this.titled(this.database, sql`p.id = ${row.continues_id}`) : null,
      continuedBy: await this.after(this.database, row),
    };
  }

  /** The programme that goes on from one. */
  after(reads: Reads, row: ProgrammeRow) {
    return this.titled(reads, sql`p.continues_id = ${row.id}`);
  }

  /** What is not finished in a programme; a record of several pairings counts once. */
  async unfinished(reads: Reads, programmeId: string): Promise<Unfinished> {
    const count = async (query: Sql) => Number((await reads.one<{ n: number }>(query))?.n ?? 0);
    return {
      drafts: await count(
        sql`select count(*) as n from record r where r.programme_id = ${programmeId} and r.state = 'draft'
          and ${this.confidential.ordinary()}`,
      ),
      unconfirmed: await count(sql`select count(distinct r.id) as n from record r
        join record_subject s on s.record_id = r.id and s.state in ${open} where r.programme_id = ${programmeId}`),
      rectifications: await count(
        sql`select count(*) as n from rectification where programme_id = ${programmeId} and state <> 'closed'`,
      ),
    };
  }

  /** The same by pairing; what is about people inside counts for the pairing around them. */
  async byPairing(reads: Reads, pairingIds: readonly string[]): Promise<Map<string, Unfinished>> {
    const records = await inPieces(pairingIds, (ids) =>
      reads.all<{ id: string; state: string; n: number }>(sql`select coalesce(g.parent_id, g.id) as id, s.state,
        count(*) as n from pairing g join record_subject s on s.pairing_id = g.id
        join record r on r.id = s.record_id and ${this.confidential.ordinary()}
        where (g.id in ${ids} or g.parent_id in ${ids}) and (s.state = 'draft' or s.state in ${open})
        group by coalesce(g.parent_id, g.id), s.state`),
    );
    const problems = await inPieces(pairingIds, (ids) =>
      reads.all<{ id: string; n: number }>(sql`select pairing_id as id, count(*) as n from rectification
        where pairing_id in ${ids} and state <> 'closed' group by pairing_id`),
    );
    const found = new Map<string, Unfinished>();
    const add = (id: string, key: keyof Unfinished, n: number) => {
      const before = found.get(id) ?? nothing;
      found.set(id, { ...before, [key]: before[key] + Number(n) });
    };
    for (const { id, state, n } of records) add(id, state === 'draft' ? 'drafts' : 'unconfirmed', n);
    for (const { id, n } of problems) add(id, 'rectifications', n);
    return found;
  }

  private async titled(reads: Reads, where: Sql) {
    const row = await reads.one<ProgrammeRow>(sql`select p.* from programme p where ${where}`);
    return row ? { id: row.id, title: row.title, schoolYear: row.school_year } : null;
  }
}
