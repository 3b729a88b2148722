import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { account } from '../access/access.tables.js';
import { breathe, pieces } from '../imports/bulk.js';
import { nameKeys } from '../organisations/organisation-rows.js';
import { organisation } from '../organisations/organisations.tables.js';
import { personKeys } from '../people/people.js';
import { person } from '../people/people.tables.js';
import type { Database } from '../platform/database/database.js';
import { identifierText, sql } from '../platform/database/sql.js';
import type { Table } from '../platform/database/table.js';
import { type NameSounds, nameSounds } from '../platform/name-sounds.js';
import { DATABASE } from '../platform/tokens.js';

const named: readonly (readonly [Table, (name: string) => NameSounds])[] = [
  [organisation, nameKeys],
  [person, personKeys],
  [account, (name) => nameSounds(name, { most: 50, person: true })],
];

/** Gives names that were written before there was a search what they are found by, once, when the server starts. */
@Injectable()
export class NameFilling implements OnApplicationBootstrap {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const [{ name: table }, sounds] of named) {
      const at = identifierText(`"${table}"`);
      const rows = await this.database.all<{ id: string; name: string }>(
        sql`select id, name from ${at} where name_initials is null`,
      );
      for (const piece of pieces(rows)) {
        await this.database.write(async (tx) => {
          for (const { id, name } of piece) {
            const { name_initials, name_pinyin } = sounds(name);
            // A name that was changed meanwhile has brought its own.
            await tx.run(sql`update ${at} set name_initials = ${name_initials}, name_pinyin = ${name_pinyin}
              where id = ${id} and name_initials is null`);
          }
        });
        await breathe();
      }
    }
  }
}
