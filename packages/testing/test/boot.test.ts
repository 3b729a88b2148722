import { describe, expect, it } from 'vitest';
import { engines, startTestServer } from '../src/index.js';

describe.each(engines)('a server on %s', (engine) => {
  it('starts, agrees with its schema, and is ready', async () => {
    const server = await startTestServer({ engine, programmes: [] });
    try {
      expect(await server.database.drift()).toEqual([]);
      const { status, body } = await server.client().send('GET', '/health/ready');
      expect({ status, body }).toEqual({ status: 200, body: { status: 'ok' } });
      const session = await server.client().send('GET', '/api/session');
      expect(session.body).toMatchObject({ user: null });
      const users = await server.client().send('GET', '/api/users');
      expect(users.status).toBe(401);
    } finally {
      await server.close();
    }
  });
});
