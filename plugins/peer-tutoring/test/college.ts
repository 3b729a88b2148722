import { exampleSettings } from '@xieshou/sdk';
import {
  type Client,
  type Engine,
  fillTemplate,
  makeDistrict,
  signedIn,
  startTestServer,
  TestClock,
  type TestServer,
} from '@xieshou/testing';
import programme from '../src/index.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Somebody of the college: a student of the class, or staff of the college. */
export interface Somebody {
  readonly name: string;
  readonly kind?: 'student' | 'staff';
}

export interface Award {
  readonly pairing: string;
  readonly party: { readonly name: string };
  readonly level: string;
  readonly points: number;
  readonly rank: number | null;
  readonly findings: readonly { readonly text: { readonly zh: string } }[] | null;
}
interface Settled {
  readonly settlement: { readonly id: string; readonly version: number } | null;
}
interface Written {
  readonly id: string;
  readonly version: number;
  readonly subjects: readonly { readonly review: string | null }[];
}
export interface Refusal {
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** A college with one class, an office and an adviser, in which a preset runs for the year 2026–2027. */
export const makeCollege = async (
  engine: Engine,
  o: {
    readonly preset: string;
    readonly settings?: object;
    readonly people: readonly Somebody[];
    /** When it all begins, ISO 8601. */
    readonly from?: string;
  },
) => {
  const server: TestServer = await startTestServer({
    engine,
    programmes: [programme],
    ...(o.from ? { clock: new TestClock(new Date(o.from)) } : {}),
  });
  const district = await makeDistrict(server);
  const officer = await district.signIn();
  const make = async (parent: string, kind: string, name: string) =>
    (await officer.post<{ id: string }>('/api/organisations', { name, kind, parent })).id;
  const collegeId = await make(district.id, 'college', '机电学院');
  const classId = await make(collegeId, 'class', '机电一班');
  const at = (id: string) => ({ id, district_id: district.id });
  const person: Record<string, string> = {};
  const code = (name: string) => `26${String(o.people.findIndex((one) => one.name === name) + 1).padStart(4, '0')}`;
  for (const { name, kind = 'student' } of o.people)
    person[name] = (
      await officer.post<{ id: string }>('/api/people', {
        organisation: kind === 'student' ? classId : collegeId,
        kind,
        name,
        code: code(name),
      })
    ).id;
  const signIn = () => signedIn(server, { role: 'collegeOffice', at: at(collegeId) });
  let college = await signIn();
  const adviser = await signedIn(server, { role: 'adviser', at: at(classId) });
  const as = (name: string) => {
    const isStaff = o.people.find((one) => one.name === name)?.kind === 'staff';
    return signedIn(server, {
      role: isStaff ? 'personalHelper' : 'student',
      at: at(isStaff ? collegeId : classId),
      person: person[name]!,
    });
  };
  const { id } = await college.post<{ id: string }>('/api/programmes', {
    plugin: programme.id,
    preset: o.preset,
    title: '机电学院学业帮扶',
    schoolYear: '2026-2027',
    settings: { ...exampleSettings(programme, o.preset), ...o.settings },
    organisations: [{ id: collegeId, subtree: true }],
  });
  const done = async (job: string) => {
    for (;;) {
      const { state } = await college.get<{ state: string }>(`/api/jobs/${job}`);
      if (state === 'done') return;
      if (state === 'failed') throw new Error('the job failed');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  /** Fills in the workbook of a register and imports it; columns by their titles. */
  const importRows = async (
    register: string,
    period: string,
    rows: Readonly<Record<string, Record<string, string>>>,
  ) => {
    const path = `/api/programmes/${id}/registers/${register}`;
    const { bytes } = await college.send('GET', `${path}/import-template`);
    const filled = await fillTemplate(
      bytes,
      Object.entries(rows).map(([name, row]) => ({
        学号: code(name),
        姓名: name,
        ...row,
      })),
    );
    const { body } = await college.send<{ id: string; job: string }>(
      'POST',
      `${path}/import?name=rows.xlsx&period=${period}`,
      { bytes: filled, type: xlsx },
    );
    await done(body.job);
    const read = await college.get<{ counts: { error: number }; rows: { reasons: string[] }[] }>(
      `/api/imports/${body.id}`,
    );
    if (read.counts.error > 0) throw new Error(read.rows.flatMap(({ reasons }) => reasons).join('; '));
    await done((await college.post<{ job: string }>(`/api/imports/${body.id}/apply`, { rows: 'all' })).job);
  };
  const eligible = async (side: string, outcome = 'eligible') =>
    (
      await adviser.get<{ rows: { person: { name: string } }[] }>(
        `/api/programmes/${id}/eligible?side=${side}&outcome=${outcome}&size=50`,
      )
    ).rows
      .map((row) => row.person.name)
      .sort();
  /** Everybody of the side of the college, as its office sees them. */
  const eligibleOfCollege = async (side: string, outcome = 'eligible') =>
    (
      await college.get<{ rows: { person: { name: string } }[] }>(
        `/api/programmes/${id}/eligible?side=${side}&outcome=${outcome}&size=50`,
      )
    ).rows
      .map((row) => row.person.name)
      .sort();
  const pair = (helper: string, helped: string, more: object = {}) =>
    college.send<{ id: string } & Refusal>('POST', `/api/programmes/${id}/pairings`, {
      json: { helper: person[helper], helped: person[helped], startsOn: '2026-09-07', ...more },
    });
  const write = (client: Client, form: string, pairing: string | readonly string[], data: object) =>
    client.send<Written & Refusal>('POST', `/api/programmes/${id}/records`, {
      json: { form, pairings: [pairing].flat(), data },
    });
  const confirm = async (client: Client, record: string) => {
    const { subjects } = await client.get<Written>(`/api/records/${record}`);
    await client.post(`/api/reviews/${subjects[0]!.review}/decision`, { decision: 'confirm' });
  };
  /** Written by one of the two and confirmed by the other. */
  const both = async (
    [writer, other]: readonly [Client, Client],
    form: string,
    pairing: string,
    data: object,
  ): Promise<string> => {
    const { status, body } = await write(writer, form, pairing, data);
    if (status !== 201) throw new Error(JSON.stringify(body));
    await confirm(other, body.id);
    return body.id;
  };
  const cells = async (duty: string, pairing: string) =>
    (
      await college.get<{
        rows: {
          pairing: string;
          cells: { duty: string; period: string; required: number; confirmed: number; state: string }[];
        }[];
      }>(`/api/programmes/${id}/duties?period=2026-2027-1`)
    ).rows
      .find((row) => row.pairing === pairing)!
      .cells.filter((cell) => cell.duty === duty);
  const settle = async (outcome: string, period: string) => {
    const { settlement } = await college.post<Settled>(`/api/programmes/${id}/outcomes/${outcome}/settlements`, {
      period,
    });
    if (settlement)
      await college.post(`/api/settlements/${settlement.id}/accept`, undefined, { version: settlement.version });
  };
  const awards = async (client: Client, outcome: string, period: string) =>
    (await client.get<{ rows: Award[] }>(`/api/programmes/${id}/outcomes/${outcome}/awards?size=50&period=${period}`))
      .rows;
  const decide = (outcome: string, pairing: string, body: object) =>
    college.send<Refusal>('PUT', `/api/programmes/${id}/outcomes/${outcome}/decisions/${pairing}`, { json: body });
  return {
    server,
    id,
    classId,
    collegeId,
    at,
    officer,
    get college() {
      return college;
    },
    /** Another day: whoever was signed in is no longer. */
    moveTo: async (instant: string) => {
      server.clock.moveTo(instant);
      college = await signIn();
    },
    adviser,
    as,
    person,
    importRows,
    eligible,
    eligibleOfCollege,
    pair,
    write,
    confirm,
    both,
    cells,
    settle,
    awards,
    decide,
  };
};
export type College = Awaited<ReturnType<typeof makeCollege>>;
