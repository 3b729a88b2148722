import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgramme } from '../src/create-programme.js';
import { complaintsOf } from './tools.js';
import { copyOfWorkspace, repository } from './workspace.js';

const examplesIn = (guide: string): string[] =>
  [...readFileSync(join(repository, 'docs', guide), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code!);

describe('the guide for plugins', () => {
  const examples = examplesIn('plugins.md');
  let workspace: ReturnType<typeof copyOfWorkspace>;
  beforeAll(() => {
    workspace = copyOfWorkspace();
  });
  afterAll(() => workspace.remove());

  it('has examples that, put where they say, are a programme that keeps the contract', { timeout: 300_000 }, () => {
    const folder = createProgramme({ root: workspace.root, id: 'village-choirs' });
    workspace.install('village-choirs');
    for (const code of examples) {
      const place = /^\/\/ ((?:src|test)\/\S+\.ts)\n/.exec(code)?.[1];
      expect(place, `the first line names the file: ${code.slice(0, 60)}`).toBeDefined();
      writeFileSync(join(workspace.root, folder, place!), code);
    }
    expect(examples.length).toBeGreaterThan(9);
    expect(complaintsOf(workspace.root, 'tsc', folder, '-p', 'tsconfig.json', '--noEmit')).toBe('');
    const config = '../../vitest.postgres.ts';
    expect(complaintsOf(workspace.root, 'vitest', folder, 'run', '--config', config, '--root', '.')).toBe('');
  });

  it('shows the same examples in both languages', () => {
    expect(examplesIn('plugins.zh-CN.md')).toEqual(examples);
  });
});
