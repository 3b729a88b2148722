import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import type { XieshouRequest } from '../platform/http/request.js';
import { type ServerSettings, SETTINGS } from '../platform/tokens.js';
import * as api from './access.api.js';
import { cookieName, cookieOf, knownCookieName, tokenOf } from './guard.js';
import { KNOWN_DAYS } from './known-browsers.js';
import { Sessions } from './sessions.js';

@Controller()
export class AccessController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
  ) {}

  @Handle(api.signIn)
  async signIn(
    @Input() { body }: Call<typeof api.signIn>,
    @Req() request: XieshouRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { secure } = this.settings;
    const cookie = cookieOf(request, knownCookieName(secure));
    const { token, known } = await this.sessions.signIn({ ...body, address: request.ip, cookie });
    this.setCookie(reply, token);
    void reply.header(
      'set-cookie',
      `${knownCookieName(secure)}=${known}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}; Max-Age=${KNOWN_DAYS * 86_400}`,
    );
    return this.sessions.describe(token);
  }

  @Handle(api.readSession)
  read(@Req() request: XieshouRequest) {
    return this.sessions.describe(tokenOf(request, this.settings.secure));
  }

  @Handle(api.signOut)
  async signOut(@Input() { scope, actor }: Call<typeof api.signOut>, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.signOut(scope, actor);
    this.setCookie(reply, '');
    return this.sessions.describe(undefined);
  }

  @Handle(api.changePassword)
  async changePassword(
    @Input() { scope, actor, body }: Call<typeof api.changePassword>,
    @Req() request: XieshouRequest,
  ) {
    await this.sessions.changePassword(scope, actor, body);
    return this.sessions.describe(tokenOf(request, this.settings.secure));
  }

  @Handle(api.switchAssignment)
  async switchAssignment(
    @Input() { scope, actor, body }: Call<typeof api.switchAssignment>,
    @Req() request: XieshouRequest,
  ) {
    await this.sessions.switchTo(scope, actor, body.assignment);
    return this.sessions.describe(tokenOf(request, this.settings.secure));
  }

  private setCookie(reply: FastifyReply, token: string): void {
    const { secure } = this.settings;
    const life = token ? '' : '; Max-Age=0';
    void reply.header(
      'set-cookie',
      `${cookieName(secure)}=${token}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}${life}`,
    );
  }
}
