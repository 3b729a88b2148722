import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type EngineName, shownRows, type WorkloadName } from './arguments.js';
import type { Ratio } from './rounds.js';

/** One line of the table. */
export interface Line {
  readonly workload: WorkloadName | 'growth';
  /** What was asked, and tells lines of one workload apart. */
  readonly what: string;
  readonly ours: string;
  readonly floor: string;
  readonly ratio: string;
  readonly goal: string;
  /** Undefined where there is no goal. */
  readonly met: boolean | undefined;
}

interface Kept extends Line {
  readonly engine: EngineName;
  /** `1m`; of growth `10k → 1m`. */
  readonly rows: string;
  readonly on: string;
}

const root = new URL('../../../', import.meta.url);
const keptFile = fileURLToPath(new URL('packages/bench/results.json', root));
const page = fileURLToPath(new URL('docs/benchmarks.md', root));

const digits = (n: number): string => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2));

export const shownRatio = (r: Ratio): string => `${digits(r.middle)} (${digits(r.low)}–${digits(r.high)})`;

export const shownTime = (milliseconds: number): string =>
  milliseconds >= 1000 ? `${digits(milliseconds / 1000)} s` : `${digits(milliseconds)} ms`;

export const shownSize = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MiB`;

export const shownCount = digits;

const order = ['W1', 'growth', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W8', 'lost'];
const placeOf = (line: Kept): string =>
  [line.engine === 'sqlite' ? 0 : 1, order.indexOf(line.workload).toString().padStart(2, '0')].join(' ');

const tableOf = (lines: readonly Kept[]): string => {
  const head = ['', 'records', 'ours', 'floor', 'ratio', 'goal', ''];
  const rows = lines.map((line) => [
    `${line.workload} ${line.what}`,
    line.rows,
    line.ours,
    line.floor,
    line.ratio,
    line.goal,
    line.met === undefined ? '' : line.met ? 'met' : '**missed**',
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};

const intro = `# Benchmarks

How fast the platform is, as ratios to a floor: a bare server that does the same work by hand. Ratios hold on any machine;
times and requests per second belong to the one this was measured on. What is measured, against what, and why the goals
are what they are: [ADR 0017](adr/0017-measured-against-a-floor.md).

\`\`\`sh
npx -y pnpm@12.21.0 bench                                  # 10,000 records, SQLite, every workload
npx -y pnpm@12.21.0 bench --rows 10k,100k,1m --workloads W1,W2,W3
npx -y pnpm@12.21.0 bench --engine postgres --workloads W1
\`\`\`

This page is written by that command: each line is as of the last run that measured it. A ratio is the median over the
rounds of one run, with the lowest and the highest; both servers take turns in every round. W1, W2: requests per second,
ours ÷ floor (more is better). All others: time or memory, ours ÷ floor (less is better). CPU is the server process's,
per request.
`;

/** Prints the lines of a run, keeps them, and writes the page anew from everything that is kept. */
export const publish = (o: {
  readonly engine: EngineName;
  readonly lines: readonly { readonly rows: readonly number[]; readonly line: Line }[];
}): void => {
  const on = new Date().toISOString().slice(0, 10);
  const now = o.lines.map(({ rows, line }): Kept => ({
    ...line,
    engine: o.engine,
    rows: rows.map(shownRows).join(' → '),
    on,
  }));
  process.stdout.write(`\n${tableOf(now)}\n`);
  const before = existsSync(keptFile) ? (JSON.parse(readFileSync(keptFile, 'utf8')) as Kept[]) : [];
  const same = (a: Kept, b: Kept) =>
    a.engine === b.engine && a.workload === b.workload && a.rows === b.rows && a.what === b.what;
  const all = [...before.filter((old) => !now.some((line) => same(old, line))), ...now];
  const kept = all
    .map((line, i) => ({ line, key: `${placeOf(line)} ${String(i).padStart(4, '0')}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ line }) => line);
  writeFileSync(keptFile, `${JSON.stringify(kept, null, 2)}\n`);
  const engines = [
    { engine: 'sqlite', title: 'SQLite' },
    { engine: 'postgres', title: 'PostgreSQL' },
  ] as const;
  const parts = engines.flatMap(({ engine, title }) => {
    const own = kept.filter((line) => line.engine === engine);
    if (own.length === 0) return [];
    const days = [...new Set(own.map((line) => line.on))].sort().join(', ');
    return [`## ${title}`, tableOf(own), `Measured on ${days}.`];
  });
  writeFileSync(page, `${[intro.trimEnd(), ...parts].join('\n\n')}\n`);
};
