import { Controller, Module } from '@nestjs/common';
import { Imports } from '../imports/imports.js';
import { ImportsModule } from '../imports/imports.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { IdNumbers } from './id-numbers.js';
import { PeopleImport } from './people-import.js';
import * as api from './people.api.js';
import { People } from './people.js';

@Controller()
export class PeopleController {
  constructor(
    private readonly people: People,
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

  @Handle(api.revealPerson)
  reveal(@Input() call: Call<typeof api.revealPerson>) {
    return this.people.reveal(call);
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
  imports: [ImportsModule],
  controllers: [PeopleController],
  providers: [IdNumbers, People, PeopleImport],
  exports: [People],
})
export class PeopleModule {}
