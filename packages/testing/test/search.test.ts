import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@xieshou/core';
import { type Client, engines, signedIn, startTestServer, type TestServer } from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { makeOffice, makeSchool, type Office } from './office.js';

interface Found {
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly { readonly name: string; readonly organisation: { readonly name: string } }[];
  readonly pairings: readonly { readonly id: string; readonly helper: string; readonly helped: string }[];
  readonly programmes: readonly { readonly name: string }[];
}

const ask = (client: Client, q: string) => client.get<Found>(`/api/search?q=${encodeURIComponent(q)}`);
const names = (rows: readonly { readonly name: string }[]) => rows.map((row) => row.name);

describe.each(engines)('the search on %s', (engine) => {
  let server: TestServer;
  let office: Office;
  let programme: string;
  let first: string;
  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [limitedPairs] });
    office = await makeOffice(server);
    const { officer, district } = office;
    first = await makeSchool(officer, district.id, '河东一小', 'public');
    await makeSchool(officer, district.id, '城关镇长郡中学', 'private');
    await makeSchool(office.foreign.officer, office.foreign.bureau, '河东外区小学', 'public');
    for (const [name, code] of [
      ['单雄信', 'T_01'],
      ['曾小满', 'T902'],
    ])
      await officer.post('/api/people', { name, kind: 'teacher', organisation: first, code });
    programme = (await office.made({ title: '公办民办结对' })).id;
    await office.pair(programme, office.schools.h1, office.schools.a);
  });
  afterAll(() => server.close());

  it('finds an organisation by its signs, its initials and its pinyin, and none of another district', async () => {
    for (const q of ['河东', 'hdyx', 'HDYX', 'hedong', 'he dong yi xiao', 'dyx', "he'dong"])
      expect({ q, found: names((await ask(office.officer, q)).organisations) }).toEqual({ q, found: ['河东一小'] });
    expect(names((await ask(office.officer, 'cgzcjzx')).organisations)).toEqual(['城关镇长郡中学']);
    expect(names((await ask(office.officer, 'hdyy')).organisations)).toEqual([]);
  });

  it('finds people by name, surname as it is spoken, and number; an underscore is an underscore', async () => {
    for (const q of ['单雄信', 'sxx', 'shanxiongxin', 'T_01', 't_0'])
      expect({ q, found: names((await ask(office.officer, q)).people) }).toEqual({ q, found: ['单雄信'] });
    expect(names((await ask(office.officer, 'zeng')).people)).toEqual(['曾小满']);
  });

  it('finds pairings by either party, and programmes by title', async () => {
    expect((await ask(office.officer, 'gbyx')).pairings).toMatchObject([{ helper: '公办一小', helped: '民办甲校' }]);
    expect((await ask(office.officer, '甲校')).pairings).toHaveLength(1);
    expect(names((await ask(office.officer, '民办结对')).programmes)).toEqual(['公办民办结对']);
    expect((await ask(office.foreign.officer, '民办')).pairings).toEqual([]);
    expect((await ask(office.foreign.officer, '民办')).programmes).toEqual([]);
  });

  it('keeps each kind to its own permission', async () => {
    const at = { id: first, district_id: office.district.id };
    const school = await signedIn(server, { role: 'schoolAdministrator', at });
    expect(names((await ask(school, '小')).organisations)).toEqual(['河东一小']);
    expect(names((await ask(school, 'zeng')).people)).toEqual(['曾小满']);
    expect((await ask(school, '公办')).pairings).toEqual([]);
    const section = await signedIn(server, { role: 'sectionMember', at });
    expect((await ask(section, 'zeng')).people).toEqual([]);
  });

  it('shows eight of a kind, those that begin with the words first', async () => {
    for (let n = 1; n <= 9; n++) await makeSchool(office.officer, office.district.id, `东湖第${n}小学`, 'public');
    const found = names((await ask(office.officer, '东')).organisations);
    expect(found).toHaveLength(8);
    expect(found.every((name) => name.startsWith('东'))).toBe(true);
    expect(names((await ask(office.officer, 'dhd1')).organisations)).toEqual(['东湖第1小学']);
  });

  it('is understood by the lists as well, and follows a new name', async () => {
    const { officer, schools } = office;
    const list = async (url: string) => names((await officer.get<{ rows: { name: string }[] }>(url)).rows);
    expect(await list('/api/organisations?q=hdyx')).toEqual(['河东一小']);
    expect(await list('/api/people?q=sxx')).toEqual(['单雄信']);
    expect(await list(`/api/programmes/${programme}/candidates?side=helper&q=gbex`)).toEqual(['公办二小']);
    const pairs = await officer.get<{ total: number }>(`/api/programmes/${programme}/pairings?q=mbjx`);
    expect(pairs.total).toBe(1);
    expect(await list('/api/users?q=jyj')).toHaveLength(1);
    const { version } = await officer.get<{ version: number }>(`/api/organisations/${schools.c}`);
    await officer.patch(`/api/organisations/${schools.c}`, version, { name: '育英学校' });
    expect(await list('/api/organisations?q=yyxx')).toEqual(['育英学校']);
    expect(await list('/api/organisations?q=mbbx')).toEqual([]);
  });

  it('refuses an empty question and a long one', async () => {
    const status = async (q: string) =>
      (await office.officer.send('GET', `/api/search?q=${encodeURIComponent(q)}`)).status;
    expect(await status(' ')).toBe(422);
    expect(await status('一'.repeat(50))).toBe(200);
    expect(await status('一'.repeat(51))).toBe(422);
  });

  it('gives names of before their sounds when the server starts', async () => {
    await server.database.write(async (tx) => {
      for (const table of [sql`organisation`, sql`person`, sql`account`])
        await tx.run(sql`update ${table} set name_initials = null, name_pinyin = null`);
    });
    expect(names((await ask(office.officer, 'hdyx')).organisations)).toEqual([]);
    server = await server.restart({ programmes: [limitedPairs] });
    const at = { id: office.district.id, district_id: office.district.id };
    const officer = await signedIn(server, { role: 'bureauOfficer', at });
    expect(names((await ask(officer, 'hdyx')).organisations)).toEqual(['河东一小']);
    expect(names((await ask(officer, 'sxx')).people)).toEqual(['单雄信']);
  });
});
