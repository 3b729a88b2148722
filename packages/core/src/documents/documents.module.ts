import { Controller, Module } from '@nestjs/common';
import { DutiesModule } from '../duties/duties.module.js';
import { PeopleModule } from '../people/people.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { RecordsModule } from '../records/records.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { DocumentReading } from './document-reading.js';
import * as api from './documents.api.js';
import { Documents } from './documents.js';

@Controller()
export class DocumentsController {
  constructor(private readonly documents: Documents) {}

  @Handle(api.listDocuments)
  list(@Input() call: Call<typeof api.listDocuments>) {
    return this.documents.list(call);
  }

  @Handle(api.readDocument)
  read(@Input() call: Call<typeof api.readDocument>) {
    return this.documents.read(call);
  }
}

@Module({
  imports: [DutiesModule, PeopleModule, RecordsModule, ReportsModule],
  controllers: [DocumentsController],
  providers: [Documents, DocumentReading],
})
export class DocumentsModule {}
