import { integer, t } from '@xieshou/sdk';
import { onlyIn } from '../only-in.js';

/** 方案二十二 */
export const hardshipSettings = onlyIn(['hardship'], {
  talksPerQuarter: integer({
    title: t('每季度谈心', 'Talks a quarter'),
    unit: t('次', 'times'),
    min: 0,
    max: 30,
    default: 1,
    place: '二十二：三3、四4',
    explain: t(
      '每个对子每季度至少谈心几次。方案要求经常进行，没有规定次数；0 表示不作要求。',
      'Talks of each pair in a quarter, at least. The plan asks for steady talks and gives no number; 0 asks for none.',
    ),
  }),
  reportsPerTerm: integer({
    title: t('学期帮扶小结', 'Reports a term'),
    unit: t('份', 'reports'),
    min: 0,
    max: 5,
    default: 1,
    place: '二十二：四2',
    explain: t(
      '帮扶人每学期至少写几份帮扶小结；0 表示不作要求。',
      'Reports that a helper writes in a term, at least; 0 asks for none.',
    ),
  }),
});
