import type { Period } from './calendar.js';
import { isDay } from './days.js';
import { checkDocuments, checkPrinting } from './document-promises.js';
import { exampleOrganisations } from './example-organisations.js';
import { exampleYear } from './example-year.js';
import { checkFieldPromises } from './field-promises.js';
import type { Fields } from './fields.js';
import { fieldsOf, type Form } from './form.js';
import { checkHandedOver, checkSheetFields } from './handed-over.js';
import { isInUse } from './in-use.js';
import { checkInside } from './inside-promises.js';
import { exampleSettings } from './manifest.js';
import { checkMinors } from './minor-promises.js';
import { checkOutcomes, checkSettling } from './outcome-promises.js';
import { periodOf, periodsWithin } from './periods.js';
import type { Duty, DutyWindow, ProgrammeDefinition, Report, Side } from './programme.js';
import { type BrokenPromise, type PromiseLog, promiseLog } from './promise-log.js';
import {
  checkConfidentialFields,
  checkConfidentialFiles,
  checkConfidentialForm,
  checkConfidentialUses,
  checkRegisterReaders,
} from './reader-promises.js';
import { checkReading } from './reading-promises.js';
import { checkReviews, checkReviewTimes } from './review-promises.js';
import { checkFields, type FieldError } from './schema.js';
import { checkPhases, checkPhasesUnder } from './phase-promises.js';
import { checkStages, checkStagesUnder } from './stage-promises.js';

export type { BrokenPromise } from './promise-log.js';

type Values = Readonly<Record<string, unknown>>;

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** A form that has been changed more often is a mistyped number. */
const mostVersions = 1000;
const has = (record: object, key: string): boolean => Object.hasOwn(record, key);

/** What the settings' own bounds say against values that the definition gives, whatever other settings hold. */
const refusals = (definition: ProgrammeDefinition, values: Values): readonly FieldError[] => {
  const given = Object.entries(definition.settings).filter(([key]) => has(values, key));
  const shown = given.map(([key, f]) => [key, { ...f, when: undefined }] as const);
  const checked = checkFields(Object.fromEntries(shown), values);
  return 'errors' in checked ? checked.errors : [];
};

const checkSides = (log: PromiseLog, { sides }: ProgrammeDefinition): void => {
  for (const side of ['helper', 'helped'] as const) {
    const { title, where } = sides[side];
    log.texts(`sides.${side}`, title);
    checkTeams(log, sides, side);
    const thing = `sides.${side}.where`;
    const asked = { under: 'for an organisation that it may be asked about', every: 'organisation' };
    const texts = log.attempt(
      thing,
      () => (where ? exampleOrganisations.flatMap((o) => where(o).map((f) => f.text)) : []),
      asked,
    );
    log.texts(thing, ...(texts ?? []));
  }
};

/** Teams help people. */
const checkTeams = (log: PromiseLog, sides: ProgrammeDefinition['sides'], side: Side): void => {
  if (sides[side].party !== 'group') return;
  if (side === 'helped' || sides.helped.party !== 'person')
    log.broken(`sides.${side}`, 'A team helps people: it stands on the helping side, and `member` on the other.');
};

const isSensitive = (fields: Fields, name: string): boolean => has(fields, name) && fields[name]!.class === 'sensitive';

const checkSettings = (log: PromiseLog, definition: ProgrammeDefinition): void => {
  checkFieldPromises(log, 'settings', definition.settings);
  for (const [key, f] of Object.entries(definition.settings))
    if (f.widget === 'attachments') log.broken(`settings.${key}`, 'Settings hold no files: put it in a form.');
    else if (f.class === 'sensitive' || f.readBy)
      log.broken(`settings.${key}`, 'Settings are not sealed: only a field of a form or a register can be sensitive.');
  for (const [key, f] of Object.entries(definition.settings)) {
    const thing = `settings.${key}`;
    if (!f.place) log.broken(thing, 'State its place in the plan.');
    if (!f.explain) log.broken(thing, 'Explain in plain words what it does.');
    if (f.default === undefined) continue;
    for (const error of log.attempt(thing, () => refusals(definition, { [key]: f.default })) ?? [])
      log.broken(thing, `Its default is refused by its own bounds: ${error.text.en}.`);
  }
  log.keys('presets', definition.presets);
  if (Object.keys(definition.presets).length === 0)
    log.broken('presets', 'Give at least one preset, so that an officer can start it.');
  for (const [key, preset] of Object.entries(definition.presets)) {
    const thing = `presets.${key}`;
    log.texts(thing, preset.title, preset.summary);
    for (const error of log.attempt(thing, () => refusals(definition, preset.settings)) ?? [])
      log.broken(`${thing}.settings.${error.field}`, `${error.text.en}.`);
  }
};

