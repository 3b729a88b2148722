import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Endpoint } from '../platform/endpoint.js';
import { ENDPOINT } from '../platform/http/handle.js';
import type { XieshouRequest } from '../platform/http/request.js';
import { notFound, Problem } from '../platform/problem.js';
import { type ServerSettings, SETTINGS } from '../platform/tokens.js';
import { changePassword, readSession, signOut } from './access.api.js';
import { Sessions } from './sessions.js';

export const cookieName = (secure: boolean): string => (secure ? '__Host-xieshou' : 'xieshou');

/** Holds the marks by which a browser is known (see KnownBrowsers). */
export const knownCookieName = (secure: boolean): string => `${cookieName(secure)}-known`;

export const tokenOf = (request: Pick<XieshouRequest, 'headers'>, secure: boolean): string | undefined =>
  cookieOf(request, cookieName(secure));

export const cookieOf = (request: Pick<XieshouRequest, 'headers'>, name: string): string | undefined => {
  const wanted = `${name}=`;
  const pair = request.headers.cookie?.split(/;\s*/).find((p) => p.startsWith(wanted));
  return pair?.slice(wanted.length) || undefined;
};

/** What somebody with a one-time password may still do. */
const beforeChange: readonly Endpoint[] = [changePassword, readSession, signOut] as readonly Endpoint[];

const foreign = () =>
  new Problem(
    403,
    'foreign-origin',
    t('请求来源不被允许，请从本平台页面操作', 'The request came from another site: use the pages of this platform'),
  );

/**
 * The only place where access is decided: every handler passes here, by its declared gate and never by its path.
 * Permissions that a role lacks answer like things that do not exist.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const endpoint = Reflect.getMetadata(ENDPOINT, context.getHandler()) as Endpoint | undefined;
    if (!endpoint) throw notFound();
    const request = context.switchToHttp().getRequest<XieshouRequest>();
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    if (writes) this.assertOwnOrigin(request);
    if (endpoint.gate === 'public') return true;
    const token = tokenOf(request, this.settings.secure);
    const live = token ? await this.sessions.find(token) : undefined;
    if (!live)
      throw new Problem(401, 'signed-out', t('请先登录；登录可能已超时', 'Sign in first; your session may have ended'));
    if (writes && request.headers['x-csrf-token'] !== live.scope.csrf)
      throw new Problem(403, 'csrf', t('页面已过期，请刷新后重试', 'This page is out of date: refresh and try again'));
    if (live.mustChangePassword && !beforeChange.includes(endpoint))
      throw new Problem(
        403,
        'password-change-required',
        t('请先修改一次性密码', 'Change your one-time password first'),
      );
    if (endpoint.gate !== 'signedIn' && !live.scope.reach(endpoint.gate)) throw notFound();
    request.scope = live.scope;
    return true;
  }

  private assertOwnOrigin(request: XieshouRequest): void {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign();
    const { origin } = request.headers;
    if (origin === undefined || origin === this.settings.publicUrl) return;
    if (!URL.canParse(origin) || new URL(origin).host !== request.host) throw foreign();
  }
}
