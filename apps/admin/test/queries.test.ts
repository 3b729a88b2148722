import { describe, expect, it } from 'vitest';
import { createQueryClient, readAhead } from '../src/api/queries.js';

describe('the head start of a route', () => {
  const queryKey = ['thing'];

  it('is no failure of the page when the read is cancelled', async () => {
    const client = createQueryClient();
    const ahead = readAhead(client, { queryKey, queryFn: () => new Promise<string>(() => undefined) });
    await client.cancelQueries({ queryKey });
    await expect(ahead).resolves.toBeUndefined();
    expect(client.getQueryState(queryKey)).toMatchObject({ status: 'pending', fetchStatus: 'idle' });
  });

  it('leaves a failure to the page', async () => {
    const client = createQueryClient();
    const queryFn = () => Promise.reject(new Error('no'));
    await expect(readAhead(client, { queryKey, queryFn, retry: false })).resolves.toBeUndefined();
  });

  it('reads nothing that has been read before', async () => {
    const client = createQueryClient();
    client.setQueryData(queryKey, 'old');
    await client.invalidateQueries({ queryKey });
    await readAhead(client, { queryKey, queryFn: () => Promise.resolve('new') });
    expect(client.getQueryData(queryKey)).toBe('old');
  });
});
