import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { instantOfMidnight, type SchoolCalendar, type Text } from '@xieshou/sdk';
import { roleWords } from '../access/role-words.js';
import type { Role } from '../access/access.api.js';
import { Sessions } from '../access/sessions.js';
import { Outbox } from '../mail/outbox.js';
import { Notifications } from '../notifications/notifications.js';
import { system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
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

interface Candidate {
  readonly id: string;
  readonly district_id: string | null;
  readonly unread: number;
}
interface Digest extends Candidate {
  readonly text: Text;
}
interface Round {
  /** When it began: what comes after that is new to the next digest. */
  readonly now: Date;
  readonly calendars: ReadonlyMap<string, SchoolCalendar>;
}

/**
 * 每日提要: once on a working day, everybody to whom something new came that they have not read is told what waits for
 * them, programme by programme. Whoever has read everything is told nothing.
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

  /** Writes the digests that are due, as many as one sweep may. Answers how many. */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    const calendars = await this.openCalendars(now);
    let written = 0;
    const candidates = await this.candidates([...calendars.keys()]);
    for (let n = 0; n < candidates.length && !this.stopping; n += TOGETHER) {
      const digests: Digest[] = [];
      for (const one of candidates.slice(n, n + TOGETHER)) digests.push({ ...one, text: await this.textFor(one) });
      written += await this.units.run(system, (unit) => this.write(unit, { digests, calendars, now }));
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

  /** Whoever has no digest of today and something unread that came since the last one. */
  private async candidates(districts: readonly string[]): Promise<Candidate[]> {
    if (districts.length === 0) return [];
    const rows = await this.database.all<Candidate>(sql`select a.id, a.district_id,
        (select count(*) from notification n where n.user_id = a.id and n.read_at is null and n.kind <> 'digest') as unread
      from account a where a.state = 'active' and coalesce(a.district_id, '') in ${list(districts)}
      and coalesce(a.last_digest_at, '') < ${instantOfMidnight(this.clock.today())}
      and exists (select 1 from notification n where n.user_id = a.id and n.read_at is null and n.kind <> 'digest'
        and n.created_at >= coalesce(a.last_digest_at, ''))
      order by a.id limit ${AT_ONCE}`);
    return rows.map((row) => ({ ...row, unread: Number(row.unread) }));
  }

  private async textFor({ id, unread }: Candidate): Promise<Text> {
    const scopes = await this.sessions.scopesOf(id);
    const roles: RolePending[] = [];
    for (const scope of scopes)
      roles.push({
        role: scopes.length > 1 ? roleWords[scope.role as Role] : null,
        programmes: await this.pending.of(scope),
      });
    return digestWords({ unread, roles });
  }

  private async write(
    unit: Unit,
    { digests, calendars, now }: Round & { readonly digests: readonly Digest[] },
  ): Promise<number> {
    let written = 0;
    for (const { id, district_id, text } of digests)
      if (await this.claim(unit, id, { now, calendar: calendars.get(district_id ?? '')! })) {
        await this.notifications.tellOne(unit, {
          accountId: id,
          districtId: district_id,
          kind: 'digest',
          text,
          link: '/',
        });
        await this.outbox.put(unit, { accountId: id, text });
        written += 1;
      }
    await unit.audit({ action: 'notification.digest', kind: 'notification', id: null, detail: { written } });
    return written;
  }

  /** Of two servers that sweep in the same moment, one writes it. */
  private async claim(
    unit: Unit,
    id: string,
    { now, calendar }: { readonly now: Date; readonly calendar: SchoolCalendar },
  ): Promise<boolean> {
    const row = await unit.one<{ last_digest_at: string | null }>(
      sql`select last_digest_at from account where id = ${id} and state = 'active'`,
    );
    const last = row?.last_digest_at ?? null;
    if (!row || !digestDue({ now, calendar, last })) return false;
    const claimed = await unit.run(sql`update account set last_digest_at = ${now.toISOString()}
      where id = ${id} and coalesce(last_digest_at, '') = ${last ?? ''}`);
    return claimed === 1;
  }
}
