import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { engines, makeDistrict, startTestServer, type TestServer } from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { gist, makeOffice, type Office, type Programme, type Refusal } from './office.js';

describe.each(engines)('programmes on %s', (engine) => {
  let server: TestServer;
  let office: Office;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs, limitedPairs] });
    office = await makeOffice(server);
  });
  afterAll(() => server.close());

  describe('before they begin', () => {
    const preview = (json: object) =>
      office.officer.send<
        {
          schools: number;
          helperCandidates: number;
          helpedCandidates: number;
          names: { id: string; sides: string[] }[];
        } & Refusal
      >('POST', '/api/programmes/preview', { json });

    it('show who could stand where, and change nothing', async () => {
      const { district, schools } = office;
      const before = await server.database.all(sql`select * from programme`);
      const whole = await preview({
        plugin: limitedPairs.id,
        preset: 'plain',
        organisations: [{ id: district.id, subtree: true }],
      });
      expect(whole.body).toMatchObject({ schools: 5, helperCandidates: 2, helpedCandidates: 3, forms: 2 });
      expect(whole.body.names.find((n) => n.id === schools.h1)?.sides).toEqual(['helper']);
      const open = await preview({
        plugin: schoolPairs.id,
        preset: 'plain',
        organisations: [{ id: district.id, subtree: true }],
      });
      expect(open.body).toMatchObject({ helperCandidates: 5, helpedCandidates: 5 });
      // The bureau alone is no school; one school alone is one.
      const alone = (id: string) =>
        preview({ plugin: limitedPairs.id, preset: 'plain', organisations: [{ id, subtree: false }] });
      expect((await alone(district.id)).body.schools).toBe(0);
      expect((await alone(schools.a)).body).toMatchObject({ schools: 1, helpedCandidates: 1 });
      expect(await server.database.all(sql`select * from programme`)).toEqual(before);
    });

    it('refuse what is not there and what belongs to others', async () => {
      const { district, foreign } = office;
      const at = (organisations: object[], plugin = limitedPairs.id) =>
        preview({ plugin, preset: 'plain', organisations });
      expect(gist(await at([{ id: district.id, subtree: true }], 'no-such-plugin'))).toEqual([
        422,
        'invalid',
        'plugin',
      ]);
      for (const id of [foreign.school, foreign.bureau, randomUUID()])
        expect(
          gist(
            await at([
              { id: district.id, subtree: true },
              { id, subtree: false },
            ]),
          ),
        ).toEqual([422, 'invalid', 'organisations']);
    });
  });

  describe('when they are made', () => {
    it('run from the first day of the school year to its last, under the first version of their settings', async () => {
      const { district, made, officer } = office;
      const p = await made({ title: '新项目' });
      expect(p).toMatchObject({
        state: 'enabled',
        missing: false,
        startsOn: '2026-09-01',
        endsOn: '2027-08-31',
        settingsVersion: 1,
        settings: { visits: 1, silence: 5, most: 2 },
        pairings: 0,
        version: 1,
      });
      expect(await officer.get(`/api/programmes/${p.id}`)).toEqual(p);
      expect((await officer.send('GET', `/api/programmes/${p.id}`)).headers['etag']).toBe('"1"');
      const twice = await made({
        organisations: [
          { id: district.id, subtree: false },
          { id: district.id, subtree: true },
        ],
      });
      expect(twice.organisations).toEqual([expect.objectContaining({ id: district.id, subtree: true })]);
    });

    it('refuse settings, presets, years and organisations that do not fit, each by its field', async () => {
      const { create, foreign } = office;
      const settings = (o: object) => create({ settings: { visits: 1, silence: 5, most: 2, ...o } });
      expect(gist(await settings({ most: 0 }))).toEqual([422, 'invalid', 'settings.most']);
      expect(gist(await settings({ most: 6 }))).toEqual([422, 'invalid', 'settings.most']);
      expect(gist(await settings({ most: 1.5 }))).toEqual([422, 'invalid', 'settings.most']);
      expect(gist(await settings({ extra: 1 }))).toEqual([422, 'invalid', 'settings.extra']);
      expect(gist(await create({ settings: { visits: 1 } }))).toEqual([
        422,
        'invalid',
        'settings.silence',
        'settings.most',
      ]);
      for (const most of [1, 5]) expect((await settings({ most })).status).toBe(201);
      for (const preset of ['other', '__proto__', 'constructor', 'toString', ''])
        expect(gist(await create({ preset }))).toEqual([422, 'invalid', 'preset']);
      // The calendar has two school years back and one ahead.
      for (const schoolYear of ['2024-2025', '2027-2028']) expect((await create({ schoolYear })).status).toBe(201);
      for (const schoolYear of ['2023-2024', '2028-2029', '2026-2028', '2027-2026'])
        expect(gist(await create({ schoolYear }))).toEqual([422, 'invalid', 'schoolYear']);
      for (const id of [foreign.bureau, foreign.school, randomUUID()])
        expect(gist(await create({ organisations: [{ id, subtree: true }] }))).toEqual([
          422,
          'invalid',
          'organisations',
        ]);
      expect(gist(await create({ title: '短' }))).toEqual([422, 'invalid', 'title']);
      expect((await create({ title: '两字' })).status).toBe(201);
      expect((await create({ title: '长'.repeat(60) })).status).toBe(201);
      expect(gist(await create({ title: '长'.repeat(61) }))).toEqual([422, 'invalid', 'title']);
    });

    it('belong to one district, also where somebody reaches two', async () => {
      const { body, district, foreign } = office;
      const root = await makeDistrict(server, { role: 'platformAdministrator' });
      const everywhere = await root.signIn();
      const two = [district.id, foreign.bureau].map((id) => ({ id, subtree: true }));
      const answer = await everywhere.send<Refusal>('POST', '/api/programmes', { json: body({ organisations: two }) });
      expect(gist(answer)).toEqual([422, 'invalid', 'organisations']);
    });
  });

  describe('when they change', () => {
    it('keep versions: a stale change is refused with the difference, one without a version at all', async () => {
      const { change, made, officer } = office;
      const p = await made();
      const first = await change(p.id, 1, { title: '改过的名称' });
      expect(first).toMatchObject({ status: 200, body: { title: '改过的名称', version: 2, settingsVersion: 1 } });
      const stale = await change(p.id, 1, { title: '另一名称', settings: { visits: 3, silence: 5, most: 2 } });
      expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { version: 2 } } });
      expect(stale.body.difference).toEqual([
        { field: 'title', yours: '另一名称', theirs: '改过的名称' },
        { field: 'settings.visits', yours: 3, theirs: 1 },
      ]);
      const none = await officer.send<Refusal>('PATCH', `/api/programmes/${p.id}`, { json: { title: '无版本' } });
      expect(gist(none)).toEqual([428, 'version-missing']);
      expect((await officer.get<Programme>(`/api/programmes/${p.id}`)).title).toBe('改过的名称');
    });

    it('make a new version of the settings only for new settings', async () => {
      const { change, made, officer } = office;
      const p = await made();
      const same = await change(p.id, 1, { settings: { most: 2, silence: 5, visits: 1 } });
      expect(same.body).toMatchObject({ settingsVersion: 1, version: 2 });
      const next = await change(p.id, 2, { settings: { visits: 2, silence: 5, most: 2 } });
      expect(next.body).toMatchObject({ settingsVersion: 2, settings: { visits: 2 }, version: 3 });
      expect(gist(await change(p.id, 3, { settings: { visits: 10, silence: 5, most: 2 } }))).toEqual([
        422,
        'invalid',
        'settings.visits',
      ]);
      expect((await officer.get<Programme>(`/api/programmes/${p.id}`)).settingsVersion).toBe(2);
    });

    it('take other organisations of the district, and none of another', async () => {
      const { change, foreign, made, officer, schools } = office;
      const p = await made();
      const only = [{ id: schools.a, subtree: false }];
      expect((await change(p.id, 1, { organisations: only })).body.organisations).toMatchObject(only);
      for (const id of [foreign.school, foreign.bureau, randomUUID()])
        expect(gist(await change(p.id, 2, { organisations: [{ id, subtree: false }] }))).toEqual([
          422,
          'invalid',
          'organisations',
        ]);
      expect((await officer.get<Programme>(`/api/programmes/${p.id}`)).organisations).toMatchObject(only);
      expect(
        (await foreign.officer.send('PATCH', `/api/programmes/${p.id}`, { version: 2, json: { title: '外区' } }))
          .status,
      ).toBe(404);
    });
  });

  it('move from state to state as they may, and in no other way', async () => {
    const { made, move, officer } = office;
    const allowed = ['draft→enabled', 'enabled→suspended', 'enabled→closed', 'suspended→enabled', 'suspended→closed'];
    for (const from of ['draft', 'enabled', 'suspended', 'closed'])
      for (const to of ['enabled', 'suspended', 'closed']) {
        const p = await made();
        await server.database.write((tx) => tx.run(sql`update programme set state = ${from} where id = ${p.id}`));
        const answer = await move(p.id, 1, to);
        const right = allowed.includes(`${from}→${to}`);
        expect({ from, to, gist: gist(answer) }).toEqual({
          from,
          to,
          gist: right ? [200, undefined] : [409, 'wrong-move'],
        });
        expect(await officer.get(`/api/programmes/${p.id}`)).toMatchObject({
          state: right ? to : from,
          version: right ? 2 : 1,
        });
        if (!right) continue;
        expect(answer.body.state).toBe(to);
        expect(gist(await move(p.id, 1, to))).toEqual([409, 'stale']);
      }
    const p = await made();
    for (const to of ['draft', 'purged', 'Enabled'])
      expect(gist(await move(p.id, 1, to))).toEqual([422, 'invalid', 'to']);
    expect(
      gist(await officer.send<Refusal>('POST', `/api/programmes/${p.id}/state`, { json: { to: 'closed' } })),
    ).toEqual([428, 'version-missing']);
  });
});
