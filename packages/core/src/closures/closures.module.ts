import { Controller, Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { RecordsModule } from '../records/records.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { Closing } from './closing.js';
import * as api from './closures.api.js';
import { Impact } from './impact.js';
import { Merging } from './merging.js';

@Controller()
export class ClosuresController {
  constructor(
    private readonly impact: Impact,
    private readonly closing: Closing,
    private readonly merging: Merging,
  ) {}

  @Handle(api.readImpact)
  read(@Input() call: Call<typeof api.readImpact>) {
    return this.impact.read(call);
  }

  @Handle(api.previewMerge)
  preview(@Input() call: Call<typeof api.previewMerge>) {
    return this.merging.preview(call);
  }

  @Handle(api.mergeOrganisation)
  merge(@Input() call: Call<typeof api.mergeOrganisation>) {
    return this.merging.merge(call);
  }

  @Handle(api.closeOrganisation)
  close(@Input() call: Call<typeof api.closeOrganisation>) {
    return this.closing.close(call);
  }

  @Handle(api.reopenOrganisation)
  reopen(@Input() call: Call<typeof api.reopenOrganisation>) {
    return this.closing.reopen(call);
  }
}

@Module({
  imports: [NotificationsModule, OrganisationsModule, RecordsModule],
  controllers: [ClosuresController],
  providers: [Impact, Closing, Merging],
  exports: [Closing],
})
export class ClosuresModule {}
