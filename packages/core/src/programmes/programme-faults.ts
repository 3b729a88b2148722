import { Logger } from '@nestjs/common';
import { type ProgrammeDefinition, t } from '@xieshou/sdk';
import { Problem, refused } from '../platform/problem.js';
import { guardRules } from './rule-guard.js';

const log = new Logger('Programmes');

export interface Faults {
  readonly count: number;
  /** The rule that failed last, `forms.visit.checks`. */
  readonly last: string | null;
}

/** What went wrong in this process since it started, by programme. The log has the causes. */
const faults = new Map<string, Faults>();

export const faultsOf = (programme: string): Faults => faults.get(programme) ?? { count: 0, last: null };

/** A rule of a programme that fails is the programme's fault: said so, with its place, and nothing is saved. */
export const programmeFault = (programme: string, rule: string, cause: unknown): Problem => {
  if (cause instanceof Problem) return cause;
  faults.set(programme, { count: faultsOf(programme).count + 1, last: rule });
  log.error(`${programme} · ${rule}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  return refused(
    'programme-fault',
    t(
      `项目的规则出错（${programme} · ${rule}），没有保存任何内容；请告知平台管理员`,
      `A rule of the programme failed (${programme} · ${rule}) and nothing was saved: tell the platform's administrator`,
    ),
  );
};

export const isProgrammeFault = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'programme-fault';

/** The definition with every function in it guarded: what fails in it becomes {@link programmeFault}. */
export const guarded = (definition: ProgrammeDefinition): ProgrammeDefinition =>
  guardRules(definition, (rule, cause) => programmeFault(definition.id, rule, cause));
