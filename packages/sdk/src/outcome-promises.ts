import { exampleYear } from './example-year.js';
import type { Settling } from './outcome.js';
import { periodBefore, periodOf } from './periods.js';
import type { ProgrammeDefinition } from './programme.js';
import type { PromiseLog } from './promise-log.js';

type Values = Readonly<Record<string, unknown>>;

/** What outcomes promise whatever the settings. */
export const checkOutcomes = (log: PromiseLog, { outcomes, forms }: ProgrammeDefinition): void => {
  log.keys('outcomes', outcomes);
  for (const [key, { title, purpose, levels, decisions = {}, reads = [], sums = {}, counts = [] }] of Object.entries(
    outcomes,
  )) {
    const thing = `outcomes.${key}`;
    log.texts(thing, title, purpose);
    for (const form of reads)
      if (!Object.hasOwn(forms, form)) log.broken(`${thing}.reads`, `It names a form "${form}" that does not exist.`);
    for (const form of Object.keys(sums))
      if (!Object.hasOwn(forms, form)) log.broken(`${thing}.sums`, `It names a form "${form}" that does not exist.`);
    for (const fact of counts)
      if (!Object.hasOwn(forms, fact.split('.', 1)[0]!))
        log.broken(`${thing}.counts`, `It counts "${fact}", which no form yields.`);
    log.keys(`${thing}.levels`, levels);
    if (Object.keys(levels).length === 0)
      log.broken(`${thing}.levels`, 'Name what can come of it: at least one level.');
    for (const [level, l] of Object.entries(levels)) log.texts(`${thing}.levels.${level}`, l.title);
    log.keys(`${thing}.decisions`, decisions);
    for (const [decision, d] of Object.entries(decisions))
      log.texts(`${thing}.decisions.${decision}`, d.title, d.explain);
  }
};

/** A term or school year in which nobody is paired and nothing is known. */
const nothingToSettle = (per: 'term' | 'schoolYear'): Settling => {
  const period = periodOf(exampleYear, per === 'term' ? '2026-2027-2' : '2026-2027')!;
  const before = periodBefore(exampleYear, period) ?? null;
  return { period, before, pairings: [], entries: { before: new Map(), after: new Map() } };
};

/** What they promise under given settings. */
export const checkSettling = (log: PromiseLog, { outcomes }: ProgrammeDefinition, settings: Values): void => {
  for (const [key, outcome] of Object.entries(outcomes)) {
    const thing = `outcomes.${key}.settle`;
    const awards: unknown = log.attempt(thing, () => outcome.settle(nothingToSettle(outcome.per), settings));
    if (awards !== undefined && (!Array.isArray(awards) || awards.length > 0))
      log.broken(thing, 'It answers something where there is no pairing: answer a list of awards, here an empty one.');
  }
};
