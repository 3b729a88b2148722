import type { Role } from '@xieshou/core';
import { type Answer, type Client, type District, makeDistrict, signedIn, type TestServer } from '../src/index.js';
import { limitedPairs } from './fixtures/limited-pairs.js';
import type { Refusal } from './office.js';

export interface Organisation extends Refusal {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly formerName: string | null;
  readonly closedOn: string | null;
  readonly mergedInto: { readonly id: string; readonly name: string } | null;
  readonly parent: { readonly id: string; readonly name: string } | null;
}

export interface Preview extends Refusal {
  readonly people: number;
  readonly accounts: number;
  readonly administrators: number;
  readonly drafts: number;
  readonly reviews: number;
  readonly rectifications: number;
  readonly codes: readonly { readonly name: string; readonly code: string }[];
  readonly pairings: readonly {
    readonly id: string;
    readonly outcome: 'moves' | 'ends';
    readonly reason: { readonly zh: string } | null;
    readonly partner: { readonly name: string };
    readonly records: number;
    readonly rectifications: number;
    readonly duties: number;
  }[];
  readonly token: string;
}

/**
 * A district of two centre schools, in which a public school helps private ones, one at most each: `h1` and `h2` help,
 * `a` stands below the first centre, `b` and `c` below the second. A programme of it runs.
 */
export interface Land {
  readonly district: District;
  readonly ids: Readonly<Record<Place, string>>;
  readonly programme: string;
  /** Signs the officer in anew: days pass. */
  officer(): Promise<Client>;
  at(place: Place, role?: Role): Promise<Client>;
  organisation(id: string): Promise<Organisation>;
  act<T = Organisation>(id: string, what: string, json: object, version?: number): Promise<Answer<T & Refusal>>;
  preview(from: Place, into: string, on?: string): Promise<Answer<Preview>>;
  merge(from: Place, into: Place, o?: object): Promise<Answer<Organisation>>;
  pair(helper: Place, helped: Place): Promise<string>;
}

const places = {
  centre1: ['centreSchool', 'bureau', '城关镇中心校'],
  centre2: ['centreSchool', 'bureau', '河口镇中心校'],
  section: ['section', 'bureau', '民管股'],
  h1: ['public', 'bureau', '第一小学'],
  h2: ['public', 'centre2', '第二小学'],
  a: ['private', 'centre1', '博才小学'],
  b: ['private', 'centre2', '育英小学'],
  c: ['private', 'centre2', '新星小学'],
} as const;
export type Place = keyof typeof places;

let users = 0;

export const makeLand = async (server: TestServer): Promise<Land> => {
  const district = await makeDistrict(server);
  const first = await district.signIn();
  const ids: Record<string, string> = { bureau: district.id };
  for (const [key, [what, parent, name]] of Object.entries(places)) {
    const school = what === 'public' || what === 'private';
    const made = await first.post<{ id: string }>('/api/organisations', {
      name,
      parent: ids[parent],
      kind: school ? 'school' : what,
      ...(school ? { ownership: what, schoolKind: 'primary' } : {}),
    });
    ids[key] = made.id;
  }
  const { id: programme } = await first.post<{ id: string }>('/api/programmes', {
    plugin: limitedPairs.id,
    preset: 'plain',
    title: '公助民办',
    schoolYear: '2026-2027',
    settings: { visits: 1, silence: 5, most: 2 },
    organisations: [{ id: district.id, subtree: true }],
  });
  const land: Land = {
    district,
    ids: ids as Land['ids'],
    programme,
    officer: () => district.signIn(),
    at: (place, role = 'schoolAdministrator') =>
      signedIn(server, {
        role,
        at: { id: ids[place]!, district_id: district.id },
        username: `land-${place}-${(users += 1)}`,
      }),
    organisation: async (id) => (await district.signIn()).get<Organisation>(`/api/organisations/${id}`),
    act: async (id, what, json, version) =>
      (await district.signIn()).send('POST', `/api/organisations/${id}/${what}`, {
        json,
        version: version ?? (await land.organisation(id)).version,
      }),
    preview: async (from, into, on = '2026-11-24') =>
      (await district.signIn()).send('GET', `/api/organisations/${ids[from]}/merge?into=${into}&on=${on}`),
    merge: async (from, into, o = {}) => {
      const { body } = await land.preview(from, ids[into]!);
      return land.act(ids[from]!, 'merge', {
        into: ids[into],
        on: '2026-11-24',
        reason: '布局调整',
        token: body.token,
        ...o,
      });
    },
    pair: async (helper, helped) =>
      (
        await (
          await district.signIn()
        ).post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
          helper: ids[helper],
          helped: ids[helped],
          startsOn: '2026-09-01',
        })
      ).id,
  };
  return land;
};
