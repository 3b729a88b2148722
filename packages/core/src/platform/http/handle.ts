import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata, Sse } from '@nestjs/common';
import type { Endpoint } from '../endpoint.js';

export const ENDPOINT = Symbol('endpoint');

/** Binds a controller's method to an endpoint: route, status, and what the guard and the input check read. */
export const Handle = (endpoint: Endpoint): MethodDecorator =>
  applyDecorators(
    SetMetadata(ENDPOINT, endpoint),
    endpoint.events
      ? Sse(endpoint.path)
      : RequestMapping({ path: endpoint.path, method: RequestMethod[endpoint.method] }),
    ...(endpoint.events ? [] : [HttpCode(endpoint.status ?? 200)]),
  );
