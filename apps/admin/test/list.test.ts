import { describe, expect, it } from 'vitest';
import { choiceFilter, dayFilter, idFilter, listSearch, textFilter } from '../src/app/list-search.js';
import { lastPage, nextSort, pageNumbers, withFilters } from '../src/components/data-view/pages.js';

const search = listSearch({
  q: textFilter(),
  state: choiceFilter(['open', 'done']),
  from: dayFilter(),
  programme: idFilter(),
});

describe('listSearch', () => {
  it('reads what stands in the address, where everything is text', () => {
    expect(
      search.parse({ page: '2', size: '50', q: ' 实验 ', state: 'done', from: '2026-11-01', programme: 'p' }),
    ).toEqual({
      page: 2,
      size: 50,
      q: '实验',
      state: 'done',
      from: '2026-11-01',
      programme: 'p',
    });
  });

  it('reads its own answer again', () => {
    const once = search.parse({ page: '3', q: 'a' });
    expect(search.parse(once)).toEqual(once);
  });

  it.each([
    [{ page: '0' }, {}],
    [{ page: '1' }, { page: 1 }],
    [{ page: '1000' }, { page: 1000 }],
    [{ page: '1001' }, {}],
    [{ page: '1.5' }, {}],
    [{ page: 'x' }, {}],
    [{ size: '200' }, { size: 200 }],
    [{ size: '201' }, {}],
    [{ q: '' }, {}],
    [{ q: 'x'.repeat(50) }, { q: 'x'.repeat(50) }],
    [{ q: 'x'.repeat(51) }, {}],
    [{ state: 'gone' }, {}],
    [{ from: '2026-02-29' }, {}],
    [{ from: '2028-02-29' }, { from: '2028-02-29' }],
    [{ other: '1' }, {}],
  ])('leaves out what cannot be read: %j', (given, read) => {
    const found = Object.entries(search.parse(given)).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(found)).toEqual(read);
  });
});

describe('withFilters', () => {
  it('goes back to the first page and drops what is empty', () => {
    expect(withFilters({ page: 4, size: 50, q: 'a', state: 'open' }, { q: undefined, state: 'done' })).toEqual({
      size: 50,
      state: 'done',
    });
  });
});

describe('pages', () => {
  it.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [1, 9, [1, 2, null, 9]],
    [4, 9, [1, 2, 3, 4, 5, null, 9]],
    [5, 9, [1, null, 4, 5, 6, null, 9]],
    [9, 9, [1, null, 8, 9]],
  ])('offers pages around %i of %i', (page, last, shown) => expect(pageNumbers(page, last)).toEqual(shown));

  it.each([
    [0, 1],
    [1, 1],
    [20, 1],
    [21, 2],
    [1000, 50],
  ])('%i rows make %i pages of 20', (total, pages) => expect(lastPage({ total, size: 20 })).toBe(pages));

  it('sorts up, down, and not at all', () => {
    expect(nextSort(undefined, 'name')).toBe('name');
    expect(nextSort('name', 'name')).toBe('-name');
    expect(nextSort('-name', 'name')).toBeUndefined();
    expect(nextSort('-code', 'name')).toBe('name');
  });
});
