import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What the built app weighs, read from the manifest that Vite writes beside it. Kilobytes are 1,000 bytes, compressed. */

interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}
export type Manifest = Readonly<Record<string, Chunk>>;

/** A chunk and everything it imports statically, by key of the manifest. */
export const closureOf = (manifest: Manifest, key: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) closureOf(manifest, next, seen);
  return seen;
};

/** Script behind a door of the app: what has to arrive before it is drawn, besides what is there already. */
export interface Part {
  /** Source file of its first chunk. */
  readonly name: string;
  readonly kilobytes: number;
}

const weigh = (dist: string, manifest: Manifest) => {
  const known = new Map<string, number>();
  return (key: string): number => {
    const file = manifest[key]!.file;
    if (!file.endsWith('.js')) return 0;
    if (!known.has(file)) known.set(file, gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000);
    return known.get(file)!;
  };
};

export const measure = (dist: string, manifest: Manifest) => {
  const weight = weigh(dist, manifest);
  const sum = (keys: Iterable<string>): number => [...keys].reduce((all, key) => all + weight(key), 0);
  const shell = closureOf(manifest, 'index.html');
  const lazy = Object.entries(manifest).filter(([key, chunk]) => chunk.isDynamicEntry && !shell.has(key));
  return {
    login: sum(closureOf(manifest, 'login.html')),
    shell: sum(shell),
    lazy: lazy
      .map(([key]): Part => ({ name: key, kilobytes: sum([...closureOf(manifest, key)].filter((k) => !shell.has(k))) }))
      .sort((a, b) => b.kilobytes - a.kilobytes),
  };
};
