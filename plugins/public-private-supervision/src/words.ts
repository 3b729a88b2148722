import { attachments, day, integer, longText, t } from '@xieshou/sdk';

/** The six areas of the plan; joint meetings add a seventh, supervision evaluation. */
export const areas = [
  { value: 'management', title: t('学校管理', 'School management') },
  { value: 'teaching', title: t('教学教研', 'Teaching and research') },
  { value: 'teams', title: t('三支队伍建设', 'The three teams') },
  { value: 'culture', title: t('校园文化建设', 'Campus culture') },
  { value: 'safety', title: t('安全管理', 'Safety') },
  { value: 'facilities', title: t('部室建设', 'Facilities') },
] as const;
export const dimensions = [...areas, { value: 'evaluation', title: t('督导评估', 'Supervision evaluation') }] as const;

/** The published standards that a private school must reach, and the stages that each is for (五4). */
export const standards = [
  {
    value: 'compulsory',
    title: t('义务教育学校标准化建设督导评估标准', 'Standard for compulsory schools'),
    stages: ['primary', 'junior', 'nineYear'],
  },
  {
    value: 'senior',
    title: t('高中学校标准化建设督导评估标准', 'Standard for senior schools'),
    stages: ['senior', 'complete'],
  },
] as const;

export const grades = [
  { value: 'excellent', title: t('优秀', 'Excellent') },
  { value: 'good', title: t('良好', 'Good') },
  { value: 'pass', title: t('合格', 'Satisfactory') },
  { value: 'fail', title: t('不合格', 'Not satisfactory') },
] as const;

/** Whose leaders are paired: the levels of a school's management (四（四）1). */
export const levels = [
  { value: 'heads', title: t('校级干部', 'Heads') },
  { value: 'offices', title: t('处室', 'Offices') },
  { value: 'league', title: t('团队组织', 'Youth organisations') },
  { value: 'grades', title: t('年级', 'Year groups') },
] as const;

/** 名师带动的八种共同活动 (四（四）2). */
export const jointWork = [
  { value: 'preparation', title: t('集体备课', 'Preparing together') },
  { value: 'demonstration', title: t('示范讲课', 'Demonstration lesson') },
  { value: 'sameTopic', title: t('同课异构', 'One topic, two lessons') },
  { value: 'commenting', title: t('说课议课', 'Presenting and discussing lessons') },
  { value: 'exercises', title: t('做题讲题', 'Solving and explaining exercises') },
  { value: 'revision', title: t('复课研讨', 'Planning revision lessons') },
  { value: 'classes', title: t('班级管理', 'Class management') },
  { value: 'diagnosis', title: t('诊断答疑', 'Diagnosis and questions') },
] as const;

/** What the two schools may research together besides: events of the whole staff (四（二）4). */
export const research = [
  ...jointWork,
  { value: 'qualityLesson', title: t('品质课堂', 'Quality lessons') },
  { value: 'homework', title: t('作业设计', 'Designing homework') },
  { value: 'clubs', title: t('社团建设', 'Student clubs') },
] as const;

export const on = (title: { zh: string; en: string }) => day({ title, prefill: 'today' });
export const attendees = integer({
  title: t('参加人数', 'Participants'),
  unit: t('人', 'people'),
  min: 1,
  max: 2000,
});
export const effect = longText({ title: t('取得效果', 'Effect'), maxLength: 500, optional: true });
export const evidence = attachments({
  title: t('佐证材料', 'Evidence'),
  help: t(
    '选填。照片、扫描件或文档，没有也可以提交。',
    'Optional. Photos, scans or papers; hand in without them if there are none.',
  ),
});
