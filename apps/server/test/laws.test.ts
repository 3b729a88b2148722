import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { programmes } from '../src/programmes.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder)).flatMap((name) => {
    if (['node_modules', 'dist', 'generated', '.turbo'].includes(name)) return [];
    const path = join(folder, name);
    if (statSync(join(root, path)).isDirectory()) return filesIn(path);
    return /\.(ts|tsx|js|mjs)$/.test(name) ? [path] : [];
  });

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

const read = (file: string) => withoutComments(readFileSync(join(root, file), 'utf8'));

/** What a file imports: packages by name, own files by their path from the root. */
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, name]) =>
    name!.startsWith('.') ? relative(root, resolve(root, dirname(file), name!)) : name!,
  );

const packagesIn = (folder: string) =>
  readdirSync(join(root, folder)).filter((name) => statSync(join(root, folder, name)).isDirectory());

/** Folders of the kernel, floor by floor: each imports only what stands before it. */
const floors = [
  'platform',
  'jobs',
  'files',
  'notifications',
  'imports',
  'organisations',
  'people',
  'access',
  'mail',
  'views',
  'programmes',
  'rules',
  'registers',
  'reviews',
  'pairings',
  'teams',
  'records',
  'rectification',
  'duties',
  'stages',
  'matching',
  'outcomes',
  'closures',
  'rollover',
  'handovers',
  'reports',
  'digests',
  'documents',
  'search',
  'audit',
  'upkeep',
];
/** Files above all floors, which put the kernel together. */
const roof = ['api', 'description', 'index', 'kernel', 'migrations', 'tables'];

describe('the import law', () => {
  const core = filesIn('packages/core/src');
  const placeOf = (path: string) =>
    path
      .replace('packages/core/src/', '')
      .split('/')[0]!
      .replace(/\.(ts|js)$/, '');

  it('knows every folder of the kernel', () => {
    const found = new Set(core.map(placeOf));
    expect([...found].filter((place) => !floors.includes(place) && !roof.includes(place))).toEqual([]);
    expect(floors.filter((floor) => !found.has(floor))).toEqual([]);
  });

  it('lets a folder of the kernel import only folders named before it', () => {
    const wrong = core
      .filter((file) => floors.includes(placeOf(file)))
      .flatMap((file) =>
        importsOf(file)
          .filter((to) => to.startsWith('packages/core/src/'))
          .filter((to) => roof.includes(placeOf(to)) || floors.indexOf(placeOf(to)) > floors.indexOf(placeOf(file)))
          .map((to) => `${file} → ${to}`),
      );
    expect(wrong).toEqual([]);
  });

  it('lets migrations import only their kit', () => {
    const wrong = core
      .filter((file) => /migrations\/\d/.test(file))
      .flatMap((file) => importsOf(file).filter((to) => to !== 'typeorm' && !to.endsWith('migrations/kit.js')));
    expect(wrong).toEqual([]);
  });

  it('lets the SDK depend on Zod alone', () => {
    const wrong = filesIn('packages/sdk/src').flatMap((file) =>
      importsOf(file).filter((to) => !to.startsWith('packages/sdk/src') && to !== 'zod'),
    );
    expect(wrong).toEqual([]);
    const { dependencies } = JSON.parse(readFileSync(join(root, 'packages/sdk/package.json'), 'utf8')) as {
      dependencies: object;
    };
    expect(Object.keys(dependencies)).toEqual(['zod']);
  });

  it('lets a plugin import the SDK and its own files, nothing else', () => {
    const plugins = packagesIn('plugins').map((name) => `plugins/${name}`);
    const wrong = [...plugins, 'packages/create-programme/template'].flatMap((plugin) =>
      filesIn(`${plugin}/src`).flatMap((file) =>
        importsOf(file)
          .filter((to) => to !== '@xieshou/sdk' && to !== 'zod' && !to.startsWith(`${plugin}/src/`))
          .map((to) => `${file} → ${to}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('lets the admin app know the SDK and no other package of ours', () => {
    const wrong = filesIn('apps/admin/src').flatMap((file) =>
      importsOf(file)
        .filter(
          (to) =>
            (to.startsWith('@xieshou/') && to !== '@xieshou/sdk') || /^(packages|plugins|apps\/server)\//.test(to),
        )
        .map((to) => `${file} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no circle among own files', () => {
    const files = ['packages', 'plugins', 'apps'].flatMap(filesIn).filter((file) => file.includes('/src/'));
    const known = new Set(files);
    const edges = new Map(
      files.map((file) => [
        file,
        [...read(file).matchAll(/^(?:import|export)\s+(?!type\b)[^'"]*?from\s*['"](\.[^'"]+)['"]/gm)]
          .map(([, to]) => relative(root, resolve(root, dirname(file), to!)))
          .flatMap((to) =>
            [to, to.replace(/\.js$/, '.ts'), to.replace(/\.js$/, '.tsx')].filter((path) => known.has(path)),
          ),
      ]),
    );
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const to of edges.get(file) ?? []) visit(to, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('names', () => {
  it('keeps the kernel and the admin app from naming a programme', () => {
    const words = programmes.flatMap((p) => [p.id, p.title.zh, ...Object.keys(p.presets), ...Object.keys(p.forms)]);
    const wrong = ['packages/core/src', 'packages/sdk/src', 'apps/admin/src']
      .flatMap(filesIn)
      .flatMap((file) =>
        words.filter((word) => new RegExp(`['"\`/]${word}['"\`/]`).test(read(file))).map((word) => `${file}: ${word}`),
      );
    expect(wrong).toEqual([]);
  });

  it('installs every plugin that there is', () => {
    expect(programmes.map((p) => p.id).toSorted()).toEqual(packagesIn('plugins').toSorted());
  });

  it('keeps dialect words inside the platform', () => {
    const wrong = filesIn('packages/core/src')
      .filter((file) => !file.includes('/platform/') && !file.includes('/migrations/'))
      .filter((file) => /engine\s*===|\bfor update\b|\bpg_|strftime|json_extract|->>|\bilike\b/.test(read(file)));
    expect(wrong).toEqual([]);
  });

  it('writes no `any`', () => {
    const wrong = ['packages', 'plugins', 'apps']
      .flatMap(filesIn)
      .filter(
        (file) =>
          file.includes('/src/') &&
          !file.includes('/locale/') &&
          /\.tsx?$/.test(file) &&
          /(:|<|\bas|,)\s*any\b(?!['"])/.test(read(file)),
      );
    expect(wrong).toEqual([]);
  });
});
