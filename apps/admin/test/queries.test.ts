import { QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { changed, createQueryClient, readAhead } from '../src/api/queries.js';

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

describe('reading anew after a change', () => {
  it('does not believe a first read that began before the change', async () => {
    const client = createQueryClient();
    const answers: ((text: string) => void)[] = [];
    const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
    const observer = new QueryObserver(client, { queryKey: [{ _id: 'listProposals' }], queryFn });
    const stop = observer.subscribe(() => undefined);
    const done = changed(client, ['listProposals']);
    await expect.poll(() => answers.length).toBe(2);
    answers[0]!('before');
    answers[1]!('after');
    await done;
    expect(client.getQueryData([{ _id: 'listProposals' }])).toBe('after');
    stop();
  });
});
