import { choices, finding, formsWith, longText, softFinding, t, text } from '@xieshou/sdk';
import { settings } from './settings.js';
import { areas, on } from './words.js';

const form = formsWith(settings);

const measures = (title: { zh: string; en: string }) => longText({ title, maxLength: 600, optional: true });

/** 问题清单: what the private school finds lacking, before both schools judge it. */
export const problemList = form({
  title: t('问题清单', 'List of problems'),
  purpose: t(
    '民办学校对照六个方面梳理问题，公办学校共同研判后确认；年度计划据此制定。',
    'The private school lists its problems in the six areas; the public school judges and confirms them. The yearly plan rests on it.',
  ),
  writtenBy: 'helped',
  subjects: 'one',
  fields: {
    on: on(t('梳理日期', 'Day')),
    areas: choices(areas, { title: t('涉及的方面', 'Areas') }),
    problems: longText({ title: t('存在的问题', 'Problems'), maxLength: 2000 }),
    needs: longText({ title: t('希望得到的帮助', 'Help wished for'), maxLength: 1000, optional: true }),
  },
  index: ['areas'],
  brief: ['on', 'areas'],
  version: 1,
});

/** 摸底调研: what the public school finds at the private one. */
export const survey = form({
  title: t('摸底调研', 'Survey'),
  purpose: t(
    '公办学校到校了解实际情况，作为制定年度计划的依据，报教育局备案。',
    'The public school looks at how things are; the yearly plan rests on it. Filed with the bureau.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: on(t('调研日期', 'Day')),
    areas: choices(areas, { title: t('调研的方面', 'Areas') }),
    findings: longText({ title: t('调研情况', 'Findings'), maxLength: 2000 }),
    advice: longText({ title: t('建议', 'Advice'), maxLength: 1000, optional: true }),
  },
  index: ['areas'],
  brief: ['on', 'areas'],
  version: 1,
});

/** 年度帮扶计划: one a school year, over the six areas. */
export const yearlyPlan = form({
  title: t('年度帮扶计划', 'Yearly plan'),
  purpose: t(
    '公办学校根据问题清单和摸底情况，从六个方面制定；至少写一个方面，民办学校确认后报教育局备案。',
    'Made by the public school from the list of problems and the survey, over six areas, at least one of them; agreed by the private school, then filed with the bureau.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: on(t('制定日期', 'Day')),
    leader: text({ title: t('领导小组组长', 'Head of the leading group'), maxLength: 30 }),
    members: text({ title: t('领导小组成员', 'Members of the leading group'), maxLength: 200 }),
    contact: text({ title: t('专门负责人', 'Person in charge'), maxLength: 30 }),
    goals: longText({ title: t('目标', 'Goals'), maxLength: 600 }),
    management: measures(t('学校管理', 'School management')),
    teaching: measures(t('教学教研', 'Teaching and research')),
    teams: measures(t('三支队伍建设', 'The three teams')),
    culture: measures(t('校园文化建设', 'Campus culture')),
    safety: measures(t('安全管理', 'Safety')),
    facilities: measures(t('部室建设', 'Facilities')),
    timetable: longText({ title: t('时间安排', 'Timetable'), maxLength: 600 }),
  },
  checks: (data) => {
    const written = areas.filter(({ value }) => data[value]).length;
    return [
      finding('areas', written >= 1, t('六个方面至少写一个', 'Write at least one of the six areas'), { written }),
      softFinding(
        'allAreas',
        written === 0 || written === areas.length,
        t(`六个方面写了 ${written} 个`, `${written} of the six areas are written`),
        { written },
      ),
    ];
  },
  brief: ['on', 'leader', 'goals'],
  version: 1,
});

/** 学期小结: what a term came to, in words; the numbers stand in the reports. */
export const termSummary = form({
  title: t('学期小结', 'Summary of the term'),
  purpose: t(
    '公办学校每学期一份；活动次数由系统统计，这里写成效、问题和打算。',
    'One a term by the public school. The numbers are counted already: write what came of them, what is lacking, what comes next.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: on(t('填写日期', 'Day')),
    results: longText({ title: t('主要成效', 'Results'), maxLength: 1500 }),
    problems: longText({ title: t('存在的问题', 'What is lacking'), maxLength: 1000 }),
    next: longText({ title: t('下学期打算', 'Next term'), maxLength: 1000 }),
  },
  brief: ['on', 'results'],
  version: 1,
});
