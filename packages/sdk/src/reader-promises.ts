import type { Field, Fields } from './fields.js';
import type { Form } from './form.js';
import type { ProgrammeDefinition } from './programme.js';
import type { PromiseLog } from './promise-log.js';
import { type NamedReader, readingRoles } from './readers.js';

type AnyForm = Form<Readonly<Record<string, unknown>>, Fields>;

const sides: readonly string[] = ['helper', 'helped', 'owner', 'writer'];
const roles: readonly string[] = readingRoles;

const checkNamed = (log: PromiseLog, thing: string, readBy: readonly NamedReader[]): void => {
  if (readBy.length === 0) log.broken(thing, 'Name who may read it: "writer" where it is nobody else.');
  for (const name of readBy)
    if (!roles.includes(name) && !sides.includes(name))
      log.broken(thing, `"${name}" is nobody who could read it: name roles, sides, "owner" or "writer".`);
};

const sameReaders = (a: Field, b: Field): boolean =>
  JSON.stringify([...(a.readBy ?? [])].sort()) === JSON.stringify([...(b.readBy ?? [])].sort());

/** Fields of a form or a register that only some may read. */
export const checkConfidentialFields = (log: PromiseLog, thing: string, fields: Fields): void => {
  for (const [key, field] of Object.entries(fields)) {
    const other = field.when && Object.hasOwn(fields, field.when.field) ? fields[field.when.field]! : undefined;
    if (other?.readBy && !sameReaders(field, other))
      log.broken(
        `${thing}.${key}`,
        `That it is filled in tells what "${field.when!.field}" holds: let both be read by the same.`,
      );
    if (!field.readBy) continue;
    checkNamed(log, `${thing}.${key}`, field.readBy);
    if (key === 'on')
      log.broken(`${thing}.${key}`, 'The day stands beside every record: it has no readers of its own.');
    if (field.class !== 'sensitive')
      log.broken(`${thing}.${key}`, 'What only some may read is sealed where it is kept: let its class be sensitive.');
  }
};

/** Only people in an office read registers. */
export const checkRegisterReaders = (log: PromiseLog, thing: string, fields: Fields): void => {
  for (const [key, { readBy = [] }] of Object.entries(fields))
    for (const name of readBy)
      if (sides.includes(name)) log.broken(`${thing}.${key}`, `Only roles read registers: "${name}" is none.`);
};

/** A form of which those who are not named know nothing: whatever is made of its records would tell them. */
export const checkConfidentialForm = (log: PromiseLog, thing: string, form: AnyForm): void => {
  if (!form.readBy) return;
  checkNamed(log, `${thing}.readBy`, form.readBy);
  if (form.facts) log.broken(`${thing}.facts`, 'It is confidential: what it counts would be counted for everybody.');
  if ((form.index ?? []).length > 0) log.broken(`${thing}.index`, 'It is confidential: its lists are not filtered.');
  if (form.about !== undefined)
    log.broken(
      `${thing}.about`,
      'It is confidential: the records of pairs inside a pairing are counted for everybody.',
    );
};

/** Files are not sealed, and so in no confidential form. */
export const checkConfidentialFiles = (log: PromiseLog, thing: string, form: AnyForm, fields: Fields): void => {
  if (!form.readBy) return;
  for (const [key, { widget }] of Object.entries(fields))
    if (widget === 'attachments')
      log.broken(`${thing}.${key}`, 'Files are not sealed: a confidential form holds none.');
};

/** Parts of a programme that show or count records of a confidential form to people whom it does not name. */
export const checkConfidentialUses = (log: PromiseLog, definition: ProgrammeDefinition): void => {
  const isConfidential = (form: string) =>
    Object.hasOwn(definition.forms, form) && definition.forms[form]!.readBy !== undefined;
  const refuse = (thing: string, forms: readonly string[], what: string) => {
    for (const form of forms) if (isConfidential(form)) log.broken(thing, `"${form}" is confidential: ${what}.`);
  };
  for (const key of Object.keys(definition.duties)) refuse(`duties.${key}`, [key], 'no duty counts it');
  for (const [key, { of }] of Object.entries(definition.reviews))
    refuse(`reviews.${key}`, of, 'nobody is asked to agree to it');
  refuse('rectification.raisedIn', definition.rectification?.raisedIn ?? [], 'nobody is asked to answer it');
  for (const [key, { reads = [] }] of Object.entries(definition.outcomes))
    refuse(`outcomes.${key}.reads`, reads, 'awards and their reasons are shown to others');
  for (const [key, { agreed }] of Object.entries(definition.duties))
    if (agreed) refuse(`duties.${key}.agreed`, [agreed.form], 'it yields no facts to agree on');
  for (const [key, { from }] of Object.entries(definition.ledgers))
    refuse(`ledgers.${key}`, from, 'ledgers go out of the platform');
  for (const [key, { needs }] of Object.entries(definition.stages))
    refuse(
      `stages.${key}`,
      Object.values(needs).flatMap(({ form }) => (form === undefined ? [] : [form])),
      'what a stage needs is shown to others',
    );
  for (const [key, document] of Object.entries(definition.documents)) {
    if (document.of !== 'programme') continue;
    const { reads = [], counts = [] } = document;
    const counted = counts.map((name) => name.split('.', 1)[0]!);
    refuse(`documents.${key}`, [...new Set([...reads, ...counted])], 'documents go out of the platform');
  }
  for (const [key, { reads = [], standing = [], counts = [], drill = {} }] of Object.entries(definition.reports)) {
    const counted = counts.map((name) => name.split('.', 1)[0]!);
    const led = Object.values(drill).filter((form) => form !== undefined);
    refuse(`reports.${key}`, [...new Set([...reads, ...standing, ...counted, ...led])], 'reports are read by others');
  }
};
