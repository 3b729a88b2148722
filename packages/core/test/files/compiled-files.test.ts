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

// Other tests run the sources. Here the folder is compiled as for production and run by Node alone, because the thread
// is found by its file name, which no compiler checks.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xieshou-files-'));
  const config = {
    extends: join(CORE, '../../tsconfig.base.json'),
    include: [join(CORE, 'src/files')],
    compilerOptions: { allowJs: true, rootDir: join(CORE, 'src'), outDir: join(folder, 'dist'), customConditions: [] },
  };
  await symlink(join(CORE, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  // Types of other folders are none of this test's business: only what is emitted counts.
  await run(join(CORE, 'node_modules/.bin/tsc'), ['-p', folder, '--noCheck'], { cwd: CORE });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('the compiled port writes and reads under plain Node', async () => {
  const script = `
    import { readRows, writeTemplate, WorkbookRefused } from './dist/files/workbook.js';
    const content = await writeTemplate({
      sheet: '名单', columns: [{ key: 'a', title: '姓名', required: true, help: '' }], helpSheet: '填写说明',
      helpHeaders: ['列名', '是否必填', '说明', '可选值', '示例'], yes: '是', no: '否', rows: [{ a: '张三' }],
    });
    const read = await readRows({ content });
    const refused = await readRows({ content: content.subarray(0, 900) }).catch((error) => error);
    console.log(JSON.stringify([read, refused instanceof WorkbookRefused, refused.code]));
  `;
  await writeFile(join(folder, 'main.js'), script);
  const { stdout } = await run(process.execPath, ['main.js'], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual([
    { sheet: '名单', header: ['姓名'], rows: [{ row: 2, cells: { 姓名: '张三' } }] },
    true,
    'not-a-workbook',
  ]);
});
