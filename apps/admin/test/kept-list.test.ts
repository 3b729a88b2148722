import { describe, expect, it } from 'vitest';
import {
  goneColumns,
  inOrder,
  isOwnOrder,
  moved,
  ownLayout,
  shownColumns,
  toggled,
} from '../src/components/kept-list/layout.js';
import { goneFilters, isSame, viewSearch, withView } from '../src/components/kept-list/view-search.js';

const columns = ['a', 'b', 'c'].map((key) => ({ key }));
const keys = (list: readonly { readonly key: string }[]) => list.map(({ key }) => key).join('');

describe('columns of a list', () => {
  it('stand in the order wanted, new ones behind', () => {
    expect(keys(inOrder(columns, { ...ownLayout, order: ['c', 'a'] }))).toBe('cab');
    expect(keys(inOrder(columns, { ...ownLayout, order: ['gone', 'b'] }))).toBe('bac');
  });
  it('are moved one place, and not beyond the ends', () => {
    const layout = moved(columns, ownLayout, { key: 'b', by: -1 });
    expect(keys(inOrder(columns, layout))).toBe('bac');
    expect(moved(columns, ownLayout, { key: 'a', by: -1 })).toBe(ownLayout);
    expect(moved(columns, ownLayout, { key: 'c', by: 1 })).toBe(ownLayout);
  });
  it('are hidden and shown again, never all', () => {
    const hidden = toggled(ownLayout, 'b');
    expect(keys(shownColumns(columns, hidden))).toBe('ac');
    expect(toggled(hidden, 'b')).toEqual(ownLayout);
    expect(keys(shownColumns(columns, { ...ownLayout, hidden: ['a', 'b', 'c'] }))).toBe('abc');
    expect([ownLayout, hidden].map((layout) => isOwnOrder(columns, layout))).toEqual([true, false]);
  });
  it('that are gone are named', () => {
    expect(goneColumns(columns, { ...ownLayout, order: ['a', 'old'], hidden: ['old', 'older'] })).toEqual([
      'old',
      'older',
    ]);
    expect(goneColumns(columns, null)).toEqual([]);
  });
});

describe('a view of a list', () => {
  it('holds filters and order, not the page nor which list it is', () => {
    expect(
      viewSearch({ programme: 'p', ledger: 'l', page: 2, size: 50, state: 'open', sort: '-on', q: '', x: undefined }),
    ).toEqual({
      state: 'open',
      sort: '-on',
    });
  });
  it('is opened in the list that is open, in place of its filters', () => {
    expect(withView({ programme: 'p', page: 3, size: 50, q: 'x' }, { state: 'open' })).toEqual({
      programme: 'p',
      size: 50,
      state: 'open',
    });
  });
  it('is known by its filters, and says which are gone', () => {
    expect([isSame({ a: '1' }, { a: '1' }), isSame({ a: '1' }, { a: '2' }), isSame({}, { a: '1' })]).toEqual([
      true,
      false,
      false,
    ]);
    expect(goneFilters({ state: 'open', old: 'x', kind: 'gone' }, { state: 'open', kind: undefined })).toEqual([
      'old',
      'kind',
    ]);
  });
});
