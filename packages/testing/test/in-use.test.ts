import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type District,
  engines,
  makeDistrict,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '../src/index.js';
import { withVariants } from './fixtures/with-variants.js';
import { makeSchool } from './office.js';

interface Detail {
  readonly version: number;
  readonly settings: object;
  readonly manifest: Readonly<
    Record<'duties' | 'outcomes' | 'ledgers' | 'reports', readonly { readonly key: string }[]>
  > & {
    readonly forms: readonly { readonly key: string; readonly inUse: boolean }[];
  };
}

describe.each(engines)('what a programme does not use on %s', (engine) => {
  const clock = new TestClock(new Date('2026-09-20T01:00:00Z'));
  let server: TestServer;
  let district: District;
  let helper: string;
  let pairing: string;
  let programme: string;
  let record: string;

  const officer = () => district.signIn();
  const school = (): Promise<Client> =>
    signedIn(server, { role: 'schoolAdministrator', at: { id: helper, district_id: district.id } });
  const detail = async () => (await officer()).get<Detail>(`/api/programmes/${programme}`);
  const set = async (kind: 'small' | 'full') => {
    const { version, settings } = await detail();
    const json = { settings: { ...settings, kind } };
    expect((await (await officer()).send('PATCH', `/api/programmes/${programme}`, { json, version })).status).toBe(200);
  };
  const write = async (form: string) =>
    (await school()).send<{ id: string }>('POST', `/api/programmes/${programme}/records`, {
      json: { form, pairings: [pairing], data: { on: clock.today(), theme: '第一次' } },
    });
  const offered = async () =>
    (
      await (await school()).get<{ programmes: { forms: { key: string }[] }[] }>('/api/workbench')
    ).programmes[0]!.forms.map(({ key }) => key);
  const cells = async (period: string) =>
    (
      await (
        await officer()
      ).get<{
        rows: { cells: { duty: string; period: string; required: number; state: string; overdueFrom: string }[] }[];
      }>(`/api/programmes/${programme}/duties?period=${period}`)
    ).rows[0]!.cells;

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withVariants], clock });
    district = await makeDistrict(server);
    const client = await officer();
    programme = (
      await client.post<{ id: string }>('/api/programmes', {
        plugin: withVariants.id,
        preset: 'small',
        title: '结对',
        schoolYear: '2026-2027',
        settings: { kind: 'small', filedBy: '2026-10-10' },
        organisations: [{ id: district.id, subtree: true }],
      })
    ).id;
    helper = await makeSchool(client, district.id, '城关小学', 'public');
    const helped = await makeSchool(client, district.id, '下王庄小学', 'public');
    pairing = (
      await client.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
        helper,
        helped,
        startsOn: '2026-09-01',
      })
    ).id;
  });
  afterAll(() => server.close());

  it('is described as a whole among the installed, and only as far as it is used in a programme', async () => {
    const [plugin] = await (await officer()).get<Detail['manifest'][]>('/api/plugins');
    const keys = (m: Detail['manifest']) =>
      (['duties', 'outcomes', 'ledgers', 'reports'] as const).map((part) => m[part].map(({ key }) => key));
    expect(keys(plugin!)).toEqual([['visit', 'paper'], ['papers'], ['papers'], ['papers']]);
    expect(plugin!.forms.map(({ inUse }) => inUse)).toEqual([true, true]);
    const { manifest } = await detail();
    expect(keys(manifest)).toEqual([['visit'], [], [], []]);
    expect(manifest.forms.map(({ key, inUse }) => [key, inUse])).toEqual([
      ['visit', true],
      ['paper', false],
    ]);
  });

  it('is neither offered nor begun nor asked for', async () => {
    expect(await offered()).toEqual(['visit']);
    expect((await write('paper')).status).toBe(404);
    expect((await (await school()).send('GET', `/api/programmes/${programme}/forms/paper/start`)).status).toBe(404);
    expect((await cells('2026-09')).map(({ duty }) => duty)).toEqual(['visit']);
    const client = await officer();
    expect((await client.send('GET', `/api/programmes/${programme}/reports/papers`)).status).toBe(404);
    const json = { period: '2026-2027' };
    const settling = `/api/programmes/${programme}/outcomes/papers/settlements`;
    expect((await client.send('POST', settling, { json })).status).toBe(404);
  });

  it('is all there once the settings ask for it, and what was written stays when they no longer do', async () => {
    await set('full');
    expect(await offered()).toEqual(['visit', 'paper']);
    const made = await write('paper');
    expect(made.status).toBe(201);
    record = made.body.id;
    expect(await cells('2026-09')).toEqual(
      expect.arrayContaining([expect.objectContaining({ duty: 'paper', period: '2026-09', required: 1 })]),
    );
    clock.moveTo('2026-10-12T01:00:00Z');
    await set('small');
    expect((await write('paper')).status).toBe(404);
    const kept = await (await school()).get<{ id: string; form: string }>(`/api/records/${record}`);
    expect(kept).toMatchObject({ id: record, form: 'paper' });
    const month = await cells('2026-10');
    expect(month.find(({ duty }) => duty === 'paper')).toMatchObject({ required: 0, state: 'notDue' });
  });

  it('has a day of the settings as the last on which it is in time', async () => {
    const standing = async () => (await cells('2026-2027')).find(({ duty }) => duty === 'visit')!;
    clock.moveTo('2026-10-10T15:59:59Z');
    expect(await standing()).toMatchObject({ state: 'open', overdueFrom: '2026-10-11' });
    clock.moveTo('2026-10-10T16:00:00Z');
    expect(await standing()).toMatchObject({ state: 'overdue', overdueFrom: '2026-10-11' });
  });
});
