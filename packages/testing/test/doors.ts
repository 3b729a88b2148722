import { randomUUID } from 'node:crypto';
import { Accounts, hashPassword, type Role, system, Units } from '@xieshou/core';
import {
  type Client,
  type Engine,
  makeDistrict,
  PASSWORD,
  type Place,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeSchool } from './office.js';

export const MINUTE = 60_000;
export const NEXT = 'Another-password-1';
const hash = hashPassword(PASSWORD);

export interface Session {
  readonly user: { readonly username: string; readonly mustChangePassword: boolean } | null;
  readonly assignment: { readonly id: string; readonly role: string } | null;
  readonly assignments: readonly { readonly id: string; readonly role: string }[];
  readonly permissions: readonly string[];
  readonly csrf: string | null;
}
export interface Tried {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** An account that nobody has signed in to yet; its user name. */
export const account = async (
  server: TestServer,
  at: Place,
  o: { readonly role?: Role; readonly oneTime?: boolean; readonly username?: string } = {},
): Promise<string> => {
  const username = o.username ?? `u-${randomUUID()}`;
  const passwordHash = await hash;
  await server.app.get(Units).run(system, (unit) =>
    server.app.get(Accounts).add(unit, {
      username,
      name: '某人',
      role: o.role ?? 'schoolAdministrator',
      organisation: at,
      passwordHash,
      oneTime: o.oneTime ?? false,
    }),
  );
  return username;
};

/** One try to sign in, from an address. */
export const attempt = async (
  server: TestServer,
  o: { username: string; password?: string; from?: string; headers?: Record<string, string>; language?: string },
): Promise<Tried> => {
  const answer = await server.fastify.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: o.from ?? `10.1.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
    headers: {
      host: 'localhost',
      'content-type': 'application/json',
      'accept-language': o.language ?? 'zh',
      ...o.headers,
    },
    payload: JSON.stringify({ username: o.username, password: o.password ?? PASSWORD }),
  });
  return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.payload) as Tried['body'] };
};
/** Cookies that an answer sets: the session's, then the one by which the browser is known. */
export const cookiesOf = ({ headers }: Tried): string[] => [headers['set-cookie'] ?? []].flat().map(String);
/** The cookie by which a browser is known, as it sends it back. */
export const knownOf = (tried: Tried): string => cookiesOf(tried)[1]!.split(';', 1)[0]!;
export const wrong = (server: TestServer, username: string, from?: string) =>
  attempt(server, { username, password: 'wrong password', ...(from ? { from } : {}) });
export const statusOf = async (answer: Promise<Tried>) => (await answer).status;
/** What a stranger can tell from an answer. */
export const look = ({ status, body, headers }: Tried) => {
  const { request: _, ...rest } = body;
  return { status, body: rest, cookie: headers['set-cookie'], retry: headers['retry-after'] };
};
export const codeOf = async (answer: Promise<{ status: number; body: object }>) => {
  const { status, body } = await answer;
  const { code, errors } = body as { code?: string; errors?: readonly { field: string }[] };
  return [status, code, ...(errors ?? []).map((e) => e.field)];
};

/** A server with a bureau and a school, where people come and go. */
export interface Doors {
  readonly server: TestServer;
  readonly district: Place;
  readonly school: Place;
  /** Signs the bureau's officer in anew: clocks move, sessions end. */
  office(): Promise<Client>;
  signIn(username: string, password?: string): Promise<Client>;
}

export const openDoors = async (o: {
  readonly engine: Engine;
  readonly secure?: boolean;
  readonly trustedProxies?: readonly string[];
}): Promise<Doors> => {
  const server = await startTestServer({ programmes: [schoolPairs], ...o });
  const district = await makeDistrict(server);
  const id = await makeSchool(await district.signIn(), district.id, '会话小学', 'public');
  return {
    server,
    district,
    school: { id, district_id: district.id },
    office: () => district.signIn(),
    signIn: async (username, password = PASSWORD) => {
      const client = server.client();
      await client.signIn(username, password);
      return client;
    },
  };
};

export const isAlive = async (client: Client): Promise<boolean> =>
  (await client.send('GET', '/api/workbench')).status === 200;
