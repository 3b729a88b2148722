import { connectionTo } from './client.js';
import { asking, type Callers, type QuestionName } from './requests.js';

// The process that asks: apart from the servers and from the bench, so that its own work slows neither.

export interface LoadOrder {
  readonly port: number;
  readonly question: QuestionName;
  readonly suffix: string;
  readonly callers: Callers;
  readonly connections: number;
  readonly seconds: number;
  /** At most so many requests, for questions that take seconds. */
  readonly most: number;
  readonly seed: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** The first answer that was no success, if any: a measurement with one is worth nothing. */
  readonly refused: string | undefined;
}

const run = async (o: LoadOrder): Promise<LoadResult> => {
  const times: number[] = [];
  let refused: string | undefined;
  const began = performance.now();
  const end = began + o.seconds * 1000;
  let asked = 0;
  const work = async (n: number): Promise<void> => {
    const ask = connectionTo(o.port);
    const next = asking(o.question, o.callers, o.seed * 1000 + n);
    while (performance.now() < end && asked < o.most && refused === undefined) {
      asked += 1;
      const question = next();
      const request = { ...question, path: question.path + o.suffix };
      const sent = performance.now();
      const answer = await ask(request);
      times.push(performance.now() - sent);
      if (answer.status >= 300) refused = `${request.path}: ${answer.status} ${answer.bytes.toString().slice(0, 500)}`;
    }
  };
  await Promise.all(Array.from({ length: o.connections }, (_, n) => work(n)));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { requests: times.length, seconds, p50: at(0.5), p99: at(0.99), refused };
};

process.on('message', (order: LoadOrder) => {
  void run(order).then(
    (result) => process.send!(result),
    (error: unknown) => process.send!({ refused: String(error) }),
  );
});
