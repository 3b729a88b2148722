import { inTurns, median, ratioOf, shownMeasure, type Turn } from '../rounds.js';
import { type Line, shownRatio } from '../results.js';
import type { Bench } from '../stage.js';

const GOAL = 0.5;
const GROWTH = 1.3;

/** W1: a school hands a lesson in. All sizes take turns with each other, so that growth is measured as well. */
export const measureCreate = async ({ order, load, stages }: Bench) => {
  const turns = stages.flatMap(({ dataset, ours, floor, callers }): Turn[] => [
    { name: `ours ${dataset.rows}`, server: ours, question: 'create', callers },
    { name: `floor ${dataset.rows}`, server: floor, question: 'create', callers },
  ]);
  const measured = await inTurns({ load, turns, ...order });
  const of = (who: 'ours' | 'floor', rows: number) => measured.get(`${who} ${rows}`)!;
  const lines = order.rows.map((rows) => {
    const ratio = ratioOf(of('ours', rows), of('floor', rows), (m) => m.perSecond);
    const line: Line = {
      workload: 'W1',
      what: 'create a record',
      ours: shownMeasure(of('ours', rows)),
      floor: shownMeasure(of('floor', rows)),
      ratio: shownRatio(ratio),
      goal: `≥ ${GOAL}`,
      met: ratio.middle >= GOAL,
    };
    return { rows: [rows], line };
  });
  const [first, last] = [order.rows[0]!, order.rows.at(-1)!];
  if (first === last) return lines;
  const growth = ratioOf(of('ours', last), of('ours', first), (m) => m.cpu);
  const bare = ratioOf(of('floor', last), of('floor', first), (m) => m.cpu);
  const line: Line = {
    workload: 'growth',
    what: 'CPU of W1',
    ours: `${Math.round(median(of('ours', first).map((m) => m.cpu)))} → ${Math.round(median(of('ours', last).map((m) => m.cpu)))} µs`,
    floor: `× ${shownRatio(bare)}`,
    ratio: shownRatio(growth),
    goal: `≤ ${GROWTH}`,
    met: growth.middle <= GROWTH,
  };
  return [...lines, { rows: [first, last], line }];
};
