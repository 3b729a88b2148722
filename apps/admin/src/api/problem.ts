/** One field the server refused, with a sentence in the caller's language. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

interface ProblemDetails {
  readonly status: number;
  /** Stable name; `unreachable` and `unexpected` are the browser's own. */
  readonly code: string;
  /** A sentence in the caller's language; empty for the browser's own codes. */
  readonly title: string;
  /** Number to quote when asking for help. */
  readonly request?: string;
  readonly errors?: readonly FieldProblem[];
  /** 409: the record as it stands now, and what differs from the version the change was made from. */
  readonly current?: unknown;
  readonly difference?: readonly unknown[];
}

/** What went wrong with a call: an RFC 9457 problem of the server, or no usable answer at all. */
export class ApiProblem extends Error implements ProblemDetails {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly request: string | undefined;
  readonly errors: readonly FieldProblem[];
  readonly current: unknown;
  readonly difference: readonly unknown[];

  constructor(details: ProblemDetails) {
    super(details.title || details.code);
    this.name = 'ApiProblem';
    this.status = details.status;
    this.code = details.code;
    this.title = details.title;
    this.request = details.request;
    this.errors = details.errors ?? [];
    this.current = details.current;
    this.difference = details.difference ?? [];
  }

  /** Whether the server may have done it all the same: the same call with the same key is safe to repeat. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldProblems = (value: unknown): FieldProblem[] =>
  (Array.isArray(value) ? value : []).flatMap((e: unknown) =>
    isObject(e) && typeof e['field'] === 'string' && typeof e['message'] === 'string'
      ? [{ field: e['field'], message: e['message'] }]
      : [],
  );

/** Reads the body of a failed answer; anything that is no problem document (a proxy's page) becomes `unexpected`. */
export const toProblem = (status: number, body: string): ApiProblem => {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    json = undefined;
  }
  if (!isObject(json) || typeof json['code'] !== 'string')
    return new ApiProblem({ status, code: 'unexpected', title: '' });
  return new ApiProblem({
    status,
    code: json['code'],
    title: typeof json['title'] === 'string' ? json['title'] : '',
    ...(typeof json['request'] === 'string' ? { request: json['request'] } : {}),
    errors: fieldProblems(json['errors']),
    current: json['current'],
    difference: Array.isArray(json['difference']) ? json['difference'] : [],
  });
};

/** Whatever was thrown, as a problem that can be shown. */
export const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem ? error : new ApiProblem({ status: 0, code: 'unexpected', title: '' });
