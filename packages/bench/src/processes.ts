import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Dataset } from './land/dataset.js';
import type { Usage } from './meter.js';

const built = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url));

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

/** The platform, or the bare server that it is measured against. */
export type Contender = 'ours' | 'floor';

/** A server as a process of its own, on the data of a dataset. */
export interface Running {
  readonly who: Contender;
  readonly port: number;
  /** Milliseconds from its start to its first 200. */
  readonly started: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const main: Readonly<Record<Contender, string>> = {
  ours: fileURLToPath(import.meta.resolve('@xieshou/server/dist/main.js')),
  floor: built('floor/server'),
};

const environment = (dataset: Dataset, port: number) => ({
  PATH: process.env['PATH'] ?? '',
  PORT: String(port),
  XIESHOU_DATA_DIR: dataset.dataDir,
  XIESHOU_SAMPLE: '0',
  BENCH_PROGRAMME: dataset.district.programme,
  ...('url' in dataset.place ? { DATABASE_URL: dataset.place.url } : {}),
});

/** Flags that each is started with: ours, those of `pnpm start`. */
const flags: Readonly<Record<Contender, readonly string[]>> = {
  ours: ['--max-semi-space-size=4', '--max-old-space-size=1024'],
  floor: [],
};

/** Asks until somebody answers; looks often, because the start itself is measured. */
const untilReady = async (child: ChildProcess, port: number, said: () => string): Promise<void> => {
  for (const end = Date.now() + 120_000; Date.now() < end;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended:\n${said()}`);
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(5);
  }
  throw new Error(`the server was not ready within two minutes:\n${said()}`);
};

export const startServer = async (
  who: Contender,
  dataset: Dataset,
  o: { readonly profile?: string | undefined } = {},
): Promise<Running> => {
  const port = await freePort();
  const profiling = o.profile ? ['--cpu-prof', `--cpu-prof-dir=${o.profile}`] : [];
  const began = performance.now();
  const child = spawn(process.execPath, [...flags[who], ...profiling, '--import', built('meter'), main[who]], {
    env: environment(dataset, port),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit');
  await untilReady(child, port, () => said);
  const started = performance.now() - began;
  return {
    who,
    port,
    started,
    usage: async () => {
      const answer = once(child, 'message');
      child.send('usage');
      return ((await answer) as [Usage])[0];
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};
