import { Digests, Mailer, PAUSES, sql } from '@xieshou/core';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, engines, startTestServer, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting } from './meeting.js';

const workingDays = [
  '2026-11-23',
  '2026-11-24',
  '2026-11-25',
  '2026-11-26',
  '2026-11-27',
  '2026-11-30',
  '2026-12-01',
  '2026-12-02',
  '2026-12-03',
];

interface Taken {
  readonly to: readonly string[];
  readonly text: string;
}

/** A mail server that takes everything, or says of the next mails what it is told to say. */
const mailServer = async () => {
  const taken: Taken[] = [];
  const refusals: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refusal = refusals.shift();
        if (refusal) return done(Object.assign(new Error(refusal), { responseCode: 451 }));
        taken.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as { port: number };
  return { port, taken, refusals, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
};

/** The parts of a mail as they are read: head, and both bodies decoded. */
const partsOf = (text: string) => {
  const unfolded = text.replace(/\r\n[ \t]+/g, ' ');
  const [head = ''] = unfolded.split('\r\n\r\n');
  const bodies = [
    ...text.matchAll(/Content-Transfer-Encoding: (base64|quoted-printable)\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/gi),
  ];
  const decoded = bodies.map(([, how, body]) =>
    how === 'base64'
      ? Buffer.from(body!, 'base64').toString('utf8')
      : Buffer.from(
          body!
            .replace(/=\r\n/g, '')
            .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
          'latin1',
        ).toString('utf8'),
  );
  return { head, plain: decoded[0] ?? '', html: decoded[1] ?? '' };
};

describe.each(engines)('digests by mail on %s', (engine) => {
  let server: TestServer;
  let post: Awaited<ReturnType<typeof mailServer>>;
  let meeting: Meeting;
  /** The working day of the case, and how many there were. */
  let [day, days] = ['', 0];
  const moveTo = (moment: string) => server.clock.moveTo(`${moment}+08:00`);
  const send = () => server.app.get(Mailer).sweep();
  const mails = () =>
    server.database.all<{ state: string; attempts: number; problem: string | null }>(
      sql`select state, attempts, problem from mail order by created_at, id`,
    );
  const last = async () => (await mails()).at(-1)!;
  /** A working day on which something new came for a school, whose digest has just been written at ten. */
  const digest = async (address: string | null = 'wang@example.cn', language: 'zh' | 'en' = 'zh'): Promise<Client> => {
    day = workingDays[days]!;
    days += 1;
    moveTo(`${day}T09:50:00`);
    const school = await meeting.at('a');
    if (address !== null)
      await school.send('POST', '/api/session/mail', { json: { address }, headers: { 'accept-language': language } });
    await meeting.visit(await meeting.at('h'), ['a'], `2026-11-0${days}`);
    moveTo(`${day}T10:00:00`);
    await server.app.get(Digests).sweep();
    return school;
  };

  beforeAll(async () => {
    post = await mailServer();
    server = await startTestServer({
      engine,
      programmes: [schoolPairs],
      digests: true,
      mail: { url: `smtp://127.0.0.1:${post.port}?ignoreTLS=true`, from: '携手 <noreply@example.cn>' },
    });
    moveTo('2026-11-22T09:00:00');
    meeting = await makeMeeting(server);
  });
  afterAll(async () => {
    await server.close();
    await post.close();
  });
  beforeEach(async () => {
    post.taken.length = 0;
    post.refusals.length = 0;
    // Each case is about one mail.
    await server.database.write(async (tx) => {
      await tx.run(sql`delete from mail`);
      await tx.run(sql`update account set mail_address = null`);
    });
  });

  it('go to nobody who has not asked for them', async () => {
    await digest(null);
    expect(await mails()).toEqual([]);
    expect(await send()).toBe(0);
  });

  it('are sent once, in text and in HTML, to the one address', async () => {
    const school = await digest();
    expect(await school.get('/api/session/mail')).toEqual({ available: true, address: 'wang@example.cn' });
    // Two servers that look in the same moment send it once.
    const taken = await Promise.all([send(), send()]);
    expect(taken.toSorted()).toEqual([0, 1]);
    expect(await send()).toBe(0);
    expect(post.taken.map(({ to }) => to)).toEqual([['wang@example.cn']]);
    const { head, plain, html } = partsOf(post.taken[0]!.text);
    expect(head).toMatch(/^From: .*<noreply@example\.cn>$/m);
    expect(head).toMatch(/^To: wang@example\.cn$/m);
    expect(plain).toMatch(/^未读消息 \d+ 条\r?\n“结对项目”：待办 \d+ 项/);
    expect(plain).toContain('打开工作台: http://localhost');
    expect(html).toContain('<a href="http://localhost">打开工作台</a>');
    expect(await last()).toEqual({ state: 'sent', attempts: 1, problem: null });
  });

  it('are written in the language in which they were asked for', async () => {
    await digest('wang@example.cn', 'en');
    await send();
    expect(partsOf(post.taken[0]!.text).plain).toMatch(/^Unread notifications: \d+/);
  });

  it('are tried again when the mail server refuses, and sent once in the end', async () => {
    await digest();
    post.refusals.push('busy');
    expect(await send()).toBe(0);
    expect(await last()).toMatchObject({
      state: 'waiting',
      attempts: 1,
      problem: expect.stringContaining('busy') as string,
    });
    moveTo(`${day}T10:00:59.999`);
    expect(await send()).toBe(0);
    moveTo(`${day}T10:01:00`);
    expect(await send()).toBe(1);
    expect(post.taken).toHaveLength(1);
    expect(await last()).toEqual({ state: 'sent', attempts: 2, problem: null });
  });

  it('are given up after the last try, which the audit log tells', async () => {
    await digest();
    let minute = 0;
    for (const pause of [...PAUSES, 0]) {
      post.refusals.push('full');
      moveTo(
        `${day}T${String(10 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`,
      );
      expect(await send()).toBe(0);
      minute += pause;
    }
    expect(await last()).toMatchObject({ state: 'failed', attempts: PAUSES.length + 1 });
    expect(post.taken).toEqual([]);
    const told = await server.database.all<{ detail: string }>(
      sql`select detail from audit_entry where action = 'notification.mailFailed'`,
    );
    expect(told).toHaveLength(1);
    expect(told[0]!.detail).toContain('full');
    expect(told[0]!.detail).not.toContain('wang@');
  });

  it('are not sent from six in the evening on', async () => {
    await digest();
    moveTo(`${day}T18:00:00`);
    expect(await send()).toBe(0);
    expect(await last()).toMatchObject({ state: 'failed', attempts: 0, problem: 'its day was over' });
    expect(post.taken).toEqual([]);
  });

  it('are not sent to whoever may not sign in any more', async () => {
    await digest();
    const suspended = sql`update account set state = 'suspended' where mail_address is not null`;
    expect(await server.database.write((tx) => tx.run(suspended))).toBe(1);
    expect(await send()).toBe(0);
    expect(await last()).toMatchObject({ state: 'failed', attempts: 0 });
    expect(post.taken).toEqual([]);
  });

  it('are not sent to whoever has taken the address back', async () => {
    const school = await digest();
    expect((await school.send('POST', '/api/session/mail', { json: { address: null } })).body).toEqual({
      available: true,
      address: null,
    });
    expect(await send()).toBe(0);
    expect(await last()).toMatchObject({ state: 'failed', attempts: 0 });
    expect(post.taken).toEqual([]);
  });

  it('are forgotten thirty days after they were sent', async () => {
    await digest();
    await send();
    server.clock.moveTo(new Date(Date.parse(`${day}T10:00:00+08:00`) + 30 * 86_400_000).toISOString());
    await send();
    expect(await mails()).toHaveLength(1);
    server.clock.moveTo(new Date(Date.parse(`${day}T10:00:00+08:00`) + 30 * 86_400_000 + 1).toISOString());
    await send();
    expect(await mails()).toEqual([]);
  });

  it('go to one address and nothing besides, which is sealed in the database', async () => {
    moveTo('2027-03-01T09:00:00');
    const school = await meeting.at('a');
    for (const address of [
      'wang@example.cn\nBcc: other@example.cn',
      'wang',
      'a@b.cn, c@d.cn',
      '王 <a@b.cn>',
      `${'a'.repeat(250)}@b.cn`,
    ]) {
      const answer = await school.send<{ errors: { field: string }[] }>('POST', '/api/session/mail', {
        json: { address },
      });
      expect([address, answer.status, answer.body.errors.map(({ field }) => field)]).toEqual([
        address,
        422,
        ['address'],
      ]);
    }
    const typed = await school.send<{ errors: { message: string }[] }>('POST', '/api/session/mail', {
      json: { address: 'wang' },
    });
    expect(typed.body.errors[0]!.message).toBe('邮箱须是一个邮箱地址，如 zhang@example.cn');
    expect((await school.send('POST', '/api/session/mail', { json: { address: ' li@example.cn ' } })).status).toBe(200);
    const rows = await server.database.all<{ mail_address: string | null }>(sql`select mail_address from account`);
    expect(rows.filter(({ mail_address }) => mail_address !== null)).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('example');
  });

  it('is left to the next sweep when no mail server answers', async () => {
    const closed = await mailServer();
    await closed.close();
    const other = await startTestServer({
      engine,
      programmes: [schoolPairs],
      digests: true,
      mail: { url: `smtp://127.0.0.1:${closed.port}`, from: 'noreply@example.cn' },
    });
    try {
      other.clock.moveTo('2026-11-24T09:00:00+08:00');
      const there = await makeMeeting(other);
      const school = await there.at('a');
      await school.send('POST', '/api/session/mail', { json: { address: 'wang@example.cn' } });
      await there.visit(await there.at('h'), ['a'], '2026-11-02');
      await other.app.get(Digests).sweep();
      expect(await other.app.get(Mailer).sweep()).toBe(0);
      expect(await other.database.all(sql`select state, attempts from mail`)).toEqual([
        { state: 'waiting', attempts: 1 },
      ]);
    } finally {
      await other.close();
    }
  });
});
