import { Controller, Module, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Call } from '../platform/call.js';
import { sendEvents } from '../platform/http/events.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './jobs.api.js';
import { Jobs } from './jobs.js';

@Controller()
export class JobsController {
  constructor(private readonly jobs: Jobs) {}

  @Handle(api.readJob)
  read(@Input() { scope, params }: Call<typeof api.readJob>) {
    return this.jobs.read(scope.userId, params.id);
  }

  @Handle(api.watchJob)
  async watch(@Input() { scope, params }: Call<typeof api.watchJob>, @Res() reply: FastifyReply): Promise<void> {
    await this.jobs.read(scope.userId, params.id);
    await sendEvents(reply, this.jobs.watch(scope.userId, params.id));
  }
}

@Module({ controllers: [JobsController], providers: [Jobs], exports: [Jobs] })
export class JobsModule {}