const checkForm = (log: PromiseLog, thing: string, form: Form<Values, Fields>): void => {
  log.texts(thing, form.title, form.purpose);
  if (form.brief.length < 2 || form.brief.length > 4)
    log.broken(`${thing}.brief`, 'Name two to four fields that identify a record.');
  checkConfidentialForm(log, thing, form);
  checkVersions(log, thing, form);
};

const checkVersions = (log: PromiseLog, thing: string, form: Pick<Form, 'version' | 'upgrade'>): void => {
  if (!Number.isInteger(form.version) || form.version < 1 || form.version > mostVersions)
    return log.broken(`${thing}.version`, 'Number versions from 1, one by one.');
  for (let n = 1; n < form.version; n++)
    if (!form.upgrade?.[n])
      log.broken(
        `${thing}.upgrade`,
        `Say how data of version ${n} becomes version ${n + 1}: upgrade[${n}] is missing.`,
      );
  for (const n of Object.keys(form.upgrade ?? {}))
    if (!/^[1-9]\d*$/.test(n) || Number(n) >= form.version)
      log.broken(`${thing}.upgrade`, `upgrade[${n}] leads nowhere: version is ${form.version}.`);
};

const checkRegisters = (log: PromiseLog, { registers, eligible, sides }: ProgrammeDefinition): void => {
  log.keys('registers', registers);
  for (const [key, register] of Object.entries(registers)) {
    const thing = `registers.${key}`;
    log.texts(thing, register.title, register.purpose);
    checkFieldPromises(log, `${thing}.fields`, register.fields);
    checkConfidentialFields(log, `${thing}.fields`, register.fields);
    checkRegisterReaders(log, `${thing}.fields`, register.fields);
    for (const [name, { widget }] of Object.entries(register.fields))
      if (widget === 'person' || widget === 'attachments')
        log.broken(`${thing}.fields.${name}`, 'A cell of a workbook holds neither people nor files.');
    checkVersions(log, thing, register);
  }
  for (const side of ['helper', 'helped'] as const)
    if (eligible[side] && sides[side].party !== 'person')
      log.broken(`eligible.${side}`, 'Only people are looked at one by one: organisations have `where`.');
};

const checkMatch = (log: PromiseLog, { match, eligible }: ProgrammeDefinition): void => {
  if (!match) return;
  log.texts('match', match.title);
  for (const side of ['helper', 'helped'] as const)
    if (!eligible[side]) log.broken('match', `Say who qualifies: eligible.${side} is missing.`);
};

/** Whether the two sides of a pairing write it, about that pairing. */
const isOfPairing = ({ about, writtenBy }: Pick<Form<Values, Fields>, 'about' | 'writtenBy'>): boolean =>
  about === undefined && writtenBy !== 'owner';

/** Of whom a duty is asked: whoever its form is about. */
const checkAsked = (log: PromiseLog, thing: string, duty: Duty<Values>, form: Form<Values, Fields>): void => {
  const ofPairing = (duty.of ?? 'pairing') === 'pairing';
  if (form.writtenBy === 'owner' || (ofPairing && form.about !== undefined))
    log.broken(thing, 'A duty is asked of a pairing: its form is written by one of the sides, about the pairing.');
  else if (!ofPairing && form.about === undefined)
    log.broken(`${thing}.of`, 'Its form is about the pairing: only one about pairs inside can be asked of them.');
  if (duty.of === 'eachInside' && duty.share)
    log.broken(`${thing}.of`, 'A share of a school’s teachers is asked of the pairing, not of two people.');
};

