import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fields, Form, ProgrammeDefinition } from '@xieshou/sdk';
import { type Client, engines, startTestServer, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { makeMeeting, type Meeting } from './meeting.js';

const visit = schoolPairs.forms['visit']! as unknown as Form<never, Fields>;
const stumble = (theme: unknown, at: string): void => {
  if (theme === at) throw new TypeError(`inner words: ${at}`);
};

/** Rules that stumble over some answers: one of each kind that is asked while somebody saves. */
const stumbling: ProgrammeDefinition = {
  ...schoolPairs,
  forms: {
    ...schoolPairs.forms,
    visit: {
      ...visit,
      checks: ({ theme }: Record<string, unknown>) => {
        stumble(theme, '检查');
        return [];
      },
      facts: ({ theme, guests }: Record<string, unknown>) => {
        stumble(theme, '事实');
        return [{ name: 'guests', amount: theme === '一半' ? 0.5 : (guests as number) }];
      },
    } as never,
  },
};

interface Refused {
  readonly code: string;
  readonly title: string;
}

describe.each(engines)('a programme whose rules fail on %s', (engine) => {
  let server: TestServer;
  let meeting: Meeting;
  let writer: Client;
  const write = (theme: string, language?: 'zh' | 'en') =>
    writer.send<Refused>('POST', `/api/programmes/${meeting.programme}/records`, {
      json: { form: 'visit', pairings: [meeting.pairings.a], data: { on: '2026-11-03', theme, guests: 3 } },
      ...(language ? { headers: { 'accept-language': language } } : {}),
    });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [stumbling] });
    meeting = await makeMeeting(server);
    writer = await meeting.at('h');
  });
  afterAll(() => server.close());

  it.each([
    ['检查', 'forms.visit.checks'],
    ['事实', 'forms.visit.facts'],
    ['一半', 'forms.visit.facts'],
  ])('is named with the rule, keeps nothing, and tells no inner words (%s)', async (theme, rule) => {
    const answer = await write(theme);
    expect(answer).toMatchObject({ status: 422, body: { code: 'programme-fault' } });
    expect(answer.body.title).toContain(`school-pairs · ${rule}`);
    expect(JSON.stringify(answer.body)).not.toContain('inner words');
    expect(await writer.get(`/api/programmes/${meeting.programme}/records`)).toMatchObject({ total: 0 });
  });

  it('is counted, with the rule that failed last, for officers to see', async () => {
    const officer = await meeting.office();
    const [plugin] =
      await officer.get<{ id: string; faults: { count: number; last: string } }[]>('/api/plugins/health');
    expect(plugin).toMatchObject({ id: 'school-pairs', installed: true, faults: { last: 'forms.visit.facts' } });
    const before = plugin!.faults.count;
    expect(before).toBeGreaterThanOrEqual(3);
    await write('检查');
    expect(await officer.get('/api/plugins/health')).toMatchObject([
      { faults: { count: before + 1, last: 'forms.visit.checks' } },
    ]);
  });

  it('stops nothing else', async () => {
    expect((await write('草原')).status).toBe(201);
  });
});
