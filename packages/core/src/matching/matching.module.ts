import { Controller, Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { PairingsModule } from '../pairings/pairings.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { RegistersModule } from '../registers/registers.module.js';
import * as insideApi from './inside-proposals.api.js';
import { InsideProposals } from './inside-proposals.js';
import { ProposalChanges } from './proposal-changes.js';
import { Proposals } from './proposals.js';
import * as api from './proposals.api.js';
import { Proposing } from './proposing.js';
import { Publishing } from './publishing.js';

@Controller()
export class MatchingController {
  constructor(
    private readonly proposals: Proposals,
    private readonly proposing: Proposing,
    private readonly changes: ProposalChanges,
    private readonly publishing: Publishing,
    private readonly inside: InsideProposals,
  ) {}

  @Handle(api.listProposals)
  list(@Input() call: Call<typeof api.listProposals>) {
    return this.proposals.list(call);
  }

  @Handle(api.propose)
  propose(@Input() call: Call<typeof api.propose>) {
    return this.proposing.ask(call);
  }

  @Handle(api.addProposal)
  add(@Input() call: Call<typeof api.addProposal>) {
    return this.changes.add(call);
  }

  @Handle(api.changeProposal)
  change(@Input() call: Call<typeof api.changeProposal>) {
    return this.changes.change(call);
  }

  @Handle(api.publishProposals)
  publish(@Input() call: Call<typeof api.publishProposals>) {
    return this.publishing.publish(call);
  }

  @Handle(insideApi.listInsideProposals)
  listInside(@Input() call: Call<typeof insideApi.listInsideProposals>) {
    return this.inside.list(call);
  }

  @Handle(insideApi.arrangeProposals)
  arrangeInside(@Input() call: Call<typeof insideApi.arrangeProposals>) {
    return this.inside.arrange(call);
  }
}

@Module({
  imports: [JobsModule, NotificationsModule, PairingsModule, RegistersModule],
  controllers: [MatchingController],
  providers: [InsideProposals, Proposals, Proposing, ProposalChanges, Publishing],
})
export class MatchingModule {}
