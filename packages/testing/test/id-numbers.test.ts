import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql, tables } from '@xieshou/core';
import { idCheckSign } from '@xieshou/sdk';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  fillTemplate,
  makeDistrict,
  type Place,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { makeSchool } from './office.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly idNumber: string | null;
  readonly version: number;
}
interface Refusal {
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
interface Import {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<Record<'add' | 'change' | 'same' | 'error', number>>;
  readonly rows: readonly { readonly row: number; readonly outcome: string; readonly reasons: readonly string[] }[];
  readonly job: string;
}

let made = 0;
/** A good number that no other test has. */
const fresh = (region = '430381'): string => {
  const first17 = `${region}19800101${String((made += 1)).padStart(3, '0')}`;
  return first17 + idCheckSign(first17);
};
const maskOf = (number: string) => `${number.slice(0, 3)}***********${number.slice(-4)}`;

describe.each(engines)('ID numbers on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let school: Client;
  let neighbour: Client;
  let teacher: Client;
  let first: Place;
  let second: Place;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    const place = async (name: string) => ({
      id: await makeSchool(officer, district.id, name, 'public'),
      district_id: district.id,
    });
    first = await place('甲小学');
    second = await place('乙小学');
    school = await signedIn(server, { role: 'schoolAdministrator', at: first });
    neighbour = await signedIn(server, { role: 'schoolAdministrator', at: second });
    teacher = await signedIn(server, { role: 'teacher', at: first });
  });
  afterAll(() => server.close());

  const add = (client: Client, name: string, idNumber: string | null, at: Place = first, more: object = {}) =>
    client.post<Person>('/api/people', { name, kind: 'teacher', organisation: at.id, idNumber, ...more });
  const refusal = async (client: Client, name: string, idNumber: string, at: Place = first) => {
    const json = { name, kind: 'teacher', organisation: at.id, idNumber };
    const { status, body } = await client.send<Refusal>('POST', '/api/people', { json });
    return [status, ...(body.errors ?? []).map((e) => `${e.field}: ${e.message}`)];
  };
  const reveal = (client: Client, id: string, reason: string) =>
    client.send<{ idNumber: string } & Refusal>('POST', `/api/people/${id}/reveal`, { json: { reason } });

  it('stand behind a mask made by the server, for those who may look behind it', async () => {
    const number = fresh();
    const one = await add(school, '张一', number.toLowerCase());
    expect(one.idNumber).toBe(maskOf(number));
    const row = async (client: Client) =>
      (await client.get<{ rows: Person[] }>('/api/people?size=200')).rows.find(({ id }) => id === one.id);
    expect([(await row(school))?.idNumber, (await row(officer))?.idNumber]).toEqual([maskOf(number), maskOf(number)]);
    expect((await row(teacher))?.idNumber).toBeNull();
    expect((await school.get<{ rows: unknown[] }>(`/api/people?q=${number}`)).rows).toEqual([]);
  });

  it('are in no table, no audit entry and no file that anybody could read', async () => {
    const number = fresh();
    const one = await add(school, '李二', number);
    await school.patch(`/api/people/${one.id}`, 1, { idNumber: number, post: '组长' });
    await reveal(school, one.id, '办理培训证');
    await school.send('PATCH', `/api/people/${one.id}`, { json: { idNumber: number }, version: 1 });
    for (const { name } of tables) {
      const text = [`select * from "${name}"`];
      const all = await server.database.all(sql(Object.assign(text, { raw: text })));
      expect(JSON.stringify(all).includes(number), name).toBe(false);
    }
  });

  it('show what is wrong with them, and say so under their field', async () => {
    const number = fresh();
    const wrongSign = number.slice(0, 17) + (number.endsWith('0') ? '1' : '0');
    const future = `43038120261125001`;
    expect(await refusal(school, '赵', number.slice(0, 17))).toEqual([
      422,
      expect.stringContaining('idNumber: 身份证号应为 18 位'),
    ]);
    expect(await refusal(school, '赵', wrongSign)).toEqual([
      422,
      expect.stringContaining('idNumber: 身份证号的校验位不对'),
    ]);
    // The clock stands at 24 November: whoever is born tomorrow is nobody yet.
    expect(await refusal(school, '赵', future + idCheckSign(future))).toEqual([
      422,
      expect.stringContaining('晚于今天'),
    ]);
    const todays = `43038120261124001`;
    expect((await add(school, '新生', todays + idCheckSign(todays))).idNumber).toContain('430***');
    expect((await add(school, '海外', fresh('990101'))).idNumber).toContain('990***');
  });

  it('belong to one person of a district; the sentence names the organisation and no number', async () => {
    const number = fresh();
    await add(school, '王三', number);
    const again = await refusal(neighbour, '王三', number, second);
    expect(again).toEqual([422, expect.stringContaining('idNumber: 这个身份证号已登记在“甲小学”')]);
    expect(JSON.stringify(again)).not.toContain(number.slice(3, 14));
    const other = await add(neighbour, '王四', null, second);
    const change = await neighbour.send<Refusal>('PATCH', `/api/people/${other.id}`, {
      json: { idNumber: number },
      version: 1,
    });
    expect([change.status, change.body.errors?.[0]?.field]).toEqual([422, 'idNumber']);
    const elsewhere = await makeDistrict(server);
    const theirs = await elsewhere.signIn();
    expect((await add(theirs, '王三', number, elsewhere)).idNumber).toBe(maskOf(number));
  });

  it('stay when their mask comes back, and go when they are emptied', async () => {
    const number = fresh();
    const one = await add(school, '孙五', number);
    const url = `/api/people/${one.id}`;
    expect((await school.patch<Person>(url, 1, { idNumber: maskOf(number), post: '组长' })).idNumber).toBe(
      maskOf(number),
    );
    const foreign = await school.send<Refusal>('PATCH', url, { json: { idNumber: '110***********9999' }, version: 2 });
    expect([foreign.status, foreign.body.errors?.[0]?.field]).toEqual([422, 'idNumber']);
    expect((await reveal(school, one.id, '核对')).body.idNumber).toBe(number);
    const late = await school.send('PATCH', url, { json: { idNumber: fresh() }, version: 1 });
    expect(late.status).toBe(409);
    expect(JSON.stringify(late.body)).toMatch(/\*{11}/);
    expect((await school.patch<Person>(url, 2, { idNumber: null })).idNumber).toBeNull();
    expect(await reveal(school, one.id, '核对')).toMatchObject({ status: 422, body: { code: 'no-id-number' } });
    expect((await add(neighbour, '孙五', number, second)).idNumber).toBe(maskOf(number));
  });

  it('are shown in full for a reason of two signs, not one, and the audit log keeps who, whom and why', async () => {
    const number = fresh();
    const one = await add(school, '周六', number);
    for (const reason of ['', '核', ' 核 ']) expect((await reveal(school, one.id, reason)).status).toBe(422);
    const seen = await reveal(school, one.id, '核对');
    expect([seen.status, seen.body.idNumber, seen.headers['cache-control']]).toEqual([200, number, 'no-store']);
    expect((await reveal(officer, one.id, '办理资助')).body.idNumber).toBe(number);
    for (const client of [teacher, neighbour]) expect((await reveal(client, one.id, '核对')).status).toBe(404);
    const entries = await server.database.all<{ detail: string; user_id: string }>(
      sql`select detail, user_id from audit_entry where action = 'person.reveal' and subject_id = ${one.id} order by id`,
    );
    expect(entries.map(({ detail }) => JSON.parse(detail) as unknown)).toEqual([
      { fields: ['idNumber'], reason: '核对' },
      { fields: ['idNumber'], reason: '办理资助' },
    ]);
    expect(new Set(entries.map(({ user_id }) => user_id)).size).toBe(2);
  });

  it('do not open in another row, nor with one bit changed', async () => {
    const [one, other] = [await add(school, '吴七', fresh()), await add(school, '吴八', fresh())];
    const sealedOf = async (id: string) =>
      (await server.database.one<{ id_number: string }>(sql`select id_number from person where id = ${id}`))!.id_number;
    const put = (sealed: string) =>
      server.database.write((tx) => tx.run(sql`update person set id_number = ${sealed} where id = ${one.id}`));
    const good = await sealedOf(one.id);
    const bytes = Buffer.from(good, 'base64url');
    bytes[20]! ^= 1;
    for (const bad of [await sealedOf(other.id), bytes.toString('base64url'), randomBytes(48).toString('base64url')]) {
      await put(bad);
      expect((await reveal(school, one.id, '核对')).status).toBe(500);
    }
    await put(good);
    expect((await reveal(school, one.id, '核对')).status).toBe(200);
  });

  describe('in the workbook of people', () => {
    const settled = async (client: Client, { id, job }: Import): Promise<Import> => {
      for (;;) {
        const { state } = await client.get<{ state: string }>(`/api/jobs/${job}`);
        if (state === 'done' || state === 'failed') return client.get<Import>(`/api/imports/${id}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const send = async (client: Client, bytes: Buffer) =>
      settled(client, await client.post<Import>('/api/people/import?name=a.xlsx', undefined, { bytes, type: XLSX }));
    const book = async (rows: readonly (readonly (string | null)[])[]) =>
      Buffer.from(await writeXlsx({ sheets: [{ name: '人员', rows: rows.map((row) => [...row]) }] }));
    const apply = async (client: Client, { id }: Import) =>
      settled(client, await client.post<Import>(`/api/imports/${id}/apply`, { rows: 'good' }));
    const titles = ['姓名', '类别', '工号或学号', '职务', '身份证号'];
    const plan = async (client: Client, ...rows: (string | null)[][]) => send(client, await book([titles, ...rows]));
    const gist = ({ rows }: Import) => rows.map((r) => [r.row, r.outcome, ...r.reasons]);

    it('have a column of text in the template', async () => {
      const { bytes } = await school.send('GET', '/api/people/import-template');
      const number = fresh();
      const filled = await fillTemplate(bytes, [{ 姓名: '模一', 类别: '教师', 身份证号: number }]);
      const done = await apply(school, await send(school, filled));
      expect([done.state, done.counts.add]).toEqual(['applied', 1]);
      const [row] = (await school.get<{ rows: Person[] }>('/api/people?q=模一')).rows;
      expect((await reveal(school, row!.id, '核对')).body.idNumber).toBe(number);
    });

    it('find people first; by number and by name as before', async () => {
      const [a, b, c, d] = [fresh(), fresh(), fresh(), fresh()];
      const one = await add(school, '导一', a, first, { code: 'D01' });
      await add(school, '导二', b, first, { code: 'D02' });
      await add(school, '导三', null);
      await add(neighbour, '导四', d, second);
      const read = await plan(
        school,
        ['导一新名', '教师', 'D01N', null, a],
        ['导二', '教师', 'D02', '组长', null],
        ['导三', '教师', null, null, c],
        ['导四', '教师', null, null, d],
        ['导二', '教师', 'D02', null, a],
        ['导五', '教师', null, null, '123'],
        ['导二', '教师', null, null, fresh()],
      );
      expect(gist(read).sort((x, y) => Number(x[0]) - Number(y[0]))).toEqual([
        [2, 'change', '修改：姓名、工号或学号'],
        [3, 'change', '修改：职务'],
        [4, 'change', '修改：身份证号'],
        [5, 'error', expect.stringContaining('已登记在“乙小学”')],
        [6, 'error', expect.stringContaining('分别属于本单位的两名人员')],
        [7, 'error', expect.stringContaining('身份证号应为 18 位')],
        [8, 'add'],
      ]);
      expect(JSON.stringify(read.rows)).not.toContain(a.slice(3, 14));
      const alone = await plan(school, ['导一新名', '教师', 'D01N', null, a]);
      expect(gist(alone)).toEqual([[2, 'change', '修改：姓名、工号或学号']]);
      await apply(school, alone);
      const [row] = (await school.get<{ rows: Person[] }>('/api/people?q=D01N')).rows;
      expect([row?.id, row?.idNumber]).toEqual([one.id, maskOf(a)]);
    });

    it('mean “as it is” when masked, so that what was given out comes back without loss', async () => {
      const number = fresh();
      await add(school, '回一', number, first, { code: 'H01', post: '组长' });
      const same = await plan(school, ['回一', '教师', 'H01', '组长', maskOf(number)]);
      expect(gist(same)).toEqual([[2, 'same']]);
      const other = await plan(
        school,
        ['回一', '教师', 'H01', '主任', '110***********0000'],
        ['回二', '教师', null, null, maskOf(number)],
      );
      expect(gist(other)).toEqual([
        [2, 'error', expect.stringContaining('带星号的身份证号')],
        [3, 'error', expect.stringContaining('带星号的身份证号')],
      ]);
    });

    it('are remarked on when the region is unusual, and saved', async () => {
      const read = await plan(school, ['远一', '教师', null, null, fresh('990101')]);
      expect(gist(read)).toEqual([[2, 'add', expect.stringContaining('地区码不常见')]]);
      expect((await apply(school, read)).counts.add).toBe(1);
    });

    it('lie sealed in the plan and in the file, and come back whole with the faulty rows', async () => {
      const number = fresh();
      const faulty = number.slice(0, 17) + (number.endsWith('0') ? '1' : '0');
      const read = await plan(school, ['封一', '教师', null, null, number], ['封二', '教师', null, null, faulty]);
      const stands = async () => {
        const row = await server.database.one<{ plan: string; hash: string }>(
          sql`select b.plan, f.hash from import_batch b join stored_file f on f.id = b.file_id where b.id = ${read.id}`,
        );
        const file = readFileSync(join(server.filesDir, row!.hash.slice(0, 2), row!.hash));
        // A workbook begins with PK; what lies here is none.
        return [row!.plan.includes(number), row!.plan.includes(faulty), file.subarray(0, 2).toString() === 'PK'];
      };
      expect(await stands()).toEqual([false, false, false]);
      const { bytes } = await school.send('GET', `/api/imports/${read.id}/errors`);
      const sheet = (await readXlsx(new Uint8Array(bytes))).sheets[0]!.rows.map((row) =>
        row.map((c) => String(c ?? '')),
      );
      expect(sheet[1]!.slice(0, 5)).toEqual(['封二', '教师', '', '', faulty]);
      await apply(school, read);
      expect(await stands()).toEqual([false, false, false]);
    });
  });
});
