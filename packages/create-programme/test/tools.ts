import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './workspace.js';

/** Runs one of the workspace's own tools in a folder of a copy, as a developer would, and answers its complaints. */
export const complaintsOf = (root: string, tool: string, folder: string, ...given: readonly string[]): string => {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  const { status, stdout, stderr } = spawnSync(join(repository, 'node_modules/.bin', tool), given, {
    cwd: join(root, folder),
    env: { ...env, NO_COLOR: '1' },
    encoding: 'utf8',
  });
  return status === 0 ? '' : `${tool} ${status}\n${stdout}${stderr}`;
};
