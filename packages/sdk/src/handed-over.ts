import type { Fields } from './fields.js';
import type { ProgrammeDefinition, Side } from './programme.js';
import type { PromiseLog } from './promise-log.js';
import { reviewOf } from './review.js';

/** 交接单: how somebody else takes a person's place on a side while the pairing goes on. */
export interface HandedOver {
  /** Key of the form that the outgoing person writes: what has been done, what is open, who goes on from which day. */
  readonly form: string;
  /** Key of its person field that names who takes over, somebody of the same organisation. */
  readonly to: string;
}

/** The side whose sheet a form is; nothing of every other form. */
export const sideHandedOverBy = (
  { sides }: Pick<ProgrammeDefinition, 'sides'>,
  form: string,
): (HandedOver & { readonly side: Side }) | undefined => {
  for (const side of ['helper', 'helped'] as const) {
    const { handedOverBy } = sides[side];
    if (handedOverBy?.form === form) return { ...handedOverBy, side };
  }
  return undefined;
};

const checkSheet = (log: PromiseLog, definition: ProgrammeDefinition, side: Side): void => {
  const { form: key } = definition.sides[side].handedOverBy!;
  const thing = `sides.${side}.handedOverBy`;
  if (!Object.hasOwn(definition.forms, key)) return log.broken(thing, `It names a form "${key}" that does not exist.`);
  const { writtenBy, subjects, about } = definition.forms[key]!;
  if (writtenBy !== side || subjects !== 'one' || about !== undefined)
    log.broken(thing, `"${key}" must be written by the ${side}, about one pairing.`);
  const steps = reviewOf(definition, key)?.steps ?? [];
  const asked = steps.findIndex(({ by }) => by === 'successor');
  if (asked < 0) log.broken(thing, `Nobody agrees to "${key}": give it a review with a step by "successor".`);
  else if (definition.eligible[side] && asked === steps.length - 1)
    log.broken(
      thing,
      'Who takes over is not judged by `eligible`: let the owner or a role decide after the successor.',
    );
};

/** What sheets promise whatever the settings, and that nobody else is asked as a successor. */
export const checkHandedOver = (log: PromiseLog, definition: ProgrammeDefinition): void => {
  for (const side of ['helper', 'helped'] as const)
    if (definition.sides[side].handedOverBy) checkSheet(log, definition, side);
  for (const [key, { of, steps }] of Object.entries(definition.reviews)) {
    if (!steps.some(({ by }) => by === 'successor')) continue;
    for (const form of of)
      if (!sideHandedOverBy(definition, form))
        log.broken(
          `reviews.${key}`,
          `"${form}" hands nothing over: nobody is its successor. See sides.*.handedOverBy.`,
        );
  }
};

/** What the sheet's fields promise under given settings. */
export const checkSheetFields = (
  log: PromiseLog,
  definition: ProgrammeDefinition,
  form: string,
  fields: Fields,
): void => {
  const sheet = sideHandedOverBy(definition, form);
  if (!sheet) return;
  const to = Object.hasOwn(fields, sheet.to) ? fields[sheet.to] : undefined;
  if (to?.widget !== 'person' || to.from !== sheet.side || !to.required || to.when || to.readBy)
    log.broken(
      `forms.${form}.${sheet.to}`,
      `Give it a required person field "${sheet.to}" from the ${sheet.side}, always shown: who takes over.`,
    );
};
