import { Controller, Module } from '@nestjs/common';
import { api } from './api.js';
import { Handle } from './platform/http/handle.js';
import { openApi } from './platform/openapi.js';
import { description } from './platform/platform.api.js';

const document = openApi(api);

/** Serves the API's own description. */
@Controller()
export class DescriptionController {
  @Handle(description)
  read() {
    return document;
  }
}

@Module({ controllers: [DescriptionController] })
export class DescriptionModule {}
