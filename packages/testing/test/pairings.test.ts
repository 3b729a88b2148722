import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, startTestServer, type TestServer } from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { gist, makeOffice, type Office, type Pairing, type Programme, type Refusal } from './office.js';

describe.each(engines)('pairings on %s', (engine) => {
  let server: TestServer;
  let office: Office;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs, limitedPairs] });
    office = await makeOffice(server);
  });
  afterAll(() => server.close());

  it('hold as many as the rule allows on each side, and one less after one has ended', async () => {
    const { change, made, officer, pair, schools } = office;
    const p = await made();
    expect((await pair(p.id, schools.h1, schools.a)).status).toBe(201);
    const second = await pair(p.id, schools.h1, schools.b);
    expect(second.status).toBe(201);
    const third = await pair(p.id, schools.h1, schools.c);
    expect(gist(third)).toEqual([422, 'invalid', 'helper']);
    expect(third.body.errors![0]!.message).toBe('公办一小已结对 2 个，达到上限');
    expect(gist(await pair(p.id, schools.h2, schools.b))).toEqual([422, 'invalid', 'helped']);
    const candidates = async (side: string) =>
      (
        await officer.get<{ rows: { id: string; eligible: boolean; holds: number; atMost: number }[] }>(
          `/api/programmes/${p.id}/candidates?side=${side}&size=50`,
        )
      ).rows;
    expect((await candidates('helper')).find((c) => c.id === schools.h1)).toMatchObject({
      eligible: false,
      holds: 2,
      atMost: 2,
    });
    expect((await candidates('helper')).find((c) => c.id === schools.h2)).toMatchObject({ eligible: true, holds: 0 });
    expect((await candidates('helped')).find((c) => c.id === schools.h2)).toMatchObject({
      eligible: false,
      atMost: 1,
    });
    // A new number takes hold at once.
    await change(p.id, 1, { settings: { visits: 1, silence: 5, most: 3 } });
    expect((await pair(p.id, schools.h1, schools.c)).status).toBe(201);
    await change(p.id, 2, { settings: { visits: 1, silence: 5, most: 2 } });
    await officer.post(`/api/pairings/${second.body.id}/end`, { on: '2026-11-24', reason: '调整' }, { version: 1 });
    expect(gist(await pair(p.id, schools.h1, schools.b))).toEqual([422, 'invalid', 'helper']);
    expect((await pair(p.id, schools.h2, schools.b)).status).toBe(201);
    expect((await officer.get<Programme>(`/api/programmes/${p.id}`)).pairings).toBe(3);
  });

  it('are never too many, however many officers pair at once', async () => {
    const { made, pair, schools } = office;
    const p = await made();
    const answers = await Promise.all(
      [schools.a, schools.b, schools.c].map((helped) => pair(p.id, schools.h1, helped)),
    );
    expect(answers.map((x) => x.status).sort()).toEqual([201, 201, 422]);
  });

  it('are of two schools that belong to the programme and fit its sides', async () => {
    const { foreign, made, pair, schools } = office;
    const p = await made({
      plugin: schoolPairs.id,
      settings: { visits: 1, silence: 5 },
      organisations: [schools.h1, schools.a, schools.b].map((id) => ({ id, subtree: false })),
    });
    expect(gist(await pair(p.id, schools.h2, schools.a))).toEqual([422, 'invalid', 'helper']);
    expect(gist(await pair(p.id, schools.h1, schools.c))).toEqual([422, 'invalid', 'helped']);
    expect(gist(await pair(p.id, foreign.school, schools.a))).toEqual([422, 'invalid', 'helper']);
    expect(gist(await pair(p.id, schools.h1, randomUUID()))).toEqual([422, 'invalid', 'helped']);
    expect(gist(await pair(p.id, schools.a, schools.a))).toEqual([422, 'invalid', 'helped']);
    expect((await pair(p.id, schools.h1, schools.a)).status).toBe(201);
    const again = await pair(p.id, schools.h1, schools.a);
    expect(gist(again)).toEqual([422, 'invalid', 'helped']);
    expect(again.body.errors![0]!.message).toMatch(/已经结对/);
    // The other way round is another pairing.
    expect((await pair(p.id, schools.a, schools.h1)).status).toBe(201);
    const fitting = await made();
    expect(gist(await pair(fitting.id, schools.a, schools.h1))).toEqual([422, 'invalid', 'helper', 'helped']);
    expect(
      (
        await foreign.officer.send('POST', `/api/programmes/${p.id}/pairings`, {
          json: { helper: foreign.school, helped: schools.a, startsOn: '2026-09-01' },
        })
      ).status,
    ).toBe(404);
  });

  it('begin within the programme and end no earlier', async () => {
    const { made, officer, pair, schools } = office;
    const p = await made({ plugin: schoolPairs.id, settings: { visits: 1, silence: 5 } });
    for (const startsOn of ['2026-08-31', '2027-09-01', '2026-02-30'])
      expect(gist(await pair(p.id, schools.h1, schools.a, { startsOn }))).toEqual([422, 'invalid', 'startsOn']);
    const first = await pair(p.id, schools.h1, schools.a, { startsOn: '2026-09-01' });
    const last = await pair(p.id, schools.h1, schools.b, { startsOn: '2027-08-31' });
    expect([first.status, last.status]).toEqual([201, 201]);
    const end = (g: Pairing, on: string, version = 1, reason = '学校撤并') =>
      officer.send<Pairing & Refusal>('POST', `/api/pairings/${g.id}/end`, { version, json: { on, reason } });
    expect(gist(await end(last.body, '2027-08-30'))).toEqual([422, 'invalid', 'on']);
    expect((await end(last.body, '2027-08-31')).status).toBe(200);
    expect(gist(await end(last.body, '2027-08-31', 2))).toEqual([409, 'ended']);
    expect(gist(await end(first.body, '2026-11-24', 9))).toEqual([409, 'stale']);
    expect(gist(await end(first.body, '2026-11-24', 1, '短'))).toEqual([422, 'invalid', 'reason']);
    expect(gist(await end(first.body, '2026-11-25'))).toEqual([422, 'invalid', 'on']);
    expect(gist(await end(last.body, '2027-09-01', 2))).toEqual([409, 'ended']);
    const ended = await end(first.body, '2026-11-24');
    expect(ended.body).toMatchObject({ state: 'ended', endsOn: '2026-11-24', endReason: '学校撤并', version: 2 });
    // Ended, it no longer stands in the way of a new one.
    expect((await pair(p.id, schools.h1, schools.a)).status).toBe(201);
  });

  it('are looked after by offices of the district, in roles that the programme has', async () => {
    const { foreign, made, pair, schools, section } = office;
    const p = await made({ plugin: schoolPairs.id, settings: { visits: 1, silence: 5 } });
    const by = (appointed: object) => pair(p.id, schools.h1, schools.a, { appointed });
    expect(gist(await by({ section: schools.b }))).toEqual([422, 'invalid', 'appointed.section']);
    expect(gist(await by({ section: foreign.bureau }))).toEqual([422, 'invalid', 'appointed.section']);
    expect(gist(await by({ section: randomUUID() }))).toEqual([422, 'invalid', 'appointed.section']);
    expect(gist(await by({ unknown: section }))).toEqual([422, 'invalid', 'appointed.unknown']);
    expect(gist(await by({ constructor: section }))).toEqual([422, 'invalid', 'appointed.constructor']);
    expect(await by({ section })).toMatchObject({
      status: 201,
      body: { appointed: { section: { id: section, name: '民管股' } } },
    });
  });
});
