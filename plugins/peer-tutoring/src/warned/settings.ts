import { day, integer, longText, t, text } from '@xieshou/sdk';
import { onlyIn } from '../only-in.js';

const marksOut = (o: { readonly zh: string; readonly en: string }) =>
  day({
    title: t(`${o.zh}期末成绩公布日`, `Day on which the marks of ${o.en} are out`),
    optional: true,
    place: '二十一：四5、四6',
    explain: t(
      `从这一天起才能填写${o.zh}的考核表和学院总结；${o.zh}期末填写，没有填写时不能考核和总结。`,
      `Assessments and summaries of ${o.en} are written from this day on. Set it at the end of the term: without it there are none.`,
    ),
  });

/** 方案二十一 */
export const warnedSettings = onlyIn(['warned'], {
  changeDays: integer({
    title: t('学期初调整期', 'Days for changing pairs'),
    unit: t('天', 'days'),
    min: 0,
    max: 60,
    default: 21,
    place: '二十一：四7',
    explain: t(
      '结对只在每学期开始后的若干天内新建和结束；0 表示不限。',
      'Pairs are made and ended in the first days of a term only; 0 sets no limit.',
    ),
  }),
  marksOutOn: marksOut({ zh: '第一学期', en: 'term 1' }),
  secondMarksOutOn: marksOut({ zh: '第二学期', en: 'term 2' }),
  leaders: text({
    title: t('组长', 'Leaders'),
    maxLength: 60,
    optional: true,
    place: '二十一：一',
    explain: t(
      '学业指导队伍组长的姓名，以顿号分隔。',
      'Names of the leaders of the guidance team, separated by commas.',
    ),
  }),
  leadersAsked: integer({
    title: t('组长人数', 'Number of leaders'),
    unit: t('人', 'people'),
    min: 0,
    max: 10,
    default: 2,
    place: '二十一：一',
    explain: t('打印指导队伍名单时核对组长人数。', 'Checked when the sheet of the guidance team is printed.'),
  }),
  deputies: text({
    title: t('副组长', 'Deputies'),
    maxLength: 100,
    optional: true,
    place: '二十一：一',
    explain: t('副组长的姓名，以顿号分隔。', 'Names of the deputies, separated by commas.'),
  }),
  deputiesAsked: integer({
    title: t('副组长人数', 'Number of deputies'),
    unit: t('人', 'people'),
    min: 0,
    max: 20,
    default: 4,
    place: '二十一：一',
    explain: t('打印指导队伍名单时核对副组长人数。', 'Checked when the sheet of the guidance team is printed.'),
  }),
  teamMembers: longText({
    title: t('成员', 'Members'),
    maxLength: 1000,
    optional: true,
    place: '二十一：一',
    explain: t(
      '成员，按学工办、教研室、辅导员、班主任分行填写。',
      'Members, a line for each role: student office, teaching offices, counsellors, advisers.',
    ),
  }),
});
