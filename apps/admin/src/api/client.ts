import { returnPath } from '../login/return-path.js';
import type { CreateClientConfig } from './generated/client.gen.js';
import { ApiProblem, toProblem } from './problem.js';

let csrf: string | null = null;

/** The session's token for writes; kept here because every call needs it and no screen does. */
export const keepCsrf = (token: string | null): void => {
  csrf = token;
};

let leaving = false;

/** True once the page is on its way to the sign-in page: no "leave without saving?" then, drafts are kept. */
export const isLeaving = (): boolean => leaving;

/** To the sign-in page, and back to where the person was afterwards. */
export const goToSignIn = (): void => {
  if (leaving) return;
  leaving = true;
  window.location.assign(`/login${returnPath.query(window.location)}`);
};

/** How every call is sent: same origin, token on writes, the page's language; problems are thrown as ApiProblem. */
export const apiFetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
  const request = new Request(input, { ...init, credentials: 'same-origin' });
  request.headers.set('Accept-Language', document.documentElement.lang);
  if (request.method !== 'GET' && csrf) request.headers.set('X-CSRF-Token', csrf);
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ApiProblem({ status: 0, code: 'unreachable', title: '' });
  }
  if (response.ok) return response;
  const problem = toProblem(response.status, await response.text());
  if (problem.status === 401) goToSignIn();
  throw problem;
};

export const createClientConfig: CreateClientConfig = (config) => ({ ...config, baseUrl: '', fetch: apiFetch });

/** `If-Match` of the version a change was made from. */
export const ifMatch = (version: number): { 'If-Match': string } => ({ 'If-Match': `"${version}"` });

/** A new key per act of the user. `crypto.randomUUID` is missing on plain HTTP, which bureaus use inside their network. */
export const idempotencyKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
