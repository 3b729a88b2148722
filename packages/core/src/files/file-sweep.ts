import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Row, Table } from '../platform/database/table.js';
import { unreferred } from '../platform/database/walking.js';
import { Sweep } from '../platform/sweep.js';
import { DATABASE, TABLES } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { Files } from './files.js';
import { storedFile } from './files.tables.js';

/** How long a file waits to be referred to. */
const WAITING = 48 * 3_600_000;
/** Files of one round; the rest goes in the next. */
const ROUND = 200;

/** Deletes files that nothing has referred to for two days: a form left half filled, a photo taken out again. */
@Injectable()
export class FileSweep implements OnModuleInit, OnModuleDestroy {
  private readonly sweeping = new Sweep('Files', () => this.sweep());

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(TABLES) private readonly tables: readonly Table[],
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly files: Files,
  ) {}

  onModuleInit(): void {
    this.sweeping.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.sweeping.stop();
  }

  /** Answers how many files went. */
  async sweep(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - WAITING).toISOString();
    const idle = sql`created_at < ${before} and ${unreferred(this.tables, storedFile)}`;
    const found = await this.database.all<Row<typeof storedFile>>(
      sql`select * from stored_file where ${idle} order by created_at limit ${ROUND}`,
    );
    if (found.length === 0) return 0;
    const hashes = await this.units.run(system, async (unit) => {
      const gone: string[] = [];
      for (const { id, hash } of found) {
        // A record may have taken it up meanwhile; what it has locked, it will refer to.
        await unit.lock(storedFile, id);
        if ((await unit.run(sql`delete from stored_file where id = ${id} and ${idle}`)) === 1) gone.push(hash);
      }
      await unit.audit({ action: 'file.sweep', kind: 'file', detail: { files: gone } });
      return gone;
    });
    for (const hash of new Set(hashes)) await this.files.forget(hash);
    return hashes.length;
  }
}
