import type { Field, Fields } from './fields.js';
import { fieldsOf } from './form.js';
import { presetSettings } from './manifest.js';
import type { ProgrammeDefinition } from './programme.js';
import { checkFields } from './schema.js';
import type { Text } from './text.js';

/** A promise that a programme's definition breaks: which programme, which part of it, and how to mend it. */
export interface BrokenPromise {
  readonly programme: string;
  /** Path of the part, e.g. `forms.masterLesson.brief`. */
  readonly thing: string;
  readonly remedy: string;
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const KEY = /^[a-z][A-Za-z0-9]*$/;

/**
 * Finds every promise that a definition breaks and the compiler cannot see. An empty list means that the programme
 * may be installed. Never throws: a function of the definition that throws is itself a finding.
 */
export const checkProgramme = (definition: ProgrammeDefinition): readonly BrokenPromise[] => {
  const found: BrokenPromise[] = [];
  const broken = (thing: string, remedy: string) => found.push({ programme: definition.id, thing, remedy });

  const texts = (thing: string, ...values: (Text | undefined)[]) => {
    for (const value of values)
      if (value && (!value.zh?.trim() || !value.en?.trim())) broken(thing, 'Give the text in both zh and en.');
  };
  const keys = (thing: string, record: Readonly<Record<string, unknown>>) => {
    for (const key of Object.keys(record))
      if (!KEY.test(key)) broken(`${thing}.${key}`, 'Name it in camelCase: letters and digits, starting with a small letter.');
  };
  const attempt = <T>(thing: string, run: () => T): T | undefined => {
    try {
      return run();
    } catch (error) {
      broken(thing, `It throws under its own settings (${String(error)}). Make it answer for every allowed setting.`);
      return undefined;
    }
  };
  const checkField = (thing: string, f: Field) => {
    texts(thing, f.title, f.help, f.section, f.unit, f.explain, ...(f.choices ?? []).map((c) => c.title));
    if (f.min !== undefined && f.max !== undefined && f.min > f.max) broken(thing, 'Its min is above its max: swap them.');
    if (f.widget === 'choice' || f.widget === 'choices') {
      const values = (f.choices ?? []).map((c) => c.value);
      if (values.length === 0) broken(thing, 'Give it at least one choice.');
      if (new Set(values).size < values.length) broken(thing, 'Two choices have the same value: give each its own.');
    }
  };
  const checkAll = (thing: string, fields: Fields) => {
    keys(thing, fields);
    for (const [key, f] of Object.entries(fields)) {
      checkField(`${thing}.${key}`, f);
      if (f.when && !(f.when.field in fields))
        broken(`${thing}.${key}`, `It depends on a field "${f.when.field}" that does not exist: name one of the form's fields.`);
    }
  };

  if (!ID.test(definition.id)) broken('id', 'Use lower-case words joined by hyphens, such as peer-tutoring.');
  texts('title', definition.title);
  texts('summary', definition.summary);
  texts('sides.helper', definition.sides.helper.title);
  texts('sides.helped', definition.sides.helped.title);
  checkAll('settings', definition.settings);
  for (const [key, f] of Object.entries(definition.settings)) {
    if (!f.place) broken(`settings.${key}`, 'State its place in the plan.');
    if (!f.explain) broken(`settings.${key}`, 'Explain in plain words what it does.');
    else texts(`settings.${key}`, f.explain);
    if (f.default === undefined) continue;
    const checked = checkFields({ [key]: f }, { [key]: f.default });
    if ('errors' in checked) broken(`settings.${key}`, `Its default is refused by its own bounds: ${checked.errors[0]!.text.en}.`);
  }
  keys('presets', definition.presets);
  if (Object.keys(definition.presets).length === 0) broken('presets', 'Give at least one preset, so that an officer can start it.');
  for (const [key, preset] of Object.entries(definition.presets)) {
    texts(`presets.${key}`, preset.title, preset.summary);
    const given = Object.fromEntries(
      Object.keys(preset.settings).map((k) => [k, definition.settings[k]]).filter(([, f]) => f) as [string, Field][],
    );
    const checked = checkFields(given, preset.settings);
    for (const error of 'errors' in checked ? checked.errors : [])
      broken(`presets.${key}.settings.${error.field}`, error.text.en + '.');
  }
  keys('roles', definition.roles);
  for (const [key, role] of Object.entries(definition.roles)) texts(`roles.${key}`, role.title);

  const settings = presetSettings(definition, Object.keys(definition.presets)[0] ?? '');
  keys('forms', definition.forms);
  const formFields: Record<string, Fields> = {};
  for (const [key, form] of Object.entries(definition.forms)) {
    const thing = `forms.${key}`;
    texts(thing, form.title, form.purpose);
    const fields = attempt(`${thing}.fields`, () => fieldsOf(form, settings)) ?? {};
    formFields[key] = fields;
    checkAll(thing, fields);
    const on = fields['on'];
    if (on?.widget !== 'day' || !on.required) broken(`${thing}.on`, 'Give it a required day field named "on": the day of the event.');
    for (const name of [...(form.index ?? []), ...form.brief])
      if (!(name in fields)) broken(thing, `It lists a field "${name}" that it does not have.`);
    if (form.brief.length < 2 || form.brief.length > 4) broken(`${thing}.brief`, 'Name two to four fields that identify a record.');
    if (!Number.isInteger(form.version) || form.version < 1) broken(`${thing}.version`, 'Number versions from 1.');
    for (let n = 1; n < form.version; n++)
      if (!form.upgrade?.[n]) broken(`${thing}.upgrade`, `Say how data of version ${n} becomes version ${n + 1}: upgrade[${n}] is missing.`);
    for (const n of Object.keys(form.upgrade ?? {}))
      if (Number(n) < 1 || Number(n) >= form.version) broken(`${thing}.upgrade`, `upgrade[${n}] leads nowhere: version is ${form.version}.`);
  }
  for (const [key, duty] of Object.entries(definition.duties)) {
    const thing = `duties.${key}`;
    if (!definition.forms[key]) broken(thing, 'A duty is named after the form that it counts; there is no such form.');
    const n = attempt(thing, () => duty.atLeast(settings));
    if (n !== undefined && (!Number.isSafeInteger(n) || n < 0)) broken(thing, `It requires ${n}: answer a whole number from 0.`);
    if ((duty.count ?? 'records') !== 'records' && !duty.fact) broken(thing, 'Name the fact that it counts.');
    if (duty.teachingDays && duty.per !== 'month') broken(thing, 'Only a duty per month may depend on teaching days.');
  }
  const confirmation = definition.reviews.confirmation;
  if (confirmation) {
    texts('reviews.confirmation', confirmation.title);
    for (const form of confirmation.of)
      if (!definition.forms[form]) broken('reviews.confirmation', `It names a form "${form}" that does not exist.`);
    attempt('reviews.confirmation.silentAfter', () => confirmation.silentAfter?.(settings));
  }
  keys('ledgers', definition.ledgers);
  for (const [key, ledger] of Object.entries(definition.ledgers)) {
    texts(`ledgers.${key}`, ledger.title, ...ledger.columns.map((c) => c.title));
    for (const form of ledger.from)
      if (!definition.forms[form]) broken(`ledgers.${key}`, `It reads a form "${form}" that does not exist.`);
    for (const { show } of ledger.columns)
      if (!show.startsWith('@') && !ledger.from.some((form) => show in (formFields[form] ?? {})))
        broken(`ledgers.${key}`, `Its column "${show}" is a field of none of its forms.`);
  }
  keys('reports', definition.reports);
  for (const [key, r] of Object.entries(definition.reports)) {
    texts(`reports.${key}`, r.title, r.purpose, ...Object.values(r.columns).map((c) => c.title));
    for (const column of [...(r.chart ? [r.chart.by, ...r.chart.series] : []), ...Object.keys(r.drill ?? {})])
      if (!r.columns[column]) broken(`reports.${key}`, `It names a column "${column}" that it does not have.`);
    for (const form of Object.values(r.drill ?? {}))
      if (form !== undefined && !definition.forms[form]) broken(`reports.${key}.drill`, `It leads to a form "${form}" that does not exist.`);
  }
  return found;
};
