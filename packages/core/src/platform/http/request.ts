import type { Language } from '@xieshou/sdk';
import type { FastifyRequest } from 'fastify';
import type { Scope } from '../scope.js';

/** What the platform hangs on a request while it passes. */
export interface XieshouRequest extends FastifyRequest {
  /** Set by the access guard. Absent for anonymous callers of public endpoints. */
  scope?: Scope;
  /** SHA-256 of the body's bytes, set by the body parsers. */
  bodyHash?: string;
}

/** Chinese unless the caller prefers English. */
export const languageOf = (request: Pick<FastifyRequest, 'headers'>): Language => {
  const first = String(request.headers['accept-language'] ?? '')
    .split(',', 1)[0]!
    .trim()
    .toLowerCase();
  return first === 'en' || first.startsWith('en-') ? 'en' : 'zh';
};
