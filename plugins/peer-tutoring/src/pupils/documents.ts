import {
  type DocumentBlock,
  type DocumentTable,
  type ProgrammeDocument,
  type RecordOnPaper,
  type Text,
  t,
} from '@xieshou/sdk';
import { ofPeers, ofPupils } from '../kinds.js';
import type { Settings } from '../settings.js';

const table = (
  rows: readonly RecordOnPaper[],
  columns: readonly (readonly [field: string, title: Text, width: number])[],
): DocumentTable => ({
  kind: 'table',
  columns: [{ title: t('日期', 'Day'), width: 2 }, ...columns.map(([, title, width]) => ({ title, width }))],
  rows: rows.map((one) => [one.on, ...columns.map(([field]) => one.text(field))]),
});

const heading = (zh: string, en: string) => ({ kind: 'heading', text: t(zh, en) }) as const;
const section = (
  title: ReturnType<typeof heading>,
  rows: readonly RecordOnPaper[],
  columns: Parameters<typeof table>[1],
): readonly DocumentBlock[] => (rows.length > 0 ? [title, table(rows, columns)] : []);
const subject = ['subject', t('学科', 'Subject'), 1.5] as const;

/**
 * 家校联系单: what the guardian is given. Whoever prints it gets what they may read: a teacher everything but what was
 * learnt of the family, a pupil the plan without the measures.
 */
const guardianLetter: ProgrammeDocument<Settings> = {
  of: 'pairing',
  title: t('家校联系单', 'Letter to the guardian'),
  purpose: t(
    '由学科教师或班主任打印，交监护人。',
    'Printed by the subject teacher or the class teacher, for the guardian.',
  ),
  inUse: ofPupils,
  parts: (read) => {
    const measures = read.records('careMeasure');
    return [
      {
        kind: 'fields',
        rows: [
          [
            { label: t('学生', 'Pupil'), value: read.pairing.helped.name },
            { label: t('班级', 'Class'), value: read.pairing.helped.place.name },
            { label: t('学科教师', 'Subject teacher'), value: read.pairing.helper.name },
          ],
        ],
      },
      heading('一、成长计划', '1. Plan'),
      table(read.records('growthPlan'), [
        subject,
        ['present', t('目前成绩', 'Present mark'), 1.5],
        ['aim', t('目标成绩', 'Mark aimed at'), 1.5],
        ['goal', t('本学期目标', 'Goal of the term'), 4],
        ['steps', t('具体做法', 'Steps'), 5],
      ]),
      heading('二、学科辅导', '2. Tutoring'),
      table(read.records('subjectTutoring'), [
        subject,
        ['content', t('辅导内容', 'What was done'), 6],
        ['effect', t('效果', 'What came of it'), 3],
      ]),
      heading('三、学情', '3. Marks'),
      table(read.records('progressMark'), [
        subject,
        ['occasion', t('测验', 'Test'), 2],
        ['mark', t('得分', 'Mark'), 1.5],
        ['full', t('满分', 'Full mark'), 1.5],
      ]),
      heading('四、家访', '4. Home visits'),
      table(read.records('homeVisit'), [['agreed', t('家校商定事项', 'What was agreed'), 8]]),
      // A pupil who prints it has none, and does not learn that there are any.
      ...(measures.length > 0
        ? [
            heading('五、教学环节措施', '5. Measures'),
            table(measures, [
              ['area', t('环节', 'Area'), 1.5],
              ['homework', t('作业安排', 'Homework'), 2],
              ['content', t('具体措施', 'What was done'), 6],
            ]),
          ]
        : []),
      {
        kind: 'signatures',
        lines: [t('监护人（签名）：', 'Guardian (signature): '), t('班主任（签名）：', 'Class teacher (signature): ')],
      },
    ];
  },
};

/** 互助任务单: for the guardians of two classmates; it holds the tasks and nothing else. */
const taskSheet: ProgrammeDocument<Settings> = {
  of: 'pairing',
  title: t('互助任务单', 'Sheet of tasks'),
  purpose: t('两名同学和监护人共用，只列任务。', 'For two classmates and their guardians: the tasks alone.'),
  inUse: ofPeers,
  parts: (read) => [
    {
      kind: 'fields',
      rows: [
        [
          { label: t('同学', 'One'), value: read.pairing.helper.name },
          { label: t('同学', 'The other'), value: read.pairing.helped.name },
          { label: t('班级', 'Class'), value: read.pairing.helped.place.name },
        ],
      ],
    },
    table(read.records('peerTask'), [
      subject,
      ['task', t('任务', 'Task'), 6],
      ['until', t('完成日期', 'To be done by'), 2],
    ]),
    {
      kind: 'signatures',
      lines: [
        t('同学（签名）：', 'One (signature): '),
        t('同学（签名）：', 'The other (signature): '),
        t('监护人（签名）：', 'Guardian (signature): '),
        t('监护人（签名）：', 'Guardian (signature): '),
        t('班主任（签名）：', 'Class teacher (signature): '),
        t('日期：', 'Date: '),
      ],
    },
  ],
};

/**
 * 教学工作检查单 (二1①–⑤): measures, checks of lesson plans and lessons of mentors of one pair, which are in no ledger:
 * they are confidential, and whoever prints it gets what they may read.
 */
const teachingSheet: ProgrammeDocument<Settings> = {
  of: 'pairing',
  title: t('教学工作检查单', 'Sheet of the teaching office'),
  purpose: t(
    '供教务处和学科教师打印；打印人只得到自己可以查看的内容。',
    'Printed by the teaching office and the subject teacher; everybody gets what they may read.',
  ),
  inUse: ofPupils,
  parts: (read) => [
    {
      kind: 'fields',
      rows: [
        [
          { label: t('学生', 'Pupil'), value: read.pairing.helped.name },
          { label: t('班级', 'Class'), value: read.pairing.helped.place.name },
          { label: t('学科教师', 'Subject teacher'), value: read.pairing.helper.name },
        ],
      ],
    },
    // Who may read none of something, such as a pupil, does not learn that there is any.
    ...section(heading('教学环节措施', 'Measures'), read.records('careMeasure'), [
      ['area', t('环节', 'Area'), 1.5],
      ['homework', t('作业安排', 'Homework'), 2],
      ['content', t('具体措施', 'What was done'), 6],
    ]),
    ...section(heading('教案检查', 'Checks of lesson plans'), read.records('lessonPlanCheck'), [
      ['lesson', t('课题', 'Lesson'), 2],
      ['items', t('符合的项目', 'What holds'), 4],
      ['verdict', t('检查结果', 'Result'), 1.5],
      ['advice', t('补充意见', 'What to amend'), 3],
    ]),
    ...section(heading('师徒研课', 'Lessons of mentors'), read.records('mentorLesson'), [
      ['mentor', t('师傅', 'Mentor'), 1.5],
      ['young', t('青年教师', 'Young teacher'), 1.5],
      ['way', t('方式', 'How'), 2],
      ['content', t('内容和收获', 'What was done'), 5],
    ]),
    {
      kind: 'signatures',
      lines: [
        t('学科教师（签名）：', 'Subject teacher (signature): '),
        t('教务处（签章）：', 'Teaching office (seal): '),
      ],
    },
  ],
};

export const pupilDocuments = { guardianLetter, taskSheet, teachingSheet };
