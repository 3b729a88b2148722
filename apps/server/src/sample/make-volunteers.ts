import { SigningUp, TeamChanges, TeamViews } from '@xieshou/core';
import volunteerGroups from '@xieshou/volunteer-groups';
import { addDays } from '@xieshou/sdk';
import type { Kit } from './kit.js';
import * as sample from './volunteers.js';

/** A college, and its students by name. */
export interface SampleCollege {
  readonly id: string;
  readonly students: ReadonlyMap<
    string,
    { readonly id: string; readonly code: string; readonly username: string; readonly name: string }
  >;
}

const yes = (it: boolean) => (it ? '是' : '否');

/** Three teams and four children: two are at work, one waits for the audit, two children have nobody yet. */
export const makeVolunteers = async (
  kit: Kit,
  o: { readonly bureau: string; readonly school: string },
): Promise<SampleCollege> => {
  const { day, lately } = kit;
  const college = await kit.organisation({ name: sample.college, kind: 'college', parent: o.bureau });
  await kit.account('yunzhi', '夏明远', 'collegeOffice', college);
  const classes: string[] = [];
  for (const name of sample.classes) classes.push(await kit.organisation({ name, kind: 'class', parent: college }));
  await kit.account('fudao', '沙丽', 'adviser', classes[0]!);
  const students = new Map<string, { id: string; code: string; username: string; name: string }>();
  for (const [n, [name, at, username]] of sample.students.entries()) {
    const code = `250${at + 1}${String(n + 1).padStart(2, '0')}`;
    const id = await kit.person({ name, kind: 'student', code, organisation: classes[at]! });
    await kit.account(username, name, 'student', classes[at]!, id);
    students.set(name, { id, code, username, name });
  }
  const children: string[] = [];
  for (const [n, [name]] of sample.children.entries())
    children.push(await kit.person({ name, kind: 'student', code: `H${n + 1}`, organisation: o.school }));
  kit.desk(o.school, 'hexi');

  const programme = await kit.programme('officer', volunteerGroups, {
    preset: 'plan19',
    title: '志愿小分队关爱行动',
    settings: sample.gifts,
    organisations: [
      { id: college, subtree: true },
      { id: o.school, subtree: true },
    ],
  });
  await kit.entries({
    by: 'officer',
    programme,
    register: 'children',
    period: kit.schoolYear,
    rows: sample.children.map(([name, grade, sex, homeVisit, photos], n) => ({
      code: `H${n + 1}`,
      name,
      'data.grade': grade,
      'data.sex': sex,
      'data.homeVisit': yes(homeVisit),
      'data.photos': yes(photos),
    })),
  });

  const office = await kit.as('yunzhi');
  const teams: string[] = [];
  const before = (days: number) => {
    const it = addDays(kit.today, -days);
    return it < kit.from ? kit.from : it;
  };
  const decide = async (by: 'office' | 'officer', team: string, name: string, reason?: string): Promise<void> => {
    const caller = by === 'office' ? office : kit.officer;
    const { people } = await kit.app.get(TeamViews).read(caller({ params: { id: team } }));
    const { id, version } = people.find(({ person }) => person.name === name)!;
    const body = reason === undefined ? { decision: 'approve' as const } : { decision: 'return' as const, reason };
    await kit.app.get(TeamChanges).decide(caller({ params: { id }, version, body }));
  };
  for (const [t, { name, people }] of sample.teams.entries()) {
    const late = t === sample.teams.length - 1;
    kit.standAt(late ? before(4) : day(6 + t));
    let team = '';
    for (const [n, who] of people.entries()) {
      const caller = await kit.as(students.get(who)!.username);
      const statement = sample.statements[who]!;
      if (n === 0)
        team = (await kit.app.get(SigningUp).found(caller({ params: { id: programme }, body: { name, statement } })))
          .id;
      else await kit.app.get(SigningUp).join(caller({ params: { id: team }, body: { statement } }));
    }
    teams.push(team);
    // Of the last team the founder waits for the audit, and who said too little is asked for more.
    kit.standAt(late ? before(2) : day(9 + t));
    for (const [n, who] of people.entries()) {
      const returned = late && n > 0;
      // One of the second team has not been screened yet.
      if (t === 1 && n > 0) continue;
      await decide('office', team, who, returned ? sample.returned : undefined);
      if (!late) await decide('officer', team, who);
    }
  }

  const started = day(14);
  kit.standAt(started);
  const pair = (n: number) =>
    kit.pair('officer', programme, {
      helper: teams[n]!,
      helped: children[n]!,
      on: started < kit.today ? started : kit.today,
    });
  const [first, second] = [await pair(0), await pair(1)];
  // Before they were paired, and had been audited, nobody wrote anything.
  const write = async (who: string, form: string, about: string, on: string, data: object) =>
    on < started
      ? undefined
      : kit.write(students.get(who)!.username, programme, { form, about: [about], on, data: { ...data } });
  const signed = (who: string) => ({ leader: students.get(who)!.id, received: 'school' });
  const [visit, games] = sample.visits;
  const outing = ([kind, content]: (typeof sample.visits)[number], members: number) => ({
    kind,
    atHome: false,
    members,
    content,
    childShown: false,
  });
  await kit.answer(await write('白若溪', 'standardKit', first, day(21), { parts: sample.kit, ...signed('白若溪') }));
  await kit.answer(await write('岳小满', 'activity', first, day(28), outing(visit, 3)));
  const gift = { gift: 'blocks', means: 'shared', cost: 8_800, ...signed('白若溪') };
  await kit.answer(await write('白若溪', 'gift', first, day(49), gift));
  await kit.answer(await write('纪明轩', 'activity', second, day(50), outing(games, 1)), { returned: sample.giveBack });
  await write('乔雨晴', 'activity', first, lately, outing(games, 2));
  await write('纪明轩', 'standardKit', second, lately, { parts: sample.kit, ...signed('纪明轩') });
  return { id: college, students };
};
