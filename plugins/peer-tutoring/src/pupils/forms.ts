import {
  choice,
  choices,
  day,
  finding,
  formsWith,
  integer,
  longText,
  schoolSubjects,
  softFinding,
  t,
  text,
} from '@xieshou/sdk';
import { ofPeers, ofPupils } from '../kinds.js';
import { settings } from '../settings.js';
import { teachersAlone } from './readers.js';

const form = formsWith(settings);
const marks = t('分', 'marks');
const on = (zh: string, en: string) => day({ title: t(zh, en), prefill: 'today' });
const subject = choice(schoolSubjects, { title: t('学科', 'Subject'), prefill: 'last' });
const own = { writtenBy: 'helper', subjects: 'one', inUse: ofPupils, version: 1 } as const;
const kept = { class: 'sensitive', readBy: teachersAlone } as const;

/** 成长计划 (二1): the pupil reads it too, without what teachers note for themselves. */
export const growthPlan = form({
  ...own,
  title: t('学科成长计划', 'Plan of a subject'),
  purpose: t(
    '每名学生一学科一份，目标跳一跳够得着。学生可以看到目标和做法；教材难点和常见错误只供教师查看。',
    'One for each pupil and subject, with a goal that a stretch reaches. The pupil reads goal and steps; what is hard and often wrong is for teachers.',
  ),
  fields: {
    on: on('制定日期', 'Day'),
    subject,
    present: integer({ title: t('目前成绩', 'Present mark'), unit: marks, min: 0, max: 150 }),
    aim: integer({ title: t('目标成绩', 'Mark aimed at'), unit: marks, min: 0, max: 150 }),
    goal: text({ title: t('本学期目标', 'Goal of the term'), maxLength: 100 }),
    steps: longText({ title: t('具体做法', 'Steps'), maxLength: 1000 }),
    hard: longText({ title: t('理解教材的难点', 'What is hard to understand'), maxLength: 500, ...kept }),
    mistakes: longText({ title: t('容易出现的错误', 'Mistakes to expect'), maxLength: 500, ...kept }),
  },
  checks: (data, s) => {
    const rise = data.aim - data.present;
    const most = s.goalAtMost ?? 0;
    return [
      {
        ...finding(
          'higher',
          rise > 0,
          t(
            `目标 ${data.aim} 分应高于目前的 ${data.present} 分`,
            `The goal of ${data.aim} must lie above the present ${data.present}`,
          ),
          { present: data.present, aim: data.aim },
        ),
        field: 'aim',
      },
      softFinding(
        'withinReach',
        most === 0 || rise <= most,
        t(
          `目标比目前高 ${rise} 分，超过 ${most} 分，请核对是否够得着`,
          `The goal lies ${rise} marks above the present one, more than ${most}: is it within reach?`,
        ),
        { rise, most },
      ),
    ];
  },
  index: ['subject'],
  brief: ['on', 'subject', 'goal'],
});

/** 学科辅导记录 (二4) */
export const subjectTutoring = form({
  ...own,
  title: t('学科辅导记录', 'Tutoring in a subject'),
  purpose: t('学科教师每次辅导后填写。', 'Written by the subject teacher each time.'),
  fields: {
    on: on('辅导日期', 'Day'),
    subject,
    slot: choice(
      [
        { value: 'morning', title: t('早自修', 'Morning study') },
        { value: 'evening', title: t('晚自修', 'Evening study') },
        { value: 'break', title: t('课间或午间', 'Between lessons') },
        { value: 'after', title: t('课后', 'After school') },
      ],
      { title: t('时段', 'When'), prefill: 'last' },
    ),
    minutes: integer({ title: t('时长', 'Length'), unit: t('分钟', 'minutes'), min: 5, max: 240, prefill: 'last' }),
    content: longText({ title: t('辅导内容', 'What was done'), maxLength: 500 }),
    effect: text({ title: t('效果', 'What came of it'), maxLength: 100, optional: true }),
  },
  facts: (data) => [{ name: 'minutes', amount: data.minutes, kind: data.subject }],
  index: ['subject'],
  brief: ['on', 'subject', 'content'],
});

export const occasions = [
  { value: 'unit', title: t('单元测验', 'Unit test') },
  { value: 'mid', title: t('期中', 'Mid-term') },
  { value: 'final', title: t('期末', 'Final') },
  { value: 'other', title: t('其他', 'Other') },
] as const;

