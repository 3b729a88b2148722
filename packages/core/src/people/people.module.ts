import { Controller, Module } from '@nestjs/common';
import { Imports } from '../imports/imports.js';
import { ImportsModule } from '../imports/imports.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { IdNumbers } from './id-numbers.js';
import { PeopleImport } from './people-import.js';
import * as api from './people.api.js';
import { People } from './people.js';
import { NameReveals } from './name-reveals.js';
import { PersonDuplicates } from './person-duplicates.js';
import { PersonLife } from './person-life.js';

@Controller()
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly life: PersonLife,
    private readonly duplicates: PersonDuplicates,
    private readonly nameReveals: NameReveals,
    private readonly imports: Imports,
  ) {}

  @Handle(api.listPeople)
  list(@Input() call: Call<typeof api.listPeople>) {
    return this.people.list(call);
  }

  @Handle(api.createPerson)
  create(@Input() call: Call<typeof api.createPerson>) {
    return this.people.create(call);
  }

  @Handle(api.changePerson)
  change(@Input() call: Call<typeof api.changePerson>) {
    return this.people.change(call);
  }

  @Handle(api.transferPerson)
  transfer(@Input() call: Call<typeof api.transferPerson>) {
    return this.life.transfer(call);
  }

  @Handle(api.leavePerson)
  leave(@Input() call: Call<typeof api.leavePerson>) {
    return this.life.leave(call);
  }

  @Handle(api.returnPerson)
  return(@Input() call: Call<typeof api.returnPerson>) {
    return this.life.return(call);
  }

  @Handle(api.readPlaces)
  places(@Input() call: Call<typeof api.readPlaces>) {
    return this.life.places(call);
  }

  @Handle(api.listDuplicates)
  listDuplicates(@Input() call: Call<typeof api.listDuplicates>) {
    return this.duplicates.list(call);
  }

  @Handle(api.mergePeople)
  merge(@Input() call: Call<typeof api.mergePeople>) {
    return this.duplicates.merge(call);
  }

  @Handle(api.tellApart)
  tellApart(@Input() call: Call<typeof api.tellApart>) {
    return this.duplicates.tellApart(call);
  }

  @Handle(api.revealPerson)
  reveal(@Input() call: Call<typeof api.revealPerson>) {
    return this.people.reveal(call);
  }

  @Handle(api.revealName)
  revealName(@Input() call: Call<typeof api.revealName>) {
    return this.nameReveals.reveal(call);
  }

  @Handle(api.listReveals)
  listReveals(@Input() call: Call<typeof api.listReveals>) {
    return this.nameReveals.list(call);
  }

  @Handle(api.peopleTemplate)
  template(@Input() { language }: Call<typeof api.peopleTemplate>) {
    return this.imports.template('people', language);
  }

  @Handle(api.importPeople)
  import(@Input() call: Call<typeof api.importPeople>) {
    return this.imports.upload('people', call);
  }
}

@Module({
  imports: [ImportsModule, NotificationsModule],
  controllers: [PeopleController],
  providers: [IdNumbers, People, PersonLife, PersonDuplicates, NameReveals, PeopleImport],
  exports: [People],
})
export class PeopleModule {}
