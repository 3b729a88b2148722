import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Line, shownSize, shownTime } from '../results.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** What a folder holds, links not followed. */
const sizeOf = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => {
    const path = join(folder, name);
    const found = lstatSync(path);
    return sum + (found.isDirectory() ? sizeOf(path) : found.size);
  }, 0);

/** W8: the server with what it needs to run and nothing else, from the package manager's store. Reported, no goal. */
export const measureInstall = async (): Promise<Line[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'xieshou-install-'));
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string };
  try {
    const began = performance.now();
    execFileSync(
      'npx',
      ['-y', packageManager, '--filter', '@xieshou/server', 'deploy', '--prod', '--legacy', '--offline', folder],
      { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    return [
      {
        workload: 'W8',
        what: 'install of the server alone, packages at hand',
        ours: `${shownTime(performance.now() - began)}, ${shownSize(sizeOf(folder))}`,
        floor: '',
        ratio: '',
        goal: '',
        met: undefined,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
