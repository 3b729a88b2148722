import {
  Controller,
  type DynamicModule,
  Inject,
  Injectable,
  Logger,
  Module,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { sealAudit } from './audit.js';
import { Clock, SystemClock } from './clock.js';
import type { Database } from './database/database.js';
import { sql } from './database/sql.js';
import type { Table } from './database/table.js';
import { AnswerInterceptor } from './http/file-answer.js';
import { Handle } from './http/handle.js';
import { ProblemFilter } from './http/problem-filter.js';
import { live, ready } from './platform.api.js';
import { DATABASE, KEYS, type Keys, type ServerSettings, SETTINGS, TABLES } from './tokens.js';
import { Units } from './units.js';

@Controller()
export class HealthController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Handle(live)
  live() {
    return { status: 'ok' as const };
  }

  /** Ready means that the database answers. */
  @Handle(ready)
  async ready() {
    await this.database.one(sql`select 1 as n`);
    return { status: 'ok' as const };
  }
}

/** PostgreSQL: chains the audit entries of the last second. On SQLite the writer does it at once. */
@Injectable()
export class AuditSealer implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  onModuleInit(): void {
    if (this.database.engine !== 'postgres') return;
    const log = new Logger('Audit');
    this.timer = setInterval(() => {
      this.running = sealAudit({ database: this.database, key: this.keys.audit }).catch((error: unknown) =>
        log.error(`sealing failed, the next second tries again: ${String(error)}`),
      );
    }, 1000).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}

/** Deletes idempotency keys older than a day, once an hour. */
@Injectable()
export class KeySweeper implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      const old = new Date(this.clock.now().getTime() - 24 * 3_600_000).toISOString();
      this.database
        .write((tx) => tx.run(sql`delete from idempotency_key where at < ${old}`))
        .catch((error: unknown) => new Logger('Keys').error(String(error)));
    }, 3_600_000).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}

export interface PlatformParts {
  readonly database: Database;
  readonly tables: readonly Table[];
  readonly keys: Keys;
  readonly settings: ServerSettings;
  readonly clock?: Clock;
}

@Module({})
export class PlatformModule {
  static with(parts: PlatformParts): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController],
      providers: [
        { provide: DATABASE, useValue: parts.database },
        { provide: KEYS, useValue: parts.keys },
        { provide: SETTINGS, useValue: parts.settings },
        { provide: TABLES, useValue: parts.tables },
        { provide: Clock, useValue: parts.clock ?? new SystemClock() },
        Units,
        AuditSealer,
        KeySweeper,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
      ],
      exports: [DATABASE, KEYS, SETTINGS, TABLES, Clock, Units],
    };
  }
}
