import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SessionRow, Store } from './store.js';

/** Workbooks in and out, by hand. */
export const installBooks = (o: {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly sessionOf: (request: FastifyRequest) => Promise<SessionRow>;
}): void => {
  void o;
};
