import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysOf } from '@xieshou/server/dist/key-file.js';
import { today } from '@xieshou/sdk';
import { fastify, type FastifyRequest } from 'fastify';
import { overviewOf, recordDto } from './answers.js';
import { installBooks } from './books.js';
import { type LessonBody, lessonOf, lessonSchema, refusalOf } from './lesson.js';
import { postgresStore } from './postgres-store.js';
import { sqliteStore } from './sqlite-store.js';
import type { SessionRow } from './store.js';

// What there is to be done, done by hand and by nothing else: Fastify, prepared statements, and the same rows in the
// same database as the platform writes. It has no permissions, no forms but one, and no language but its own.

const env = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing.`);
  return value;
};
const dataDir = env('XIESHOU_DATA_DIR');
const keys = keysOf(readFileSync(join(dataDir, 'xieshou.key'), 'utf8'))!;
const url = process.env['DATABASE_URL'];
const store = url ? postgresStore(url, keys.audit) : sqliteStore(join(dataDir, 'xieshou.db'), keys.audit);
const hash = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** The SHA-256 of a body's bytes goes into what an idempotency key stands for. */
type Hashed = FastifyRequest & { bodyHash?: string };

const app = fastify({ bodyLimit: 10 * 1024 * 1024 });
app.removeContentTypeParser('application/json');
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: Hashed, body: Buffer) => {
  request.bodyHash = hash(body);
  return JSON.parse(body.toString('utf8')) as unknown;
});

export class Refused extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

const sessionOf = async (request: FastifyRequest): Promise<SessionRow> => {
  const cookie = /(?:^|;\s*)xieshou=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  if (!cookie) throw new Refused(401, 'signed out');
  const key = hash(cookie);
  const session = await store.session(key);
  const now = Date.now();
  if (!session || now >= Date.parse(session.ends_at) || now - Date.parse(session.seen_at) >= 1_800_000)
    throw new Refused(401, 'signed out');
  if (now - Date.parse(session.seen_at) > 60_000) await store.seen(key, new Date(now).toISOString());
  if (request.method !== 'GET' && request.headers['x-csrf-token'] !== session.csrf) throw new Refused(403, 'csrf');
  return session;
};

interface List {
  readonly form: string;
  readonly from?: string;
  readonly to?: string;
  readonly organisation?: string;
  readonly size?: number;
  readonly total?: string;
}
const dayOrNone = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

app.get('/health/ready', async () => ({ status: 'ok' }));

app.post<{ Params: { programme: string }; Body: LessonBody }>(
  '/api/programmes/:programme/records',
  { schema: { body: lessonSchema } },
  async (request, reply) => {
    const session = await sessionOf(request);
    const { body } = request;
    const { programme } = request.params;
    const day = today(new Date());
    const [pairing] = body.pairings;
    const grounds = await store.grounds({
      programme,
      pairing,
      organisation: session.organisation_id,
      teacher: body.data.teacher,
      today: day,
    });
    const refusal = refusalOf(grounds, body.data.on, day);
    if (refusal) throw new Refused(422, refusal);
    const key = String(request.headers['idempotency-key']);
    const asked = hash([request.method, request.url, '', (request as Hashed).bodyHash ?? ''].join('\n'));
    const answer = await store.create(
      lessonOf({
        session,
        programme,
        body,
        today: day,
        auditKey: keys.audit,
        grounds: grounds!,
        once: {
          key,
          request: asked,
        },
      }),
    );
    return reply.code(201).type('application/json; charset=utf-8').send(answer);
  },
);

app.get<{ Params: { programme: string }; Querystring: List }>(
  '/api/programmes/:programme/records',
  {
    schema: {
      querystring: {
        type: 'object',
        required: ['form'],
        properties: {
          form: {
            type: 'string',
            maxLength: 60,
          },
          from: dayOrNone,
          to: dayOrNone,
          organisation: {
            type: 'string',
            maxLength: 36,
          },
          total: { type: 'string' },
          size: {
            type: 'integer',
            minimum: 1,
            maximum: 200,
          },
        },
      },
    },
  },
  async (request) => {
    const session = await sessionOf(request);
    const { form, from = '0000-01-01', to = '9999-12-31', organisation, size = 20, total } = request.query;
    const question = {
      programme: request.params.programme,
      form,
      from,
      to,
      limit: size,
      organisation: organisation ?? session.organisation_id,
      reviewer: session.role === 'schoolAdministrator' ? session.organisation_id : '',
    };
    const rows = (await store.list(question)).map((row) => recordDto(row, session));
    if (total !== 'capped') return { rows, page: 1, size };
    const n = Number(await store.count({ ...question, limit: 1001 }));
    return { rows, page: 1, size, total: Math.min(n, 1000), more: n > 1000 };
  },
);

interface Days {
  readonly from: string;
  readonly to: string;
}

app.get<{ Params: { programme: string }; Querystring: Days }>(
  '/api/programmes/:programme/reports/overview',
  async (request) => {
    await sessionOf(request);
    return overviewOf(await store.tallies({ programme: request.params.programme, ...request.query }));
  },
);

app.get<{ Querystring: Days }>('/scan', async (request) => {
  await sessionOf(request);
  return overviewOf(await store.scan({ programme: env('BENCH_PROGRAMME'), ...request.query }));
});

installBooks({ app, store, sessionOf });

await app.listen({ port: Number(env('PORT')), host: '127.0.0.1' });
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
