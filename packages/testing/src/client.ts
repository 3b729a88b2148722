import { randomUUID } from 'node:crypto';

type Headers = Readonly<Record<string, string>>;

/** The one thing a client needs of a server: Fastify's `inject`, or anything shaped like it. */
export interface Injectable {
  inject(o: {
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    url: string;
    headers: Record<string, string>;
    payload?: string | Buffer;
  }): Promise<{ statusCode: number; headers: Record<string, unknown>; rawPayload: Buffer; payload: string }>;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: T;
  readonly bytes: Buffer;
}

/** A problem that the server answered where a test expected success. */
export class UnexpectedAnswer extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    request: string,
  ) {
    super(`${request}: ${status} ${JSON.stringify(body).slice(0, 1000)}`);
  }
}

/** A browser in miniature: keeps its cookie and CSRF token, and sends them as the admin app does. */
export interface Client {
  signIn(username: string, password: string): Promise<void>;
  /** Any request, whatever comes back. */
  send<T = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    o?: SendOptions,
  ): Promise<Answer<T>>;
  /** Requests that must succeed; their bodies. */
  get<T = Record<string, unknown>>(url: string): Promise<T>;
  post<T = Record<string, unknown>>(url: string, json?: unknown, o?: SendOptions): Promise<T>;
  patch<T = Record<string, unknown>>(url: string, version: number, json: unknown): Promise<T>;
}

export interface SendOptions {
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly type?: string;
  readonly headers?: Headers;
  readonly version?: number;
}

export const clientOf = (server: Injectable, language: 'zh' | 'en' = 'zh'): Client => {
  const jar = new Map<string, string>();
  let csrf = '';
  const client: Client = {
    send: async <T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, o: SendOptions = {}) => {
      const answer = await server.inject({
        method,
        url,
        headers: {
          host: 'localhost',
          'accept-language': language,
          ...(jar.size > 0 ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
          ...(method !== 'GET' && csrf ? { 'x-csrf-token': csrf, 'idempotency-key': randomUUID() } : {}),
          ...(o.version === undefined ? {} : { 'if-match': `"${o.version}"` }),
          ...(o.json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(o.bytes ? { 'content-type': o.type ?? 'application/octet-stream' } : {}),
          ...o.headers,
        },
        ...(o.json === undefined ? {} : { payload: JSON.stringify(o.json) }),
        ...(o.bytes ? { payload: o.bytes } : {}),
      });
      const set = answer.headers['set-cookie'];
      for (const one of [set ?? []].flat()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(String(one))!;
        jar.set(name!, value!);
      }
      const isJson = String(answer.headers['content-type'] ?? '').includes('json');
      const body = (isJson ? JSON.parse(answer.payload) : answer.payload) as T & { csrf?: string | null };
      if (url === '/api/session' && isJson) csrf = body.csrf ?? csrf;
      return { status: answer.statusCode, headers: answer.headers, body, bytes: answer.rawPayload };
    },
    signIn: async (username, password) => {
      const { status, body } = await client.send('POST', '/api/session', { json: { username, password } });
      if (status !== 200) throw new UnexpectedAnswer(status, body, `sign in as ${username}`);
    },
    get: (url) => must(client, 'GET', url, {}),
    post: (url, json, o) => must(client, 'POST', url, { ...(json === undefined ? {} : { json }), ...o }),
    patch: (url, version, json) => must(client, 'PATCH', url, { json, version }),
  };
  return client;
};

const must = async <T>(client: Client, method: 'GET' | 'POST' | 'PATCH', url: string, o: SendOptions): Promise<T> => {
  const { status, body } = await client.send<T>(method, url, o);
  if (status >= 300) throw new UnexpectedAnswer(status, body, `${method} ${url}`);
  return body;
};
