import { type Role } from '@xieshou/core';
import { type Client, makeDistrict, type Place, signedIn, type TestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';

export interface RecordView {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly mayChange: boolean;
  readonly mayCorrect: boolean;
  readonly mayVoid: boolean;
  readonly mayWithdraw: boolean;
  /** How often it has been corrected. */
  readonly correction: number;
  readonly openCorrection: {
    readonly id: string;
    readonly number: number;
    readonly reason: string;
    readonly by: string;
    readonly review: string | null;
    readonly mayWithdraw: boolean;
    readonly difference: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  } | null;
  readonly returnedCorrection: {
    readonly id: string;
    readonly reason: string;
    readonly returnReason: string;
    readonly returnedBy: string;
    readonly data: Readonly<Record<string, unknown>>;
  } | null;
  readonly voidReason: string | null;
  readonly findings: readonly { readonly field?: string; readonly text: { readonly zh: string } }[];
  readonly on: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly subjects: readonly {
    readonly pairing: string;
    readonly state: string;
    readonly decidedBy: string | null;
    readonly reason: string | null;
    readonly review: string | null;
  }[];
}

export interface ReviewView {
  readonly id: string;
  readonly record: string;
  readonly pairing: string;
  readonly state: string;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly silence: boolean;
  readonly step: number;
  readonly steps: number;
  readonly stepTitle: { readonly zh: string };
  readonly needs: number;
  readonly approved: number;
  readonly opinions: readonly {
    readonly round: number;
    readonly step: number;
    readonly decision: string;
    readonly by: string;
    readonly onBehalfOf: string | null;
    readonly reason: string | null;
  }[];
}

/** One helping school and two helped ones, `a` and `b`, paired from 1 September. */
export interface Meeting {
  readonly server: TestServer;
  readonly district: Place;
  /** Signs the bureau's officer in anew. */
  readonly office: () => Promise<Client>;
  readonly programme: string;
  readonly schools: { readonly h: Place; readonly a: Place; readonly b: Place };
  readonly pairings: { readonly a: string; readonly b: string };
  /** Somebody at a school, signed in. */
  at(school: 'h' | 'a' | 'b', role?: Role): Promise<Client>;
  /** Writes a visit to one school or to both, at the helping school. */
  visit(writer: Client, to: readonly ('a' | 'b')[], on: string, data?: object): Promise<RecordView>;
}

export const makeMeeting = async (
  server: TestServer,
  settings: object = { visits: 1, silence: 5 },
  plugin = schoolPairs.id,
): Promise<Meeting> => {
  const district = await makeDistrict(server);
  const officer = await district.signIn();
  const school = async (name: string, ownership: string): Promise<Place> => {
    const made = await officer.post<{ id: string }>('/api/organisations', {
      name: `${name}⟨${name}⟩`,
      kind: 'school',
      ownership,
      schoolKind: 'primary',
      parent: district.id,
    });
    return { id: made.id, district_id: district.id };
  };
  const schools = {
    h: await school('帮扶小学', 'public'),
    a: await school('甲小学', 'private'),
    b: await school('乙小学', 'private'),
  };
  const { id: programme } = await officer.post<{ id: string }>('/api/programmes', {
    plugin,
    preset: 'plain',
    title: '结对项目',
    schoolYear: '2026-2027',
    settings,
    organisations: [{ id: district.id, subtree: true }],
  });
  const pair = async (helped: Place) =>
    (
      await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
        helper: schools.h.id,
        helped: helped.id,
        startsOn: '2026-09-01',
      })
    ).id;
  const pairings = { a: await pair(schools.a), b: await pair(schools.b) };
  return {
    server,
    district,
    office: () => district.signIn(),
    programme,
    schools,
    pairings,
    at: (key, role = 'schoolAdministrator') => signedIn(server, { role, at: schools[key] }),
    visit: (writer, to, on, data) =>
      writer.post<RecordView>(`/api/programmes/${programme}/records`, {
        form: 'visit',
        pairings: to.map((key) => pairings[key]),
        data: { on, theme: '联合教研', guests: 3, ...data },
      }),
  };
};
