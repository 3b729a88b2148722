import { Inject, Injectable } from '@nestjs/common';
import type { Text } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { openText, sealText } from '../platform/sensitive.js';
import { DATABASE, KEYS, type Keys } from '../platform/tokens.js';
import { type Unit, Units } from '../platform/units.js';
import type { changeMyMail, readMyMail } from './mail.api.js';
import { mail } from './mail.tables.js';
import { MAIL, type MailSettings } from './mail-settings.js';

const placeOf = (accountId: string) => `account.mail_address ${accountId}`;

/** Who wants mail, and what is to be sent to them. */
@Injectable()
export class Outbox {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(MAIL) private readonly settings: MailSettings | undefined,
    private readonly units: Units,
    private readonly clock: Clock,
  ) {}

  async mine({ scope }: Call<typeof readMyMail>) {
    const row = await this.database.one<{ mail_address: string | null }>(
      sql`select mail_address from account where id = ${scope.userId}`,
    );
    return this.dto(scope.userId, row?.mail_address ?? null);
  }

  change({ scope, actor, body, language }: Call<typeof changeMyMail>) {
    return this.units.run(actor, async (unit) => {
      const sealed = body.address === null ? null : sealText(this.keys.sensitive, body.address, placeOf(scope.userId));
      await unit.run(sql`update account set mail_address = ${sealed},
        mail_language = ${sealed === null ? null : language} where id = ${scope.userId}`);
      await unit.audit({
        action: sealed === null ? 'account.mailOff' : 'account.mailOn',
        kind: 'account',
        id: scope.userId,
      });
      return this.dto(scope.userId, sealed);
    });
  }

  /** Puts a mail down, in the unit of what it tells, for an account that wants it; sent afterwards. */
  async put(unit: Unit, o: { readonly accountId: string; readonly text: Text }): Promise<void> {
    if (!this.settings) return;
    const row = await unit.one(sql`select id from account where id = ${o.accountId} and mail_address is not null`);
    if (!row) return;
    const now = this.clock.instant();
    await unit.insert(mail, {
      id: newId(this.clock.now().getTime()),
      account_id: o.accountId,
      text: JSON.stringify(o.text),
      state: 'waiting',
      attempts: 0,
      next_at: now,
      created_at: now,
    });
  }

  addressOf(accountId: string, sealed: string): string {
    return openText(this.keys.sensitive, sealed, placeOf(accountId));
  }

  private dto(accountId: string, sealed: string | null) {
    return {
      available: this.settings !== undefined,
      address: sealed === null ? null : this.addressOf(accountId, sealed),
    };
  }
}
