import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, engines, startTestServer, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting } from './meeting.js';

interface Page {
  readonly rows: readonly { readonly id: string; readonly on: string }[];
  readonly total: number;
  readonly more: boolean;
}

describe.each(engines)('lists of a few pairings on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let clients: Record<'h' | 'a' | 'b' | 'officer', Client>;
  const made: { id: string; on: string; of: readonly string[] }[] = [];

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(server);
    clients = {
      h: await meeting.at('h'),
      a: await meeting.at('a'),
      b: await meeting.at('b'),
      officer: await meeting.office(),
    };
    for (const [on, of] of [
      ['2026-11-02', ['a']],
      ['2026-11-03', ['a', 'b']],
      ['2026-11-03', ['b']],
      ['2026-11-10', ['a', 'b']],
      ['2026-11-12', ['a']],
    ] as const)
      made.push({ id: (await meeting.visit(clients.h, [...of], on)).id, on, of });
  });
  afterAll(() => server.close());

  const list = (who: Client, query: string) =>
    who.get<Page>(`/api/programmes/${meeting.programme}/records?form=visit${query}`);
  const ids = (page: Page) => page.rows.map(({ id }) => id);
  /** Latest day first, and of one day what was written last. */
  const newest = (wanted: (one: (typeof made)[number]) => boolean) =>
    made
      .filter(wanted)
      .toSorted((x, y) => (x.on === y.on ? (x.id < y.id ? 1 : -1) : x.on < y.on ? 1 : -1))
      .map(({ id }) => id);

  it('show a record once that names several of the caller’s pairings', async () => {
    const page = await list(clients.h, '');
    expect(ids(page)).toEqual(newest(() => true));
    expect(page).toMatchObject({ total: made.length, more: false });
  });

  it('show a school what it is named in, and nothing else', async () => {
    for (const school of ['a', 'b'] as const)
      expect(ids(await list(clients[school], ''))).toEqual(newest(({ of }) => of.includes(school)));
  });

  it('keep to the days, both included, and to their order', async () => {
    const within = '&from=2026-11-03&to=2026-11-10';
    const between = ({ on }: { on: string }) => on >= '2026-11-03' && on <= '2026-11-10';
    expect(ids(await list(clients.h, within))).toEqual(newest(between));
    expect(ids(await list(clients.h, `${within}&sort=on`))).toEqual(newest(between).toReversed());
  });

  it('go on from page to page with the same total', async () => {
    const pages = [await list(clients.h, '&size=2'), await list(clients.h, '&size=2&page=2')];
    pages.push(await list(clients.h, '&size=2&page=3'));
    expect(pages.flatMap(ids)).toEqual(newest(() => true));
    expect(pages.map(({ total }) => total)).toEqual([5, 5, 5]);
    expect(await list(clients.h, '&size=2&page=4')).toMatchObject({ rows: [], total: 5, more: false });
  });

  it('answer an officer by school and by pairing as they answer the school', async () => {
    const a = meeting.schools.a.id;
    expect(ids(await list(clients.officer, `&organisation=${a}`))).toEqual(newest(({ of }) => of.includes('a')));
    const pairing = meeting.pairings.b;
    expect(ids(await list(clients.officer, `&pairing=${pairing}`))).toEqual(newest(({ of }) => of.includes('b')));
    expect(ids(await list(clients.a, `&pairing=${pairing}`))).toEqual([]);
  });

  it('hold a record that was given back or voided, and no draft', async () => {
    const begun = await clients.h.post<{ id: string; state: string }>(`/api/programmes/${meeting.programme}/records`, {
      form: 'visit',
      pairings: [meeting.pairings.a],
      data: { on: '2026-11-20' },
      draft: true,
    });
    expect(begun.state).toBe('draft');
    const [, , third] = made;
    await clients.h.post(`/api/records/${third!.id}/void`, { reason: '写错了' }, { version: 1 });
    expect(ids(await list(clients.h, ''))).toEqual(newest(() => true));
  });
});
