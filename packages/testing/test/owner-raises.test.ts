import type { ProgrammeDefinition } from '@xieshou/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { gist, makeSchool, type Pairing, type Refusal } from './office.js';

/** The bureau looks itself, and says which side has to put right what it finds. */
const overseen: ProgrammeDefinition = {
  ...schoolPairs,
  id: 'overseen-pairs',
  rectification: { ...schoolPairs.rectification!, raisedBy: 'owner', inspectedBy: ['owner'] },
};

interface Whole extends Refusal {
  readonly id: string;
  readonly state: string;
  readonly answeredBy: string;
  readonly version: number;
  readonly may: Readonly<Record<'answer' | 'inspect', boolean>>;
}
interface Doubtful extends Pairing, Refusal {
  readonly doubt: string | null;
}

describe.each(engines)('what the owner of a programme notes on %s', (engine) => {
  let server: TestServer;
  let district: District;
  let officer: Client;
  let programme: string;
  let pairing: string;
  const schools: Record<'helper' | 'helped', string> = { helper: '', helped: '' };
  const clients = new Map<string, Client>();

  const raise = (who: Client, json: object) =>
    who.send<Whole>('POST', `/api/programmes/${programme}/rectifications`, {
      json: { pairing, content: '工作方案没有送教安排', ...json },
    });
  const act = async (who: Client, id: string, what: string, json: object) => {
    const { version } = await officer.get<Whole>(`/api/rectifications/${id}`);
    return who.send<Whole>('POST', `/api/rectifications/${id}/${what}`, { version, json });
  };

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [overseen] });
    district = await makeDistrict(server);
    officer = await district.signIn();
    programme = (
      await officer.post<{ id: string }>('/api/programmes', {
        plugin: overseen.id,
        preset: 'plain',
        title: '城乡结对',
        schoolYear: '2026-2027',
        settings: { visits: 1, silence: 5 },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    schools.helper = await makeSchool(officer, district.id, '城关小学', 'public');
    schools.helped = await makeSchool(officer, district.id, '(?)完小', 'public');
    for (const [side, id] of Object.entries(schools))
      clients.set(side, await signedIn(server, { role: 'schoolAdministrator', at: { id, district_id: district.id } }));
  });
  afterAll(() => server.close());

  it('publishes a pairing with what must still be verified, and says when it is', async () => {
    const made = await officer.post<Doubtful>(`/api/programmes/${programme}/pairings`, {
      ...schools,
      startsOn: '2026-09-01',
      doubt: '校名不全，原件为“(?)完小”',
    });
    pairing = made.id;
    expect(made.doubt).toBe('校名不全，原件为“(?)完小”');
    const note = (who: Client, doubt: string | null, version: number) =>
      who.send<Doubtful>('POST', `/api/pairings/${pairing}/doubt`, { json: { doubt }, version });
    expect((await note(clients.get('helper')!, null, made.version)).status).toBe(404);
    const verified = await note(officer, null, made.version);
    expect([verified.status, verified.body.doubt]).toEqual([200, null]);
    const late = await note(officer, '又有疑问', made.version);
    expect(gist(late)).toEqual([409, 'stale']);
    const { rows } = await officer.get<{ rows: Doubtful[] }>(`/api/programmes/${programme}/pairings`);
    expect(rows.map(({ doubt }) => doubt)).toEqual([null]);
  });

  it('asks which side is to put it right', async () => {
    expect(gist(await raise(officer, {}))).toEqual([422, 'invalid', 'answeredBy']);
    expect(gist(await raise(clients.get('helper')!, { answeredBy: 'helped' }))).toEqual([422, 'invalid', 'pairing']);
  });

  it.each(['helper', 'helped'] as const)('has the %s put it right, and closes it itself', async (side) => {
    const other = side === 'helper' ? 'helped' : 'helper';
    const { status, body } = await raise(officer, { answeredBy: side });
    expect([status, body.answeredBy, body.may]).toEqual([
      201,
      side,
      expect.objectContaining({ inspect: true, answer: false }),
    ]);
    const answer = { measures: '补上送教安排', responsible: '周校长' };
    expect((await act(clients.get(other)!, body.id, 'answer', answer)).status).toBe(404);
    expect((await act(clients.get(side)!, body.id, 'answer', answer)).body).toMatchObject({ state: 'answering' });
    expect((await act(clients.get(side)!, body.id, 'finish', { result: '方案已重报' })).body).toMatchObject({
      state: 'waiting',
    });
    const told = await officer.get<{ rows: { link: string }[] }>('/api/notifications?size=50');
    expect(told.rows.map(({ link }) => link)).toContain(`/rectifications/${body.id}`);
    // Neither school closes what the bureau has named.
    for (const one of clients.values())
      expect((await act(one, body.id, 'inspect', { outcome: 'passed', note: '已核' })).status).not.toBe(200);
    expect((await act(officer, body.id, 'inspect', { outcome: 'passed', note: '已核实' })).body).toMatchObject({
      state: 'closed',
    });
  });
});
