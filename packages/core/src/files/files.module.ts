import { Controller, Module } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import { FileSweep } from './file-sweep.js';
import * as api from './files.api.js';
import { Files } from './files.js';
import { Uploads } from './uploads.js';

@Controller()
export class FilesController {
  constructor(private readonly uploads: Uploads) {}

  @Handle(api.uploadFile)
  upload(@Input() call: Call<typeof api.uploadFile>) {
    return this.uploads.upload(call);
  }

  @Handle(api.readFile)
  read(@Input() call: Call<typeof api.readFile>) {
    return this.uploads.read(call);
  }
}

@Module({
  controllers: [FilesController],
  providers: [Files, Uploads, FileSweep],
  exports: [Files, Uploads, FileSweep],
})
export class FilesModule {}
