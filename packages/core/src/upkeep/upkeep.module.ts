import { type DynamicModule, Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { DAILY_BACKUPS, type DailyBackupParts, DailyBackups } from './daily-backups.js';

/** Work on the installation itself. What an operator starts by hand are functions; what runs by itself is here. */
@Module({})
export class UpkeepModule {
  static with(parts: DailyBackupParts): DynamicModule {
    return {
      module: UpkeepModule,
      imports: [JobsModule],
      providers: [{ provide: DAILY_BACKUPS, useValue: parts }, DailyBackups],
    };
  }
}
