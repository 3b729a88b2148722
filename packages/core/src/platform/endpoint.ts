import type { Text } from '@xieshou/sdk';
import * as z from 'zod';
import type { Gate } from './permissions.js';

export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Bytes of any kind; what they are is found out by looking at them. */
export const octets = 'application/octet-stream';

/**
 * One operation of the HTTP API, as data. Controllers, the guard, the OpenAPI document, the admin app's client and the
 * access matrix all read this same declaration.
 */
export interface Endpoint<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> {
  /** Operation id, camelCase, unique. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `:name` parameters. */
  readonly path: string;
  readonly gate: Gate;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly answer: A;
  /** What people call a field of this endpoint, where its usual word says something else. */
  readonly words?: Readonly<Record<string, Text>>;
  /** Media types that the answer is also offered in, by `Accept`. */
  readonly files?: readonly string[];
  /** The request body is bytes of this media type, at most `bytes` long. */
  readonly upload?: { readonly type: string; readonly bytes: number };
  /** Success status, 200 unless told. */
  readonly status?: number;
  /** The caller must send `If-Match` with the version it has seen. */
  readonly ifMatch?: boolean;
  /** The answer holds a secret that is shown once: it is not kept for repeated requests. */
  readonly secret?: boolean;
  /** Answers with server-sent events instead of JSON. */
  readonly events?: boolean;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** Declares an endpoint; what is left out is empty. */
export const endpoint = <
  A extends z.ZodType,
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(
  e: Omit<Endpoint<P, Q, B, A>, 'params' | 'query' | 'body'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
  },
): Endpoint<P, Q, B, A> => ({
  ...e,
  params: e.params ?? (nothing as unknown as P),
  query: e.query ?? (nothing as unknown as Q),
  body: e.body ?? (z.undefined() as unknown as B),
});

export const Id = z.uuid().meta({ id: 'Id' });
export const DayText = z.iso.date().meta({ id: 'Day' });
export const Instant = z.iso.datetime().meta({ id: 'Instant' });
export const Version = z.int().min(1).meta({ id: 'Version' });
export const TextPair = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Text' });
export const byId = z.strictObject({ id: Id });

/** Numbered pages, at most 200 rows each, up to row 1,000. */
export const paging = {
  page: z.coerce.number().int().min(1).max(1000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(20),
};

/** A page of a list. `total` is exact up to 1,000; beyond, `more` is true (共 1,000+ 条). */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), page: z.int(), size: z.int(), total: z.int(), more: z.boolean() });

export const FindingDto = z
  .object({
    rule: z.string(),
    outcome: z.enum(['pass', 'fail', 'soft']),
    text: TextPair,
    numbers: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
    field: z.string().optional(),
  })
  .meta({ id: 'Finding' });
