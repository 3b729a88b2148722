import { ApiProblem } from '../../api/problem.js';

interface Differing {
  readonly field: string;
}

const isDiffering = (value: unknown): value is Differing =>
  typeof value === 'object' && value !== null && typeof (value as Differing).field === 'string';

const withDifference = (problem: ApiProblem, difference: readonly unknown[]): ApiProblem =>
  new ApiProblem({
    status: problem.status,
    code: problem.code,
    title: problem.title,
    ...(problem.request ? { request: problem.request } : {}),
    errors: problem.errors,
    current: problem.current,
    difference,
  });

/** The server names what differs by its place in the body, `data.theme`; a form knows its fields as `theme`. */
export const withFieldKeys = (problem: ApiProblem): ApiProblem =>
  withDifference(
    problem,
    problem.difference.map((one) => (isDiffering(one) ? { ...one, field: one.field.replace(/^data\./, '') } : one)),
  );

type Data = Readonly<Record<string, unknown>>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Only what both sides changed is a conflict; where one of them left a field alone, the other's value stands. */
export const onlyConflicts = (
  problem: ApiProblem,
  { opened, mine }: { readonly opened: Data; readonly mine: Data },
): ApiProblem =>
  withDifference(
    problem,
    problem.difference.filter((one) => isDiffering(one) && !same(mine[one.field], opened[one.field])),
  );

/** What somebody typed, on top of the record as it stands now: fields left alone follow the other's change. */
export const mergedData = ({
  opened,
  mine,
  theirs,
}: {
  opened: Data;
  mine: Data;
  theirs: Data;
}): Record<string, unknown> =>
  Object.fromEntries(
    [...new Set([...Object.keys(theirs), ...Object.keys(mine)])]
      .map((key) => [key, same(mine[key], opened[key]) ? theirs[key] : mine[key]] as const)
      .filter(([, value]) => value !== undefined),
  );

interface Current {
  readonly version: number;
  readonly data: Data;
}

/** The record as it stands now, as a 409 brings it. */
export const currentOf = (current: unknown): Current | undefined => {
  const { version, data } = (current ?? {}) as { readonly version?: unknown; readonly data?: unknown };
  return typeof version === 'number' && typeof data === 'object' && data !== null
    ? { version, data: data as Data }
    : undefined;
};
