import { describe, expect, it } from 'vitest';
import { parseTsv, writeTsv } from '../src/features/records/batch/tsv.js';

describe('a block from the clipboard', () => {
  it.each([
    ['one cell', 'a', [['a']]],
    ['nothing', '', []],
    [
      'cells and rows',
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'line ends of Windows',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a line end at the end', 'a\n', [['a']]],
    [
      'empty cells',
      '\ta\t\n\t\t',
      [
        ['', 'a', ''],
        ['', '', ''],
      ],
    ],
    ['an empty row in between', 'a\n\nb', [['a'], [''], ['b']]],
    ['tabs and line ends in quotes', '"a\tb"\t"c\r\nd"\te', [['a\tb', 'c\nd', 'e']]],
    ['quotes in quotes', '"他说""好"""\tb', [['他说"好"', 'b']]],
    [
      'a quote that somebody typed',
      '"未完\tb\n5" 屏\tc',
      [
        ['"未完', 'b'],
        ['5" 屏', 'c'],
      ],
    ],
  ])('is read: %s', (_what, text, rows) => {
    expect(parseTsv(text)).toEqual(rows);
  });

  it('comes back as it was when it is copied and pasted again', () => {
    const rows = [
      ['a\tb', '他说"好"'],
      ['第一行\n第二行', ''],
    ];
    expect(parseTsv(writeTsv(rows))).toEqual(rows);
  });
});
