import { EventEmitter, on } from 'node:events';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Text, t } from '@xieshou/sdk';
import type * as z from 'zod';
import { type Actor, system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { notFound, Problem } from '../platform/problem.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import type { Job as JobDto } from './jobs.api.js';
import { job } from './jobs.tables.js';

type JobRow = Row<typeof job>;
type Dto = z.output<typeof JobDto>;

/** A job that dies with its server is taken up again after its lease; after so many tries it is parked as failed. */
const LEASE = 60_000;
const TRIES = 5;

export interface JobRun {
  readonly id: string;
  readonly actor: Actor;
  readonly input: Readonly<Record<string, unknown>>;
  /** Says how far it is; also renews the lease. */
  progress(done: number, total: number): Promise<void>;
}

/** Does one kind of job. May run again after a crash, so its own writes must be safe to repeat. */
export type JobHandler = (run: JobRun) => Promise<void>;

const dto = (row: JobRow): Dto => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  done: row.done,
  total: row.total,
  problem: row.problem ? (JSON.parse(row.problem) as Text) : null,
});

const isOver = (row: JobRow) => row.state === 'done' || row.state === 'failed';

/** Work that takes longer than a request, kept in the database and done by this process one at a time. */
@Injectable()
export class Jobs implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Jobs');
  private readonly handlers = new Map<string, JobHandler>();
  private readonly changes = new EventEmitter().setMaxListeners(0);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  handle(kind: string, handler: JobHandler): void {
    this.handlers.set(kind, handler);
  }

  /** Puts a job down inside the unit of work that asks for it: no job without its cause, no cause without its job. */
  async put(
    unit: Unit,
    actor: Actor,
    o: { readonly kind: string; readonly input: Readonly<Record<string, unknown>> },
  ): Promise<string> {
    const id = newId(this.clock.now().getTime());
    await unit.insert(job, {
      id,
      kind: o.kind,
      state: 'waiting',
      user_id: actor.userId ?? '',
      district_id: actor.districtId,
      input: JSON.stringify({ ...o.input, role: actor.role, onBehalfOf: actor.onBehalfOf }),
      done: 0,
      total: 0,
      attempts: 0,
      created_at: this.clock.instant(),
    });
    unit.afterwards(() => void this.tick());
    return id;
  }

  async read(userId: string, id: string): Promise<Dto> {
    return dto(await this.mine(userId, id));
  }

  /** Every change of a job until it is over. */
  async *watch(userId: string, id: string): AsyncGenerator<Dto> {
    const stop = new AbortController();
    try {
      const ticks = on(this.changes, id, { signal: stop.signal });
      let row = await this.mine(userId, id);
      yield dto(row);
      while (!isOver(row)) {
        // Another server process may be doing it: look again every two seconds even when nothing is heard.
        const silence = new Promise<void>((resolve) => setTimeout(resolve, 2000).unref());
        await Promise.race([ticks.next(), silence]);
        if (this.stopped) return;
        row = await this.mine(userId, id);
        yield dto(row);
      }
    } finally {
      stop.abort();
    }
  }

  onModuleInit(): void {
    this.timer = setInterval(() => void this.tick(), 1000).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Does every waiting job. Answers when none is left, or when the database does not answer: the next tick tries again. */
  async tick(): Promise<void> {
    if (this.stopped) return;
    this.running ??= this.drain()
      .catch((error: unknown) => this.log.error(`jobs wait for the database: ${String(error)}`))
      .finally(() => (this.running = undefined));
    return this.running;
  }

  private async drain(): Promise<void> {
    for (;;) {
      const row = await this.take();
      if (!row) return;
      await this.perform(row);
      if (this.stopped) return;
    }
  }

  private take(): Promise<JobRow | undefined> {
    const now = this.clock.now();
    return this.database.write(async (tx) => {
      const next = await tx.one<JobRow>(sql`select * from job where state = 'waiting'
        or (state = 'running' and leased_until < ${now.toISOString()}) order by created_at, id limit 1`);
      if (!next) return undefined;
      const taken = await tx.run(sql`update job set state = 'running', attempts = attempts + 1,
        leased_until = ${new Date(now.getTime() + LEASE).toISOString()} where id = ${next.id} and attempts = ${next.attempts}`);
      return taken === 1 ? { ...next, attempts: next.attempts + 1 } : undefined;
    });
  }

  private async perform(row: JobRow): Promise<void> {
    const { role, onBehalfOf, ...input } = JSON.parse(row.input) as Record<string, unknown> & {
      role: string | null;
      onBehalfOf?: string;
    };
    const handler = this.handlers.get(row.kind);
    const actor: Actor = row.user_id
      ? { userId: row.user_id, role, districtId: row.district_id, ...(onBehalfOf ? { onBehalfOf } : {}) }
      : system;
    const progress = async (done: number, total: number) => {
      await this.database.write((tx) =>
        tx.run(sql`update job set done = ${done}, total = ${total},
          leased_until = ${new Date(this.clock.now().getTime() + LEASE).toISOString()} where id = ${row.id}`),
      );
      this.changes.emit(row.id);
    };
    try {
      if (!handler) throw new Error(`nobody does jobs of the kind ${row.kind}`);
      await handler({ id: row.id, actor, input, progress });
      await this.end(row, actor, 'done');
    } catch (error) {
      if (!(error instanceof Problem))
        this.log.error(`${row.kind} ${row.id}: ${error instanceof Error ? error.stack : String(error)}`);
      const again = !(error instanceof Problem) && row.attempts < TRIES && handler !== undefined;
      if (again) await this.database.write((tx) => tx.run(sql`update job set state = 'waiting' where id = ${row.id}`));
      else
        await this.end(
          row,
          actor,
          'failed',
          error instanceof Problem
            ? error.text
            : t('任务没有完成，请稍后重试', 'The job did not finish: try again later'),
        );
    }
    this.changes.emit(row.id);
  }

  private end(row: JobRow, actor: Actor, state: 'done' | 'failed', problem?: Text): Promise<void> {
    return this.units.run(actor, async (unit) => {
      await unit.run(sql`update job set state = ${state}, problem = ${problem ? JSON.stringify(problem) : null},
        ended_at = ${this.clock.instant()} where id = ${row.id}`);
      await unit.audit({ action: `job.${state}`, kind: 'job', id: row.id, detail: { kind: row.kind } });
    });
  }

  private async mine(userId: string, id: string): Promise<JobRow> {
    const row = await this.database.one<JobRow>(sql`select * from job where id = ${id} and user_id = ${userId}`);
    if (!row) throw notFound();
    return row;
  }
}
