import { Controller, Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { SigningUp } from './signing-up.js';
import { TeamChanges } from './team-changes.js';
import { TeamTrail } from './team-trail.js';
import { TeamViews } from './team-views.js';
import * as api from './teams.api.js';

@Controller()
export class TeamsController {
  constructor(
    private readonly views: TeamViews,
    private readonly signingUp: SigningUp,
    private readonly changes: TeamChanges,
  ) {}

  @Handle(api.listTeams)
  list(@Input() call: Call<typeof api.listTeams>) {
    return this.views.list(call);
  }

  @Handle(api.readTeam)
  read(@Input() call: Call<typeof api.readTeam>) {
    return this.views.read(call);
  }

  @Handle(api.foundTeam)
  found(@Input() call: Call<typeof api.foundTeam>) {
    return this.signingUp.found(call);
  }

  @Handle(api.joinTeam)
  join(@Input() call: Call<typeof api.joinTeam>) {
    return this.signingUp.join(call);
  }

  @Handle(api.decideTeamMember)
  decide(@Input() call: Call<typeof api.decideTeamMember>) {
    return this.changes.decide(call);
  }

  @Handle(api.leaveTeam)
  leave(@Input() call: Call<typeof api.leaveTeam>) {
    return this.changes.leave(call);
  }

  @Handle(api.leadTeam)
  lead(@Input() call: Call<typeof api.leadTeam>) {
    return this.changes.lead(call);
  }

  @Handle(api.withdrawTeam)
  withdraw(@Input() call: Call<typeof api.withdrawTeam>) {
    return this.changes.withdraw(call);
  }
}

@Module({
  imports: [NotificationsModule],
  controllers: [TeamsController],
  providers: [TeamViews, TeamTrail, SigningUp, TeamChanges],
})
export class TeamsModule {}
