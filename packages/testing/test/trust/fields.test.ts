import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, policy } from '@xieshou/core';
import { engines, openWorkbook, programmeContract } from '../../src/index.js';
import { samples, withSecrets } from '../fixtures/with-secrets.js';
import { diceOf } from './dice.js';
import { apart, everyGet, type Get } from './get-urls.js';
import type { Description } from './schemas.js';
import {
  makeSecretWorld,
  type Secret,
  type SecretActor,
  type Secrets,
  secretsOf,
  type SecretWorld,
} from './secrets.js';
import { patience, say, seed, sizes } from './sizes.js';

programmeContract(withSecrets, { samples });

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Whom a field or form names: the adviser of the two and some of the sides; and its writer, who helps. */
const isNamed = (a: SecretActor, sides: readonly string[]): boolean =>
  a.readsRecord && (a.role === 'adviser' || a.self === 'helper' || sides.includes(a.self ?? ''));

/** What somebody may not read, of all that the two worlds differ in. */
const forbiddenTo = (a: SecretActor): Secret[] => {
  const registers = policy[a.role]['register.read'] !== undefined;
  return [
    ...(registers || a.self === 'helper' ? [] : ['helperRank' as const]),
    ...(registers || a.self === 'helped' ? [] : ['helpedRank' as const]),
    ...(registers ? [] : ['reason' as const]),
    policy[a.role]['person.reveal'] === undefined ? 'idNumber' : 'idMiddle',
    ...(a.self === 'helper' ? [] : ['draft' as const]),
    ...(a.readsRecord ? [] : ['record' as const]),
    ...(isNamed(a, ['helped']) ? [] : ['kind' as const]),
    ...(isNamed(a, []) ? [] : ['talk' as const]),
    ...(a.role === 'bureauOfficer' || a.role === 'collegeOffice' ? [] : ['allowance' as const]),
  ];
};

/** Without filters, and not as a workbook. */
const isPlain = (get: Get): boolean =>
  !get.workbook && !/[?&](?!side=|period=|list=|q=%E9%99%88)/.test(get.url) && get.endpoint.name !== 'previewMerge';

/** Readings that say something of records. */
const ofRecords = [
  'listRecords',
  'readRecord',
  'readHistory',
  'readTrail',
  'startRecord',
  'readLedger',
  'readReport',
  'readDuties',
  'readWorkbench',
  'search',
  'listReviews',
  'listNotifications',
  'listPairings',
  'readPairing',
  'listFiledSheets',
  'readEnding',
];

