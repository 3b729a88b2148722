import { describe, expect, it } from 'vitest';
import { type Client, engines, makeDistrict, startTestServer, TestClock, type TestServer } from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import { gist, makeSchool, type Programme, type Refusal } from './office.js';

interface Duties {
  readonly period: { readonly id: string; readonly from: string; readonly to: string };
  readonly rows: readonly {
    readonly pairing: string;
    readonly cells: readonly {
      readonly duty: string;
      readonly period: string;
      readonly required: number;
      readonly overdueFrom: string;
      readonly state: string;
    }[];
  }[];
}

describe.each(engines)('settings and calendar on %s', (engine) => {
  let server: TestServer;
  let officer: Client;
  const cellsOf = async (programme: string, period?: string) => {
    const { rows } = await officer.get<Duties>(
      `/api/programmes/${programme}/duties${period ? `?period=${period}` : ''}`,
    );
    return rows[0]!.cells;
  };
  const required = async (programme: string, period: string, duty: string) =>
    (await cellsOf(programme, period)).find((c) => c.duty === duty)?.required;

  const begin = async (at: string) => {
    server = await startTestServer({ engine, programmes: [limitedPairs], clock: new TestClock(new Date(at)) });
    const district = await makeDistrict(server);
    officer = await district.signIn();
    const school = (name: string, ownership: string) => makeSchool(officer, district.id, name, ownership);
    const { id } = await officer.post<Programme>('/api/programmes', {
      plugin: limitedPairs.id,
      preset: 'plain',
      title: '结对项目',
      schoolYear: '2026-2027',
      settings: { visits: 1, silence: 5, most: 2 },
      organisations: [{ id: district.id, subtree: true }],
    });
    await officer.post(`/api/programmes/${id}/pairings`, {
      helper: await school('公办小学', 'public'),
      helped: await school('民办小学', 'private'),
      startsOn: '2026-09-01',
    });
    return { id, signIn: district.signIn };
  };
  const setTerm = (term: string, o: object = {}) =>
    officer.send<Refusal>('PUT', `/api/calendar/terms/${term}`, {
      json: {
        starts: '2026-09-01',
        ends: '2027-01-31',
        teachingStarts: '2026-09-01',
        teachingEnds: '2027-01-15',
        ...o,
      },
    });

  it('a new version of the settings reaches the running period and leaves past ones alone', async () => {
    const { id } = await begin('2026-11-15T01:00:00Z');
    try {
      expect(await required(id, '2026-10', 'visit')).toBe(1);
      await officer.patch(`/api/programmes/${id}`, 1, { settings: { visits: 3, silence: 5, most: 2 } });
      const seen = async () =>
        Promise.all(['2026-09', '2026-10', '2026-11', '2026-12'].map((month) => required(id, month, 'visit')));
      expect(await seen()).toEqual([1, 1, 3, 3]);
      // The term still runs: its duty follows too, also when only a month of it is asked for.
      expect(await required(id, '2026-2027-1', 'note')).toBe(4);
      const november = (await cellsOf(id, '2026-11')).find((c) => c.duty === 'note');
      expect(november).toMatchObject({ period: '2026-2027-1', required: 4, overdueFrom: '2027-02-01', state: 'open' });
    } finally {
      await server.close();
    }
  });

  it('a term’s dates are refused with a sentence for each misfit, at its edge', async () => {
    await begin('2026-11-24T01:00:00Z');
    try {
      const first = '2026-2027-1';
      for (const term of ['2026-2028-1', '2026-2026-1', '2027-2026-2', '9999-0000-1'])
        expect(gist(await setTerm(term))).toEqual([422, 'invalid', 'term']);
      for (const term of ['2026-2027-3', '2026-2027', 'x', '2026-2027-0'])
        expect((await setTerm(term)).status).toBe(404);
      for (const field of ['starts', 'ends', 'teachingStarts', 'teachingEnds'])
        for (const day of ['2026-02-30', '2026-13-01', '0001-01-01', '20260901', '2026-9-1', ''])
          expect(gist(await setTerm(first, { [field]: day }))).toEqual([422, 'invalid', field]);
      // Thirty days, both ends counted.
      const short = (ends: string) => setTerm(first, { ends, teachingEnds: '2026-09-20' });
      expect(gist(await short('2026-09-29'))).toEqual([422, 'invalid', 'ends']);
      expect((await short('2026-09-30')).status).toBe(200);
      expect(gist(await setTerm(first, { teachingStarts: '2026-08-31' }))).toEqual([422, 'invalid', 'teachingStarts']);
      expect((await setTerm(first, { teachingStarts: '2026-09-01' })).status).toBe(200);
      expect(gist(await setTerm(first, { teachingEnds: '2027-02-01' }))).toEqual([422, 'invalid', 'teachingEnds']);
      expect((await setTerm(first, { teachingEnds: '2027-01-31' })).status).toBe(200);
      expect(gist(await setTerm(first, { teachingStarts: '2026-12-02', teachingEnds: '2026-12-01' }))).toEqual([
        422,
        'invalid',
        'teachingStarts',
      ]);
      expect((await setTerm(first, { teachingStarts: '2026-12-01', teachingEnds: '2026-12-01' })).status).toBe(200);
      // Terms stand one after another: the next begins on 1 February, the one before ended on 31 August.
      const late = await setTerm(first, { ends: '2027-02-01' });
      expect(gist(late)).toEqual([422, 'invalid', 'ends']);
      expect(late.body.errors![0]!.message).toMatch(/2026-2027学年第二学期.*2027-01-31/);
      const early = await setTerm(first, { starts: '2026-08-31' });
      expect(gist(early)).toEqual([422, 'invalid', 'starts']);
      expect(early.body.errors![0]!.message).toMatch(/2025-2026学年第二学期.*2026-09-01/);
      const english = await officer.send<Refusal>('PUT', `/api/calendar/terms/${first}`, {
        json: { starts: '2026-08-31', ends: '2027-02-01', teachingStarts: '2026-08-30', teachingEnds: '2027-02-02' },
        headers: { 'accept-language': 'en' },
      });
      expect(english.body.errors!.map((e) => e.field)).toEqual(['teachingStarts', 'teachingEnds', 'starts', 'ends']);
      for (const { message } of english.body.errors!) expect(message).toMatch(/^[A-Z][\x20-\x7e–]+$/);
      // The second term of a year cannot come before its first.
      const swapped = {
        starts: '2026-03-01',
        ends: '2026-04-30',
        teachingStarts: '2026-03-01',
        teachingEnds: '2026-04-30',
      };
      expect(gist(await setTerm('2026-2027-2', swapped))[0]).toBe(422);
      const between = {
        starts: '2027-02-01',
        ends: '2027-08-31',
        teachingStarts: '2027-02-22',
        teachingEnds: '2027-07-09',
      };
      expect((await setTerm('2026-2027-2', between)).status).toBe(200);
      expect((await setTerm('2026-2027-1')).status).toBe(200);
    } finally {
      await server.close();
    }
  });

  it('a changed calendar changes what is due, in this district and no other', async () => {
    const { id } = await begin('2026-11-24T01:00:00Z');
    try {
      const neighbour = await makeDistrict(server);
      const term = async () => (await cellsOf(id, '2026-2027-1')).find((c) => c.duty === 'note')!;
      expect(await term()).toMatchObject({ overdueFrom: '2027-02-01' });
      expect(await required(id, '2027-01', 'visit')).toBe(1);
      // Ten teaching days in January are enough, nine are not: 1, 4–8, 11–14 and 1, 4–8, 11–13.
      for (const [teachingEnds, due] of [
        ['2027-01-14', 1],
        ['2027-01-13', 0],
      ] as const) {
        expect((await setTerm('2026-2027-1', { ends: '2027-01-24', teachingEnds })).status).toBe(200);
        expect(await required(id, '2027-01', 'visit')).toBe(due);
      }
      expect(await term()).toMatchObject({ overdueFrom: '2027-01-25' });
      const { terms } = await officer.get<{ terms: { id: string; ends: string }[] }>('/api/calendar');
      expect(terms.find((one) => one.id === '2026-2027-1')?.ends).toBe('2027-01-24');
      const theirs = await (await neighbour.signIn()).get<{ terms: { id: string; ends: string }[] }>('/api/calendar');
      expect(theirs.terms.find((one) => one.id === '2026-2027-1')?.ends).toBe('2027-01-31');
    } finally {
      await server.close();
    }
  });

  it('the day a duty is overdue comes with the clock', async () => {
    const { id, signIn } = await begin('2027-01-31T15:59:59.999Z');
    try {
      const state = async () => (await cellsOf(id, '2026-2027-1')).find((c) => c.duty === 'note')!.state;
      expect(await state()).toBe('open');
      server.clock.moveTo('2027-01-31T16:00:00.000Z');
      officer = await signIn();
      expect(await state()).toBe('overdue');
    } finally {
      await server.close();
    }
  });
});
