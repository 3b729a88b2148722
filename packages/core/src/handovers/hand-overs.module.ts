import { Controller, Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { RecordsModule } from '../records/records.module.js';
import { ReviewsModule } from '../reviews/reviews.module.js';
import * as api from './hand-overs.api.js';
import { HandOvers } from './hand-overs.js';
import { InHand } from './in-hand.js';

@Controller()
export class HandOversController {
  constructor(private readonly handOvers: HandOvers) {}

  @Handle(api.readInHand)
  inHand(@Input() call: Call<typeof api.readInHand>) {
    return this.handOvers.inHandOf(call);
  }

  @Handle(api.readPersonInHand)
  ofPerson(@Input() call: Call<typeof api.readPersonInHand>) {
    return this.handOvers.ofPerson(call);
  }

  @Handle(api.handOverUser)
  handOver(@Input() call: Call<typeof api.handOverUser>) {
    return this.handOvers.handOver(call);
  }

  @Handle(api.readHandOver)
  read(@Input() call: Call<typeof api.readHandOver>) {
    return this.handOvers.read(call);
  }
}

@Module({
  imports: [NotificationsModule, RecordsModule, ReviewsModule],
  controllers: [HandOversController],
  providers: [HandOvers, InHand],
})
export class HandOversModule {}
