import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { type AuditEvent, writeAudit } from './audit.js';
import type { Actor } from './call.js';
import { Clock } from './clock.js';
import { type Database, UniqueViolation, type Writes } from './database/database.js';
import { sql } from './database/sql.js';
import { Problem, conflict } from './problem.js';
import { blindIndex, openText, sealText } from './sensitive.js';
import { DATABASE, KEYS, type Keys } from './tokens.js';

/** A transaction that also writes down who did what. */
export interface Unit extends Writes {
  audit(event: AuditEvent): Promise<void>;
  /** Does something once everything is kept, outside the transaction. Not done when the transaction fails. */
  afterwards(work: () => void): void;
}

class AlreadyDone extends Error {
  constructor(readonly answer: string | null) {
    super('already done');
  }
}

/** What a kept answer belongs to. */
const placeOf = (userId: string, key: string): string => `idempotency_key.answer ${userId} ${key}`;

/**
 * Every write of the platform: rows, facts, tallies, notifications, audit entry and idempotency key in one
 * transaction. What `work` returns is the answer of the request, kept under its key and given again when the same
 * request comes again.
 */
@Injectable()
export class Units {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(KEYS) private readonly keys: Keys,
    private readonly clock: Clock,
  ) {}

  async run<R>(actor: Actor, work: (unit: Unit) => Promise<R>): Promise<R> {
    try {
      const { answer, afterwards } = await this.database.write((tx) => this.inside(tx, actor, work));
      for (const next of afterwards) next();
      return answer;
    } catch (error) {
      if (error instanceof AlreadyDone) {
        if (error.answer === null)
          throw conflict(
            'already-done',
            t('这项操作已经完成，结果只显示一次', 'This has been done already; its result is shown only once'),
          );
        return JSON.parse(error.answer) as R;
      }
      if (error instanceof UniqueViolation)
        throw conflict(
          'exists',
          t('已有相同的记录，请刷新后再试', 'There is one like it already: refresh and try again'),
        );
      throw error;
    }
  }

  private async inside<R>(tx: Writes, actor: Actor, work: (unit: Unit) => Promise<R>) {
    if (actor.once && actor.userId) await this.claim(tx, actor.userId, actor.once);
    let audited = false;
    const afterwards: (() => void)[] = [];
    const unit: Unit = {
      ...tx,
      audit: async (event) => {
        audited = true;
        await writeAudit({ tx, engine: this.database.engine, key: this.keys.audit, clock: this.clock, actor, event });
      },
      afterwards: (next) => void afterwards.push(next),
    };
    const answer = await work(unit);
    if (!audited) throw new Error('A unit of work must write down what it did.');
    if (actor.once && actor.userId && !actor.once.secret)
      await tx.run(sql`update idempotency_key set answer = ${this.sealed(actor.userId, actor.once.key, answer)}
        where user_id = ${actor.userId} and key = ${actor.once.key}`);
    return { answer, afterwards };
  }

  /** Answers say what rows say sealed. */
  private sealed(userId: string, key: string, answer: unknown): string {
    return sealText(this.keys.sensitive, JSON.stringify(answer ?? null), placeOf(userId, key));
  }

  /** The first request with a key goes on; a second waits for the first (PostgreSQL) and is answered from it. */
  private async claim(tx: Writes, userId: string, once: NonNullable<Actor['once']>): Promise<void> {
    // Keyed: what was sent may be as easy to guess as an ID number.
    const request = blindIndex(this.keys.lookup, 'request', once.request);
    const mine = await tx.run(sql`insert into idempotency_key (user_id, key, request, at)
      values (${userId}, ${once.key}, ${request}, ${this.clock.instant()}) on conflict (user_id, key) do nothing`);
    if (mine === 1) return;
    const done = await tx.one<{ request: string; answer: string | null }>(
      sql`select request, answer from idempotency_key where user_id = ${userId} and key = ${once.key}`,
    );
    if (done?.request !== request)
      throw new Problem(
        422,
        'key-reused',
        t(
          '同一个 Idempotency-Key 不能用于不同的请求',
          'An Idempotency-Key belongs to one request; use a new one for another',
        ),
      );
    throw new AlreadyDone(
      done.answer === null ? null : openText(this.keys.sensitive, done.answer, placeOf(userId, once.key)),
    );
  }
}
