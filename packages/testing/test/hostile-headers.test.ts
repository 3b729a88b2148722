import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { badKeys, badVersions, rubbishHeaders } from './hostile/corpus.js';
import { JSON_TYPE, LONG, underFire, writes } from './hostile/kit.js';
import { short } from './hostile/watching.js';

interface Spoken {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Sends bytes to a port as they are, and reads what comes back until the other side hangs up. */
const speak = (port: number, bytes: string | Buffer): Promise<Spoken> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    let text = '';
    socket.setEncoding('utf8').on('data', (part) => (text += part));
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer')));
    socket.on('error', reject).on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n', 2);
      const type = /^content-type: *(.*)$/im.exec(head)?.[1] ?? '';
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), type: type.trim(), body });
    });
  });

underFire('hostile headers', (trial) => {
  it(
    'is not shaken by rubbish in headers',
    async () => {
      const { all, asItIs, want, watch } = trial();
      const cheap = all((b) => !b.slow && !b.bytes && !['signOut', 'decideReview'].includes(b.endpoint.name));
      for (const [n, base] of cheap.entries())
        for (const headers of rubbishHeaders) {
          if (Object.keys(headers).length > 100 && n % 5 > 0) continue;
          const seen = await asItIs(base, headers);
          if (headers['cookie'] !== undefined && base.endpoint.gate !== 'public')
            want(seen.status === 401, `${base.endpoint.name} with a cookie of rubbish: ${seen.status}`);
        }
      watch.verdict();
    },
    LONG,
  );

  it(
    'takes no version and no idempotency key that is none',
    async () => {
      const { all, asItIs, send, wantCode, watch } = trial();
      await watch.begin();
      for (const base of all(writes)) {
        const { name, ifMatch, gate } = base.endpoint;
        if (ifMatch) {
          for (const version of badVersions)
            wantCode(await asItIs(base, { 'if-match': version }), 'version-missing', `${name} ${short(version)}`);
          const without = await send(base, { headers: JSON_TYPE, payload: JSON.stringify(base.json) });
          wantCode(without, 'version-missing', `${name} without If-Match`);
          for (const version of ['"0"', `"${'9'.repeat(9)}"`])
            wantCode(await asItIs(base, { 'if-match': version }), 'stale', `${name} ${version}`);
        }
        if (gate === 'public') continue;
        for (const key of badKeys)
          wantCode(await asItIs(base, { 'idempotency-key': key }), 'bad-key', `${name} with the key ${key}`);
        await watch.unchanged(name);
      }
      watch.verdict();
    },
    LONG,
  );

  it('answers what is no HTTP, and headers without measure, in words', async () => {
    const { world } = trial();
    const { app } = world.server;
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as { address(): { port: number } }).address();
    const get = (lines: string) => `GET /api/calendar HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${lines}\r\n`;
    const many = (n: number) => Array.from({ length: n }, (_, i) => `x-${i}: 1\r\n`).join('');
    const cases: readonly (readonly [name: string, bytes: string | Buffer, status: number])[] = [
      ['as it should be', get(''), 401],
      ['1,000 headers', get(many(1000)), 401],
      ['headers of 15 KB', get(`x: ${'h'.repeat(15_000)}\r\n`), 401],
      ['headers of 20 KB', get(`x: ${'h'.repeat(20_000)}\r\n`), 431],
      ['a cookie of 1 MB', get(`cookie: xieshou=${'c'.repeat(1_000_000)}\r\n`), 431],
      ['no HTTP at all', 'hello\r\n\r\n', 400],
      ['an unknown method', 'FROB /api/calendar HTTP/1.1\r\nhost: localhost\r\n\r\n', 400],
      ['a header without a name', get(': x\r\n'), 400],
      ['NUL in a header', get('x: a\u0000b\r\n'), 400],
      ['two lengths', get('content-length: 1\r\ncontent-length: 2\r\n'), 400],
      ['a length and chunks', get('content-length: 1\r\ntransfer-encoding: chunked\r\n'), 400],
      ['bytes', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0xff]), 400],
      ['a path of 30 KB', `GET /${'x'.repeat(30_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 431],
      ['a raw NUL in the path', 'GET /api/\u0000 HTTP/1.1\r\nhost: localhost\r\n\r\n', 400],
    ];
    for (const [name, bytes, status] of cases) {
      const spoken = await speak(port, bytes);
      expect({ name, status: spoken.status, type: spoken.type }).toEqual({
        name,
        status,
        type: 'application/problem+json; charset=utf-8',
      });
      const problem = JSON.parse(spoken.body) as { title: string; code: string; status: number };
      expect(problem).toMatchObject({
        status,
        title: expect.stringMatching(/\p{Script=Han}/u),
        code: expect.stringMatching(/^[a-z-]+$/),
      });
    }
    expect((await world.server.client().send('GET', '/health/ready')).status).toBe(200);
  });
});
