import { Controller, Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { StageClosing } from './stage-closing.js';
import * as api from './stages.api.js';
import { Stages } from './stages.js';

@Controller()
export class StagesController {
  constructor(
    private readonly stages: Stages,
    private readonly closing: StageClosing,
  ) {}

  @Handle(api.readStages)
  board(@Input() call: Call<typeof api.readStages>) {
    return this.stages.board(call);
  }

  @Handle(api.readPairingStages)
  read(@Input() call: Call<typeof api.readPairingStages>) {
    return this.stages.read(call);
  }

  @Handle(api.closeStage)
  close(@Input() call: Call<typeof api.closeStage>) {
    return this.closing.close(call);
  }

  @Handle(api.reopenStage)
  reopen(@Input() call: Call<typeof api.reopenStage>) {
    return this.closing.reopen(call);
  }
}

@Module({
  imports: [NotificationsModule],
  controllers: [StagesController],
  providers: [Stages, StageClosing],
  exports: [Stages],
})
export class StagesModule {}
