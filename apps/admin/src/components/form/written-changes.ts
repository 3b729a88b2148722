import { asProblem } from '../../api/problem.js';

type Data = Readonly<Record<string, unknown>>;

const isBlank = (value: unknown) => value === undefined || value === null || value === '';

/** What of some fields was changed in a form; what was emptied is null. */
export const writtenChanges = <Key extends string>({
  before,
  after,
  keys,
}: {
  readonly before: Readonly<Record<Key, unknown>>;
  readonly after: Data;
  readonly keys: readonly Key[];
}): Partial<Record<Key, unknown>> => {
  const changes: Partial<Record<Key, unknown>> = {};
  for (const key of keys) {
    const [old, next] = [before[key], after[key]].map((value) => (isBlank(value) ? null : value));
    if (old !== next) changes[key] = next;
  }
  return changes;
};

const versionOf = (current: unknown): number | undefined => {
  const version = typeof current === 'object' && current !== null ? (current as Data)['version'] : undefined;
  return typeof version === 'number' ? version : undefined;
};

/**
 * Sends a change made from a version. Where somebody else has meanwhile changed only other fields, there is nothing to
 * compare: it is sent once more, on top of theirs.
 */
export const sendOnTop = async <Answer>({
  version,
  current,
  send,
}: {
  readonly version: number;
  /** What a comparison was made with; its version is the one to send. */
  readonly current?: unknown;
  readonly send: (version: number) => Promise<Answer>;
}): Promise<Answer> => {
  try {
    return await send(versionOf(current) ?? version);
  } catch (error) {
    const problem = asProblem(error);
    const theirs = versionOf(problem.current);
    if (problem.code !== 'stale' || problem.difference.length > 0 || theirs === undefined) throw error;
    return send(theirs);
  }
};
