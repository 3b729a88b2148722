import type { FormManifest } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { columnsOf, errorsIn, placeOf, rowReader, type Sheet } from '../src/features/records/batch/columns.js';
import {
  cleared,
  filledDown,
  headingsOf,
  mostRows,
  paste,
  withoutRows,
  withRow,
} from '../src/features/records/batch/grid.js';
import { begin, redo, step, undo } from '../src/features/records/batch/history.js';
import { parseTsv } from '../src/features/records/batch/tsv.js';

const titles = ['日期', '主题', '人数'];
const empty = (n: number) => Array.from({ length: n }, () => ['', '', '']);

describe('a block pasted', () => {
  it('goes to the right and down from the chosen cell, and rows are added as needed', () => {
    const pasted = paste({
      rows: empty(2),
      at: { row: 1, column: 1 },
      block: [
        ['a', '1'],
        ['b', '2'],
      ],
      titles,
    });
    expect(pasted).toEqual({
      rows: [
        ['', '', ''],
        ['', 'a', '1'],
        ['', 'b', '2'],
      ],
      area: { from: { row: 1, column: 1 }, to: { row: 2, column: 2 } },
      leftOut: [],
    });
  });
  it('goes under its headings wherever it is pasted, and says which columns there are not', () => {
    const block = [
      ['序号', '人数 *', '主 题', '备注'],
      ['1', '5', '读书', '好'],
      ['2', '6', '写作', ''],
    ];
    expect(paste({ rows: empty(1), at: { row: 0, column: 2 }, block, titles })).toMatchObject({
      rows: [
        ['', '读书', '5'],
        ['', '写作', '6'],
      ],
      leftOut: ['序号', '备注'],
    });
  });
  it('takes one word for content, two for headings, and a unit in brackets for none', () => {
    expect(headingsOf(['主题', '读书', '5'], titles)).toBeUndefined();
    expect(headingsOf(['主题', '人数（人）', 'x'], titles)).toEqual([1, 2, undefined]);
    expect(headingsOf(['主题'], titles)).toEqual([1]);
    expect(headingsOf(['主题', '人数', 'x', 'y', 'z'], titles)).toBeUndefined();
  });
  it('says what is wider than the table', () => {
    const pasted = paste({ rows: empty(1), at: { row: 0, column: 2 }, block: [['5', '超出']], titles });
    expect(pasted).toMatchObject({ rows: [['', '', '5']], leftOut: [''] });
  });
  it.each([
    [199, 199],
    [200, 200],
  ])('may fill %i rows', (n, length) => {
    const pasted = paste({ rows: empty(1), at: { row: 0, column: 0 }, block: empty(n).map(() => ['x']), titles });
    expect('rows' in pasted && pasted.rows).toHaveLength(length);
  });
  it('is refused whole beyond 200 rows, counted from where it begins', () => {
    const block = empty(200).map(() => ['x']);
    expect(mostRows).toBe(200);
    expect(paste({ rows: empty(3), at: { row: 1, column: 0 }, block, titles })).toEqual({ tooMany: 201 });
    // The headings are no row of their own.
    expect(
      paste({ rows: empty(3), at: { row: 0, column: 0 }, block: [['日期', '主题'], ...block], titles }),
    ).toMatchObject({
      leftOut: [],
    });
  });
});

describe('rows', () => {
  it('are filled down from the first of a selection, or from the row above', () => {
    const rows = [
      ['1', 'a', ''],
      ['2', '', ''],
      ['3', '', ''],
    ];
    const column = (from: number, to: number) => ({ from: { row: from, column: 1 }, to: { row: to, column: 1 } });
    expect(filledDown(rows, column(0, 2)).map((row) => row[1])).toEqual(['a', 'a', 'a']);
    expect(filledDown(rows, column(1, 1)).map((row) => row[1])).toEqual(['a', 'a', '']);
    expect(filledDown(rows, column(0, 0))).toBe(rows);
    expect(cleared(rows, column(0, 0))[0]).toEqual(['1', '', '']);
  });
  it('are added up to 200, and never all taken away', () => {
    expect(withRow(empty(199), 0, 3)).toHaveLength(200);
    expect(withRow(empty(200), 0, 3)).toHaveLength(200);
    expect(withoutRows(empty(2), { from: { row: 0, column: 0 }, to: { row: 1, column: 0 } }, 3)).toEqual(empty(1));
  });
  it('go back and forth through their history', () => {
    const two = step(step(begin(1), 2), 3);
    expect(undo(two).now).toBe(2);
    expect(redo(undo(two)).now).toBe(3);
    expect(redo(step(undo(two), 9)).now).toBe(9);
    expect(undo(begin(1)).now).toBe(1);
    expect(step(two, 3)).toBe(two);
  });
});