const checkDuties = (log: PromiseLog, definition: ProgrammeDefinition): void => {
  for (const [key, duty] of Object.entries(definition.duties)) {
    const thing = `duties.${key}`;
    if (!has(definition.forms, key))
      log.broken(thing, 'A duty is named after the form that it counts; there is no such form.');
    else checkAsked(log, thing, duty, definition.forms[key]!);
    if ((duty.count ?? 'records') !== 'records' && !duty.fact) log.broken(thing, 'Name the fact that it counts.');
    if ((duty.count === 'amount') !== (duty.unit !== undefined))
      log.broken(`${thing}.unit`, 'An amount says what it is an amount of (lessons, yuan); nothing else does.');
    log.texts(`${thing}.unit`, duty.unit);
    if (duty.share && duty.count !== 'people') log.broken(thing, 'A share of the teachers is counted in people.');
    if (duty.teachingDays && duty.per !== 'month')
      log.broken(thing, 'Only a duty per month may depend on teaching days.');
    if (duty.agreed && !isOfPairing(definition.forms[duty.agreed.form] ?? { writtenBy: 'owner' }))
      log.broken(`${thing}.agreed`, 'A pair agrees in a form that one of its sides writes, about the pairing.');
    if (duty.agreed && duty.share) log.broken(`${thing}.agreed`, 'A share of the teachers is not agreed on.');
    log.texts(`${thing}.window`, duty.window?.title);
  }
};

const checkWindow = (
  log: PromiseLog,
  thing: string,
  o: { readonly per: Period['kind']; readonly window: DutyWindow<Values>; readonly settings: Values },
): void => {
  const { per, window, settings } = o;
  for (const period of periodsWithin(exampleYear, per, { from: '2026-09-01', to: '2027-08-31' })) {
    const whole = periodOf(exampleYear, period.id)!;
    const days = log.attempt(thing, () => window.days(whole, settings), { under: `for ${whole.id}`, every: 'period' });
    if (!days) return;
    const { from, to } = days;
    if (!isDay(from) || !isDay(to) || from > to || from < whole.from || to > whole.to)
      return log.broken(thing, `It answers ${from} to ${to} for ${whole.id}: name days of that period, in order.`);
  }
};

const checkRectification = (log: PromiseLog, { forms, roles, rectification }: ProgrammeDefinition): void => {
  if (!rectification) return;
  log.texts('rectification', rectification.title);
  for (const form of rectification.raisedIn)
    if (!has(forms, form)) log.broken('rectification.raisedIn', `It names a form "${form}" that does not exist.`);
    else if (rectification.raisedBy === 'owner' ? forms[form]!.about !== undefined : !isOfPairing(forms[form]!))
      log.broken('rectification.raisedIn', `"${form}" is not written by a side of the pairing, about the pairing.`);
  if (rectification.inspectedBy.length === 0)
    log.broken('rectification.inspectedBy', 'Name who inspects: without anyone nothing could be closed.');
  for (const key of rectification.inspectedBy)
    if (key !== rectification.raisedBy && !has(roles, key))
      log.broken('rectification.inspectedBy', `"${key}" is neither a role nor who raises problems.`);
};

const checkLedgers = (log: PromiseLog, { forms, ledgers }: ProgrammeDefinition): void => {
  log.keys('ledgers', ledgers);
  for (const [key, ledger] of Object.entries(ledgers)) {
    log.texts(`ledgers.${key}`, ledger.title, ...ledger.columns.map((c) => c.title));
    for (const form of ledger.from)
      if (!has(forms, form)) log.broken(`ledgers.${key}`, `It reads a form "${form}" that does not exist.`);
  }
};

const checkReport = (log: PromiseLog, thing: string, r: Report, definition: ProgrammeDefinition): void => {
  const { forms } = definition;
  log.keys(`${thing}.columns`, r.columns);
  log.texts(thing, r.title, r.purpose, ...Object.values(r.columns).map((c) => c.title));
  for (const column of [...(r.chart ? [r.chart.by, ...r.chart.series] : []), ...Object.keys(r.drill ?? {})])
    if (!has(r.columns, column)) log.broken(thing, `It names a column "${column}" that it does not have.`);
  for (const column of r.chart?.series ?? [])
    if (has(r.columns, column) && r.columns[column]!.kind === 'text')
      log.broken(`${thing}.chart`, `It draws "${column}", a column of text: draw columns of numbers.`);
  checkReading(log, thing, r, definition);
  for (const form of Object.values(r.drill ?? {}))
    if (form !== undefined && !has(forms, form))
      log.broken(`${thing}.drill`, `It leads to a form "${form}" that does not exist.`);
};

