import { integer, t } from '@xieshou/sdk';
import { onlyIn } from '../only-in.js';

const place = '十五：四';
const weight = (o: { readonly zh: string; readonly en: string; readonly weight: number }) =>
  integer({
    title: t(`${o.zh}权重`, `Weight of ${o.en}`),
    unit: t('百分点', 'per cent'),
    min: 0,
    max: 100,
    default: o.weight,
    place,
    explain: t(
      `${o.zh}在综合得分中所占的比重；方案没有规定，三项按比例折算。`,
      `How much ${o.en} counts in the score; the plan names no weights, and the three are taken in proportion.`,
    ),
  });
const seats = (zh: string, en: string) =>
  integer({
    title: t(zh, en),
    unit: t('名', 'people'),
    min: 0,
    max: 200,
    default: 10,
    place: '十五：四2',
    explain: t('每学年评定多少名。', 'How many are named in a school year.'),
  });

/** 方案十五 */
export const failedCoursesSettings = onlyIn(['failedCourses'], {
  weightPoints: weight({ zh: '绩点提升', en: 'the rise of grade points', weight: 50 }),
  weightResits: weight({ zh: '补考通过', en: 'resits passed', weight: 30 }),
  weightDaily: weight({ zh: '日常帮扶', en: 'daily work', weight: 20 }),
  fullRise: integer({
    title: t('绩点提升满分', 'Rise for full marks'),
    unit: t('百分之一绩点', 'hundredths of a point'),
    min: 1,
    max: 500,
    default: 100,
    place,
    explain: t(
      '平均绩点提升多少得满分，按百分之一绩点填写，100 即 1.00。',
      'What rise of the grade points is given full marks, in hundredths: 100 is 1.00.',
    ),
  }),
  fullSessions: integer({
    title: t('日常帮扶满分', 'Sessions for full marks'),
    unit: t('次', 'times'),
    min: 1,
    max: 500,
    default: 32,
    place,
    explain: t(
      '一学年已确认的辅导和谈话达到多少次得满分。',
      'How many confirmed sessions and talks of a school year are given full marks.',
    ),
  }),
  staffSeats: seats('优秀帮扶工作者', 'Excellent helpers among staff'),
  studentSeats: seats('优秀学生帮扶工作者', 'Excellent helpers among students'),
});
