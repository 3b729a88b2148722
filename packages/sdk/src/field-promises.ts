import { MOST_DECIMALS } from './decimal.js';
import { type Field, type Fields, MOST_ATTACHMENTS } from './fields.js';
import type { PromiseLog } from './promise-log.js';

/** The values that a field's `when` may wait for; undefined where the field may hold anything. */
const possibleValues = (f: Field): readonly string[] | undefined =>
  f.widget === 'yesNo' ? ['true', 'false'] : f.choices?.map((c) => c.value);

/** Whether following `when` from a field leads back to it: then nobody could ever fill it in. */
const waitsForItself = (fields: Fields, key: string): boolean => {
  const passed = new Set<string>();
  let next = fields[key]?.when?.field;
  while (next !== undefined && Object.hasOwn(fields, next) && !passed.has(next)) {
    if (next === key) return true;
    passed.add(next);
    next = fields[next]?.when?.field;
  }
  return false;
};

const checkAttachments = (log: PromiseLog, thing: string, f: Field): void => {
  if (f.required) log.broken(thing, 'Let it be optional: nobody is made to upload a file.');
  if (f.class === 'sensitive') log.broken(thing, 'Files are not sealed: none of them can be sensitive.');
  if (f.prefill) log.broken(thing, 'It cannot be prefilled: files belong to the record they were added to.');
  if (!(f.max !== undefined && f.max >= 1 && f.max <= MOST_ATTACHMENTS))
    log.broken(thing, `Its max must be from 1 to ${MOST_ATTACHMENTS} files.`);
};

const checkDecimal = (log: PromiseLog, thing: string, { scale }: Field): void => {
  if (!Number.isInteger(scale) || scale! < 1 || scale! > MOST_DECIMALS)
    log.broken(thing, `Its scale must be from 1 to ${MOST_DECIMALS} decimals; without decimals it is an integer.`);
};

const checkField = (log: PromiseLog, thing: string, f: Field): void => {
  log.texts(thing, f.title, f.help, f.section, f.unit, f.explain, ...(f.choices ?? []).map((c) => c.title));
  if ([f.min, f.max].some((bound) => bound !== undefined && !Number.isSafeInteger(bound)))
    log.broken(
      thing,
      'Its bounds must be whole numbers: money in fen, shares in basis points, decimals in units of their last digit.',
    );
  if (f.min !== undefined && f.max !== undefined && f.min > f.max)
    log.broken(thing, 'Its min is above its max: swap them.');
  if (f.maxLength !== undefined && !(Number.isSafeInteger(f.maxLength) && f.maxLength >= 1))
    log.broken(thing, 'Its maxLength must be a whole number from 1.');
  if (f.prefill === 'me' && f.widget !== 'person')
    log.broken(thing, 'Whoever writes is a person: prefill "me" is for person fields.');
  if (f.widget === 'decimal') checkDecimal(log, thing, f);
  if (f.widget === 'attachments') checkAttachments(log, thing, f);
  if (f.widget !== 'choice' && f.widget !== 'choices') return;
  const values = (f.choices ?? []).map((c) => c.value);
  if (values.length === 0) log.broken(thing, 'Give it at least one choice.');
  if (values.some((value) => value.trim() === '' || value.trim() !== value))
    log.broken(thing, 'A choice has an empty value or spaces around it: an empty value means "not filled in".');
  if (new Set(values).size < values.length) log.broken(thing, 'Two choices have the same value: give each its own.');
};

const checkWhen = (log: PromiseLog, thing: string, fields: Fields, key: string): void => {
  const when = fields[key]?.when;
  if (!when) return;
  if (!Object.hasOwn(fields, when.field))
    return log.broken(
      thing,
      `It depends on a field "${when.field}" that does not exist: name one of the form's fields.`,
    );
  if (waitsForItself(fields, key))
    log.broken(thing, 'It is shown only when it is shown already: let it depend on another field.');
  if (when.is.length === 0) log.broken(thing, `It waits for no value of "${when.field}": name at least one.`);
  const possible = possibleValues(fields[when.field]!);
  for (const value of when.is)
    if (possible && !possible.includes(value))
      log.broken(thing, `It waits for "${value}", which the field "${when.field}" never holds.`);
};

/** The promises of each field in a form or in the settings. */
export const checkFieldPromises = (log: PromiseLog, thing: string, fields: Fields): void => {
  log.keys(thing, fields);
  for (const key of Object.keys(fields)) {
    checkField(log, `${thing}.${key}`, fields[key]!);
    checkWhen(log, `${thing}.${key}`, fields, key);
  }
};
