import {
  Accounts,
  type Kernel,
  Organisations,
  Pairings,
  People,
  Programmes,
  Records,
  Reviews,
  type Role,
  Sessions,
  sql,
  system,
  Units,
} from '@xieshou/core';
import peerTutoring from '@xieshou/peer-tutoring';
import { addDays } from '@xieshou/sdk';
import { callerOf } from './caller.js';
import * as sample from './college.js';
import { importEntries } from './entries.js';
import type { SampleClock } from './sample.js';

interface CollegeOptions {
  readonly kernel: Kernel;
  readonly clock: SampleClock;
  readonly passwordHash: string;
  /** First day of the school year, and the real day. */
  readonly from: string;
  readonly today: string;
}

/** So many days after it, whatever the other has not answered is still open. */
const answeredAfter = 6;

/** A college of a city of its own: results of last term, two pairs, and what they have done since. */
export const makeCollege = async (o: CollegeOptions): Promise<void> => {
  const { app } = o.kernel;
  const [organisations, people, sessions, accounts, units] = [
    app.get(Organisations),
    app.get(People),
    app.get(Sessions),
    app.get(Accounts),
    app.get(Units),
  ];
  const city = await units.run(system, (unit) => organisations.addRoot(unit, { name: sample.bureau }));
  const at = (id: string) => ({ id, district_id: city.district_id });
  const account = (username: string, name: string, role: Role, place: string, person?: string) =>
    units.run(system, (unit) =>
      accounts.add(unit, {
        username,
        name,
        role,
        organisation: at(place),
        passwordHash: o.passwordHash,
        oneTime: false,
        person: person ?? null,
      }),
    );
  const admin = await callerOf(sessions, 'admin');
  const college = await organisations.create(
    admin({ body: { name: sample.college, kind: 'college', parent: city.id } }),
  );
  await account('college', '夏书宁', 'collegeOffice', college.id);
  const office = await callerOf(sessions, 'college');

  const students = new Map<string, { id: string; place: string; code: string }>();
  for (const [c, { name, students: those }] of sample.classes.entries()) {
    const made = await organisations.create(office({ body: { name, kind: 'class', parent: college.id } }));
    if (c === 0) await account('adviser', '罗建华', 'adviser', made.id);
    for (const [n, [student]] of those.entries()) {
      const code = `24${String(c + 1).padStart(2, '0')}${String(n + 1).padStart(2, '0')}`;
      const added = await people.create(
        office({ body: { name: student, kind: 'student', code, organisation: made.id } }),
      );
      students.set(student, { id: added.id, place: made.id, code });
    }
  }
  const [helper, helped] = sample.pairs[0];
  await account('tutor', helper, 'student', students.get(helper)!.place, students.get(helper)!.id);
  await account('tutee', helped, 'student', students.get(helped)!.place, students.get(helped)!.id);

  const schoolYear = `${o.from.slice(0, 4)}-${Number(o.from.slice(0, 4)) + 1}`;
  const settings = Object.fromEntries(
    Object.entries(peerTutoring.settings).map(([key, field]) => [key, field.default]),
  );
  const programme = await app.get(Programmes).create(
    office({
      body: {
        plugin: peerTutoring.id,
        preset: Object.keys(peerTutoring.presets)[0]!,
        title: `${schoolYear}学年学业帮扶`,
        schoolYear,
        settings: { ...settings, rankScope: 'major' },
        organisations: [{ id: college.id, subtree: true }],
      },
    }),
  );
  const lastYear = Number(o.from.slice(0, 4));
  const all = sample.classes.flatMap((one) => one.students);
  const word = (holds: boolean) => (holds ? '是' : '否');
  await importEntries({
    ...o,
    by: 'college',
    programme: programme.id,
    register: 'results',
    period: `${lastYear - 1}-${lastYear}-2`,
    rows: all.map(([name, rank, owed, ...posts]) => ({
      code: students.get(name)!.code,
      name,
      'data.grade': sample.grade,
      'data.cohort': sample.major,
      'data.cohortSize': String(all.length),
      'data.rank': String(rank),
      'data.creditsOwed': String(owed),
      'data.failedCourses': String(Math.ceil(owed / 3)),
      'data.applicant': word(posts.includes('applicant')),
      'data.committee': word(posts.includes('committee')),
      'data.union': word(posts.includes('union')),
    })),
  });
  const pairings: string[] = [];
  for (const [one, other] of sample.pairs) {
    const made = await app.get(Pairings).create(
      office({
        params: { id: programme.id },
        body: {
          helper: students.get(one)!.id,
          helped: students.get(other)!.id,
          startsOn: addDays(o.from, 6),
          appointed: {},
        },
      }),
    );
    pairings.push(made.id);
  }
  await playPair({ ...o, programme: programme.id, pairing: pairings[0]! });
};

/** The plan of the first pair and a session a week, each confirmed by the other but for the latest. */
const playPair = async (
  o: CollegeOptions & { readonly programme: string; readonly pairing: string },
): Promise<void> => {
  const { app, database } = o.kernel;
  const [records, reviews, sessions] = [app.get(Records), app.get(Reviews), app.get(Sessions)];
  const callers = { tutor: await callerOf(sessions, 'tutor'), tutee: await callerOf(sessions, 'tutee') };
  const ways = ['explaining', 'exercises', 'revision'] as const;
  const begun = addDays(o.from, 7);
  const acts = [{ on: begun, form: 'termPlan', data: { on: begun, ...sample.plan } as Record<string, unknown> }];
  for (let n = 0; addDays(o.from, 9 + 7 * n) < o.today; n++) {
    const on = addDays(o.from, 9 + 7 * n);
    const [course, content, minutes] = sample.sessions[n % sample.sessions.length]!;
    acts.push({ on, form: 'tutoring', data: { on, way: ways[n % ways.length], course, content, minutes } });
  }
  for (const [n, { on, form, data }] of acts.filter((act) => act.on < o.today).entries()) {
    o.clock.standAt(on);
    const [writer, other] = n % 4 === 3 ? (['tutee', 'tutor'] as const) : (['tutor', 'tutee'] as const);
    const made = await records.create(
      callers[writer]({ params: { id: o.programme }, body: { form, pairings: [o.pairing], data } }),
    );
    if (on >= addDays(o.today, -answeredAfter)) continue;
    const [waiting] = await database.all<{ id: string }>(
      sql`select id from review where subject_id = ${made.id} and state = 'open'`,
    );
    if (!waiting) continue;
    o.clock.standAt(addDays(on, 1));
    await reviews.decide(callers[other]({ params: { id: waiting.id }, body: { decision: 'confirm' } }));
  }
};
