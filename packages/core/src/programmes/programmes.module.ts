import { Controller, type DynamicModule, Module } from '@nestjs/common';
import type { ProgrammeDefinition } from '@xieshou/sdk';
import { Imports } from '../imports/imports.js';
import { ImportsModule } from '../imports/imports.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { CalendarDays } from './calendar-days.js';
import { CalendarImport } from './calendar-import.js';
import { Calendars } from './calendars.js';
import { Catalogue, PROGRAMMES } from './catalogue.js';
import * as api from './programmes.api.js';
import { Enabling } from './enabling.js';
import * as enabling from './enabling.api.js';
import { Programmes } from './programmes.js';

@Controller()
export class ProgrammesController {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly calendars: Calendars,
    private readonly programmes: Programmes,
    private readonly days: CalendarDays,
    private readonly imports: Imports,
    private readonly enabling: Enabling,
  ) {}

  @Handle(api.listPlugins)
  plugins() {
    return this.catalogue.manifests();
  }

  @Handle(enabling.listPluginHealth)
  health(@Input() call: Call<typeof enabling.listPluginHealth>) {
    return this.enabling.plugins(call);
  }

  @Handle(enabling.previewOrganisations)
  previewOrganisations(@Input() call: Call<typeof enabling.previewOrganisations>) {
    return this.enabling.preview(call);
  }

  @Handle(api.readCalendar)
  calendar(@Input() { scope }: Call<typeof api.readCalendar>) {
    return this.calendars.read(scope);
  }

  @Handle(api.changeTerm)
  changeTerm(@Input() call: Call<typeof api.changeTerm>) {
    return this.calendars.changeTerm(call);
  }

  @Handle(api.changeCalendarDay)
  changeDay(@Input() call: Call<typeof api.changeCalendarDay>) {
    return this.days.change(call);
  }

  @Handle(api.removeCalendarDay)
  removeDay(@Input() call: Call<typeof api.removeCalendarDay>) {
    return this.days.remove(call);
  }

  @Handle(api.calendarTemplate)
  calendarTemplate(@Input() { language }: Call<typeof api.calendarTemplate>) {
    return this.imports.template('calendar', language);
  }

  @Handle(api.importCalendar)
  importCalendar(@Input() call: Call<typeof api.importCalendar>) {
    return this.imports.upload('calendar', call);
  }

  @Handle(api.listProgrammes)
  list(@Input() call: Call<typeof api.listProgrammes>) {
    return this.programmes.list(call);
  }

  @Handle(api.readProgramme)
  read(@Input() { scope, params }: Call<typeof api.readProgramme>) {
    return this.programmes.read(scope, params.id);
  }

  @Handle(api.previewProgramme)
  preview(@Input() call: Call<typeof api.previewProgramme>) {
    return this.programmes.preview(call);
  }

  @Handle(api.createProgramme)
  create(@Input() call: Call<typeof api.createProgramme>) {
    return this.programmes.create(call);
  }

  @Handle(api.changeProgramme)
  change(@Input() call: Call<typeof api.changeProgramme>) {
    return this.programmes.change(call);
  }

  @Handle(api.moveProgramme)
  move(@Input() call: Call<typeof api.moveProgramme>) {
    return this.programmes.move(call);
  }
}

@Module({})
export class ProgrammesModule {
  static with(programmes: readonly ProgrammeDefinition[]): DynamicModule {
    return {
      module: ProgrammesModule,
      global: true,
      imports: [ImportsModule, OrganisationsModule],
      controllers: [ProgrammesController],
      providers: [
        { provide: PROGRAMMES, useValue: programmes },
        Catalogue,
        Calendars,
        CalendarDays,
        CalendarImport,
        Programmes,
        Enabling,
      ],
      exports: [Catalogue, Calendars, Programmes],
    };
  }
}
