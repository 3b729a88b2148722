import { Controller, Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { PeopleModule } from '../people/people.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { ReviewsModule } from '../reviews/reviews.module.js';
import { Ledgers } from './ledgers.js';
import * as api from './records.api.js';
import { RecordViews } from './record-views.js';
import { Records } from './records.js';

@Controller()
export class RecordsController {
  constructor(
    private readonly records: Records,
    private readonly ledgers: Ledgers,
  ) {}

  @Handle(api.listRecords)
  list(@Input() call: Call<typeof api.listRecords>) {
    return this.records.list(call);
  }

  @Handle(api.startRecord)
  start(@Input() call: Call<typeof api.startRecord>) {
    return this.records.start(call);
  }

  @Handle(api.createRecord)
  create(@Input() call: Call<typeof api.createRecord>) {
    return this.records.create(call);
  }

  @Handle(api.readRecord)
  read(@Input() { scope, params }: Call<typeof api.readRecord>) {
    return this.records.read(scope, params.id);
  }

  @Handle(api.changeRecord)
  change(@Input() call: Call<typeof api.changeRecord>) {
    return this.records.change(call);
  }

  @Handle(api.readHistory)
  history(@Input() { scope, params }: Call<typeof api.readHistory>) {
    return this.records.history(scope, params.id);
  }

  @Handle(api.readLedger)
  ledger(@Input() call: Call<typeof api.readLedger>) {
    return this.ledgers.read(call);
  }
}

@Module({
  imports: [NotificationsModule, PeopleModule, ReviewsModule],
  controllers: [RecordsController],
  providers: [Records, RecordViews, Ledgers],
  exports: [Records],
})
export class RecordsModule {}
