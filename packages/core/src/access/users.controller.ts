import { Controller } from '@nestjs/common';
import { Imports } from '../imports/imports.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './access.api.js';
import { AccountRoles } from './account-roles.js';
import { Accounts } from './accounts.js';
import { BulkAccounts } from './bulk-accounts.js';

@Controller()
export class UsersController {
  constructor(
    private readonly accounts: Accounts,
    private readonly accountRoles: AccountRoles,
    private readonly bulk: BulkAccounts,
    private readonly imports: Imports,
  ) {}

  @Handle(api.listUsers)
  list(@Input() call: Call<typeof api.listUsers>) {
    return this.accounts.list(call);
  }

  @Handle(api.createUser)
  create(@Input() call: Call<typeof api.createUser>) {
    return this.accounts.create(call);
  }

  @Handle(api.resetPassword)
  resetPassword(@Input() call: Call<typeof api.resetPassword>) {
    return this.accounts.resetPassword(call);
  }

  @Handle(api.changeUser)
  change(@Input() call: Call<typeof api.changeUser>) {
    return this.accounts.change(call);
  }

  @Handle(api.addAssignment)
  addAssignment(@Input() call: Call<typeof api.addAssignment>) {
    return this.accountRoles.add(call);
  }

  @Handle(api.endAssignment)
  endAssignment(@Input() call: Call<typeof api.endAssignment>) {
    return this.accountRoles.end(call);
  }

  @Handle(api.usersTemplate)
  template(@Input() { language }: Call<typeof api.usersTemplate>) {
    return this.imports.template('users', language);
  }

  @Handle(api.importUsers)
  import(@Input() call: Call<typeof api.importUsers>) {
    return this.imports.upload('users', call);
  }

  @Handle(api.listUserless)
  candidates(@Input() call: Call<typeof api.listUserless>) {
    return this.bulk.candidates(call);
  }

  @Handle(api.openUsers)
  open(@Input() call: Call<typeof api.openUsers>) {
    return this.bulk.open(call);
  }

  @Handle(api.issueSlips)
  slips(@Input() call: Call<typeof api.issueSlips>) {
    return this.bulk.slips(call);
  }
}
