import type { Text } from './text.js';

/**
 * One rule's answer with its reason. `soft` means allowed, but only with a reason of the person who decides
 * (the plans' 原则上). Findings are stored with the decision and printed as the reviewer's opinion (审核意见).
 */
export interface Finding {
  /** Stable name of the rule inside its programme, e.g. `privateSchool`. */
  readonly rule: string;
  readonly outcome: 'pass' | 'fail' | 'soft';
  readonly text: Text;
  /** The numbers that were compared, as shown to people. */
  readonly numbers?: Readonly<Record<string, number | string>>;
  /** Field the finding belongs to, when it is about a form. */
  readonly field?: string;
}

/** A finding that passes or fails. */
export const finding = (rule: string, holds: boolean, text: Text, numbers?: Finding['numbers']): Finding => ({
  rule,
  outcome: holds ? 'pass' : 'fail',
  text,
  ...(numbers ? { numbers } : {}),
});

/** A finding that passes or warns: deviating needs a reason. */
export const softFinding = (rule: string, holds: boolean, text: Text, numbers?: Finding['numbers']): Finding => ({
  ...finding(rule, holds, text, numbers),
  outcome: holds ? 'pass' : 'soft',
});

/** True when no finding fails. Soft findings do not fail. */
export const passes = (findings: readonly Finding[]): boolean => findings.every((f) => f.outcome !== 'fail');
