import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fields, Form, ProgrammeDefinition } from '@xieshou/sdk';
import { type Client, engines, PASSWORD, startTestServer, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting, type RecordView } from './meeting.js';

const visit = schoolPairs.forms['visit']! as unknown as Form<never, Fields> & { fields: Fields };
const { theme, ...fields } = visit.fields;

/** The same programme a year later: what was called theme is called topic. */
const changed: ProgrammeDefinition = {
  ...schoolPairs,
  forms: {
    ...schoolPairs.forms,
    visit: {
      ...visit,
      fields: { ...fields, topic: theme! },
      version: 2,
      upgrade: {
        1: ({ theme: topic, ...old }: Record<string, unknown>) => {
          if (topic === '坏了') throw new Error('cannot be upgraded');
          return { ...old, topic };
        },
      },
      index: ['topic'],
      brief: ['on', 'topic'],
    } as never,
  },
  ledgers: {
    visits: {
      ...schoolPairs.ledgers['visits']!,
      columns: schoolPairs.ledgers['visits']!.columns.map((c) => (c.show === 'theme' ? { ...c, show: 'topic' } : c)),
    },
  },
};

describe.each(engines)('records of an older version of their form on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  let made: RecordView;
  let stuck: RecordView;

  beforeAll(async () => {
    const before = await startTestServer({ engine, programmes: [schoolPairs] });
    meeting = await makeMeeting(before);
    writer = await meeting.at('h');
    const { user } = await writer.get<{ user: { username: string } }>('/api/session');
    stuck = await meeting.visit(writer, ['a'], '2026-11-02', { theme: '坏了' });
    made = await meeting.visit(writer, ['a'], '2026-11-03', { theme: '草原' });
    server = await before.restart({ programmes: [changed] });
    writer = server.client();
    await writer.signIn(user.username, PASSWORD);
  });
  afterAll(() => server.close());

  it('are read in its present shape', async () => {
    const read = await writer.get<RecordView>(`/api/records/${made.id}`);
    expect(read.data).toEqual({ on: '2026-11-03', topic: '草原', guests: 3 });
    const listed = await writer.get<{ rows: RecordView[] }>(`/api/programmes/${meeting.programme}/records`);
    expect(listed.rows.find((r) => r.id === made.id)?.data).toEqual(read.data);
    const ledger = await writer.get<{ rows: { cells: Record<string, unknown> }[] }>(
      `/api/programmes/${meeting.programme}/ledgers/visits`,
    );
    expect(ledger.rows.map((row) => row.cells['topic'])).toContain('草原');
  });

  it('stand as they were written when they cannot be brought there, and spoil nothing', async () => {
    expect((await writer.get<RecordView>(`/api/records/${stuck.id}`)).data).toMatchObject({ theme: '坏了' });
    expect((await writer.get<{ total: number }>(`/api/programmes/${meeting.programme}/records`)).total).toBe(2);
  });

  it('are saved in it when they are changed, and their history compares like with like', async () => {
    const answer = await writer.send<RecordView>('PATCH', `/api/records/${made.id}`, {
      version: made.version,
      json: { data: { on: '2026-11-03', topic: '草原', guests: 4 } },
    });
    expect(answer).toMatchObject({ status: 200, body: { data: { topic: '草原', guests: 4 } } });
    const versions = await writer.get<{ difference: { field: string }[] }[]>(`/api/records/${made.id}/history`);
    expect(versions.map((v) => v.difference.map((d) => d.field))).toEqual([[], ['guests']]);
    const found = await writer.get<{ total: number }>(
      `/api/programmes/${meeting.programme}/records?form=visit&where=${encodeURIComponent('topic:草原')}`,
    );
    expect(found.total).toBe(1);
  });
});
