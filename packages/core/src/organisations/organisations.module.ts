import { Controller, Module } from '@nestjs/common';
import { Imports } from '../imports/imports.js';
import { ImportsModule } from '../imports/imports.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { OrganisationImport } from './organisation-import.js';
import * as api from './organisations.api.js';
import { OrganisationLife } from './organisation-life.js';
import { Organisations } from './organisations.js';

@Controller()
export class OrganisationsController {
  constructor(
    private readonly organisations: Organisations,
    private readonly life: OrganisationLife,
    private readonly imports: Imports,
  ) {}

  @Handle(api.listOrganisations)
  list(@Input() call: Call<typeof api.listOrganisations>) {
    return this.organisations.list(call);
  }

  @Handle(api.createOrganisation)
  create(@Input() call: Call<typeof api.createOrganisation>) {
    return this.organisations.create(call);
  }

  @Handle(api.organisationTemplate)
  template(@Input() { language }: Call<typeof api.organisationTemplate>) {
    return this.imports.template('organisations', language);
  }

  @Handle(api.importOrganisations)
  import(@Input() call: Call<typeof api.importOrganisations>) {
    return this.imports.upload('organisations', call);
  }

  @Handle(api.readOrganisation)
  read(@Input() call: Call<typeof api.readOrganisation>) {
    return this.organisations.read(call);
  }

  @Handle(api.changeOrganisation)
  change(@Input() call: Call<typeof api.changeOrganisation>) {
    return this.organisations.change(call);
  }

  @Handle(api.renameOrganisation)
  rename(@Input() call: Call<typeof api.renameOrganisation>) {
    return this.life.rename(call);
  }

  @Handle(api.moveOrganisation)
  move(@Input() call: Call<typeof api.moveOrganisation>) {
    return this.life.move(call);
  }

  @Handle(api.readOrganisationEvents)
  events(@Input() call: Call<typeof api.readOrganisationEvents>) {
    return this.life.events(call);
  }
}

@Module({
  imports: [ImportsModule, NotificationsModule],
  controllers: [OrganisationsController],
  providers: [Organisations, OrganisationLife, OrganisationImport],
  exports: [Organisations],
})
export class OrganisationsModule {}
