import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadResult } from './load.js';
import type { Running } from './processes.js';
import type { Callers, QuestionName } from './requests.js';

/** The process that asks, and how to end it. */
export interface Load {
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): void;
}

export const startLoad = (): Load => {
  const child: ChildProcess = fork(fileURLToPath(new URL('./load.js', import.meta.url)), { serialization: 'advanced' });
  return {
    run: async (order) => {
      const answer = once(child, 'message');
      child.send(order);
      const [result] = (await answer) as [LoadResult];
      if (result.refused !== undefined) throw new Error(`a request was refused: ${result.refused}`);
      return result;
    },
    stop: () => void child.kill(),
  };
};

/** One who takes turns: a server, and what it is asked. */
export interface Turn {
  readonly name: string;
  readonly server: Running;
  readonly question: QuestionName;
  readonly callers: Callers;
  /** Goes behind the address. */
  readonly suffix?: string;
}

/** One turn, measured. */
export interface Measured {
  readonly perSecond: number;
  /** Microseconds of the server's CPU per request. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * Everybody in turn, round after round, in the opposite order every second time: whatever else the machine does, it
 * does to all of them. Answers what was measured of each, by round.
 */
export const inTurns = async (o: {
  readonly load: Load;
  readonly turns: readonly Turn[];
  readonly rounds: number;
  readonly seconds: number;
  readonly connections?: number;
  readonly most?: number;
}): Promise<ReadonlyMap<string, readonly Measured[]>> => {
  const measured = new Map<string, Measured[]>(o.turns.map(({ name }) => [name, []]));
  const take = async (turn: Turn, seconds: number, seed: number): Promise<Measured> => {
    const before = await turn.server.usage();
    const result = await o.load.run({
      port: turn.server.port,
      question: turn.question,
      callers: turn.callers,
      seconds,
      seed,
      suffix: turn.suffix ?? '',
      connections: o.connections ?? 10,
      most: o.most ?? Number.MAX_SAFE_INTEGER,
    });
    const after = await turn.server.usage();
    return {
      perSecond: result.requests / result.seconds,
      cpu: (after.cpu - before.cpu) / result.requests,
      p50: result.p50,
      p99: result.p99,
    };
  };
  for (const turn of o.turns) await take(turn, Math.min(1.5, o.seconds), 999);
  for (let round = 0; round < o.rounds; round++)
    for (const turn of round % 2 === 0 ? o.turns : o.turns.toReversed())
      measured.get(turn.name)!.push(await take(turn, o.seconds, round));
  return measured;
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

export interface Ratio {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

/** How many times as much one is as the other, round by round. */
export const ratioOf = (one: readonly Measured[], other: readonly Measured[], what: (m: Measured) => number): Ratio => {
  const ratios = one.map((m, round) => what(m) / what(other[round]!));
  return { middle: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
};

/** Requests per second, CPU and latency of one contender in a few signs. */
export const shownMeasure = (measured: readonly Measured[]): string => {
  const of = (what: (m: Measured) => number) => median(measured.map(what));
  const short = (n: number) => (n >= 10 ? n.toFixed(0) : n.toFixed(1));
  const cpu = of((m) => m.cpu);
  return `${short(of((m) => m.perSecond))}/s, ${cpu >= 10_000 ? `${short(cpu / 1000)} ms` : `${short(cpu)} µs`} CPU, p50 ${short(of((m) => m.p50))}, p99 ${short(of((m) => m.p99))} ms`;
};
