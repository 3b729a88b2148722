import { type Text, t } from '@xieshou/sdk';
import { storedFile } from '../files/files.tables.js';
import { verifyAudit } from '../platform/audit.js';
import type { DatabasePlace, Snapshot } from '../platform/database/snapshot.js';
import { sql } from '../platform/database/sql.js';
import { orphansIn, pagesOf } from '../platform/database/walking.js';
import { differingTallies } from '../records/tally-check.js';
import { lookAt, openExisting, storedPath } from './disk.js';
import { assertKnown, namesOf, type Schema } from './schema.js';

/** Something that is not as it should be, and what to do about it. */
export interface Damage {
  readonly what: Text;
  readonly remedy: Text;
}

export interface Check {
  readonly title: Text;
  /** What was looked at, and how much of it. */
  readonly looked: Text;
  readonly damages: readonly Damage[];
}

export interface VerifyOrder {
  readonly schema: Schema;
  readonly database: DatabasePlace;
  readonly filesDir: string;
  readonly key: Buffer;
}

/** As many damages of one kind as a person will read; the rest is counted. */
const NAMED = 20;

const restoreIt = t(
  '停止服务，用最近一份完好的备份恢复；查清是谁、用什么改动了数据库',
  'Stop the server and restore the latest sound backup; find out who changed the database, and with what',
);

const firstOf = (damages: readonly Damage[], remedy: Text): Damage[] =>
  damages.length <= NAMED
    ? [...damages]
    : [
        ...damages.slice(0, NAMED),
        { what: t(`另有 ${damages.length - NAMED} 处`, `and ${damages.length - NAMED} more`), remedy },
      ];

const storage = async (snapshot: Snapshot): Promise<Check> => {
  const found = await snapshot.damage();
  return {
    title: t('存储', 'Storage'),
    looked: found ? t('数据库文件', 'the database file') : t('由数据库服务自行检查', 'left to the database service'),
    damages: firstOf(
      (found ?? []).map((line) => ({ what: t(line, line), remedy: restoreIt })),
      restoreIt,
    ),
  };
};

const pointers = async (snapshot: Snapshot, schema: Schema): Promise<Check> => {
  const found = await orphansIn(snapshot, schema.tables);
  return {
    title: t('引用', 'Foreign keys'),
    looked: t(`${schema.tables.length} 张表`, `${schema.tables.length} tables`),
    damages: found.map((o) => ({
      what: t(
        `${o.table}.${o.column} 有 ${o.rows} 行指向不存在的 ${o.target}（如 ${o.example}）`,
        `${o.rows} row(s) of ${o.table}.${o.column} point at a ${o.target} that is not there (such as ${o.example})`,
      ),
      remedy: restoreIt,
    })),
  };
};

const audit = async (snapshot: Snapshot, key: Buffer): Promise<Check> => {
  const { entries, unsealed, broken } = await verifyAudit({ database: snapshot, key });
  const remedy = restoreIt;
  // Nothing at all holds: more likely the wrong key than a changed entry.
  if (entries > 0 && broken.length >= entries)
    return {
      title: t('审计链', 'Audit chain'),
      looked: t(`${entries} 条`, `${entries} entries`),
      damages: [
        {
          what: t('没有一条与密钥相符', 'not one entry agrees with the key'),
          remedy: t(
            '检查 XIESHOU_KEY_FILE 是否就是建立这份数据时的密钥文件',
            'See that XIESHOU_KEY_FILE is the key file that this data was made with',
          ),
        },
      ],
    };
  return {
    title: t('审计链', 'Audit chain'),
    looked: t(
      `${entries} 条${unsealed > 0 ? `，其中 ${unsealed} 条待封存` : ''}`,
      `${entries} entries${unsealed > 0 ? `, ${unsealed} of them not sealed yet` : ''}`,
    ),
    damages: firstOf(
      broken.map((id) => ({
        what: t(
          `审计记录 ${id} 或它前面的一条被改动、删除或插入`,
          `audit entry ${id}, or the one before it, was changed, removed or inserted`,
        ),
        remedy,
      })),
      remedy,
    ),
  };
};

