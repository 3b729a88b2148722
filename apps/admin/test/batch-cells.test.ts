import type { Day, FieldManifest } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { readCell, type Reading } from '../src/features/records/batch/read-cell.js';

const t = (zh: string, en = zh) => ({ zh, en });
const reading: Reading = {
  today: '2026-11-24' as Day,
  words: { today: '今天', yesterday: '昨天', tomorrow: '明天' },
  yes: ['是', '√'],
  no: ['否'],
};
const field = (widget: FieldManifest['widget'], more: object = {}): FieldManifest =>
  ({ key: 'f', widget, title: t('栏'), required: true, class: 'internal', ...more }) as FieldManifest;
const people = [
  { id: '1', name: '张明' },
  { id: '2', name: '李 红' },
  { id: '3', name: '王芳' },
  { id: '4', name: '王芳' },
];
const read = (one: FieldManifest, text: string) => readCell(one, text, { reading, people });

describe('a cell of the table', () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['2026/11/3', '2026-11-03'],
    ['20261123', '2026-11-23'],
    ['2026年11月23日', '2026-11-23'],
    ['11-23', '2026-11-23'],
    ['２０２６－１１－２３', '2026-11-23'],
    ['2026/11/23 0:00:00', '2026-11-23'],
    ['今天', '2026-11-24'],
    // As Excel numbers days: 1 January 2000 and 31 December 2099 are the first and the last taken.
    ['46349', '2026-11-23'],
    ['46000', '2025-12-09'],
    ['36526', '2000-01-01'],
    ['73050', '2099-12-31'],
    ['36525', '36525'],
    ['73051', '73051'],
    ['2026-02-30', '2026-02-30'],
    ['下周', '下周'],
  ])('reads the day %s', (text, value) => {
    expect(read(field('day'), text)).toEqual({ value });
  });

  it.each([
    ['1,234', 1234],
    ['１２３', 123],
    [' 12　', 12],
    ['十二', '十二'],
    ['', undefined],
    ['　', undefined],
  ])('reads the number %s', (text, value) => {
    expect(read(field('integer'), text)).toEqual({ value });
  });
  it('reads money and shares as people write them', () => {
    expect(read(field('money'), '1,234.5')).toEqual({ value: 123_450 });
    expect(read(field('share'), '12.5%')).toEqual({ value: 1250 });
  });

  const choices = [
    { value: 'lesson', title: t('示范课', 'Model lesson') },
    { value: 'talk', title: t('讲座（专题）', 'Talk') },
  ];
  it.each([
    ['示范课', 'lesson'],
    ['lesson', 'lesson'],
    ['model LESSON', 'lesson'],
    ['讲座(专题)', 'talk'],
    ['其他', '其他'],
  ])('takes a choice by title or value: %s', (text, value) => {
    expect(read(field('choice', { choices }), text)).toEqual({ value });
  });
  it('takes several choices with separators between', () => {
    expect(read(field('choices', { choices }), '示范课、讲座（专题），其他')).toEqual({
      value: ['lesson', 'talk', '其他'],
    });
  });
  it('reads yes and no', () => {
    expect(['是', '√', '否', '也许'].map((text) => read(field('yesNo'), text))).toEqual([
      { value: true },
      { value: true },
      { value: false },
      { value: '也许' },
    ]);
  });
  it('finds people by name, and says when a name is unknown or means two of them', () => {
    expect(read(field('person'), '张明')).toEqual({ value: '1' });
    expect(read(field('person'), '李红')).toEqual({ value: '2' });
    expect(read(field('person'), '王芳')).toEqual({ ambiguous: '王芳', count: 2 });
    expect(read(field('person'), '赵某')).toEqual({ unknown: '赵某' });
  });
});
