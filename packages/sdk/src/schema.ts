import * as z from 'zod';
import { isDay } from './days.js';
import type { Field, Fields } from './fields.js';
import { type Text, t } from './text.js';
import { yuan } from './quantity.js';

const percentText = (bp: number) => `${bp / 100}%`;

/** The sentence shown under a field, and the only place such sentences are made: server and browser share it. */
const say = {
  missing: (f: Field): Text =>
    ['choice', 'choices', 'person', 'day', 'yesNo'].includes(f.widget)
      ? t(`请选择${f.title.zh}`, `Choose ${f.title.en}`)
      : t(`请填写${f.title.zh}`, `Fill in ${f.title.en}`),
  wrongType: (f: Field): Text => t(`${f.title.zh}的格式不对`, `${f.title.en} has the wrong format`),
  notDay: (f: Field): Text =>
    t(`${f.title.zh}应为真实的日期，如 2026-03-05`, `${f.title.en} must be a real date such as 2026-03-05`),
  notInteger: (f: Field): Text => t(`${f.title.zh}应为整数`, `${f.title.en} must be a whole number`),
  tooLong: (f: Field, max: number): Text =>
    t(`${f.title.zh}最多 ${max} 个字`, `${f.title.en} may have at most ${max} characters`),
  tooSmall: (f: Field, n: string): Text => t(`${f.title.zh}不得小于 ${n}`, `${f.title.en} must be at least ${n}`),
  tooBig: (f: Field, n: string): Text => t(`${f.title.zh}不得大于 ${n}`, `${f.title.en} must be at most ${n}`),
  notListed: (f: Field): Text => t(`${f.title.zh}不在可选范围内`, `${f.title.en} is not one of the choices`),
  twice: (f: Field): Text => t(`${f.title.zh}有重复的选项`, `${f.title.en} has a choice twice`),
  unknown: (key: string): Text => t(`没有名为“${key}”的字段`, `There is no field named "${key}"`),
};

const shown = (f: Field, n: number): string =>
  f.widget === 'money' ? `${yuan(n)} 元` : f.widget === 'share' ? percentText(n) : String(n);

/** Characters as people count them, so that a rare character is one and not two. */
const length = (s: string) => [...s].length;

const refine = <T extends z.ZodType>(schema: T, check: (value: z.output<T>) => Text | undefined) =>
  schema.superRefine((value, ctx) => {
    const text = check(value);
    if (text) ctx.addIssue({ code: 'custom', params: { text } });
  });

const fieldSchema = (f: Field): z.ZodType => {
  const values = (f.choices ?? []).map((c) => c.value);
  switch (f.widget) {
    case 'text':
    case 'longText':
    case 'person':
      return refine(z.string().trim().meta(f.maxLength ? { maxLength: f.maxLength } : {}), (s) => {
        if (f.required && s === '') return say.missing(f);
        return f.maxLength && length(s) > f.maxLength ? say.tooLong(f, f.maxLength) : undefined;
      });
    case 'day':
      return refine(z.string().meta({ format: 'date' }), (s) =>
        s === '' ? say.missing(f) : isDay(s) ? undefined : say.notDay(f),
      );
    case 'integer':
    case 'share':
    case 'money':
      return refine(z.number().meta({ type: 'integer', minimum: f.min, maximum: f.max }), (n) => {
        if (!Number.isSafeInteger(n)) return say.notInteger(f);
        if (f.min !== undefined && n < f.min) return say.tooSmall(f, shown(f, f.min));
        return f.max !== undefined && n > f.max ? say.tooBig(f, shown(f, f.max)) : undefined;
      });
    case 'choice':
      return refine(z.string().meta({ enum: values }), (s) =>
        values.includes(s) ? undefined : s === '' ? say.missing(f) : say.notListed(f),
      );
    case 'choices':
      return refine(z.array(z.string()).meta({ items: { type: 'string', enum: values }, uniqueItems: true }), (list) => {
        if (f.required && list.length === 0) return say.missing(f);
        if (list.some((s) => !values.includes(s))) return say.notListed(f);
        return new Set(list).size < list.length ? say.twice(f) : undefined;
      });
    case 'yesNo':
      return z.boolean();
  }
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
export const jsonSchemaOf = (fields: Fields): object => z.toJSONSchema(schemaOf(fields), { target: 'draft-7', io: 'input' });

export interface FieldError {
  /** Key of the field, or the unknown key. */
  readonly field: string;
  readonly text: Text;
}

export type Checked<T> = { readonly data: T } | { readonly errors: readonly FieldError[] };

const isVisible = (f: Field, data: Readonly<Record<string, unknown>>): boolean => {
  if (!f.when) return true;
  const value = data[f.when.field];
  const held = Array.isArray(value) ? value : [value];
  return f.when.is.some((v) => held.some((h) => String(h) === v));
};

/** Whether a conditional field is shown, given the rest of the form. */
export const visibleFields = (fields: Fields, data: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(fields).filter((key) => isVisible(fields[key]!, data));

/** Empty inputs of a form mean "not filled in". */
const withoutBlanks = (input: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(input).filter(([, v]) => v !== '' && v !== null && v !== undefined));

/**
 * Checks what somebody entered. Returns the cleaned data, or every error with a sentence in both languages.
 * The browser and the server call this same function.
 */
export const checkFields = (fields: Fields, input: unknown): Checked<Record<string, unknown>> => {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { errors: [{ field: '', text: t('表单内容应为一个对象', 'The form must be an object of fields') }] };
  const entered = withoutBlanks(input as Record<string, unknown>);
  const visible = new Set(visibleFields(fields, entered));
  const filled = Object.fromEntries(Object.entries(entered).filter(([key]) => !(key in fields) || visible.has(key)));
  const errors: FieldError[] = [...visible]
    .filter((key) => fields[key]!.required && fields[key]!.when && !(key in filled))
    .map((key) => ({ field: key, text: say.missing(fields[key]!) }));
  const result = schemaOf(fields).safeParse(filled);
  if (result.success && errors.length === 0) return { data: result.data };
  for (const issue of result.error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys') {
      errors.push(...issue.keys.map((key) => ({ field: key, text: say.unknown(key) })));
      continue;
    }
    const key = String(issue.path[0] ?? '');
    const f = fields[key];
    if (!f || errors.some((e) => e.field === key)) continue;
    const own = issue.code === 'custom' ? (issue.params as { text?: Text } | undefined)?.text : undefined;
    errors.push({ field: key, text: own ?? (key in filled ? say.wrongType(f) : say.missing(f)) });
  }
  const order = Object.keys(fields);
  return { errors: errors.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field)) };
};
