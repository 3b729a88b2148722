import { describe, expect, it } from 'vitest';
import { type GridSize, placeWithin, step } from '../src/components/grid-steps.js';
import { toggled } from '../src/features/duties/selection.js';

const size: GridSize = { rows: 12, columns: 4, hasHeader: true };
const go = (row: number, column: number, key: string, ctrl = false, of: GridSize = size) => {
  const to = step({ row, column }, key, ctrl, of);
  return to && [to.row, to.column];
};

describe('a step in the grid', () => {
  it('goes one cell and stops at the edges', () => {
    expect(go(0, 2, 'ArrowRight')).toEqual([0, 3]);
    expect(go(0, 3, 'ArrowRight')).toEqual([0, 3]);
    expect(go(0, 0, 'ArrowLeft')).toEqual([0, -1]); // the name of the pair
    expect(go(0, -1, 'ArrowLeft')).toEqual([0, -1]);
    expect(go(10, 0, 'ArrowDown')).toEqual([11, 0]);
    expect(go(11, 0, 'ArrowDown')).toEqual([11, 0]);
  });

  it('enters the header only where it does something, and never its corner', () => {
    expect(go(0, 2, 'ArrowUp')).toEqual([-1, 2]);
    expect(go(-1, 2, 'ArrowUp')).toEqual([-1, 2]);
    expect(go(0, -1, 'ArrowUp')).toEqual([-1, 0]);
    expect(go(0, 2, 'ArrowUp', false, { ...size, hasHeader: false })).toEqual([0, 2]);
  });

  it('goes ten rows by page, and to the ends of the row or of the grid', () => {
    expect(go(0, 1, 'PageDown')).toEqual([10, 1]);
    expect(go(5, 1, 'PageDown')).toEqual([11, 1]);
    expect(go(11, 1, 'PageUp')).toEqual([1, 1]);
    expect(go(5, 1, 'PageUp')).toEqual([0, 1]);
    expect(go(5, 1, 'Home')).toEqual([5, -1]);
    expect(go(5, 1, 'End')).toEqual([5, 3]);
    expect(go(5, 1, 'Home', true)).toEqual([0, -1]);
    expect(go(5, 1, 'End', true)).toEqual([11, 3]);
  });

  it('leaves other keys alone', () => {
    expect(go(0, 0, 'Tab')).toBeUndefined();
    expect(go(0, 0, 'a')).toBeUndefined();
  });

  it('finds the nearest place left after rows went away', () => {
    expect(placeWithin({ row: 11, column: 3 }, { rows: 2, columns: 2, hasHeader: true })).toEqual({
      row: 1,
      column: 1,
    });
  });
});

describe('a toggle of several cells', () => {
  it('selects all unless all are selected already', () => {
    expect([...toggled(new Set(['a']), ['a', 'b'])]).toEqual(['a', 'b']);
    expect([...toggled(new Set(['a', 'b', 'c']), ['a', 'b'])]).toEqual(['c']);
    expect([...toggled(new Set(['a']), [])]).toEqual(['a']);
  });
});
