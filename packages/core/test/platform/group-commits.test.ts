import BetterSqlite3, { type Database as Handle } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { groupCommits } from '../../src/platform/database/group-commits.js';

let db: Handle;
let commits: ReturnType<typeof groupCommits<() => Promise<unknown>>>;
let exec: MockInstance<Handle['exec']>;

beforeEach(() => {
  db = new BetterSqlite3(':memory:');
  db.exec(`create table lesson (id integer primary key);
    create table part (lesson integer references lesson (id) deferrable initially deferred)`);
  db.pragma('foreign_keys = ON');
  exec = vi.spyOn(db, 'exec');
  commits = groupCommits(db, (work: () => Promise<unknown>) => work());
});
afterEach(() => void db.close());

const add = (id: number) => async () => db.prepare('insert into lesson values (?)').run(id).changes;
const failing = (id: number) => async () => {
  await add(id)();
  throw new Error(`lesson ${id} is refused`);
};
const kept = () =>
  db
    .prepare<[], { id: number }>('select id from lesson order by id')
    .all()
    .map(({ id }) => id);
const done = () => exec.mock.calls.filter(([text]) => text === 'commit').length;
const ended = async (units: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(units)).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));

describe('units of work that came together', () => {
  it('share one commit, and nobody is told before it', async () => {
    const open: boolean[] = [];
    await Promise.all([1, 2, 3].map((id) => commits.unit(add(id)).then(() => open.push(db.inTransaction))));
    expect(open).toEqual([false, false, false]);
    expect(kept()).toEqual([1, 2, 3]);
    expect(done()).toBe(1);
  });

  it('fail apart: one takes back its own rows only', async () => {
    const told = await ended([commits.unit(add(1)), commits.unit(failing(2)), commits.unit(add(3))]);
    expect(told).toEqual([1, 'Error: lesson 2 is refused', 1]);
    expect(kept()).toEqual([1, 3]);
  });

  it('see what those before them wrote, and not what was taken back', async () => {
    const seen = async () => kept();
    const told = await ended([commits.unit(add(1)), commits.unit(failing(2)), commits.unit(seen)]);
    expect(told.at(-1)).toEqual([1]);
  });

  it('are all refused when their commit fails, and nothing is kept', async () => {
    const orphan = async () => db.prepare('insert into part values (7)').run().changes;
    const told = await ended([commits.unit(add(1)), commits.unit(orphan)]);
    expect(told).toEqual([expect.stringContaining('FOREIGN KEY'), expect.stringContaining('FOREIGN KEY')]);
    expect(kept()).toEqual([]);
    expect(await commits.unit(add(2))).toBe(1);
    expect(kept()).toEqual([2]);
  });

  it('are all refused when the engine gives the transaction up, as on a full disk', async () => {
    const full = async () => {
      db.exec('rollback');
      throw new Error('database or disk is full');
    };
    const told = await ended([commits.unit(add(1)), commits.unit(full), commits.unit(add(3))]);
    expect(new Set(told)).toEqual(new Set(['Error: database or disk is full']));
    expect(kept()).toEqual([]);
    expect(await commits.unit(add(4))).toBe(1);
  });

  it('are fifty at most', async () => {
    const all = (n: number) => Promise.all(Array.from({ length: n }, (_, i) => commits.unit(add(1000 * n + i))));
    await all(50);
    expect(done()).toBe(1);
    await all(51);
    expect(done()).toBe(3);
  });
});

it('a unit alone is kept or taken back as a whole', async () => {
  await commits.unit(add(1));
  expect(await ended([commits.unit(failing(2))])).toEqual(['Error: lesson 2 is refused']);
  expect(kept()).toEqual([1]);
  await commits.drained();
  expect(db.inTransaction).toBe(false);
});
