import { defaultSettings, type DocumentBlock, type ProgrammeDocument, type Reader } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import programme from '../src/index.js';

const settings = { ...defaultSettings(programme), teachers: 64, compiler: '谢副校长' };
const paper = (key: string) => programme.documents[key] as Extract<ProgrammeDocument, { of: 'programme' }>;
const school = (id: string) => ({ id, name: id, place: { id, name: id } });
const pairing = (id: string, helper: string) => ({ id, helper: school(helper), helped: school(`${id}校`) });

interface Known {
  readonly pairs?: number;
  readonly friends?: number;
  readonly sheets?: readonly object[];
}
/** Pairs of teachers between 八中 and two others: all of them in the first. */
const reader = ({ pairs = 1, friends = 0, sheets = [] }: Known) =>
  ({
    period: { from: '2026-10-01', to: '2026-12-31' },
    inside: () =>
      Array.from({ length: pairs }, (_, n) => ({
        id: `t${n}`,
        pairing: 'a',
        inside: 'teachers',
        kind: 'physics',
        helper: { id: `h${n}`, name: `师${n}` },
        helped: { id: `g${n}`, name: `徒${n}` },
      })),
    duties: () =>
      Array.from({ length: pairs }, (_, n) => ({
        duty: 'friendship',
        pairing: `t${n}`,
        confirmed: n < friends ? 2 : 0,
      })),
    tallies: () => [],
    records: () => sheets,
  }) as unknown as Reader;
const printed = (key: string, known: Known, pairings = [pairing('a', '八中'), pairing('b', '八中')]) =>
  paper(key).parts(reader(known), { settings, pairings, programme: { title: '网络教研结对' } } as never);
const tableOf = (parts: readonly DocumentBlock[]) => parts.find((one) => one.kind === 'table')!;
const fieldsOf = (parts: readonly DocumentBlock[]) =>
  parts.flatMap((one) => (one.kind === 'fields' ? one.rows.flat() : []));
const valueOf = (parts: readonly DocumentBlock[], label: string) =>
  fieldsOf(parts).find((one) => one.label.zh.startsWith(label))?.value;

describe('the plan of 64 pairs', () => {
  it.each([
    [63, '计划结对 64 对，已结对 63 对，还差 1 对。'],
    [64, '计划结对 64 对，已结对 64 对。'],
    [65, '计划结对 64 对，已结对 65 对，超出计划 1 对，请核对。'],
  ])('notices one too many: %i', (pairs, zh) => {
    expect(printed('pairList', { pairs })[0]).toMatchObject({ kind: 'paragraph', text: { zh } });
  });
});

describe('annex 2', () => {
  const sheet = { pairing: 'a', data: { logins: 5230, summary: '各学科更新正常。' } };

  it('prints what the school wrote, and its logins once for the school', () => {
    const parts = printed('usage', { sheets: [sheet, { ...sheet, pairing: 'b' }] });
    expect(valueOf(parts, '应用情况说明')).toBe('各学科更新正常。');
    expect(valueOf(parts, '全校登录次数')).toBe(5230);
    expect(valueOf(parts, '全校访问次数')).toBe(null);
    expect(tableOf(parts).rows).toHaveLength(2);
    expect(JSON.stringify(tableOf(parts))).not.toContain('5230');
  });

  it('leaves blank what nobody wrote', () => {
    const parts = printed('usage', {});
    expect([valueOf(parts, '应用情况说明'), valueOf(parts, '全校登录次数')]).toEqual([null, null]);
  });

  it.each([0, 1, 31])('counts every pair that are friends once, of whichever quarter: %i', (friends) => {
    expect(tableOf(printed('usage', { pairs: 31, friends })).rows[0]!.slice(1, 3)).toEqual([31, friends]);
  });

  it('is one sheet for each helping school', () => {
    const parts = printed('usage', { sheets: [sheet] }, [pairing('a', '八中'), pairing('b', '五中')]);
    expect(
      fieldsOf(parts)
        .filter(({ label }) => label.zh === '填报单位')
        .map(({ value }) => value),
    ).toEqual(['八中', '五中']);
    expect(
      fieldsOf(parts)
        .filter(({ label }) => label.zh === '应用情况说明')
        .map(({ value }) => value),
    ).toEqual(['各学科更新正常。', null]);
  });
});

describe('the calendar', () => {
  const year = { from: '2026-09-01', to: '2027-08-31', terms: [] };
  const days = (key: string, under: object = {}) => programme.phases[key]!.days(year, { ...settings, ...under });

  it('lays the year out in order', () => {
    expect(Object.keys(programme.phases).map((key) => Object.values(days(key)))).toEqual([
      ['2026-09-01', '2026-09-30'],
      ['2026-09-21', '2026-09-30'],
      ['2026-12-01', '2026-12-31'],
      ['2026-12-21', '2026-12-31'],
      ['2027-02-01', '2027-03-31'],
      ['2027-03-21', '2027-03-31'],
      ['2027-06-21', '2027-06-30'],
      ['2027-07-01', '2027-08-31'],
    ]);
  });

  it.each([
    ['2027-01-31', '2027-01-31'],
    ['2027-02-01', '2027-02-01'],
    ['2027-02-02', '2027-02-01'],
    ['2027-04-15', '2027-02-01'],
  ])('ends on the day that the bureau has set, and never before it begins: %s', (startUntil, from) => {
    expect(days('start', { startUntil })).toEqual({ from, to: startUntil });
  });

  it('finds its months in a programme of a calendar year too', () => {
    const calendar = { from: '2027-02-01', to: '2027-12-31', terms: [] };
    expect(programme.phases['use']!.days(calendar, settings)).toEqual({ from: '2027-09-01', to: '2027-09-30' });
    expect(programme.phases['start']!.days(calendar, settings)).toEqual({ from: '2027-02-01', to: '2027-03-31' });
  });
});
