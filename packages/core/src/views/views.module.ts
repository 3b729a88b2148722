import { Controller, Module } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './views.api.js';
import { Views } from './views.js';

@Controller()
export class ViewsController {
  constructor(private readonly views: Views) {}

  @Handle(api.listViews)
  list(@Input() call: Call<typeof api.listViews>) {
    return this.views.list(call);
  }

  @Handle(api.createView)
  create(@Input() call: Call<typeof api.createView>) {
    return this.views.create(call);
  }

  @Handle(api.changeView)
  change(@Input() call: Call<typeof api.changeView>) {
    return this.views.change(call);
  }

  @Handle(api.removeView)
  remove(@Input() call: Call<typeof api.removeView>) {
    return this.views.remove(call);
  }

  @Handle(api.keepListSetting)
  keepSetting(@Input() call: Call<typeof api.keepListSetting>) {
    return this.views.keepSetting(call);
  }
}

@Module({ controllers: [ViewsController], providers: [Views] })
export class ViewsModule {}
