import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessController } from './access.controller.js';
import { Accounts } from './accounts.js';
import { AccessGuard } from './guard.js';
import { Sessions } from './sessions.js';

@Module({
  controllers: [AccessController],
  providers: [Sessions, Accounts, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [Accounts, Sessions],
})
export class AccessModule {}
