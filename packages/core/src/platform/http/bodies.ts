import { createHash } from 'node:crypto';
import { t } from '@xieshou/sdk';
import type { FastifyInstance } from 'fastify';
import { octets, xlsx } from '../endpoint.js';
import { Problem } from '../problem.js';
import type { XieshouRequest } from './request.js';

const MAX_DEPTH = 20;

const bad = () => new Problem(400, 'bad-json', t('请求内容不是有效的 JSON', 'The request is not valid JSON'));
const deep = () =>
  new Problem(
    400,
    'too-deep',
    t(`请求内容的嵌套不得超过 ${MAX_DEPTH} 层`, `The request is nested more than ${MAX_DEPTH} levels deep`),
  );
export const badText = () =>
  new Problem(400, 'bad-text', t('请求中有无法保存的字符', 'The request holds characters that cannot be stored'));

/** Depth of brackets outside strings, without recursion: 40 KB of `[` must not reach a recursive parser. */
const assertShallow = (text: string) => {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 92) i++;
      else if (c === 34) quoted = false;
    } else if (c === 34) quoted = true;
    else if (c === 91 || c === 123) {
      if (++depth > MAX_DEPTH) throw deep();
    } else if (c === 93 || c === 125) depth--;
  }
};

// Neither engine stores NUL in text, and half a surrogate pair is no character.
// eslint-disable-next-line no-control-regex -- NUL is exactly what is looked for
const UNSTORABLE = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

export const isUnstorable = (text: string): boolean => UNSTORABLE.test(text);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a body. Bytes that are no UTF-8 would be stored as marks that nobody wrote. */
const textOf = (body: Buffer): string => {
  try {
    return utf8.decode(body);
  } catch {
    throw bad();
  }
};

/** Reads JSON strictly: bounded depth, storable text, no `__proto__`. */
export const readJson = (text: string): unknown => {
  assertShallow(text);
  let value: unknown;
  try {
    value = JSON.parse(text, (key, v: unknown) => {
      if (key === '__proto__' || isUnstorable(key)) throw badText();
      if (typeof v === 'string' && isUnstorable(v)) throw badText();
      return v;
    });
  } catch (error) {
    throw error instanceof Problem ? error : bad();
  }
  return value;
};

/** JSON up to 1 MiB, workbooks and other files up to 10 MiB; nothing else has a body. */
export const installBodies = (fastify: FastifyInstance): void => {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: 1024 * 1024 },
    async (request: XieshouRequest, body: Buffer) => {
      request.bodyHash = createHash('sha256').update(body).digest('hex');
      return body.length === 0 ? undefined : readJson(textOf(body));
    },
  );
  fastify.addContentTypeParser(
    [xlsx, octets],
    { parseAs: 'buffer', bodyLimit: 10 * 1024 * 1024 },
    async (request: XieshouRequest, body: Buffer) => {
      request.bodyHash = createHash('sha256').update(body).digest('hex');
      return body;
    },
  );
};
