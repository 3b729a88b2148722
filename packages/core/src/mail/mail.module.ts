import { Controller, type DynamicModule, Module } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './mail.api.js';
import { MAIL, type MailSettings } from './mail-settings.js';
import { Mailer } from './mailer.js';
import { Outbox } from './outbox.js';

@Controller()
class MailController {
  constructor(private readonly outbox: Outbox) {}

  @Handle(api.readMyMail)
  read(@Input() call: Call<typeof api.readMyMail>) {
    return this.outbox.mine(call);
  }

  @Handle(api.changeMyMail)
  change(@Input() call: Call<typeof api.changeMyMail>) {
    return this.outbox.change(call);
  }
}

/** Digests by mail, where the operator has set a mail server. */
@Module({})
export class MailModule {
  static with(settings: MailSettings | undefined): DynamicModule {
    return {
      module: MailModule,
      global: true,
      controllers: [MailController],
      providers: [Outbox, Mailer, { provide: MAIL, useValue: settings }],
      exports: [Outbox],
    };
  }
}
