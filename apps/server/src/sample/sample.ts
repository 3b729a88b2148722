import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Accounts,
  Clock,
  DutyBases,
  hashPassword,
  type Kernel,
  oneTimePassword,
  Organisations,
  Pairings,
  People,
  Programmes,
  Records,
  Rectifications,
  Reviews,
  type Role,
  Sessions,
  sql,
  system,
  Units,
} from '@xieshou/core';
import { addDays, addMonths, lastDayOfMonth, monthOf, weekdayOf } from '@xieshou/sdk';
import { programmes } from '../programmes.js';
import { callerOf } from './caller.js';
import { isWorkday, lastWorkday } from './days.js';
import * as district from './district.js';
import { kitOf } from './kit.js';
import { makeCollege } from './make-college.js';
import { makeKindergartens } from './make-kindergartens.js';
import { makeMembers } from './make-members.js';
import { makeResearch } from './make-research.js';
import { makeVolunteers } from './make-volunteers.js';

/** The real clock, which sample data may set back while it is made. */
export class SampleClock extends Clock {
  private at: Date | undefined;

  now(): Date {
    return this.at ? new Date(this.at) : new Date();
  }

  /** Stands at ten in the morning in Shanghai on a day, or runs again. */
  standAt(day: string | undefined): void {
    this.at = day ? new Date(`${day}T02:00:00.000Z`) : undefined;
  }
}

export interface SignIn {
  readonly username: string;
  readonly who: string;
}

/** The sign-ins worth showing to a newcomer. */
export const shownSignIns: readonly SignIn[] = [
  { username: 'officer', who: '区教育局经办人 Bureau officer' },
  { username: 'shiyan', who: '公办学校（云川区实验小学）Public school' },
  { username: 'boya', who: '民办学校（博雅实验学校）Private school' },
  { username: 'teacher', who: '一线教师（云川区实验小学）Teacher' },
  { username: 'chengguan', who: '中心校督导员 Centre-school inspector' },
  { username: 'college', who: '学院办公室（江平航空职业学院）College office' },
  { username: 'adviser', who: '班主任（航空物流2401班）Class adviser' },
  { username: 'tutor', who: '帮扶人（学生）Student who helps' },
  { username: 'tutee', who: '被帮扶人（学生）Student who is helped' },
  { username: 'jiguan', who: '帮教园（云川区机关幼儿园）Helping kindergarten' },
  { username: 'yizhong', who: '网络教研帮扶学校（云川区第一初级中学）School of the online pairs' },
  { username: 'yunzhi', who: '学院办公室（云川职业技术学院）Office of the volunteers’ college' },
  { username: 'fudao', who: '辅导员（学前教育2501班）Counsellor' },
  { username: 'volunteer', who: '志愿者和学生党员 Volunteer and student Party member' },
];

const fileIn = (dataDir: string) => join(dataDir, 'sample-password.txt');

/** The password that all sample accounts share, if there is sample data. */
export const samplePassword = (dataDir: string): string | undefined =>
  existsSync(fileIn(dataDir)) ? readFileSync(fileIn(dataDir), 'utf8').trim() : undefined;

/** Small, repeatable variety: the same numbers on every machine. */
const variety = () => {
  let state = 42;
  return <T>(list: readonly T[]): T => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return list[Math.floor((state / 2_147_483_648) * list.length)]!;
  };
};

const subjectCodes: Readonly<Record<string, string>> = {
  语文: 'chinese',
  数学: 'mathematics',
  英语: 'english',
  科学: 'science',
  物理: 'physics',
  化学: 'chemistry',
  历史: 'history',
  体育: 'sports',
  音乐: 'music',
  美术: 'art',
};

/**
 * Fills an empty database with a district and a term of activity, through the same services as everybody's work, so
 * that audit, facts and tallies are real. One pair is behind; a few records wait for confirmation.
 */
