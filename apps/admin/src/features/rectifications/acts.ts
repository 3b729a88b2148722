import { choice, day, type FieldManifest, fieldManifests, longText, text } from '@xieshou/sdk';
import type { ReadRectificationResponse } from '../../api/generated/types.gen.js';
import { pageText } from '../../components/form/page-text.js';

export type Rectification = ReadRectificationResponse;
export type Act = keyof Rectification['may'];

/** What may be done now, the most pressing first. */
export const actsOf = ({ may, state }: Pick<Rectification, 'may' | 'state'>): readonly Act[] => {
  const order: readonly Act[] =
    state === 'answering' ? ['finish', 'answer', 'inspect', 'extend'] : ['answer', 'finish', 'inspect', 'extend'];
  return order.filter((act) => may[act]);
};

/** Whether an act is the next step, and not just possible. */
export const isNext = (act: Act, state: Rectification['state']): boolean =>
  (act === 'answer' && state === 'open') ||
  (act === 'finish' && state === 'answering') ||
  (act === 'inspect' && state === 'waiting');

/** The page's words for a key of the `rectifications` locale. */
type Words = (key: string) => string;

export const outcomesIn = (state: Rectification['state']): readonly ('passed' | 'failed' | 'noted')[] =>
  state === 'waiting' ? ['passed', 'failed', 'noted'] : ['noted'];

export const fieldsOfAct = (act: Act, state: Rectification['state'], t: Words): readonly FieldManifest[] => {
  switch (act) {
    case 'answer':
      return fieldManifests({
        measures: longText({ title: pageText(t('measures')), help: pageText(t('act.measuresHelp')), maxLength: 1000 }),
        responsible: text({ title: pageText(t('responsible')), maxLength: 50 }),
      });
    case 'finish':
      return fieldManifests({
        result: longText({ title: pageText(t('result')), help: pageText(t('act.resultHelp')), maxLength: 1000 }),
      });
    case 'inspect':
      return fieldManifests({
        outcome: choice(
          outcomesIn(state).map((value) => ({ value, title: pageText(t(`outcome.${value}`)) })),
          { title: pageText(t('act.outcome')) },
        ),
        note: longText({ title: pageText(t('act.text')), help: pageText(t('act.noteHelp')), maxLength: 500 }),
      });
    case 'extend':
      return fieldManifests({
        dueOn: day({ title: pageText(t('act.newDay')) }),
        reason: longText({ title: pageText(t('act.reason')), maxLength: 200 }),
      });
  }
};

/** What a form starts with. */
export const initialOfAct = (act: Act, it: Rectification): Readonly<Record<string, unknown>> => {
  if (act === 'answer') return { measures: it.measures ?? undefined, responsible: it.responsible ?? undefined };
  if (act === 'inspect' && it.state !== 'waiting') return { outcome: 'noted' };
  return {};
};

const judged = {
  answer: ['state', 'measures', 'responsible'],
  finish: ['state', 'measures', 'responsible'],
  inspect: ['state', 'measures', 'responsible', 'result'],
  extend: ['dueOn'],
} as const satisfies Record<Act, readonly (keyof Rectification)[]>;

type Judged = (typeof judged)[Act][number];

/** What somebody else has changed of that which an act is based on; anything else does not matter to it. */
export const changedUnder = (
  act: Act,
  before: Readonly<Record<Judged, unknown>>,
  now: Readonly<Record<Judged, unknown>>,
): readonly Judged[] => judged[act].filter((key) => before[key] !== now[key]);
