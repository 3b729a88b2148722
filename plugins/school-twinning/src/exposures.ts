import { report, t } from '@xieshou/sdk';
import { exposers } from './words.js';
import { names, sides } from './reports.js';
import { isCampaign } from './settings.js';

const source = (value: unknown): string | null => exposers.find((one) => one.value === value)?.title.zh ?? null;

/** 曝光学校和联系领导 (方案五 三3): the leader who answers for the school by the pair, beside the one that was named. */
export const exposed = report({
  title: t('曝光学校和联系领导', 'Exposed schools and their leaders'),
  purpose: t(
    '每次曝光及该校的包校联系领导；记录的领导不是包校领导的注明。',
    'Each exposure with the leader who answers for the school; says where the one named is another.',
  ),
  inUse: isCampaign,
  columns: {
    ...sides,
    on: { title: t('曝光日期', 'Day'), kind: 'text' },
    by: { title: t('来源', 'By whom'), kind: 'text' },
    matter: { title: t('事由', 'What it was about'), kind: 'text' },
    leader: { title: t('包校联系领导', 'Leader who answers for it'), kind: 'text' },
    times: { title: t('次数', 'Times'), kind: 'integer', total: true },
    check: { title: t('核对', 'Checked'), kind: 'text' },
  },
  reads: ['exposure'],
  counts: [],
  rows: (read) => {
    const leaders = read.inside().filter(({ inside }) => inside === 'leaders');
    return read.pairings().flatMap((pair) => {
      const own = leaders.filter(({ pairing }) => pairing === pair.id).map(({ helper }) => helper);
      return read
        .records('exposure')
        .filter(({ pairing }) => pairing === pair.id)
        .map(({ on, data }) => ({
          ...names(pair),
          on,
          by: source(data['by']),
          matter: String(data['matter']),
          leader: own.length === 0 ? null : [...new Set(own.map(({ name }) => name))].join('、'),
          times: 1,
          check:
            own.length === 0
              ? '未建立包校联系'
              : own.some(({ id }) => id === data['leader'])
                ? '一致'
                : '所记领导不是包校联系领导',
        }));
    });
  },
  drill: { times: 'exposure' },
});
