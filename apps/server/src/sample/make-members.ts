import peerTutoring from '@xieshou/peer-tutoring';
import { addDays } from '@xieshou/sdk';
import type { Kit } from './kit.js';
import type { SampleCollege } from './make-volunteers.js';
import * as sample from './volunteers.js';

/** Student Party members of the same college, each with a student who finds it hard; one still has nobody. */
export const makeMembers = async (kit: Kit, college: SampleCollege): Promise<void> => {
  const { day, lately } = kit;
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
  const pairings: string[] = [];
  for (const [helper, helped] of sample.helping)
    pairings.push(await kit.pair('yunzhi', programme, { helper: of(helper).id, helped: of(helped).id }));
  const [first, second] = [pairings[0]!, pairings[1]!];
  const write = (who: string, form: string, about: string, on: string, data: object) =>
    kit.write(of(who).username, programme, { form, about: [about], on, data: { ...data } });
  const [helper] = sample.helping[0];
  const [other] = sample.helping[1];
  await kit.answer(await write(helper, 'pledge', first, day(9), sample.pledge));
  await kit.answer(await write(helper, 'studyPlan', first, day(10), sample.studyPlan));
  // The other pair's letter was signed by one of the two only.
  await write(other, 'pledge', second, day(11), { ...sample.pledge, goal: '按时上课，不旷课' });
  // A talk a week lately; the last one was said to be hard, which the counsellor alone is told.
  for (const [n, [theme, said]] of sample.talks.entries()) {
    const weeks = sample.talks.length - 1 - n;
    const on = weeks === 0 ? lately : addDays(lately, -7 * weeks);
    if (on < day(9)) continue;
    const talk = { way: 'faceToFace', partners: ['helped'], theme, said };
    await kit.answer(await write(helper, 'contactTalk', first, on, talk));
  }
};
