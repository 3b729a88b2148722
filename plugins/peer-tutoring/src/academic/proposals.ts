import { type Candidate, type Pair, type Text, t } from '@xieshou/sdk';
import type { Known } from '../registers.js';
import type { Settings } from '../settings.js';

/** Who lacks most comes first. */
export const academicNeed = ({ entries: { studies } }: Candidate<Known>, s: Settings): readonly number[] => [
  -((s.kind === 'partyMembers' ? studies?.failedLast : studies?.notPassed) ?? 0),
];

/** Staff before students, and nobody else before another: the plans name no order. */
export const academicOrder = ({ kind }: Candidate<Known>): readonly number[] => [kind === 'student' ? 1 : 0];

export const academicReason = ({ helped }: Pair<Known>, s: Settings): Text => {
  const studies = helped.entries.studies;
  if (!studies) return t('学业情况尚未登记，由辅导员确定', 'Courses are not known yet: the adviser decides');
  const n = s.kind === 'partyMembers' ? studies.failedLast : studies.notPassed;
  return s.kind === 'partyMembers'
    ? t(`上学期不及格 ${n} 门`, `${n} courses failed last term`)
    : t(`累计未通过 ${n} 门`, `${n} courses not passed`);
};
