import { Controller, Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { ImportsModule } from '../imports/imports.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { PairingsModule } from '../pairings/pairings.module.js';
import { PeopleModule } from '../people/people.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { ReviewsModule } from '../reviews/reviews.module.js';
import { Batches } from './batches.js';
import { Confidential } from './confidential.js';
import { Corrections } from './corrections.js';
import { Drafts } from './drafts.js';
import { Ledgers } from './ledgers.js';
import * as api from './records.api.js';
import { RecordDecisions } from './record-decisions.js';
import { RecordFiles } from './record-files.js';
import { RecordTrail } from './record-trail.js';
import { RecordViews } from './record-views.js';
import { RecordWriting } from './record-writing.js';
import { PeopleInRecords } from './people-in-records.js';
import { Records } from './records.js';
import { ReviewSteps } from './review-steps.js';
import { Sealing } from './sealing.js';
import { Voiding } from './voiding.js';
import { Withdrawing } from './withdrawing.js';

@Controller()
export class RecordsController {
  constructor(
    private readonly records: Records,
    private readonly voiding: Voiding,
    private readonly sealing: Sealing,
    private readonly corrections: Corrections,
    private readonly ledgers: Ledgers,
    private readonly files: RecordFiles,
    private readonly batches: Batches,
    private readonly withdrawing: Withdrawing,
    private readonly trails: RecordTrail,
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

  @Handle(api.createRecords)
  createMany(@Input() call: Call<typeof api.createRecords>) {
    return this.batches.create(call);
  }

  @Handle(api.readRecord)
  read(@Input() { scope, params }: Call<typeof api.readRecord>) {
    return this.records.read(scope, params.id);
  }

  @Handle(api.readRecordFile)
  file(@Input() call: Call<typeof api.readRecordFile>) {
    return this.files.read(call);
  }

  @Handle(api.changeRecord)
  change(@Input() call: Call<typeof api.changeRecord>) {
    return this.records.change(call);
  }

  @Handle(api.submitRecord)
  submit(@Input() call: Call<typeof api.submitRecord>) {
    return this.records.submit(call);
  }

  @Handle(api.discardRecord)
  discard(@Input() call: Call<typeof api.discardRecord>) {
    return this.records.discard(call);
  }

  @Handle(api.voidRecord)
  void(@Input() call: Call<typeof api.voidRecord>) {
    return this.voiding.void(call);
  }

  @Handle(api.sealRecords)
  seal(@Input() call: Call<typeof api.sealRecords>) {
    return this.sealing.seal(call);
  }

  @Handle(api.correctRecord)
  correct(@Input() call: Call<typeof api.correctRecord>) {
    return this.corrections.create(call);
  }

  @Handle(api.withdrawCorrection)
  withdrawCorrection(@Input() call: Call<typeof api.withdrawCorrection>) {
    return this.corrections.takeBack(call);
  }

  @Handle(api.withdrawRecord)
  withdraw(@Input() call: Call<typeof api.withdrawRecord>) {
    return this.withdrawing.withdraw(call);
  }

  @Handle(api.readTrail)
  trail(@Input() { scope, params }: Call<typeof api.readTrail>) {
    return this.trails.read(scope, params.id);
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
  imports: [FilesModule, ImportsModule, NotificationsModule, PairingsModule, PeopleModule, ReviewsModule],
  controllers: [RecordsController],
  providers: [
    Confidential,
    Records,
    RecordFiles,
    RecordViews,
    RecordWriting,
    Drafts,
    Voiding,
    Sealing,
    Corrections,
    Ledgers,
    Batches,
    RecordDecisions,
    RecordTrail,
    ReviewSteps,
    Withdrawing,
    PeopleInRecords,
  ],
  exports: [Confidential, Records, RecordViews, Ledgers],
})
export class RecordsModule {}
