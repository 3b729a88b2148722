import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import what inside the app. */

interface Import {
  /** Importing file, below `src`. */
  readonly file: string;
  /** As written: a package, or a path from the file. */
  readonly what: string;
}

/** Where a path leads, below `src`; a package stays as it is. */
const target = ({ file, what }: Import): string =>
  what.startsWith('.') ? posix.join(posix.dirname(file), what) : what;

const featureOf = (path: string): string | undefined => /^features\/([^/]+)\//.exec(path)?.[1];

const isOf = (what: string, names: readonly string[]): boolean =>
  names.some((name) => what === name || what.startsWith(`${name}/`));

/** The sentence for an import that breaks a law. */
const broken = (one: Import): string | undefined => {
  const { file, what } = one;
  const to = target(one);
  const [own, other] = [featureOf(file), featureOf(to)];
  if (own && other && own !== other)
    return `${file} imports ${what}: a feature imports no other feature; what both need belongs to components.`;
  if (file.startsWith('components/') && other)
    return `${file} imports ${what}: components stand below the features and import none.`;
  if (posix.basename(file) === 'routes.ts' && isOf(what, ['zod']))
    return `${file} imports ${what}: routes are read before any screen and use the small filters of app/list-search.`;
  if (
    file.startsWith('login/') &&
    isOf(what, ['antd', '@ant-design', 'react', 'react-dom', '@tanstack', 'react-router'])
  )
    return `${file} imports ${what}: the sign-in page is plain, it loads neither React nor antd nor the router.`;
  return undefined;
};

const importsIn = (file: string, code: string): readonly Import[] =>
  [...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)'([^']+)'/g)].map(([, what = '']) => ({ file, what }));

const src = join(import.meta.dirname, '../src');
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
const imports = filesBelow(src)
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('/generated/'))
  .flatMap((path) => importsIn(relative(src, path), readFileSync(path, 'utf8')));

describe('the laws of imports', () => {
  it('hold', () => {
    expect(imports.length).toBeGreaterThan(500);
    expect(imports.flatMap((one) => broken(one) ?? [])).toEqual([]);
  });

  it.each([
    ['features/people/people-list.tsx', '../organisations/organisation-list.js'],
    ['features/people/people-list.tsx', '../organisations/organisations.css'],
    ['components/organisation/organisation-select.tsx', '../../features/organisations/routes.js'],
    ['features/people/routes.ts', 'zod'],
    ['features/people/routes.ts', 'zod/mini'],
    ['login/login.ts', 'antd'],
    ['login/login.ts', '@tanstack/react-router'],
    ['login/login.ts', 'react-router'],
  ])('forbid %s to import %s', (file, what) => {
    expect(broken({ file, what })).toContain(`${file} imports ${what}: `);
  });

  it.each([
    ['features/people/people-list.tsx', './routes.js'],
    ['features/people/people-list.tsx', '../../components/link-button.js'],
    ['components/link-button.tsx', './app-link.js'],
    ['app/router.tsx', '../features/people/routes.js'],
    ['components/form/form-errors.ts', 'zod/v4/core'],
    ['login/login.ts', '../app/language.js'],
  ])('allow %s to import %s', (file, what) => {
    expect(broken({ file, what })).toBeUndefined();
  });

  it('see every way to import', () => {
    const code = `import { a } from 'a';\nimport type { b } from 'b';\nimport './c.css';\nconst d = import('d');\nexport * from 'e';`;
    expect(importsIn('x.ts', code).map(({ what }) => what)).toEqual(['a', 'b', './c.css', 'd', 'e']);
  });
});
