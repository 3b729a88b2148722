import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Rectifications, sql, system, Units } from '@xieshou/core';
import {
  type Answer,
  type Client,
  type District,
  engines,
  makeDistrict,
  openWorkbook,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeSchool } from './office.js';

interface Whole {
  readonly id: string;
  readonly state: string;
  readonly overdue: boolean;
  readonly dueOn: string;
  readonly closedOn: string | null;
  readonly version: number;
  readonly steps: readonly { readonly action: string; readonly text: string; readonly organisation: string }[];
  readonly may: {
    readonly answer: boolean;
    readonly finish: boolean;
    readonly inspect: boolean;
    readonly extend: boolean;
  };
  readonly code?: string;
}

describe.each(engines)('what is found lacking and put right on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let programme: string;
  let pairing: string;
  const ids: Record<'helper' | 'helped' | 'centre' | 'section', string> = {
    helper: '',
    helped: '',
    centre: '',
    section: '',
  };
  const seats = new Map<
    string,
    { readonly role: 'schoolAdministrator' | 'centreSchoolInspector' | 'sectionMember'; readonly at: keyof typeof ids }
  >([
    ['helper', { role: 'schoolAdministrator', at: 'helper' }],
    ['helped', { role: 'schoolAdministrator', at: 'helped' }],
    ['centre', { role: 'centreSchoolInspector', at: 'centre' }],
    ['section', { role: 'sectionMember', at: 'section' }],
  ]);
  let users = 0;
  /** Somebody new in a seat: hours and days pass between the steps. */
  const as = (who: string): Promise<Client> => {
    if (who === 'officer') return district.signIn();
    const { role, at } = seats.get(who)!;
    return signedIn(server, {
      role,
      at: { id: ids[at], district_id: district.id },
      username: `${who}-${(users += 1)}`,
    });
  };
  const raise = async (content: string, o: object = {}): Promise<Answer<Whole>> =>
    (await as('helper')).send('POST', `/api/programmes/${programme}/rectifications`, {
      json: { pairing, content, ...o },
    });
  const raised = async (content: string, o: object = {}): Promise<Whole> => {
    const answer = await raise(content, o);
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const read = async (id: string, who = 'officer') => (await as(who)).get<Whole>(`/api/rectifications/${id}`);
  const act = async (who: string | Client, id: string, what: string, json: object): Promise<Answer<Whole>> => {
    const client = typeof who === 'string' ? await as(who) : who;
    const { version } = await read(id);
    return client.send('POST', `/api/rectifications/${id}/${what}`, { version, json });
  };
  const answered = { measures: '更换过期药品，补齐标签', responsible: '李主任' };
  const waiting = async (content: string): Promise<Whole> => {
    const made = await raised(content);
    expect((await act('helped', made.id, 'answer', answered)).status).toBe(200);
    const done = await act('helped', made.id, 'finish', { result: '已全部更换' });
    expect(done).toMatchObject({ status: 200, body: { state: 'waiting' } });
    return done.body;
  };

  beforeAll(async () => {
    // Monday, 12 October 2026.
    server = await startTestServer({
      engine,
      programmes: [schoolPairs],
      clock: new TestClock(new Date('2026-10-12T01:00:00Z')),
    });
    district = await makeDistrict(server);
    const officer = await district.signIn();
    const made = async (kind: string, name: string) =>
      (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent: district.id })).id;
    ids.centre = await made('centreSchool', '城关中心校');
    ids.section = await made('section', '民管股');
    ids.helper = await makeSchool(officer, district.id, '公办一小', 'public');
    ids.helped = await makeSchool(officer, ids.centre, '民办甲校', 'private');
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: schoolPairs.id,
        preset: 'plain',
        title: '整改项目',
        schoolYear: '2026-2027',
        settings: { visits: 1, silence: 5 },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    pairing = (
      await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
        helper: ids.helper,
        helped: ids.helped,
        startsOn: '2026-09-01',
        appointed: { section: ids.section },
      })
    ).id;
  });
  afterAll(() => server.close());

  it('goes from named to closed, every step kept with who took it', async () => {
    const made = await raised('实验室药品过期');
    // Ten working days after Monday the 12th: Monday the 26th.
    expect(made).toMatchObject({ state: 'open', dueOn: '2026-10-26', overdue: false });
    expect((await act('helped', made.id, 'answer', answered)).body.state).toBe('answering');
    expect((await act('helped', made.id, 'finish', { result: '已更换' })).body.state).toBe('waiting');
    expect((await act('section', made.id, 'inspect', { outcome: 'failed', note: '仍有两瓶过期' })).body.state).toBe(
      'answering',
    );
    expect((await act('helped', made.id, 'finish', { result: '全部更换' })).body.state).toBe('waiting');
    const closed = await act('centre', made.id, 'inspect', { outcome: 'passed', note: '复查合格' });
    expect(closed.body).toMatchObject({ state: 'closed', closedOn: '2026-10-12' });
    expect(closed.body.steps.map((s) => [s.action, s.organisation])).toEqual([
      ['raise', '公办一小'],
      ['answer', '民办甲校'],
      ['finish', '民办甲校'],
      ['failed', '民管股'],
      ['finish', '民办甲校'],
      ['passed', '城关中心校'],
    ]);
    expect(await act('centre', made.id, 'inspect', { outcome: 'noted', note: '再看一次' })).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
  });

  it.each(['helper', 'section', 'centre'])('may be closed by the %s', async (who) => {
    const made = await waiting(`由 ${who} 复查`);
    expect((await read(made.id, who)).may.inspect).toBe(true);
    expect((await act(who, made.id, 'inspect', { outcome: 'passed', note: '合格' })).body.state).toBe('closed');
  });

  it('is never closed by whoever answers for it, nor by a person who also holds a role there', async () => {
    const made = await waiting('不得自行销号');
    expect((await read(made.id, 'helped')).may).toMatchObject({ inspect: false });
    expect(await act('helped', made.id, 'inspect', { outcome: 'passed', note: '合格' })).toMatchObject({
      status: 422,
      body: { code: 'own-case' },
    });
    // An inspector of the centre school who also teaches at the school that answers.
    const both = await as('centre');
    const { user } = await both.get<{ user: { username: string } }>('/api/session');
    const account = await server.database.one<{ id: string }>(
      sql`select id from account where username = ${user.username}`,
    );
    await server.app.get(Units).run(system, async (unit) => {
      await unit.run(sql`insert into assignment (id, account_id, organisation_id, district_id, role, created_at)
        values (${randomUUID()}, ${account!.id}, ${ids.helped}, ${district.id}, 'teacher', ${server.clock.instant()})`);
      await unit.audit({ action: 'account.change', kind: 'account' });
    });
    expect(await act(both, made.id, 'inspect', { outcome: 'passed', note: '合格' })).toMatchObject({
      status: 422,
      body: { code: 'own-case' },
    });
    // The officer sees it and extends it, but inspecting is not theirs.
    const officer = await district.signIn();
    expect((await act(officer, made.id, 'inspect', { outcome: 'passed', note: '合格' })).status).toBe(404);
    expect((await read(made.id)).state).toBe('waiting');
  });

  it('takes its steps in order only', async () => {
    const made = await raised('次序');
    const status = async (who: string, what: string, json: object) => (await act(who, made.id, what, json)).status;
    expect(await status('helped', 'finish', { result: '已整改' })).toBe(409);
    expect(await status('section', 'inspect', { outcome: 'passed', note: '合格' })).toBe(409);
    expect(await status('section', 'inspect', { outcome: 'noted', note: '现场看过一次' })).toBe(200);
    expect(await status('helper', 'answer', answered)).toBe(404);
    expect(await status('helped', 'answer', answered)).toBe(200);
    expect(await status('helped', 'answer', { ...answered, responsible: '王主任' })).toBe(200);
    expect(await status('helped', 'finish', { result: '已整改' })).toBe(200);
    expect(await status('helped', 'answer', answered)).toBe(409);
    expect(await read(made.id)).toMatchObject({ responsible: '王主任' });
  });

  it('refuses a stale version and shows what stands there now', async () => {
    const made = await raised('版本');
    await act('helped', made.id, 'answer', answered);
    const late = await (
      await as('helped')
    ).send<{ current: Whole }>('POST', `/api/rectifications/${made.id}/answer`, {
      version: made.version,
      json: answered,
    });
    expect(late).toMatchObject({ status: 409, body: { code: 'stale', current: { state: 'answering' } } });
  });

  it('is named only by the side that raises it, in a record of the pairing, with words and a day', async () => {
    const status = async (o: object) => (await raise('内容', o)).status;
    expect([await status({ content: '短' }), await status({ content: '够长' })]).toEqual([422, 201]);
    expect([await status({ content: 'x'.repeat(1000) }), await status({ content: 'x'.repeat(1001) })]).toEqual([
      201, 422,
    ]);
    expect([await status({ dueOn: '2026-10-11' }), await status({ dueOn: '2026-10-12' })]).toEqual([422, 201]);
    expect(await status({ record: programme })).toBe(422);
    const helped = await as('helped');
    const own = await helped.send('POST', `/api/programmes/${programme}/rectifications`, {
      json: { pairing, content: '反过来' },
    });
    expect(own.status).toBe(422);
  });

  it('is overdue at midnight in Shanghai, is told once, and may be given a later day', async () => {
    const made = await raised('超期', { dueOn: '2026-10-13' });
    const told = async () =>
      Number(
        (await server.database.one<{ n: number }>(
          sql`select count(*) as n from notification where link = ${`/rectifications/${made.id}`}
            and text like '%超期（期限%'`,
        ))!.n,
      );
    await as('helped');
    server.clock.moveTo('2026-10-13T15:59:59.999Z');
    expect((await read(made.id)).overdue).toBe(false);
    await server.app.get(Rectifications).tellOverdue();
    expect(await told()).toBe(0);
    server.clock.moveTo('2026-10-13T16:00:00.000Z');
    expect((await read(made.id)).overdue).toBe(true);
    await server.app.get(Rectifications).tellOverdue();
    const first = await told();
    expect(first).toBeGreaterThan(0);
    await server.app.get(Rectifications).tellOverdue();
    expect(await told()).toBe(first);
    const officer = await district.signIn();
    const list = await officer.get<{ rows: Whole[]; counts: { overdue: number } }>(
      `/api/programmes/${programme}/rectifications?overdue=yes&size=200`,
    );
    expect(list.rows.map((row) => row.id)).toContain(made.id);
    expect(list.counts.overdue).toBe(list.rows.length);
    expect((await act(officer, made.id, 'extend', { dueOn: '2026-10-13', reason: '停电' })).status).toBe(422);
    expect((await act('helped', made.id, 'extend', { dueOn: '2026-10-20', reason: '停电' })).status).toBe(404);
    expect(await act(officer, made.id, 'extend', { dueOn: '2026-10-20', reason: '停电三天' })).toMatchObject({
      status: 200,
      body: { overdue: false, dueOn: '2026-10-20' },
    });
  });

  it('fills the ledger in its official columns', async () => {
    const officer = await district.signIn();
    const file = await officer.send('GET', `/api/programmes/${programme}/rectifications?language=zh`, {
      headers: { accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
    });
    const [sheet] = await openWorkbook(file.bytes);
    const lines = sheet!.rows.map((row) => row.filter(Boolean).join('|'));
    expect(lines).toContain('序号|整改单位|问题内容|整改措施|整改期限|责任人|复查人|复查结果|销号日期|状态');
    expect(
      lines.some((line) =>
        line.includes(
          '民办甲校|实验室药品过期|更换过期药品，补齐标签|2026-10-26|李主任|城关中心校|复查合格|2026-10-12|销号',
        ),
      ),
    ).toBe(true);
  });
});
