import { Controller, Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { Awards } from './awards.js';
import { Decisions } from './decisions.js';
import { Evidence } from './evidence.js';
import * as api from './outcomes.api.js';
import { SettlementViews } from './settlement-views.js';
import { Settlements } from './settlements.js';

@Controller()
export class OutcomesController {
  constructor(
    private readonly settlements: Settlements,
    private readonly views: SettlementViews,
    private readonly awards: Awards,
    private readonly decisions: Decisions,
  ) {}

  @Handle(api.settleOutcome)
  settle(@Input() call: Call<typeof api.settleOutcome>) {
    return this.settlements.settle(call);
  }

  @Handle(api.listSettlements)
  list(@Input() call: Call<typeof api.listSettlements>) {
    return this.views.list(call);
  }

  @Handle(api.readSettlement)
  read(@Input() call: Call<typeof api.readSettlement>) {
    return this.views.read(call);
  }

  @Handle(api.acceptSettlement)
  accept(@Input() call: Call<typeof api.acceptSettlement>) {
    return this.settlements.accept(call);
  }

  @Handle(api.listAwards)
  listAwards(@Input() call: Call<typeof api.listAwards>) {
    return this.awards.list(call);
  }

  @Handle(api.decideOutcome)
  decide(@Input() call: Call<typeof api.decideOutcome>) {
    return this.decisions.decide(call);
  }
}

@Module({
  imports: [NotificationsModule],
  controllers: [OutcomesController],
  providers: [Evidence, Settlements, SettlementViews, Awards, Decisions],
})
export class OutcomesModule {}
