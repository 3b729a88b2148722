import type { QuestionName } from '../requests.js';
import { inTurns, type Measured, ratioOf, shownMeasure, type Turn } from '../rounds.js';
import { type Line, shownRatio } from '../results.js';
import type { Bench } from '../stage.js';

const GOAL = 0.7;
/** A page with its capped total may cost so much more than a page without. */
const WITH_TOTAL = 1.3;

const lists: readonly { readonly question: QuestionName; readonly what: string }[] = [
  { question: 'ownListOfMonth', what: 'a school’s records of a form in three months' },
  { question: 'ownList', what: 'a school’s records of a form, newest' },
  { question: 'officerList', what: 'an officer’s list by school, form and days' },
];

/** W2: the first page of a filtered list. Ours counts up to 1,000 with every page; the floor does both. */
export const measureLists = async ({ order, load, stages }: Bench) => {
  const lines: { rows: readonly number[]; line: Line }[] = [];
  for (const { dataset, ours, floor, callers } of stages)
    for (const { question, what } of lists) {
      const turns: Turn[] = [
        { name: 'ours', server: ours, question, callers },
        { name: 'floor', server: floor, question, callers },
        { name: 'floor with total', server: floor, question, callers, suffix: '&total=capped' },
      ];
      const measured = await inTurns({ load, turns, ...order });
      const of = (name: string): readonly Measured[] => measured.get(name)!;
      const page = ratioOf(of('ours'), of('floor'), (m) => m.perSecond);
      const total = ratioOf(of('ours'), of('floor with total'), (m) => m.perSecond);
      const line = (o: { what: string; against: string; ratio: string; goal: string; met: boolean }): Line => ({
        workload: 'W2',
        what: o.what,
        ratio: o.ratio,
        goal: o.goal,
        met: o.met,
        ours: shownMeasure(of('ours')),
        floor: shownMeasure(of(o.against)),
      });
      lines.push(
        {
          rows: [dataset.rows],
          line: line({
            what,
            against: 'floor with total',
            ratio: shownRatio(total),
            goal: `≥ ${GOAL}`,
            met: total.middle >= GOAL,
          }),
        },
        {
          rows: [dataset.rows],
          line: line({
            what: `${what}, floor without the total`,
            against: 'floor',
            ratio: shownRatio(page),
            goal: `≥ ${(GOAL / WITH_TOTAL).toFixed(2)}`,
            met: page.middle >= GOAL / WITH_TOTAL,
          }),
        },
      );
    }
  return lines;
};
