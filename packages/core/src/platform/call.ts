import type { Language } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Endpoint } from './endpoint.js';
import type { Scope } from './scope.js';

/** A request as handlers see it: checked, typed, and with the caller's scope. */
export interface Call<E extends Endpoint = Endpoint> {
  readonly params: z.output<E['params']>;
  readonly query: z.output<E['query']>;
  readonly body: z.output<E['body']>;
  /** Bytes of an upload. */
  readonly bytes: Buffer;
  /** Version that the caller has seen; 0 where the endpoint does not ask for it. */
  readonly version: number;
  readonly language: Language;
  /** True when the caller asked for this media type and the endpoint offers it. */
  wants(mediaType: string): boolean;
  readonly scope: Scope;
  readonly actor: Actor;
}

/** Who a unit of work is done for. */
export interface Actor {
  readonly userId: string | null;
  readonly role: string | null;
  readonly districtId: string | null;
  /** The account that somebody stands in for; the audit log shows both. */
  readonly onBehalfOf?: string;
  /** The key under which this request has one effect, and a hash of the request. */
  readonly once?: { readonly key: string; readonly request: string; readonly secret: boolean };
}

/** The platform itself: sample data, sweeps, jobs without a person. */
export const system: Actor = { userId: null, role: null, districtId: null };
