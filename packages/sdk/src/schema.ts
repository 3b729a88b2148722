import * as z from 'zod';
import { isDay } from './days.js';
import { decimalText } from './decimal.js';
import { type Field, type Fields, MOST_ATTACHMENTS } from './fields.js';
import { type Text, t } from './text.js';
import { yuan } from './quantity.js';

/** The sentence shown under a field, and the only place such sentences are made: server and browser share it. */
const say = {
  missing: (f: Field): Text =>
    ['choice', 'choices', 'person', 'day', 'yesNo'].includes(f.widget)
      ? t(`请选择${f.title.zh}`, `Choose ${f.title.en}`)
      : t(`请填写${f.title.zh}`, `Fill in ${f.title.en}`),
  wrongType: (f: Field): Text => t(`${f.title.zh}的格式不对`, `${f.title.en} has the wrong format`),
  notDay: (f: Field): Text =>
    t(`${f.title.zh}应为真实的日期，如 2026-03-05`, `${f.title.en} must be a real date such as 2026-03-05`),
  notWhole: (f: Field): Text =>
    f.widget === 'integer'
      ? t(`${f.title.zh}应为整数`, `${f.title.en} must be a whole number`)
      : f.widget === 'decimal'
        ? t(
            `${f.title.zh}最多保留 ${f.scale} 位小数`,
            `${f.title.en} may have at most ${f.scale} decimal${f.scale === 1 ? '' : 's'}`,
          )
        : // Fen and basis points are entered with two decimals: a fraction of them is a third decimal.
          t(`${f.title.zh}最多保留两位小数`, `${f.title.en} may have at most two decimals`),
  tooLong: (f: Field, max: number): Text =>
    t(`${f.title.zh}最多 ${max} 个字`, `${f.title.en} may have at most ${max} characters`),
  tooSmall: (f: Field, n: Text): Text => t(`${f.title.zh}不得小于 ${n.zh}`, `${f.title.en} must be at least ${n.en}`),
  tooBig: (f: Field, n: Text): Text => t(`${f.title.zh}不得大于 ${n.zh}`, `${f.title.en} must be at most ${n.en}`),
  notListed: (f: Field): Text => t(`${f.title.zh}不在可选范围内`, `${f.title.en} is not one of the choices`),
  twice: (f: Field): Text => t(`${f.title.zh}有重复的选项`, `${f.title.en} has a choice twice`),
  tooMany: (f: Field, max: number): Text =>
    t(`${f.title.zh}最多 ${max} 个文件`, `${f.title.en} may have at most ${max} files`),
  sameFile: (f: Field): Text => t(`${f.title.zh}有重复的文件`, `${f.title.en} has a file twice`),
  unknown: (key: string): Text => t(`没有名为“${key}”的字段`, `There is no field named "${key}"`),
};

const shown = (f: Field, n: number): Text => {
  if (f.widget === 'money') return t(`${yuan(n)} 元`, `${yuan(n)} yuan`);
  const number =
    f.widget === 'share' ? `${n / 100}%` : f.widget === 'decimal' ? decimalText(n, f.scale ?? 0) : String(n);
  return t(number, number);
};

/** Characters as people count them, so that a rare character is one and not two. */
const length = (s: string) => Array.from(s).length;

const refine = <T extends z.ZodType>(schema: T, check: (value: z.output<T>) => Text | undefined) =>
  schema.superRefine((value, ctx) => {
    const text = check(value);
    if (text) ctx.addIssue({ code: 'custom', params: { text } });
  });

const makeSchema = (f: Field): z.ZodType => {
  const values = (f.choices ?? []).map((c) => c.value);
  switch (f.widget) {
    case 'text':
    case 'longText':
    case 'person':
      return refine(
        z
          .string()
          .trim()
          .meta(f.maxLength ? { maxLength: f.maxLength } : {}),
        (s) => {
          if (f.required && s === '') return say.missing(f);
          return f.maxLength && length(s) > f.maxLength ? say.tooLong(f, f.maxLength) : undefined;
        },
      );
    case 'day':
      return refine(z.string().meta({ format: 'date' }), (s) =>
        s === '' ? say.missing(f) : isDay(s) ? undefined : say.notDay(f),
      );
    case 'integer':
    case 'decimal':
    case 'share':
    case 'money':
      // Adding 0 turns -0, which JSON can carry and screens would show, into 0.
      return refine(
        z
          .number()
          .overwrite((n) => n + 0)
          .meta({ type: 'integer', minimum: f.min, maximum: f.max }),
        (n) => {
          if (!Number.isInteger(n)) return say.notWhole(f);
          if (f.min !== undefined && n < f.min) return say.tooSmall(f, shown(f, f.min));
          if (f.max !== undefined && n > f.max) return say.tooBig(f, shown(f, f.max));
          return Number.isSafeInteger(n) ? undefined : say.wrongType(f);
        },
      );
    case 'choice':
      return refine(z.string().meta({ enum: values }), (s) =>
        values.includes(s) ? undefined : s === '' ? say.missing(f) : say.notListed(f),
      );
    case 'choices':
      return refine(
        z.array(z.string()).meta({ items: { type: 'string', enum: values }, uniqueItems: true }),
        (list) => {
          if (f.required && list.length === 0) return say.missing(f);
          if (list.some((s) => !values.includes(s))) return say.notListed(f);
          return new Set(list).size < list.length ? say.twice(f) : undefined;
        },
      );
    case 'yesNo':
      return z.boolean();
    case 'attachments': {
      const max = f.max ?? MOST_ATTACHMENTS;
      return refine(z.array(z.uuid()).meta({ uniqueItems: true, maxItems: max }), (list) =>
        list.length > max ? say.tooMany(f, max) : new Set(list).size < list.length ? say.sameFile(f) : undefined,
      );
    }
  }
};

