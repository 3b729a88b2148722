import { choice, formsWith, integer, longText, t, text } from '@xieshou/sdk';
import { evidence, on } from '../academic/forms.js';
import { inKinds } from '../academic/kind.js';
import { settings } from '../settings.js';
import { ofTerm, onceMarksAreOut, withTerm } from './terms.js';

const form = formsWith(settings);
const inUse = inKinds('warned');

export const conclusions = [
  { value: 'good', title: t('优秀', 'Very good') },
  { value: 'some', title: t('合格', 'Enough') },
  { value: 'little', title: t('不合格', 'Not enough') },
] as const;

/** 考核表 (四5、四6): not before the marks of the term are out. */
export const effectReview = form({
  title: t('学业帮扶考核', 'Assessment of the help'),
  purpose: t(
    '期末成绩公布后由辅导员填写，对整个学期的帮扶情况进行考核。',
    'Written by the counsellor once the marks are out, about the help of the whole term.',
  ),
  writtenBy: 'owner',
  subjects: 'one',
  inUse,
  fields: {
    on: on('考核日期', 'Day'),
    term: ofTerm,
    passed: integer({ title: t('本学期通过门数', 'Courses passed'), unit: t('门', 'courses'), min: 0, max: 40 }),
    failed: integer({ title: t('本学期不及格门数', 'Courses failed'), unit: t('门', 'courses'), min: 0, max: 40 }),
    analysis: longText({ title: t('成绩分析', 'Analysis of the marks'), maxLength: 800 }),
    discipline: choice(
      [
        { value: 'kept', title: t('遵守辅导纪律', 'Kept the rules') },
        { value: 'partly', title: t('基本遵守', 'Mostly') },
        { value: 'broken', title: t('多次违反', 'Broke them repeatedly') },
      ],
      { title: t('辅导纪律', 'Discipline') },
    ),
    effect: choice(conclusions, { title: t('考核结论', 'Conclusion') }),
    evidence,
  },
  checks: onceMarksAreOut,
  index: ['term', 'effect'],
  brief: ['on', 'term', 'effect'],
  version: 2,
  upgrade: { 1: withTerm },
});

/** 学院总结 (四6): of a term, once its marks are out, printed for the seal. */
export const collegeSummary = form({
  title: t('学院帮扶总结', 'Summary of the college'),
  purpose: t(
    '期末成绩公布后总结，打印后签章上报；选上所总结的对子。',
    'Once the marks of a term are out; printed, signed and sealed: choose the pairs.',
  ),
  writtenBy: 'owner',
  subjects: 'many',
  inUse,
  fields: {
    on: on('总结日期', 'Day'),
    term: ofTerm,
    heading: text({ title: t('标题', 'Heading'), maxLength: 60 }),
    done: longText({ title: t('开展情况', 'What was done'), maxLength: 1000 }),
    results: longText({ title: t('帮扶成效', 'Results'), maxLength: 1000 }),
    next: longText({ title: t('问题和下一步安排', 'Problems and next steps'), maxLength: 1000 }),
    evidence,
  },
  checks: onceMarksAreOut,
  index: ['term'],
  brief: ['on', 'term', 'heading'],
  version: 2,
  upgrade: { 1: withTerm },
});