const checkFormFields = (log: PromiseLog, thing: string, fields: Fields, form: Form<Values, Fields>): void => {
  checkFieldPromises(log, thing, fields);
  checkConfidentialFields(log, thing, fields);
  checkConfidentialFiles(log, thing, form, fields);
  for (const [key, { prefill, from }] of Object.entries(fields))
    if (prefill === 'me' && from !== 'writer' && form.writtenBy !== 'either' && from !== form.writtenBy)
      log.broken(`${thing}.${key}`, 'It offers people of the other side: whoever writes is never among them.');
  const on = has(fields, 'on') ? fields['on'] : undefined;
  if (on?.widget !== 'day' || !on.required || on.when)
    log.broken(`${thing}.on`, 'Give it a required day field named "on", always shown: the day of the event.');
  for (const name of [...(form.index ?? []), ...form.brief])
    if (!has(fields, name)) log.broken(thing, `It lists a field "${name}" that it does not have.`);
  for (const name of form.index ?? [])
    if (has(fields, name) && fields[name]!.widget === 'attachments')
      log.broken(`${thing}.index`, `Lists cannot be filtered by "${name}": it holds files.`);
  for (const name of form.index ?? [])
    if (isSensitive(fields, name))
      log.broken(`${thing}.index`, `Lists cannot be filtered by "${name}": it is sensitive.`);
  for (const name of form.brief)
    if (isSensitive(fields, name))
      log.broken(`${thing}.brief`, `"${name}" is sensitive: it stands in no list and no message.`);
};

/** Whether a part is in use is asked everywhere: it must have an answer. */
const checkInUse = (log: PromiseLog, definition: ProgrammeDefinition, settings: Values): void => {
  const { forms, reports, outcomes, registers, documents } = definition;
  for (const [kind, parts] of Object.entries({ forms, reports, outcomes, registers, documents }))
    for (const [key, part] of Object.entries<{ inUse?(s: Values): boolean }>(parts)) {
      const thing = `${kind}.${key}.inUse`;
      const answer: unknown = log.attempt(thing, () => isInUse(part, settings)) ?? true;
      if (typeof answer !== 'boolean') log.broken(thing, 'It answers neither true nor false.');
    }
};

/** What depends on settings. */
const checkUnder = (log: PromiseLog, definition: ProgrammeDefinition, settings: Values): void => {
  checkInUse(log, definition, settings);
  for (const side of ['helper', 'helped'] as const) {
    const kinds = log.attempt(`sides.${side}.of`, () => definition.sides[side].of?.(settings));
    if (kinds?.length === 0) log.broken(`sides.${side}.of`, 'It names nobody who could stand there.');
    checkMinors(log, definition, { side, settings });
  }
  const fieldsByForm = new Map<string, Fields>();
  for (const [key, form] of Object.entries(definition.forms)) {
    const fields = log.attempt(`forms.${key}.fields`, () => fieldsOf(form, settings));
    if (!fields) continue;
    fieldsByForm.set(key, fields);
    checkFormFields(log, `forms.${key}`, fields, form);
    checkSheetFields(log, definition, key, fields);
  }
  for (const [key, { from, columns }] of Object.entries(definition.ledgers)) {
    // Fields that could not be made are reported already, and so is a form that does not exist.
    if (from.some((form) => !fieldsByForm.has(form))) continue;
    for (const { show } of columns)
      if (!show.startsWith('@') && !from.some((form) => has(fieldsByForm.get(form)!, show)))
        log.broken(`ledgers.${key}`, `Its column "${show}" is a field of none of its forms.`);
      else if (from.some((form) => isSensitive(fieldsByForm.get(form)!, show)))
        log.broken(`ledgers.${key}`, `Its column "${show}" is sensitive: ledgers go out of the platform.`);
  }
  for (const [key, duty] of Object.entries(definition.duties)) {
    log.wholeNumber(`duties.${key}`, 0, () => (duty.share ?? duty).atLeast(settings));
    log.wholeNumber(`duties.${key}.teachingDays`, 0, duty.teachingDays && (() => duty.teachingDays!(settings)));
    const { per, window } = duty;
    if (window) checkWindow(log, `duties.${key}.window`, { per, window, settings });
  }
  checkPairingDays(log, definition, settings);
  checkStagesUnder(log, definition, settings);
  checkPhasesUnder(log, definition, settings);
  checkSettling(log, definition, settings);
  checkReviewTimes(log, definition, settings);
  checkPrinting(log, definition, settings);
  const { rectification } = definition;
  log.wholeNumber('rectification.within', 1, rectification && (() => rectification.within(settings)));
  checkWithin(log, definition, settings);
  for (const side of ['helper', 'helped'] as const) {
    const rule = definition.sides[side];
    log.wholeNumber(`sides.${side}.atMost`, 1, rule.atMost && (() => rule.atMost!(settings)));
  }
};

