import { basename, join, resolve } from 'node:path';
import {
  Accounts,
  backup,
  createKernel,
  type DatabasePlace,
  type Kernel,
  migrations,
  operator,
  purgeProgramme,
  rebuildTallies,
  restore,
  type Schema,
  stampedName,
  tables,
  Units,
  verify,
} from '@xieshou/core';
import { t } from '@xieshou/sdk';
import { type Configuration, filesDirOf } from '../configuration.js';
import { keysOf, placeKey, readKeys } from '../key-file.js';
import { programmes } from '../programmes.js';
import { ruleThreads } from '../rule-threads.js';
import { type Order, UsageError } from './arguments.js';
import { askKey } from './ask-key.js';
import { bothOf, print, printChecks, printRows, sizeOf } from './printing.js';

type OrderOf<C extends Order['command']> = Extract<Order, { readonly command: C }>;

const schema: Schema = { tables, migrations };

/** Where a path that the operator typed leads: from the folder they stood in, which pnpm leaves for the root. */
const typed = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

const keysFor = (c: Configuration) => readKeys({ path: c.keyFile, mayMake: false });

/** Works on the data through the kernel, without listening. On SQLite no server may be running beside it. */
const withKernel = async <R>(c: Configuration, work: (kernel: Kernel) => Promise<R>): Promise<R> => {
  const kernel = await createKernel({
    database: c.database,
    programmes,
    keys: keysFor(c),
    settings: { publicUrl: c.publicUrl, secure: c.secure, filesDir: filesDirOf(c.dataDir) },
    // Jobs that it might take up while it is open include tonight's backup.
    backupDir: c.backupDir,
    ...ruleThreads,
    quiet: true,
  });
  try {
    return await work(kernel);
  } finally {
    await kernel.close();
  }
};

export const runVerify = async (
  c: Configuration,
  place: { readonly database: DatabasePlace; readonly filesDir: string } = {
    database: c.database,
    filesDir: filesDirOf(c.dataDir),
  },
  key = keysFor(c).audit,
): Promise<boolean> => {
  const sound = printChecks(await verify({ schema, ...place, key }));
  print(
    sound
      ? '  全部完好 Everything is sound'
      : '  有损坏，按上面的办法处理 Something is damaged: follow the remedies above',
  );
  return sound;
};

export const runRebuild = async (c: Configuration): Promise<boolean> => {
  const n = await withKernel(c, ({ app }) =>
    app.get(Units).run(operator, async (unit) => {
      const differing = await rebuildTallies(unit);
      await unit.audit({ action: 'tally.rebuild', kind: 'tally', detail: { differing } });
      return differing;
    }),
  );
  print(
    bothOf(t(`月度合计已由事实重算，改正了 ${n} 处`, `The tallies were made anew from the facts; ${n} were put right`)),
  );
  return true;
};

export const runBackup = async (c: Configuration, { file }: OrderOf<'backup'>): Promise<boolean> => {
  const now = new Date();
  const made = await backup({
    schema,
    database: c.database,
    filesDir: filesDirOf(c.dataDir),
    file: file === undefined ? join(c.backupDir, stampedName('xieshou', now)) : typed(file),
    now,
  });
  const { count, missing } = made.manifest.files;
  print(
    `  ${made.file}`,
    bothOf(
      t(
        `${made.rows} 行、${count} 个文件，${sizeOf(made.bytes)}。备份里没有密钥：请另行保管 ${c.keyFile}`,
        `${made.rows} rows, ${count} files, ${sizeOf(made.bytes)}. The key is not in it: keep a copy of ${c.keyFile} elsewhere`,
      ),
    ),
  );
  if (missing.length === 0) return true;
  print(
    bothOf(
      t(
        `有 ${missing.length} 个上传的文件缺失或损坏，没有进入备份：执行 verify 查看`,
        `${missing.length} stored file(s) are missing or damaged and not in the backup: run verify to see which`,
      ),
    ),
  );
  return false;
};

