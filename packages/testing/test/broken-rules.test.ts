import { sql } from '@xieshou/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Client, contractPromises, engines, PASSWORD, startTestServer, type TestServer } from '../src/index.js';
import { withBrokenRule } from './fixtures/with-broken-rule.js';
import { makeMeeting, type Meeting } from './meeting.js';
import type { Refusal } from './office.js';

interface Workbench {
  readonly programmes: readonly {
    readonly id: string;
    readonly pairings: number;
    readonly duties: readonly object[];
    readonly dutiesFailed: boolean;
  }[];
}

describe.each(engines)('a rule that fails once its programme runs, on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let officer: Client;
  let writer: Client;
  let url: string;

  const change = async (broken: string) =>
    officer.send<Refusal>('PATCH', url, {
      version: (await officer.get<{ version: number }>(url)).version,
      json: { settings: { broken } },
    });
  /** As if another version of the plugin had been installed that fails under settings which were sound before. */
  const set = (broken: string) =>
    server.database.write((tx) =>
      tx.run(sql`update programme_settings set settings = ${JSON.stringify({ broken })}
        where programme_id = ${meeting.programme}`),
    );
  const write = (theme: string, form = 'visit') =>
    writer.send<Refusal>('POST', `${url}/records`, {
      json: {
        form,
        pairings: [meeting.pairings.a],
        data: { on: '2026-11-03', theme, ...(form === 'visit' ? { guests: 3 } : {}) },
      },
    });
  const records = async () => (await officer.get<{ total: number }>(`${url}/records`)).total;
  const health = async () =>
    (await officer.get<{ id: string; faults: { count: number; last: string } }[]>('/api/plugins/health')).find(
      ({ id }) => id === 'with-broken-rule',
    )!.faults;
  /** It is said which rule failed, without inner words; it is counted for officers; the server goes on. */
  const expectFault = async (ask: () => Promise<{ status: number; body: Refusal }>, rule: string) => {
    const { count } = await health();
    const answer = await ask();
    expect(answer).toMatchObject({ status: 422, body: { code: 'programme-fault' } });
    expect(answer.body.title).toContain(`with-broken-rule · ${rule}`);
    expect(JSON.stringify(answer.body)).not.toContain('inner words');
    expect(await health()).toMatchObject({ last: rule });
    expect((await health()).count).toBeGreaterThan(count);
    expect((await server.client().send('GET', '/health/ready')).status).toBe(200);
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withBrokenRule] });
    meeting = await makeMeeting(server, { broken: 'none' }, withBrokenRule.id);
    officer = await meeting.office();
    writer = await meeting.at('h');
    url = `/api/programmes/${meeting.programme}`;
  });
  afterAll(() => server.close());

  it.each([
    ['检查', 'forms.visit.checks'],
    ['检查无答', 'forms.visit.checks'],
    ['事实', 'forms.visit.facts'],
    ['事实无答', 'forms.visit.facts'],
    ['一半', 'forms.visit.facts'],
    ['承诺', 'forms.visit.facts'],
  ])('keeps nothing of the record: %s', async (theme, rule) => {
    const before = await records();
    await expectFault(() => write(theme), rule);
    expect(await records()).toBe(before);
  });

  it('leaves other records of the same form alone', async () => {
    expect((await write('草原')).status).toBe(201);
  });

  it.each(['throwing', 'half', 'words', 'nested', 'nothing', 'promised'])(
    'is said in place of the report: %s',
    async (report) => {
      await expectFault(() => officer.send<Refusal>('GET', `${url}/reports/${report}`), `reports.${report}.rows`);
      expect(await officer.get(`${url}/reports/sound`)).toMatchObject({ totals: {}, rows: [{ cells: { visits: 1 } }] });
    },
  );

  it.each(['dutyThrows', 'dutyHalf', 'dutyPromise', 'fields'])(
    'is found when settings under which it fails are saved, and they are not: %s',
    async (broken) => {
      expect(await change(broken)).toMatchObject({ status: 422, body: { code: 'programme-fault' } });
      expect(await officer.get(url)).toMatchObject({ settings: { broken: 'none' }, version: 1 });
    },
  );

  it.each([
    ['dutyThrows', 'duties.visit.atLeast'],
    ['dutyHalf', 'duties.visit.atLeast'],
    ['dutyPromise', 'duties.visit.atLeast'],
    ['days', 'duties.visit.teachingDays'],
  ])('is said in place of the duties, and on the workbench, where the rest stands: %s', async (broken, rule) => {
    const workbench = async () => (await officer.get<Workbench>('/api/workbench')).programmes;
    await set('none');
    const [before] = await workbench();
    expect(before).toMatchObject({ pairings: 2, dutiesFailed: false, duties: [{ duty: 'visit' }] });
    await set(broken);
    await expectFault(() => officer.send<Refusal>('GET', `${url}/duties?period=2026-11`), rule);
    expect(await workbench()).toEqual([{ ...before, duties: [], overduePairings: 0, dutiesFailed: true }]);
    expect((await officer.send('GET', `${url}/ledgers/visits`)).status).toBe(200);
    expect((await officer.send('GET', `${url}/records`)).status).toBe(200);
    await set('none');
    expect(await workbench()).toEqual([before]);
  });

  it('keeps nothing of a record that is to be confirmed within no number of days', async () => {
    await set('silence');
    const before = await records();
    await expectFault(() => write('草原'), 'reviews.confirmation.steps.0.silentAfter');
    expect(await records()).toBe(before);
    await set('none');
  });

  it('makes no pairing with a party it cannot judge, or beyond a limit that is no number', async () => {
    const pair = (helper: string, helped: string) => () =>
      officer.send<Refusal>('POST', `${url}/pairings`, { json: { helper, helped, startsOn: '2026-10-01' } });
    const { a, b } = meeting.schools;
    await expectFault(pair(b.id, a.id), 'sides.helper.where');
    await set('most');
    await expectFault(pair(a.id, b.id), 'sides.helped.atMost');
    await set('none');
    expect(await officer.get(`${url}/pairings`)).toMatchObject({ total: 2 });
  });

  it('is said in place of its form; the other form, and what is no business of its form, stand', async () => {
    await set('fields');
    await expectFault(() => writer.send<Refusal>('GET', `${url}/forms/visit/start`), 'forms.visit.fields');
    expect((await write('便条', 'note')).status).toBe(201);
    for (const path of ['/api/organisations', '/api/programmes', `${url}/pairings`, '/api/workbench'])
      expect({ path, status: (await officer.send('GET', path)).status }).toEqual({ path, status: 200 });
    await set('none');
  });
});

