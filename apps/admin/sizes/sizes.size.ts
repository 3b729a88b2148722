import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { screenRoutes } from '../test/routes.js';
import { type Manifest, measure } from './sizes.js';

/** Compressed kilobytes. They only ever go down. */
const budget = {
  /** Everything the sign-in page runs. */
  login: 10,
  /** What stands around every screen. */
  shell: 260,
  /** What one screen, drawer or chart adds to it. */
  lazy: 200,
};

const dist = join(import.meta.dirname, '../dist');
const kb = (n: number) => `${n.toFixed(1).padStart(7)} KB`;

describe('the built app', () => {
  let sizes: ReturnType<typeof measure>;
  const routes = screenRoutes();
  beforeAll(() => {
    sizes = measure(dist, JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest);
    const ofModule = new Map(sizes.lazy.map(({ name, kilobytes }) => [name, kilobytes]));
    const lines = [
      `${kb(sizes.login)} of ${budget.login}   sign-in page`,
      `${kb(sizes.shell)} of ${budget.shell}  shell`,
      ...routes
        .map(({ path, module }) => ({ path, size: ofModule.get(module) ?? 0 }))
        .sort((a, b) => b.size - a.size)
        .map(({ path, size }) => `${kb(size)} of ${budget.lazy}  ${path}`),
      ...sizes.lazy
        .filter(({ name }) => !routes.some(({ module }) => module === name) && !name.includes('/locale/'))
        .slice(0, 8)
        .map(({ name, kilobytes }) => `${kb(kilobytes)} of ${budget.lazy}  ${name}`),
    ];
    process.stdout.write(`\n${lines.join('\n')}\n\n`);
  });

  it('lets people sign in with next to nothing', () => {
    expect(sizes.login).toBeGreaterThan(0);
    expect(sizes.login).toBeLessThanOrEqual(budget.login);
  });

  it('has a light shell', () => {
    expect(sizes.shell).toBeGreaterThan(100);
    expect(sizes.shell).toBeLessThanOrEqual(budget.shell);
  });

  it('adds little for any screen, drawer or chart', () => {
    expect(sizes.lazy.length).toBeGreaterThan(routes.length / 2);
    expect(sizes.lazy.filter(({ kilobytes }) => kilobytes > budget.lazy)).toEqual([]);
  });

  it('loads every screen lazily', () => {
    const lazy = new Set(sizes.lazy.map(({ name }) => name));
    expect(routes.length).toBeGreaterThan(25);
    expect(routes.filter(({ module }) => !lazy.has(module))).toEqual([]);
  });
});
