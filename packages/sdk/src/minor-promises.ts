import { isInUse } from './in-use.js';
import { areMinors, type ProgrammeDefinition, type Side } from './programme.js';
import type { PromiseLog } from './promise-log.js';

/** What a side of children promises under given settings. */
export const checkMinors = (
  log: PromiseLog,
  { sides, forms }: ProgrammeDefinition,
  o: { readonly side: Side; readonly settings: Readonly<Record<string, unknown>> },
): void => {
  const rule = sides[o.side];
  const thing = `sides.${o.side}.minors`;
  const minors: unknown = log.attempt(thing, () => areMinors(rule, o.settings)) ?? false;
  if (typeof minors !== 'boolean') return log.broken(thing, 'It answers neither true nor false.');
  const sheet = rule.handedOverBy?.form;
  if (!minors || sheet === undefined || !Object.hasOwn(forms, sheet)) return;
  if (log.attempt(`forms.${sheet}.inUse`, () => isInUse(forms[sheet]!, o.settings)) === true)
    log.broken(thing, `Children hand nothing over: leave "${sheet}" out (inUse) where they stand on this side.`);
};
