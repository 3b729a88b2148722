import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { instantOfMidnight, type SchoolCalendar, type Text, today } from '@xieshou/sdk';
import { roleWords } from '../access/role-words.js';
import type { Role } from '../access/access.api.js';
import { Sessions } from '../access/sessions.js';
import { Outbox } from '../mail/outbox.js';
import { Notifications } from '../notifications/notifications.js';
import { system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Writes } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { Sweep } from '../platform/sweep.js';
import { DATABASE } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import { Pending } from '../reports/pending.js';
import { digestDue, isOfficeHour } from './digest-hours.js';
import { digestWords, type RolePending } from './digest-words.js';

const MINUTE = 60_000;
/** Digests of one sweep: a working day has 600 sweeps, and requests go on meanwhile. */
export const AT_ONCE = 100;
/** Digests kept in one transaction. */
const TOGETHER = 20;

/** What one account stands at: as it was kept when the digests last looked. */
interface Candidate {
  readonly id: string;
  readonly district_id: string | null;
  readonly last_digest_at: string | null;
  readonly digest_looked_on: string | null;
  readonly digest_due: number | null;
  readonly digest_overdue: number | null;
  readonly unread: number;
  /** How much of that came since the last digest. */
  readonly fresh: number;
}
/** What a look at one account found: its digest, where there is something new to tell. */
interface Look extends Candidate {
  readonly due: number;
  readonly overdue: number;
  readonly text: Text | undefined;
}
/**
 * 每日提要: once on a working day, everybody to whom something came that they have not read, or for whom more is due or
 * overdue than when the digests last looked, is told what waits for them, programme by programme. Whoever has read
 * everything, and for whom nothing came nearer, is told nothing.
 */
@Injectable()
export class Digests implements OnModuleInit, OnModuleDestroy {
  private readonly rounds = new Sweep('Digests', () => this.sweep(), MINUTE);
  private stopping = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly calendars: Calendars,
    private readonly sessions: Sessions,
    private readonly pending: Pending,
    private readonly notifications: Notifications,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.rounds.stop();
  }

  /** Looks at as many accounts as one sweep may, and writes the digests that are due. Answers how many it wrote. */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    const calendars = await this.openCalendars(now);
    let written = 0;
    const candidates = await this.candidates([...calendars.keys()]);
    for (let n = 0; n < candidates.length && !this.stopping; n += TOGETHER) {
      const looks: Look[] = [];
      for (const one of candidates.slice(n, n + TOGETHER)) {
        const calendar = calendars.get(one.district_id ?? '')!;
        const mayTell = digestDue({ now, calendar, last: one.last_digest_at });
        looks.push(mayTell ? await this.look(one) : { ...(await this.look(one)), text: undefined });
      }
      written += await this.keep(looks, now);
    }
    return written;
  }

  /** Districts whose people may be written to now, with their calendars; '' is no district. */
  private async openCalendars(now: Date): Promise<Map<string, SchoolCalendar>> {
    const districts = await this.database.all<{ id: string }>(
      sql`select distinct coalesce(district_id, '') as id from account where state = 'active'`,
    );
    const open = new Map<string, SchoolCalendar>();
    for (const { id } of districts) {
      const calendar = await this.calendars.of(this.database, id);
      if (isOfficeHour({ now, calendar })) open.set(id, calendar);
    }
    return open;
  }

  /** Whoever was not looked at today, and whoever has no digest of today and something unread that came since the last. */
  private async candidates(districts: readonly string[]): Promise<Candidate[]> {
    if (districts.length === 0) return [];
    const unread = sql`from notification n where n.user_id = a.id and n.read_at is null and n.kind <> 'digest'`;
    const fresh = sql`${unread} and n.created_at >= coalesce(a.last_digest_at, '')`;
    const onDay = this.clock.today();
    // Counted only for whom it picks: it asks each minute, and most have had their look by then.
    const rows = await this.database
      .all<Candidate>(sql`select a.id, a.district_id, a.last_digest_at, a.digest_looked_on,
        a.digest_due, a.digest_overdue, (select count(*) ${unread}) as unread, (select count(*) ${fresh}) as fresh
      from account a where a.state = 'active' and coalesce(a.district_id, '') in ${list(districts)}
      and (coalesce(a.digest_looked_on, '') < ${onDay}
        or (coalesce(a.last_digest_at, '') < ${instantOfMidnight(onDay)} and exists (select 1 ${fresh})))
      order by a.id limit ${AT_ONCE}`);
    return rows.map((row) => ({ ...row, unread: Number(row.unread), fresh: Number(row.fresh) }));
  }

  private async look(one: Candidate): Promise<Look> {
    const scopes = await this.sessions.scopesOf(one.id);
    const roles: RolePending[] = [];
    for (const scope of scopes)
      roles.push({
        role: scopes.length > 1 ? roleWords[scope.role as Role] : null,
        programmes: await this.pending.of(scope),
      });
    const sum = (of: 'due' | 'overdue') => roles.flatMap(({ programmes }) => programmes).reduce((n, p) => n + p[of], 0);
    const [due, overdue] = [sum('due'), sum('overdue')];
    const isNew = one.fresh > 0 || due > (one.digest_due ?? 0) || overdue > (one.digest_overdue ?? 0);
    return { ...one, due, overdue, text: isNew ? digestWords({ unread: one.unread, roles }) : undefined };
  }

  /** Keeps what was seen, and writes the digests among it. Answers how many. */
  private async keep(looks: readonly Look[], now: Date): Promise<number> {
    const silent = looks.filter(({ text }) => !text);
    if (silent.length > 0)
      await this.database.write(async (tx) => {
        for (const look of silent) await this.claim(tx, look, now);
      });
    const telling = looks.filter(({ text }) => text);
    return telling.length > 0 ? this.units.run(system, (unit) => this.write(unit, telling, now)) : 0;
  }

  private async write(unit: Unit, looks: readonly Look[], now: Date): Promise<number> {
    let written = 0;
    for (const look of looks) {
      if (!(await this.claim(unit, look, now))) continue;
      const { id: accountId, district_id: districtId } = look;
      const text = look.text!;
      await this.notifications.tellOne(unit, { accountId, districtId, kind: 'digest', text, link: '/' });
      await this.outbox.put(unit, { accountId, text });
      written += 1;
    }
    await unit.audit({ action: 'notification.digest', kind: 'notification', id: null, detail: { written } });
    return written;
  }

  /** Of two servers that sweep in the same moment, one keeps what was seen, and writes the digest. */
  private async claim(tx: Pick<Writes, 'run'>, look: Look, now: Date): Promise<boolean> {
    const claimed = await tx.run(sql`update account set digest_looked_on = ${today(now)}, digest_due = ${look.due},
      digest_overdue = ${look.overdue}, last_digest_at = ${look.text ? now.toISOString() : look.last_digest_at}
      where id = ${look.id} and state = 'active' and coalesce(last_digest_at, '') = ${look.last_digest_at ?? ''}
      and coalesce(digest_looked_on, '') = ${look.digest_looked_on ?? ''}`);
    return claimed === 1;
  }
}
