import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import templateProgramme from '@xieshou/laboratory-sharing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProgramme, NotCreated } from '../src/create-programme.js';
import { complaintsOf } from './tools.js';
import { copyOfWorkspace } from './workspace.js';

let workspace: ReturnType<typeof copyOfWorkspace>;
beforeEach(() => {
  workspace = copyOfWorkspace();
});
afterEach(() => workspace.remove());

const formatted = ['--check', 'plugins', 'apps/server/src', 'apps/server/package.json'];

const refusal = (id: string | undefined) => {
  try {
    createProgramme({ root: workspace.root, id });
  } catch (error) {
    if (error instanceof NotCreated) return { zh: error.zh, en: error.en };
    throw error;
  }
  throw new Error('It was created.');
};

describe('a new programme', () => {
  it('compiles, is listed by the server, keeps the contract and is formatted', { timeout: 600_000 }, () => {
    const id = 'village-choirs';
    expect(createProgramme({ root: workspace.root, id })).toBe('plugins/village-choirs');
    workspace.install(id);
    expect(complaintsOf(workspace.root, 'prettier', '.', ...formatted)).toBe('');
    expect(complaintsOf(workspace.root, 'tsc', `plugins/${id}`, '-p', 'tsconfig.json', '--noEmit')).toBe('');
    expect(complaintsOf(workspace.root, 'tsc', 'apps/server', '-p', 'tsconfig.json', '--noEmit')).toBe('');
    const config = '../../vitest.postgres.ts';
    expect(complaintsOf(workspace.root, 'vitest', `plugins/${id}`, 'run', '--config', config, '--root', '.')).toBe('');
  });

  it('goes by its own names everywhere', () => {
    createProgramme({ root: workspace.root, id: 'village-choirs' });
    const { files } = workspace.state();
    const own = files.filter((file) => /\.(ts|json|md)$/.test(file)).map((file) => `plugins/${file}`);
    expect(own).toEqual(
      expect.arrayContaining(['plugins/village-choirs/src/index.ts', 'plugins/village-choirs/README.zh-CN.md']),
    );
    const { id, title } = templateProgramme;
    for (const file of own)
      for (const word of [id, title.zh, title.en]) expect(workspace.read(file), file).not.toContain(word);
    const definition = workspace.read('plugins/village-choirs/src/index.ts');
    expect(definition).toContain("id: 'village-choirs'");
    expect(definition).toContain("t('新项目（village-choirs）', 'Village choirs')");
    expect(files.filter((file) => /(^|\/)(node_modules|dist|\.turbo|\.new-.*)$/.test(file))).toEqual([]);
  });

  it('is added to those before it, however many there are', () => {
    const ids = ['village-choirs', 'a'.repeat(20) + '-' + 'b'.repeat(19), 'peer-reading'];
    const before = workspace.read('apps/server/src/programmes.ts');
    for (const id of ids) createProgramme({ root: workspace.root, id });
    const list = workspace.read('apps/server/src/programmes.ts');
    for (const id of ids) expect(list).toContain(`from '@xieshou/${id}';\n`);
    const listed = (text: string) =>
      /\[([^[\]]+)\];/
        .exec(text)![1]!
        .split(',')
        .map((name) => name.trim());
    expect(listed(list).filter(Boolean)).toEqual([
      ...listed(before).filter(Boolean),
      'villageChoirs',
      `${'a'.repeat(20)}B${'b'.repeat(18)}`,
      'peerReading',
    ]);
    const { dependencies } = JSON.parse(workspace.read('apps/server/package.json')) as { dependencies: object };
    expect(dependencies).toMatchObject(Object.fromEntries(ids.map((id) => [`@xieshou/${id}`, 'workspace:*'])));
    expect(complaintsOf(workspace.root, 'prettier', '.', ...formatted)).toBe('');
  });
});

describe('a programme that cannot be made', () => {
  it.each([
    [undefined, '缺少', 'missing'],
    ['', '缺少', 'missing'],
    ['choirs', '小写英文单词', 'lower-case'],
    ['Village-Choirs', '小写英文单词', 'lower-case'],
    ['village_choirs', '小写英文单词', 'lower-case'],
    ['village--choirs', '小写英文单词', 'lower-case'],
    ['village-2', '小写英文单词', 'lower-case'],
    ['../village-choirs', '小写英文单词', 'lower-case'],
    ['乡村-合唱', '小写英文单词', 'lower-case'],
    [`${'a'.repeat(20)}-${'b'.repeat(20)}`, '40 个字符', '40 characters'],
    ['create-programme', '已经有名为', 'a package'],
    ['laboratory-sharing', '已经有名为', 'a package'],
  ])('says what is wrong with the id %s, and changes nothing', (id, zh, en) => {
    const before = workspace.state();
    const said = refusal(id);
    expect(said.zh).toContain(zh);
    expect(said.en).toContain(en);
    expect(workspace.state()).toEqual(before);
  });

  it('leaves a folder that exists as it is', () => {
    mkdirSync(join(workspace.root, 'plugins/village-choirs'));
    const before = workspace.state();
    expect(refusal('village-choirs').en).toContain('plugins/village-choirs exists already');
    expect(workspace.state()).toEqual(before);
  });

  it('leaves a list that it does not understand as it is', () => {
    writeFileSync(join(workspace.root, 'apps/server/src/programmes.ts'), 'export const programmes = [];\n');
    const before = workspace.state();
    expect(refusal('village-choirs').en).toContain('programmes.ts is not as expected');
    expect(workspace.state()).toEqual(before);
  });

  it('takes everything back when the last step fails', () => {
    // A link to nowhere: the folder seems to be free, and cannot be put there.
    symlinkSync(join(workspace.root, 'nowhere'), join(workspace.root, 'plugins/village-choirs'));
    const before = workspace.state();
    expect(() => createProgramme({ root: workspace.root, id: 'village-choirs' })).toThrow();
    expect(workspace.state()).toEqual(before);
  });
});
