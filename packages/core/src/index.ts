export { api } from './api.js';
export { BrokenProgrammes, boundEndpoints, createKernel, type Kernel, type KernelOptions } from './kernel.js';
export { Clock, SystemClock } from './platform/clock.js';
export { openApi } from './platform/openapi.js';
export { DATABASE, KEYS, type Keys, type ServerSettings, SETTINGS } from './platform/tokens.js';
