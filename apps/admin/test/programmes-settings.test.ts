import type { FieldManifest } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { laterPages } from '../src/components/data-view/all-rows.js';
import { mergeChanges } from '../src/features/programmes/merge-changes.js';
import { openSchoolYears, schoolYears } from '../src/features/programmes/school-years.js';
import { changedKeys, known, problemsByPlace, putBack } from '../src/features/programmes/setting-values.js';

const field = (key: string): FieldManifest => ({
  key,
  widget: 'integer',
  title: { zh: key, en: key },
  required: true,
  class: 'internal',
});
const fields = [field('meetings'), field('lessons')];

describe('changedKeys', () => {
  it.each([
    [{ meetings: 2, lessons: 1 }, []],
    [{ meetings: 3, lessons: 1 }, ['meetings']],
    [{ meetings: 0, lessons: 1 }, ['meetings']],
    [{ lessons: 1 }, ['meetings']],
    [{ meetings: 2, lessons: 1, unknown: 5 }, []],
  ])('%j', (values, keys) =>
    expect(changedKeys(fields, { values, against: { meetings: 2, lessons: 1 } })).toEqual(keys),
  );

  it('compares lists by what they hold', () => {
    expect(changedKeys(fields, { values: { meetings: ['a'] }, against: { meetings: ['a'] } })).toEqual([]);
  });
});

describe('putBack', () => {
  it('sets one value and leaves the others', () => {
    expect(putBack({ meetings: 3, lessons: 1 }, { key: 'meetings', to: 2 })).toEqual({ meetings: 2, lessons: 1 });
  });
  it('makes a setting absent', () => {
    expect(putBack({ meetings: 3, lessons: 1 }, { key: 'meetings', to: undefined })).toEqual({ lessons: 1 });
  });
});

describe('problemsByPlace', () => {
  it('tells settings from the parts of the page and keeps the rest', () => {
    const problems = [
      { field: 'settings.meetings', message: 'too many' },
      { field: 'title', message: 'too short' },
      { field: 'settings.gone', message: 'unknown' },
      { field: 'preset', message: 'missing' },
    ];
    expect(problemsByPlace(problems, { settings: ['meetings'], parts: ['title'] })).toEqual({
      ofSettings: { meetings: 'too many' },
      ofParts: { title: 'too short', '': 'unknown missing' },
    });
  });
});

describe('mergeChanges', () => {
  const base = { a: 1, b: 1, c: 1 };

  it('follows theirs where I touched nothing and keeps what only I changed', () => {
    expect(mergeChanges({ base, mine: { a: 2, b: 1, c: 1 }, theirs: { a: 1, b: 5, c: 1 } })).toEqual({
      merged: { a: 2, b: 5, c: 1 },
      conflicts: [],
    });
  });

  it('names what both changed differently', () => {
    expect(mergeChanges({ base, mine: { a: 2, b: 1, c: 1 }, theirs: { a: 3, b: 1, c: 1 } })).toEqual({
      merged: { a: 2, b: 1, c: 1 },
      conflicts: [{ field: 'a', yours: 2, theirs: 3 }],
    });
  });

  it('is content where both changed the same', () => {
    expect(mergeChanges({ base, mine: { ...base, a: 2 }, theirs: { ...base, a: 2 } }).conflicts).toEqual([]);
  });

  it('follows a value that they took away', () => {
    expect(mergeChanges({ base, mine: base, theirs: { a: 1, b: 1 } })).toEqual({
      merged: { a: 1, b: 1 },
      conflicts: [],
    });
  });
});

describe('school years', () => {
  const term = (id: string, starts: string, ends: string) => ({ id, starts, ends });
  const terms = [
    term('2025-2026-1', '2025-09-01', '2026-01-31'),
    term('2025-2026-2', '2026-02-01', '2026-08-31'),
    term('2026-2027-1', '2026-09-01', '2027-01-31'),
    term('2026-2027-2', '2027-02-01', '2027-08-31'),
    term('2027-2028-1', '2027-09-01', '2028-01-31'),
  ];

  it('need both terms', () => expect(schoolYears({ terms })).toEqual(['2025-2026', '2026-2027']));

  it.each([
    ['2026-08-30', ['2025-2026', '2026-2027']],
    ['2026-08-31', ['2025-2026', '2026-2027']],
    ['2026-09-01', ['2026-2027']],
    ['2027-09-01', []],
  ])('are open on %s: %j', (today, years) => expect(openSchoolYears({ today, terms })).toEqual(years));
});

describe('laterPages', () => {
  it.each([
    [undefined, []],
    [{ total: 0, size: 200 }, []],
    [{ total: 200, size: 200 }, []],
    [{ total: 201, size: 200 }, [2]],
    [{ total: 601, size: 200 }, [2, 3, 4]],
  ])('%j', (first, pages) => expect(laterPages(first)).toEqual(pages));
});

describe('known', () => {
  it('drops what no setting is called and what is absent', () => {
    expect(known(fields, { meetings: 0, lessons: undefined, gone: 1 })).toEqual({ meetings: 0 });
  });
});
