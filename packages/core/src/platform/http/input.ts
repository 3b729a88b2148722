import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Call } from '../call.js';
import type { Endpoint } from '../endpoint.js';
import { invalid, notFound, Problem } from '../problem.js';
import type { Scope } from '../scope.js';
import { badText, isUnstorable } from './bodies.js';
import { ENDPOINT } from './handle.js';
import { languageOf, type XieshouRequest } from './request.js';
import { sentences } from './sentences.js';

const parse = <T extends z.ZodType>(schema: T, input: unknown, words: Endpoint['words']): z.output<T> => {
  const result = schema.safeParse(input);
  if (!result.success) throw invalid(sentences(result.error.issues, input, words));
  return result.data;
};

const versionOf = (header: unknown): number => {
  const match = /^"(\d{1,9})"$/.exec(String(header ?? ''));
  if (!match)
    throw new Problem(
      428,
      'version-missing',
      t(
        '请先读取最新内容再修改（缺少 If-Match）',
        'Read it first, then change it: If-Match with its version is missing',
      ),
    );
  return Number(match[1]);
};

const onceOf = (request: XieshouRequest, endpoint: Endpoint) => {
  const key = request.headers['idempotency-key'];
  if (key === undefined || endpoint.method === 'GET') return {};
  if (typeof key !== 'string' || !/^[\w.:-]{8,80}$/.test(key))
    throw new Problem(
      422,
      'bad-key',
      t(
        'Idempotency-Key 应为 8 至 80 个字母、数字或 - _ . :',
        'An Idempotency-Key is 8 to 80 letters, digits or - _ . :',
      ),
    );
  const hash = createHash('sha256').update(
    [request.method, request.url, request.headers['if-match'] ?? '', request.bodyHash ?? ''].join('\n'),
  );
  return { once: { key, request: hash.digest('hex'), secret: endpoint.secret === true } };
};

const anonymous = new Proxy({} as Scope, {
  get: () => {
    throw new Error('This endpoint is public: it has no scope.');
  },
});

/** The body of a request whose media type is the one the endpoint takes; a file is bytes, everything else is JSON. */
const bodyOf = (request: XieshouRequest, endpoint: Endpoint): unknown => {
  if (Buffer.isBuffer(request.body) !== (endpoint.upload !== undefined))
    throw new Problem(415, 'wrong-type', t('不接受这种类型的内容', 'Content of this type is not accepted'));
  return request.body ?? undefined;
};

/** Words of a query reach the database too: NUL is no text there. */
const assertText = (query: unknown): void => {
  for (const [key, value] of Object.entries(query ?? {}))
    if (isUnstorable(key) || [value].flat().some((v) => typeof v === 'string' && isUnstorable(v))) throw badText();
};

/** Checks a request against its endpoint. Ids in the path that are no ids are simply not found. */
export const callOf = (request: XieshouRequest, endpoint: Endpoint): Call => {
  const params = endpoint.params.safeParse(request.params);
  if (!params.success) throw notFound();
  assertText(request.query);
  const body = bodyOf(request, endpoint);
  const accept = String(request.headers.accept ?? '');
  const { scope } = request;
  return {
    params: params.data,
    query: parse(endpoint.query, request.query, endpoint.words),
    body: endpoint.upload ? undefined : parse(endpoint.body, body, endpoint.words),
    bytes: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    version: endpoint.ifMatch ? versionOf(request.headers['if-match']) : 0,
    language: languageOf(request),
    wants: (type) => (endpoint.files?.includes(type) ?? false) && accept.includes(type),
    scope: scope ?? anonymous,
    actor: {
      userId: scope?.userId ?? null,
      role: scope?.role ?? null,
      districtId: scope?.districtId ?? null,
      ...(scope?.onBehalfOf ? { onBehalfOf: scope.onBehalfOf } : {}),
      ...onceOf(request, endpoint),
    },
  };
};

/** The checked request, as a handler's parameter: `handle(@Input() call: Call<typeof listPeople>)`. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): Call => {
  const endpoint = Reflect.getMetadata(ENDPOINT, context.getHandler()) as Endpoint;
  return callOf(context.switchToHttp().getRequest<XieshouRequest>(), endpoint);
});
