import {
  atLeast,
  ceilShare,
  choice,
  choices,
  day,
  finding,
  type Finding,
  formsWith,
  integer,
  longText,
  percent,
  person,
  softFinding,
  t,
  text,
  yesNo,
} from '@xieshou/sdk';
import { ofPupils } from '../kinds.js';
import { settings } from '../settings.js';
import { teachersAlone } from './readers.js';

const form = formsWith(settings);
const questions = t('题', 'exercises');
const in_ = (...areas: readonly string[]) => ({ field: 'area', is: areas }) as const;
const own = { writtenBy: 'helper', subjects: 'one', inUse: ofPupils, version: 1 } as const;

export const areas = [
  { value: 'preparation', title: t('备课', 'Preparation') },
  { value: 'teaching', title: t('上课', 'Teaching') },
  { value: 'homework', title: t('作业', 'Homework') },
  { value: 'tutoring', title: t('辅导', 'Tutoring') },
  { value: 'marking', title: t('批改', 'Marking') },
] as const;

/** Homework may be reduced, down to a share of what the class is given, rounded up. */
const enough = (o: { readonly given: number; readonly usual: number; readonly share: number }): readonly Finding[] => {
  const least = ceilShare(o.share, o.usual);
  return [
    {
      ...finding(
        'enoughHomework',
        atLeast(o.given, least),
        t(
          `全班 ${o.usual} 题，减量后至少 ${least} 题（${percent(o.share)}）`,
          `Of the class’s ${o.usual} at least ${least} are kept (${percent(o.share)})`,
        ),
        { given: o.given, usual: o.usual, least },
      ),
      field: 'given',
    },
    {
      ...finding(
        'notMoreHomework',
        o.given < o.usual,
        t(`减量后应少于全班的 ${o.usual} 题`, `Reduced homework is less than the class’s ${o.usual}`),
        { given: o.given, usual: o.usual },
      ),
      field: 'given',
    },
  ];
};

/** 五个环节的措施 (二1①–⑤): for teachers and, on paper, the guardian. */
export const careMeasure = form({
  ...own,
  readBy: teachersAlone,
  title: t('教学环节措施', 'Measure'),
  purpose: t(
    '备课、上课、作业、辅导、批改五个环节，每次一条。只供任课教师、班主任和教务处查看，家长得到打印件。',
    'In preparation, teaching, homework, tutoring or marking: one each time. For the subject teacher, the class teacher and the teaching office; the guardian is given a print.',
  ),
  fields: {
    on: day({ title: t('日期', 'Day'), prefill: 'today' }),
    area: choice(areas, { title: t('环节', 'Area') }),
    part: choices(
      [
        { value: 'question', title: t('提问由浅入深', 'Questions in small steps') },
        { value: 'experiment', title: t('动手操作', 'Hands-on work') },
        { value: 'notes', title: t('检查课堂笔记', 'Class notes looked at') },
        { value: 'praise', title: t('肯定进步', 'Progress praised') },
      ],
      { title: t('课堂做法', 'In the lesson'), when: in_('teaching') },
    ),
    homework: choice(
      [
        { value: 'full', title: t('与全班相同', 'As the class') },
        { value: 'reduced', title: t('减量', 'Reduced') },
        { value: 'classNotes', title: t('以课堂笔记代替', 'Class notes instead') },
      ],
      { title: t('作业安排', 'Homework'), when: in_('homework') },
    ),
    usual: integer({
      title: t('全班题数', 'Exercises of the class'),
      unit: questions,
      min: 1,
      max: 200,
      when: { field: 'homework', is: ['reduced'] },
    }),
    given: integer({
      title: t('布置题数', 'Exercises given'),
      unit: questions,
      min: 0,
      max: 200,
      when: { field: 'homework', is: ['reduced'] },
    }),
    basicOnly: yesNo({
      title: t('只做基础题', 'Basic items only'),
      when: { field: 'homework', is: ['full', 'reduced'] },
    }),
    minutes: integer({
      title: t('时长', 'Length'),
      unit: t('分钟', 'minutes'),
      min: 5,
      max: 240,
      when: in_('tutoring'),
    }),
    first: yesNo({ title: t('优先批改', 'Marked first'), when: in_('marking') }),
    faceToFace: yesNo({ title: t('当面批改', 'Marked face to face'), when: in_('marking') }),
    content: longText({ title: t('具体措施', 'What was done'), maxLength: 500 }),
  },
  checks: (data, s) => {
    const { usual, given } = data;
    return [
      ...(data.homework === 'reduced' && usual !== undefined && given !== undefined
        ? enough({ usual, given, share: s.homeworkAtLeast ?? 0 })
        : []),
      ...(data.area === 'marking'
        ? [
            softFinding(
              'markedFirst',
              data.first === true && data.faceToFace === true,
              t('方案要求优先批改、当面批改，请核对', 'The plan asks for marking first and face to face: please check'),
            ),
          ]
        : []),
    ];
  },
  brief: ['on', 'area', 'content'],
});

