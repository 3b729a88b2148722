import { Inside, StageClosing, Stages } from '@xieshou/core';
import kindergartenMentoring from '@xieshou/kindergarten-mentoring';
import { addDays } from '@xieshou/sdk';
import type { Kit } from './kit.js';
import * as sample from './kindergartens.js';

const whole = {
  systems: ['research', 'finance', 'safety', 'families'],
  bodies: ['council', 'staffCongress', 'parents', 'safetyGroup'],
};

/** One kindergarten helps two: the first has closed its first stage, the second has not, and is late with it. */
export const makeKindergartens = async (
  kit: Kit,
  o: { readonly bureau: string; readonly centre: string },
): Promise<void> => {
  const { day, lately } = kit;
  const [helper, first, second] = [sample.helper, ...sample.helped];
  const places = new Map<string, string>();
  const people = new Map<string, string>();
  for (const { name, code, contact, phone, username, teachers } of [helper, first, second]) {
    const school = { kind: 'school', ownership: 'public', schoolKind: 'kindergarten' };
    const id = await kit.organisation({ name, ...school, code, contact, phone, parent: o.centre });
    places.set(username, id);
    await kit.account(username, contact, 'schoolAdministrator', id);
    for (const [n, teacher] of teachers.entries())
      people.set(
        teacher,
        await kit.person({
          name: teacher,
          kind: 'teacher',
          code: `Y${n + 1}`,
          post: n === 0 ? '园长' : '教师',
          organisation: id,
        }),
      );
  }
  const programme = await kit.programme('officer', kindergartenMentoring, {
    preset: 'plan04',
    title: '幼儿园结对帮扶',
    settings: { firstUntil: day(60), secondUntil: day(130) },
    organisations: [...places.values()].map((id) => ({ id, subtree: true })),
  });
  const pair = (username: string) =>
    kit.pair('officer', programme, { helper: places.get(helper.username)!, helped: places.get(username)! });
  const [one, two] = [await pair(first.username), await pair(second.username)];
  const both = [one, two];
  const write = (by: string, form: string, about: readonly string[], on: string, data: object) =>
    kit.write(by, programme, { form, about, on, data: { ...data } });

  for (const { after, ...paper } of sample.papers)
    await kit.answer(await write(helper.username, 'paper', both, day(after), paper));
  for (const [n, score] of sample.before.entries())
    await write('officer', 'aspectScore', [both[n]!], day(16), { moment: 'before', ...score });
  for (const [n, { content, heard }] of sample.guidance.entries()) {
    const lessons = { lessonsSent: 1, lessonsHeard: heard };
    const visit = {
      aspects: ['teaching', 'management'],
      guided: ['dailyRoutine', 'teachingPlan'],
      content,
      ...lessons,
    };
    await kit.answer(await write(helper.username, 'guidanceVisit', [both[n]!], day(22 + n), visit));
  }
  await kit.answer(await write(helper.username, 'systemsCheck', [one], day(24), whole));
  const incomplete = {
    systems: ['research', 'safety', 'families'],
    bodies: ['council', 'safetyGroup', 'staffCongress'],
  };
  await kit.answer(
    await write(helper.username, 'systemsCheck', [two], day(25), { ...incomplete, advice: sample.lacking }),
  );
  const event = {
    kind: 'sportsDay',
    theme: '秋季亲子运动会',
    attendees: 5,
    content: '观摩项目设计、器材准备和安全分工。',
  };
  await kit.answer(await write(helper.username, 'event', both, day(46), event));

  const closedOn = day(54);
  if (closedOn < kit.today) {
    kit.standAt(closedOn);
    const params = { id: one };
    const { version } = await kit.app.get(Stages).read(kit.officer({ params }));
    await kit.app
      .get(StageClosing)
      .close(kit.officer({ params: { ...params, stage: 'ideas' }, version, body: { waived: {} } }));
    const caller = await kit.as(helper.username);
    for (const [master, apprentice, kind] of [
      ['宋雅文', '罗青', 'language'],
      ['胡晓蔓', '陶春燕', 'science'],
    ] as const) {
      const body = { inside: 'apprentices', kind, helper: people.get(master)!, helped: people.get(apprentice)! };
      const made = await kit.app.get(Inside).arrange(caller({ params, body: { ...body, startsOn: closedOn } }));
      const seen = { theme: '半日活动', steps: ['design', 'organisation'], comment: sample.comment };
      if (kind === 'language')
        await kit.answer(await write(helper.username, 'observation', [made.id], addDays(closedOn, 14), seen));
    }
  }
  // Given back with the reason, and waiting on the desk of whoever wrote it.
  const again = { aspects: ['environment'], content: sample.returned.content, lessonsSent: 1, lessonsHeard: 0 };
  const back = await write(helper.username, 'guidanceVisit', [two], day(66), again);
  await kit.answer(back, { returned: sample.returned.reason });
  const latest = { aspects: ['environment'], content: sample.latest, lessonsSent: 0, lessonsHeard: 1 };
  await write(helper.username, 'guidanceVisit', [two], lately, latest);
  for (const [n, [theme, area, group, attendees]] of sample.activities.entries()) {
    const data = { teacher: people.get('宋雅文')!, theme, area, group, attendees };
    await kit.answer(await write(helper.username, 'sentActivity', [one], n === 0 ? day(68) : lately, data));
  }
};