/** 学情记录 (二4): the points of the progress line. */
export const progressMark = form({
  ...own,
  title: t('学情记录', 'Mark'),
  purpose: t('每次测验一条，连成该学科的进步曲线。', 'One for each test: together they are the line of the subject.'),
  fields: {
    on: on('测验日期', 'Day'),
    subject,
    occasion: choice(occasions, { title: t('测验', 'Test') }),
    mark: integer({ title: t('得分', 'Mark'), unit: marks, min: 0, max: 150 }),
    full: integer({ title: t('满分', 'Full mark'), unit: marks, min: 1, max: 150, prefill: 'last' }),
  },
  checks: (data) => [
    {
      ...finding(
        'notAboveFull',
        data.mark <= data.full,
        t(`得分 ${data.mark} 超过满分 ${data.full}`, `${data.mark} is above the full mark of ${data.full}`),
        { mark: data.mark, full: data.full },
      ),
      field: 'mark',
    },
  ],
  // In whole per cent, so that tests of different length lie on one line.
  facts: (data) => [{ name: 'percent', amount: Math.floor((data.mark * 100) / data.full), kind: data.subject }],
  index: ['subject'],
  brief: ['on', 'subject', 'mark'],
});

/** 家访记录 (二3): by a subject teacher or the class teacher. */
export const homeVisit = form({
  ...own,
  writtenBy: 'either',
  title: t('家访记录', 'Home visit'),
  purpose: t(
    '学科教师或班主任填写。家庭情况只供教师查看，不打印。',
    'Written by a subject teacher or the class teacher. What was learnt of the family is for teachers, and not printed.',
  ),
  fields: {
    on: on('家访日期', 'Day'),
    met: choices(
      [
        { value: 'guardian', title: t('监护人', 'Guardian') },
        { value: 'family', title: t('其他家人', 'Others of the family') },
        { value: 'pupil', title: t('学生本人', 'The pupil') },
      ],
      { title: t('见到', 'Met') },
    ),
    agreed: longText({ title: t('家校商定事项', 'What was agreed'), maxLength: 500 }),
    family: longText({ title: t('家庭情况', 'The family'), maxLength: 500, optional: true, ...kept }),
  },
  brief: ['on', 'met', 'agreed'],
});

/** 竞赛活动 (二2): several pupils at once. */
export const contest = form({
  ...own,
  writtenBy: 'owner',
  subjects: 'many',
  title: t('竞赛活动', 'Competition'),
  purpose: t(
    '学校填写；选上参加的学生，一名学生选一个对子即可。',
    'Written by the school: choose the pupils who took part, one pair for each.',
  ),
  fields: {
    on: on('活动日期', 'Day'),
    name: text({ title: t('活动名称', 'Name'), maxLength: 60 }),
    kind: choice(
      [
        { value: 'sports', title: t('校运会', 'Sports meeting') },
        { value: 'arts', title: t('文化艺术节、歌咏', 'Arts and singing') },
        { value: 'making', title: t('小制作、小发明', 'Making and inventing') },
        { value: 'writing', title: t('书法', 'Calligraphy') },
        { value: 'knowledge', title: t('学科知识竞赛', 'Knowledge') },
        { value: 'games', title: t('游戏和小型比赛', 'Games') },
      ],
      { title: t('类别', 'Kind') },
    ),
    outcome: text({ title: t('表现和收获', 'What came of it'), maxLength: 200, optional: true }),
  },
  index: ['kind'],
  brief: ['on', 'name', 'kind'],
});

/** 互助任务 (二1⑤): all that a peer is told. The class teacher writes it; pupils read it. */
export const peerTask = form({
  title: t('互助任务', 'Task of two classmates'),
  purpose: t(
    '班主任布置给一对同学的任务；两名同学可以查看，其他情况不在其中。',
    'What the class teacher asks of two classmates. Both read it; nothing else is in it.',
  ),
  writtenBy: 'either',
  subjects: 'one',
  inUse: ofPeers,
  version: 1,
  fields: {
    on: on('布置日期', 'Day'),
    subject,
    task: longText({ title: t('任务', 'Task'), maxLength: 300 }),
    until: day({ title: t('完成日期', 'To be done by') }),
  },
  checks: (data, _, { helper, helped }) => [
    {
      ...finding(
        'order',
        data.until >= data.on,
        t('完成日期不能早于布置日期', 'It cannot be done before the day on which it is asked'),
      ),
      field: 'until',
    },
    softFinding(
      'oneClass',
      helper.id === helped.id,
      t('两名同学不在同一个班级，请核对', 'The two are not of one class: please check'),
    ),
  ],
  index: ['subject'],
  brief: ['on', 'subject', 'task'],
});
