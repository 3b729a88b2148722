import { Controller, Module } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './notifications.api.js';
import { Notifications } from './notifications.js';

@Controller()
export class NotificationsController {
  constructor(private readonly notifications: Notifications) {}

  @Handle(api.listNotifications)
  list(@Input() call: Call<typeof api.listNotifications>) {
    return this.notifications.list(call);
  }

  @Handle(api.readNotification)
  markRead(@Input() call: Call<typeof api.readNotification>) {
    return this.notifications.markRead(call);
  }

  @Handle(api.readAllNotifications)
  markAllRead(@Input() call: Call<typeof api.readAllNotifications>) {
    return this.notifications.markAllRead(call);
  }
}

@Module({ controllers: [NotificationsController], providers: [Notifications], exports: [Notifications] })
export class NotificationsModule {}
