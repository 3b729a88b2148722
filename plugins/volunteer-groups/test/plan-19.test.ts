import { exampleSettings } from '@xieshou/sdk';
import {
  type Client,
  type District,
  engines,
  fillTemplate,
  makeDistrict,
  officialPapers,
  officialTables,
  PASSWORD,
  signedIn,
  startTestServer,
  type TestServer,
} from '@xieshou/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import programme from '../src/index.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The forty children of the plan, by grade: boys and girls. */
const grades = [
  ['二年级', 1, 4],
  ['三年级', 2, 2],
  ['四年级', 0, 4],
  ['五年级', 1, 0],
  ['六年级', 1, 2],
  ['幼儿园', 13, 10],
] as const;
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章';
const children = grades
  .flatMap(([grade, boys, girls]) => [
    ...Array.from({ length: boys }, () => ({ grade, sex: '男' })),
    ...Array.from({ length: girls }, () => ({ grade, sex: '女' })),
  ])
  .map((one, n) => ({
    ...one,
    name: `${[...surnames][n]!}小${n % 2 === 0 ? '明' : '雨'}`,
    code: `C${String(n + 1).padStart(2, '0')}`,
  }));

interface Member {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly state: string;
  readonly decides: string | null;
  readonly joinedOn: string | null;
  readonly leftOn: string | null;
  readonly version: number;
}
interface Team {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly place: { readonly id: string };
  readonly state: string;
  readonly members: number;
  readonly waiting: number;
  readonly mine: string | null;
  readonly pairings: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly Member[];
  readonly events: readonly { readonly act: string; readonly person: string | null; readonly reason: string | null }[];
  readonly version: number;
}
interface Refusal {
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
interface Pairing {
  readonly id: string;
  readonly helped: { readonly id: string; readonly name: string };
  readonly helper: { readonly name: string };
}
interface Written extends Refusal {
  readonly id: string;
  readonly findings: readonly { readonly rule: string; readonly text: { readonly zh: string; readonly en: string } }[];
  readonly subjects: readonly { readonly review: string; readonly helped: { readonly name: string } }[];
}
interface Sheet {
  readonly rows: readonly { readonly cells: Readonly<Record<string, string | number | null>> }[];
}

describe.each(engines)('teams for forty children on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let college: Client;
  let otherCollege: Client;
  let school: Client;
  let id: string;
  const place: Record<string, string> = {};
  const child: Record<string, string> = {};
  const person: Record<string, string> = {};
  const volunteer: Record<string, Client> = {};
  const at = (name: string) => ({ id: place[name]!, district_id: district.id });
  const make = async (parent: string, kind: string, name: string, more: object = {}) => {
    place[name] = (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent, ...more })).id;
  };
  const enrol = async (where: string, name: string, code: string) => {
    person[name] = (
      await officer.post<{ id: string }>('/api/people', { organisation: place[where], kind: 'student', name, code })
    ).id;
    volunteer[name] = await signedIn(server, {
      role: 'student',
      at: at(where),
      person: person[name]!,
      username: `volunteer-${code.toLowerCase()}`,
    });
  };
  const done = async (client: Client, job: string) => {
    for (;;) {
      const { state } = await client.get<{ state: string }>(`/api/jobs/${job}`);
      if (state === 'done') return;
      if (state === 'failed') throw new Error('the job failed');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const statement = '会弹吉他，做过两年社区志愿者。';
  const found = (name: string, team: string) =>
    volunteer[name]!.post<Team>(`/api/programmes/${id}/teams`, { name: team, statement });
  const join = (name: string, team: string) => volunteer[name]!.post<Team>(`/api/teams/${team}/members`, { statement });
  const read = (client: Client, team: string, query = '') => client.get<Team>(`/api/teams/${team}${query}`);
  const of = (team: Team, name: string) => team.people.find((one) => one.person.name === name)!;
  const decide = (client: Client, member: Member, body: object = { decision: 'approve' }) =>
    client.send<Team & Refusal>('POST', `/api/team-members/${member.id}/decide`, {
      json: body,
      version: member.version,
    });
  const admit = async (team: string, name: string) => {
    expect((await decide(college, of(await read(college, team), name))).status).toBe(200);
    expect((await decide(officer, of(await read(officer, team), name))).status).toBe(200);
  };
  const pair = (helper: string, helped: string, o: object = {}) =>
    officer.send<Pairing & Refusal>('POST', `/api/programmes/${id}/pairings`, {
      json: { helper, helped, startsOn: '2026-11-01', ...o },
    });
  const pairingsOf = async (client: Client) =>
    (await client.get<{ rows: Pairing[] }>(`/api/programmes/${id}/pairings?size=50`)).rows;
  const write = (client: Client, form: string, pairing: string, data: object) =>
    client.send<Written>('POST', `/api/programmes/${id}/records`, { json: { form, pairings: [pairing], data } });
  const report = async (name: string) => ({
    rows: (await officer.get<Sheet>(`/api/programmes/${id}/reports/${name}?from=2026-09-01&to=2027-08-31`)).rows.map(
      ({ cells }) => cells,
    ),
  });
  /** The school of the child stands for it. */
  const confirm = async (record: Written) => {
    const { subjects } = await school.get<Written>(`/api/records/${record.id}`);
    await school.post(`/api/reviews/${subjects[0]!.review}/decision`, { decision: 'confirm' });
  };
  const signed = (leader: string) => ({ leader: person[leader], received: 'school' });
  const given = { on: '2026-11-24', gift: 'storybook', means: 'shared', cost: 10_000 };
  let first: Team;
  let pairing: string;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [programme] });
    district = await makeDistrict(server, { name: '清河区教育局' });
    officer = await district.signIn();
    await make(district.id, 'school', '水三村小学', { ownership: 'public', schoolKind: 'primary' });
    await make(district.id, 'college', '船舶工程学院');
    await make(district.id, 'college', '经济管理学院');
    await make(place['船舶工程学院']!, 'class', '船舶一班');
    for (const one of children)
      child[one.code] = (
        await officer.post<{ id: string }>('/api/people', {
          organisation: place['水三村小学'],
          kind: 'student',
          name: one.name,
          code: one.code,
        })
      ).id;
    for (const [n, name] of ['程远', '罗兰', '马跃', '林一', '方圆'].entries())
      await enrol('船舶一班', name, `S${n + 1}`);
    college = await signedIn(server, { role: 'collegeOffice', at: at('船舶工程学院') });
    otherCollege = await signedIn(server, { role: 'collegeOffice', at: at('经济管理学院') });
    school = await signedIn(server, { role: 'schoolAdministrator', at: at('水三村小学') });
    id = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: programme.id,
        preset: 'plan19',
        title: '水三村关爱行动',
        schoolYear: '2026-2027',
        settings: { ...exampleSettings(programme, 'plan19'), giftOne: 'toy', giftTwo: 'storybook', giftThree: 'pen' },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
  });
  afterAll(() => server.close());

  it('registers the forty children exactly as the plan counts them', async () => {
    expect(children).toHaveLength(40);
    const path = `/api/programmes/${id}/registers/children`;
    const { bytes } = await officer.send('GET', `${path}/import-template`);
    const filled = await fillTemplate(
      bytes,
      children.map(({ name, code, grade, sex }, n) => ({
        学号: code,
        姓名: name,
        年级: grade,
        性别: sex,
        监护人同意入户: n === 0 ? '否' : '是',
        监护人同意拍照: n === 0 ? '否' : '是',
      })),
    );
    const { body } = await officer.send<{ id: string; job: string }>(
      'POST',
      `${path}/import?name=children.xlsx&period=2026-2027`,
      { bytes: filled, type: xlsx },
    );
    await done(officer, body.job);
    expect(await officer.get(`/api/imports/${body.id}`)).toMatchObject({ counts: { add: 40, error: 0 } });
    await done(officer, (await officer.post<{ job: string }>(`/api/imports/${body.id}/apply`, { rows: 'all' })).job);
    const { rows } = await officer.get<{ rows: { data: { grade: string; sex: string } }[] }>(`${path}/entries?size=50`);
    const count = (wanted: Partial<{ grade: string; sex: string }>) =>
      rows.filter(({ data }) => Object.entries(wanted).every(([k, v]) => data[k as 'grade'] === v)).length;
    expect([rows.length, count({ sex: 'boy' }), count({ sex: 'girl' }), count({ grade: 'kindergarten' })]).toEqual([
      40, 18, 22, 23,
    ]);
    expect((await report('withoutTeam')).rows).toHaveLength(40);
  });

  it('takes a sign-up through the college and the owner, and back with a reason', async () => {
    first = await found('程远', '启航小分队');
    expect(first).toMatchObject({
      number: 1,
      members: 0,
      waiting: 1,
      mine: 'signedUp',
      place: { id: place['船舶工程学院'] },
    });
    await join('罗兰', first.id);
    const again = await volunteer['罗兰']!.send<Refusal>('POST', `/api/teams/${first.id}/members`, {
      json: { statement },
    });
    expect([again.status, again.body.code]).toEqual([409, 'in-a-team']);
    const seen = await read(college, first.id);
    expect(of(seen, '程远').decides).toBe('screen');
    expect((await otherCollege.send('GET', `/api/teams/${first.id}`)).status).toBe(404);
    // The owner audits only what the college has screened.
    expect((await decide(officer, of(seen, '程远'))).status).toBe(404);
    expect((await decide(volunteer['程远']!, of(seen, '罗兰'))).status).toBe(404);
    const silent = await decide(college, of(seen, '罗兰'), { decision: 'return' });
    expect([silent.status, silent.body.errors![0]!.field]).toEqual([422, 'reason']);
    await decide(college, of(seen, '罗兰'), { decision: 'return', reason: '请写明每周可用的时间' });
    const mine = await read(volunteer['罗兰']!, first.id);
    expect(mine).toMatchObject({ mine: 'returned' });
    expect(mine.events[0]).toMatchObject({ act: 'return', reason: '请写明每周可用的时间' });
    await join('罗兰', first.id);
    expect((await decide(college, of(await read(college, first.id), '程远'))).status).toBe(200);
    // The college does not audit.
    expect((await decide(college, of(await read(college, first.id), '程远'))).status).toBe(404);
  });

  it('pairs no team before its leader has been audited, and says so', async () => {
    const refused = await pair(first.id, child['C01']!);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      { field: 'helper', message: '启航小分队：负责人程远尚未通过审核，审核通过后才能结对' },
    ]);
    const seen = await read(officer, first.id);
    const audited = await decide(officer, of(seen, '程远'));
    expect(of(audited.body, '程远')).toMatchObject({ state: 'member', joinedOn: '2026-11-24' });
    const made = await pair(first.id, child['C01']!);
    expect(made.status).toBe(201);
    pairing = made.body.id;
    await found('林一', '远帆小分队').then(({ id: team }) => admit(team, '林一'));
  });

  it('allows one team for a child and one child for a team', async () => {
    const second = (await college.get<{ rows: Team[] }>(`/api/programmes/${id}/teams`)).rows[1]!;
    const taken = await pair(second.id, child['C01']!);
    expect(taken.body.errors).toEqual([{ field: 'helped', message: `${children[0]!.name}已结对 1 个，达到上限 1 个` }]);
    const more = await pair(first.id, child['C02']!);
    expect(more.body.errors).toEqual([{ field: 'helper', message: '启航小分队已结对 1 个，达到上限 1 个' }]);
    expect((await pair(second.id, child['C02']!)).status).toBe(201);
  });

  it('names the child in full to its school, the owner and its audited team only', async () => {
    const { name } = children[0]!;
    const masked = `${name[0]}同学 C01（水三村小学）`;
    const full = `${name}（水三村小学）`;
    const nameTo = async (client: Client) => (await pairingsOf(client)).find((one) => one.id === pairing)?.helped.name;
    expect(await nameTo(officer)).toBe(full);
    expect(await nameTo(school)).toBe(full);
    expect(await nameTo(volunteer['程远']!)).toBe(full);
    expect(await nameTo(college)).toBe(masked);
    // Waiting for the audit: the team's page names no child, and there is no pairing to read.
    expect(await nameTo(volunteer['罗兰']!)).toBeUndefined();
    expect((await volunteer['罗兰']!.send('GET', `/api/pairings/${pairing}`)).status).toBe(404);
    expect((await read(volunteer['罗兰']!, first.id)).pairings).toEqual([]);
    expect((await read(volunteer['程远']!, first.id)).pairings).toEqual([{ id: pairing, name: full }]);
    // Another team of the same college reads of no child.
    expect((await read(volunteer['林一']!, first.id)).pairings).toEqual([]);
    const text = JSON.stringify([
      await college.get(`/api/programmes/${id}/pairings?size=50`),
      await college.get(`/api/programmes/${id}/ledgers/handovers`),
      await college.get(`/api/programmes/${id}/reports/handedOver`),
      await college.get(`/api/programmes/${id}/duties?period=2026-2027`),
      await college.get(`/api/search?q=${encodeURIComponent(name)}`),
      await college.get('/api/notifications'),
      await volunteer['罗兰']!.get('/api/workbench'),
    ]);
    expect(text).not.toContain(name);
    expect(
      (await college.get<{ total: number }>(`/api/programmes/${id}/pairings?q=${encodeURIComponent(name)}`)).total,
    ).toBe(0);
    await admit(first.id, '罗兰');
    expect(await nameTo(volunteer['罗兰']!)).toBe(full);
  });

  it('lets audited members write for the team, and nobody who waits', async () => {
    await join('马跃', first.id);
    const kit = { on: '2026-11-24', parts: ['bag', 'pencilBag', 'pencils', 'wax'], ...signed('程远') };
    expect((await write(volunteer['马跃']!, 'standardKit', pairing, kit)).status).toBe(404);
    for (const missing of ['bag', 'pencilBag', 'pencils', 'wax']) {
      const { status, body } = await write(volunteer['罗兰']!, 'standardKit', pairing, {
        ...kit,
        parts: kit.parts.filter((part) => part !== missing),
      });
      expect([missing, status, body.errors!.map(({ field }) => field)]).toEqual([missing, 422, ['data.parts']]);
    }
    const box = await write(volunteer['罗兰']!, 'standardKit', pairing, {
      ...kit,
      parts: ['bag', 'pencilBox', 'pencils', 'watercolours'],
    });
    expect(box.status).toBe(201);
    // What one member wrote the team wrote: another may change it.
    expect(await volunteer['程远']!.get(`/api/records/${box.body.id}`)).toMatchObject({ mayChange: true });
    // Somebody who has not been audited is no member who could sign.
    const stranger = await write(volunteer['罗兰']!, 'standardKit', pairing, { ...kit, ...signed('马跃') });
    expect(stranger.body.errors![0]).toEqual({
      field: 'data.leader',
      message: '签收交接的负责人须是 2026-11-24 当日的小分队成员：未通过审核或已退出的不算',
    });
    const notLeader = await write(volunteer['罗兰']!, 'standardKit', pairing, { ...kit, ...signed('罗兰') });
    expect(notLeader.body.errors).toEqual([{ field: 'data.leader', message: '须由当日的负责人签收：程远' }]);
    await confirm(box.body);
  });

  it('refuses a gift that is not the group’s, and says which one is', async () => {
    const { status, body } = await write(volunteer['程远']!, 'gift', pairing, {
      ...given,
      gift: 'pen',
      ...signed('程远'),
    });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ field: 'data.gift', message: '二年级所在组的礼物统一为故事书' }]);
  });

  it('shares the cost by the members of the day, to the cent, and keeps what was said', async () => {
    await admit(first.id, '马跃');
    const { status, body } = await write(volunteer['程远']!, 'gift', pairing, { ...given, ...signed('程远') });
    expect(status).toBe(201);
    const ids = ['程远', '罗兰', '马跃'].toSorted((a, b) => (person[a]! < person[b]! ? -1 : 1));
    const shares = ['33.34', '33.33', '33.33'];
    expect(body.findings.find(({ rule }) => rule === 'shared')!.text.zh).toBe(
      `费用由当日 3 名成员分担（元）：${ids.map((name, n) => `${name} ${shares[n]}`).join('、')}`,
    );
    await confirm(body);
    const { rows } = await report('costShares');
    expect(rows.map(({ member, share }) => [member, share])).toEqual(ids.map((name, n) => [name, shares[n]]));
    expect(rows.reduce((sum, { fen }) => sum + Number(fen), 0)).toBe(10_000);
    expect((await report('handedOver')).rows.find((row) => String(row['team']).startsWith('启航'))).toMatchObject({
      kits: 1,
      gifts: 1,
      gift: '故事书',
    });
    // Earned by own work: nothing is shared.
    const earned = await write(volunteer['程远']!, 'gift', pairing, { ...given, means: 'earned', ...signed('程远') });
    expect(earned.status).toBe(201);
    expect(earned.body.findings.map(({ rule }) => rule)).not.toContain('shared');
    // A second gift is told before the school confirms it, and after.
    const of = async () =>
      (await report('unequalGifts')).rows.find((row) => row['child'] === `${children[0]!.name[0]}同学 C01`);
    expect(await of()).toMatchObject({ gifts: 1, waiting: 1 });
    await confirm(earned.body);
    expect(await of()).toMatchObject({ gifts: 2, waiting: 0, why: '已收 2 件，每名儿童一件，多 1 件' });
    const { version } = await officer.get<{ version: number }>(`/api/records/${earned.body.id}`);
    await officer.post(`/api/records/${earned.body.id}/void`, { reason: '一名儿童一件' }, { version });
    expect(await of()).toBeUndefined();
  });

  it('goes to no home and shows no child without the guardian’s consent', async () => {
    const visit = {
      on: '2026-11-24',
      kind: 'donation',
      atHome: true,
      members: 3,
      content: '送去学习用品。',
      childShown: true,
    };
    const { body } = await write(volunteer['程远']!, 'activity', pairing, { ...visit, members: 4 });
    expect(body.errors!.map(({ field }) => field)).toEqual(['data.atHome', 'data.childShown', 'data.members']);
    const atSchool = await write(volunteer['程远']!, 'activity', pairing, {
      ...visit,
      atHome: false,
      childShown: false,
    });
    expect(atSchool.status).toBe(201);
    await confirm(atSchool.body);
    expect((await report('activitiesByKind')).rows).toHaveLength(6);
    // The guardian of the second child has agreed.
    const other = (await pairingsOf(volunteer['林一']!))[0]!;
    expect((await write(volunteer['林一']!, 'activity', other.id, { ...visit, members: 1 })).status).toBe(201);
  });

  it('changes the leader to an audited member, and keeps who led and who was in it on a day', async () => {
    await join('方圆', first.id);
    const team = await read(volunteer['程远']!, first.id);
    const asked = (member: string, client = volunteer['程远']!, version = team.version) =>
      client.send<Team & Refusal>('POST', `/api/teams/${first.id}/leader`, {
        json: { member, reason: '外出实习' },
        version,
      });
    const waiting = of(await read(college, first.id), '方圆');
    expect((await asked(waiting.id)).body.errors).toEqual([
      { field: 'member', message: '方圆尚未通过审核，不能担任负责人' },
    ]);
    const out = await volunteer['程远']!.send<Refusal>('POST', `/api/team-members/${of(team, '程远').id}/leave`, {
      json: { reason: '外出实习' },
      version: of(team, '程远').version,
    });
    expect([out.status, out.body.code]).toEqual([422, 'leader']);
    expect((await asked(of(team, '罗兰').id, volunteer['马跃']!)).status).toBe(404);
    expect((await asked(of(team, '罗兰').id, volunteer['程远']!, 9)).status).toBe(409);
    expect((await asked(of(team, '罗兰').id)).status).toBe(200);
    const left = await volunteer['程远']!.send('POST', `/api/team-members/${of(team, '程远').id}/leave`, {
      json: { reason: '外出实习' },
      version: of(team, '程远').version,
    });
    expect(left.status).toBe(200);
    // Who has left reads and writes no more.
    expect((await volunteer['程远']!.send('GET', `/api/pairings/${pairing}`)).status).toBe(404);
    expect(await pairingsOf(volunteer['程远']!)).toEqual([]);
    expect((await report('costShares')).rows).toHaveLength(3);
    server.clock.moveTo('2026-11-25T02:00:00.000Z');
    officer = await district.signIn();
    await volunteer['罗兰']!.signIn('volunteer-s2', PASSWORD);
    const names = async (on: string) =>
      (await read(officer, first.id, `?on=${on}`)).people.map((one) => one.person.name).sort();
    expect(await names('2026-11-23')).toEqual([]);
    expect(await names('2026-11-24')).toEqual(['程远', '罗兰', '马跃'].sort());
    expect(await names('2026-11-25')).toEqual(['罗兰', '马跃'].sort());
    const today = await write(volunteer['罗兰']!, 'gift', pairing, { ...given, on: '2026-11-25', ...signed('罗兰') });
    expect(today.body.findings.find(({ rule }) => rule === 'shared')!.text.zh).toContain('2 名成员');
  });

  it('leaves the child of a withdrawn team without one, and lists it', async () => {
    expect((await report('withoutTeam')).rows).toHaveLength(38);
    const team = await read(officer, first.id);
    const gone = await volunteer['罗兰']!.send<Team>('POST', `/api/teams/${first.id}/withdraw`, {
      json: { reason: '成员毕业离校' },
      version: team.version,
    });
    expect(gone.body).toMatchObject({ state: 'withdrawn', members: 0 });
    const { rows } = await report('withoutTeam');
    expect(rows).toHaveLength(39);
    // A report is read by many: by family name and number.
    expect(rows.map((row) => row['child'])).toContain(`${children[0]!.name[0]}同学 C01`);
    expect(JSON.stringify(rows)).not.toContain(children[0]!.name);
    expect(await pairingsOf(volunteer['罗兰']!)).toEqual([]);
    expect((await report('costShares')).rows).toHaveLength(3);
    const told = await officer.get<{ rows: { text: { zh: string } | string }[] }>('/api/notifications?size=50');
    expect(JSON.stringify(told.rows)).toContain(`${children[0]!.name[0]}同学 C01`);
    expect(JSON.stringify(told.rows)).not.toContain(children[0]!.name);
    // The same people may sign up anew.
    expect((await found('罗兰', '启航小分队')).number).toBe(3);
  });

  it('prints its documents as they were looked at', async () => {
    const papers = await officialPapers(officer, id);
    await expect(papers).toMatchFileSnapshot('golden/plan-19-papers.txt');
  });

  it('prints its tables as they were looked at', async () => {
    const tables = await officialTables(officer, id, { from: '2026-09-01', to: '2027-08-31' });
    await expect(tables).toMatchFileSnapshot('golden/plan-19-tables.txt');
  });
});
