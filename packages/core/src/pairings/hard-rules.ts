import { type Finding, type Text, t } from '@xieshou/sdk';

/** Rules that somebody does not meet and that no reason makes good, each as a sentence about them. */
export const hardRules = (name: string, findings: readonly Finding[]): readonly Text[] =>
  findings
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ text }) => t(`${name}：${text.zh}`, `${name}: ${text.en}`));
