import { Controller } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { Handle } from '../platform/http/handle.js';
import { Input } from '../platform/http/input.js';
import * as api from './filed-sheets.api.js';
import { FiledSheets } from './filed-sheets.js';

@Controller()
export class FiledSheetsController {
  constructor(private readonly filed: FiledSheets) {}

  @Handle(api.fileSheet)
  file(@Input() call: Call<typeof api.fileSheet>) {
    return this.filed.file(call);
  }

  @Handle(api.listFiledSheets)
  list(@Input() call: Call<typeof api.listFiledSheets>) {
    return this.filed.list(call);
  }

  @Handle(api.readFiledSheet)
  read(@Input() call: Call<typeof api.readFiledSheet>) {
    return this.filed.read(call);
  }

  @Handle(api.readFiledDifferences)
  differences(@Input() call: Call<typeof api.readFiledDifferences>) {
    return this.filed.differences(call);
  }
}
