import { finding, type Finding, t } from '@xieshou/sdk';
import type { Settings } from '../settings.js';

/** Names as somebody writes them into one field. */
const namesIn = (written: string | undefined): number =>
  (written ?? '').split(/[、，,；;\s]+/).filter((name) => name !== '').length;

const heads = (o: {
  readonly rule: string;
  readonly written: string | undefined;
  readonly asked: number | undefined;
  readonly zh: string;
  readonly en: string;
}): Finding => {
  const [n, asked] = [namesIn(o.written), o.asked ?? 0];
  return finding(
    o.rule,
    n === asked,
    t(`${o.zh}应为 ${asked} 人，已填写 ${n} 人`, `${o.en}: ${n} written down, ${asked} asked for`),
    { n, asked },
  );
};

/** 学业指导队伍 (二十一：一): as many leaders and deputies as the plan has. */
export const leadingTeamFindings = (
  s: Pick<Settings, 'leaders' | 'leadersAsked' | 'deputies' | 'deputiesAsked'>,
): readonly Finding[] => [
  heads({ rule: 'leaders', written: s.leaders, asked: s.leadersAsked, zh: '组长', en: 'Leaders' }),
  heads({ rule: 'deputies', written: s.deputies, asked: s.deputiesAsked, zh: '副组长', en: 'Deputies' }),
];