const checkLeading = (log: PromiseLog, { leading, settings }: ProgrammeDefinition): void => {
  for (const [key, post] of Object.entries(leading)) {
    if (!has(settings, key) || !['text', 'longText'].includes(settings[key]!.widget))
      log.broken(`leading.${key}`, 'The people of a post are written into a text of the settings; there is none.');
    log.texts(`leading.${key}`, post);
  }
};

const checkPairingDays = (log: PromiseLog, { pairingDays, sides }: ProgrammeDefinition, settings: Values): void => {
  if (!pairingDays) return;
  if (sides.helper.party !== 'person' || sides.helped.party !== 'person')
    log.broken('pairingDays', 'Only pairs of people change on certain days.');
  for (const term of periodsWithin(exampleYear, 'term', { from: '2026-09-01', to: '2027-08-31' })) {
    const days = log.attempt('pairingDays', () => pairingDays.days(term, settings));
    if (!days) return;
    if (!isDay(days.from) || !isDay(days.to) || days.from > days.to || days.from < term.from || days.to > term.to)
      return log.broken(
        'pairingDays',
        `It answers ${days.from} to ${days.to} for ${term.id}: name days of that term, in order.`,
      );
  }
};

const checkWithin = (log: PromiseLog, { match }: ProgrammeDefinition, settings: Values): void => {
  const within: unknown = match && log.attempt('match.within', () => match.within(settings));
  if (within !== undefined && within !== 'place' && within !== 'programme')
    log.broken('match.within', 'It answers neither "place" nor "programme".');
};

/**
 * Finds every promise that a definition breaks and the compiler cannot see. An empty list means that the programme
 * may be installed. Never throws: a function of the definition that throws is itself a finding.
 */
export const checkProgramme = (definition: ProgrammeDefinition): readonly BrokenPromise[] => {
  const log = promiseLog(definition.id);
  if (!ID.test(definition.id)) log.broken('id', 'Use lower-case words joined by hyphens, such as peer-tutoring.');
  log.texts('title', definition.title);
  log.texts('summary', definition.summary);
  checkSides(log, definition);
  checkSettings(log, definition);
  checkLeading(log, definition);
  log.keys('roles', definition.roles);
  for (const [key, role] of Object.entries(definition.roles)) log.texts(`roles.${key}`, role.title);
  checkInside(log, definition);
  checkRegisters(log, definition);
  checkMatch(log, definition);
  log.keys('forms', definition.forms);
  for (const [key, form] of Object.entries(definition.forms)) checkForm(log, `forms.${key}`, form);
  checkDuties(log, definition);
  checkReviews(log, definition);
  checkHandedOver(log, definition);
  checkRectification(log, definition);
  checkStages(log, definition);
  checkPhases(log, definition);
  checkOutcomes(log, definition);
  checkLedgers(log, definition);
  checkConfidentialUses(log, definition);
  log.keys('reports', definition.reports);
  for (const [key, r] of Object.entries(definition.reports)) checkReport(log, `reports.${key}`, r, definition);
  checkDocuments(log, definition);
  // A preset that is missing is reported above; what depends on settings is checked all the same.
  const presets = Object.keys(definition.presets);
  for (const preset of presets.length > 0 ? presets : [''])
    checkUnder(log, definition, exampleSettings(definition, preset));
  return log.found;
};
