import { inTurns, median, ratioOf, type Turn } from '../rounds.js';
import { type Line, shownRatio, shownTime } from '../results.js';
import type { Bench } from '../stage.js';

/** Of the time that counting the records takes. */
const GOAL = 0.02;
/** With fewer records, counting them is no work, and the share says nothing. */
const FROM = 1_000_000;

/** W3: the district's overview of two years. Ours counts from tallies and works out every duty besides. */
export const measureReport = async ({ order, load, stages }: Bench) => {
  const lines: { rows: readonly number[]; line: Line }[] = [];
  for (const { dataset, ours, floor, callers } of stages) {
    const turns: Turn[] = [
      { name: 'ours', server: ours, question: 'report', callers },
      { name: 'floor', server: floor, question: 'report', callers },
      { name: 'scan', server: floor, question: 'scan', callers },
    ];
    const measured = await inTurns({ load, turns, ...order, connections: 1, most: 20 });
    const of = (name: string) => measured.get(name)!;
    const time = (name: string) => shownTime(median(of(name).map((m) => m.p50)));
    const counted = dataset.rows >= FROM;
    const scan = ratioOf(of('ours'), of('scan'), (m) => m.p50);
    const bare = ratioOf(of('ours'), of('floor'), (m) => m.p50);
    const rows = [dataset.rows];
    lines.push(
      {
        rows,
        line: {
          workload: 'W3',
          what: 'district overview, against counting the records',
          ours: time('ours'),
          floor: time('scan'),
          ratio: shownRatio(scan),
          goal: counted ? `< ${GOAL}` : '',
          met: counted ? scan.middle < GOAL : undefined,
        },
      },
      {
        rows,
        line: {
          workload: 'W3',
          what: 'district overview, against a floor on tallies without duties',
          ours: time('ours'),
          floor: time('floor'),
          ratio: shownRatio(bare),
          goal: '',
          met: undefined,
        },
      },
    );
  }
  return lines;
};
