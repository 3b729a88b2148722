import * as z from 'zod';
import type { Endpoint } from './endpoint.js';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Json;
  return json;
};

const isEmpty = (schema: z.ZodType) => schema instanceof z.ZodUndefined || schema instanceof z.ZodNever;

const parameters = (object: z.ZodObject, where: 'path' | 'query'): Json[] => {
  const json = schemaOf(object, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || (json.required?.includes(name) ?? false),
    schema,
  }));
};

const header = (name: string, required: boolean, description: string): Json => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});

/** Named schemas (`.meta({ id })`) become components, so that generated clients name their types once. */
const hoist = (json: unknown, components: Json): unknown => {
  if (Array.isArray(json)) return json.map((item) => hoist(item, components));
  if (typeof json !== 'object' || json === null) return json;
  const { $defs, ...rest } = json as Json;
  for (const [name, schema] of Object.entries(($defs as Json | undefined) ?? {}))
    hoist({ id: name, ...(schema as Json) }, components);
  const mapped = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, hoist(value, components)]));
  if (typeof mapped['$ref'] === 'string') mapped['$ref'] = mapped['$ref'].replace('#/$defs/', '#/components/schemas/');
  const id = mapped['id'];
  if (typeof id === 'string' && 'type' in mapped) {
    const { id: _, ...schema } = mapped;
    components[id] = schema;
    return { $ref: `#/components/schemas/${id}` };
  }
  return mapped;
};

const operation = (e: Endpoint): Json => {
  const content: Json = {};
  if (e.events) content['text/event-stream'] = { schema: { type: 'string' } };
  else if (!isEmpty(e.answer)) content['application/json'] = { schema: schemaOf(e.answer, 'output') };
  for (const type of e.files ?? []) content[type] = { schema: { type: 'string', format: 'binary' } };
  const writes = e.method !== 'GET';
  return {
    operationId: e.name,
    summary: e.summary,
    tags: [e.path.split('/')[2]],
    'x-gate': e.gate,
    parameters: [
      ...parameters(e.params, 'path'),
      ...parameters(e.query, 'query'),
      ...(e.ifMatch ? [header('If-Match', true, 'Version the change was made from')] : []),
      ...(writes && e.gate !== 'public' ? [header('Idempotency-Key', false, 'One effect per key, kept 24 hours')] : []),
    ],
    ...(e.upload
      ? {
          requestBody: {
            required: true,
            content: { [e.upload.type]: { schema: { type: 'string', format: 'binary' } } },
          },
        }
      : isEmpty(e.body)
        ? {}
        : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(e.body, 'input') } } } }),
    responses: {
      [String(e.status ?? 200)]: { description: 'Done', content },
      default: {
        description: 'What is wrong and what to do (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
};

const problem: Json = {
  type: 'object',
  required: ['status', 'code', 'title'],
  properties: {
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable name of the problem' },
    title: { type: 'string', description: "A sentence in the caller's language" },
    request: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    current: {},
    difference: { type: 'array', items: {} },
  },
};

/** The OpenAPI 3.1 document of a set of endpoints. Pure: the same endpoints give the same document. */
export const openApi = (endpoints: readonly Endpoint[]): Json => {
  const schemas: Json = { Problem: problem };
  const paths: Record<string, Json> = {};
  for (const e of endpoints) {
    const path = e.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [e.method.toLowerCase()]: hoist(operation(e), schemas) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Xieshou', version: '1', description: 'Programmes of one-to-one assistance in education' },
    paths,
    components: { schemas },
  };
};
