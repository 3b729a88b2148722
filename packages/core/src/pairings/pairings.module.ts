import { Controller, Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { PeopleModule } from '../people/people.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { RegistersModule } from '../registers/registers.module.js';
import { ReviewsModule } from '../reviews/reviews.module.js';
import { Arranging } from './arranging.js';
import { agreeInside, arrangeInside, declineInside, endInside, listInside } from './inside.api.js';
import { Inside } from './inside.js';
import { Offers } from './offers.js';
import { Doubts } from './doubts.js';
import { importPairings, pairingTemplate } from './pairing-imports.api.js';
import { PairingImports } from './pairing-imports.js';
import { Offices } from './offices.js';
import * as api from './pairings.api.js';
import { Pairings } from './pairings.js';
import { PairingDays } from './pairing-days.js';
import { PersonPairs } from './person-pairs.js';
import { Successors } from './successors.js';

@Controller()
export class PairingsController {
  constructor(
    private readonly pairings: Pairings,
    private readonly inside: Inside,
    private readonly doubts: Doubts,
    private readonly offers: Offers,
    private readonly imports: PairingImports,
    private readonly offices: Offices,
  ) {}

  @Handle(api.listPairings)
  list(@Input() call: Call<typeof api.listPairings>) {
    return this.pairings.list(call);
  }

  @Handle(api.listCandidates)
  candidates(@Input() call: Call<typeof api.listCandidates>) {
    return this.pairings.candidates(call);
  }

  @Handle(api.createPairing)
  create(@Input() call: Call<typeof api.createPairing>) {
    return this.pairings.create(call);
  }

  @Handle(api.readPairing)
  read(@Input() { scope, params }: Call<typeof api.readPairing>) {
    return this.pairings.read(scope, params.id);
  }

  @Handle(api.endPairing)
  end(@Input() call: Call<typeof api.endPairing>) {
    return this.pairings.end(call);
  }

  @Handle(api.notePairingDoubt)
  noteDoubt(@Input() call: Call<typeof api.notePairingDoubt>) {
    return this.doubts.note(call);
  }

  @Handle(api.appointOffice)
  appointOffice(@Input() call: Call<typeof api.appointOffice>) {
    return this.offices.appoint(call);
  }

  @Handle(pairingTemplate)
  template(@Input() call: Call<typeof pairingTemplate>) {
    return this.imports.template(call);
  }

  @Handle(importPairings)
  import(@Input() call: Call<typeof importPairings>) {
    return this.imports.upload(call);
  }

  @Handle(listInside)
  listInside(@Input() call: Call<typeof listInside>) {
    return this.inside.list(call);
  }

  @Handle(arrangeInside)
  arrangeInside(@Input() call: Call<typeof arrangeInside>) {
    return this.inside.arrange(call);
  }

  @Handle(endInside)
  endInside(@Input() call: Call<typeof endInside>) {
    return this.inside.end(call);
  }

  @Handle(agreeInside)
  agreeInside(@Input() call: Call<typeof agreeInside>) {
    return this.offers.agree(call);
  }

  @Handle(declineInside)
  declineInside(@Input() call: Call<typeof declineInside>) {
    return this.offers.decline(call);
  }
}

@Module({
  imports: [ImportsModule, NotificationsModule, OrganisationsModule, PeopleModule, RegistersModule, ReviewsModule],
  controllers: [PairingsController],
  providers: [
    Pairings,
    Arranging,
    Doubts,
    Inside,
    Offers,
    Offices,
    PairingDays,
    PairingImports,
    PersonPairs,
    Successors,
  ],
  exports: [Pairings, Arranging, Inside, PersonPairs, Successors],
})
export class PairingsModule {}
