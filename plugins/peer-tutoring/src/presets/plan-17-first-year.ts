import { t } from '@xieshou/sdk';

/** 八: first-years who look for a second-year themselves; the scholarship decides instead of ranks and credits. */
export const plan17FirstYear = {
  title: t('大一新生学业帮扶（方案十七第八条）', 'Peer tutoring of first-years (plan 17, part 8)'),
  summary: t(
    '大一新生自行联系大二同学结对，不限班级；学期结束时按大一新生获得的特等、一等、二等、三等奖学金，双方综测加 10、8、6、4 分。',
    'First-years find a second-year themselves, in whatever class; by the first-year’s scholarship at the end of the term both are given 10, 8, 6 or 4 points.',
  ),
  settings: { basis: 'scholarship', rankScope: 'grade' } as const,
};
