import { Controller, Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './imports.api.js';
import { ImportRegisters } from './import-registers.js';
import { ImportWork } from './import-work.js';
import { Imports } from './imports.js';
import { UndoWork } from './undo-work.js';

@Controller()
export class ImportsController {
  constructor(private readonly imports: Imports) {}

  @Handle(api.listImports)
  list(@Input() call: Call<typeof api.listImports>) {
    return this.imports.list(call);
  }

  @Handle(api.undoImport)
  undo(@Input() call: Call<typeof api.undoImport>) {
    return this.imports.undo(call);
  }

  @Handle(api.readImport)
  read(@Input() call: Call<typeof api.readImport>) {
    return this.imports.read(call);
  }

  @Handle(api.applyImport)
  apply(@Input() call: Call<typeof api.applyImport>) {
    return this.imports.apply(call);
  }

  @Handle(api.importErrors)
  errors(@Input() call: Call<typeof api.importErrors>) {
    return this.imports.errors(call);
  }
}

@Module({
  imports: [FilesModule, JobsModule],
  controllers: [ImportsController],
  providers: [ImportRegisters, ImportWork, UndoWork, Imports],
  exports: [ImportRegisters, Imports],
})
export class ImportsModule {}
