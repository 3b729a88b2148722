import { Controller, Module } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { listAudit } from './audit.api.js';
import { AuditLog } from './audit-log.js';
import { AuditSubjects } from './audit-subjects.js';

@Controller()
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Handle(listAudit)
  list(@Input() call: Call<typeof listAudit>) {
    return this.log.list(call);
  }
}

@Module({ controllers: [AuditController], providers: [AuditLog, AuditSubjects] })
export class AuditModule {}
