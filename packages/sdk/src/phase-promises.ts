import { type DayRange, isDay } from './days.js';
import { exampleYear } from './example-year.js';
import { isInUse } from './in-use.js';
import { periodsWithin } from './periods.js';
import type { ProgrammeDays } from './phase.js';
import type { ProgrammeDefinition } from './programme.js';
import type { PromiseLog } from './promise-log.js';

type Values = Readonly<Record<string, unknown>>;

/** More of them make no overview. */
const mostPhases = 20;

/** What phases promise whatever the settings. */
export const checkPhases = (log: PromiseLog, { phases }: ProgrammeDefinition): void => {
  log.keys('phases', phases);
  if (Object.keys(phases).length > mostPhases)
    log.broken('phases', `There are ${Object.keys(phases).length}: a year has ${mostPhases} at most.`);
  for (const [key, { title }] of Object.entries(phases)) log.texts(`phases.${key}`, title);
};

const [first, last] = [exampleYear.terms[0]!, exampleYear.terms.at(-1)!];
const year = { from: first.starts, to: last.ends };
/** A school year as a programme has it, and one of a district whose calendar has no terms yet. */
const examples: readonly ProgrammeDays[] = [
  { ...year, terms: periodsWithin(exampleYear, 'term', year) },
  { ...year, terms: [] },
];

/** What they promise under given settings, with terms and without. */
export const checkPhasesUnder = (log: PromiseLog, { phases }: ProgrammeDefinition, settings: Values): void => {
  for (const [key, phase] of Object.entries(phases)) {
    const thing = `phases.${key}`;
    if (!log.attempt(`${thing}.inUse`, () => isInUse(phase, settings))) continue;
    for (const days of examples) {
      const said = log.attempt(`${thing}.days`, () => ({ answer: phase.days(days, settings) as Partial<DayRange> }));
      if (!said) break;
      const { from = 'nothing', to = 'nothing' } = said.answer ?? {};
      if (isDay(from) && isDay(to) && from <= to) continue;
      log.broken(`${thing}.days`, `It answers ${from} to ${to}: name days, in order.`);
      break;
    }
  }
};
