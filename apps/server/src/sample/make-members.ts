import peerTutoring from '@xieshou/peer-tutoring';
import { addDays } from '@xieshou/sdk';
import type { Kit } from './kit.js';
import type { SampleCollege } from './make-volunteers.js';
import * as sample from './volunteers.js';

/** Student Party members of the same college, each with a student who finds it hard; one still has nobody. */
export const makeMembers = async (kit: Kit, college: SampleCollege): Promise<void> => {
  const { lately } = kit;
  const of = (name: string) => college.students.get(name)!;
  const programme = await kit.programme('yunzhi', peerTutoring, {
    preset: 'plan18',
    title: '学生党员一对一帮扶',
    organisations: [{ id: college.id, subtree: true }],
  });
  const period = `${kit.schoolYear}-1`;
  const row = (name: string, data: Readonly<Record<string, string>>) => ({ code: of(name).code, name, ...data });
  await kit.entries({
    by: 'yunzhi',
    programme,
    register: 'standing',
    period,
    rows: sample.helping.map(([name], n) =>
      row(name, {
        'data.year': String(2 + n),
        'data.party': n === 0 ? '正式党员' : '预备党员',
        'data.outstanding': '是',
        'data.volunteer': '是',
      }),
    ),
  });
  await kit.entries({
    by: 'yunzhi',
    programme,
    register: 'difficulties',
    period,
    rows: Object.entries(sample.difficulties).map(([name, kinds]) => row(name, { 'data.kinds': kinds })),
  });
  // They have been at it for four weeks, and are asked for nothing before.
  const weeks = sample.talks.map((_, n) => addDays(lately, -7 * (sample.talks.length - 1 - n)));
  const since = addDays(weeks[0]!, -3);
  const on = since < kit.from ? kit.from : since;
  const pairings: string[] = [];
  for (const [helper, helped] of sample.helping)
    pairings.push(await kit.pair('yunzhi', programme, { helper: of(helper).id, helped: of(helped).id, on }));
  const [first, second] = [pairings[0]!, pairings[1]!];
  const write = (who: string, form: string, about: string, on: string, data: object) =>
    kit.write(of(who).username, programme, { form, about: [about], on, data: { ...data } });
  const [helper] = sample.helping[0];
  const [other] = sample.helping[1];
  await kit.answer(await write(helper, 'pledge', first, on, sample.pledge));
  await kit.answer(await write(helper, 'studyPlan', first, addDays(on, 1), sample.studyPlan));
  // The other pair's letter was signed by one of the two only, and nothing followed.
  await write(other, 'pledge', second, addDays(on, 2), { ...sample.pledge, goal: '按时上课，不旷课' });
  // A talk and a session a week; the last talk was a hard one, which the counsellor alone is told.
  for (const [n, week] of weeks.entries()) {
    if (week < on) continue;
    const [theme, said] = sample.talks[n]!;
    const talk = { way: 'faceToFace', partners: ['helped'], theme, said };
    const [course, content] = sample.sessions[n]!;
    await kit.answer(
      await write(helper, 'tutoring', first, addDays(week, -1), { course, content, way: 'explaining', minutes: 60 }),
    );
    await kit.answer(await write(helper, 'contactTalk', first, week, talk));
  }
};
