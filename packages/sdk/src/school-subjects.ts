import { t } from './text.js';

/** 学科: the subjects taught at schools, as choices. Their values stay as they are. */
export const schoolSubjects = [
  { value: 'chinese', title: t('语文', 'Chinese') },
  { value: 'mathematics', title: t('数学', 'Mathematics') },
  { value: 'english', title: t('英语', 'English') },
  { value: 'morality', title: t('道德与法治', 'Morality and law') },
  { value: 'science', title: t('科学', 'Science') },
  { value: 'physics', title: t('物理', 'Physics') },
  { value: 'chemistry', title: t('化学', 'Chemistry') },
  { value: 'biology', title: t('生物', 'Biology') },
  { value: 'history', title: t('历史', 'History') },
  { value: 'geography', title: t('地理', 'Geography') },
  { value: 'sports', title: t('体育与健康', 'Sports and health') },
  { value: 'music', title: t('音乐', 'Music') },
  { value: 'art', title: t('美术', 'Art') },
  { value: 'information', title: t('信息科技', 'Information technology') },
  { value: 'other', title: t('其他', 'Other') },
] as const;
