import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { KEYS, type Keys } from '../platform/tokens.js';
import type { Unit } from '../platform/units.js';
import { knownBrowser } from './access.tables.js';

/** A browser is known for so many days after its last sign-in. */
export const KNOWN_DAYS = 365;
/** Browsers that an account is known in; the one used longest ago gives way. */
export const BROWSERS_EACH = 20;
/** People whom one browser knows: an office computer is shared. */
export const PEOPLE_EACH = 8;

const SHAPE = /^[\w-]{22}\.[\w-]{43}$/;
const hashOf = (mark: string): string => createHash('sha256').update(mark).digest('hex');

export type KnownBrowser = Row<typeof knownBrowser>;

/**
 * Browsers in which somebody has signed in before. Guesses made elsewhere do not pause these, so that whoever guesses
 * at a password cannot keep its owner out. A browser keeps one mark for each person: a random id, signed for the
 * account. A mark opens nothing; it only says on which counter a wrong password is counted.
 */
@Injectable()
export class KnownBrowsers {
  constructor(
    @Inject(KEYS) private readonly keys: Keys,
    private readonly clock: Clock,
  ) {}

  /** The browser, as it is known to the owner of a user name; asks the same of names that nobody has. */
  async find(
    reads: Reads,
    o: { readonly username: string; readonly cookie: string | undefined },
  ): Promise<KnownBrowser | undefined> {
    const marks = marksOf(o.cookie);
    if (marks.length === 0) return undefined;
    const rows = await reads.all<KnownBrowser>(sql`select b.* from known_browser b
      join account a on a.id = b.account_id and a.username = ${o.username}
      where b.token_hash in ${list(marks.map(hashOf))} and b.ends_at > ${this.clock.instant()}`);
    return rows.find((row) =>
      marks.some((mark) => hashOf(mark) === row.token_hash && this.isSigned(mark, row.account_id)),
    );
  }

  /** Makes a browser known after a sign-in, its mark replaced. Answers the cookie's new value. */
  async renew(unit: Unit, o: { readonly accountId: string; readonly cookie: string | undefined }): Promise<string> {
    const marks = marksOf(o.cookie);
    const others = marks.filter((mark) => !this.isSigned(mark, o.accountId));
    const id = randomBytes(16).toString('base64url');
    const mark = `${id}.${this.sign(id, o.accountId)}`;
    if (others.length < marks.length)
      await unit.run(sql`delete from known_browser where account_id = ${o.accountId}
        and token_hash in ${list(marks.map(hashOf))}`);
    await unit.insert(knownBrowser, {
      token_hash: hashOf(mark),
      account_id: o.accountId,
      failures: 0,
      created_at: this.clock.instant(),
      ends_at: new Date(this.clock.now().getTime() + KNOWN_DAYS * 86_400_000).toISOString(),
    });
    await unit.run(sql`delete from known_browser where account_id = ${o.accountId} and token_hash not in (
      select token_hash from known_browser where account_id = ${o.accountId} and ends_at > ${this.clock.instant()}
      order by created_at desc, case when token_hash = ${hashOf(mark)} then 0 else 1 end limit ${BROWSERS_EACH})`);
    return [mark, ...others].slice(0, PEOPLE_EACH).join('~');
  }

  private isSigned(mark: string, accountId: string): boolean {
    const [id, signature] = mark.split('.');
    return timingSafeEqual(Buffer.from(signature!), Buffer.from(this.sign(id!, accountId)));
  }

  private sign(id: string, accountId: string): string {
    return createHmac('sha256', this.keys.browsers).update(`${accountId}\n${id}`).digest('base64url');
  }
}

const marksOf = (cookie: string | undefined): string[] =>
  (cookie ?? '').split('~', PEOPLE_EACH).filter((mark) => SHAPE.test(mark));
