import { Logger } from '@nestjs/common';
import { type ProgrammeDefinition, t } from '@xieshou/sdk';
import { Problem, refused } from '../platform/problem.js';
import { brokenAnswer } from './rule-answers.js';

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

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * The definition with every function in it guarded: what it throws, and an answer that breaks its rule's promise,
 * becomes {@link programmeFault}.
 */
export const guarded = (definition: ProgrammeDefinition): ProgrammeDefinition => {
  const seen = new Map<unknown, unknown>();
  const guard = (value: unknown, path: readonly string[]): unknown => {
    if (seen.has(value)) return seen.get(value);
    if (typeof value === 'function') {
      const fail = (error: unknown) => programmeFault(definition.id, path.join('.'), error);
      return (...given: unknown[]): unknown => {
        let answer: unknown;
        try {
          answer = (value as (...given: unknown[]) => unknown)(...given);
        } catch (error) {
          throw fail(error);
        }
        // A promise that nobody waits for must not end the process when it is broken.
        if (answer instanceof Promise) answer.catch(() => undefined);
        const wrong = brokenAnswer(path.at(-1)!, answer);
        if (wrong) throw fail(wrong);
        return answer;
      };
    }
    if (!Array.isArray(value) && !isPlain(value)) return value;
    const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
    seen.set(value, copy);
    for (const [key, part] of Object.entries(value))
      (copy as Record<string, unknown>)[key] = guard(part, [...path, key]);
    return copy;
  };
  return guard(definition, []) as ProgrammeDefinition;
};
