import {
  choice,
  choices,
  type Finding,
  finding,
  formsWith,
  integer,
  longText,
  softFinding,
  t,
  text,
} from '@xieshou/sdk';
import { settings } from './settings.js';
import { aspects, effect, evidence, on, oneOf } from './words.js';

const form = formsWith(settings);

export const papers = [
  { value: 'leadingGroup', title: t('帮扶领导小组', 'Leading group') },
  { value: 'survey', title: t('园情摸底', 'Needs survey') },
  { value: 'plan', title: t('帮扶计划', 'Plan') },
  { value: 'agreement', title: t('帮扶协议', 'Agreement') },
  { value: 'featurePlan', title: t('办园特色方案', 'Feature plan') },
] as const;

export const paper = form({
  title: t('帮扶文件', 'Paper'),
  purpose: t(
    '登记领导小组、园情摸底、帮扶计划、帮扶协议和特色方案，由对方确认，没有答复不算；几所结对园共用一份的，选上每一所即可。',
    'Leading group, survey, plan, agreement and feature plan; the other side confirms, and silence does not. Name every kindergarten that a paper is for.',
  ),
  writtenBy: 'either',
  subjects: 'many',
  fields: {
    on: on(t('形成日期', 'Day')),
    kind: choice(papers, { title: t('文件类别', 'Kind') }),
    title: text({ title: t('文件名称', 'Title'), maxLength: 60 }),
    content: longText({ title: t('主要内容', 'Content'), maxLength: 2000 }),
    members: longText({
      title: t('组长及成员', 'Head and members'),
      class: 'personal',
      maxLength: 300,
      when: { field: 'kind', is: ['leadingGroup'] },
    }),
    signers: text({
      title: t('签订人', 'Signed by'),
      class: 'personal',
      maxLength: 60,
      when: { field: 'kind', is: ['agreement'] },
    }),
    evidence,
  },
  facts: (data) => oneOf(papers, data.kind),
  index: ['kind'],
  brief: ['on', 'kind', 'title'],
  version: 1,
});

export const guidanceVisit = form({
  title: t('到园指导', 'Guidance visit'),
  purpose: t(
    '帮教园到结对园指导。同一次到园既送课又听课的，节数都填在这一条里。',
    'The helper guides on the spot. Lessons sent and heard on the same visit go into the same record.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: on(t('到园日期', 'Day of the visit')),
    aspects: choices(aspects, { title: t('指导方面', 'Aspects') }),
    guided: choices(
      [
        { value: 'workPlan', title: t('园务工作计划', 'Work plan') },
        { value: 'teachingPlan', title: t('保教工作计划', 'Care and teaching plan') },
        { value: 'dailyRoutine', title: t('一日生活', 'Daily routine') },
        { value: 'weeklyTeaching', title: t('周教学安排', 'Weekly teaching') },
      ],
      { title: t('指导的计划和安排', 'Plans looked at'), optional: true },
    ),
    content: longText({ title: t('指导内容', 'Content'), maxLength: 1000 }),
    lessonsSent: integer({ title: t('送课节数', 'Lessons sent'), unit: t('节', 'lessons'), min: 0, max: 10 }),
    lessonsHeard: integer({ title: t('听课节数', 'Lessons heard'), unit: t('节', 'lessons'), min: 0, max: 10 }),
    effect,
    evidence,
  },
  // A lesson that is heard on another day says less of the one that was sent: only those of one visit make a pair.
  facts: (data) => [
    { name: 'exchanged', amount: Math.min(data.lessonsSent, data.lessonsHeard) },
    { name: 'sent', amount: data.lessonsSent },
    { name: 'heard', amount: data.lessonsHeard },
  ],
  index: ['aspects'],
  brief: ['on', 'aspects', 'lessonsSent', 'lessonsHeard'],
  version: 1,
});

export const systems = [
  { value: 'research', title: t('教研制度', 'Teaching research') },
  { value: 'finance', title: t('财务管理制度', 'Finance') },
  { value: 'safety', title: t('安全管理制度', 'Safety') },
  { value: 'families', title: t('家园联系制度', 'Families') },
] as const;
export const bodies = [
  { value: 'council', title: t('园务会', 'Council') },
  { value: 'staffCongress', title: t('教代会', 'Staff congress') },
  { value: 'parents', title: t('家长委员会', 'Parents’ committee') },
  { value: 'safetyGroup', title: t('安全小组', 'Safety group') },
] as const;

/** Whether every system and every body is there. */
export const isComplete = (data: {
  readonly systems?: readonly string[] | undefined;
  readonly bodies?: readonly string[] | undefined;
}) => (data.systems?.length ?? 0) === systems.length && (data.bodies?.length ?? 0) === bodies.length;

export const systemsCheck = form({
  title: t('制度和机构核对', 'Systems and bodies'),
  purpose: t(
    '核对结对园的四项制度和四个机构；全部健全的一次核对计入第一阶段。',
    'Goes through the four systems and four bodies; a check that finds all of them counts for the first stage.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: on(t('核对日期', 'Day of the check')),
    systems: choices(systems, { title: t('已健全的制度', 'Systems in place'), optional: true }),
    bodies: choices(bodies, { title: t('已健全的机构', 'Bodies in place'), optional: true }),
    advice: longText({
      title: t('完善意见', 'Advice'),
      help: t('有缺项时必填', 'Required where something is missing'),
      maxLength: 1000,
      optional: true,
    }),
    evidence,
  },
  checks: (data): readonly Finding[] => {
    const n = (data.systems?.length ?? 0) + (data.bodies?.length ?? 0);
    const text = t(`四项制度、四个机构中已健全 ${n} 个`, `${n} of the four systems and four bodies are in place`);
    return [
      {
        ...finding(
          'advice',
          isComplete(data) || data.advice !== undefined,
          t('有缺项时，请写明怎样完善', 'Where something is missing, say how to mend it'),
        ),
        field: 'advice',
      },
      softFinding('complete', isComplete(data), text, { inPlace: n, asked: systems.length + bodies.length }),
    ];
  },
  facts: (data) => [{ name: 'complete', amount: isComplete(data) ? 1 : 0 }],
  brief: ['on', 'systems', 'bodies', 'advice'],
  version: 1,
});
