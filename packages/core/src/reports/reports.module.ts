import { Controller, Module } from '@nestjs/common';
import { DutiesModule } from '../duties/duties.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { FilesModule } from '../files/files.module.js';
import { RectificationModule } from '../rectification/rectification.module.js';
import { PairingsModule } from '../pairings/pairings.module.js';
import { RecordsModule } from '../records/records.module.js';
import { ReviewsModule } from '../reviews/reviews.module.js';
import { StagesModule } from '../stages/stages.module.js';
import { Agenda } from './agenda.js';
import * as agendaApi from './agenda.api.js';
import { FiledSheetsController } from './filed-sheets.controller.js';
import { FiledSheets } from './filed-sheets.js';
import * as api from './reports.api.js';
import { Pending } from './pending.js';
import { Readings } from './readings.js';
import { Reports } from './reports.js';
import { Sheets } from './sheets.js';
import { Workbench } from './workbench.js';

@Controller()
export class ReportsController {
  constructor(
    private readonly reports: Reports,
    private readonly workbench: Workbench,
    private readonly agenda: Agenda,
  ) {}

  @Handle(api.readReport)
  read(@Input() call: Call<typeof api.readReport>) {
    return this.reports.read(call);
  }

  @Handle(agendaApi.readProgrammeAgenda)
  readProgrammeAgenda(@Input() call: Call<typeof agendaApi.readProgrammeAgenda>) {
    return this.agenda.programme(call);
  }

  @Handle(agendaApi.readAgenda)
  readAgenda(@Input() call: Call<typeof agendaApi.readAgenda>) {
    return this.agenda.mine(call);
  }

  @Handle(api.readWorkbench)
  readWorkbench(@Input() { scope }: Call<typeof api.readWorkbench>) {
    return this.workbench.read(scope);
  }
}

@Module({
  imports: [
    FilesModule,
    DutiesModule,
    NotificationsModule,
    PairingsModule,
    RecordsModule,
    RectificationModule,
    ReviewsModule,
    StagesModule,
  ],
  controllers: [ReportsController, FiledSheetsController],
  providers: [Readings, Reports, Agenda, Workbench, Pending, Sheets, FiledSheets],
  exports: [Pending, Readings],
})
export class ReportsModule {}
