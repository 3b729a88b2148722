import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { type Engine, engines } from '../../src/index.js';
import { type Base, requestsOf } from '../hostile/requests.js';
import { type Watcher, watcher } from '../hostile/watching.js';
import { actor, makeWorld, type World } from '../world.js';
import { actorsOf, type FuzzActor } from './fuzz-actors.js';
import { idsOf, requestFrom, type Spec, specOf } from './fuzz-requests.js';
import type { Description } from './schemas.js';
import { patience, say, seed, sizes } from './sizes.js';

/** Requests to one world: what they change in it goes on to the next ones, and not for ever. */
const WORLD = 2_500;
/** Passwords are hashed for these: a tenth of the others' share. */
const DEAR = 10;

/** Roles that the world has nobody in. */
const others = [
  ['schoolAdministrator', 'A.s2'],
  ['centreSchoolInspector', 'A.centre1'],
  ['auditor', 'A.bureau'],
] as const;

/** Requests of one world in the order they are sent: every operation in turn. */
const planOf = (o: {
  description: Description;
  bases: ReadonlyMap<string, Base>;
  ids: readonly string[];
  most: number;
  seed: number;
}) => {
  const each = Math.ceil(o.most / o.bases.size);
  const all = [...o.bases.values()].map((base) =>
    fc
      .sample(specOf({ ...o, base }), { numRuns: base.slow ? Math.ceil(each / DEAR) : each, seed: o.seed })
      .map((spec) => ({ base, spec })),
  );
  const turns: { base: Base; spec: Spec }[] = [];
  for (let n = 0; n < each; n++) turns.push(...all.flatMap((some) => some.slice(n, n + 1)));
  return turns.slice(0, o.most);
};

describe.each(engines)('requests made from the API description on %s', (engine: Engine) => {
  const statuses = new Map<number, number>();
  let sent = 0;
  let scanned = 0;
  let leaks = 0;
  let world: World;
  let watch: Watcher;
  let actors: readonly FuzzActor[];
  let bases: ReadonlyMap<string, Base>;

  const begin = async () => {
    world = await makeWorld(engine);
    for (const [role, key] of others) await actor(world, role, key);
    bases = await requestsOf(world);
    actors = await actorsOf(world);
    watch = watcher(world.server);
  };
  beforeAll(begin);
  afterAll(async () => {
    const told = [...statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
    const failed = [...statuses].filter(([status]) => status >= 500).reduce((n, [, m]) => n + m, 0);
    say(
      `${sent} requests made from the API description on ${engine}, ${failed} answered with 500 or more (${told.join(', ')})`,
    );
    say(`${scanned} of their answers scanned on ${engine}, ${leaks} names of another district`);
    await world.server.close();
  });

  it(
    'finds no request that fails, and no refusal without a code and a sentence',
    async () => {
      while (sent < sizes.requests) {
        if (sent > 0) {
          await world.server.close();
          await begin();
        }
        const description = (await world.server.client().get<Description>('/api/openapi.json')) as Description;
        const ids = await idsOf(world);
        const plan = planOf({
          description,
          bases,
          ids,
          most: Math.min(WORLD, sizes.requests - sent),
          seed: seed + sent,
        });
        for (const { base, spec } of plan) {
          const actor = actors[spec.actor % actors.length]!;
          const shot = await requestFrom({ base, spec });
          const seen = await watch.shoot({ who: await actor.headers(base) }, shot);
          sent += 1;
          statuses.set(seen.status, (statuses.get(seen.status) ?? 0) + 1);
          if (seen.status === 401) await actor.renew();
          scanned += 1;
          const foreign = actor.mayNotKnow.find((name) => seen.text.includes(name));
          if (foreign) leaks += 1;
          if (foreign) watch.faults.push(`${actor.name} reads ${foreign} in ${base.endpoint.name} ${shot.url}`);
        }
        watch.verdict();
      }
      // Not only refusals: what the schemas allow is often right.
      expect([...statuses].filter(([status]) => status < 300).reduce((n, [, m]) => n + m, 0)).toBeGreaterThan(
        sent / 10,
      );
    },
    patience,
  );
});
