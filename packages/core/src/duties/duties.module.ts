import { Controller, Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { PairingsModule } from '../pairings/pairings.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './duties.api.js';
import { Duties } from './duties.js';

@Controller()
export class DutiesController {
  constructor(private readonly duties: Duties) {}

  @Handle(api.readDuties)
  read(@Input() call: Call<typeof api.readDuties>) {
    return this.duties.read(call);
  }

  @Handle(api.remind)
  remind(@Input() call: Call<typeof api.remind>) {
    return this.duties.remind(call);
  }
}

@Module({
  imports: [NotificationsModule, PairingsModule],
  controllers: [DutiesController],
  providers: [Duties],
  exports: [Duties],
})
export class DutiesModule {}
