import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations, tables, verify } from '../../src/index.js';
import { SystemClock } from '../../src/platform/clock.js';
import { system } from '../../src/platform/call.js';
import { openSnapshot } from '../../src/platform/database/snapshot.js';
import { sql } from '../../src/platform/database/sql.js';
import { openSqlite } from '../../src/platform/database/sqlite.js';
import { writeAudit } from '../../src/platform/audit.js';
import { backup } from '../../src/upkeep/backup.js';
import { restore } from '../../src/upkeep/restore.js';

it('takes a backup made before an upgrade through the upgrade', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-older-'));
  const key = randomBytes(32);
  const schema = { tables, migrations };
  try {
    const old = join(folder, 'old', 'xieshou.db');
    const before = await openSqlite({ path: old, tables, migrations: migrations.slice(0, 1) });
    await before.write(async (tx) => {
      await tx.run(sql`insert into organisation (id, district_id, kind, name, name_key, created_at, version)
        values ('a', 'a', 'bureau', '局', '局', '2026-01-01T00:00:00.000Z', 1)`);
      await writeAudit({
        tx,
        engine: 'sqlite',
        key,
        clock: new SystemClock(),
        actor: system,
        event: { action: 'calendar.change', kind: 'organisation', id: 'a' },
      });
    });
    await before.close();
    const order = { schema, database: { path: old }, filesDir: join(folder, 'old', 'files') };
    const checks = await verify({ ...order, key });
    expect(checks.map((c) => [c.title.en, c.damages.length])).toEqual([['Schema', 1]]);

    const file = join(folder, 'old.tar.gz');
    const { manifest } = await backup({ ...order, file, now: new Date() });
    expect(manifest.schema).toHaveLength(1);
    const path = join(folder, 'new', 'xieshou.db');
    const filesDir = join(folder, 'new', 'files');
    await restore({ schema, file, key, database: { path }, filesDir });
    const restored = await openSnapshot({ path });
    expect(restored.schema).toEqual(migrations.map((M) => new M().name));
    expect(await restored.one(sql`select name from organisation where id = 'a'`)).toEqual({ name: '局' });
    await restored.close();
    expect((await verify({ schema, database: { path }, filesDir, key })).flatMap((c) => c.damages)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
