import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { notFoundAnswer } from '@xieshou/core';
import type { FastifyInstance } from 'fastify';

const built = fileURLToPath(new URL('../../admin/dist', import.meta.url));

/** Serves the admin app: its files by name, the sign-in page, and its shell for every other path but the API's. */
export const serveAdmin = async (fastify: FastifyInstance): Promise<void> => {
  if (!existsSync(built)) return;
  await fastify.register(fastifyStatic, {
    root: built,
    wildcard: false,
    index: false,
    // File names under assets/ carry a hash of their content; everything else is asked for anew.
    setHeaders: (response, path) => {
      void response.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  fastify.get('/login', (_, reply) => reply.sendFile('login.html'));
  fastify.get('/*', (request, reply) =>
    /^\/(api|health|assets)(\/|$)/.test(request.url) ? notFoundAnswer(request, reply) : reply.sendFile('index.html'),
  );
};
