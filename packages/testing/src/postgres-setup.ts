import { startPostgres } from './postgres.js';

/** Vitest's global set-up: a PostgreSQL before the first test, gone after the last. */
export const setup = startPostgres;
