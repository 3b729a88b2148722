import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '../src/index.js';
import { withAgreedPairs } from './fixtures/with-agreed-pairs.js';
import { gist, makeSchool, type Refusal } from './office.js';

interface Offer extends Refusal {
  readonly id: string;
  readonly helper: { readonly id: string; readonly name: string; readonly agreedAt: string | null };
  readonly helped: { readonly id: string; readonly name: string; readonly agreedAt: string | null };
  readonly state: string;
  readonly reason: string | null;
  readonly mayAgree: boolean;
  readonly mayDecline: boolean;
  readonly version: number;
}
interface Listed {
  readonly rows: readonly { readonly id: string; readonly startsOn: string; readonly version: number }[];
  readonly offers: readonly Offer[];
}
interface Proposed {
  readonly pairs: readonly {
    readonly pairing: string;
    readonly kind: string;
    readonly helper: { readonly id: string };
    readonly helped: { readonly id: string };
  }[];
  readonly unmatched: readonly {
    readonly side: string;
    readonly person: { readonly id: string };
    readonly kind: string | null;
    readonly reason: { readonly zh: string };
  }[];
}
interface Cell {
  readonly duty: string;
  readonly required: number;
  readonly confirmed: number;
  readonly claimed: number;
  readonly state: string;
}
interface Row {
  readonly pairing: string;
  readonly parent: string | null;
  readonly cells: readonly Cell[];
}

