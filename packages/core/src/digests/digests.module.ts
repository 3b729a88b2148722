import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { Digests } from './digests.js';

/** What is told to everybody once a working day. */
@Module({ imports: [AccessModule, NotificationsModule, ReportsModule], providers: [Digests] })
export class DigestsModule {}
