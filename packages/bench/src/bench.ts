import { startPostgres } from '@xieshou/testing';
import type { Dataset } from './land/dataset.js';
import { type Order, orderOf, shownRows, usage, UsageError, type WorkloadName } from './arguments.js';
import { publish, type Line } from './results.js';
import { startLoad } from './rounds.js';
import { assertSame } from './sameness.js';
import { type Bench, closeStage, openStage, type Stage } from './stage.js';
import { measureExport, measureImport, measureStart } from './workloads/alone.js';
import { measureCreate } from './workloads/create.js';
import { measureInstall } from './workloads/install.js';
import { measureLists } from './workloads/lists.js';
import { measureLost } from './workloads/lost.js';
import { measureMemory } from './workloads/memory.js';
import { measureReport } from './workloads/report.js';

type Lines = readonly { readonly rows: readonly number[]; readonly line: Line }[];

/** Measured while both servers of every size stand; the memory they held comes last but for what is lost. */
const together: Partial<Record<WorkloadName, (bench: Bench) => Promise<Lines>>> = {
  W1: measureCreate,
  W2: measureLists,
  W3: measureReport,
  W7: measureMemory,
  lost: measureLost,
};

/** Measured one server at a time, each begun anew. */
const alone: Partial<Record<WorkloadName, (dataset: Dataset, order: Order) => Promise<Line[]>>> = {
  W4: measureImport,
  W5: measureExport,
  W6: measureStart,
  W8: measureInstall,
};

const say = (line: string) => console.error(line);

/** Publishes each workload as soon as it is measured: what comes after it may take long. */
const run = async (order: Order): Promise<void> => {
  const load = startLoad();
  const stages: Stage[] = [];
  try {
    for (const rows of order.rows) {
      stages.push(await openStage(order, rows));
      await assertSame(stages.at(-1)!);
      say(`${shownRows(rows)} records: both servers answer and write the same`);
    }
    const { engine } = order;
    for (const name of order.workloads) {
      const measure = together[name];
      if (!measure) continue;
      say(`${name} …`);
      publish({ engine, lines: await measure({ order, load, stages }) });
    }
    for (const stage of stages) await closeStage(stage);
    for (const { dataset } of stages)
      for (const name of order.workloads) {
        if (!alone[name]) continue;
        say(`${name} with ${shownRows(dataset.rows)} records …`);
        const lines = await alone[name](dataset, order);
        publish({ engine, lines: lines.map((line) => ({ rows: [dataset.rows], line })) });
      }
  } finally {
    load.stop();
    for (const stage of stages) await closeStage(stage);
    for (const { dataset } of stages) await dataset.drop();
  }
};

try {
  const order = orderOf(process.argv.slice(2));
  const stop = order.engine === 'postgres' ? await startPostgres() : undefined;
  try {
    await run(order);
  } finally {
    await stop?.();
  }
} catch (error) {
  process.exitCode = 1;
  if (error instanceof UsageError) console.error(`${error.message}\n${usage}`);
  else console.error(error);
}
