import { describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { type Client, engines, PASSWORD, startTestServer } from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type RecordView } from './meeting.js';
import { gist, type Programme, type Refusal } from './office.js';

describe.each(engines)('a programme that stands still on %s', (engine) => {
  it.each(['suspended', 'closed'])('can be read and not written: %s', async (state) => {
    const server = await startTestServer({ engine, programmes: [schoolPairs] });
    try {
      const meeting = await makeMeeting(server);
      const [writer, a, officer] = [await meeting.at('h'), await meeting.at('a'), await meeting.office()];
      const record = await meeting.visit(writer, ['a'], '2026-11-02');
      const [review] = (await a.get<{ rows: { id: string }[] }>('/api/reviews')).rows;
      const url = `/api/programmes/${meeting.programme}`;
      await officer.post(`${url}/state`, { to: state }, { version: 1 });
      const before = await server.database.all(sql`select * from record`);
      const writes: readonly (readonly [Client, 'POST' | 'PATCH' | 'GET', string, object | undefined, number?])[] = [
        [writer, 'GET', `${url}/forms/visit/start`, undefined],
        [
          writer,
          'POST',
          `${url}/records`,
          { form: 'visit', pairings: [meeting.pairings.a], data: { on: '2026-11-02', theme: '新', guests: 1 } },
        ],
        [writer, 'PATCH', `/api/records/${record.id}`, { data: { ...record.data, theme: '改' } }, 1],
        [a, 'POST', `/api/reviews/${review!.id}/decision`, { decision: 'confirm' }],
        [
          officer,
          'POST',
          `${url}/pairings`,
          { helper: meeting.schools.a.id, helped: meeting.schools.b.id, startsOn: '2026-09-01' },
        ],
        [officer, 'POST', `/api/pairings/${meeting.pairings.b}/end`, { on: '2026-11-24', reason: '结束' }, 1],
        [
          officer,
          'POST',
          `${url}/duties/remind`,
          { cells: [{ pairing: meeting.pairings.a, duty: 'visit', period: '2026-11' }] },
        ],
      ];
      for (const [client, method, path, json, version] of writes) {
        const answer = await client.send<Refusal>(method, path, {
          ...(json ? { json } : {}),
          ...(version ? { version } : {}),
        });
        expect({ path, gist: gist(answer) }).toEqual({ path, gist: [409, 'not-running'] });
        expect(answer.body.title).toMatch(/未启用或已结束/);
      }
      expect(await server.database.all(sql`select * from record`)).toEqual(before);
      const reads = ['', '/records', '/pairings', '/duties?period=2026-11', '/ledgers/visits', '/reports/overview'];
      for (const path of reads)
        for (const client of [officer, writer, a])
          expect((await client.send('GET', url + path)).status, path).toBe(200);
      expect((await writer.get<RecordView>(`/api/records/${record.id}`)).mayChange).toBe(false);
      const title = await officer.send<Programme & Refusal>('PATCH', url, { version: 2, json: { title: '改名' } });
      expect(gist(title)).toEqual(state === 'closed' ? [409, 'closed'] : [200, undefined]);
      expect((await officer.get<{ programmes: unknown[] }>('/api/workbench')).programmes).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('whose plugin is not installed is listed as missing, read, and not written', async () => {
    let server = await startTestServer({ engine, programmes: [schoolPairs, limitedPairs] });
    try {
      const meeting = await makeMeeting(server);
      const writer = await meeting.at('h');
      const record = await meeting.visit(writer, ['a'], '2026-11-02');
      const asked = await meeting.at('a');
      const [review] = (await asked.get<{ rows: { id: string }[] }>('/api/reviews')).rows;
      const names: Record<string, string> = {};
      for (const [key, client] of [
        ['h', writer],
        ['a', asked],
        ['officer', await meeting.office()],
      ] as const)
        names[key] = (await client.get<{ user: { username: string } }>('/api/session')).user.username;
      server = await server.restart({ programmes: [limitedPairs] });
      const signInAs = async (username: string) => {
        const client = server.client();
        await client.signIn(username, PASSWORD);
        return client;
      };
      const [h, a, officer] = [
        await signInAs(names['h']!),
        await signInAs(names['a']!),
        await signInAs(names['officer']!),
      ];
      const url = `/api/programmes/${meeting.programme}`;
      for (const client of [officer, h, a]) {
        const { rows } = await client.get<{ rows: Programme[] }>('/api/programmes');
        expect(rows).toMatchObject([{ id: meeting.programme, missing: true, state: 'enabled' }]);
        expect(await client.get(url)).toMatchObject({ missing: true, manifest: null, settings: { visits: 1 } });
        const records = await client.get<{ rows: RecordView[] }>(`${url}/records`);
        expect(records.rows).toMatchObject([
          { id: record.id, mayChange: false, data: { theme: '联合教研', guests: 3 } },
        ]);
        expect(await client.get(`/api/records/${record.id}`)).toMatchObject({ id: record.id, state: 'submitted' });
        expect(await client.get(`/api/records/${record.id}/history`)).toMatchObject([{ action: 'submit' }]);
        expect((await client.send('GET', `${url}/pairings`)).status).toBe(200);
        expect(await client.get(`${url}/duties?period=2026-11`)).toMatchObject({
          columns: [],
          period: { id: '2026-11' },
        });
        expect((await client.send('GET', '/api/workbench')).status).toBe(200);
      }
      expect((await a.get<{ rows: { id: string }[] }>('/api/reviews')).rows).toMatchObject([
        { id: review!.id, form: 'visit' },
      ]);
      const cells = [{ pairing: meeting.pairings.a, duty: 'visit', period: '2026-11' }];
      const writes: readonly (readonly [Client, 'POST' | 'PATCH', string, object, number?])[] = [
        [
          h,
          'POST',
          `${url}/records`,
          { form: 'visit', pairings: [meeting.pairings.a], data: { on: '2026-11-03', theme: '新', guests: 1 } },
        ],
        [h, 'PATCH', `/api/records/${record.id}`, { data: { ...record.data, theme: '改' } }, 1],
        [a, 'POST', `/api/reviews/${review!.id}/decision`, { decision: 'confirm' }],
        [
          officer,
          'POST',
          `${url}/pairings`,
          { helper: meeting.schools.a.id, helped: meeting.schools.b.id, startsOn: '2026-09-01' },
        ],
        [officer, 'POST', `/api/pairings/${meeting.pairings.b}/end`, { on: '2026-11-24', reason: '结束' }, 1],
        [officer, 'POST', `${url}/duties/remind`, { cells }],
        [officer, 'PATCH', url, { settings: { visits: 2, silence: 5 } }, 1],
      ];
      for (const [client, method, path, json, version] of writes) {
        const answer = await client.send<Refusal>(method, path, { json, ...(version ? { version } : {}) });
        expect({ path, gist: gist(answer) }).toEqual({ path, gist: [409, 'plugin-missing'] });
        expect(answer.body.title).toMatch(/未安装/);
      }
      const anew = await officer.send<Refusal>('POST', '/api/programmes', {
        json: {
          plugin: schoolPairs.id,
          preset: 'plain',
          title: '再来',
          schoolYear: '2026-2027',
          settings: {},
          organisations: [{ id: meeting.district.id, subtree: true }],
        },
      });
      expect(gist(anew)).toEqual([422, 'invalid', 'plugin']);

      // Installed again, it goes on where it stood.
      server = await server.restart({ programmes: [schoolPairs, limitedPairs] });
      const confirmer = await signInAs(names['a']!);
      await confirmer.post(`/api/reviews/${review!.id}/decision`, { decision: 'confirm' });
      expect(await confirmer.get(`/api/records/${record.id}`)).toMatchObject({ state: 'confirmed', version: 2 });
    } finally {
      await server.close();
    }
  });
});
