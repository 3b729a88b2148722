import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly bytes: Buffer;
}

export interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** One keep-alive connection for everybody who asks through it, one after another. */
export const connectionTo = (port: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (o: Ask): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, agent, method: o.method, path: o.path, headers: o.headers },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({ status: answer.statusCode!, headers: answer.headers, bytes: Buffer.concat(chunks) }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(o.body);
    });
};

/** A signed-in browser: what its requests carry. */
export interface Session {
  readonly cookie: string;
  readonly csrf: string;
}

/** Signs in at the platform. The session lies in the database, so that the floor knows it as well. */
export const signIn = async (port: number, username: string, password: string): Promise<Session> => {
  const answer = await connectionTo(port)({
    method: 'POST',
    path: '/api/session',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (answer.status !== 200) throw new Error(`sign in as ${username}: ${answer.status} ${answer.bytes.toString()}`);
  const { csrf } = JSON.parse(answer.bytes.toString()) as { csrf: string };
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';', 1)[0]!);
  return { cookie: cookies.find((one) => /^(__Host-)?xieshou=/.test(one))!, csrf };
};