const tallies = async (snapshot: Snapshot): Promise<Check> => {
  const [facts, found] = [
    await snapshot.one<{ n: number }>(sql`select count(*) as n from fact`),
    await differingTallies(snapshot),
  ];
  const remedy = t(
    '事实没有丢失，月度合计可由事实重算：停止服务后执行 xieshou rebuild-tallies；再次出现请报告给开发者',
    'No fact is lost and tallies are made from facts: stop the server and run xieshou rebuild-tallies; if it happens again, tell the developers',
  );
  return {
    title: t('月度合计', 'Tallies'),
    looked: t(`对照 ${Number(facts?.n ?? 0)} 条事实`, `against ${Number(facts?.n ?? 0)} facts`),
    damages: firstOf(
      found.map((d) => ({
        what: t(
          `项目 ${d.programme}、结对 ${d.subject}、${d.name}、${d.month}：合计为 ${d.held.count} 次 ${d.held.sum}，事实为 ${d.counted.count} 次 ${d.counted.sum}`,
          `programme ${d.programme}, pairing ${d.subject}, ${d.name}, ${d.month}: the tally says ${d.held.count} / ${d.held.sum}, the facts ${d.counted.count} / ${d.counted.sum}`,
        ),
        remedy,
      })),
      remedy,
    ),
  };
};

const files = async (snapshot: Snapshot, filesDir: string): Promise<Check> => {
  const seen = new Set<string>();
  const damages: Damage[] = [];
  const remedy = t(
    '从备份中取出同名文件（files/<哈希>）放回原处',
    'Take the file of that name (files/<hash>) out of a backup and put it back',
  );
  for await (const page of pagesOf(snapshot, { table: storedFile, columns: ['id', 'hash'] }))
    for (const row of page) {
      const hash = String(row['hash']);
      if (seen.has(hash)) continue;
      seen.add(hash);
      const path = storedPath(filesDir, hash);
      const found = await lookAt(path);
      if (!found) damages.push({ what: t(`文件“${path}”不见了`, `the file "${path}" is gone`), remedy });
      else if (found.sha256 !== hash)
        damages.push({ what: t(`文件“${path}”的内容变了`, `the file "${path}" is not what it was`), remedy });
    }
  return {
    title: t('上传的文件', 'Stored files'),
    looked: t(`${seen.size} 个文件`, `${seen.size} files`),
    damages: firstOf(damages, remedy),
  };
};

/** Filed sheets against the files they point at: what was filed must be what is kept. */
const filed = async (snapshot: Snapshot): Promise<Check> => {
  const all = await snapshot.one<{ n: number }>(sql`select count(*) as n from filed_sheet`);
  const found = await snapshot.all<{ id: string }>(sql`select f.id from filed_sheet f
    left join stored_file r on r.id = f.rows_file left join stored_file w on w.id = f.workbook_file
    where r.hash is null or w.hash is null or r.hash <> f.hash or w.hash <> f.workbook_hash order by f.id`);
  return {
    title: t('存档表册', 'Filed sheets'),
    looked: t(`${Number(all?.n ?? 0)} 份`, `${Number(all?.n ?? 0)} sheets`),
    damages: firstOf(
      found.map(({ id }) => ({
        what: t(`存档表册 ${id} 的校验值与其文件不符`, `the hash of filed sheet ${id} is not that of its file`),
        remedy: restoreIt,
      })),
      restoreIt,
    ),
  };
};

/** Looks at everything that can be checked, at one moment, changing nothing. Sound when no check has damages. */
export const verify = async (o: VerifyOrder): Promise<Check[]> => {
  const snapshot = await openExisting(o.database);
  try {
    assertKnown(o.schema, snapshot.schema);
    const newest = namesOf(o.schema).at(-1)!;
    const schema: Check = {
      title: t('数据结构', 'Schema'),
      looked: t(snapshot.schema.at(-1)!, snapshot.schema.at(-1)!),
      damages:
        snapshot.schema.at(-1) === newest
          ? []
          : [
              {
                what: t(`数据尚未升级到 ${newest}`, `the data has not been upgraded to ${newest}`),
                remedy: t(
                  '先备份，再启动一次服务完成升级',
                  'Make a backup, then start the server once: it upgrades the data',
                ),
              },
            ],
    };
    if (schema.damages.length > 0) return [schema];
    return [
      schema,
      await storage(snapshot),
      await pointers(snapshot, o.schema),
      await audit(snapshot, o.key),
      await tallies(snapshot),
      await files(snapshot, o.filesDir),
      await filed(snapshot),
    ];
  } finally {
    await snapshot.close();
  }
};
