import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { clientOf } from '@xieshou/testing';

const built = (name: string) => fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url));

export type Env = Readonly<Record<string, string>>;

type Injectable = Parameters<typeof clientOf>[0];

/** The built server as a process of its own. */
export interface ChildServer {
  /** Settles when it answers; rejects when it ends before. */
  ready(): Promise<void>;
  /** Ends it as a power cut would: no signal it could hear, nothing flushed. */
  kill(): Promise<void>;
}

/** Requests over a real socket, as `clientOf` wants them. A connection that breaks rejects. */
export const overHttp = (port: number): Injectable => ({
  inject: (o) =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, method: o.method, path: o.url, headers: o.headers, agent: false },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          // Cut off in the middle: not an answer.
          answer.on('close', () => (answer.complete ? undefined : reject(new Error('cut off'))));
          answer.on('end', () => {
            const rawPayload = Buffer.concat(chunks);
            resolve({
              statusCode: answer.statusCode!,
              headers: { ...answer.headers, 'set-cookie': answer.headers['set-cookie']?.[0] },
              rawPayload,
              payload: rawPayload.toString('utf8'),
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(o.payload);
    }),
});

export const startChild = (env: Env, port: number): ChildServer => {
  const child: ChildProcess = spawn(process.execPath, [built('main')], {
    env: { PATH: process.env['PATH'] ?? '', ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit');
  return {
    ready: async () => {
      const server = overHttp(port);
      for (let n = 0; n < 600; n++) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended:\n${said}`);
        const answer = await server.inject({ method: 'GET', url: '/health/ready', headers: {} }).catch(() => undefined);
        if (answer?.statusCode === 200) return;
        await sleep(50);
      }
      throw new Error(`the server was not ready within 30 seconds:\n${said}`);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

/** Runs the built command line. Answers what it printed; rejects when its exit code is not 0. */
export const commandLine = async (env: Env, ...given: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [built('cli'), ...given], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  return stdout;
};
