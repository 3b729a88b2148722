import { Controller } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './delegations.api.js';
import { Delegations } from './delegations.js';

@Controller()
export class DelegationsController {
  constructor(private readonly delegations: Delegations) {}

  @Handle(api.listDelegations)
  list(@Input() call: Call<typeof api.listDelegations>) {
    return this.delegations.list(call);
  }

  @Handle(api.listColleagues)
  colleagues(@Input() call: Call<typeof api.listColleagues>) {
    return this.delegations.colleagues(call);
  }

  @Handle(api.createDelegation)
  create(@Input() call: Call<typeof api.createDelegation>) {
    return this.delegations.create(call);
  }

  @Handle(api.endDelegation)
  end(@Input() call: Call<typeof api.endDelegation>) {
    return this.delegations.end(call);
  }
}
