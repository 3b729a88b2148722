import type { ProgrammeDefinition } from './programme.js';
import type { PromiseLog } from './promise-log.js';

/** What pairs of people inside a pairing promise. */
export const checkInside = (log: PromiseLog, { inside, forms }: ProgrammeDefinition): void => {
  log.keys('inside', inside);
  for (const [key, { title, helper, helped, kind, atMost }] of Object.entries(inside)) {
    const thing = `inside.${key}`;
    log.texts(thing, title, helper, helped, kind.title, ...kind.choices.map((c) => c.title));
    if (kind.choices.length === 0) log.broken(`${thing}.kind`, 'Give it at least one choice.');
    log.wholeNumber(`${thing}.atMost`, 1, atMost === undefined ? undefined : () => atMost);
  }
  for (const [key, { about }] of Object.entries(forms))
    if (about !== undefined && !Object.hasOwn(inside, about))
      log.broken(`forms.${key}.about`, `The programme has no "${about}" inside its pairings.`);
};
