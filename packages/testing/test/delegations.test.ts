import { sql } from '@xieshou/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, engines, PASSWORD, signedIn } from '../src/index.js';
import { gist, type Refusal } from './office.js';
import { makeWorld, type Pair, type World } from './world.js';

interface Delegation {
  readonly id: string;
  readonly state: string;
  readonly from: { readonly name: string };
  readonly to: { readonly name: string };
}
interface Session {
  readonly user: { readonly id: string; readonly mustChoose: boolean } | null;
  readonly assignment: { readonly id: string; readonly role: string; readonly delegatedBy: string | null } | null;
  readonly assignments: readonly { readonly id: string; readonly role: string; readonly delegatedBy: string | null }[];
  readonly permissions: readonly string[];
}

describe.each(engines)('delegations on %s', (engine) => {
  let world: World;
  let pair: Pair;
  let made = 0;
  const at = (key: string) => ({ id: world.orgs.get(key)!.id, district_id: world.orgs.get('A.bureau')!.id });
  const idOf = async (username: string) =>
    (await world.server.database.one<{ id: string }>(sql`select id from account where username = ${username}`))!.id;
  const somebody = async (role: 'schoolAdministrator' | 'teacher', key = 'A.s2') => {
    const username = `d-${engine}-${(made += 1)}`;
    const client = await signedIn(world.server, { role, at: at(key), username });
    return { username, client, id: await idOf(username) };
  };
  const give = (client: Client, to: string, startsOn = '2026-11-24', endsOn = '2026-11-26') =>
    client.send<Delegation & Refusal>('POST', '/api/delegations', { json: { to, startsOn, endsOn } });
  const session = (client: Client) => client.get<Session>('/api/session');
  const actFor = async (client: Client) => {
    const { assignments } = await session(client);
    const theirs = assignments.find((a) => a.delegatedBy !== null)!;
    await client.post('/api/session/assignment', { assignment: theirs.id });
  };
  const NOON = 'T04:00:00.000Z';

  beforeAll(async () => {
    world = await makeWorld(engine);
    pair = world.pairs.find((p) => p.key === 'A.p1')!;
  });
  afterAll(() => world.server.close());

  it('let a colleague act in a role from the first day to the last, by the clock in Shanghai', async () => {
    const { clock } = world.server;
    const [boss, helper] = [await somebody('schoolAdministrator'), await somebody('teacher')];
    const given = await give(boss.client, helper.id, '2026-11-25', '2026-11-26');
    expect([given.status, given.body.state]).toEqual([201, 'coming']);
    const acts = async () => {
      const client = world.server.client();
      await client.signIn(helper.username, PASSWORD);
      return (await session(client)).assignments.some((a) => a.delegatedBy === boss.username);
    };
    const seen: boolean[] = [];
    // Midnight in Shanghai is 16:00 UTC of the day before.
    for (const instant of [
      '2026-11-24T15:59:59.999Z',
      '2026-11-24T16:00:00.000Z',
      '2026-11-26T15:59:59.999Z',
      '2026-11-26T16:00:00.000Z',
    ]) {
      clock.moveTo(instant);
      seen.push(await acts());
    }
    expect(seen).toEqual([false, true, true, false]);
    clock.moveTo(`2026-11-24${NOON}`);
  });

  it('put whoever acts out at the last midnight, and when it, the role or the delegator’s account ends', async () => {
    const { clock, database } = world.server;
    for (const stop of ['midnight', 'end', 'role', 'account'] as const) {
      const [boss, helper] = [await somebody('schoolAdministrator'), await somebody('teacher')];
      const given = await give(boss.client, helper.id);
      await actFor(helper.client);
      expect((await helper.client.send('GET', '/api/reviews')).status).toBe(200);
      if (stop === 'midnight') clock.moveTo('2026-11-26T16:00:00.000Z');
      if (stop === 'end') await boss.client.post(`/api/delegations/${given.body.id}/end`);
      if (stop === 'role')
        await database.write((tx) =>
          tx.run(sql`update assignment set ended_at = '2026-11-24T00:00:00.000Z' where account_id = ${boss.id}`),
        );
      if (stop === 'account')
        await database.write((tx) => tx.run(sql`update account set state = 'suspended' where id = ${boss.id}`));
      expect([stop, (await helper.client.send('GET', '/api/reviews')).status]).toEqual([stop, 401]);
      clock.moveTo(`2026-11-24${NOON}`);
    }
  });

  it('show both in the audit log, and manage no accounts', async () => {
    const [boss, helper] = [await somebody('schoolAdministrator'), await somebody('teacher')];
    await give(boss.client, helper.id);
    await actFor(helper.client);
    expect(await session(helper.client)).toMatchObject({
      assignment: { role: 'schoolAdministrator', delegatedBy: boss.username },
    });
    expect((await session(helper.client)).permissions).not.toContain('user.write');
    expect((await helper.client.send('POST', `/api/users/${boss.id}/password`)).status).toBe(404);
    const one = await helper.client.post<{ id: string }>('/api/people', {
      name: '代办',
      kind: 'teacher',
      organisation: at('A.s2').id,
    });
    const entry = await world.server.database.one<{ user_id: string; detail: string }>(
      sql`select user_id, detail from audit_entry where subject_id = ${one.id}`,
    );
    expect([entry?.user_id, (JSON.parse(entry!.detail) as { onBehalfOf?: string }).onBehalfOf]).toEqual([
      helper.id,
      boss.id,
    ]);
  });

  it('cannot be passed on, go to a stranger, to oneself, backwards, or twice for the same days', async () => {
    const [boss, helper, third] = [
      await somebody('schoolAdministrator'),
      await somebody('teacher'),
      await somebody('teacher'),
    ];
    const stranger = await somebody('teacher', 'A.s1');
    const nobody = await boss.client.send<{ errors: { field: string; message: string }[] }>(
      'POST',
      '/api/delegations',
      {
        json: { startsOn: '2026-11-24', endsOn: '2026-11-24' },
      },
    );
    expect(nobody.body.errors).toEqual([{ field: 'to', message: '请填写代理人' }]);
    for (const to of [stranger.id, boss.id]) expect(gist(await give(boss.client, to))).toEqual([422, 'invalid', 'to']);
    expect(gist(await give(boss.client, helper.id, '2026-11-23', '2026-11-24'))).toEqual([422, 'invalid', 'startsOn']);
    expect(gist(await give(boss.client, helper.id, '2026-11-25', '2026-11-24'))).toEqual([422, 'invalid', 'endsOn']);
    expect((await give(boss.client, helper.id, '2026-11-24', '2026-11-24')).status).toBe(201);
    expect(gist(await give(boss.client, third.id, '2026-11-24', '2026-11-30'))).toEqual([422, 'invalid', 'startsOn']);
    expect((await give(boss.client, third.id, '2026-11-25', '2026-11-30')).status).toBe(201);
    await actFor(helper.client);
    expect(gist(await give(helper.client, third.id, '2026-12-01', '2026-12-02'))).toEqual([422, 'delegated-role']);
    const { rows } = await boss.client.get<{ rows: { id: string }[] }>('/api/delegations/colleagues');
    const ids = rows.map(({ id }) => id);
    expect([ids.includes(helper.id), ids.includes(boss.id), ids.includes(stranger.id)]).toEqual([true, false, false]);
  });

  it('are seen and ended by the two of them, and by nobody else', async () => {
    const [boss, helper, third] = [
      await somebody('schoolAdministrator'),
      await somebody('teacher'),
      await somebody('schoolAdministrator'),
    ];
    const { id } = (await give(boss.client, helper.id)).body;
    const lists = async (client: Client) => {
      const all = await client.get<{ given: Delegation[]; received: Delegation[] }>('/api/delegations');
      return [all.given.map((d) => d.id), all.received.map((d) => d.id)];
    };
    expect([await lists(boss.client), await lists(helper.client), await lists(third.client)]).toEqual([
      [[id], []],
      [[], [id]],
      [[], []],
    ]);
    expect((await third.client.send('POST', `/api/delegations/${id}/end`)).status).toBe(404);
    expect((await helper.client.post<Delegation>(`/api/delegations/${id}/end`)).state).toBe('over');
  });

  it('give nobody a decision in their own case: neither who wrote nor whom they stand in for', async () => {
    // Records between the schools are written by s1 and confirmed by s2; one account holds a role at both.
    const confirmer = await somebody('schoolAdministrator', 'A.s2');
    const [writer, colleague] = [await somebody('schoolAdministrator', 'A.s1'), await somebody('teacher', 'A.s2')];
    const officer = await signedIn(world.server, { role: 'bureauOfficer', at: at('A.bureau') });
    await officer.post(`/api/users/${writer.id}/assignments`, {
      role: 'schoolAdministrator',
      organisation: at('A.s2').id,
    });
    const write = async (client: Client) => {
      const record = await client.post<{ id: string }>(`/api/programmes/${pair.programme}/records`, {
        form: 'visit',
        pairings: [pair.id],
        data: { on: '2026-11-20', theme: '走访', guests: 2 },
      });
      return (await world.server.database.one<{ id: string }>(
        sql`select id from review where subject_id = ${record.id}`,
      ))!.id;
    };
    const decide = (client: Client, review: string) =>
      client.send<Refusal>('POST', `/api/reviews/${review}/decision`, { json: { decision: 'confirm' } });
    const roleAt = async (client: Client, role: string, place: string) => {
      const all = await client.get<{
        assignments: { id: string; role: string; organisation: { id: string }; delegatedBy: string | null }[];
      }>('/api/session');
      const found = all.assignments.find(
        (a) => a.role === role && a.organisation.id === at(place).id && a.delegatedBy === null,
      )!;
      await client.post('/api/session/assignment', { assignment: found.id });
    };

    // The writer lets a colleague at s2 act for them there: the colleague may not confirm what the writer wrote.
    const theirs = await write(writer.client);
    await roleAt(writer.client, 'schoolAdministrator', 'A.s2');
    expect((await give(writer.client, colleague.id)).status).toBe(201);
    await actFor(colleague.client);
    expect(gist(await decide(colleague.client, theirs))).toEqual([422, 'own-case']);

    // Somebody who stands in for the writer at s1 wrote it: the writer may not confirm it at s2.
    const standIn = await somebody('teacher', 'A.s1');
    await roleAt(writer.client, 'schoolAdministrator', 'A.s1');
    expect((await give(writer.client, standIn.id)).status).toBe(201);
    await actFor(standIn.client);
    const onBehalf = await write(standIn.client);
    await roleAt(writer.client, 'schoolAdministrator', 'A.s2');
    expect(gist(await decide(writer.client, onBehalf))).toEqual([422, 'own-case']);

    // Somebody with no hand in it may.
    expect((await decide(confirmer.client, theirs)).status).toBe(200);
    expect((await decide(confirmer.client, onBehalf)).status).toBe(200);
  });
});
