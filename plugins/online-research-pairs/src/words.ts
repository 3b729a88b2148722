import { attachments, choice, day, finding, integer, schoolSubjects, t } from '@xieshou/sdk';
import type { Settings } from './settings.js';

export const on = (title: { zh: string; en: string }) => day({ title, prefill: 'today' });
export const subject = choice(schoolSubjects, { title: t('学科', 'Subject'), prefill: 'last' });
export const pieces = integer({ title: t('数量', 'Number'), unit: t('件', 'pieces'), min: 1, max: 5000 });
export const evidence = attachments({
  title: t('佐证材料', 'Evidence'),
  help: t('选填，没有也可以提交。', 'Optional: hand in without it if there is none.'),
});
export const materials = [
  { value: 'courseware', title: t('课件', 'Courseware') },
  { value: 'lessonPlan', title: t('教学设计', 'Lesson plan') },
  { value: 'video', title: t('课例视频', 'Video of a lesson') },
  { value: 'exercises', title: t('习题试卷', 'Exercises') },
  { value: 'other', title: t('其他', 'Other') },
] as const;

/** What is done in the learning spaces is done once they are open; on the day itself it is. */
export const afterOpening = (on: string, { openedOn }: Settings) => ({
  ...finding(
    'opened',
    openedOn !== undefined && on >= openedOn,
    openedOn === undefined
      ? t(
          '网络学习空间尚未开通：教育局还没有填写开通日期',
          'The learning spaces are not open: the bureau has set no day yet',
        )
      : t(`网络学习空间 ${openedOn} 开通，此前不能登记`, `The learning spaces open on ${openedOn}: nothing before it`),
    { on, openedOn: openedOn ?? '' },
  ),
  field: 'on',
});

/** A reserve is made before the opening; on the day itself it is none any more. */
export const beforeOpening = (on: string, { openedOn }: Settings) => ({
  ...finding(
    'before',
    openedOn === undefined || on < openedOn,
    t(
      `网络学习空间 ${openedOn ?? ''} 已开通，储备应在此前完成`,
      `The learning spaces open on ${openedOn ?? ''}: reserves come before`,
    ),
    { on, openedOn: openedOn ?? '' },
  ),
  field: 'on',
});
