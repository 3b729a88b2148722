import { isDay } from './days.js';
import type { ProgrammeDefinition } from './programme.js';
import type { PromiseLog } from './promise-log.js';
import type { Need } from './stage.js';

type Values = Readonly<Record<string, unknown>>;

/** More of them fit on no board. */
const mostStages = 12;

/** What stages promise whatever the settings. */
export const checkStages = (log: PromiseLog, definition: ProgrammeDefinition): void => {
  const { stages } = definition;
  log.keys('stages', stages);
  if (Object.keys(stages).length > mostStages)
    log.broken('stages', `There are ${Object.keys(stages).length}: a pairing goes through ${mostStages} at most.`);
  for (const [key, { title, needs }] of Object.entries(stages)) {
    const thing = `stages.${key}`;
    log.texts(thing, title);
    log.keys(`${thing}.needs`, needs);
    if (Object.keys(needs).length === 0)
      log.broken(`${thing}.needs`, 'Say what it takes to close it: at least one need.');
    for (const [name, need] of Object.entries(needs)) checkNeed(log, `${thing}.needs.${name}`, need, definition);
  }
};

const checkNeed = (
  log: PromiseLog,
  thing: string,
  { title, ...counts }: Need<Values>,
  { forms, inside }: ProgrammeDefinition,
): void => {
  log.texts(thing, title);
  if ((counts.form === undefined) === (counts.inside === undefined))
    return log.broken(thing, 'Say what it counts: a form, or pairs inside the pairing.');
  if (counts.form !== undefined && !Object.hasOwn(forms, counts.form))
    log.broken(thing, `It names a form "${counts.form}" that does not exist.`);
  if (counts.inside !== undefined && !Object.hasOwn(inside, counts.inside))
    log.broken(thing, `The programme has no "${counts.inside}" inside its pairings.`);
  if (counts.inside !== undefined && 'fact' in counts)
    log.broken(thing, 'Only a form has facts: name the form whose fact it counts.');
};

/** What they promise under given settings. */
export const checkStagesUnder = (log: PromiseLog, { stages }: ProgrammeDefinition, settings: Values): void => {
  for (const [key, stage] of Object.entries(stages)) {
    const thing = `stages.${key}`;
    for (const [name, need] of Object.entries(stage.needs))
      log.wholeNumber(`${thing}.needs.${name}`, 0, () => need.atLeast(settings));
    const window = log.attempt(`${thing}.window`, () => stage.window?.(settings));
    const days = [window?.from, window?.to].filter((day) => day !== undefined);
    if (!days.every(isDay) || days.join() !== [...days].sort().join())
      log.broken(`${thing}.window`, `It answers ${days.join(' to ')}: name days, in order.`);
  }
};
