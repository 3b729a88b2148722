import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { engines, startTestServer, type TestServer } from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { gist, makeOffice, type Office, type Programme, type Refusal } from './office.js';

interface Schools {
  readonly count: number;
  readonly names: readonly { readonly id: string; readonly name: string }[];
}
interface Impact extends Refusal {
  readonly schools: number;
  readonly forms: number;
  readonly gained: Schools;
  readonly lost: Schools;
  readonly pairings: {
    readonly count: number;
    readonly names: readonly {
      readonly id: string;
      readonly helper: { name: string };
      readonly helped: { name: string };
    }[];
  };
  readonly records: number;
}

describe.each(engines)('choosing for whom a programme is, on %s', (engine) => {
  let server: TestServer;
  let office: Office;
  let programme: Programme;
  const alone = (...ids: readonly string[]) => ids.map((id) => ({ id, subtree: false }));
  const preview = (organisations: readonly object[], id = programme.id) =>
    office.officer.send<Impact>('POST', `/api/programmes/${id}/organisations/preview`, { json: { organisations } });
  const names = ({ names: all }: Schools) => all.map(({ name }) => name).sort();

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [limitedPairs, schoolPairs] });
    office = await makeOffice(server);
    const { h1, h2, a } = office.schools;
    programme = await office.made({ organisations: alone(h1, h2, a) });
  });
  afterAll(() => server.close());

  it('says which schools come and which go, and changes nothing', async () => {
    const { h1, b, c } = office.schools;
    const before = await server.database.all(sql`select * from programme_organisation order by organisation_id`);
    const { body, status } = await preview(alone(h1, b, c));
    expect(status).toBe(200);
    expect(body).toMatchObject({ schools: 3, forms: 2, pairings: { count: 0, names: [] }, records: 0 });
    expect(names(body.gained)).toEqual(['民办乙校', '民办丙校'].sort());
    expect(names(body.lost)).toEqual(['公办二小', '民办甲校'].sort());
    expect(await server.database.all(sql`select * from programme_organisation order by organisation_id`)).toEqual(
      before,
    );
  });

  it('counts the whole district by its bureau, and nothing lost by the same choice in other words', async () => {
    const { district, schools } = office;
    const whole = await preview([{ id: district.id, subtree: true }]);
    expect(whole.body).toMatchObject({ schools: 5, gained: { count: 2 }, lost: { count: 0 } });
    const same = await preview(alone(schools.a, schools.h2, schools.h1, schools.h1));
    expect(same.body).toMatchObject({ schools: 3, gained: { count: 0 }, lost: { count: 0 } });
    // The bureau by itself is no school.
    expect((await preview(alone(district.id))).body).toMatchObject({ schools: 0, lost: { count: 3 } });
  });

  it('names the running pairings that would be left behind, and no ended one', async () => {
    const { h1, h2, a } = office.schools;
    const pairing = (await office.pair(programme.id, h1, a)).body;
    const without = async (...ids: readonly string[]) => (await preview(alone(...ids))).body.pairings;
    for (const ids of [
      [h1, h2],
      [h2, a],
    ])
      expect(await without(...ids)).toMatchObject({
        count: 1,
        names: [{ id: pairing.id, helper: { name: '公办一小' }, helped: { name: '民办甲校' } }],
      });
    expect(await without(h1, a)).toEqual({ count: 0, names: [] });
    await office.officer.send('POST', `/api/pairings/${pairing.id}/end`, {
      version: pairing.version,
      json: { on: '2026-11-24', reason: '测试结束' },
    });
    expect(await without(h2)).toEqual({ count: 0, names: [] });
  });

  it('refuses what is absent, and what belongs to others', async () => {
    const { foreign, schools } = office;
    for (const id of [foreign.school, foreign.bureau, randomUUID()])
      expect(gist(await preview(alone(schools.h1, id)))).toEqual([422, 'invalid', 'organisations']);
    expect(gist(await preview([]))).toEqual([422, 'invalid', 'organisations']);
    expect((await preview(alone(schools.h1), randomUUID())).status).toBe(404);
    const neighbours = await foreign.officer.send('POST', `/api/programmes/${programme.id}/organisations/preview`, {
      json: { organisations: alone(foreign.school) },
    });
    expect(neighbours.status).toBe(404);
  });

  it('shows plugins with the programmes of the district only, also where the code is gone', async () => {
    const { officer, foreign } = office;
    interface Health {
      readonly id: string;
      readonly installed: boolean;
      readonly programmes: readonly { readonly id: string; readonly state: string }[];
      readonly faults: { readonly count: number; readonly last: string | null };
    }
    await server.database.write((tx) => tx.run(sql`update programme set plugin = 'gone' where id = ${programme.id}`));
    const mine = await officer.get<Health[]>('/api/plugins/health');
    expect(mine.map(({ id, installed, programmes }) => [id, installed, programmes.map((p) => p.id)])).toEqual([
      [limitedPairs.id, true, []],
      [schoolPairs.id, true, []],
      ['gone', false, [programme.id]],
    ]);
    const theirs = await foreign.officer.get<Health[]>('/api/plugins/health');
    expect(theirs.map(({ id }) => id)).toEqual([limitedPairs.id, schoolPairs.id]);
  });
});