const made = new WeakMap<Field, z.ZodType>();

/** Making a schema costs a hundred times what using it does, and an import checks thousands of rows. */
const fieldSchema = (f: Field): z.ZodType => {
  const schema = made.get(f) ?? makeSchema(f);
  made.set(f, schema);
  return schema;
};

/** A Zod object for a set of fields; unknown keys are refused, never dropped in silence. */
export const schemaOf = (fields: Fields): z.ZodObject =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([key, f]) => {
        const schema = fieldSchema(f);
        return [key, f.required && !f.when ? schema : schema.optional()];
      }),
    ),
  );

/** JSON Schema (draft 7) of a set of fields, as published by the discovery endpoint. */
export const jsonSchemaOf = (fields: Fields): object =>
  z.toJSONSchema(schemaOf(fields), { target: 'draft-7', io: 'input' });

export interface FieldError {
  /** Key of the field, or the unknown key. */
  readonly field: string;
  readonly text: Text;
}

export type Checked<T> = { readonly data: T } | { readonly errors: readonly FieldError[] };

/** A value as `when` writes it. Lists and objects within a value are none, and turning them into text may throw. */
const written = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value.trim() || undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

const holds = (is: readonly string[], value: unknown): boolean =>
  (Array.isArray(value) ? value : [value]).map(written).some((held) => held !== undefined && is.includes(held));

/** Keys of the fields that are shown, given what is entered: a field that depends on a hidden one is hidden too. */
export const visibleFields = (fields: Fields, data: Readonly<Record<string, unknown>>): string[] => {
  const shown = new Set(Object.keys(fields));
  const stays = (when: Field['when']) => !when || (shown.has(when.field) && holds(when.is, data[when.field]));
  for (;;) {
    const hidden = [...shown].filter((key) => !stays(fields[key]!.when));
    if (hidden.length === 0) return [...shown];
    hidden.forEach((key) => shown.delete(key));
  }
};

const isBlank = (value: unknown) =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** No file at all is nothing filled in, so that taking the last one away is not a change to an empty list. */
const isUnfilled = (f: Field, value: unknown) =>
  value === undefined || (f.widget === 'attachments' && Array.isArray(value) && value.length === 0);

/** Empty inputs of a form mean "not filled in". Without a prototype: no field may seem to be filled in by it. */
const withoutBlanks = (input: object): Readonly<Record<string, unknown>> => {
  const entered = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(input)) if (!isBlank(value)) entered[key] = value;
  return entered;
};

/** The sentence for what Zod found first: one of our own, or that the value is of another type. */
const sentenceOf = (f: Field, issue: z.core.$ZodIssue | undefined): Text => {
  const own = issue?.code === 'custom' ? (issue.params as { readonly text?: Text } | undefined)?.text : undefined;
  return own ?? say.wrongType(f);
};

/**
 * Checks what somebody entered. Returns the cleaned data, or every error with a sentence in both languages: unknown
 * keys first, then one error for each field in the fields' order. The browser and the server call this same function.
 */
export const checkFields = (fields: Fields, input: unknown): Checked<Record<string, unknown>> => {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { errors: [{ field: '', text: t('表单内容应为一个对象', 'The form must be an object of fields') }] };
  const entered = withoutBlanks(input);
  const errors: FieldError[] = Object.keys(entered)
    .filter((key) => !Object.hasOwn(fields, key))
    .map((key) => ({ field: key, text: say.unknown(key) }));
  const data: [string, unknown][] = [];
  for (const key of visibleFields(fields, entered)) {
    const f = fields[key]!;
    const value = entered[key];
    if (isUnfilled(f, value)) {
      if (f.required) errors.push({ field: key, text: say.missing(f) });
      continue;
    }
    const checked = fieldSchema(f).safeParse(value);
    if (checked.success) data.push([key, checked.data]);
    else errors.push({ field: key, text: sentenceOf(f, checked.error.issues[0]) });
  }
  return errors.length > 0 ? { errors } : { data: Object.fromEntries(data) };
};
