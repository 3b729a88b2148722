import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations, tables } from '../../src/index.js';
import { sql } from '../../src/platform/database/sql.js';
import { openSqlite } from '../../src/platform/database/sqlite.js';

it('adds columns to tables that others point at, and keeps every row', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-growing-'));
  const path = join(folder, 'xieshou.db');
  const at = '2026-01-01T00:00:00.000Z';
  try {
    const first = migrations.findIndex((M) => new M().name.startsWith('IdentityAndAccounts'));
    const before = await openSqlite({ path, tables, migrations: migrations.slice(0, first) });
    await before.write(async (tx) => {
      await tx.run(sql`insert into organisation (id, district_id, kind, name, name_key, created_at, version)
        values ('o', 'o', 'bureau', '局', '局', ${at}, 1)`);
      await tx.run(sql`insert into person (id, district_id, organisation_id, kind, name, name_key, created_at, version)
        values ('p', 'o', 'o', 'teacher', '张', '张', ${at}, 1)`);
      await tx.run(sql`insert into account (id, district_id, person_id, username, name, password_hash, state, failures, created_at, version)
        values ('a', 'o', 'p', 'zhang', '张', '-', 'active', 0, ${at}, 1)`);
      await tx.run(sql`insert into assignment (id, account_id, organisation_id, district_id, role, created_at)
        values ('r', 'a', 'o', 'o', 'teacher', ${at})`);
      await tx.run(sql`insert into session (token_hash, account_id, assignment_id, csrf, created_at, seen_at, ends_at)
        values ('s', 'a', 'r', 'c', ${at}, ${at}, ${at})`);
    });
    await before.close();
    const after = await openSqlite({ path, tables, migrations });
    expect(
      await after.one(sql`select p.id_number, a.person_id, r.delegated_from, s.token_hash from session s
      join account a on a.id = s.account_id join assignment r on r.id = s.assignment_id join person p on p.id = a.person_id`),
    ).toEqual({
      id_number: null,
      person_id: 'p',
      delegated_from: null,
      token_hash: 's',
    });
    expect(await after.drift()).toEqual([]);
    expect(await after.all(sql`pragma foreign_key_check`)).toEqual([]);
    await after.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
