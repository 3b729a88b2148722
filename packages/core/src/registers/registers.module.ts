import { Controller, Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { ProgrammesModule } from '../programmes/programmes.module.js';
import { Eligibility } from './eligibility.js';
import { Entries } from './entries.js';
import { RegisterImports } from './register-imports.js';
import * as api from './registers.api.js';

@Controller()
export class RegistersController {
  constructor(
    private readonly entries: Entries,
    private readonly imports: RegisterImports,
    private readonly eligibility: Eligibility,
  ) {}

  @Handle(api.listEntries)
  list(@Input() call: Call<typeof api.listEntries>) {
    return this.entries.list(call);
  }

  @Handle(api.registerTemplate)
  template(@Input() call: Call<typeof api.registerTemplate>) {
    return this.imports.template(call);
  }

  @Handle(api.importRegister)
  import(@Input() call: Call<typeof api.importRegister>) {
    return this.imports.upload(call);
  }

  @Handle(api.listEligible)
  listEligible(@Input() call: Call<typeof api.listEligible>) {
    return this.eligibility.list(call);
  }
}

@Module({
  imports: [ImportsModule, ProgrammesModule],
  controllers: [RegistersController],
  providers: [Entries, RegisterImports, Eligibility],
  exports: [Eligibility],
})
export class RegistersModule {}
