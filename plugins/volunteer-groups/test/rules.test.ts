import { defaultSettings, type DocumentBlock, type ProgrammeDocument, type Reader } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import programme from '../src/index.js';

const settings = { ...defaultSettings(programme), giftTwo: 'storybook' };

/** One child of grade 2, with gifts of the first team and of the one that came after it. */
const reader = (o: { readonly first: number; readonly second?: number; readonly waiting?: number; team?: boolean }) => {
  const child = { id: 'c', name: '赵同学 C01' };
  const gift = (pairing: string) => ({
    pairing,
    on: '2027-05-25',
    data: { gift: 'storybook' },
    facts: { cost: 10_000 },
  });
  const times = <T>(n: number, one: T) => Array.from({ length: n }, () => one);
  return {
    pairings: () => ['p', 'q'].map((id) => ({ id, helper: { id: `t-${id}`, name: id }, helped: child })),
    teams: () => (o.team === false ? [] : [{ pairedWith: ['c'] }]),
    entries: () => [
      { person: { ...child, place: { id: 's', name: '水三村小学' } }, period: '2026-2027', data: { grade: 'grade2' } },
    ],
    records: () => [...times(o.first, gift('p')), ...times(o.second ?? 0, gift('q'))],
    standing: () => [
      ...times(o.waiting ?? 0, { pairing: 'q', on: '2027-05-26', state: 'claimed' }),
      { pairing: 'q', on: '2027-05-26', state: 'returned' },
    ],
  } as unknown as Reader;
};
const listed = (o: Parameters<typeof reader>[0]) => programme.reports['unequalGifts']!.rows(reader(o));

describe('one gift for every child', () => {
  it.each([
    [0, [{ gifts: 0, cost: null, why: '尚未收到礼物' }]],
    [1, []],
    [2, [{ gifts: 2, cost: '200.00', gift: '故事书、故事书', why: '已收 2 件，每名儿童一件，多 1 件' }]],
    [3, [{ gifts: 3, cost: '300.00', why: '已收 3 件，每名儿童一件，多 2 件' }]],
  ])('lists a child with none or more than one: %i', (first, rows) => {
    const found = listed({ first });
    expect(found).toHaveLength(rows.length);
    expect(found).toMatchObject(rows);
  });

  it('counts those of a team that has gone with those of the next', () => {
    expect(listed({ first: 1, second: 1 })).toMatchObject([{ gifts: 2 }]);
    expect(listed({ first: 0, second: 1 })).toEqual([]);
  });

  it.each([
    [0, 1, '一件已交接，待学校确认'],
    [0, 2, '已收 0 件，另有 2 件待确认，全部确认后将多于一件'],
    [1, 1, '已收 1 件，另有 1 件待确认，全部确认后将多于一件'],
  ])('says so before the school confirms: %i given, %i waiting', (first, waiting, why) => {
    expect(listed({ first, waiting })).toMatchObject([{ gifts: first, waiting, why }]);
  });

  it('says who has no team', () => {
    expect(listed({ first: 0, team: false })).toMatchObject([{ why: '尚无小分队，没有收到礼物' }]);
  });

  it.each([
    [0, ['第二组', 1, 0, 1, 0, 0], false],
    [1, ['第二组', 1, 1, 0, 0, 0], false],
    [2, ['第二组', 1, 0, 0, 1, 0], true],
  ])('stands by group on paper, with a note where there are more: %i', (first, row, noted) => {
    const paper = programme.documents['giftCheck'] as Extract<ProgrammeDocument, { of: 'programme' }>;
    const parts = paper.parts(reader({ first }), { settings, pairings: [] } as never);
    const [table] = parts as readonly [Extract<DocumentBlock, { kind: 'table' }>];
    const [cells] = table.rows;
    expect([(cells![0] as { zh: string }).zh, ...cells!.slice(3, 8)]).toEqual(row);
    expect(parts.some(({ kind }) => kind === 'note')).toBe(noted);
  });
});
