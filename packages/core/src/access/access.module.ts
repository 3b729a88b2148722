import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ImportsModule } from '../imports/imports.module.js';
import { AccessController } from './access.controller.js';
import { AccountRoles } from './account-roles.js';
import { AccountsImport } from './accounts-import.js';
import { Accounts } from './accounts.js';
import { BulkAccounts } from './bulk-accounts.js';
import { DelegationsController } from './delegations.controller.js';
import { Delegations } from './delegations.js';
import { AccessGuard } from './guard.js';
import { KnownBrowsers } from './known-browsers.js';
import { Sessions } from './sessions.js';
import { UsersController } from './users.controller.js';

@Module({
  imports: [ImportsModule],
  controllers: [AccessController, UsersController, DelegationsController],
  providers: [
    Sessions,
    KnownBrowsers,
    Accounts,
    AccountRoles,
    BulkAccounts,
    AccountsImport,
    Delegations,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [Accounts, Sessions],
})
export class AccessModule {}
