import { afterAll, beforeAll, describe } from 'vitest';
import { type Engine, engines } from '../../src/index.js';
import { actor, makeWorld, type World } from '../world.js';
import { type Base, requestsOf } from './requests.js';
import { type Seen, type Watcher, watcher } from './watching.js';

export const JSON_TYPE = { 'content-type': 'application/json' };
/** Thousands of requests: well under a minute on an idle machine. */
export const LONG = 600_000;

export const queryOf = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');

export const writes = (base: Base): boolean => base.endpoint.method !== 'GET';

/** The version of what it changes, for an endpoint that asks for it. */
export const versionOf = async (base: Base): Promise<Record<string, string>> =>
  base.version ? { 'if-match': `"${await base.version()}"` } : {};

interface Sent {
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer | undefined;
}

/** A world under fire: its requests, and somebody who looks at every answer. */
export interface Trial {
  readonly world: World;
  readonly watch: Watcher;
  named(name: string): Base;
  all(of?: (base: Base) => boolean): Base[];
  /** Makes a fault of an answer that is not what it should be. */
  want(right: boolean, what: string): void;
  wantCode(seen: Seen, code: string, what: string): void;
  send(base: Base, o: Sent): Promise<Seen>;
  /** The request as it should be, but for some headers or another address. */
  asItIs(base: Base, headers?: Readonly<Record<string, string>>, url?: string): Promise<Seen>;
}

const trialOf = (world: World, bases: ReadonlyMap<string, Base>): Trial => {
  const watch = watcher(world.server);
  const want = (right: boolean, what: string) => {
    if (!right) watch.faults.push(what);
  };
  const send = (base: Base, { url, headers, payload }: Sent) =>
    watch.shoot(base, {
      method: base.endpoint.method,
      url: url ?? (base.query ? `${base.path}?${queryOf(base.query)}` : base.path),
      ...(headers ? { headers } : {}),
      ...(payload === undefined ? {} : { payload }),
    });
  return {
    world,
    watch,
    named: (name) => bases.get(name)!,
    all: (of = () => true) => [...bases.values()].filter(of),
    want,
    wantCode: (seen, code, what) =>
      want(seen.problem.code === code, `${what}: ${code} expected, ${seen.status} ${seen.problem.code} seen`),
    send,
    asItIs: async (base, headers, url) => {
      const type: Record<string, string> = base.json
        ? JSON_TYPE
        : base.bytes
          ? { 'content-type': base.endpoint.upload?.type ?? '' }
          : {};
      return send(base, {
        ...(url === undefined ? {} : { url }),
        headers: { ...type, ...(await versionOf(base)), ...headers },
        payload: base.json ? JSON.stringify(base.json) : base.bytes,
      });
    },
  };
};

/** A suite on each engine, in a world of its own. */
export const underFire = (title: string, suite: (trial: () => Trial, engine: Engine) => void): void =>
  describe.each(engines)(`${title} on %s`, (engine) => {
    let trial: Trial;
    beforeAll(async () => {
      const world = await makeWorld(engine);
      await actor(world, 'schoolAdministrator', 'A.s2');
      trial = trialOf(world, await requestsOf(world));
      await trial.watch.begin();
    });
    afterAll(async () => {
      console.log(`${title} on ${engine}: ${trial.watch.sent} requests`);
      await trial.world.server.close();
    });
    suite(() => trial, engine);
  });
