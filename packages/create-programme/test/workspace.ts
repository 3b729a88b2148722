import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));
export const template = join(repository, 'packages/create-programme/template');

/**
 * A copy of the workspace in which a programme can be made: what the scaffolder writes to is a copy, what it only reads
 * is linked to.
 */
export const copyOfWorkspace = () => {
  const root = mkdtempSync(join(tmpdir(), 'xieshou-create-'));
  for (const name of [
    'packages',
    'node_modules',
    '.prettierrc.json',
    'tsconfig.base.json',
    'vitest.shared.ts',
    'vitest.postgres.ts',
  ])
    symlinkSync(join(repository, name), join(root, name));
  mkdirSync(join(root, 'plugins'));
  mkdirSync(join(root, 'apps/server/src'), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json', 'src/programmes.ts'])
    cpSync(join(repository, 'apps/server', file), join(root, 'apps/server', file));
  return {
    root,
    /** Stands in for the installation: a new plugin depends on what the template depends on. */
    install: (id: string) => {
      symlinkSync(join(template, 'node_modules'), join(root, 'plugins', id, 'node_modules'));
      cpSync(join(repository, 'apps/server/node_modules'), join(root, 'apps/server/node_modules'), {
        recursive: true,
        verbatimSymlinks: false,
        filter: (path) => !path.includes('/node_modules/.'),
      });
      symlinkSync(join(root, 'plugins', id), join(root, 'apps/server/node_modules/@xieshou', id));
    },
    read: (path: string) => readFileSync(join(root, path), 'utf8'),
    /** Everything that it may have written, to compare before and after. */
    state: () => ({
      files: readdirSync(join(root, 'plugins'), { recursive: true, encoding: 'utf8' }).toSorted(),
      list: readFileSync(join(root, 'apps/server/src/programmes.ts'), 'utf8'),
      manifest: readFileSync(join(root, 'apps/server/package.json'), 'utf8'),
    }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};
