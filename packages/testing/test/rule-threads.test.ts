import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type District, engines, makeDistrict, startTestServer, type TestServer } from '../src/index.js';
import { programmes } from './fixtures/with-endless-rule.js';
import type { Refusal } from './office.js';

const ruleThreads = {
  programmes: new URL('./fixtures/with-endless-rule.js', import.meta.url),
  seconds: 3,
  memoryMiB: 64,
};

describe.each(engines)('rules over many rows in a thread on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;

  const begin = async (mode: string, plugin = 'with-endless-rule') =>
    (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin,
        preset: 'plain',
        title: mode,
        schoolYear: '2026-2027',
        settings: { mode },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
  const eligible = (programme: string) =>
    officer.send<Refusal & { total: number }>('GET', `/api/programmes/${programme}/eligible?side=helped`);
  const faults = async (plugin: string) =>
    (await officer.get<{ id: string; faults: { count: number; last: string | null } }[]>('/api/plugins/health')).find(
      ({ id }) => id === plugin,
    )!.faults;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes, ruleThreads });
    district = await makeDistrict(server);
    officer = await district.signIn();
    const { id } = await officer.post<{ id: string }>('/api/organisations', {
      name: '物流学院',
      kind: 'college',
      parent: district.id,
    });
    for (const [name, code] of [
      ['张三', '2401'],
      ['李四', '2402'],
    ])
      await officer.post('/api/people', { organisation: id, kind: 'student', name, code });
  });
  afterAll(() => server.close());

  it('answers what the rule answers', async () => {
    expect((await eligible(await begin('sound'))).body).toMatchObject({
      total: 2,
      rows: [{ outcome: 'eligible', findings: [{ rule: 'any', outcome: 'pass' }] }, { outcome: 'eligible' }],
    });
  });

  it.each(['throwing', 'wordless', 'greedy', 'leaving'])(
    'says which rule failed, without inner words: %s',
    async (mode) => {
      const { count } = await faults('with-endless-rule');
      const answer = await eligible(await begin(mode));
      expect(answer).toMatchObject({ status: 422, body: { code: 'programme-fault' } });
      expect(answer.body.title).toContain('with-endless-rule · eligible.helped');
      expect(JSON.stringify(answer.body)).not.toContain('inner words');
      expect(await faults('with-endless-rule')).toEqual({ count: count + 1, last: 'eligible.helped' });
    },
  );

  it('stops a rule without end and says so; meanwhile everything else is answered', async () => {
    const [endless, sound] = [await begin('endless'), await begin('sound', 'beside-it')];
    const { count } = await faults('with-endless-rule');
    let isOver = false;
    const waiting = eligible(endless).finally(() => (isOver = true));
    expect((await eligible(sound)).body.total).toBe(2);
    expect((await server.client().send('GET', '/health/ready')).status).toBe(200);
    expect((await officer.get<{ total: number }>('/api/programmes')).total).toBeGreaterThan(1);
    expect(isOver).toBe(false);
    expect(await waiting).toMatchObject({ status: 422, body: { code: 'programme-fault' } });
    expect(await faults('with-endless-rule')).toEqual({ count: count + 1, last: 'eligible.helped' });
    expect((await faults('beside-it')).count).toBe(0);
    expect((await eligible(await begin('sound'))).body.total).toBe(2);
  });

  it('computes proposals, and stops where they come to no end', async () => {
    const propose = async (mode: string) => {
      const programme = await begin(mode);
      const period = '2026-2027-1';
      const { job } = await officer.post<{ job: string }>(`/api/programmes/${programme}/proposals`, { period });
      for (;;) {
        const seen = await officer.get<{ state: string; problem: { zh: string } | null }>(`/api/jobs/${job}`);
        const { rows } = await officer.get<{ rows: { helper: { name: string } | null; reason: { zh: string } }[] }>(
          `/api/programmes/${programme}/proposals`,
        );
        if (seen.state === 'done' || seen.state === 'failed') return { ...seen, rows };
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const sound = await propose('sound');
    expect(sound.state).toBe('done');
    expect(sound.rows.map(({ reason }) => reason.zh).sort()).toEqual(['张三帮李四', '李四帮张三'].sort());
    const { count } = await faults('with-endless-rule');
    const endless = await propose('endlessNeed');
    expect(endless).toMatchObject({ state: 'failed', rows: [] });
    expect(endless.problem!.zh).toContain('with-endless-rule · match');
    expect(await faults('with-endless-rule')).toEqual({ count: count + 1, last: 'match' });
  });

  it('settles what comes of pairs, and stops where that comes to no end', async () => {
    const settle = async (mode: string) => {
      const programme = await begin(mode);
      const { rows } = await officer.get<{ rows: { id: string }[] }>('/api/people');
      await officer.post(`/api/programmes/${programme}/pairings`, {
        helper: rows[0]!.id,
        helped: rows[1]!.id,
        startsOn: '2026-11-01',
      });
      const path = `/api/programmes/${programme}/outcomes/points/settlements`;
      return officer.send<Refusal>('POST', path, { json: { period: '2026-2027-1' } });
    };
    expect(await settle('sound')).toMatchObject({ status: 200, body: { counts: { new: 1, same: 0 } } });
    const { count } = await faults('with-endless-rule');
    expect(await settle('endlessSettle')).toMatchObject({ status: 422, body: { code: 'programme-fault' } });
    expect(await faults('with-endless-rule')).toEqual({ count: count + 1, last: 'outcomes.points.settle' });
  });
});

it('does not keep a server from closing', async () => {
  const server = await startTestServer({
    engine: 'sqlite',
    programmes,
    ruleThreads: { ...ruleThreads, seconds: 600 },
  });
  const district = await makeDistrict(server);
  const officer = await district.signIn();
  await officer.post('/api/people', { organisation: district.id, kind: 'student', name: '张三', code: '2401' });
  const { id } = await officer.post<{ id: string }>('/api/programmes', {
    plugin: 'with-endless-rule',
    preset: 'plain',
    title: 'endless',
    schoolYear: '2026-2027',
    settings: { mode: 'endless' },
    organisations: [{ id: district.id, subtree: true }],
  });
  const waiting = officer.send('GET', `/api/programmes/${id}/eligible?side=helped`).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await server.close();
  await waiting;
});
