import { attachments, choice, day, integer, longText, t, text } from '@xieshou/sdk';

export const on = (title: { zh: string; en: string }) => day({ title, prefill: 'today' });
export const attendees = integer({ title: t('参加人数', 'Participants'), unit: t('人', 'people'), min: 1, max: 5000 });
export const theme = text({ title: t('主题', 'Theme'), maxLength: 60 });
export const content = longText({ title: t('内容', 'What was done'), maxLength: 1000 });
export const effect = longText({ title: t('效果与反馈', 'Effect'), maxLength: 500, optional: true });
export const evidence = attachments({
  title: t('佐证材料', 'Evidence'),
  help: t('选填，没有也可以提交。', 'Optional: hand in without it if there is none.'),
});

export const grades = [
  { value: 'excellent', title: t('优秀', 'Excellent') },
  { value: 'good', title: t('良好', 'Good') },
  { value: 'pass', title: t('合格', 'Satisfactory') },
  { value: 'weak', title: t('不力', 'Weak') },
] as const;

export const sidesOf = [
  { value: 'helper', title: t('帮扶学校', 'Helping school') },
  { value: 'helped', title: t('受帮学校', 'Helped school') },
] as const;

/** The eight task lines of the campaign (方案五 二). */
export const tasks = [
  { value: 'education', title: t('宣传教育', 'Education') },
  { value: 'manners', title: t('礼仪规劝', 'Manners') },
  { value: 'villages', title: t('洁净村小', 'Clean village schools') },
  { value: 'hygiene', title: t('环境卫生整治', 'Hygiene') },
  { value: 'green', title: t('环保与绿化', 'Greening') },
  { value: 'culture', title: t('校园文化建设', 'Campus culture') },
  { value: 'livelihood', title: t('教育民生', 'Care for families') },
  { value: 'discipline', title: t('校风校纪整治', 'Discipline') },
] as const;

/** What is put in order around a school (方案五 二8). */
export const surroundings = [
  { value: 'culture', title: t('文化市场', 'Shops and media') },
  { value: 'traffic', title: t('交通', 'Traffic') },
  { value: 'security', title: t('治安', 'Security') },
  { value: 'food', title: t('食品卫生', 'Food') },
  { value: 'teaching', title: t('教学环境', 'Teaching') },
] as const;

/** 五不准, kept on every visit (方案五 三2). */
export const forbidden = [
  { value: 'goods', title: t('不拿物品', 'Takes nothing along') },
  { value: 'gambling', title: t('不赌博', 'Does not gamble') },
  { value: 'feasting', title: t('不大吃大喝', 'Does not feast') },
  { value: 'amusement', title: t('不搞娱乐活动', 'Joins no amusements') },
  { value: 'trouble', title: t('不为难师生', 'Makes no trouble for anyone') },
] as const;

/** Expected effects of co-building, each judged from 0 to 100 before and after (方案十三 五). */
export const effects = {
  balance: t('教育均衡', 'Balance between the schools'),
  profession: t('教师专业化', 'Teachers’ skills'),
  vigour: t('教师工作活力', 'Teachers’ vigour'),
  together: t('两校共同发展', 'Both schools growing'),
  quality: t('办学效益和质量', 'Quality of the school'),
} as const;

export const grade = (title: { zh: string; en: string }) => choice(grades, { title });

/** Who exposes a school (方案五 三3). */
export const exposers = [
  { value: 'state', title: t('州', 'Prefecture') },
  { value: 'county', title: t('县', 'County') },
  { value: 'bureau', title: t('教育局', 'Bureau') },
  { value: 'township', title: t('乡', 'Township') },
  { value: 'media', title: t('媒体', 'Media') },
] as const;
