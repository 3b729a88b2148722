import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql, system, Units, verifyAudit } from '@xieshou/core';
import { type Client, type District, engines, makeDistrict, startTestServer, type TestServer } from '../src/index.js';

interface School {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

describe.each(engines)('overlapping work on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  const school = (name: string) => ({
    name,
    kind: 'school',
    ownership: 'public',
    schoolKind: 'primary',
    parent: district.id,
  });
  const names = async (like: string) =>
    (
      await server.database.all<{ name: string }>(
        sql`select name from organisation where name like ${like} order by name`,
      )
    ).map((row) => row.name);

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [] });
    district = await makeDistrict(server, { name: '并发区教育局' });
    officer = await district.signIn();
  });
  afterAll(() => server.close());

  it('keeps exactly what was committed of 200 overlapping units of work, every fourth of which fails half-way', async () => {
    const units = server.app.get(Units);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) =>
        units.run({ ...system, districtId: district.id }, async (unit) => {
          const id = randomUUID();
          await unit.run(sql`insert into term (district_id, id, starts, ends, teaching_starts, teaching_ends)
            values (${district.id}, ${`t${String(n).padStart(3, '0')}`}, '2026-09-01', '2027-01-31', '2026-09-01', '2027-01-15')`);
          // Let others in between, as a real request does.
          await new Promise((resolve) => setTimeout(resolve, n % 3));
          await unit.audit({ action: 'calendar.change', kind: 'term', id });
          if (n % 4 === 0) throw new Error(`fails on purpose ${n}`);
          return id;
        }),
      ),
    );
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(150);
    const kept = await server.database.all<{ id: string }>(
      sql`select id from term where district_id = ${district.id} order by id`,
    );
    const expected = Array.from({ length: 200 }, (_, n) => n)
      .filter((n) => n % 4 !== 0)
      .map((n) => `t${String(n).padStart(3, '0')}`);
    expect(kept.map((row) => row.id)).toEqual(expected);
    const audited = await server.database.one<{ n: number }>(
      sql`select count(*) as n from audit_entry where action = 'calendar.change'`,
    );
    expect(Number(audited!.n)).toBe(150);
  });

  it('keeps exactly the committed set of 200 overlapping requests with refusals among them', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        // Every fourth has a code that is too short; every tenth has the name of its neighbour.
        officer.send('POST', '/api/organisations', {
          json: {
            ...school(n % 10 === 9 ? '重名小学' : `并发小学${String(n).padStart(3, '0')}`),
            ...(n % 4 === 0 ? { code: '12' } : {}),
          },
        }),
      ),
    );
    expect(answers.filter((a) => a.status >= 500)).toEqual([]);
    const made = answers
      .filter((a) => a.status === 201)
      .map((a) => (a.body as unknown as School).name)
      .sort();
    expect((await names('并发小学%')).concat(await names('重名小学')).sort()).toEqual(made);
    expect(made.filter((name) => name === '重名小学')).toHaveLength(1);
    expect(made).toHaveLength(131);
  });

  it('never lets a stale version overwrite: of 20 changes from the same version one is kept, the others get the difference', async () => {
    const made = await officer.post<School>('/api/organisations', school('版本小学'));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        officer.send('PATCH', `/api/organisations/${made.id}`, { version: 1, json: { contact: `联系人${n}` } }),
      ),
    );
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    const stale = answers.filter((a) => a.status === 409);
    expect(stale).toHaveLength(19);
    const kept = await officer.get<School & { contact: string }>(`/api/organisations/${made.id}`);
    expect(kept.version).toBe(2);
    for (const answer of stale)
      expect(answer.body).toMatchObject({
        code: 'stale',
        current: { contact: kept.contact, version: 2 },
        difference: [{ field: 'contact', theirs: kept.contact }],
      });
  });

  it('asks for the version before a change', async () => {
    const made = await officer.post<School>('/api/organisations', school('无版本小学'));
    const answer = await officer.send('PATCH', `/api/organisations/${made.id}`, { json: { contact: '某' } });
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status: 428, code: 'version-missing' });
  });

  it('has one effect and one answer for 50 concurrent repeats of an idempotency key', async () => {
    const headers = { 'idempotency-key': `repeat-${randomUUID()}` };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        officer.send<School>('POST', '/api/organisations', { json: school('重复提交小学'), headers }),
      ),
    );
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((a) => JSON.stringify(a.body))).size).toBe(1);
    expect(await names('重复提交小学')).toHaveLength(1);
    const later = await officer.send<School>('POST', '/api/organisations', { json: school('重复提交小学'), headers });
    expect(later.body).toEqual(answers[0]!.body);
  });

  it('refuses a key that was used for another request, and keeps keys of different people apart', async () => {
    const headers = { 'idempotency-key': `key-${randomUUID()}` };
    await officer.post('/api/organisations', school('甲小学'), { headers });
    const other = await officer.send('POST', '/api/organisations', { json: school('乙小学'), headers });
    expect({ status: other.status, code: other.body['code'] }).toEqual({ status: 422, code: 'key-reused' });
    const neighbour = await makeDistrict(server);
    const theirs = await (
      await neighbour.signIn()
    ).send('POST', '/api/organisations', { json: { ...school('甲小学'), parent: neighbour.id }, headers });
    expect(theirs.status).toBe(201);
  });

  it('lets a key be used again after a refusal, which had no effect', async () => {
    const headers = { 'idempotency-key': `again-${randomUUID()}` };
    const json = { ...school('先错后对小学'), parent: randomUUID() };
    expect((await officer.send('POST', '/api/organisations', { json, headers })).status).toBe(422);
    const second = await officer.send('POST', '/api/organisations', { json: school('先错后对小学'), headers });
    expect(second.status).toBe(201);
  });

  it('shows a one-time password once: a repeat has no second effect and does not tell it again', async () => {
    const headers = { 'idempotency-key': `secret-${randomUUID()}` };
    const json = { username: `zhang-${engine}`, name: '张老师', role: 'auditor', organisation: district.id };
    const first = await officer.send('POST', '/api/users', { json, headers });
    expect(first.status).toBe(201);
    const second = await officer.send('POST', '/api/users', { json, headers });
    expect({ status: second.status, code: second.body['code'] }).toEqual({ status: 409, code: 'already-done' });
    const stored = await server.database.all<{ answer: string | null }>(
      sql`select answer from idempotency_key where key = ${headers['idempotency-key']}`,
    );
    expect(stored).toEqual([{ answer: null }]);
  });

  it('keeps the audit chain whole through all of it, and finds every kind of tampering', async () => {
    const keys = server.keys.audit;
    await server.sealAudit();
    const before = await verifyAudit({ database: server.database, key: keys });
    expect(before.broken).toEqual([]);
    expect(before.entries).toBeGreaterThan(250);
    const total = await server.database.one<{ n: number }>(sql`select count(*) as n from audit_entry`);
    expect(before.entries).toBe(Number(total!.n));
    const middle = Math.floor(before.entries / 2);
    const tamper = async (statement: ReturnType<typeof sql>, undo: ReturnType<typeof sql>) => {
      await server.database.write((tx) => tx.run(statement));
      const { broken } = await verifyAudit({ database: server.database, key: keys });
      await server.database.write((tx) => tx.run(undo));
      return broken.length;
    };
    const at = sql`seq = ${middle}`;
    const old = (await server.database.one<{ detail: string; mac: string; user_id: string | null }>(
      sql`select * from audit_entry where ${at}`,
    ))!;
    expect(
      await tamper(
        sql`update audit_entry set detail = '{"x":1}' where ${at}`,
        sql`update audit_entry set detail = ${old.detail} where ${at}`,
      ),
    ).toBeGreaterThan(0);
    expect(
      await tamper(
        sql`update audit_entry set mac = ${'0'.repeat(64)} where ${at}`,
        sql`update audit_entry set mac = ${old.mac} where ${at}`,
      ),
    ).toBeGreaterThan(0);
    // Taken out of the chain, as a deletion would.
    expect(
      await tamper(
        sql`update audit_entry set seq = -1 where ${at}`,
        sql`update audit_entry set seq = ${middle} where seq = -1`,
      ),
    ).toBeGreaterThan(0);
    expect((await verifyAudit({ database: server.database, key: keys })).broken).toEqual([]);
  });
});
