import { Controller, Module } from '@nestjs/common';
import { from, map, type Observable } from 'rxjs';
import type { Call } from '../platform/call.js';
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
  async watch(@Input() { scope, params }: Call<typeof api.watchJob>): Promise<Observable<{ data: object }>> {
    await this.jobs.read(scope.userId, params.id);
    return from(this.jobs.watch(scope.userId, params.id)).pipe(map((data) => ({ data })));
  }
}

@Module({ controllers: [JobsController], providers: [Jobs], exports: [Jobs] })
export class JobsModule {}
