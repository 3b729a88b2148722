import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';

interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly ownership: string | null;
  readonly schoolKind: string | null;
  readonly code: string | null;
  readonly parent: { readonly id: string; readonly name: string } | null;
  readonly contact: string | null;
  readonly phone: string | null;
  readonly teachers: number;
  readonly version: number;
}
interface Page {
  readonly rows: readonly Organisation[];
  readonly total: number;
  readonly more: boolean;
}
interface Refusal {
  readonly code: string;
  readonly title: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly current?: Organisation;
  readonly difference?: unknown;
}

const school = (name: string, parent: string, more: Record<string, unknown> = {}) => ({
  name,
  parent,
  kind: 'school',
  ownership: 'public',
  schoolKind: 'primary',
  ...more,
});

describe.each(engines)('organisations on %s', (engine) => {
  let server: TestServer;
  let a: District;
  let b: District;
  let officer: Client;
  let other: Client;

  const refusal = async (client: Client, json: unknown) => {
    const { status, body } = await client.send<Refusal>('POST', '/api/organisations', { json });
    return {
      status,
      code: body.code,
      fields: (body.errors ?? []).map((e) => e.field),
      messages: (body.errors ?? []).map((e) => e.message),
    };
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [] });
    a = await makeDistrict(server, { name: '河东区教育局' });
    b = await makeDistrict(server, { name: '河西区教育局' });
    officer = await a.signIn();
    other = await b.signIn();
  });
  afterAll(() => server.close());

  it('adds a school below the bureau, in its district, and finds it again', async () => {
    const made = await officer.post<Organisation>(
      '/api/organisations',
      school('第一小学', a.id, { code: '2143000001', contact: ' 王老师 ', phone: '0731-5550001' }),
    );
    expect(made).toMatchObject({
      name: '第一小学',
      kind: 'school',
      ownership: 'public',
      schoolKind: 'primary',
      code: '2143000001',
      parent: { id: a.id, name: '河东区教育局' },
      contact: '王老师',
      phone: '0731-5550001',
      teachers: 0,
      version: 1,
    });
    expect(await officer.get(`/api/organisations/${made.id}`)).toEqual(made);
    const row = await server.database.one(sql`select district_id from organisation where id = ${made.id}`);
    expect(row).toEqual({ district_id: a.id });
  });

  it('keeps every ancestor in the tree, at its depth', async () => {
    const centre = await officer.post<Organisation>('/api/organisations', {
      name: '城关镇中心校',
      kind: 'centreSchool',
      parent: a.id,
    });
    const point = await officer.post<Organisation>('/api/organisations', school('树林小学', centre.id));
    const rows = await server.database.all(
      sql`select ancestor_id, depth from organisation_tree where descendant_id = ${point.id} order by depth`,
    );
    expect(rows).toEqual([
      { ancestor_id: point.id, depth: 0 },
      { ancestor_id: centre.id, depth: 1 },
      { ancestor_id: a.id, depth: 2 },
    ]);
    const below = await officer.get<Page>(`/api/organisations?parent=${centre.id}`);
    expect(below.rows.map((o) => o.name)).toEqual(['树林小学']);
  });

  it('holds schools to an ownership and a stage, and offices to neither', async () => {
    expect(await refusal(officer, { name: '缺项小学', kind: 'school', parent: a.id })).toMatchObject({
      status: 422,
      fields: ['ownership', 'schoolKind'],
      messages: ['学校须填写办学性质', '学校须填写学段'],
    });
    expect(await refusal(officer, school('某中心校', a.id, { kind: 'centreSchool' }))).toMatchObject({
      status: 422,
      fields: ['ownership', 'schoolKind'],
    });
    expect(
      (await refusal(officer, { name: '某职业学院', kind: 'college', ownership: 'private', parent: a.id })).status,
    ).toBe(201);
    expect(
      await refusal(officer, { name: '某学院', kind: 'college', schoolKind: 'senior', parent: a.id }),
    ).toMatchObject({
      status: 422,
      fields: ['schoolKind'],
    });
  });

  it.each([
    ['214300001', 422],
    ['2143000019', 201],
    ['21430000011', 422],
    ['２１４３００００１９', 422],
    ['21430000a1', 422],
  ])('takes a code of exactly ten digits: %s → %i', async (code, status) => {
    expect((await refusal(officer, school(`标识码 ${code}`, a.id, { code }))).status).toBe(status);
  });

  it.each([
    ['校', 422],
    ['学校', 201],
    ['长'.repeat(60), 201],
    ['长'.repeat(61), 422],
  ])('takes names of 2 to 60 characters: %s → %i', async (name, status) => {
    expect((await refusal(officer, school(name, a.id))).status).toBe(status);
  });

  it.each([
    ['code', '214300000', '标识码或编号应为 10 位数字'],
    ['code', '21430000011', '标识码或编号应为 10 位数字'],
    ['phone', '1234', '联系电话应为 5 至 20 位的数字和短横线'],
    ['phone', '1'.repeat(21), '联系电话应为 5 至 20 位的数字和短横线'],
  ])('says in what shape it wants a %s: %s', async (field, value, message) => {
    expect(await refusal(officer, school('形状小学', a.id, { [field]: value }))).toMatchObject({
      status: 422,
      fields: [field],
      messages: [message],
    });
  });

  it('refuses the same name below the same parent, whatever its case, and the same code in the district', async () => {
    await officer.post('/api/organisations', school('Hope School', a.id, { code: '2143000002' }));
    expect(await refusal(officer, school('HOPE school', a.id))).toEqual({
      status: 422,
      code: 'invalid',
      fields: ['name'],
      messages: ['“河东区教育局”下已有名为“HOPE school”的单位，请核对后改用其他名称'],
    });
    expect(await refusal(officer, school('别的小学', a.id, { code: '2143000002' }))).toEqual({
      status: 422,
      code: 'invalid',
      fields: ['code'],
      messages: ['标识码 2143000002 已被本区县的其他单位使用，请核对'],
    });
    // Elsewhere both are free.
    expect((await refusal(other, school('Hope School', b.id, { code: '2143000002' }))).status).toBe(201);
    expect(
      await other.send<Refusal>('POST', '/api/organisations', {
        json: school('hope SCHOOL', b.id),
        headers: { 'accept-language': 'en' },
      }),
    ).toMatchObject({
      body: {
        errors: [
          {
            field: 'name',
            message: 'There is a "hope SCHOOL" below "河西区教育局" already: check, or use another name',
          },
        ],
      },
    });
  });

  it('keeps one of two that come at the same moment', async () => {
    const both = await Promise.all([1, 2].map(() => refusal(officer, school('同时小学', a.id))));
    expect(both.map((r) => r.status).filter((status) => status === 201)).toHaveLength(1);
    expect(both.filter((r) => r.status !== 201).every((r) => r.status === 422 || r.status === 409)).toBe(true);
  });

  it('takes a name whose lower case is longer than the name', async () => {
    const made = await officer.post<Organisation>('/api/organisations', school('İ'.repeat(60), a.id));
    expect((await officer.get<Page>(`/api/organisations?q=${encodeURIComponent('İİ')}`)).rows.map((o) => o.id)).toEqual(
      [made.id],
    );
  });

  it('starts a new district with a bureau below a bureau, for the platform administrator only', async () => {
    const bureau = { name: '河东区高新分局', kind: 'bureau', parent: a.id };
    expect(await refusal(officer, bureau)).toMatchObject({ status: 422, fields: ['kind'] });
    const administrator = await signedIn(server, { role: 'platformAdministrator', at: a });
    const made = await administrator.post<Organisation>('/api/organisations', bureau);
    const row = await server.database.one(sql`select district_id from organisation where id = ${made.id}`);
    expect(row).toEqual({ district_id: made.id });
    expect((await officer.send('GET', `/api/organisations/${made.id}`)).status).toBe(404);
    const below = await administrator.post<Organisation>('/api/organisations', {
      name: '安全股',
      kind: 'section',
      parent: made.id,
    });
    expect(await server.database.one(sql`select district_id from organisation where id = ${below.id}`)).toEqual({
      district_id: made.id,
    });
    expect(await refusal(administrator, { ...bureau, parent: below.id })).toMatchObject({
      status: 422,
      fields: ['kind'],
    });
  });

  describe('another district', () => {
    let theirs: Organisation;
    const nowhere = '01990000-0000-7000-8000-000000000000';
    const plain = ({ status, body }: { status: number; body: Record<string, unknown> }) => ({
      status,
      ...body,
      request: undefined,
    });

    beforeAll(async () => {
      theirs = await other.post<Organisation>('/api/organisations', school('西区小学', b.id));
    });

    it('is not seen: reading looks as if there were nothing', async () => {
      const denied = plain(await officer.send('GET', `/api/organisations/${theirs.id}`));
      expect(denied).toEqual(plain(await officer.send('GET', `/api/organisations/${nowhere}`)));
      expect(denied.status).toBe(404);
      const all = await officer.get<Page>('/api/organisations?size=200');
      expect(all.rows.map((o) => o.id)).not.toContain(theirs.id);
      expect((await officer.get<Page>(`/api/organisations?q=${encodeURIComponent('西区小学')}`)).total).toBe(0);
      expect((await officer.get<Page>(`/api/organisations?parent=${b.id}`)).total).toBe(0);
    });

    it('is not written: neither below it nor in it', async () => {
      const create = async (parent: string) =>
        plain(await officer.send('POST', '/api/organisations', { json: school('越界小学', parent) }));
      expect(await create(b.id)).toEqual(await create(nowhere));
      expect((await create(b.id)).status).toBe(422);
      const change = async (id: string, version: number) =>
        plain(await officer.send('PATCH', `/api/organisations/${id}`, { json: { name: '改名小学' }, version }));
      expect(await change(theirs.id, 1)).toEqual(await change(nowhere, 1));
      expect((await change(theirs.id, 7)).status).toBe(404);
      expect(await other.get(`/api/organisations/${theirs.id}`)).toEqual(theirs);
    });
  });

  it('is for readers only where the role says so', async () => {
    const centre = await officer.post<Organisation>('/api/organisations', {
      name: '北镇中心校',
      kind: 'centreSchool',
      parent: a.id,
    });
    const mine = await officer.post<Organisation>('/api/organisations', school('北镇小学', centre.id));
    const inspector = await signedIn(server, {
      role: 'centreSchoolInspector',
      at: { id: centre.id, district_id: a.id },
    });
    const seen = await inspector.get<Page>('/api/organisations');
    expect(seen.rows.map((o) => o.id).sort()).toEqual([centre.id, mine.id].sort());
    const teacher = await signedIn(server, { role: 'teacher', at: { id: mine.id, district_id: a.id } });
    expect((await teacher.get<Page>('/api/organisations')).rows.map((o) => o.id)).toEqual([mine.id]);
    expect((await teacher.send('POST', '/api/organisations', { json: school('新小学', mine.id) })).status).toBe(404);
  });

  it('changes with the version that was seen; a stale one gets the difference', async () => {
    const made = await officer.post<Organisation>(
      '/api/organisations',
      school('变更小学', a.id, { contact: '甲', phone: '12345' }),
    );
    const url = `/api/organisations/${made.id}`;
    const changed = await officer.patch<Organisation>(url, 1, { contact: '乙', phone: null, ownership: 'private' });
    expect(changed).toEqual({ ...made, contact: '乙', phone: null, ownership: 'private', version: 2 });
    const late = await officer.send<Refusal>('PATCH', url, {
      json: { contact: '丙', ownership: 'private', name: '变更小学' },
      version: 1,
    });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      code: 'stale',
      current: changed,
      difference: [{ field: 'contact', yours: '丙', theirs: '乙' }],
    });
    expect((await officer.send('PATCH', url, { json: { contact: '丙' } })).status).toBe(428);
    expect(await officer.get(url)).toEqual(changed);
  });

  it('holds changes to the same rules', async () => {
    const made = await officer.post<Organisation>('/api/organisations', school('规则小学', a.id));
    const change = async (json: unknown) => {
      const { status, body } = await officer.send<Refusal>('PATCH', `/api/organisations/${made.id}`, {
        json,
        version: 1,
      });
      return [status, ...(body.errors ?? []).map((e) => e.field)];
    };
    expect(await change({ ownership: null })).toEqual([422, 'ownership']);
    expect(await change({ name: 'hope school' })).toEqual([422, 'name']);
    expect(await change({ code: '2143000002' })).toEqual([422, 'code']);
    expect(await change({ kind: 'section' })).toEqual([422, 'kind']);
    expect(await change({ name: '规则小学', code: '2143000077' })).toEqual([200]);
  });

  it('loses no update when two change at the same moment', async () => {
    const made = await officer.post<Organisation>('/api/organisations', school('抢改小学', a.id));
    const answers = await Promise.all(
      ['甲', '乙', '丙'].map((contact) =>
        officer.send('PATCH', `/api/organisations/${made.id}`, { json: { contact }, version: 1 }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort((x, y) => x - y)).toEqual([200, 409, 409]);
  });

  it('searches signs as signs, in any case, in names and codes', async () => {
    const c = await makeDistrict(server);
    const client = await c.signIn();
    for (const [i, name] of ['100%小学', '100分小学', 'a_b 小学', 'aXb 小学', 'C:\\小学', 'Ümlaut 小学'].entries())
      await client.post('/api/organisations', school(name, c.id, { code: `21430001${String(i).padStart(2, '0')}` }));
    const found = async (q: string) =>
      (await client.get<Page>(`/api/organisations?q=${encodeURIComponent(q)}`)).rows.map((o) => o.name);
    expect(await found('100%')).toEqual(['100%小学']);
    expect(await found('A_B')).toEqual(['a_b 小学']);
    expect(await found('\\')).toEqual(['C:\\小学']);
    expect(await found('üMLAUT')).toEqual(['Ümlaut 小学']);
    expect(await found('2143000101')).toEqual(['100分小学']);
    expect(await found("'; drop table organisation; --")).toEqual([]);
    expect(await found('%')).toEqual(['100%小学']);
  });

  it('sorts by name and by code, those without a code last', async () => {
    const c = await makeDistrict(server, { name: 'C 局' });
    const client = await c.signIn();
    for (const [name, code] of [
      ['B 校', '2100000002'],
      ['A 校', '2100000003'],
      ['D 校', null],
    ] as const)
      await client.post('/api/organisations', school(name, c.id, { code }));
    const names = async (sort: string) =>
      (await client.get<Page>(`/api/organisations?sort=${sort}`)).rows.map((o) => o.name);
    expect(await names('name')).toEqual(['A 校', 'B 校', 'C 局', 'D 校']);
    expect(await names('-name')).toEqual(['D 校', 'C 局', 'B 校', 'A 校']);
    expect((await names('code')).slice(0, 2)).toEqual(['B 校', 'A 校']);
    expect((await names('-code')).slice(0, 2)).toEqual(['A 校', 'B 校']);
    expect((await client.send('GET', '/api/organisations?sort=phone')).status).toBe(422);
    const kinds = await client.get<Page>('/api/organisations?kind=school&ownership=public&size=2');
    expect(kinds).toMatchObject({ total: 3, more: false });
    expect(kinds.rows).toHaveLength(2);
  });

  it('pages with an exact total up to 1,000, at most 200 a page, and no further than row 1,000', async () => {
    const c = await makeDistrict(server);
    const client = await c.signIn();
    const add = (from: number, to: number) =>
      server.database.write(async (tx) => {
        for (let i = from; i < to; i++)
          await tx.run(sql`insert into organisation (id, district_id, parent_id, kind, name, name_key, created_at, version)
            values (${`${c.id.slice(0, 24)}${String(i).padStart(12, '0')}`}, ${c.id}, ${c.id}, 'section', ${`股室${i}`}, ${`股室${i}`}, '2026-11-24T01:00:00.000Z', 1)`);
      });
    await add(0, 999);
    expect(await client.get('/api/organisations?size=200&page=5')).toMatchObject({ total: 1000, more: false });
    await add(999, 1200);
    expect(await client.get('/api/organisations')).toMatchObject({ total: 1000, more: true });
    const status = async (query: string) => (await client.send<Refusal>('GET', `/api/organisations?${query}`)).status;
    expect(await status('size=200')).toBe(200);
    expect(await status('size=201')).toBe(422);
    expect(await status('size=0')).toBe(422);
    expect(await status('size=200&page=6')).toBe(200);
    const far = await client.send<Refusal>('GET', '/api/organisations?size=200&page=7');
    expect(far).toMatchObject({
      status: 422,
      body: { code: 'page-too-far', title: '最多翻到第 1,000 条，请用筛选条件缩小范围' },
    });
  });

  it('writes down who did what, with ids and field names only', async () => {
    const made = await officer.post<Organisation>(
      '/api/organisations',
      school('留痕小学', a.id, { contact: '某某某' }),
    );
    await officer.patch(`/api/organisations/${made.id}`, 1, { phone: '13800000000' });
    const entries = await server.database.all<{ action: string; detail: string; district_id: string }>(
      sql`select action, detail, district_id from audit_entry where subject_id = ${made.id} order by at, id`,
    );
    expect(entries.map((e) => [e.action, e.district_id])).toEqual([
      ['organisation.create', a.id],
      ['organisation.change', a.id],
    ]);
    expect(entries[1]!.detail).toBe('{"fields":["phone"]}');
    expect(entries.map((e) => e.detail).join()).not.toMatch(/某某某|138/);
  });

  it('does a repeated request once', async () => {
    const json = school('重发小学', a.id);
    const headers = { 'idempotency-key': 'again-and-again' };
    const [first, second] = [
      await officer.post<Organisation>('/api/organisations', json, { headers }),
      await officer.post<Organisation>('/api/organisations', json, { headers }),
    ];
    expect(second).toEqual(first);
  });
});
