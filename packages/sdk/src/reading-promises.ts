import type { ProgrammeDefinition, Report } from './programme.js';
import type { PromiseLog } from './promise-log.js';

/** What a report or document names of what it reads: each of it is there. */
export const checkReading = (
  log: PromiseLog,
  thing: string,
  reading: Pick<Report, 'reads' | 'counts' | 'standing' | 'awards' | 'entries' | 'unpaired'>,
  { forms, outcomes, registers, inside }: ProgrammeDefinition,
): void => {
  for (const form of reading.reads ?? [])
    if (!Object.hasOwn(forms, form)) log.broken(`${thing}.reads`, `It names a form "${form}" that does not exist.`);
  for (const form of reading.standing ?? [])
    if (!Object.hasOwn(forms, form)) log.broken(`${thing}.standing`, `It names a form "${form}" that does not exist.`);
  for (const outcome of reading.awards ?? [])
    if (!Object.hasOwn(outcomes, outcome))
      log.broken(`${thing}.awards`, `It names an outcome "${outcome}" that does not exist.`);
  for (const register of reading.entries ?? [])
    if (!Object.hasOwn(registers, register))
      log.broken(`${thing}.entries`, `It names a register "${register}" that does not exist.`);
  for (const key of reading.unpaired ?? [])
    if (!Object.hasOwn(inside, key))
      log.broken(`${thing}.unpaired`, `The programme has no "${key}" inside its pairings.`);
  // A fact is named by its form, alone or followed by its own name.
  for (const name of reading.counts ?? [])
    if (!Object.hasOwn(forms, name.split('.', 1)[0]!))
      log.broken(`${thing}.counts`, `It counts "${name}" of a form that does not exist.`);
};
