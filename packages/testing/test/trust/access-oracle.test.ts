import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, openWorkbook, startTestServer, type TestServer } from '../../src/index.js';
import { acts, emptyModel, type Held, type Model } from './access-model.js';
import { moves } from './access-moves.js';
import { mayKnow } from './access-names.js';
import { callerOf, questionFor } from './access-questions.js';
import { teamMoves } from './access-team-moves.js';
import { makeTeams } from './access-team-world.js';
import { type AccessWorld, makeAccessWorld, programmes } from './access-world.js';
import { diceOf } from './dice.js';
import { readsOf } from './reads.js';
import { patience, say, seed, sizes } from './sizes.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Moves in each world, with questions after each. */
const MOVES = 12;
const allMoves = [...moves, ...teamMoves];
/** Names as the worlds make them; nothing else holds these brackets. */
const NAME = /[^"（）“”、，\s]*⟨[0-9a-z]{4,}⟩/g;

/** What belongs to a programme: there the officers of its owner know the children. */
const INSIDE = /^\/api\/(programmes|pairings|records|teams)\//;

describe.each(engines)('the access oracle on %s', (engine) => {
  let server: TestServer;
  let model: Model;
  let asked = 0;
  let moved = 0;
  let scanned = 0;
  const wrong: string[] = [];
  const leaks: string[] = [];

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes });
    model = emptyModel();
  });
  afterAll(async () => {
    say(
      `access oracle on ${engine}: ${asked} questions after ${moved} moves in ${sizes.worlds} worlds, ${wrong.length} answers differ from the model`,
    );
    say(`${scanned} answers scanned on ${engine} for names that the caller must not know, ${leaks.length} found`);
    await server.close();
  });

  const canaries = (text: string): Set<string> => new Set([...text.matchAll(/⟨[0-9a-z]{4,}⟩/g)].map(([sign]) => sign));
  const scan = (by: Held, text: string, o: { readonly url: string; readonly world: AccessWorld }) => {
    scanned += 1;
    const found = canaries(text);
    if (found.size === 0) return;
    const known = canaries([...mayKnow(model, by, { inside: INSIDE.test(o.url) })].join(' '));
    for (const sign of found)
      if (!known.has(sign)) {
        const name = [...(text.match(NAME) ?? [])].find((one) => one.endsWith(sign));
        leaks.push(
          `${by.role} at ${model.orgs.get(by.org)!.name} reads of ${name} in ${o.url}\n  ${o.world.story.slice(-MOVES).join('\n  ')}`,
        );
      }
  };

  const askOne = async (world: AccessWorld) => {
    const { dice } = world;
    const by = callerOf(model, new Set(world.districts.map((d) => d.id)), dice);
    const q = questionFor(model, by, dice);
    const { status, body, text } = await world.ask<{ total?: number }>(by, 'GET', q.url);
    asked += 1;
    const expected = acts(model, by) ? { status: q.status, total: q.total } : { status: 401, total: undefined };
    const seen = { status, total: q.total === undefined || status >= 400 ? undefined : body.total };
    if (JSON.stringify(seen) !== JSON.stringify(expected))
      wrong.push(
        `${by.role}${by.from ? ' (standing in)' : ''} at ${model.orgs.get(by.org)!.name} asks for ${q.what}: ${JSON.stringify(seen)}, the model says ${JSON.stringify(expected)}\n  ${world.story.join('\n  ')}`,
      );
    scan(by, text, { url: q.url, world });
  };

  const readAround = async (world: AccessWorld, most: number) => {
    const districts = new Set(world.districts.map((d) => d.id));
    for (let n = 0; n < most; n++) {
      const by = callerOf(model, districts, world.dice);
      const { url, workbook } = readsOf(model, by, world.dice);
      const answer = await world.ask(by, 'GET', url, workbook ? { accept: XLSX } : {});
      if (answer.status >= 500) wrong.push(`${url}: ${answer.status}`);
      const isBook = answer.text === '' && answer.status === 200 && answer.bytes.subarray(0, 2).toString() === 'PK';
      scan(by, isBook ? JSON.stringify(await openWorkbook(answer.bytes)) : answer.text, { url, world });
    }
  };

  it(
    'answers as the model does, whatever is moved, merged, ended or handed over',
    async () => {
      const each = Math.ceil(sizes.questions / sizes.worlds / (MOVES + 1));
      const around = Math.ceil(sizes.scanned / sizes.worlds / (MOVES + 1));
      for (let w = 0; w < sizes.worlds; w++) {
        const world = await makeAccessWorld({ server, model, dice: diceOf(seed + w) });
        for (const district of world.districts) await makeTeams(world, district);
        for (let m = 0; m <= MOVES; m++) {
          for (let n = 0; n < each; n++) await askOne(world);
          await readAround(world, around);
          if (m < MOVES && (await world.dice.pick(allMoves)(world, world.dice.pick(world.districts)))) moved += 1;
        }
      }
      expect(wrong.slice(0, 5), `${wrong.length} wrong`).toEqual([]);
      expect(leaks.slice(0, 5), `${leaks.length} leaks`).toEqual([]);
      expect(asked).toBeGreaterThanOrEqual(sizes.questions);
      // Worlds without pairs of people and teams would prove nothing of them.
      const helpers = [...model.pairings.values()].filter((g) => g.parent === null).map((g) => g.helper.person);
      expect(helpers.some((id) => id !== null && model.people.has(id))).toBe(true);
      expect(helpers.some((id) => id !== null && model.teams.has(id))).toBe(true);
    },
    patience,
  );
});