const t = (zh: string) => ({ zh, en: zh });
const form = {
  key: 'visit',
  title: t('走访'),
  writtenBy: 'helper',
  subjects: 'one',
  fields: [
    { key: 'on', widget: 'day', title: t('日期'), required: true, class: 'internal' },
    { key: 'theme', widget: 'text', title: t('主题'), required: true, class: 'internal', maxLength: 20 },
    { key: 'guide', widget: 'person', title: t('接待人'), required: false, class: 'personal', from: 'helped' },
  ],
} as unknown as FormManifest;
const pairings = ['甲小学', '乙小学'].map((name, i) => ({
  id: `g${i}`,
  helper: { id: 'h', name: '帮扶小学' },
  helped: { id: `s${i}`, name },
}));
const sheetOf = (offered: typeof pairings): Sheet => ({
  form,
  pairings: offered,
  people: new Map(offered.map(({ id }) => [id, { guide: [{ id: `p-${id}`, name: '张明' }] }])),
  columns: columnsOf({
    form,
    pairings: offered,
    people: [],
    pairingTitle: '结对',
    text: ({ zh }) => zh,
    hints: { day: '', choices: '', pairings: '', person: '' },
    yesNo: [],
  }),
  reading: {
    today: '2026-11-24' as never,
    words: { today: '今天', yesterday: '昨天', tomorrow: '明天' },
    yes: [],
    no: [],
  },
  language: 'zh',
  say: {
    unknownPerson: (name) => `没有${name}`,
    ambiguous: (name, n) => `${n} 个${name}`,
    unknownPairing: (name) => `没有结对${name}`,
    noPairing: '请填写结对',
  },
});

describe('a row of the table', () => {
  it('becomes a record, each person among those of its own pairing', () => {
    const read = rowReader(sheetOf(pairings));
    expect(read(['乙小学', '2026/11/3', '读书', '张明'])).toEqual({
      errors: {},
      record: { pairings: ['g1'], data: { on: '2026-11-03', theme: '读书', guide: 'p-g1' } },
    });
    expect(read(['帮扶小学 → 甲小学', '11-3', '读书', ''])?.record?.pairings).toEqual(['g0']);
    expect(read(['', '', '', ' '])).toBeUndefined();
  });
  it('says what is wrong, cell by cell', () => {
    const read = rowReader(sheetOf(pairings));
    expect(read(['丙小学', '明年', '', '张明'])?.errors).toEqual({
      '@pairing': '没有结对丙小学',
      on: '日期应为真实的日期，如 2026-03-05',
      theme: '请填写主题',
    });
    // The helping school stands in both pairings.
    expect(read(['帮扶小学', '11-3', '读书', ''])?.errors).toEqual({ '@pairing': '2 个帮扶小学' });
    expect(read(['甲小学', '11-3', '读书', '赵某'])?.errors).toEqual({ guide: '没有赵某' });
    expect(read(['', '11-3', '读书', ''])?.errors).toEqual({ '@pairing': '请填写结对' });
  });
  it('needs no pairing where there is only one', () => {
    const sheet = sheetOf(pairings.slice(0, 1));
    expect(sheet.columns.map(({ key }) => key)).toEqual(['on', 'theme', 'guide']);
    expect(rowReader(sheet)(['11-3', '读书', '张明'])?.record?.pairings).toEqual(['g0']);
  });
  it('shows what the server said until it is changed', () => {
    const sheet = sheetOf(pairings.slice(0, 1));
    const row = ['11-3', '读书', ''];
    const refused = new Map([[row as readonly string[], { on: '已有相同的记录' }]]);
    const errors = (rows: readonly (readonly string[])[]) =>
      errorsIn({ rows, columns: sheet.columns, read: rowReader(sheet), refused });
    expect(errors([['', '', ''], row])).toEqual([{ row: 1, column: 0, text: '已有相同的记录' }]);
    expect(errors([['11-4', '读书', '']])).toEqual([]);
    expect([placeOf('rows.3.data.theme'), placeOf('rows.0.pairings'), placeOf('form')]).toEqual([
      { sent: 3, key: 'theme' },
      { sent: 0, key: '@pairing' },
      undefined,
    ]);
  });
  it('is read in time: the most rows there may be, of 12 cells, within a second', () => {
    const wide = {
      ...form,
      fields: Array.from({ length: 12 }, (_, i) => ({
        ...form.fields[i === 0 ? 0 : 1]!,
        key: i === 0 ? 'on' : `f${i}`,
      })),
    };
    const sheet = { ...sheetOf(pairings.slice(0, 1)), form: wide };
    const columns = columnsOf({
      form: wide,
      pairings: sheet.pairings,
      people: [],
      pairingTitle: '',
      text: ({ zh }) => zh,
      hints: { day: '', choices: '', pairings: '', person: '' },
      yesNo: [],
    });
    const block = parseTsv(
      Array.from({ length: mostRows }, () =>
        ['2026/11/3', ...Array.from({ length: 11 }, () => '读书')].join('\t'),
      ).join('\r\n'),
    );
    const began = performance.now();
    expect(errorsIn({ rows: block, columns, read: rowReader({ ...sheet, columns }), refused: new Map() })).toEqual([]);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
