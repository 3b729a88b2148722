import {
  Accounts,
  createKernel,
  DutyBases,
  hashPassword,
  type KernelOptions,
  type Keys,
  Organisations,
  sql,
  system,
  Units,
} from '@xieshou/core';
import plugin from '@xieshou/public-private-supervision';
import { monthOf, today } from '@xieshou/sdk';
import { clientOf } from '@xieshou/testing';

const PAIRS = 300;
/** Months before the present one in which there are records. */
export const MONTHS = 24;
export const PASSWORD = 'Bench-2026-hand-in-hand';

export interface BenchPair {
  readonly pairing: string;
  readonly helper: BenchSide;
  readonly helped: BenchSide;
}

export interface BenchSide {
  readonly organisation: string;
  readonly name: string;
  /** Sign-in of the school's administrator, and its id. */
  readonly username: string;
  readonly account: string;
  readonly teachers: readonly string[];
}

/** What the workloads have to know of a database. */
export interface District {
  readonly bureau: string;
  readonly officer: string;
  readonly programme: string;
  readonly title: string;
  /** First day with records, and the day on which the database was made. */
  readonly from: string;
  readonly today: string;
  readonly pairs: readonly BenchPair[];
}

const monthBefore = (day: string, n: number): string => {
  const [year, month] = day.split('-').map(Number);
  const at = year! * 12 + month! - 1 - n;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
};

/** A bureau, 600 schools, 300 pairings: through the platform's own endpoints, so that all of it is as people make it. */
export const makeDistrict = async (o: {
  readonly database: KernelOptions['database'];
  readonly filesDir: string;
  readonly keys: Keys;
}): Promise<District> => {
  const kernel = await createKernel({
    database: o.database,
    programmes: [plugin],
    keys: o.keys,
    settings: { publicUrl: 'http://localhost', secure: false, filesDir: o.filesDir },
    quiet: true,
  });
  try {
    const day = today(new Date());
    const from = `${monthBefore(day, MONTHS)}-01`;
    const passwordHash = await hashPassword(PASSWORD);
    const [units, accounts] = [kernel.app.get(Units), kernel.app.get(Accounts)];
    const bureau = await units.run(system, async (unit) => {
      const place = await kernel.app.get(Organisations).addRoot(unit, { name: '测算区教育局' });
      await accounts.add(unit, {
        username: 'officer',
        name: '测算员',
        role: 'bureauOfficer',
        organisation: place,
        passwordHash,
        oneTime: false,
      });
      return place;
    });
    const officer = clientOf(kernel.fastify);
    await officer.signIn('officer', PASSWORD);
    const makeSide = async (n: number, ownership: 'public' | 'private'): Promise<BenchSide> => {
      const name = `${ownership === 'public' ? '公办' : '民办'}第${n}学校`;
      const school = await officer.post<{ id: string }>('/api/organisations', {
        name,
        kind: 'school',
        ownership,
        schoolKind: 'primary',
        parent: bureau.id,
      });
      const teachers: string[] = [];
      for (let i = 1; i <= 3; i++) {
        const json = { name: `教师${n}之${i}`, kind: 'teacher', code: `T${i}`, organisation: school.id };
        teachers.push((await officer.post<{ id: string }>('/api/people', json)).id);
      }
      const username = `${ownership}-${n}`;
      const account = await units.run(system, (unit) =>
        accounts.add(unit, {
          username,
          name: `${name}管理员`,
          role: 'schoolAdministrator',
          organisation: { id: school.id, district_id: bureau.id },
          passwordHash,
          oneTime: false,
        }),
      );
      return { organisation: school.id, name, username, account: account.id, teachers };
    };
    const sides: { helper: BenchSide; helped: BenchSide }[] = [];
    for (let n = 1; n <= PAIRS; n++)
      sides.push({ helper: await makeSide(n, 'public'), helped: await makeSide(n, 'private') });

    const year = Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);
    const title = '公民办学校一对一帮扶（测算）';
    const programme = await officer.post<{ id: string; startsOn: string }>('/api/programmes', {
      plugin: plugin.id,
      preset: Object.keys(plugin.presets)[0],
      title,
      schoolYear: `${year}-${year + 1}`,
      settings: Object.fromEntries(Object.entries(plugin.settings).map(([key, field]) => [key, field.default])),
      organisations: [{ id: bureau.id, subtree: true }],
    });
    const pairs: BenchPair[] = [];
    for (const { helper, helped } of sides) {
      const json = { helper: helper.organisation, helped: helped.organisation, startsOn: programme.startsOn };
      const made = await officer.post<{ id: string }>(`/api/programmes/${programme.id}/pairings`, json);
      pairs.push({ pairing: made.id, helper, helped });
    }
    await kernel.database.write(async (tx) => {
      // Two years and more in one programme, which people would run one by one: a list is as long as all of them.
      await tx.run(sql`update programme set starts_on = ${from} where id = ${programme.id}`);
      await tx.run(sql`update programme_settings set effective_from = ${from} where programme_id = ${programme.id}`);
      await tx.run(sql`update pairing set starts_on = ${from} where programme_id = ${programme.id}`);
      // A nightly backup would begin a minute after the start, in the middle of a measurement.
      await tx.run(sql`insert into job (id, kind, state, user_id, district_id, input, done, total, problem, attempts, leased_until, created_at, ended_at)
        values (${programme.id}, 'backup', 'done', ${bureau.id}, null, '{}', 0, 0, null, 1, null, ${`${monthOf(day)}-01T00:00:00.000Z`}, '2999-01-01T00:00:00.000Z')`);
    });
    await kernel.app.get(DutyBases).freeze();
    return { bureau: bureau.id, officer: 'officer', programme: programme.id, title, from, today: day, pairs };
  } finally {
    await kernel.close();
  }
};
