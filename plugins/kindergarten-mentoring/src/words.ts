import { attachments, day, integer, longText, t } from '@xieshou/sdk';

/** 四个方面: what the help is to better, and what is scored before and after. */
export const aspects = [
  { value: 'ideas', title: t('教育理念', 'Ideas of education') },
  { value: 'teaching', title: t('教学水平', 'Teaching') },
  { value: 'environment', title: t('环境创设', 'Environment') },
  { value: 'management', title: t('园务管理', 'Management') },
] as const;

/** The five steps in which a master follows an apprentice's work (第二阶段2). */
export const steps = [
  { value: 'preparation', title: t('备课', 'Preparing') },
  { value: 'design', title: t('活动设计', 'Design') },
  { value: 'materials', title: t('活动准备', 'Materials') },
  { value: 'organisation', title: t('活动组织', 'Conducting') },
  { value: 'reflection', title: t('活动反思', 'Reflection') },
] as const;

/** The areas of learning of kindergartens. */
export const areas = [
  { value: 'health', title: t('健康', 'Health') },
  { value: 'language', title: t('语言', 'Language') },
  { value: 'society', title: t('社会', 'Society') },
  { value: 'science', title: t('科学', 'Science') },
  { value: 'art', title: t('艺术', 'Art') },
] as const;

export const on = (title: { zh: string; en: string }) => day({ title, prefill: 'today' });
export const attendees = integer({ title: t('参加人数', 'Participants'), unit: t('人', 'people'), min: 1, max: 2000 });
export const effect = longText({ title: t('取得效果', 'Effect'), maxLength: 500, optional: true });
export const evidence = attachments({
  title: t('佐证材料', 'Evidence'),
  help: t('选填。没有照片或扫描件也可以提交。', 'Optional. Hand in without photos or scans if there are none.'),
});

/** One fact for each value of a choice, so that a stage may need records of one kind. */
export const oneOf = <V extends string>(choices: readonly { readonly value: V }[], chosen: V) =>
  choices.map(({ value }) => ({ name: value, amount: value === chosen ? 1 : 0 }));
