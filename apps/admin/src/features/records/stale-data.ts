import { ApiProblem } from '../../api/problem.js';

interface Differing {
  readonly field: string;
}

const isDiffering = (value: unknown): value is Differing =>
  typeof value === 'object' && value !== null && typeof (value as Differing).field === 'string';

/** The server names what differs by its place in the body, `data.theme`; a form knows its fields as `theme`. */
export const withFieldKeys = (problem: ApiProblem): ApiProblem =>
  problem.difference.length === 0
    ? problem
    : new ApiProblem({
        status: problem.status,
        code: problem.code,
        title: problem.title,
        ...(problem.request ? { request: problem.request } : {}),
        errors: problem.errors,
        current: problem.current,
        difference: problem.difference.map((one) =>
          isDiffering(one) ? { ...one, field: one.field.replace(/^data\./, '') } : one,
        ),
      });

/** The version that a settled comparison is to be sent against: that of the record as it stands now. */
export const versionOf = (current: unknown, otherwise: number): number => {
  const version = (current as { readonly version?: unknown } | null | undefined)?.version;
  return typeof version === 'number' ? version : otherwise;
};
