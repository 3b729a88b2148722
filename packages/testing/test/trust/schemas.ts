import fc from 'fast-check';

/** A JSON schema as our API description writes them. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const MOST_ITEMS = 6;
const LONGEST = 300;

const day = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const signs = fc.constantFrom(...'帮扶走访学校小一二 abcXYZ019-.:/%_()“’');

const textOf = (schema: Schema, ids: readonly string[]): fc.Arbitrary<string> => {
  if (schema.format === 'uuid') return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, fc.uuid());
  if (schema.format === 'date') return day;
  if (schema.format === 'date-time') return day.map((on) => `${on}T08:00:00.000Z`);
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
  const minLength = schema.minLength ?? 0;
  const maxLength = Math.max(minLength, Math.min(schema.maxLength ?? 40, LONGEST));
  return fc.oneof(
    fc.string({ unit: signs, minLength, maxLength }),
    // Exactly as long as it may be.
    fc.constant('学'.repeat(maxLength)),
  );
};

const numberOf = (schema: Schema): fc.Arbitrary<number> => {
  const min = Math.max(schema.minimum ?? -1000, -1e15);
  const max = Math.min(schema.maximum ?? 100_000, 1e15);
  return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
};

/** Values that a schema takes, with ids of what is there. */
export const valuesOf = (
  description: Description,
  ids: readonly string[],
): ((schema: Schema) => fc.Arbitrary<unknown>) => {
  const of = (schema: Schema, depth: number): fc.Arbitrary<unknown> => {
    if (schema.$ref) return of(description.components.schemas[schema.$ref.split('/').at(-1)!]!, depth);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const either = schema.anyOf ?? schema.oneOf;
    if (either) return fc.oneof(...either.map((one) => of(one, depth)));
    switch ([schema.type].flat()[0]) {
      case 'string':
        return textOf(schema, ids);
      case 'integer':
      case 'number':
        return numberOf(schema);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return fc.array(of(schema.items ?? {}, depth + 1), {
          minLength: schema.minItems ?? 0,
          maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? MOST_ITEMS, MOST_ITEMS)),
        });
      case 'object':
        return objectOf(schema, depth);
      default:
        return depth > 3
          ? fc.constant(null)
          : fc.oneof(fc.string({ unit: signs }), fc.integer(), fc.constantFrom(...ids), day);
    }
  };
  const objectOf = (schema: Schema, depth: number): fc.Arbitrary<unknown> => {
    const known = fc.record(
      Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, one]) => [key, of(one, depth + 1)])),
      { requiredKeys: [...(schema.required ?? [])] },
    );
    const more = schema.additionalProperties;
    if (typeof more !== 'object') return known;
    const key = fc.oneof(
      fc.constantFrom('on', 'theme', 'guests', 'section', 'visits', 'state'),
      fc.string({ maxLength: 20 }),
    );
    return fc
      .tuple(known, fc.dictionary(key, of(more, depth + 1), { maxKeys: 4 }))
      .map(([a, b]) => ({ ...(a as object), ...b }));
  };
  return (schema) => of(schema, 0);
};