export const makeSample = async (o: {
  readonly kernel: Kernel;
  readonly clock: SampleClock;
  readonly dataDir: string;
  readonly bureau: { readonly id: string; readonly district_id: string };
}): Promise<void> => {
  const { app } = o.kernel;
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  const today = o.clock.today();
  const schoolYearStart = `${Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0)}-09-01`;
  const schoolYear = `${schoolYearStart.slice(0, 4)}-${Number(schoolYearStart.slice(0, 4)) + 1}`;
  o.clock.standAt(schoolYearStart);

  const [accounts, organisations, people, sessions] = [
    app.get(Accounts),
    app.get(Organisations),
    app.get(People),
    app.get(Sessions),
  ];
  const account = (username: string, name: string, role: Role, organisation: { id: string; district_id: string }) =>
    app
      .get(Units)
      .run(system, (unit) => accounts.add(unit, { username, name, role, organisation, passwordHash, oneTime: false }));
  await account('officer', '李文静', 'bureauOfficer', o.bureau);
  const officer = await callerOf(sessions, 'officer');

  const places = new Map<string, string>([[district.bureau, o.bureau.id]]);
  for (const office of district.offices) {
    const made = await organisations.create(
      officer({ body: { name: office.name, kind: office.kind, parent: o.bureau.id } }),
    );
    places.set(office.name, made.id);
  }
  const at = (name: string) => ({ id: places.get(name)!, district_id: o.bureau.district_id });
  await account('chengguan', '郭振华', 'centreSchoolInspector', at('城关中心校'));
  await account('minban', '马晓东', 'sectionMember', at('民办教育管理股'));

  const teachers = new Map<string, { id: string; name: string; subject: string }[]>();
  for (const school of district.schools) {
    const { name, ownership, schoolKind, code, contact, phone } = school;
    const made = await organisations.create(
      officer({
        body: { name, kind: 'school', ownership, schoolKind, code, contact, phone, parent: places.get(school.under)! },
      }),
    );
    places.set(school.username, made.id);
    await account(school.username, contact, 'schoolAdministrator', at(school.username));
    const own: { id: string; name: string; subject: string }[] = [];
    for (const [i, [person, subject, post]] of school.teachers.entries()) {
      const added = await people.create(
        officer({ body: { name: person, kind: 'teacher', code: `T${i + 1}`, post, subject, organisation: made.id } }),
      );
      own.push({ id: added.id, name: person, subject });
    }
    teachers.set(school.username, own);
  }
  await account('teacher', '韩雪梅', 'teacher', at('shiyan'));

  const plugin = programmes.find(({ id }) => id === 'public-private-supervision')!;
  const preset = Object.keys(plugin.presets)[0]!;
  const settings = Object.fromEntries(Object.entries(plugin.settings).map(([key, field]) => [key, field.default]));
  const programme = await app.get(Programmes).create(
    officer({
      body: {
        plugin: plugin.id,
        preset,
        title: `${schoolYear}学年公民办学校一对一帮扶`,
        schoolYear,
        settings,
        organisations: district.schools.map(({ username }) => ({ id: places.get(username)!, subtree: true })),
      },
    }),
  );
  const pairings = new Map<string, string>();
  for (const [helper, helped] of district.pairs) {
    const made = await app.get(Pairings).create(
      officer({
        params: { id: programme.id },
        body: {
          helper: places.get(helper)!,
          helped: places.get(helped)!,
          startsOn: schoolYearStart,
          appointed: { section: places.get('民办教育管理股')! },
        },
      }),
    );
    pairings.set(helper, made.id);
  }
  await app.get(DutyBases).freeze();
  await playTerm({ ...o, programmeId: programme.id, pairings, teachers, from: schoolYearStart, today });
  o.clock.standAt(schoolYearStart);
  await makeCollege({ ...o, passwordHash, from: schoolYearStart, today });
  const kit = await kitOf({ ...o, passwordHash, from: schoolYearStart, today });
  await makeKindergartens(kit, { bureau: o.bureau.id, centre: places.get('城关中心校')! });
  await makeResearch(kit, { bureau: o.bureau.id, places });
  const college = await makeVolunteers(kit, { bureau: o.bureau.id, school: places.get('hexi')! });
  await makeMembers(kit, college);
  o.clock.standAt(undefined);
  // Who confirmed last month has read what asked for it.
  await app.get(Units).run(system, async (unit) => {
    const before = `${addDays(today, -7)}T00:00:00.000Z`;
    await unit.run(sql`update notification set read_at = created_at where created_at < ${before}`);
    await unit.audit({ action: 'notification.read', kind: 'notification', detail: { before } });
  });
  writeFileSync(fileIn(o.dataDir), `${password}\n`, { mode: 0o600 });
};

interface Activity {
  readonly on: string;
  readonly form: string;
  readonly by: 'helper' | 'helped';
  readonly pair: (typeof district.pairs)[number];
  readonly data: Readonly<Record<string, unknown>>;
}

