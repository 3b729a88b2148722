import { describe, expect, it } from 'vitest';
import { cardColumns, columnsBeforeSums, columnSettings, sumsOf } from '../src/features/ledgers/ledger-columns.js';
import { dayOnPaper } from '../src/features/ledgers/paper-day.js';

const manifest = {
  forms: [
    {
      key: 'lesson',
      brief: ['on', 'theme', 'subject'],
      fields: [
        { key: 'on', widget: 'day' },
        { key: 'theme', widget: 'text' },
        { key: 'subject', widget: 'choice' },
        { key: 'attendees', widget: 'integer' },
        { key: 'effect', widget: 'longText' },
      ],
    },
    { key: 'visit', brief: ['on', 'content'], fields: [{ key: 'content', widget: 'longText' }] },
    { key: 'other', brief: ['secret'], fields: [{ key: 'theme', widget: 'longText' }] },
  ],
  ledgers: [
    { key: 'both', from: ['lesson', 'visit'] },
    { key: 'none', from: [] },
  ],
};
const columns = (...keys: string[]) => keys.map((key) => ({ key }));

describe('columns of a ledger', () => {
  it('are set by what the fields of its own forms hold', () => {
    const settings = columnSettings(manifest, 'both');
    expect(settings).toMatchObject({
      '@number': 'number',
      on: 'short',
      subject: 'short',
      attendees: 'number',
      effect: 'long',
    });
    expect(settings['theme']).toBeUndefined();
    expect(settings['@term']).toBeUndefined();
  });

  it('give a phone’s card what identifies a record first, then the built-in ones', () => {
    const all = columns('@number', 'on', '@helped', 'content', 'theme', 'subject', '@state');
    expect(cardColumns(manifest, 'both', all).map(({ key }) => key)).toEqual([
      'theme',
      'subject',
      'content',
      'on',
      '@helped',
      '@state',
    ]);
  });

  it('fall back to the first four where none of these is in the ledger', () => {
    expect(cardColumns(manifest, 'none', columns('a', 'b', 'c', 'd', 'e')).map(({ key }) => key)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });
});

describe('totals of a page', () => {
  const total = [
    { key: '@number', total: false },
    { key: 'attendees', total: true },
    { key: 'minutes', total: true },
  ];

  it('sum numbers and nothing else', () => {
    const rows: { cells: Record<string, string | number | null> }[] = [
      { cells: { '@number': 1, attendees: 18 } },
      { cells: { '@number': 2, attendees: null, minutes: '—' } },
      { cells: { attendees: 4 } },
    ];
    expect(sumsOf(total, rows)).toEqual({ attendees: 22 });
    expect(sumsOf(total, [])).toEqual({});
  });

  it('stand behind a label over the columns before the first of them', () => {
    expect(columnsBeforeSums(total)).toBe(1);
    expect(columnsBeforeSums(total.slice(1))).toBe(0);
    expect(columnsBeforeSums(total.slice(0, 1))).toBe(1);
  });
});

describe('a day on paper', () => {
  it('is spelt out', () => {
    expect(dayOnPaper('2026-11-04', 'zh')).toBe('2026年11月4日');
    expect(dayOnPaper('2026-11-04', 'en')).toBe('4 November 2026');
  });
});
