import type { ProgrammeDefinition, SideRule } from './programme.js';
import type { PromiseLog } from './promise-log.js';
import { type Review, reviewOf, type ReviewStep, stepParties } from './review.js';

type Values = Readonly<Record<string, unknown>>;
type AnyReview = Review<Values, string>;

const isParty = (by: string): boolean => (stepParties as readonly string[]).includes(by);

/** Whether somebody may act there for themself, under some settings at least: a school acts for its children. */
const isOnePerson = ({ party, minors }: SideRule<Values>): boolean => party === 'person' && minors !== true;

/** Whether a person alone writes a form, for whom nobody else of the side could decide. */
const isWrittenAlone = ({ forms, sides }: ProgrammeDefinition, key: string): boolean => {
  const { writtenBy, about } = forms[key]!;
  if (about !== undefined || writtenBy === 'owner') return false;
  return (['helper', 'helped'] as const).some(
    (side) => (writtenBy === side || writtenBy === 'either') && isOnePerson(sides[side]),
  );
};

const isBetweenPeople = ({ sides }: ProgrammeDefinition): boolean =>
  isOnePerson(sides.helper) || isOnePerson(sides.helped);

const checkStep = (
  log: PromiseLog,
  definition: ProgrammeDefinition,
  o: { readonly thing: string; readonly review: AnyReview; readonly step: ReviewStep<Values> },
): void => {
  const { thing, review, step } = o;
  const { by, needs = 1 } = step;
  log.texts(thing, step.title);
  if (!isParty(by) && !Object.hasOwn(definition.roles, by))
    log.broken(thing, `"${by}" is neither one of ${stepParties.join(', ')} nor a role of the programme.`);
  if (by !== 'otherSide' && !step.title) log.broken(thing, 'Say what is done at the step: give it a title.');
  if (!Number.isSafeInteger(needs) || needs < 1)
    log.broken(`${thing}.needs`, `It is ${String(needs)}: give a whole number from 1.`);
  if (by !== 'otherSide' && step.silentAfter)
    log.broken(`${thing}.silentAfter`, 'Only the other side confirms by silence.');
  if (step.silentAfter && step.within)
    log.broken(`${thing}.within`, 'Silence approves after its days: a deadline beside it would say nothing.');
  if (by === 'successor' && needs > 1)
    log.broken(`${thing}.needs`, 'One person takes over: nobody else could approve.');
  if (by === 'otherSide' && needs > 1 && isBetweenPeople(definition))
    log.broken(`${thing}.needs`, 'A person stands on a side: nobody else there could approve too.');
  for (const form of review.of.filter((key) => Object.hasOwn(definition.forms, key))) {
    if (by === 'otherSide' && definition.forms[form]!.writtenBy === 'owner')
      log.broken(thing, `"${form}" is written by the owner: no side is the other one.`);
    if ((by === 'writer' || by === 'bothSides') && isWrittenAlone(definition, form))
      log.broken(thing, `"${form}" is written by a person for themself: nobody else of that side could decide.`);
  }
};

/** What reviews promise whatever the settings. */
export const checkReviews = (log: PromiseLog, definition: ProgrammeDefinition): void => {
  const { forms, reviews, roles } = definition;
  log.keys('reviews', reviews);
  for (const key of Object.keys(roles))
    if (isParty(key)) log.broken(`roles.${key}`, `Reviews mean somebody else by "${key}": name the role otherwise.`);
  for (const [key, review] of Object.entries(reviews)) {
    const thing = `reviews.${key}`;
    log.texts(thing, review.title);
    for (const form of review.of)
      if (!Object.hasOwn(forms, form)) log.broken(thing, `It names a form "${form}" that does not exist.`);
      else if (reviewOf(definition, form)!.key !== key)
        log.broken(thing, `"${form}" is in the review "${reviewOf(definition, form)!.key}" already: a form has one.`);
    if (review.steps.length === 0) log.broken(`${thing}.steps`, 'Give it at least one step.');
    for (const [i, step] of review.steps.entries())
      checkStep(log, definition, { thing: `${thing}.steps.${i}`, review, step });
  }
};

/** What their times promise under given settings. */
export const checkReviewTimes = (log: PromiseLog, { reviews }: ProgrammeDefinition, settings: Values): void => {
  for (const [key, { steps }] of Object.entries(reviews))
    for (const [i, step] of steps.entries()) {
      const thing = `reviews.${key}.steps.${i}`;
      log.wholeNumber(`${thing}.within`, 0, step.within && (() => step.within!(settings)));
      log.wholeNumber(`${thing}.silentAfter`, 0, step.silentAfter && (() => step.silentAfter!(settings)));
    }
};