/** What happens in a term: meetings, exchanges, lessons, research and guidance, month by month. */
const plannedActivities = (o: {
  readonly teachers: ReadonlyMap<string, readonly { id: string; name: string; subject: string }[]>;
  readonly from: string;
  readonly today: string;
}): Activity[] => {
  const pick = variety();
  const workday = (month: string, nth: number): string => {
    let day = `${month}-01`;
    for (let n = 0; n < nth || !isWorkday(day) || weekdayOf(day) > 5; day = addDays(day, 1))
      if (isWorkday(day) && weekdayOf(day) <= 5) n += 1;
    return day <= lastDayOfMonth(month) ? day : lastDayOfMonth(month);
  };
  const activities: Activity[] = [];
  const thisMonth = monthOf(o.today);
  const months: string[] = [];
  for (let day = o.from; monthOf(day) <= thisMonth && months.length < 10; day = addMonths(day, 1))
    months.push(monthOf(day));
  for (const [m, month] of months.entries())
    for (const [p, pair] of district.pairs.entries()) {
      const lazy = pair[0] === district.behind;
      const add = (nth: number, form: string, data: Record<string, unknown>, by: Activity['by'] = 'helper') => {
        const on = workday(month, nth);
        activities.push({ on, form, by, pair, data: { on, ...data } });
      };
      const staff = o.teachers.get(pair[0])!;
      if (m === 0) {
        add(2, 'problemList', { areas: ['teaching', 'facilities'], problems: district.problems[p]! }, 'helped');
        add(5, 'survey', { areas: ['management', 'teaching', 'teams'], findings: district.surveyFindings[p]! });
        if (!lazy) add(7, 'yearlyPlan', district.yearlyPlan(o.teachers.get(pair[0])![0]!.name));
      }
      if (m === 1 && !lazy) {
        const sent = o.teachers.get(pair[1])!.at(-1)!;
        add(
          5 + p,
          'followStudy',
          {
            teacher: sent.id,
            master: staff[1]!.id,
            subject: subjectCodes[sent.subject] ?? 'other',
            days: 5 + p,
            content: '跟班听课，参加集体备课和教研组活动，独立上汇报课一节。',
            effect: pick(district.effects),
          },
          'helped',
        );
      }
      if (m === 0 || (m === 2 && !lazy))
        add(4 + p, 'jointMeeting', {
          theme: district.meetingThemes[m === 0 ? 0 : 3],
          dimensions: ['management', 'teaching', m === 0 ? 'safety' : 'evaluation'],
          content: '双方管理队伍逐项研究本阶段帮扶任务，明确责任人与完成时间。',
          attendees: 8 + p,
          effect: pick(district.effects),
        });
      if (!lazy || m < 1)
        add(6 + p, 'cadreExchange', {
          theme: pick(district.exchangeThemes),
          place: pick(['helper', 'helped', 'online']),
          content: '交流管理做法，走进课堂与处室，形成改进清单。',
          attendees: 4 + (p % 3),
          effect: pick(district.effects),
        });
      const lessons = lazy ? (m === 0 ? 1 : 0) : p === 0 ? 2 : 1;
      for (let n = 0; n < lessons; n++) {
        const teacher = pick(staff);
        add(8 + p + n * 4, 'masterLesson', {
          teacher: teacher.id,
          subject: subjectCodes[teacher.subject] ?? 'other',
          grade: pick(['五年级2班', '六年级1班', '七年级3班', '四年级1班']),
          theme: pick(district.lessonTopics[teacher.subject] ?? ['公开课']),
          attendees: 12 + ((p * 7 + m * 3) % 20),
          minutes: 40,
          effect: pick(district.effects),
        });
      }
      if (!lazy || m === 1)
        add(11 + (p % 4), 'researchEvent', {
          kind: pick(['preparation', 'sameTopic', 'commenting', 'revision']),
          subject: pick(['chinese', 'mathematics', 'english']),
          theme: pick(district.researchThemes),
          content: '集体研讨教学设计，观课议课，形成共同资源。',
          attendees: 10 + p,
          effect: pick(district.effects),
        });
      if (m % 2 === 0 && !lazy)
        add(3 + p, 'guidance', {
          areas: [pick(['management', 'teaching', 'safety', 'facilities'])],
          content: pick(district.guidanceContents),
          effect: pick(district.effects),
        });
    }
  // Somebody always has something to confirm, whatever day it is: the last working day brought a lesson to three pairs.
  const on = lastWorkday(addDays(o.today, -1));
  for (const pair of on >= o.from ? district.pairs.slice(0, 3) : []) {
    const teacher = pick(o.teachers.get(pair[0])!);
    const data = {
      on,
      teacher: teacher.id,
      subject: subjectCodes[teacher.subject] ?? 'other',
      grade: '五年级1班',
      theme: pick(district.lessonTopics[teacher.subject] ?? ['公开课']),
      attendees: 18,
      minutes: 40,
      effect: pick(district.effects),
    };
    activities.push({ on, form: 'masterLesson', by: 'helper', pair, data });
  }
  // Today may be younger than ten in the morning, when everything is handed in.
  return activities.filter((a) => a.on < o.today).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
};

