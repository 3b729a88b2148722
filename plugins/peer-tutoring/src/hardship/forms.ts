import { attachments, choice, choices, day, formsWith, longText, money, person, t, text } from '@xieshou/sdk';
import { risksIn } from '../academic/risk.js';
import { ofHardship } from '../kinds.js';
import { settings } from '../settings.js';

const form = formsWith(settings);
const evidence = attachments({
  title: t('佐证材料', 'Evidence'),
  help: t('选填。请勿上传学生的照片。', 'Optional. No photos of the student, please.'),
});
const own = { writtenBy: 'helper', subjects: 'one', inUse: ofHardship, version: 1 } as const;

export const helps = [
  { value: 'material', title: t('物质资助', 'Material') },
  { value: 'study', title: t('学习指导', 'Study') },
  { value: 'life', title: t('生活关心', 'Daily life') },
  { value: 'thought', title: t('思想解惑', 'Thought') },
] as const;

/** 帮扶记录 (三): help of one of the four kinds; material help has no minimum. */
export const helpGiven = form({
  ...own,
  title: t('帮扶记录', 'Help given'),
  purpose: t(
    '物质、学习、生活、思想四类帮扶，每次一条；物质资助尽个人所能，不设最低数额。',
    'Material, study, life and thought: a record each time. Material help is as one is able; there is no least amount.',
  ),
  fields: {
    on: day({ title: t('帮扶日期', 'Day'), prefill: 'today' }),
    help: choice(helps, { title: t('帮扶类别', 'Kind of help') }),
    content: longText({ title: t('帮扶内容', 'What was done'), maxLength: 500 }),
    value: money({
      title: t('折合金额', 'Worth'),
      help: t('选填，钱物合计；没有最低数额。', 'Optional, money and things together; there is no least amount.'),
      min: 0,
      max: 100_000_00,
      optional: true,
      when: { field: 'help', is: ['material'] },
    }),
    evidence,
  },
  facts: (data) => [{ name: 'given', amount: 1, kind: data.help }],
  risk: (data, s) => risksIn([data.content], s),
  index: ['help'],
  brief: ['on', 'help', 'content'],
});

const topics = [
  { value: 'studies', title: t('学习', 'Studies') },
  { value: 'family', title: t('家庭', 'Family') },
  { value: 'feelings', title: t('心理和情感', 'Mind and feelings') },
  { value: 'plans', title: t('志向和去向', 'Plans') },
] as const;
/** The two of the talk, the college and the counsellor; a branch sees that there was a talk, and not what was said. */
const inConfidence = { class: 'sensitive', readBy: ['helper', 'helped', 'collegeOffice', 'adviser'] } as const;

/** 谈心记录 (三3、四4): what was said is for the few whom it concerns. */
export const heartTalk = form({
  ...own,
  title: t('谈心记录', 'Talk'),
  purpose: t(
    '党支部只看到谈心的日期和地点；谈话内容由谈心双方、学院办公室和辅导员查看，换人后新的帮扶人也看不到以前的内容。',
    'The branch sees day and place alone. What was said is for the two, the college office and the counsellor; whoever takes over later does not read it.',
  ),
  fields: {
    on: day({ title: t('谈心日期', 'Day'), prefill: 'today' }),
    place: text({ title: t('地点', 'Place'), maxLength: 40 }),
    topics: choices(topics, { title: t('谈心主题', 'Topics'), ...inConfidence }),
    said: longText({ title: t('谈话要点', 'What was said'), maxLength: 1000, ...inConfidence }),
  },
  risk: (data, s) => risksIn([data.said], s),
  brief: ['on', 'place'],
});

/** 学习帮扶措施 (三2): agreed with the counsellor and the subject teachers. */
export const studyMeasures = form({
  ...own,
  title: t('学习帮扶措施', 'Measures for studies'),
  purpose: t(
    '与辅导员和任课教师商定后填写；须写明与谁商定。',
    'Written once agreed with the counsellor and the subject teachers: say with whom.',
  ),
  fields: {
    on: day({ title: t('商定日期', 'Day'), prefill: 'today' }),
    counsellor: text({ title: t('辅导员', 'Counsellor'), maxLength: 20 }),
    subjectTeachers: text({
      title: t('任课教师', 'Subject teachers'),
      help: t('姓名和课程，多人以顿号分隔。', 'Names and courses.'),
      maxLength: 100,
    }),
    problems: longText({ title: t('学习中的问题', 'Problems'), maxLength: 500 }),
    measures: longText({ title: t('帮扶措施', 'Measures'), maxLength: 1000 }),
  },
  brief: ['on', 'counsellor', 'subjectTeachers'],
});

/** 学期帮扶小结 (四2、四4). */
export const careReport = form({
  ...own,
  title: t('学期帮扶小结', 'Report of the term'),
  purpose: t('帮扶人在学期结束前填写。', 'Written by the helper before the term ends.'),
  fields: {
    on: day({ title: t('小结日期', 'Day'), prefill: 'today' }),
    done: longText({ title: t('本学期帮扶情况', 'What was done'), maxLength: 1000 }),
    change: longText({ title: t('学生的变化', 'What has changed'), maxLength: 1000 }),
    next: longText({ title: t('下学期打算', 'What comes next'), maxLength: 500 }),
    evidence,
  },
  risk: (data, s) => risksIn([data.done, data.change, data.next], s),
  brief: ['on', 'done'],
});

/** 帮扶交接单 (四2): without it nobody takes over, so that the help goes on unbroken. */
export const handoverSheet = form({
  ...own,
  title: t('帮扶交接单', 'Handover sheet'),
  purpose: t(
    '更换帮扶人时由原帮扶人填写，接手人确认、学院同意后生效；台账随对子保留，原帮扶人不再查看。',
    'Written by whoever goes. In force once the successor and the college have agreed: the records stay with the pair, and the former helper reads them no more.',
  ),
  fields: {
    on: day({ title: t('交接日期', 'Day'), prefill: 'today' }),
    successor: person({ title: t('接手人', 'Successor'), from: 'helper' }),
    reason: text({ title: t('更换原因', 'Reason'), maxLength: 100 }),
    done: longText({ title: t('已做的帮扶', 'What has been done'), maxLength: 1000 }),
    open: longText({ title: t('未了事项', 'What is open'), maxLength: 1000 }),
  },
  brief: ['on', 'successor', 'reason'],
});
