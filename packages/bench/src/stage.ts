import type { Order } from './arguments.js';
import { signIn } from './client.js';
import { type Dataset, openDataset } from './land/dataset.js';
import { PASSWORD } from './land/district.js';
import { type Running, startServer } from './processes.js';
import { type Callers, writersOf } from './requests.js';
import type { Load } from './rounds.js';

/** Both servers on one database, and the people who ask them. */
export interface Stage {
  readonly dataset: Dataset;
  readonly ours: Running;
  readonly floor: Running;
  readonly callers: Callers;
}

/** What a workload is given. */
export interface Bench {
  readonly order: Order;
  readonly load: Load;
  /** One for each number of records asked for, smallest first. */
  readonly stages: readonly Stage[];
}

export const callersOf = async (dataset: Dataset, port: number): Promise<Callers> => {
  const { programme, from, today, officer } = dataset.district;
  const writers = [];
  for (const pair of writersOf(dataset.district))
    writers.push({ pair, session: await signIn(port, pair.helper.username, PASSWORD) });
  return { programme, from, today, writers, officer: await signIn(port, officer, PASSWORD) };
};

/** Both work on the same rows of the same database, one at a time, so that neither has the smaller one. */
export const openStage = async (order: Order, rows: number): Promise<Stage> => {
  const dataset = await openDataset(order.engine, rows);
  const ours = await startServer('ours', dataset, { profile: order.profile });
  const floor = await startServer('floor', dataset);
  return { dataset, ours, floor, callers: await callersOf(dataset, ours.port) };
};

export const closeStage = async (stage: Stage): Promise<void> => {
  await stage.ours.stop();
  await stage.floor.stop();
};
