import { Controller, Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { PairingsModule } from '../pairings/pairings.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './duties.api.js';
import { Duties } from './duties.js';
import { DutyBases } from './duty-bases.js';
import { DutyExcuses } from './duty-excuses.js';

@Controller()
export class DutiesController {
  constructor(
    private readonly duties: Duties,
    private readonly excuses: DutyExcuses,
  ) {}

  @Handle(api.readDuties)
  read(@Input() call: Call<typeof api.readDuties>) {
    return this.duties.read(call);
  }

  @Handle(api.remind)
  remind(@Input() call: Call<typeof api.remind>) {
    return this.duties.remind(call);
  }

  @Handle(api.excuseDuties)
  excuse(@Input() call: Call<typeof api.excuseDuties>) {
    return this.excuses.excuse(call);
  }

  @Handle(api.withdrawExcuse)
  withdraw(@Input() call: Call<typeof api.withdrawExcuse>) {
    return this.excuses.withdraw(call);
  }
}

@Module({
  imports: [ImportsModule, NotificationsModule, OrganisationsModule, PairingsModule],
  controllers: [DutiesController],
  providers: [Duties, DutyBases, DutyExcuses],
  exports: [Duties, DutyBases],
})
export class DutiesModule {}
