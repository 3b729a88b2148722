import { t } from '@xieshou/sdk';
import { PRINTED } from '../files/word.js';
import { refused } from '../platform/problem.js';

/** Refuses what is too long for paper: never a page less than there is, without a word. */
export const assertFitsPaper = (rows: number): void => {
  if (rows > PRINTED)
    throw refused(
      'too-many-rows',
      t(
        `一份文档最多 ${PRINTED} 行，请选择较短的时段；更多的行请导出台账或统计表`,
        `A document holds ${PRINTED} rows at most: choose a shorter period, or export the ledger or report`,
      ),
    );
};