describe.each(engines)('what a role may not read on %s', (engine) => {
  const dice = diceOf(seed);
  let worlds: SecretWorld;
  let first: Secrets;
  let gets: readonly Get[];
  let compared = 0;
  let pairs = 0;
  const different: string[] = [];
  const answered = new Set<string>();

  beforeAll(async () => {
    first = secretsOf(dice);
    worlds = await makeSecretWorld(engine, first);
  });
  afterAll(async () => {
    say(
      `${compared} pairs of answers compared on ${engine} for ${pairs} pairs of role and value that it may not read, over ${answered.size} kinds of reading: ${different.length} differ`,
    );
    await worlds.server.close();
  });

  const answerTo = async (a: SecretActor, get: Get): Promise<string> => {
    const answer = await a.client.send('GET', get.url, get.workbook ? { headers: { accept: XLSX } } : {});
    if (answer.status === 200) answered.add(get.endpoint.name);
    const isBook = answer.bytes.subarray(0, 2).toString('latin1') === 'PK';
    const text = isBook ? JSON.stringify(await openWorkbook(answer.bytes)) : answer.bytes.toString('utf8');
    return `${answer.status} ${text.replace(/"request":"[^"]*"/, '')}`;
  };
  const answersTo = async (a: SecretActor, some: readonly Get[]): Promise<string[]> => {
    const texts: string[] = [];
    for (const get of some) texts.push(await answerTo(a, get));
    return texts;
  };
  interface Twins {
    readonly a: SecretActor;
    readonly gets: readonly Get[];
    readonly from: Secrets;
    readonly to: Secrets;
    readonly which: readonly Secret[];
  }
  const differingOnce = async (o: Twins) => {
    await worlds.put(o.from, o.which);
    const before = await answersTo(o.a, o.gets);
    await worlds.put(o.to, o.which);
    const after = await answersTo(o.a, o.gets);
    await worlds.put(o.from, o.which);
    return o.gets.flatMap((get, i) => (before[i] === after[i] ? [] : [{ get, before: before[i]!, after: after[i]! }]));
  };
  /** What the two worlds tell apart is told apart each time; what somebody wrote in between (an audit entry) only once. */
  const differing = async (o: Twins) => {
    compared += o.gets.length;
    const once = await differingOnce(o);
    if (once.length === 0) return [];
    const twice = (await differingOnce({ ...o, gets: once.map(({ get }) => get) })).map(({ get }) => get);
    for (const { get, before, after } of once)
      if (!twice.includes(get)) say(`not again: ${o.a.name}, ${get.url}\n${before}\n${after}`);
    return twice;
  };

  it(
    'is neither read, filtered, sorted, searched, grouped nor exported by: two worlds give the same answers',
    async () => {
      const description = await worlds.server.client().get<Description>('/api/openapi.json');
      for (let n = 0; n < sizes.twins; n++) {
        const other = secretsOf(dice, first);
        gets = everyGet({ description, ids: worlds.ids, secrets: [first, other] });
        for (const a of worlds.actors) {
          const which = forbiddenTo(a);
          pairs += which.length;
          // Workbooks take long to make: one reading in eight.
          const of = (workbook: boolean) => gets.filter((get) => get.workbook === workbook);
          const some = Array.from({ length: sizes.readings }, () => dice.pick(of(dice.chance(12))));
          for (const get of await differing({ a, gets: some, from: first, to: other, which }))
            different.push(`${a.name} (${which.join(', ')}): ${get.url}${get.workbook ? ' as a workbook' : ''}`);
        }
      }
      expect(different.slice(0, 20), `${different.length} differ`).toEqual([]);
    },
    patience,
  );

  it(
    'is told to those who may read it: the worlds do differ',
    async () => {
      const other = secretsOf(dice, first);
      const named = (name: string) => worlds.actors.find((a) => a.role === name)!;
      const tells = async (a: SecretActor, which: Secret) =>
        new Set(
          (await differing({ a, gets: gets.filter(isPlain), from: first, to: other, which: [which] })).map(
            (get) => get.endpoint.name,
          ),
        );
      expect([...(await tells(named('bureauOfficer'), 'helperRank'))]).toEqual(
        expect.arrayContaining(['listEntries', 'listEligible', 'readPairing']),
      );
      expect([...(await tells(named('bureauOfficer'), 'idNumber'))]).toContain('listPeople');
      expect([
        ...(await tells(
          worlds.actors.find((a) => a.self === 'helper')!,
          'draft',
        )),
      ]).toContain('readRecord');
      expect([...(await tells(named('adviser'), 'kind'))]).toContain('readRecord');
      expect([...(await tells(named('adviser'), 'talk'))]).toEqual(
        expect.arrayContaining(['readRecord', 'listRecords']),
      );
      expect([...(await tells(named('collegeOffice'), 'allowance'))]).toContain('listEntries');
    },
    patience,
  );

  it(
    'of a form is in the record itself and nowhere else: no list of it, no export, no report, no search',
    async () => {
      const other: Secrets = { ...secretsOf(dice, first), ground: first.ground === 'none' ? 'hardship' : 'none' };
      const officer = worlds.actors.find((a) => a.role === 'bureauOfficer')!;
      const about = gets.filter(
        (get) => ofRecords.includes(get.endpoint.name) && (!get.workbook || /columns=brief|^[^?]*$/.test(get.url)),
      );
      const told = await differing({ a: officer, gets: about, from: first, to: other, which: ['record'] });
      expect(told.filter((get) => get.workbook).map((get) => get.url)).toEqual([]);
      expect([...new Set(told.map((get) => get.endpoint.name))].sort()).toEqual(['listRecords', 'readRecord']);
      expect(
        told
          .filter((get) => /[?&](q|where)=/.test(get.url))
          .map((get) => get.url)
          .filter((url) => !url.includes('theme')),
      ).toEqual([]);
    },
    patience,
  );

  it(
    'goes to paper in a record or a pairing where it is personal, and never where it is sensitive',
    async () => {
      const officer = worlds.actors.find((a) => a.role === 'bureauOfficer')!;
      const printed = gets.filter((get) => get.endpoint.name === 'readDocument');
      const between = (to: Secrets) => differing({ a: officer, gets: printed, from: first, to, which: ['record'] });
      const other = secretsOf(dice, first);
      const kinds = (await between({ ...first, home: other.home })).map((get) => /documents\/(\w+)/.exec(get.url)![1]!);
      expect(new Set(kinds)).toEqual(new Set(['record', 'file']));
      expect(await between({ ...other, home: first.home })).toEqual([]);
    },
    patience,
  );

  it(
    'is for those alone whom a field or a form names, at every reading of records and registers',
    async () => {
      const other = secretsOf(dice, first);
      const about = gets.filter((get) => [...ofRecords, 'listEntries', 'listEligible'].includes(get.endpoint.name));
      const bare = about.filter((get) => !get.url.includes('?'));
      const told: string[] = [];
      for (const a of worlds.actors) {
        const which = forbiddenTo(a).filter((one) => one === 'kind' || one === 'talk' || one === 'allowance');
        if (which.length === 0) continue;
        const some = Array.from({ length: sizes.readings }, () => dice.pick(about));
        for (const get of await differing({ a, gets: [...bare, ...some], from: first, to: other, which }))
          told.push(`${a.name} (${which.join(', ')}): ${get.url}`);
      }
      expect(told.slice(0, 20), `${told.length} differ`).toEqual([]);
    },
    patience,
  );

  it('is asked for at every endpoint that reads', () => {
    const asked = new Set(gets.map((get) => get.endpoint.name));
    const reading = api.filter((e) => e.method === 'GET' && !apart.includes(e.name)).map((e) => e.name);
    expect(reading.filter((name) => !asked.has(name))).toEqual([]);
  });
});
