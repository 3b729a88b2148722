import { describe, expect, it } from 'vitest';
import { cellsOf, rowsOf, toggleColumn, toggleRow } from '../src/features/programmes/enabling-cells.js';
import { type Place, treeOf } from '../src/features/programmes/organisation-tree.js';

const place = (id: string, kind: string, parent?: string): Place => ({
  id,
  name: id,
  kind,
  ownership: null,
  parent: parent ? { id: parent } : null,
});

/** A bureau with a school of its own, and two centre schools with two and no schools. */
const tree = treeOf([
  place('bureau', 'bureau'),
  place('own', 'school', 'bureau'),
  place('east', 'centreSchool', 'bureau'),
  place('e1', 'school', 'east'),
  place('e2', 'school', 'east'),
  place('west', 'centreSchool', 'bureau'),
]);
const whole = (id: string) => ({ id, subtree: true });
const one = (id: string) => ({ id, subtree: false });
const states = (chosen: readonly { id: string; subtree: boolean }[]) =>
  Object.fromEntries([...cellsOf(tree, chosen)].map(([id, { state }]) => [id, state]));

describe('the matrix of who takes part', () => {
  it('lists every organisation under its office', () => {
    expect(rowsOf(tree).map(({ place: { id }, depth, isSchool }) => [id, depth, isSchool])).toEqual([
      ['bureau', 0, false],
      ['own', 1, true],
      ['east', 1, false],
      ['e1', 2, true],
      ['e2', 2, true],
      ['west', 1, false],
    ]);
  });

  it('tells chosen from inherited, and whole from in part', () => {
    expect(states([])).toMatchObject({ bureau: 'off', east: 'off', e1: 'off' });
    expect(states([whole('bureau')])).toEqual({
      bureau: 'on',
      own: 'inherited',
      east: 'inherited',
      e1: 'inherited',
      e2: 'inherited',
      west: 'inherited',
    });
    expect(states([whole('east')])).toEqual({
      bureau: 'some',
      own: 'off',
      east: 'on',
      e1: 'inherited',
      e2: 'inherited',
      west: 'off',
    });
    expect(states([one('e1')])).toMatchObject({ bureau: 'some', east: 'some', e1: 'on', e2: 'off', west: 'off' });
  });

  it('counts the schools of an office', () => {
    const counts = (chosen: Parameters<typeof cellsOf>[1], id: string) => {
      const { schools, all } = cellsOf(tree, chosen).get(id)!;
      return [schools, all];
    };
    expect(counts([], 'bureau')).toEqual([0, 3]);
    expect(counts([one('e1')], 'bureau')).toEqual([1, 3]);
    expect(counts([whole('east')], 'bureau')).toEqual([2, 3]);
    expect(counts([whole('bureau')], 'bureau')).toEqual([3, 3]);
  });

  it('switches a row on wherever it is off, and off only when it is on everywhere', () => {
    const mixed = { a: [one('e1')], b: [] };
    expect(toggleRow(tree, mixed, 'e1')).toEqual({ a: [one('e1')], b: [one('e1')] });
    expect(toggleRow(tree, { a: [one('e1')], b: [whole('east')] }, 'e1')).toEqual({ a: [], b: [one('e2')] });
  });

  it('switches a column to the whole district, and from there to nobody', () => {
    expect(toggleColumn(tree, [])).toEqual([whole('bureau')]);
    expect(toggleColumn(tree, [one('e1')])).toEqual([whole('bureau')]);
    expect(toggleColumn(tree, [whole('bureau')])).toEqual([]);
  });
});
