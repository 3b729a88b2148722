import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, engines } from '../src/index.js';
import { gist, type Refusal } from './office.js';
import { actor, makeWorld, type World } from './world.js';

interface Inside {
  readonly id: string;
  readonly helper: { readonly id: string; readonly name: string };
  readonly helped: { readonly id: string; readonly name: string };
  readonly state: string;
  readonly endsOn: string | null;
  readonly version: number;
}
interface Listed {
  readonly total: number;
  readonly rows: readonly Inside[];
  readonly people: Readonly<Record<'helper' | 'helped', readonly { readonly id: string; readonly name: string }[]>>;
}

describe.each(engines)('pairs of people inside a pairing on %s', (engine) => {
  let world: World;
  let officer: Client;
  let helper: Client;
  let helped: Client;
  const pair = () => world.pairs.find(({ key }) => key === 'A.p1')!;
  const at = () => `/api/pairings/${pair().id}/inside`;
  const person = (organisation: string, kind: string, name: string) =>
    officer.post<{ id: string }>('/api/people', { name, kind, organisation: world.orgs.get(organisation)!.id });
  const arrange = (who: Client, o: object) =>
    who.send<Inside & Refusal>('POST', at(), {
      json: { inside: 'mentors', kind: 'art', startsOn: '2026-11-24', ...o },
    });

  beforeAll(async () => {
    world = await makeWorld(engine);
    officer = world.officers.get('A')!;
    helper = (await actor(world, 'schoolAdministrator', 'A.s1')).client;
    helped = (await actor(world, 'schoolAdministrator', 'A.s2')).client;
  });
  afterAll(() => world.server.close());

  it('are arranged by either side or the bureau, of their own people, and the other side is told', async () => {
    const mentor = await person('A.s1', 'teacher', '郑名师');
    const apprentice = await person('A.s2', 'staff', '小周');
    const made = await arrange(helped, { helper: mentor.id, helped: apprentice.id });
    expect(made).toMatchObject({
      status: 201,
      body: { helper: { id: mentor.id }, helped: { id: apprentice.id }, state: 'active' },
    });
    expect(made.body.helper.name).toMatch(/^郑名师（/);
    const told = await helper.get<{ rows: { text: { zh: string } | string; link: string }[] }>('/api/notifications');
    expect(told.rows[0]).toMatchObject({ link: `/pairings/${pair().id}` });
    expect(gist(await arrange(officer, { helper: mentor.id, helped: apprentice.id }))).toEqual([
      422,
      'invalid',
      'helped',
    ]);
  });

  it('are of people who may be chosen, in a kind that there is, not before the schools were paired', async () => {
    const mentor = await person('A.s1', 'teacher', '孙名师');
    const pupil = await person('A.s2', 'student', '小吴');
    const apprentice = await person('A.s2', 'teacher', '小郑');
    const elsewhere = await person('A.s4', 'teacher', '外校');
    const refused = async (o: object) =>
      gist(await arrange(helper, { helper: mentor.id, helped: apprentice.id, ...o }));
    expect(await refused({ helped: pupil.id })).toEqual([422, 'invalid', 'helped']);
    expect(await refused({ helped: elsewhere.id })).toEqual([422, 'invalid', 'helped']);
    expect(await refused({ helped: randomUUID() })).toEqual([422, 'invalid', 'helped']);
    expect(await refused({ helper: apprentice.id, helped: mentor.id })).toEqual([422, 'invalid', 'helper', 'helped']);
    expect(await refused({ kind: 'music' })).toEqual([422, 'invalid', 'kind']);
    expect(await refused({ inside: 'toString' })).toEqual([422, 'invalid', 'inside']);
    expect(await refused({ startsOn: '2026-08-31' })).toEqual([422, 'invalid', 'startsOn']);
    expect((await arrange(helper, { helper: mentor.id, helped: apprentice.id, startsOn: '2026-09-01' })).status).toBe(
      201,
    );
  });

  it('are one, however often two people are paired at once', async () => {
    const mentor = await person('A.s1', 'teacher', '同时');
    const apprentice = await person('A.s2', 'teacher', '同时');
    const answers = await Promise.all(
      [helper, helped, officer].map((who) => arrange(who, { helper: mentor.id, helped: apprentice.id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  });

  it('are read by whoever reads the pairing, who sees nobody else to choose from', async () => {
    const mine = await helper.get<Listed>(at());
    expect(mine.rows.map(({ id }) => id)).toContain(pair().inside);
    expect(mine.people.helped.length).toBeGreaterThan(0);
    const section = (await actor(world, 'sectionMember', 'A.section')).client;
    const theirs = await section.get<Listed>(at());
    expect(theirs.total).toBe(mine.total);
    expect(theirs.people).toEqual({ helper: [], helped: [] });
    expect((await officer.get<Listed>(`${at()}?inside=other`)).total).toBe(0);
    // They are no pairings of organisations: no list, count or duty has them.
    const listed = await officer.get<{ total: number }>(`/api/programmes/${pair().programme}/pairings`);
    expect(listed.total).toBe(2);
    expect((await officer.send('GET', `/api/pairings/${pair().inside}`)).status).toBe(404);
    expect((await officer.send('GET', `/api/pairings/${pair().inside}/inside`)).status).toBe(404);
    const duties = await officer.get<{ rows: unknown[] }>(`/api/programmes/${pair().programme}/duties`);
    expect(duties.rows).toHaveLength(2);
  });

  it('end on a day with a reason, once, and not before they began', async () => {
    const mentor = await person('A.s1', 'teacher', '结束');
    const apprentice = await person('A.s2', 'teacher', '结束');
    const { body } = await arrange(helper, { helper: mentor.id, helped: apprentice.id, startsOn: '2026-11-20' });
    const end = (on: string, version = body.version) =>
      helped.send<Inside & Refusal>('POST', `/api/inside-pairings/${body.id}/end`, {
        json: { on, reason: '调整分工' },
        version,
      });
    expect(gist(await end('2026-11-19'))).toEqual([422, 'invalid', 'on']);
    expect(gist(await end('2099-01-01'))).toEqual([422, 'invalid', 'on']);
    expect((await end('2026-11-20', 9)).status).toBe(409);
    expect(await end('2026-11-20')).toMatchObject({ status: 200, body: { state: 'ended', endsOn: '2026-11-20' } });
    expect(gist(await end('2026-11-20', body.version + 1))).toEqual([409, 'ended']);
    expect(
      (
        await officer.send('POST', `/api/inside-pairings/${pair().id}/end`, {
          json: { on: '2026-11-24', reason: '不是人员结对' },
          version: 1,
        })
      ).status,
    ).toBe(404);
  });

  it('end with the pairing around them', async () => {
    const p2 = world.pairs.find(({ key }) => key === 'A.p2')!;
    const mentor = await person('A.s3', 'teacher', '明天开始');
    const apprentice = await person('A.s4', 'teacher', '明天开始');
    await officer.post(`/api/pairings/${p2.id}/inside`, {
      inside: 'mentors',
      kind: 'art',
      helper: mentor.id,
      helped: apprentice.id,
      startsOn: '2026-11-30',
    });
    await officer.post(`/api/pairings/${p2.id}/end`, { on: '2026-11-24', reason: '学校撤并' }, { version: 1 });
    const { rows } = await officer.get<Listed>(`/api/pairings/${p2.id}/inside`);
    expect(rows.map(({ state, endsOn }) => [state, endsOn]).sort()).toEqual([
      ['ended', '2026-11-24'],
      ['ended', '2026-11-30'],
    ]);
    expect(
      gist(
        await officer.send<Refusal>('POST', `/api/pairings/${p2.id}/inside`, {
          json: { inside: 'mentors', kind: 'art', helper: mentor.id, helped: apprentice.id, startsOn: '2026-11-24' },
        }),
      ),
    ).toEqual([409, 'ended']);
  });
});