describe.each(engines)('pairs of people that both sides agree to on %s', (engine) => {
  const clock = new TestClock(new Date('2026-11-10T01:00:00Z'));
  let server: TestServer;
  let district: District;
  let officer: Client;
  let schools: Record<'helper' | 'a' | 'b', string>;
  let who: Record<'helper' | 'a' | 'b', Client>;
  let programme: string;
  let pairings: Record<'a' | 'b', string>;

  const person = (organisation: string, name: string, subject?: string) =>
    officer
      .post<{ id: string }>('/api/people', { name, kind: 'teacher', organisation, ...(subject ? { subject } : {}) })
      .then(({ id }) => id);
  const name = (by: Client, pair: 'a' | 'b', helper: string, helped: string, more: object = {}) =>
    by.send<Offer>('POST', `/api/pairings/${pairings[pair]}/inside`, {
      json: { inside: 'friends', kind: 'chinese', helper, helped, startsOn: '2026-11-01', ...more },
    });
  const list = (by: Client, pair: 'a' | 'b') => by.get<Listed>(`/api/pairings/${pairings[pair]}/inside?size=200`);
  const agree = (by: Client, { id, version }: { id: string; version: number }) =>
    by.send<Offer>('POST', `/api/inside-offers/${id}/agree`, { version });
  const decline = (by: Client, { id, version }: { id: string; version: number }, reason = '教师借调外地') =>
    by.send<Offer>('POST', `/api/inside-offers/${id}/decline`, { json: { reason }, version });
  const proposals = (by: Client) => by.get<Proposed>(`/api/programmes/${programme}/inside-proposals?inside=friends`);
  const duties = async (by = officer, query = '') =>
    (await by.get<{ rows: Row[] }>(`/api/programmes/${programme}/duties?period=2026-11${query}`)).rows;
  const cell = async (pairing: string, duty: string) =>
    (await duties()).find((row) => row.pairing === pairing)?.cells.find((one) => one.duty === duty);
  const write = (by: Client, form: string, pairs: readonly string[], more: object = {}) =>
    by.send<{ id: string } & Refusal>('POST', `/api/programmes/${programme}/records`, {
      json: { form, pairings: pairs, data: { on: '2026-11-10', theme: '单元备课', ...more } },
    });
  const both = async (pair: 'a' | 'b', helper: string, helped: string) => {
    const { body } = await name(who.helper, pair, helper, helped);
    expect((await agree(who[pair], body)).body.state).toBe('agreed');
    return body.id;
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withAgreedPairs], clock });
    district = await makeDistrict(server);
    officer = await district.signIn();
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: withAgreedPairs.id,
        preset: 'plain',
        title: '人对人',
        schoolYear: '2026-2027',
        settings: {},
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    schools = {
      helper: await makeSchool(officer, district.id, '溪安中学', 'public'),
      a: await makeSchool(officer, district.id, '玉湖学校', 'public'),
      b: await makeSchool(officer, district.id, '蓝田中学', 'public'),
    };
    const administrator = (id: string) =>
      signedIn(server, { role: 'schoolAdministrator', at: { id, district_id: district.id } });
    who = {
      helper: await administrator(schools.helper),
      a: await administrator(schools.a),
      b: await administrator(schools.b),
    };
    const pair = async (other: 'a' | 'b') =>
      (
        await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
          helper: schools.helper,
          helped: schools[other],
          startsOn: '2026-09-01',
        })
      ).id;
    pairings = { a: await pair('a'), b: await pair('b') };
  });
  afterAll(() => server.close());

  it('are no pair until the second side agrees: they wait, and nothing is written or asked of them', async () => {
    const [helper, helped] = [await person(schools.helper, '王老师'), await person(schools.a, '李老师')];
    const made = await name(who.helper, 'a', helper, helped);
    expect(made).toMatchObject({ status: 201, body: { state: 'waiting' } });
    const [offer] = (await list(who.a, 'a')).offers;
    expect(offer).toMatchObject({
      id: made.body.id,
      state: 'waiting',
      helper: { agreedAt: '2026-11-10T01:00:00.000Z' },
      helped: { agreedAt: null },
      mayAgree: true,
      mayDecline: true,
    });
    expect((await list(who.a, 'a')).rows).toEqual([]);
    // Its own word counts once; a bureau agrees for nobody; another school’s is not found.
    expect((await list(who.helper, 'a')).offers[0]).toMatchObject({ mayAgree: false, mayDecline: true });
    expect(gist(await agree(who.helper, offer!))).toEqual([409, 'agreed']);
    expect((await agree(officer, offer!)).status).toBe(404);
    expect((await agree(who.b, offer!)).status).toBe(404);
    expect((await decline(who.b, offer!)).status).toBe(404);
    expect(gist(await write(who.helper, 'exchange', [offer!.id]))).toEqual([422, 'invalid', 'pairings']);
    expect((await duties()).filter(({ parent }) => parent !== null)).toEqual([]);
    expect((await agree(who.a, { ...offer!, version: 9 })).status).toBe(409);
    expect(await agree(who.a, offer!)).toMatchObject({ status: 200, body: { state: 'agreed' } });
    // They are a pair from the day of the second agreement.
    expect(await list(who.a, 'a')).toMatchObject({ offers: [], rows: [{ id: offer!.id, startsOn: '2026-11-10' }] });
    expect(gist(await agree(who.a, { ...offer!, version: 2 }))).toEqual([409, 'agreed']);
  });

  it('are declined by either side with a reason, and both are free again', async () => {
    const [helper, helped] = [await person(schools.helper, '赵老师'), await person(schools.b, '钱老师')];
    const { body } = await name(officer, 'b', helper, helped);
    const waiting = (await list(who.b, 'b')).offers.find(({ id }) => id === body.id)!;
    // The bureau has named them and agreed for nobody.
    expect([waiting.helper.agreedAt, waiting.helped.agreedAt]).toEqual([null, null]);
    expect(gist(await decline(who.b, waiting, ' '))).toEqual([422, 'invalid', 'reason']);
    expect(await decline(who.b, waiting)).toMatchObject({ body: { state: 'declined', reason: '教师借调外地' } });
    expect(gist(await agree(who.helper, { ...waiting, version: 2 }))).toEqual([409, 'declined']);
    const told = await who.helper.get<{ rows: { text: string | { zh: string } }[] }>('/api/notifications');
    expect(JSON.stringify(told.rows[0])).toContain('教师借调外地');
    const again = await name(who.b, 'b', helper, helped);
    expect(again.body.state).toBe('waiting');
    // Whoever named them may take it back as well.
    expect((await decline(who.b, again.body)).body.state).toBe('declined');
  });

  it('hold one pair for each person, the waiting ones too, and the reason names the other only to who sees it', async () => {
    const helper = await person(schools.helper, '周老师');
    const [a, b] = [await person(schools.a, '吴老师'), await person(schools.b, '郑老师')];
    const first = await name(who.helper, 'a', helper, a);
    expect(first.status).toBe(201);
    const refused = await name(who.helper, 'b', helper, b);
    expect(gist(refused)).toEqual([422, 'invalid', 'helper']);
    expect(refused.body.errors![0]!.message).toBe(
      '帮扶教师在该项目中已有 1 个结对（周老师（溪安中学）与吴老师（玉湖学校）），最多 1 个',
    );
    const stranger = await name(who.b, 'b', helper, b);
    expect(stranger.body.errors![0]!.message).toBe('帮扶教师在该项目中已有 1 个结对，最多 1 个');
    expect((await agree(who.a, first.body)).status).toBe(200);
    expect(gist(await name(who.helper, 'b', helper, b))).toEqual([422, 'invalid', 'helper']);
    // A second pair of another kind has no limit, and an ended one frees.
    expect((await name(who.helper, 'b', helper, b, { inside: 'plain', kind: 'any' })).body.state).toBe('active');
    const row = (await list(who.a, 'a')).rows.find(({ id }) => id === first.body.id)!;
    await who.a.post(
      `/api/inside-pairings/${row.id}/end`,
      { on: '2026-11-10', reason: '调整' },
      { version: row.version },
    );
    expect((await name(who.helper, 'b', helper, b)).status).toBe(201);
  });

  it('are one pair when both name the same two at once', async () => {
    const [helper, a, b] = [
      await person(schools.helper, '同时'),
      await person(schools.a, '同时'),
      await person(schools.b, '同时'),
    ];
    const answers = await Promise.all([
      name(who.helper, 'a', helper, a),
      name(who.a, 'a', helper, a),
      name(who.b, 'b', helper, b),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  });

  it('are refused where somebody has left by the time of the second agreement', async () => {
    const [helper, helped] = [await person(schools.helper, '将离'), await person(schools.a, '留任')];
    const { body } = await name(who.helper, 'a', helper, helped);
    await officer.post(`/api/people/${helper}/leave`, { on: '2026-11-09' }, { version: 1 });
    expect(gist(await agree(who.a, body))).toEqual([422, 'invalid', 'helper']);
  });

  it('have duties: of the pairing, of its tree, and of each pair for itself', async () => {
    const one = await both('a', await person(schools.helper, '甲一'), await person(schools.a, '乙一'));
    const two = await both('a', await person(schools.helper, '甲二'), await person(schools.a, '乙二'));
    const far = await both('b', await person(schools.helper, '甲三'), await person(schools.b, '乙三'));
    expect(await cell(pairings.a, 'visit')).toMatchObject({ required: 1, confirmed: 0 });
    expect(await cell(pairings.a, 'exchange')).toBeUndefined();
    expect(await cell(one, 'visit')).toBeUndefined();
    // Each pair for itself, and what is claimed stands beside it.
    const { body } = await write(who.helper, 'exchange', [one]);
    expect(await cell(one, 'exchange')).toMatchObject({ required: 1, confirmed: 0, claimed: 1, state: 'open' });
    const { rows } = await who.a.get<{ rows: { id: string }[] }>('/api/reviews?state=open&size=10');
    await who.a.post(`/api/reviews/${rows[0]!.id}/decision`, { decision: 'confirm' });
    expect(await cell(one, 'exchange')).toMatchObject({ confirmed: 1, state: 'met' });
    expect(await cell(two, 'exchange')).toMatchObject({ confirmed: 0, state: 'open' });
    // The tree: below, at and above three, an event of two pairs counts for each.
    await write(who.helper, 'lesson', [one, two], { lessons: 1 });
    expect(await cell(pairings.a, 'lesson')).toMatchObject({ required: 3, confirmed: 2, state: 'open' });
    expect(await cell(pairings.b, 'lesson')).toMatchObject({ confirmed: 0 });
    await write(who.helper, 'lesson', [two], { lessons: 1 });
    expect(await cell(pairings.a, 'lesson')).toMatchObject({ confirmed: 3, state: 'met' });
    await write(who.helper, 'lesson', [far], { lessons: 4 });
    expect(await cell(pairings.b, 'lesson')).toMatchObject({ confirmed: 4, state: 'met' });
    // Whoever reads the record reads it; another pairing’s school does not.
    expect((await who.a.send('GET', `/api/records/${body.id}`)).status).toBe(200);
    expect((await who.b.send('GET', `/api/records/${body.id}`)).status).toBe(404);
    const seen = await duties(who.b);
    expect(seen.some(({ pairing }) => pairing === one)).toBe(false);
    expect(seen.some(({ pairing }) => pairing === far)).toBe(true);
    // Only the pairing asked for, with the pairs in it.
    const narrow = await duties(officer, `&pairing=${pairings.b}`);
    expect(narrow.every(({ pairing, parent }) => pairing === pairings.b || parent === pairings.b)).toBe(true);
  });

  it('count on in the tree after they have ended, and are asked nothing more for themselves', async () => {
    const ended = (await list(who.b, 'b')).rows.at(-1)!;
    const before = await cell(pairings.b, 'lesson');
    await who.b.post(
      `/api/inside-pairings/${ended.id}/end`,
      { on: '2026-11-10', reason: '退休' },
      { version: ended.version },
    );
    expect(await cell(pairings.b, 'lesson')).toMatchObject({ confirmed: before!.confirmed });
    const december = await officer.get<{ rows: Row[] }>(`/api/programmes/${programme}/duties?period=2026-12`);
    expect(december.rows.some(({ pairing }) => pairing === ended.id)).toBe(false);
  });

  it('are reminded, excused and reported as pairs of their own', async () => {
    const rows = (await duties()).filter(({ parent, cells }) => parent === pairings.a && cells[0]?.state === 'open');
    const target = rows[0]!.pairing;
    const asked = { pairing: target, duty: 'exchange', period: '2026-11' };
    expect(await officer.post(`/api/programmes/${programme}/duties/remind`, { cells: [asked] })).toMatchObject({
      sent: 1,
      skipped: [],
    });
    const excuse = (pairing: string) =>
      officer.send<Refusal>('POST', `/api/programmes/${programme}/duties/excuses`, {
        json: { pairings: [pairing], duty: 'exchange', period: '2026-11', document: '教字〔2026〕8号', reason: '病假' },
      });
    expect(gist(await excuse(pairings.a))).toEqual([422, 'invalid', 'pairings']);
    expect((await excuse(target)).status).toBe(200);
    expect(await cell(target, 'exchange')).toMatchObject({ state: 'excused' });
    const report = await officer.get<{ rows: { pairing: string; cells: Record<string, number> }[] }>(
      `/api/programmes/${programme}/reports/pairs?from=2026-11-01&to=2026-11-30`,
    );
    expect(report.rows.some(({ cells }) => cells['exchanges'] === 1 && cells['missing'] === 0)).toBe(true);
    const bench = await officer.get<{ programmes: { pairings: number; overduePairings: number }[] }>('/api/workbench');
    expect(bench.programmes[0]).toMatchObject({ pairings: 2 });
  });

  it('are proposed by subject, most of them, one to one; who is left is named with the reason', async () => {
    const of = async (at: keyof typeof schools, subject: string | undefined, n: number) => {
      const ids: string[] = [];
      for (let i = 0; i < n; i++) ids.push(await person(schools[at], `${subject ?? '未登记'}${at}${i}`, subject));
      return ids;
    };
    const helpers = await of('helper', '语文', 3);
    const [artist] = await of('helper', '美术', 1);
    const [odd] = await of('helper', '天文', 1);
    const a = await of('a', '语文', 1);
    const b = await of('b', 'Chinese', 1);
    const artists = [...(await of('a', 'art', 1)), ...(await of('b', '美术', 1))].sort();
    const found = await proposals(officer);
    expect(await proposals(officer)).toEqual(found);
    expect(found.pairs.map(({ kind }) => kind)).toEqual(['chinese', 'chinese', 'art']);
    const chinese = found.pairs.filter(({ kind }) => kind === 'chinese');
    expect(chinese.map(({ helped }) => helped.id)).toEqual([a[0], b[0]].sort());
    expect(chinese.map(({ helper }) => helper.id).sort()).toEqual(helpers.slice().sort().slice(0, 2));
    expect(found.pairs[2]).toMatchObject({ helper: { id: artist }, helped: { id: artists[0] } });
    const left = new Map(found.unmatched.map((one) => [one.person.id, one]));
    // More helpers than are wanted wait, nobody is forced upon two.
    expect(left.get(helpers.slice().sort()[2]!)).toMatchObject({ side: 'helper', kind: 'chinese' });
    expect(left.get(helpers.slice().sort()[2]!)!.reason.zh).toContain('不作一对多');
    expect(left.get(artists[1]!)).toMatchObject({ side: 'helped', kind: 'art' });
    expect(left.get(odd!)).toMatchObject({ kind: null, reason: { zh: '人员名册中没有登记可用的学科' } });
    // A school is proposed its own, and nobody whom it cannot see.
    const own = await proposals(who.a);
    expect(own.pairs.every(({ pairing }) => pairing === pairings.a)).toBe(true);
    expect(own.unmatched.some(({ person: p }) => p.id === b[0])).toBe(false);
    const arrange = (pairs: Proposed['pairs'], more: object = {}) =>
      who.helper.send<{ arranged: number } & Refusal>('POST', `/api/programmes/${programme}/inside-proposals`, {
        json: {
          inside: 'friends',
          startsOn: '2026-11-10',
          pairs: pairs.map((p) => ({ pairing: p.pairing, kind: p.kind, helper: p.helper.id, helped: p.helped.id })),
          ...more,
        },
      });
    // All or none: the second names somebody twice.
    const twice = [found.pairs[0]!, { ...found.pairs[1]!, helper: found.pairs[0]!.helper }];
    expect(gist(await arrange(twice))).toEqual([422, 'invalid', 'pairs.1.helper']);
    expect((await proposals(officer)).pairs).toHaveLength(3);
    expect(await arrange(found.pairs)).toMatchObject({ status: 201, body: { arranged: 3 } });
    const after = await proposals(officer);
    expect(after.pairs).toEqual([]);
    expect(after.unmatched.find(({ person: p }) => p.id === artists[1])!.reason.zh).toBe(
      '对方没有未结对的美术帮扶教师',
    );
    expect((await list(who.a, 'a')).offers.filter(({ mayAgree }) => mayAgree).length).toBeGreaterThan(0);
    expect(
      gist(await officer.send<Refusal>('GET', `/api/programmes/${programme}/inside-proposals?inside=plain`)),
    ).toEqual([409, 'no-match']);
    expect(
      gist(await officer.send<Refusal>('GET', `/api/programmes/${programme}/inside-proposals?inside=toString`)),
    ).toEqual([422, 'invalid', 'inside']);
  });

  it('wait no longer once the pairing around them has ended', async () => {
    const waiting = (await list(who.a, 'a')).offers.find(({ state, mayAgree }) => state === 'waiting' && mayAgree)!;
    await officer.post(`/api/pairings/${pairings.a}/end`, { on: '2026-11-10', reason: '学校撤并' }, { version: 1 });
    expect(gist(await agree(who.a, waiting))).toEqual([409, 'ended']);
    expect((await list(who.a, 'a')).offers.find(({ id }) => id === waiting.id)).toMatchObject({ mayAgree: false });
  });
});