/** A data folder, or a PostgreSQL address with the files in the configured data folder. */
const targetOf = (c: Configuration, into: string, env: NodeJS.ProcessEnv) => {
  if (/^postgres(ql)?:/.test(into)) {
    if (!URL.canParse(into))
      throw new UsageError(
        t(
          '--into 不是 PostgreSQL 地址：应形如 postgres://用户:密码@主机:5432/数据库',
          '--into is no PostgreSQL address: write postgres://user:password@host:5432/database',
        ),
      );
    return { database: { url: into }, filesDir: filesDirOf(c.dataDir), keyFile: c.keyFile };
  }
  const folder = typed(into);
  return {
    database: { path: join(folder, 'xieshou.db') },
    filesDir: filesDirOf(folder),
    keyFile: env['XIESHOU_KEY_FILE'] ? c.keyFile : join(folder, 'xieshou.key'),
  };
};

export const runRestore = async (
  c: Configuration,
  order: OrderOf<'restore'>,
  env: NodeJS.ProcessEnv,
): Promise<boolean> => {
  const { keyFile, ...target } = targetOf(c, order.into, env);
  const text = await askKey(order.keyFile === undefined ? undefined : typed(order.keyFile));
  const key = keysOf(text)!.audit;
  const manifest = await restore({ schema, file: typed(order.file), key, ...target, mayHold: [basename(keyFile)] });
  placeKey(keyFile, text);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  print(
    bothOf(
      t(
        `已恢复 ${manifest.createdAt} 的备份：${rows} 行、${manifest.files.count} 个文件；密钥在 ${keyFile}`,
        `The backup of ${manifest.createdAt} is restored: ${rows} rows, ${manifest.files.count} files; the key is in ${keyFile}`,
      ),
    ),
  );
  return runVerify(c, target, key);
};

export const runReset = async (c: Configuration, { username }: OrderOf<'reset-user'>): Promise<boolean> => {
  const { name, state, password } = await withKernel(c, ({ app }) => app.get(Accounts).resetByName(operator, username));
  print(
    bothOf(
      t(
        `${name}（${username}）的一次性密码：${password}。首次登录须修改；原有登录已全部退出`,
        `One-time password of ${name} (${username}): ${password}. It must be changed at the next sign-in; all sessions have ended`,
      ),
    ),
  );
  if (state !== 'active')
    print(
      bothOf(
        t(
          '注意：该账号已停用，登录前请先启用',
          'Note: the account is suspended; it must be made active before it can sign in',
        ),
      ),
    );
  return true;
};

export const runPurge = async (c: Configuration, order: OrderOf<'purge'>): Promise<boolean> => {
  if (!order.yes)
    throw new UsageError(
      t(
        '清除不能撤销：会先导出，再删除这个项目的全部记录。确定要清除，请加上 --yes',
        'A purge cannot be undone: it exports, then removes every record of this programme. Add --yes if that is what you want',
      ),
    );
  const now = new Date();
  const folder =
    order.to === undefined ? join(c.dataDir, 'exports', `purge-${order.id}-${now.getTime()}`) : typed(order.to);
  const { title, workbooks, filed, files, rows } = await withKernel(c, ({ app, database }) =>
    purgeProgramme({ app, database, tables, filesDir: filesDirOf(c.dataDir), id: order.id, folder }),
  );
  print(
    bothOf(
      t(
        `已清除项目“${title}”；导出在 ${folder}（${workbooks.length} 本台账，filed/ 中是 ${filed.length} 个存档文件，rows/ 中是全部数据行，files/ 中是 ${files.written} 个附件${files.lost.length > 0 ? `；另有 ${files.lost.length} 个附件早已丢失` : ''}）`,
        `The programme "${title}" is purged; its export is in ${folder} (${workbooks.length} ledgers, ${filed.length} filed files in filed/, all rows in rows/, ${files.written} attachments in files/${files.lost.length > 0 ? `; ${files.lost.length} had been lost before` : ''})`,
      ),
    ),
  );
  printRows(rows);
  return true;
};
