import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const CORE = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';

// Other tests run the sources. Here the folders are compiled as for production and run by Node alone, because threads
// and the work in them are found by file names, which no compiler checks.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xieshou-rules-'));
  const config = {
    extends: join(CORE, '../../tsconfig.base.json'),
    include: [join(CORE, 'src/rules'), join(CORE, 'src/registers')],
    compilerOptions: { allowJs: true, rootDir: join(CORE, 'src'), outDir: join(folder, 'dist'), customConditions: [] },
  };
  await symlink(join(CORE, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  // Types of other folders are none of this test's business: only what is emitted counts.
  await run(join(CORE, 'node_modules/.bin/tsc'), ['-p', folder, '--noCheck'], { cwd: CORE });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('a compiled thread asks the rules of a compiled programme under plain Node', async () => {
  const programme = `export const programmes = [{ id: 'x', eligible: { helped: ({ id }) => [{ rule: id }] } }];`;
  const main = `
    import { runInThread } from './dist/rules/rule-thread.js';
    const here = (file) => new URL(file, import.meta.url).href;
    console.log(JSON.stringify(await runInThread({
      job: {
        programmes: here('./programmes.js'), plugin: 'x', rule: 'eligible.helped',
        work: here('./dist/registers/eligible-work.js'),
        input: { side: 'helped', settings: {}, candidates: [{ id: 'a' }, { id: 'b' }] },
      },
      limits: { seconds: 30, memoryMiB: 64 },
      signal: new AbortController().signal,
      progress: () => {},
    })));
  `;
  await writeFile(join(folder, 'programmes.js'), programme);
  await writeFile(join(folder, 'main.js'), main);
  const { stdout } = await run(process.execPath, ['main.js'], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual([[{ rule: 'a' }], [{ rule: 'b' }]]);
});
