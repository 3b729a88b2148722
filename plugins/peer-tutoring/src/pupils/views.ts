import { type Reader, report, schoolSubjects, t } from '@xieshou/sdk';
import { ofPupils } from '../kinds.js';
import { occasions } from './forms.js';
import { talentAreas } from './registers.js';

const number = { show: '@number', title: t('序号', 'No.') } as const;
const term = { show: '@term', title: t('学年学期', 'Term') } as const;
const teacher = { show: '@helper', title: t('学科教师', 'Subject teacher') } as const;
const pupil = { show: '@helped', title: t('学生', 'Pupil') } as const;
const by = { show: '@recordedBy', title: t('记录人', 'Recorded by') } as const;
const subject = { show: 'subject', title: t('学科', 'Subject') } as const;
const on = { show: 'on', title: t('日期', 'Day') } as const;

export const pupilLedgers = {
  growthPlans: {
    title: t('学科成长计划台账', 'Ledger of plans'),
    from: ['growthPlan'],
    keptBy: 'bureau',
    columns: [
      number,
      term,
      on,
      teacher,
      pupil,
      subject,
      { show: 'present', title: t('目前成绩', 'Present mark') },
      { show: 'aim', title: t('目标成绩', 'Mark aimed at') },
      { show: 'goal', title: t('本学期目标', 'Goal of the term') },
      by,
    ],
  },
  subjectTutorings: {
    title: t('学科辅导台账', 'Ledger of tutoring'),
    from: ['subjectTutoring'],
    keptBy: 'bureau',
    columns: [
      number,
      term,
      on,
      teacher,
      pupil,
      subject,
      { show: 'slot', title: t('时段', 'When') },
      { show: 'minutes', title: t('时长（分钟）', 'Minutes'), total: true },
      { show: 'content', title: t('辅导内容', 'What was done') },
      { show: 'effect', title: t('效果', 'What came of it') },
      by,
    ],
  },
  homeVisits: {
    title: t('家访台账', 'Ledger of home visits'),
    from: ['homeVisit'],
    keptBy: 'bureau',
    columns: [
      number,
      term,
      on,
      pupil,
      { show: 'met', title: t('见到', 'Met') },
      { show: 'agreed', title: t('家校商定事项', 'What was agreed') },
      by,
    ],
  },
  contests: {
    title: t('竞赛活动台账', 'Ledger of competitions'),
    from: ['contest'],
    keptBy: 'bureau',
    columns: [
      number,
      term,
      on,
      { show: 'name', title: t('活动名称', 'Name') },
      { show: 'kind', title: t('类别', 'Kind') },
      pupil,
      { show: 'outcome', title: t('表现和收获', 'What came of it') },
    ],
  },
  peerTasks: {
    title: t('互助任务台账', 'Ledger of tasks'),
    from: ['peerTask'],
    keptBy: 'bureau',
    columns: [
      number,
      on,
      { show: '@helper', title: t('同学一', 'One') },
      { show: '@helped', title: t('同学二', 'The other') },
      subject,
      { show: 'task', title: t('任务', 'Task') },
      { show: 'until', title: t('完成日期', 'To be done by') },
    ],
  },
} as const;

const titleIn = (
  choices: readonly { readonly value: string; readonly title: { readonly zh: string } }[],
  value: unknown,
): string => choices.find((one) => one.value === value)?.title.zh ?? '';

/** The marks of one pupil in one subject, earliest first. */
const lines = (read: Reader) => {
  const nameOf = new Map(read.pairings().map(({ id, helped }) => [id, helped]));
  const found = new Map<string, { readonly pupil: string; readonly subject: string; readonly marks: Marks }>();
  for (const one of read.records('progressMark')) {
    const helped = nameOf.get(one.pairing);
    if (!helped) continue;
    const key = `${helped.id} ${String(one.data['subject'])}`;
    const line = found.get(key) ?? {
      pupil: helped.name,
      subject: titleIn(schoolSubjects, one.data['subject']),
      marks: [],
    };
    line.marks.push(one);
    found.set(key, line);
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
};
type Marks = ReturnType<Reader['records']>[number][];

/** 进步曲线 (二4): for each pupil and subject the marks one after the other, in per cent. */
export const progressLines = report({
  title: t('各学科进步曲线', 'Progress in each subject'),
  purpose: t(
    '每名学生每个学科按日期排列的得分率；“提高”与该学科在所选时间内的第一次相比。',
    'For each pupil and subject the marks by day, in per cent; “risen” is against the first one of the period.',
  ),
  inUse: ofPupils,
  columns: {
    point: { title: t('记录点', 'Point'), kind: 'text' },
    pupil: { title: pupil.title, kind: 'text' },
    subject: { title: subject.title, kind: 'text' },
    on: { title: on.title, kind: 'text' },
    occasion: { title: t('测验', 'Test'), kind: 'text' },
    percent: { title: t('得分率（%）', 'Mark (%)'), kind: 'integer' },
    risen: { title: t('提高（百分点）', 'Risen (points)'), kind: 'integer' },
  },
  reads: ['progressMark'],
  counts: [],
  rows: (read) =>
    lines(read).flatMap((line) => {
      const first = line.marks[0]!.facts['percent'] ?? 0;
      return line.marks.map(({ pairing, on: when, data, facts }, at) => {
        const reached = facts['percent'] ?? 0;
        return {
          pairing,
          point: `${line.pupil} ${line.subject} ${when.slice(5)}`,
          pupil: line.pupil,
          subject: line.subject,
          on: when,
          occasion: titleIn(occasions, data['occasion']),
          percent: reached,
          risen: at === 0 ? null : reached - first,
        };
      });
    }),
  chart: { kind: 'line', by: 'point', series: ['percent'] },
  drill: { percent: 'progressMark' },
});

/** 兴趣小组 (二2) */
export const interestGroups = report({
  title: t('兴趣小组', 'Interest groups'),
  purpose: t('按学生确定的一技之长编成的小组。', 'Groups by the talents that pupils have chosen.'),
  inUse: ofPupils,
  columns: {
    group: { title: t('兴趣小组', 'Interest group'), kind: 'text' },
    members: { title: t('人数', 'Members'), kind: 'integer', total: true },
    talents: { title: t('一技之长', 'Talents'), kind: 'text' },
    areas: { title: t('类别', 'Kinds'), kind: 'text' },
  },
  entries: ['talents'],
  counts: [],
  rows: (read) => {
    const groups = new Map<string, Map<string, Readonly<Record<string, unknown>>>>();
    for (const { person, data } of read.entries('talents')) {
      const group = String(data['group'] ?? '') || '未分组';
      groups.set(group, (groups.get(group) ?? new Map()).set(person.id, data));
    }
    const said = (all: readonly string[]) => [...new Set(all)].sort().join('、');
    return [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, members]) => ({
        group,
        members: members.size,
        talents: said([...members.values()].map(({ talent }) => String(talent))),
        areas: said([...members.values()].map(({ area }) => titleIn(talentAreas, area))),
      }));
  },
  chart: { kind: 'bar', by: 'group', series: ['members'] },
});
