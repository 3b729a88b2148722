import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  engines,
  makeDistrict,
  programmeContract,
  signedIn,
  startTestServer,
  type TestServer,
} from '../src/index.js';
import { samples, withMixedPeople } from './fixtures/with-mixed-people.js';
import { gist } from './office.js';

programmeContract(withMixedPeople, { samples });

interface Named {
  readonly name: string;
}

describe.each(engines)('people of several kinds on a side on %s', (engine) => {
  let server: TestServer;
  let college: Client;
  let place: string;
  const person: Record<string, string> = {};
  const programme: Record<string, string> = {};

  const asked = (preset: 'peers' | 'tutors') => ({
    plugin: withMixedPeople.id,
    preset,
    organisations: [{ id: place, subtree: true }],
  });
  const pair = (preset: string, helper: string) =>
    college.send('POST', `/api/programmes/${programme[preset]}/pairings`, {
      json: { helper: person[helper], helped: person['何平'], startsOn: '2026-11-01' },
    });

  beforeAll(async () => {
    server = await startTestServer({ engine, programmes: [withMixedPeople] });
    const district = await makeDistrict(server);
    const officer = await district.signIn();
    place = (
      await officer.post<{ id: string }>('/api/organisations', { name: '学院', kind: 'college', parent: district.id })
    ).id;
    for (const [name, kind] of Object.entries({
      何平: 'student',
      陈晓: 'student',
      徐林: 'staff',
      高原: 'teacher',
      志愿: 'volunteer',
    }))
      person[name] = (await officer.post<{ id: string }>('/api/people', { organisation: place, kind, name })).id;
    college = await signedIn(server, { role: 'collegeOffice', at: { id: place, district_id: district.id } });
    for (const preset of ['peers', 'tutors'] as const)
      programme[preset] = (
        await college.post<{ id: string }>('/api/programmes', {
          ...asked(preset),
          title: preset,
          schoolYear: '2026-2027',
          settings: { kind: preset },
        })
      ).id;
  });
  afterAll(() => server.close());

  it('are counted for the preset that is looked at', async () => {
    const preview = (preset: 'peers' | 'tutors') => college.post<object>('/api/programmes/preview', asked(preset));
    expect(await preview('peers')).toMatchObject({ helperCandidates: 2, helpedCandidates: 2 });
    expect(await preview('tutors')).toMatchObject({ helperCandidates: 2, helpedCandidates: 2 });
    expect(
      gist(await college.send('POST', '/api/programmes/preview', { json: { ...asked('peers'), preset: 'nobody' } })),
    ).toEqual([422, 'invalid', 'preset']);
  });

  it('are those whom the settings name, and rules know of which kind each is', async () => {
    const offered = async (preset: string) =>
      (
        await college.get<{ rows: { person: Named; findings: { text: { en: string } }[] }[] }>(
          `/api/programmes/${programme[preset]}/eligible?side=helper`,
        )
      ).rows.map(({ person: { name }, findings }) => [name, findings[0]?.text.en]);
    expect((await offered('peers')).sort()).toEqual([
      ['何平', 'is student'],
      ['陈晓', 'is student'],
    ]);
    expect((await offered('tutors')).sort()).toEqual([
      ['徐林', 'is staff'],
      ['高原', 'is teacher'],
    ]);
  });

  it('are paired, and nobody else is', async () => {
    expect(gist(await pair('peers', '徐林'))).toEqual([422, 'invalid', 'helper']);
    expect(gist(await pair('tutors', '陈晓'))).toEqual([422, 'invalid', 'helper']);
    expect(gist(await pair('tutors', '志愿'))).toEqual([422, 'invalid', 'helper']);
    expect((await pair('tutors', '高原')).status).toBe(201);
    expect((await pair('peers', '陈晓')).status).toBe(201);
  });

  it('have the registers that their preset uses', async () => {
    const registers = async (preset: string) =>
      (
        await college.get<{ manifest: { registers: { key: string }[] } }>(`/api/programmes/${programme[preset]}`)
      ).manifest.registers.map(({ key }) => key);
    expect(await registers('peers')).toEqual(['results']);
    expect(await registers('tutors')).toEqual(['results', 'hours']);
    const upload = (preset: string) =>
      college.send('POST', `/api/programmes/${programme[preset]}/registers/hours/import?name=x.xlsx&period=2026-2027`, {
        bytes: Buffer.from('no workbook'),
        type: 'application/octet-stream',
      });
    expect((await upload('peers')).status).toBe(404);
    expect((await upload('tutors')).status).toBe(202);
  });
});
