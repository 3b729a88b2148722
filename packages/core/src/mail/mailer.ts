import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { instantOfMidnight, type Text, today } from '@xieshou/sdk';
import { system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { Sweep } from '../platform/sweep.js';
import { DATABASE, SETTINGS, type ServerSettings } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { letterOf } from './mail-words.js';
import { MAIL, type MailSettings } from './mail-settings.js';
import { Outbox } from './outbox.js';

const MINUTE = 60_000;
/** Minutes to the next try after the first, second, third … one. After the last of them it is given up. */
export const PAUSES = [1, 5, 15, 60, 180] as const;
/** Mails of one sweep. */
const AT_ONCE = 200;
/** Days for which it can be looked up what became of a mail. */
const KEPT = 30;
/** A server that died while it sent is taken for gone after this; the mail is tried again. */
const GONE = 10 * MINUTE;
/** The last moment at which people are written to, Shanghai time: six in the evening. */
const EVENING = 18 * 60 * MINUTE;

interface Waiting {
  readonly id: string;
  readonly account_id: string;
  readonly text: string;
  readonly attempts: number;
  readonly created_at: string;
  readonly state: string;
  readonly mail_address: string | null;
  readonly mail_language: 'zh' | 'en' | null;
}

/** Sends one letter. Throws what the mail server said. */
type Send = (letter: {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}) => Promise<void>;

const problemOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300);

/**
 * Sends what waits in the outbox, one mail after another, and marks each before the next: what a mail server has taken
 * is not sent twice. What it has not is tried again with growing pauses, on the same day and before six in the evening;
 * then it is given up, which the audit log tells. No request ever waits for a mail server.
 */
@Injectable()
export class Mailer implements OnModuleInit, OnModuleDestroy {
  private readonly rounds = new Sweep('Mail', () => this.sweep(), MINUTE);
  private stopping = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) private readonly server: ServerSettings,
    @Inject(MAIL) private readonly settings: MailSettings | undefined,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    if (this.settings) this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.rounds.stop();
  }

  /** Tries everything that is due. Answers how many mails were taken. */
  async sweep(): Promise<number> {
    if (!this.settings) return 0;
    await this.forget();
    const rows = await this.database.all<Waiting>(sql`select m.id, m.account_id, m.text, m.attempts, m.created_at,
        a.state, a.mail_address, a.mail_language
      from mail m join account a on a.id = m.account_id
      where m.state = 'waiting' and m.next_at <= ${this.clock.instant()} order by m.next_at, m.id limit ${AT_ONCE}`);
    if (rows.length === 0) return 0;
    const transport = await transportOf(this.settings);
    let sent = 0;
    try {
      for (const row of rows) {
        if (this.stopping) break;
        if (await this.one(row, transport.send)) sent += 1;
      }
    } finally {
      transport.close();
    }
    return sent;
  }

  private async forget(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT * 24 * 60 * MINUTE).toISOString();
    const old = await this.database.one(sql`select id from mail where ended_at < ${before} limit 1`);
    if (old) await this.database.write((tx) => tx.run(sql`delete from mail where ended_at < ${before}`));
  }

  private async one(row: Waiting, send: Send): Promise<boolean> {
    const now = this.clock.now().getTime();
    if (row.state !== 'active' || row.mail_address === null) {
      await this.giveUp(row, 'nobody wants it any more');
      return false;
    }
    if (now >= eveningOf(row.created_at)) {
      await this.giveUp(row, 'its day was over');
      return false;
    }
    if (!(await this.claim(row, now))) return false;
    try {
      const letter = letterOf({
        text: JSON.parse(row.text) as Text,
        language: row.mail_language ?? 'zh',
        url: this.server.publicUrl,
      });
      await send({ ...letter, id: row.id, to: this.outbox.addressOf(row.account_id, row.mail_address) });
    } catch (error) {
      await this.again(row, problemOf(error));
      return false;
    }
    await this.end(row, 'sent');
    return true;
  }

  /** Of two servers that sweep in the same moment, one sends it. */
  private async claim({ id, attempts }: Waiting, now: number): Promise<boolean> {
    const until = new Date(now + GONE).toISOString();
    const claimed = await this.database.write((tx) =>
      tx.run(sql`update mail set attempts = ${attempts + 1}, next_at = ${until}
        where id = ${id} and state = 'waiting' and attempts = ${attempts}`),
    );
    return claimed === 1;
  }

  private async again(row: Waiting, problem: string): Promise<void> {
    const pause = PAUSES[row.attempts];
    const next = this.clock.now().getTime() + (pause ?? 0) * MINUTE;
    if (pause === undefined || next >= eveningOf(row.created_at)) return this.giveUp(row, problem);
    await this.database.write((tx) =>
      tx.run(sql`update mail set next_at = ${new Date(next).toISOString()}, problem = ${problem} where id = ${row.id}`),
    );
  }

  private end({ id }: Waiting, state: 'sent'): Promise<unknown> {
    return this.database.write((tx) =>
      tx.run(
        sql`update mail set state = ${state}, ended_at = ${this.clock.instant()}, problem = null where id = ${id}`,
      ),
    );
  }

  private async giveUp({ id, account_id }: Waiting, problem: string): Promise<void> {
    await this.units.run(system, async (unit) => {
      await unit.run(sql`update mail set state = 'failed', ended_at = ${this.clock.instant()}, problem = ${problem}
        where id = ${id}`);
      await unit.audit({
        action: 'notification.mailFailed',
        kind: 'account',
        id: account_id,
        detail: { reason: problem },
      });
    });
  }
}

/** Six in the evening of the day on which a mail was put down. */
const eveningOf = (created: string): number => Date.parse(instantOfMidnight(today(new Date(created)))) + EVENING;

/** Loaded with the first mail: most servers send none. */
const transportOf = async ({ url, from }: MailSettings): Promise<{ readonly send: Send; close(): void }> => {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(url, { from });
  const { hostname } = new URL(url);
  return {
    send: async ({ id, to, ...letter }) => {
      // The same each time: a mail that is sent again after a breakdown can be known for the same.
      await transport.sendMail({ ...letter, to: { name: '', address: to }, messageId: `<${id}@${hostname}>` });
    },
    close: () => transport.close(),
  };
};
