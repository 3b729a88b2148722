import { type Answer, type Client, type District, makeDistrict, type TestServer } from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';

export interface Programme {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly missing: boolean;
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly settingsVersion: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly pairings: number;
  readonly organisations: readonly { readonly id: string; readonly subtree: boolean }[];
}
export interface Pairing {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}
export interface Refusal {
  readonly code?: string | null;
  readonly title?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** Status, code, and the fields complained about. */
export const gist = ({ status, body }: { status: number; body: Refusal }) => [
  status,
  body.code,
  ...(body.errors ?? []).map((e) => e.field),
];

/** A district with two public and three private schools and an office, one of another district, and an officer of each. */
export interface Office {
  readonly district: District;
  readonly officer: Client;
  readonly schools: Readonly<Record<'h1' | 'h2' | 'a' | 'b' | 'c', string>>;
  readonly section: string;
  readonly foreign: { readonly school: string; readonly bureau: string; readonly officer: Client };
  /** What starts a programme of limited pairs, but for what is said otherwise. */
  body(o?: object): object;
  create(o?: object): Promise<Answer<Programme & Refusal>>;
  /** A programme that must come to be. */
  made(o?: object): Promise<Programme>;
  change(
    id: string,
    version: number,
    json: object,
  ): Promise<Answer<Programme & Refusal & { readonly difference?: unknown }>>;
  move(id: string, version: number, to: string): Promise<Answer<Programme & Refusal>>;
  pair(programme: string, helper: string, helped: string, o?: object): Promise<Answer<Pairing & Refusal>>;
}

export const makeSchool = async (client: Client, parent: string, name: string, ownership: string): Promise<string> =>
  (
    await client.post<{ id: string }>('/api/organisations', {
      name,
      kind: 'school',
      ownership,
      schoolKind: 'primary',
      parent,
    })
  ).id;

export const makeOffice = async (server: TestServer): Promise<Office> => {
  const district = await makeDistrict(server);
  const officer = await district.signIn();
  const school = (name: string, ownership: string) => makeSchool(officer, district.id, name, ownership);
  const schools = {
    h1: await school('公办一小', 'public'),
    h2: await school('公办二小', 'public'),
    a: await school('民办甲校', 'private'),
    b: await school('民办乙校', 'private'),
    c: await school('民办丙校', 'private'),
  };
  const section = { name: '民管股', kind: 'section', parent: district.id };
  const other = await makeDistrict(server);
  const neighbour = await other.signIn();
  const body = (o: object = {}) => ({
    plugin: limitedPairs.id,
    preset: 'plain',
    title: '结对项目',
    schoolYear: '2026-2027',
    settings: { visits: 1, silence: 5, most: 2 },
    organisations: [{ id: district.id, subtree: true }],
    ...o,
  });
  return {
    district,
    officer,
    schools,
    section: (await officer.post<{ id: string }>('/api/organisations', section)).id,
    foreign: {
      bureau: other.id,
      officer: neighbour,
      school: await makeSchool(neighbour, other.id, '外区小学', 'public'),
    },
    body,
    create: (o) => officer.send('POST', '/api/programmes', { json: body(o) }),
    made: (o) => officer.post('/api/programmes', body(o)),
    change: (id, version, json) => officer.send('PATCH', `/api/programmes/${id}`, { version, json }),
    move: (id, version, to) => officer.send('POST', `/api/programmes/${id}/state`, { version, json: { to } }),
    pair: (programme, helper, helped, o) =>
      officer.send('POST', `/api/programmes/${programme}/pairings`, {
        json: { helper, helped, startsOn: '2026-09-01', ...o },
      }),
  };
};
