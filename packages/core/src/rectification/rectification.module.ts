import { Controller, Inject, Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { PairingsModule } from '../pairings/pairings.module.js';
import type { Call } from '../platform/call.js';
import type { Database } from '../platform/database/database.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { DATABASE } from '../platform/tokens.js';
import { RectificationViews } from './rectification-views.js';
import * as api from './rectification.api.js';
import { Rectifications } from './rectifications.js';

@Controller()
export class RectificationController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly rectifications: Rectifications,
    private readonly views: RectificationViews,
  ) {}

  @Handle(api.listRectifications)
  list(@Input() call: Call<typeof api.listRectifications>) {
    return this.views.list(call);
  }

  @Handle(api.raiseRectification)
  raise(@Input() call: Call<typeof api.raiseRectification>) {
    return this.rectifications.raise(call);
  }

  @Handle(api.readRectification)
  read(@Input() { scope, params }: Call<typeof api.readRectification>) {
    return this.views.whole(this.database, scope, params.id);
  }

  @Handle(api.answerRectification)
  answer(@Input() call: Call<typeof api.answerRectification>) {
    return this.rectifications.answer(call);
  }

  @Handle(api.finishRectification)
  finish(@Input() call: Call<typeof api.finishRectification>) {
    return this.rectifications.finish(call);
  }

  @Handle(api.inspectRectification)
  inspect(@Input() call: Call<typeof api.inspectRectification>) {
    return this.rectifications.inspect(call);
  }

  @Handle(api.extendRectification)
  extend(@Input() call: Call<typeof api.extendRectification>) {
    return this.rectifications.extend(call);
  }
}

@Module({
  imports: [NotificationsModule, PairingsModule],
  controllers: [RectificationController],
  providers: [Rectifications, RectificationViews],
  exports: [Rectifications, RectificationViews],
})
export class RectificationModule {}
