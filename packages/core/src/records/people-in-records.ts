import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ImportRegisters } from '../imports/import-registers.js';
import { breathe, inPieces } from '../imports/bulk.js';
import type { Reads } from '../platform/database/database.js';
import { pagesOf } from '../platform/database/walking.js';
import { sql } from '../platform/database/sql.js';
import { record, recordCorrection } from './records.tables.js';

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** Forms name people inside their data, where no foreign key can tell: an import that added them is not undone then. */
@Injectable()
export class PeopleInRecords implements OnModuleInit {
  constructor(private readonly registers: ImportRegisters) {}

  onModuleInit(): void {
    this.registers.keep('people', (reads, ids) => this.named(reads, ids));
  }

  private async named(reads: Reads, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const wanted = new Set(ids);
    const found = new Set<string>();
    const districts = await inPieces(ids, (piece) =>
      reads.all<{ id: string }>(sql`select distinct district_id as id from person where id in ${piece}`),
    );
    for (const { id } of districts)
      for (const table of [record, recordCorrection])
        for await (const page of pagesOf(reads, {
          table,
          columns: ['id', 'data'],
          where: sql`district_id = ${id}`,
        })) {
          for (const row of page)
            for (const [person] of String(row['data']).matchAll(ID)) if (wanted.has(person)) found.add(person);
          await breathe();
        }
    return found;
  }
}
