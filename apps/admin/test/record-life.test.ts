import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reasonKey, splitReason } from '../src/features/records/correction.js';
import { draftKeeper, type Held, type Typed } from '../src/features/records/draft-keeper.js';
import { withNamed } from '../src/features/records/people-choice.js';

const typed = (theme: string): Typed => ({ data: { theme }, pairings: ['p'] });

describe('a draft that is kept while it is typed', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const keeping = (o: { held?: Held; answer?: (typed: Typed, held: Held | undefined) => Promise<Held> } = {}) => {
    const sent: [unknown, number | undefined][] = [];
    const kept: number[] = [];
    const failed: unknown[] = [];
    const keeper = draftKeeper({
      wait: 5000,
      held: o.held,
      send: async (what, held) => {
        sent.push([what.data['theme'], held?.version]);
        return o.answer ? o.answer(what, held) : { id: 'd', version: (held?.version ?? 0) + 1 };
      },
      onKept: ({ version }) => void kept.push(version),
      onFailed: (error) => void failed.push((error as Error).message),
      isFinal: (error) => (error as Error).message === 'stale',
    });
    return { keeper, sent, kept, failed };
  };

  it('is sent five seconds after the last change, and not before', async () => {
    const { keeper, sent, kept } = keeping();
    keeper.type(typed('a'));
    await vi.advanceTimersByTimeAsync(4999);
    keeper.type(typed('ab'));
    await vi.advanceTimersByTimeAsync(4999);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect([sent, kept]).toEqual([[['ab', undefined]], [1]]);
    keeper.type(typed('abc'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toEqual([
      ['ab', undefined],
      ['abc', 1],
    ]);
  });

  it('is sent at once when the page is left, and nothing is sent when nothing was typed', async () => {
    const { keeper, sent } = keeping({ held: { id: 'd', version: 7 } });
    await keeper.flush();
    expect(sent).toEqual([]);
    keeper.type(typed('a'));
    await keeper.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([['a', 7]]);
  });

  it('goes one after the other, each on top of the version before', async () => {
    const answers: ((held: Held) => void)[] = [];
    const { keeper, sent, kept } = keeping({ answer: () => new Promise((resolve) => answers.push(resolve)) });
    keeper.type(typed('a'));
    const first = keeper.flush();
    await vi.advanceTimersByTimeAsync(0);
    keeper.type(typed('ab'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toEqual([['a', undefined]]);
    answers[0]!({ id: 'd', version: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([
      ['a', undefined],
      ['ab', 1],
    ]);
    // What is on the screen is with the server only now.
    expect(kept).toEqual([]);
    answers[1]!({ id: 'd', version: 2 });
    await first;
    expect(kept).toEqual([2]);
  });

  it('is tried again with the next change after a broken line, and never again after somebody else’s change', async () => {
    let problem: string | undefined = 'unreachable';
    const { keeper, sent, failed } = keeping({
      answer: async () => {
        if (problem) throw new Error(problem);
        return { id: 'd', version: 1 };
      },
    });
    keeper.type(typed('a'));
    await vi.advanceTimersByTimeAsync(5000);
    expect([failed, keeper.isSafe()]).toEqual([['unreachable'], false]);
    problem = undefined;
    keeper.type(typed('ab'));
    await vi.advanceTimersByTimeAsync(5000);
    expect([sent.length, keeper.isSafe(), keeper.held()]).toEqual([2, true, { id: 'd', version: 1 }]);
    problem = 'stale';
    keeper.type(typed('abc'));
    await vi.advanceTimersByTimeAsync(5000);
    keeper.type(typed('abcd'));
    await vi.advanceTimersByTimeAsync(5000);
    await keeper.flush();
    expect([sent.length, failed, keeper.isSafe()]).toEqual([3, ['unreachable', 'stale'], false]);
  });

  it('is not kept any more once it is handed in, and again if that failed', async () => {
    const { keeper, sent } = keeping();
    keeper.type(typed('a'));
    await keeper.flush();
    keeper.type(typed('ab'));
    expect(await keeper.stop()).toEqual({ id: 'd', version: 1 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    keeper.resume({ id: 'd', version: 2 });
    keeper.type(typed('abc'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent.at(-1)).toEqual(['abc', 2]);
  });
});

describe('a correction', () => {
  it('takes the reason out of what was entered', () => {
    expect(splitReason({ on: '2026-11-02', [reasonKey]: '人数有误' })).toEqual({
      data: { on: '2026-11-02' },
      reason: '人数有误',
    });
    expect(splitReason({}).reason).toBe('');
  });

  it('offers whoever the record names, though they have left', () => {
    const record = { data: { guide: 'p1' }, people: { p1: '张三', p2: '李四' }, files: [] };
    expect(withNamed({ guide: [{ id: 'p3', name: '王五' }] }, record)).toEqual({
      guide: [
        { id: 'p3', name: '王五' },
        { id: 'p1', name: '张三' },
      ],
    });
    expect(withNamed({ guide: [{ id: 'p1', name: '张三' }] }, record)['guide']).toHaveLength(1);
  });
});
