import { type Award, finding, type Outcome, t } from '@xieshou/sdk';
import { inKinds } from '../academic/kind.js';
import type { Known } from '../registers.js';
import type { Settings } from '../settings.js';

/** 考评与奖励 (五2、五3): by the evaluations of those who are helped, as an average, and the talks that were held. */
export const helperAssessment: Outcome<Settings, Known> = {
  title: t('党员帮扶考评', 'Assessment of helpers'),
  purpose: t(
    '被帮扶人评价的平均分和当面谈话次数都达到要求的，在党员评议中优先或综测加分。',
    'Where the average mark and the talks held are enough: preference in the review of members, or points.',
  ),
  place: '十八：五',
  per: 'term',
  inUse: inKinds('partyMembers'),
  levels: {
    rewarded: { title: t('奖励', 'Rewarded') },
    none: { title: t('未达标准', 'Below') },
  },
  sums: { helperRating: 'mark' },
  counts: ['contactTalk.faceToFace'],
  settle: ({ pairings }, s) =>
    pairings.map((pair): Award => {
      const { count = 0, sum = 0 } = pair.sums['helperRating'] ?? {};
      const talks = pair.sums['contactTalk.faceToFace']?.sum ?? 0;
      const enough = count >= s.ratingsPerTerm && sum >= s.ratingAtLeast * count;
      const held = talks >= s.talksForReward;
      const given = enough && held;
      return {
        pairing: pair.id,
        side: 'helper',
        level: given ? 'rewarded' : 'none',
        points: given && s.reward === 'points' ? s.rewardPoints : 0,
        findings: [
          finding(
            'rating',
            enough,
            count === 0
              ? t('没有被帮扶人的评价', 'There is no evaluation')
              : t(
                  `评价 ${count} 份，平均 ${Math.floor(sum / count)} 分，须 ${s.ratingsPerTerm} 份、${s.ratingAtLeast} 分`,
                  `${count} evaluation(s), ${Math.floor(sum / count)} on average; ${s.ratingsPerTerm} and ${s.ratingAtLeast} are asked`,
                ),
            { count, sum },
          ),
          finding(
            'talks',
            held,
            t(`当面谈话 ${talks} 次，须 ${s.talksForReward} 次`, `${talks} talks face to face of ${s.talksForReward}`),
            { talks },
          ),
        ],
      };
    }),
};