/** 教案检查 (二1①): the part of a teacher’s plan for the pupils of their pairs, its checklist, its result and its day. */
export const lessonPlanCheck = form({
  ...own,
  writtenBy: 'owner',
  subjects: 'many',
  readBy: ['owner', 'helper', 'collegeOffice'],
  title: t('教案检查', 'Check of lesson plans'),
  purpose: t(
    '教务处填写；选上该教师的对子。只供教务处和该教师查看。',
    'Written by the teaching office: choose the pairs of the teacher. For the office and that teacher.',
  ),
  fields: {
    on: day({ title: t('检查日期', 'Day'), prefill: 'today' }),
    lesson: text({ title: t('课题', 'Lesson'), maxLength: 60 }),
    items: choices(
      [
        { value: 'section', title: t('有个别辅导部分', 'Has a part for individual help') },
        { value: 'hard', title: t('写明理解难点', 'Says what is hard to understand') },
        { value: 'mistakes', title: t('写明易错之处', 'Says which mistakes to expect') },
        { value: 'questions', title: t('设计分层提问', 'Has questions of several levels') },
        { value: 'homework', title: t('设计分层作业', 'Has homework of several levels') },
      ],
      { title: t('检查项目（符合的）', 'Checklist: what holds'), optional: true },
    ),
    verdict: choice(
      [
        { value: 'meets', title: t('符合', 'Meets') },
        { value: 'amend', title: t('需补充', 'To be amended') },
      ],
      { title: t('检查结果', 'Result') },
    ),
    advice: longText({
      title: t('补充意见', 'What to amend'),
      maxLength: 500,
      when: { field: 'verdict', is: ['amend'] },
    }),
  },
  checks: (data) => [
    {
      ...finding(
        'hasSection',
        data.verdict !== 'meets' || (data.items ?? []).includes('section'),
        t('教案没有个别辅导部分的，结果不能为“符合”', 'Without a part for individual help a plan does not meet'),
      ),
      field: 'verdict',
    },
  ],
  brief: ['on', 'lesson', 'verdict'],
});

/** 师徒传帮带 (二1①): an experienced and a young teacher. */
export const mentorLesson = form({
  ...own,
  readBy: ['owner', 'helper', 'collegeOffice'],
  title: t('师徒研课记录', 'Mentor and young teacher'),
  purpose: t(
    '中年教师与青年教师结对，由其中一人填写。只供本人和教务处查看。',
    'An experienced and a young teacher, written by one of them. For that teacher and the teaching office.',
  ),
  fields: {
    on: day({ title: t('日期', 'Day'), prefill: 'today' }),
    mentor: person({ title: t('师傅', 'Mentor'), from: 'helper' }),
    young: person({ title: t('青年教师', 'Young teacher'), from: 'helper', prefill: 'me' }),
    way: choice(
      [
        { value: 'preparing', title: t('共同备课', 'Preparing together') },
        { value: 'hearing', title: t('听课评课', 'Hearing and discussing lessons') },
      ],
      { title: t('方式', 'How') },
    ),
    content: longText({ title: t('内容和收获', 'What was done'), maxLength: 500 }),
  },
  checks: (data) => [
    {
      ...finding(
        'twoPeople',
        data.mentor !== data.young,
        t('师傅和青年教师不能是同一人', 'Mentor and young teacher are two people'),
      ),
      field: 'mentor',
    },
  ],
  brief: ['on', 'way', 'content'],
});
