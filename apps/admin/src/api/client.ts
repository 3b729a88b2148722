import { returnPath } from '../login/return-path.js';
import type { CreateClientConfig } from './generated/client.gen.js';
import { ApiProblem, toProblem } from './problem.js';

interface Session {
  readonly user: { readonly id: string } | null;
  readonly csrf: string | null;
}

let session: Session = { user: null, csrf: null };

/** The session whose token goes with every write; kept here because every call needs it and no screen does. */
export const keepToken = (next: Session): void => {
  session = next;
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

const unreachable = () => new ApiProblem({ status: 0, code: 'unreachable', title: '' });

const send = async (request: Request): Promise<Response> => {
  request.headers.set('Accept-Language', document.documentElement.lang);
  if (request.method !== 'GET' && session.csrf) request.headers.set('X-CSRF-Token', session.csrf);
  try {
    return await fetch(request);
  } catch (error) {
    throw request.signal.aborted ? error : unreachable();
  }
};

/**
 * Signing in again in another tab changes the token. The same person goes on with the new one; for another person the
 * page starts anew, for nothing may be done in somebody else's name.
 */
const takeNewToken = async (): Promise<boolean> => {
  const response = await fetch('/api/session', { credentials: 'same-origin' });
  if (!response.ok) return false;
  const next = (await response.json()) as Session;
  const isSame = next.user !== null && next.user.id === session.user?.id;
  if (isSame) keepToken(next);
  else window.location.reload();
  return isSame;
};

/** How every call is sent: same origin, token on writes, the page's language; problems are thrown as ApiProblem. */
export const apiFetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
  const request = new Request(input, { ...init, credentials: 'same-origin' });
  const again = request.clone();
  let response = await send(request);
  if (response.ok) return response;
  let problem = toProblem(response.status, await response.text());
  if (problem.code === 'csrf' && (await takeNewToken())) {
    response = await send(again);
    if (response.ok) return response;
    problem = toProblem(response.status, await response.text());
  }
  if (problem.status === 401) goToSignIn();
  if (problem.code === 'password-change-required') window.location.reload(); // the shell then asks for it
  throw problem;
};

export const createClientConfig: CreateClientConfig = (config) => ({ ...config, baseUrl: '', fetch: apiFetch });

/** `If-Match` of the version a change was made from. */
export const ifMatch = (version: number): { 'If-Match': string } => ({ 'If-Match': `"${version}"` });

/** A new key per act of the user. `crypto.randomUUID` is missing on plain HTTP, which bureaus use inside their network. */
export const idempotencyKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