const playTerm = async (o: {
  readonly kernel: Kernel;
  readonly clock: SampleClock;
  readonly programmeId: string;
  readonly pairings: ReadonlyMap<string, string>;
  readonly teachers: ReadonlyMap<string, readonly { id: string; name: string; subject: string }[]>;
  readonly from: string;
  readonly today: string;
}): Promise<void> => {
  const { app, database } = o.kernel;
  const [records, reviews, sessions] = [app.get(Records), app.get(Reviews), app.get(Sessions)];
  const callers = new Map<string, Awaited<ReturnType<typeof callerOf>>>();
  for (const username of ['officer', ...district.pairs.flat()])
    callers.set(username, await callerOf(sessions, username));
  const lastBrought = lastWorkday(addDays(o.today, -1));
  const recent = lastBrought < addDays(o.today, -6) ? lastBrought : addDays(o.today, -6);
  const guided: { on: string; record: string; helper: string; helped: string }[] = [];
  for (const activity of plannedActivities(o)) {
    o.clock.standAt(activity.on);
    const [helper, helped] = activity.pair;
    const [writer, other] = activity.by === 'helper' ? [helper, helped] : [helped, helper];
    const made = await records.create(
      callers.get(writer)!({
        params: { id: o.programmeId },
        body: { form: activity.form, pairings: [o.pairings.get(helper)!], data: activity.data },
      }),
    );
    if (activity.form === 'guidance') guided.push({ on: activity.on, record: made.id, helper, helped });
    if (activity.on >= recent) continue;
    // First the other school, a day later; then the bureau, where it files. The last pair's papers wait for it.
    for (let days = 1; ; days++) {
      const [waiting] = await database.all<{ id: string; kind: string }>(
        sql`select w.id, o.kind from review w join organisation o on o.id = w.organisation_id
          where w.subject_id = ${made.id} and w.state = 'open'`,
      );
      const decides = waiting?.kind === 'bureau' ? 'officer' : other;
      if (!waiting || (decides === 'officer' && activity.pair === district.pairs.at(-1))) break;
      o.clock.standAt(addDays(activity.on, days));
      await reviews.decide(callers.get(decides)!({ params: { id: waiting.id }, body: { decision: 'confirm' } }));
    }
  }
  for (const [i, visit] of guided.entries()) await putRight({ ...o, ...visit, callers, problem: i });
};

/** One problem named at a visit, taken as far as its place in the list says: closed, waiting, answered, or left alone. */
const putRight = async (o: {
  readonly kernel: Kernel;
  readonly clock: SampleClock;
  readonly programmeId: string;
  readonly pairings: ReadonlyMap<string, string>;
  readonly callers: ReadonlyMap<string, Awaited<ReturnType<typeof callerOf>>>;
  readonly on: string;
  readonly today: string;
  readonly record: string;
  readonly helper: string;
  readonly helped: string;
  readonly problem: number;
}): Promise<void> => {
  const service = o.kernel.app.get(Rectifications);
  const [content, measures, result] = district.rectifications[o.problem % district.rectifications.length]!;
  // What was named long ago is closed but for one; the last ones stand at every step.
  const isOld = o.on < addDays(o.today, -35);
  const steps = isOld ? (o.problem === 2 ? 2 : 4) : [4, 3, 2, 1][o.problem % 4]!;
  const at = (days: number) => {
    const day = addDays(o.on, days);
    o.clock.standAt(day <= o.today ? day : o.today);
  };
  const [helper, helped] = [o.callers.get(o.helper)!, o.callers.get(o.helped)!];
  at(0);
  let it = await service.raise(
    helper({ params: { id: o.programmeId }, body: { pairing: o.pairings.get(o.helper)!, record: o.record, content } }),
  );
  const params = { id: it.id };
  if (steps < 2) return;
  at(2);
  it = await service.answer(
    helped({ params, version: it.version, body: { measures, responsible: district.responsibleFor(o.helped) } }),
  );
  if (steps < 3) return;
  at(8);
  it = await service.finish(helped({ params, version: it.version, body: { result } }));
  if (steps < 4) return;
  at(11);
  await service.inspect(
    helper({ params, version: it.version, body: { outcome: 'passed', note: '现场复查，已整改到位。' } }),
  );
};
