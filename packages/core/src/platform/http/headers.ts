import type { FastifyInstance } from 'fastify';

/** Headers of every answer, also of 404 and 500. Scripts only from here and never from text. */
export const safeHeaders = (o: { readonly secure: boolean }): Readonly<Record<string, string>> => ({
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  ...(o.secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
});

/** Sets the headers before anything else looks at a request. */
export const installHeaders = (fastify: FastifyInstance, headers: Readonly<Record<string, string>>): void => {
  fastify.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store');
  });
};
