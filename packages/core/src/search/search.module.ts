import { Controller, Module } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { NameFilling } from './name-filling.js';
import * as api from './search.api.js';
import { Search } from './search.js';

@Controller()
export class SearchController {
  constructor(private readonly search: Search) {}

  @Handle(api.search)
  find(@Input() call: Call<typeof api.search>) {
    return this.search.find(call);
  }
}

@Module({ controllers: [SearchController], providers: [Search, NameFilling] })
export class SearchModule {}
