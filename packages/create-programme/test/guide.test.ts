import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProgramme } from '../src/create-programme.js';
import { complaintsOf } from './tools.js';
import { copyOfWorkspace, repository } from './workspace.js';

const examplesIn = (guide: string): string[] =>
  [...readFileSync(join(repository, 'docs', guide), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code!);

/** The file that an example goes into: its first line names it. */
const placeOf = (code: string): string => {
  const place = /^\/\/ ((?:src|test)\/\S+\.ts)\n/.exec(code)?.[1];
  if (place === undefined) throw new Error(`An example does not begin with the name of its file:\n${code}`);
  return place;
};

describe('the guide for plugins', () => {
  const examples = examplesIn('plugins.md');
  let workspace: ReturnType<typeof copyOfWorkspace>;
  beforeEach(() => {
    workspace = copyOfWorkspace();
  });
  afterEach(() => workspace.remove());
  const made = (id: string): string => {
    const folder = createProgramme({ root: workspace.root, id });
    workspace.install(id);
    return folder;
  };
  const put = (folder: string, file: string, code: string) => writeFileSync(join(workspace.root, folder, file), code);

  it('has examples that, put where they say, are a programme that keeps the contract', { timeout: 300_000 }, () => {
    const folder = made('village-choirs');
    for (const code of examples) put(folder, placeOf(code), code);
    expect(examples.length).toBeGreaterThan(9);
    expect(complaintsOf(workspace.root, 'tsc', folder, '-p', 'tsconfig.json', '--noEmit')).toBe('');
    const config = '../../vitest.postgres.ts';
    expect(complaintsOf(workspace.root, 'vitest', folder, 'run', '--config', config, '--root', '.')).toBe('');
  });

  it('has examples of people that fit a programme as it is made', { timeout: 300_000 }, () => {
    const folder = made('study-pairs');
    const people = examples.filter((code) => ['src/people.ts', 'src/match.ts'].includes(placeOf(code)));
    expect(people).toHaveLength(2);
    for (const code of people) put(folder, placeOf(code), code);
    const index = workspace
      .read(`${folder}/src/index.ts`)
      .replace('defineProgramme, organisation, t', 'defineProgramme, t')
      .replace(
        "import { isSchool } from './rules.js';",
        "import { match } from './match.js';\nimport { eligible, registers, sides } from './people.js';",
      )
      .replace(/^ {2}sides: \{$.*?^ {2}\},$/ms, '  sides,\n  registers,\n  eligible,\n  match,');
    expect(index).toContain('  sides,\n  registers,\n  eligible,\n  match,\n');
    put(folder, 'src/index.ts', index);
    expect(complaintsOf(workspace.root, 'tsc', folder, '-p', 'tsconfig.json', '--noEmit')).toBe('');
    const given = ['run', 'contract', '--config', '../../vitest.shared.ts', '--root', '.'];
    expect(complaintsOf(workspace.root, 'vitest', folder, ...given)).toBe('');
  });

  it('shows the same examples in both languages', () => {
    expect(examplesIn('plugins.zh-CN.md')).toEqual(examples);
  });
});
