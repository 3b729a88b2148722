import { type Line, shownSize } from '../results.js';
import type { Bench } from '../stage.js';

const GOAL = 300 * 1_048_576;

/** The loaded half of W7: the most that the servers have held through everything that was measured before. */
export const measureMemory = async ({ stages }: Bench) => {
  const lines: { rows: readonly number[]; line: Line }[] = [];
  for (const { dataset, ours, floor } of stages) {
    const [mine, bare] = [await ours.usage(), await floor.usage()];
    lines.push({
      rows: [dataset.rows],
      line: {
        workload: 'W7',
        what: 'memory loaded, at most',
        ours: shownSize(mine.peak),
        floor: shownSize(bare.peak),
        ratio: (mine.peak / bare.peak).toFixed(2),
        goal: '≤ 300 MiB',
        met: mine.peak <= GOAL,
      },
    });
  }
  return lines;
};
