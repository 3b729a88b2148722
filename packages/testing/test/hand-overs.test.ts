import { sql } from '@xieshou/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, engines, PASSWORD, signedIn } from '../src/index.js';
import { codeOf } from './doors.js';
import { makeWorld, type Pair, type World } from './world.js';

interface Listed {
  readonly total: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}
type Content = Readonly<Record<'drafts' | 'returned' | 'reviews' | 'rectifications' | 'delegations', Listed>>;
interface InHand {
  readonly user: { readonly name: string };
  readonly assignment: { readonly id: string };
  readonly assignments: readonly { readonly id: string }[];
  readonly inHand: Content;
  readonly colleagues: readonly { readonly id: string; readonly mayWrite: boolean }[];
  readonly earlier: readonly { readonly id: string; readonly to: string }[];
}
interface Sheet {
  readonly id: string;
  readonly from: { readonly name: string };
  readonly to: { readonly name: string };
  readonly by: string;
  readonly drafts: number;
  readonly delegations: number;
  readonly content: Content;
}

describe.each(engines)('handing over on %s', (engine) => {
  let world: World;
  let pair: Pair;
  let made = 0;
  const orgId = (key: string) => world.orgs.get(key)!.id;
  const at = (key: string) => ({ id: orgId(key), district_id: orgId('A.bureau') });
  const somebody = async (role: 'schoolAdministrator' | 'teacher' | 'sectionMember', key: string) => {
    const username = `h-${engine}-${(made += 1)}`;
    const client = await signedIn(world.server, { role, at: at(key), username });
    const row = (await world.server.database.one<{ id: string; assignment: string }>(
      sql`select a.id, r.id as assignment from account a join assignment r on r.account_id = a.id
        where a.username = ${username}`,
    ))!;
    return { username, client, ...row };
  };
  type Somebody = Awaited<ReturnType<typeof somebody>>;
  const officer = () => world.officers.get('A')!;
  const inHand = (client: Client, who: Somebody) => client.get<InHand>(`/api/users/${who.id}/hand-over`);
  const handOver = (client: Client, from: Somebody, to: { readonly id: string }, assignment = from.assignment) =>
    client.send<Sheet>('POST', `/api/users/${from.id}/hand-over`, { json: { assignment, to: to.id } });
  const draft = (who: Somebody) =>
    who.client.post<{ id: string; version: number }>(`/api/programmes/${pair.programme}/records`, {
      form: 'visit',
      pairings: [pair.id],
      draft: true,
      data: { on: '2026-11-20', theme: '写了一半' },
    });
  const totals = (content: Content) => Object.entries(content).map(([key, { total }]) => `${key} ${total}`);

  beforeAll(async () => {
    world = await makeWorld(engine);
    pair = world.pairs.find((p) => p.key === 'A.p1')!;
  });
  afterAll(() => world.server.close());

  it('is told with its count before the person leaves, and not when there is nothing', async () => {
    const who = await somebody('teacher', 'A.s1');
    const person = await officer().post<{ id: string }>('/api/people', {
      name: '将离职',
      kind: 'teacher',
      organisation: orgId('A.s1'),
    });
    const told = (client: Client) =>
      client.get<{ user: { id: string }; assignment: { id: string }; total: number }[]>(
        `/api/people/${person.id}/in-hand`,
      );
    await draft(who);
    expect(await told(officer())).toEqual([]); // nobody's account yet
    await officer().patch(`/api/users/${who.id}`, 1, { person: person.id });
    const one = [{ user: { id: who.id }, assignment: { id: who.assignment }, total: 1 }];
    expect(await told(officer())).toMatchObject(one);
    await draft(who);
    const boss = await somebody('schoolAdministrator', 'A.s1');
    expect(await told(boss.client)).toMatchObject([{ ...one[0], total: 2 }]);
    const elsewhere = await somebody('schoolAdministrator', 'A.s2');
    expect((await elsewhere.client.send('GET', `/api/people/${person.id}/in-hand`)).status).toBe(404);
    await handOver(boss.client, who, boss);
    expect(await told(officer())).toEqual([]);
  });

  it('lists drafts, what came back, delegations and problems by name, and moves them to a colleague', async () => {
    const [leaving, staying, boss] = [
      await somebody('teacher', 'A.s1'),
      await somebody('teacher', 'A.s1'),
      await somebody('schoolAdministrator', 'A.s1'),
    ];
    const mine = await draft(leaving);
    await draft(staying);
    const sent = await leaving.client.post<{ id: string }>(`/api/programmes/${pair.programme}/records`, {
      form: 'visit',
      pairings: [pair.id],
      data: { on: '2026-11-19', theme: '退回的', guests: 2 },
    });
    const other = await somebody('schoolAdministrator', 'A.s2');
    const review = await world.server.database.one<{ id: string }>(
      sql`select id from review where subject_id = ${sent.id}`,
    );
    await other.client.post(`/api/reviews/${review!.id}/decision`, { decision: 'return', reason: '请补充' });
    await leaving.client.post('/api/delegations', { to: staying.id, startsOn: '2026-11-24', endsOn: '2026-11-26' });
    await boss.client.post('/api/delegations', { to: leaving.id, startsOn: '2026-11-25', endsOn: '2026-11-25' });
    await world.server.database.write((tx) =>
      tx.run(sql`update rectification set responsible = ${leaving.username} where id = ${pair.rectification}`),
    );
    for (const client of [officer(), boss.client]) {
      const seen = await inHand(client, leaving);
      expect(totals(seen.inHand)).toEqual(['drafts 1', 'returned 1', 'reviews 0', 'rectifications 1', 'delegations 2']);
      expect(seen.inHand.drafts.rows).toEqual([
        { id: mine.id, programme: expect.any(String), form: { zh: '走访', en: 'Visit' }, on: '2026-11-20' },
      ]);
      expect(JSON.stringify(seen)).not.toContain('写了一半');
      expect(seen.inHand.delegations.rows.map(({ way }) => way)).toEqual(['given', 'received']);
      expect(seen.colleagues.map(({ id }) => id)).not.toContain(leaving.id);
      expect(seen.earlier).toEqual([]);
    }

    const { status, body: sheet } = await handOver(boss.client, leaving, staying);
    expect(status).toBe(201);
    expect(sheet).toMatchObject({ drafts: 1, delegations: 2, by: boss.username, to: { name: staying.username } });
    // The draft is the other one's; what was handed in keeps who wrote it.
    const writers = await world.server.database.all<{ id: string; user_id: string; version: number }>(
      sql`select id, user_id, version from record where id in (${mine.id}, ${sent.id}) order by on_day desc`,
    );
    expect(writers.map(({ user_id }) => user_id)).toEqual([staying.id, leaving.id]);
    expect(Number(writers[0]!.version)).toBe(mine.version + 1);
    expect(await inHand(officer(), staying)).toMatchObject({ inHand: { drafts: { total: 2 } } });
    // It stays readable as it was, although nothing is in hand any more.
    const after = await inHand(officer(), leaving);
    expect(totals(after.inHand)).toEqual(['drafts 0', 'returned 1', 'reviews 0', 'rectifications 1', 'delegations 0']);
    expect(after.earlier).toEqual([{ id: sheet.id, to: staying.username, at: expect.any(String) }]);
    expect(await officer().get<Sheet>(`/api/hand-overs/${sheet.id}`)).toEqual(sheet);
    for (const one of [leaving, staying]) {
      const told = await one.client.get<{ rows: { kind: string; text: { zh: string } }[] }>('/api/notifications');
      const [handed] = told.rows.filter(({ kind }) => kind === 'handOver');
      expect(handed?.text.zh).toContain(`移交给“${staying.username}”（草稿 1 份，结束代理 2 项）`);
    }
    const entry = await world.server.database.one<{ detail: string }>(
      sql`select detail from audit_entry where action = 'account.handOver' and subject_id = ${leaving.id}`,
    );
    expect(JSON.parse(entry!.detail)).toMatchObject({ to: staying.id, drafts: 1, delegations: 2 });
  });

  it('names what waits for a school only while nobody else there could decide it', async () => {
    const only = await somebody('schoolAdministrator', 'A.s4');
    const theirs = world.pairs.find((p) => p.key === 'A.p2')!;
    const before = await inHand(officer(), only);
    expect(before.inHand.reviews.rows.map(({ id }) => id)).toContain(theirs.review);
    // A teacher decides nothing, and one who stands in for them does so only for some days.
    const teacher = await somebody('teacher', 'A.s4');
    await only.client.post('/api/delegations', { to: teacher.id, startsOn: '2026-11-24', endsOn: '2026-11-26' });
    expect((await inHand(officer(), only)).inHand.reviews.total).toBe(before.inHand.reviews.total);
    expect((await inHand(officer(), teacher)).inHand.reviews.total).toBe(0);
    const second = await somebody('schoolAdministrator', 'A.s4');
    expect((await inHand(officer(), only)).inHand.reviews.total).toBe(0);
    await world.server.database.write((tx) =>
      tx.run(sql`update account set state = 'suspended' where id = ${second.id}`),
    );
    expect((await inHand(officer(), only)).inHand.reviews.total).toBe(before.inHand.reviews.total);
  });

  it('goes to a colleague who can go on with it, and to nobody else', async () => {
    const [leaving, elsewhere, looking, boss] = [
      await somebody('teacher', 'A.s1'),
      await somebody('teacher', 'A.s2'),
      await somebody('sectionMember', 'A.s1'),
      await somebody('schoolAdministrator', 'A.s1'),
    ];
    await draft(leaving);
    const nobody = await boss.client.send<{ errors: { message: string }[] }>(
      'POST',
      `/api/users/${leaving.id}/hand-over`,
      {
        json: { assignment: leaving.assignment },
      },
    );
    expect(nobody.body.errors.map(({ message }) => message)).toEqual(['请填写接交人']);
    expect(await codeOf(handOver(boss.client, leaving, elsewhere))).toEqual([422, 'invalid', 'to']);
    expect(await codeOf(handOver(boss.client, leaving, leaving))).toEqual([422, 'invalid', 'to']);
    expect(await codeOf(handOver(boss.client, leaving, looking))).toEqual([422, 'may-not-write', 'to']);
    expect(await codeOf(handOver(boss.client, leaving, boss, boss.assignment))).toEqual([404, 'not-found']);
    // A colleague without the right, and the administrator of another school.
    expect(await codeOf(handOver(leaving.client, leaving, boss))).toEqual([404, 'not-found']);
    const foreign = await somebody('schoolAdministrator', 'A.s2');
    expect(await codeOf(handOver(foreign.client, leaving, elsewhere))).toEqual([404, 'not-found']);
    expect((await inHand(boss.client, leaving)).inHand.drafts.total).toBe(1);
  });

  it('leaves what the account has at another school alone', async () => {
    const both = await somebody('teacher', 'A.s1');
    const there = await somebody('schoolAdministrator', 'A.s1');
    await draft(both);
    await officer().post(`/api/users/${both.id}/assignments`, { role: 'teacher', organisation: orgId('A.s5') });
    const { assignments } = await inHand(officer(), both);
    expect(assignments).toHaveLength(2);
    const second = assignments.find(({ id }) => id !== both.assignment)!.id;
    const elsewhere = await somebody('teacher', 'A.s5');
    expect((await handOver(officer(), both, elsewhere, second)).body).toMatchObject({ drafts: 0 });
    expect((await inHand(there.client, both)).inHand.drafts.total).toBe(1);
    // The school sees its own sheets, not the other's.
    expect((await inHand(there.client, both)).earlier).toEqual([]);
  });

  it('happens once, however many do it at the same moment', async () => {
    const [leaving, staying] = [await somebody('teacher', 'A.s1'), await somebody('teacher', 'A.s1')];
    for (let n = 0; n < 3; n++) await draft(leaving);
    const answers = await Promise.all(Array.from({ length: 5 }, () => handOver(officer(), leaving, staying)));
    expect(answers.map(({ body }) => body.drafts).sort()).toEqual([0, 0, 0, 0, 3]);
    expect((await inHand(officer(), staying)).inHand.drafts.total).toBe(3);
  });

  it('puts whoever acted in a delegation out at once', async () => {
    const [leaving, helper] = [await somebody('schoolAdministrator', 'A.s1'), await somebody('teacher', 'A.s1')];
    await leaving.client.post('/api/delegations', { to: helper.id, startsOn: '2026-11-24', endsOn: '2026-11-26' });
    const acting = world.server.client();
    await acting.signIn(helper.username, PASSWORD);
    const { assignments } = await acting.get<{ assignments: { id: string; delegatedBy: string | null }[] }>(
      '/api/session',
    );
    await acting.post('/api/session/assignment', { assignment: assignments.find((a) => a.delegatedBy)!.id });
    expect((await handOver(officer(), leaving, helper)).body).toMatchObject({ delegations: 1 });
    expect((await acting.send('GET', '/api/workbench')).status).toBe(401);
  });
});
