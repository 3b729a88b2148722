import { type Role, sql } from '@xieshou/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, engines, type Place, signedIn, startTestServer, type TestServer } from '../src/index.js';
import { confirm, drift, factsOf, giveBack, reviewOf, waiting } from './deciding.js';
import { withReviewSteps } from './fixtures/with-review-steps.js';
import { makeMeeting, type Meeting, type RecordView } from './meeting.js';

interface Refusal {
  readonly code?: string;
  readonly title?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
interface TrailStep {
  readonly round: number;
  readonly step: number;
  readonly title: { readonly zh: string };
  readonly organisation: { readonly name: string };
  readonly state: string;
  readonly correction: number | null;
  readonly decisions: readonly { readonly decision: string; readonly by: string; readonly reason: string | null }[];
}

/** Schools a and b have neither centre school nor section; school c has both. */
describe.each(engines)('steps of a review on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let centre: Place;
  let section: Place;
  let c: Place;
  let ofC: string;
  const at = (place: Place, role: Role = 'schoolAdministrator') => signedIn(server, { role, at: place });
  const bureau = () => at(meeting.district, 'bureauOfficer');
  const hand = (who: Client, form: string, pairing: string, data: object = {}) =>
    who.send<RecordView & Refusal>('POST', `/api/programmes/${meeting.programme}/records`, {
      json: { form, pairings: [pairing], data: { on: '2026-11-20', theme: '方案', ...data } },
    });
  const write = async (who: Client, form: string, pairing = ofC) => {
    const made = await hand(who, form, pairing);
    expect({ form, status: made.status, body: made.body }).toMatchObject({ form, status: 201 });
    return made.body;
  };
  const read = (who: Client, id: string) => who.get<RecordView>(`/api/records/${id}`);
  const change = (who: Client, record: RecordView, theme: string) =>
    who.send<RecordView & Refusal>('PATCH', `/api/records/${record.id}`, {
      version: record.version,
      json: { data: { ...record.data, theme } },
    });
  const withdraw = async (who: Client, id: string) =>
    who.send<RecordView & Refusal>('POST', `/api/records/${id}/withdraw`, { version: (await read(who, id)).version });
  const trail = (who: Client, id: string) => who.get<TrailStep[]>(`/api/records/${id}/trail`);
  const walked = async (who: Client, id: string) =>
    (await trail(who, id)).map((s) => [s.round, s.step, s.state, ...s.decisions.map((d) => d.decision)]);
  /** Decides what waits there for somebody, and answers what it was. */
  const approve = async (who: Client, record: string, note?: string) => {
    const review = (await waiting(who)).find((w) => w.record === record)!;
    expect((await confirm(who, review.id, note)).status).toBe(200);
    return review;
  };
  const moment = (day: string) => server.clock.moveTo(`${day}T02:00:00Z`);

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withReviewSteps] });
    meeting = await makeMeeting(server, { fileWithin: 3, silence: 3 }, withReviewSteps.id);
    const officer = await meeting.office();
    const place = async (body: object): Promise<Place> => ({
      id: (await officer.post<{ id: string }>('/api/organisations', body)).id,
      district_id: meeting.district.id,
    });
    centre = await place({ name: '城关中心校', kind: 'centreSchool', parent: meeting.district.id });
    section = await place({ name: '基教股', kind: 'section', parent: meeting.district.id });
    c = await place({
      name: '丙小学',
      kind: 'school',
      ownership: 'private',
      schoolKind: 'primary',
      parent: centre.id,
    });
    ofC = (
      await officer.post<{ id: string }>(`/api/programmes/${meeting.programme}/pairings`, {
        helper: meeting.schools.h.id,
        helped: c.id,
        startsOn: '2026-09-01',
        appointed: { section: section.id },
      })
    ).id;
  });
  afterAll(() => server.close());

  it('follow each other: centre school, section, then two people of the bureau', async () => {
    const writer = await at(c);
    const made = await write(writer, 'report');
    expect(made).toMatchObject({ state: 'submitted', mayChange: true, mayWithdraw: true, mayVoid: true });
    const [inspector, liaison, first, second] = [
      await at(centre, 'centreSchoolInspector'),
      await at(section, 'sectionMember'),
      await bureau(),
      await bureau(),
    ];
    // Nobody is asked before their turn.
    for (const one of [liaison, first]) expect((await waiting(one)).map((w) => w.record)).not.toContain(made.id);
    const asked = await approve(inspector, made.id, '情况属实，同意上报');
    expect(asked).toMatchObject({
      step: 1,
      steps: 3,
      stepTitle: { zh: '中心校审核' },
      dueOn: '2026-11-27',
      silence: false,
      overdue: false,
      opinions: [],
    });
    const begun = await read(writer, made.id);
    expect(begun).toMatchObject({ state: 'submitted', mayChange: false, mayWithdraw: false, mayVoid: false });
    expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['claimed']);
    expect(await approve(liaison, made.id)).toMatchObject({
      step: 2,
      dueOn: null,
      opinions: [{ round: 1, step: 1, decision: 'approve', reason: '情况属实，同意上报' }],
    });
    const third = await approve(first, made.id);
    expect(third).toMatchObject({ step: 3, steps: 3, needs: 2, approved: 0 });
    // One of two is not enough, and the same person is not a second one.
    expect((await read(writer, made.id)).state).toBe('submitted');
    expect((await waiting(first)).map((w) => w.record)).not.toContain(made.id);
    expect(await confirm(first, third.id)).toMatchObject({ status: 422, body: { code: 'decided-before' } });
    expect(await approve(second, made.id)).toMatchObject({ needs: 2, approved: 1, opinions: [{}, {}, {}] });
    expect((await read(writer, made.id)).state).toBe('confirmed');
    expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['confirmed']);
    expect((await trail(writer, made.id)).map((s) => [s.title.zh, s.organisation.name, s.state])).toEqual([
      ['中心校审核', '城关中心校', 'approved'],
      ['股室审核', '基教股', 'approved'],
      ['教育局审定', expect.any(String), 'approved'],
    ]);
    expect(await walked(writer, made.id)).toEqual([
      [1, 1, 'approved', 'approve'],
      [1, 2, 'approved', 'approve'],
      [1, 3, 'approved', 'approve', 'approve'],
    ]);
    const history = await writer.get<{ action: string }[]>(`/api/records/${made.id}/history`);
    expect(history.map((v) => v.action)).toEqual(['submit', 'approve', 'approve', 'approve', 'approve']);
    expect(await drift(server)).toBe(0);
  });

  it('begin again at the first once it was returned at a later one, and the earlier round can be read', async () => {
    const [writer, inspector, liaison] = [
      await at(c),
      await at(centre, 'centreSchoolInspector'),
      await at(section, 'sectionMember'),
    ];
    const made = await write(writer, 'report');
    await approve(inspector, made.id);
    expect((await giveBack(liaison, await reviewOf(liaison, made.id), '数据不全')).status).toBe(200);
    const returned = await read(writer, made.id);
    expect(returned).toMatchObject({ state: 'returned', mayChange: true, subjects: [{ reason: '数据不全' }] });
    expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['void']);
    expect((await change(writer, returned, '补全数据')).status).toBe(200);
    expect((await waiting(liaison)).map((w) => w.record)).not.toContain(made.id);
    const again = (await waiting(inspector)).find((w) => w.record === made.id)!;
    expect(again).toMatchObject({
      step: 1,
      opinions: [
        { round: 1, step: 1, decision: 'approve' },
        { round: 1, step: 2, decision: 'return', reason: '数据不全' },
      ],
    });
    await approve(inspector, made.id);
    expect(await walked(writer, made.id)).toEqual([
      [1, 1, 'approved', 'approve'],
      [1, 2, 'returned', 'return'],
      [2, 1, 'approved', 'approve'],
      [2, 2, 'open'],
    ]);
  });

  it('end with one return where two people are needed', async () => {
    const [writer, first, second] = [await at(c), await bureau(), await bureau()];
    const made = await write(writer, 'report');
    await approve(await at(centre, 'centreSchoolInspector'), made.id);
    await approve(await at(section, 'sectionMember'), made.id);
    await approve(first, made.id);
    await giveBack(second, await reviewOf(second, made.id), '须补充附件');
    expect((await read(writer, made.id)).state).toBe('returned');
    expect((await walked(writer, made.id)).at(-1)).toEqual([1, 3, 'returned', 'approve', 'return']);
  });

  it('need as many people as they say: of ten who decide at once, exactly so many do', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, bureau));
    for (const [form, needs, school] of [
      ['report', 2, c],
      ['workPlan', 1, meeting.schools.h],
    ] as const) {
      const made = await write(await at(school), form);
      if (form === 'report') {
        await approve(await at(centre, 'centreSchoolInspector'), made.id);
        await approve(await at(section, 'sectionMember'), made.id);
      }
      const review = await reviewOf(people[0]!, made.id);
      const answers = await Promise.all(people.map((one) => confirm(one, review)));
      expect(answers.map((x) => x.status).sort()).toEqual([
        ...Array.from({ length: needs }, () => 200),
        ...Array.from({ length: 10 - needs }, () => 409),
      ]);
      expect(await server.database.all(sql`select id from review_decision where review_id = ${review}`)).toHaveLength(
        needs,
      );
      expect((await read(people[0]!, made.id)).state).toBe('confirmed');
    }
    expect(await drift(server)).toBe(0);
  });

  it('count somebody and whoever stands in for them as one', async () => {
    const place = meeting.district;
    const [boss, helper, third] = [
      await signedIn(server, { role: 'bureauOfficer', at: place, username: `boss-${engine}` }),
      await signedIn(server, { role: 'bureauOfficer', at: place, username: `helper-${engine}` }),
      await bureau(),
    ];
    const me = await helper.get<{ user: { id: string } }>('/api/session');
    await boss.post('/api/delegations', { to: me.user.id, startsOn: '2026-11-24', endsOn: '2026-11-30' });
    const made = await write(await at(c), 'report');
    await approve(await at(centre, 'centreSchoolInspector'), made.id);
    await approve(await at(section, 'sectionMember'), made.id);
    const { assignments } = await helper.get<{ assignments: { id: string; delegatedBy: string | null }[] }>(
      '/api/session',
    );
    await helper.post('/api/session/assignment', {
      assignment: assignments.find((one) => one.delegatedBy !== null)!.id,
    });
    const review = await reviewOf(helper, made.id);
    expect((await confirm(helper, review)).status).toBe(200);
    // Neither the one nor the other is a second person, in whichever role.
    expect(await confirm(boss, review)).toMatchObject({ status: 422, body: { code: 'decided-before' } });
    await helper.post('/api/session/assignment', {
      assignment: assignments.find((one) => one.delegatedBy === null)!.id,
    });
    expect(await confirm(helper, review)).toMatchObject({ status: 422, body: { code: 'decided-before' } });
    const seen = (await waiting(third)).find((w) => w.id === review)!;
    expect(seen.opinions.at(-1)).toMatchObject({ by: `helper-${engine}`, onBehalfOf: `boss-${engine}` });
    expect((await confirm(third, review)).status).toBe(200);
    expect((await read(third, made.id)).state).toBe('confirmed');
  });

  it('ask a colleague of whoever wrote it, then each side for itself', async () => {
    const writer = await at(c);
    const colleague = await at(c);
    const made = await write(writer, 'agreement');
    const review = await reviewOf(colleague, made.id);
    expect(await confirm(writer, review)).toMatchObject({ status: 422, body: { code: 'own-case' } });
    await approve(colleague, made.id, '同意');
    const [ours, theirs] = [await at(c), await meeting.at('h')];
    expect(await confirm(writer, await reviewOf(writer, made.id))).toMatchObject({ body: { code: 'own-case' } });
    await approve(ours, made.id);
    expect((await read(writer, made.id)).state).toBe('submitted');
    await approve(theirs, made.id);
    expect((await read(writer, made.id)).state).toBe('confirmed');
    expect(await walked(writer, made.id)).toEqual([
      [1, 1, 'approved', 'approve'],
      [1, 2, 'approved', 'approve'],
      [1, 2, 'approved', 'approve'],
    ]);
  });

  it('are ended by one side of two: nobody is left to be asked', async () => {
    const [writer, colleague, theirs] = [await at(c), await at(c), await meeting.at('h')];
    const made = await write(writer, 'agreement');
    await approve(colleague, made.id);
    await giveBack(theirs, await reviewOf(theirs, made.id), '条款有误');
    expect((await read(writer, made.id)).state).toBe('returned');
    expect((await waiting(colleague)).map((w) => w.record)).not.toContain(made.id);
  });

  const besides = async (name: string): Promise<Place> => {
    const officer = await meeting.office();
    const made = await officer.post<{ id: string }>('/api/organisations', {
      name,
      kind: 'school',
      ownership: 'private',
      schoolKind: 'primary',
      parent: centre.id,
    });
    return { id: made.id, district_id: meeting.district.id };
  };

  it('are refused while somebody is missing who would decide, with who must be named first', async () => {
    const messages = ({ status, body }: { status: number; body: Refusal }) => [
      status,
      body.errors?.map((e) => [e.field, e.message]),
    ];
    // Of b, the centre school is missing.
    const b = await meeting.at('b');
    expect(messages(await hand(b, 'report', meeting.pairings.b))).toEqual([
      422,
      [['pairings', expect.stringContaining('上级没有“中心校”')]],
    ]);
    // Of a school below the centre, nobody is appointed yet.
    const place = await besides('戊小学');
    const officer = await meeting.office();
    const { id } = await officer.post<{ id: string }>(`/api/programmes/${meeting.programme}/pairings`, {
      helper: meeting.schools.h.id,
      helped: place.id,
      startsOn: '2026-09-01',
    });
    const writer = await at(place);
    expect(messages(await hand(writer, 'report', id))).toEqual([
      422,
      [['pairings', expect.stringContaining('还没有指定“包联股室”')]],
    ]);
    // And whoever is alone at a school has no colleague to sign.
    expect(messages(await hand(writer, 'agreement', id))).toEqual([
      422,
      [['pairings', expect.stringContaining('目前有 0 人可以办理')]],
    ]);
    await at(place);
    expect((await hand(writer, 'agreement', id)).status).toBe(201);
    expect(
      await server.database.all(
        sql`select r.id from record r join record_subject s on s.record_id = r.id where s.pairing_id = ${id}`,
      ),
    ).toHaveLength(1);
  });

  it('let the writer take a record back before the first decision, and not after it', async () => {
    const [writer, inspector] = [await at(c), await at(centre, 'centreSchoolInspector')];
    const made = await write(writer, 'report');
    const asked = await reviewOf(inspector, made.id);
    expect((await withdraw(inspector, made.id)).status).toBe(404);
    const back = await withdraw(writer, made.id);
    expect(back).toMatchObject({ status: 200, body: { state: 'returned', mayChange: true, mayWithdraw: false } });
    expect(await confirm(inspector, asked)).toMatchObject({ status: 409, body: { code: 'decided' } });
    expect((await withdraw(writer, made.id)).body.code).toBe('decided');
    expect((await factsOf(server, made.id)).map((row) => row[2])).toEqual(['void']);
    expect((await change(writer, back.body, '改后再报')).body).toMatchObject({ state: 'submitted' });
    await approve(inspector, made.id);
    const late = await read(writer, made.id);
    expect(await withdraw(writer, made.id)).toMatchObject({ status: 409, body: { code: 'decided' } });
    expect(await change(writer, late, '又改')).toMatchObject({ status: 409, body: { code: 'under-review' } });
    const voided = await writer.send<Refusal>('POST', `/api/records/${made.id}/void`, {
      version: late.version,
      json: { reason: '写错了' },
    });
    expect(voided).toMatchObject({ status: 409, body: { code: 'under-review' } });
    const history = await writer.get<{ action: string }[]>(`/api/records/${made.id}/history`);
    expect(history.map((v) => v.action)).toEqual(['submit', 'withdraw', 'resubmit', 'approve']);
    expect(await walked(writer, made.id)).toEqual([
      [2, 1, 'approved', 'approve'],
      [2, 2, 'open'],
    ]);
  });

  it('are for those whose turn it is alone', async () => {
    const made = await write(await meeting.at('h'), 'workPlan');
    const officer = await bureau();
    const review = await reviewOf(officer, made.id);
    for (const client of [
      await at(c),
      await meeting.at('h'),
      await at(centre, 'centreSchoolInspector'),
      await at(section, 'sectionMember'),
      await meeting.at('h', 'teacher'),
    ])
      expect([403, 404]).toContain((await confirm(client, review)).status);
    expect((await confirm(officer, review)).status).toBe(200);
  });

  it('never let an officer decide on what an officer alone wrote', async () => {
    const [writer, other] = [await bureau(), await bureau()];
    const made = await write(writer, 'appraisal');
    const review = await reviewOf(other, made.id);
    expect(await confirm(writer, review)).toMatchObject({ status: 422, body: { code: 'own-case' } });
    expect((await confirm(other, review)).status).toBe(200);
    expect((await read(writer, made.id)).state).toBe('confirmed');
  });

  it('ask for a correction what they asked for the record', async () => {
    const [writer, officer] = [await meeting.at('h'), await bureau()];
    const made = await write(writer, 'workPlan');
    await approve(officer, made.id);
    const filed = await read(writer, made.id);
    const asked = await writer.send<RecordView>('POST', `/api/records/${made.id}/corrections`, {
      version: filed.version,
      json: { data: { ...filed.data, theme: '更正后' }, reason: '笔误更正' },
    });
    expect(asked).toMatchObject({ status: 201, body: { openCorrection: { number: 1 } } });
    expect(await approve(officer, made.id)).toMatchObject({ step: 1, steps: 1, stepTitle: { zh: '教育局备案' } });
    expect(await read(writer, made.id)).toMatchObject({ data: { theme: '更正后' }, correction: 1 });
    expect((await trail(writer, made.id)).map((s) => [s.correction, s.state])).toEqual([
      [null, 'approved'],
      [1, 'approved'],
    ]);
  });

  it('go on for each pairing of a record by itself', async () => {
    const [writer, a, officer] = [await meeting.at('h'), await meeting.at('a'), await bureau()];
    const made = await meeting.visit(writer, ['a', 'b'], '2026-11-10', { guests: undefined });
    await approve(a, made.id);
    const [mine] = (await waiting(officer)).filter((w) => w.record === made.id);
    expect(mine).toMatchObject({ pairing: meeting.pairings.a, step: 2 });
    await approve(officer, made.id);
    expect((await read(writer, made.id)).subjects.map((s) => [s.pairing, s.state]).sort()).toEqual(
      [
        [meeting.pairings.a, 'confirmed'],
        [meeting.pairings.b, 'claimed'],
      ].sort(),
    );
    // What one school answered is no business of the other.
    expect(await walked(await meeting.at('b'), made.id)).toEqual([[1, 1, 'open']]);
    expect(await walked(a, made.id)).toEqual([
      [1, 1, 'approved', 'approve'],
      [1, 2, 'approved', 'approve'],
    ]);
  });

  it('say in a report what is missing, handed in, given back, filed and late', async () => {
    const officer = await meeting.office();
    const row = async (pairing: string, to = '2027-01-31') => {
      const found = await officer.get<{ rows: { pairing: string; cells: Record<string, unknown> }[] }>(
        `/api/programmes/${meeting.programme}/reports/filings?from=2026-09-01&to=${to}`,
      );
      const {
        missing,
        waiting: handedIn,
        returned,
        filed,
        overdue,
      } = found.rows.find((one) => one.pairing === pairing)!.cells;
      return [missing, handedIn, returned, filed, overdue];
    };
    const { a } = meeting.pairings;
    expect(await row(a)).toEqual([1, 0, 0, 0, 0]);
    const writer = await meeting.at('h');
    const made = await write(writer, 'workPlan', a);
    expect(await row(a)).toEqual([0, 1, 0, 0, 0]);
    await giveBack(officer, await reviewOf(officer, made.id), '缺少目标');
    expect(await row(a)).toEqual([0, 0, 1, 0, 0]);
    await change(writer, await read(writer, made.id), '补充目标');
    await approve(officer, made.id);
    expect(await row(a)).toEqual([0, 0, 0, 1, 0]);
  });

  it('are overdue the day after the last working day, and stay open', async () => {
    moment('2026-11-25');
    const made = await write(await meeting.at('h'), 'workPlan');
    // Thursday, Friday, then Monday after the weekend.
    for (const [day, overdue] of [
      ['2026-11-29', false],
      ['2026-11-30', false],
      ['2026-12-01', true],
    ] as const) {
      moment(day);
      const officer = await bureau();
      const review = (await waiting(officer)).find((w) => w.record === made.id)!;
      expect({ day, dueOn: review.dueOn, overdue: review.overdue }).toEqual({ day, dueOn: '2026-11-30', overdue });
    }
    const officer = await bureau();
    await approve(officer, made.id);
    expect((await read(officer, made.id)).state).toBe('confirmed');
    expect((await waiting(officer, 'done')).find((w) => w.record === made.id)).toMatchObject({ overdue: false });
  });

  it('have no deadline where the settings say 0', async () => {
    const officer = await meeting.office();
    const { version } = await officer.get<{ version: number }>(`/api/programmes/${meeting.programme}`);
    await officer.send('PATCH', `/api/programmes/${meeting.programme}`, {
      version,
      json: { settings: { fileWithin: 0, silence: 3 } },
    });
    const made = await write(await meeting.at('h'), 'workPlan');
    const review = (await waiting(await bureau())).find((w) => w.record === made.id)!;
    expect(review).toMatchObject({ dueOn: null, overdue: false });
  });
});
