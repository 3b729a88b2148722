import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { type ProgrammeColumn, writeProgrammeSheet } from '../../src/files/programme-sheet.js';

const column = (key: string, kind: ProgrammeColumn['kind']): ProgrammeColumn => ({
  key,
  kind,
  title: { zh: key, en: key },
  total: kind !== 'text',
});

const printed = async (rows: readonly Readonly<Record<string, string | number | null>>[]) => {
  const bytes = await writeProgrammeSheet({
    language: 'zh',
    programme: '结对',
    unit: '教育局',
    day: '2026-11-30',
    sheet: {
      title: { zh: '捐赠台账', en: 'Gifts' },
      note: { zh: '注', en: 'Note' },
      columns: [column('name', 'text'), column('yuan', 'money'), column('credits', 'decimal'), column('n', 'integer')],
      rows: rows.map((cells, i) => ({
        key: String(i),
        pairing: null,
        record: null,
        version: null,
        rectification: null,
        cells,
      })),
    },
  });
  const sheet = (await readXlsx(bytes)).sheets[0]!.rows;
  return [...rows.keys(), rows.length].map((i) => sheet[3 + i]!.slice(0, 4));
};

describe('a sheet of a programme', () => {
  it('adds up money and decimals, which its cells hold as they are read', async () => {
    expect(
      await printed([
        { name: '图书', yuan: '1,600.00', credits: '2.5', n: 80 },
        { name: '书包', yuan: '0.05', credits: '0.1', n: 3 },
        { name: '其他', yuan: null, credits: null, n: null },
      ]),
    ).toEqual([
      ['图书', 1600, 2.5, 80],
      ['书包', 0.05, 0.1, 3],
      ['其他', null, null, null],
      ['合计', 1600.05, 2.6, 83],
    ]);
  });

  it('leaves what is no number as it stands', async () => {
    expect(await printed([{ name: '图书', yuan: '—', credits: '未填', n: 1 }])).toEqual([
      ['图书', '—', '未填', 1],
      ['合计', 0, 0, 1],
    ]);
  });
});
