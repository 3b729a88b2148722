import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { addDays } from '@xieshou/sdk';
import { type JobRun, Jobs } from '../jobs/jobs.js';
import { system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import type { DatabasePlace } from '../platform/database/snapshot.js';
import { sql } from '../platform/database/sql.js';
import { DATABASE, type ServerSettings, SETTINGS } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { backup } from './backup.js';
import type { Schema } from './schema.js';

export const DAILY_BACKUPS = Symbol('daily backups');

export interface DailyBackupParts {
  readonly schema: Schema;
  readonly database: DatabasePlace;
  readonly dir: string;
}

/** Kind of the job; the workbench looks for the last one that ended well. */
const KIND = 'backup';
/** So many daily backups are kept. */
export const KEPT = 14;
const MINUTE = 60_000;
/** When one fails, the next try is this much later. */
const PAUSE = 60 * MINUTE;
/** 02:00 in Shanghai is 18:00 UTC of the day before. */
const HOUR_UTC = 18;

const DAILY = /^daily-\d{8}T\d{6}Z\.tar\.gz$/;
const UNFINISHED = /^\.(daily|xieshou)-.*\.part$/;

/** Name of a backup made at this moment. */
export const stampedName = (prefix: 'daily' | 'xieshou', now: Date): string =>
  `${prefix}-${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z.tar.gz`;

/** The latest moment at which a backup should have been made: two at night in Shanghai. */
const lastDue = (now: Date): string => {
  const today = now.toISOString().slice(0, 10);
  return `${now.getUTCHours() >= HOUR_UTC ? today : addDays(today, -1)}T${HOUR_UTC}:00:00.000Z`;
};

/**
 * One backup a night, at two or as soon afterwards as a server runs, as a job like every other: leased, repeated when
 * its server dies, its end written to the audit log.
 */
@Injectable()
export class DailyBackups implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Backups');
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    @Inject(DAILY_BACKUPS) private readonly parts: DailyBackupParts,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
    private readonly jobs: Jobs,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(KIND, (run) => this.make(run));
    this.timer = setInterval(() => {
      this.sweeping = this.sweep().catch((error: unknown) => this.log.error(String(error)));
    }, MINUTE).unref();
  }

  async onModuleDestroy(): Promise<void> {
    // A backup under way gives up; its job waits for the next server.
    this.stopping = true;
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** Puts a backup down when tonight's is not there yet. */
  async sweep(): Promise<void> {
    if (!(await this.isDue(this.database))) return;
    await this.units.run(system, async (unit) => {
      // Two servers that ask in the same moment make two backups, which harms nobody.
      const id = (await this.isDue(unit)) ? await this.jobs.put(unit, system, { kind: KIND, input: {} }) : null;
      await unit.audit({ action: 'backup.due', kind: 'job', id });
    });
  }

  private async isDue(reads: Reads): Promise<boolean> {
    const now = this.clock.now();
    const pause = new Date(now.getTime() - PAUSE).toISOString();
    const made = await reads.one(sql`select id from job where kind = ${KIND} and (state in ('waiting', 'running')
      or (state = 'done' and ended_at >= ${lastDue(now)}) or ended_at >= ${pause}) limit 1`);
    return made === undefined;
  }

  private async make(run: JobRun): Promise<void> {
    let rows = 0;
    // Says that it is alive, so that no other server takes it for dead and makes it again.
    const alive = setInterval(
      () => void run.progress(rows, 0).catch((error: unknown) => this.log.error(String(error))),
      MINUTE / 3,
    );
    try {
      const made = await backup({
        ...this.parts,
        filesDir: this.settings.filesDir,
        file: join(this.parts.dir, stampedName('daily', this.clock.now())),
        now: this.clock.now(),
        onRows: (n) => {
          if (this.stopping) throw new Error('the server stops');
          rows = n;
        },
      });
      if (made.manifest.files.missing.length > 0)
        this.log.error(`${made.manifest.files.missing.length} stored file(s) are missing or damaged: run \`verify\``);
      await run.progress(made.rows, made.rows);
    } catch (error) {
      if (!this.stopping)
        this.log.error(`no backup tonight: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    } finally {
      clearInterval(alive);
    }
    await this.thin();
  }

  /** Keeps the newest; only what it has made itself, under its own names. */
  private async thin(): Promise<void> {
    const { dir } = this.parts;
    const names = await readdir(dir);
    const old = names
      .filter((name) => DAILY.test(name))
      .toSorted()
      .slice(0, -KEPT);
    for (const name of old) await rm(join(dir, name), { force: true });
    const yesterday = Date.now() - 24 * 60 * MINUTE;
    for (const name of names.filter((n) => UNFINISHED.test(n))) {
      const found = await stat(join(dir, name)).catch(() => undefined);
      if (found && found.mtimeMs < yesterday) await rm(join(dir, name), { force: true });
    }
  }
}