describe.each(engines)('a plugin that is missing while its rows exist, on %s', (engine) => {
  it('is said to be missing, and its records can be read and exported', async () => {
    let server = await startTestServer({ engine, programmes: [withBrokenRule] });
    try {
      const meeting = await makeMeeting(server, { broken: 'none' }, withBrokenRule.id);
      const writer = await meeting.at('h');
      await meeting.visit(writer, ['a'], '2026-11-03', { theme: '草原' });
      const { user } = await (await meeting.office()).get<{ user: { username: string } }>('/api/session');
      const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      server = await server.restart({ programmes: [] });
      expect(log.mock.calls.flat().join('\n')).toContain(
        `The plugin ${withBrokenRule.id} is not installed. Its 1 programme(s) can be read and exported`,
      );
      log.mockRestore();
      expect((await server.client().send('GET', '/health/ready')).status).toBe(200);
      const officer = server.client();
      await officer.signIn(user.username, PASSWORD);
      const url = `/api/programmes/${meeting.programme}`;
      expect(await officer.get('/api/plugins/health')).toMatchObject([{ id: withBrokenRule.id, installed: false }]);
      expect(await officer.get(`${url}/records`)).toMatchObject({ total: 1, rows: [{ data: { theme: '草原' } }] });
      const accept = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      const file = await officer.send('GET', `${url}/records?form=visit`, { headers: { accept } });
      expect(file.status).toBe(200);
      expect(file.headers['content-type']).toContain(accept);
    } finally {
      await server.close();
    }
  });
});

describe('the contract suite', () => {
  it('finds what the checks at start cannot see', () => {
    const sample = (more = {}) => ({
      valid: { on: '2026-11-05', theme: '草原', ...more },
      invalid: { data: { on: '2026-11-31', theme: '草原', ...more }, field: 'on' },
    });
    const promises = contractPromises(withBrokenRule, { samples: { visit: sample({ guests: 3 }), note: sample() } });
    const found = promises.flatMap(({ complaints }) => complaints()).join('\n');
    for (const rule of [
      'duties.visit',
      'sides.helped.atMost',
      'reviews.confirmation.steps.0.silentAfter',
      'forms.visit',
    ])
      expect(found).toContain(rule);
    const broken = promises.filter(({ complaints }) => complaints().length > 0).map(({ name }) => name);
    for (const report of ['throwing', 'half', 'words', 'nested', 'nothing', 'promised'])
      expect(broken).toContain(`the report ${report} answers with its columns`);
    expect(broken).not.toContain('the report sound answers with its columns');
  });
});
