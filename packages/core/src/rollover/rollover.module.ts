import { Controller, Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { RecordsModule } from '../records/records.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { Ending } from './ending.js';
import * as api from './rollover.api.js';
import { Rollovers } from './rollovers.js';

@Controller()
export class RolloverController {
  constructor(
    private readonly rollovers: Rollovers,
    private readonly ending: Ending,
  ) {}

  @Handle(api.previewRollover)
  preview(@Input() call: Call<typeof api.previewRollover>) {
    return this.rollovers.preview(call);
  }

  @Handle(api.rollOver)
  rollOver(@Input() call: Call<typeof api.rollOver>) {
    return this.rollovers.rollOver(call);
  }

  @Handle(api.readEnding)
  readEnding(@Input() call: Call<typeof api.readEnding>) {
    return this.ending.read(call);
  }
}

@Module({
  imports: [NotificationsModule, OrganisationsModule, RecordsModule],
  controllers: [RolloverController],
  providers: [Rollovers, Ending],
})
export class RolloverModule {}
