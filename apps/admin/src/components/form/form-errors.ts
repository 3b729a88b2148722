import { checkFields, type FieldManifest, type Fields, type Language } from '@xieshou/sdk';
import { config } from 'zod/v4/core';
import type { FieldProblem } from '../../api/problem.js';

config({ jitless: true }); // the content security policy allows no `eval`

/** Field key → sentence under it. `''` collects what belongs to no field on the screen. */
export type FormErrors = Readonly<Record<string, string>>;

export const fieldsOfManifests = (manifests: readonly FieldManifest[]): Fields =>
  Object.fromEntries(manifests.map(({ key, ...field }) => [key, field]));

/** The SDK's own check, in one language. `data` is present when nothing is wrong. */
export const check = ({ fields, input, language }: { fields: Fields; input: unknown; language: Language }) => {
  const result = checkFields(fields, input);
  if ('data' in result) return { data: result.data, errors: {} };
  const errors: Record<string, string> = {};
  for (const { field, text } of result.errors) errors[field in fields ? field : ''] ??= text[language];
  return { errors };
};

/** Errors of the server by field: `data.periods` and `periods` both mean the field `periods`. */
export const serverErrors = (problems: readonly FieldProblem[], keys: readonly string[]): FormErrors => {
  const errors: Record<string, string> = {};
  for (const { field, message } of problems) {
    const path = field.split(/[./]/).filter((part) => part !== '' && part !== 'data');
    const key = path[0] !== undefined && keys.includes(path[0]) ? path[0] : '';
    errors[key] = key === '' && errors[''] ? `${errors['']} ${message}` : (errors[key] ?? message);
  }
  return errors;
};
