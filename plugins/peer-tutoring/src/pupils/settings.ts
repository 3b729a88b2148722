import { integer, share, t } from '@xieshou/sdk';
import { onlyIn } from '../only-in.js';

const times = t('次', 'times');
const marks = t('分', 'marks');

/** How often something is asked. The plan gives no numbers: 0 asks for none. */
const often = (o: { readonly zh: string; readonly en: string; readonly place: string; readonly max: number }) =>
  integer({
    title: t(o.zh, o.en),
    unit: times,
    min: 0,
    max: o.max,
    default: 1,
    place: o.place,
    explain: t(
      '每个对子至少几次。方案没有规定次数；0 表示不作要求。',
      'Of each pair, at least. The plan gives no number; 0 asks for none.',
    ),
  });

/** 方案二 */
export const pupilSettings = {
  ...onlyIn(['pupils'], {
    teachersPerPupil: integer({
      title: t('一名学生的学科教师', 'Subject teachers of a pupil'),
      unit: t('人', 'teachers'),
      min: 1,
      max: 20,
      default: 8,
      place: '二：二4',
      explain: t(
        '一名学生同时最多由几位学科教师结对，每位教师一个对子。',
        'At most so many teachers are paired with one pupil at once, each in a pair of their own.',
      ),
    }),
    goalAtMost: integer({
      title: t('目标提高幅度', 'Rise of a goal'),
      unit: marks,
      min: 0,
      max: 150,
      default: 15,
      place: '二：二1',
      explain: t(
        '目标成绩比目前成绩高出的分数超过此数时提示核对，含本数的不提示。方案只要求目标够得着，没有规定分数；0 表示不提示。',
        'A goal that lies further above the present mark is pointed out; exactly so far is not. The plan asks for a goal within reach and gives no number; 0 points out none.',
      ),
    }),
    homeworkAtLeast: share({
      title: t('减量作业下限', 'Homework, at least'),
      default: 5000,
      place: '二：二1③',
      explain: t(
        '作业减量时至少保留全班作业的多少，按题数向上取整；方案为可减半。',
        'Where homework is reduced, this share of the class’s is kept, in exercises, rounded up; the plan allows to halve it.',
      ),
    }),
    marksPerTerm: often({ zh: '每学期学情记录', en: 'Marks a term', place: '二：二4', max: 20 }),
    visitsPerTerm: often({ zh: '每学期家访', en: 'Home visits a term', place: '二：二3', max: 20 }),
  }),
  ...onlyIn(['peers'], {
    tasksPerMonth: often({ zh: '每月互助任务', en: 'Tasks a month', place: '二：二1⑤', max: 31 }),
  }),
};
