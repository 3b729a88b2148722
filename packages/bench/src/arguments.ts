export const workloadNames = ['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W8', 'lost'] as const;
export type WorkloadName = (typeof workloadNames)[number];
export type EngineName = 'sqlite' | 'postgres';

const sizes: Readonly<Record<string, number>> = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000 };

export interface Order {
  /** Records in the database, smallest first. Growth is measured where there are several. */
  readonly rows: readonly number[];
  readonly workloads: readonly WorkloadName[];
  readonly engine: EngineName;
  /** How often each contender takes its turn, and how long a turn is. */
  readonly rounds: number;
  readonly seconds: number;
  /** Folder for a CPU profile of the server under load; nothing is compared then. */
  readonly profile: string | undefined;
}

export const usage = `
pnpm bench [--rows 10k,100k,1m] [--workloads W1,W2,…] [--engine sqlite|postgres] [--rounds 5] [--seconds 2]
           [--profile <folder>]

Without arguments: 10k records, every workload but W8, SQLite. TEST_PG_URL names a PostgreSQL
server; without it one is started for the run. The table goes to the terminal and into docs/benchmarks.md.
`;

export class UsageError extends Error {}

const oneOf = <T extends string>(all: readonly T[], value: string): T => {
  const found = all.find((one) => one.toLowerCase() === value.toLowerCase());
  if (!found) throw new UsageError(`"${value}" is none of ${all.join(', ')}.`);
  return found;
};

const numberOf = (name: string, value: string): number => {
  const n = Number(value);
  if (!Number.isInteger(n) || n < 1) throw new UsageError(`--${name} is "${value}": give a whole number from 1.`);
  return n;
};

const sizeOf = (value: string): number => {
  const n = sizes[value.toLowerCase()];
  if (n === undefined) throw new UsageError(`--rows is "${value}": give any of ${Object.keys(sizes).join(', ')}.`);
  return n;
};

/** `10k`, `1m`: how a number of records is written. */
export const shownRows = (rows: number): string =>
  Object.entries(sizes).find(([, n]) => n === rows)?.[0] ?? String(rows);

/** Reads the command line, or throws {@link UsageError}. */
export const orderOf = (given: readonly string[]): Order => {
  const known = ['rows', 'workloads', 'engine', 'rounds', 'seconds', 'profile'];
  const words = given.filter((word) => word !== '--');
  const values = new Map<string, string>();
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i]!.replace(/^--/, '');
    if (!words[i]!.startsWith('--') || !known.includes(name)) throw new UsageError(`"${words[i]}" is not known.`);
    if (words[i + 1] === undefined) throw new UsageError(`--${name} needs a value.`);
    values.set(name, words[i + 1]!);
  }
  const every = workloadNames.filter((name) => name !== 'W8');
  const chosen = values.get('workloads')?.split(',');
  return {
    rows: [...new Set((values.get('rows') ?? '10k').split(',').map(sizeOf))].sort((a, b) => a - b),
    workloads: chosen ? chosen.map((name) => oneOf(workloadNames, name)) : every,
    engine: oneOf(['sqlite', 'postgres'], values.get('engine') ?? 'sqlite'),
    rounds: numberOf('rounds', values.get('rounds') ?? '5'),
    seconds: numberOf('seconds', values.get('seconds') ?? '2'),
    profile: values.get('profile'),
  };
};
