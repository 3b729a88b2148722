import { describe, expect, it } from 'vitest';
import { asIn, asOn } from '../../src/documents/parties-then.js';

const place = { id: 'branch', name: '第一党支部' };
const pairing = {
  id: 'pair',
  helper: { id: 'fang', name: '方远', place },
  helped: { id: 'ding', name: '丁小禾', place: { id: 'class', name: '机电2501班' } },
  startsOn: '2026-09-25',
  endsOn: null,
  roles: {},
};
const former = [
  {
    pairing_id: 'pair',
    side: 'helper' as const,
    id: 'gu',
    name: '顾明（第一党支部）',
    alone: '顾明',
    place: place.id,
    place_name: place.name,
    until_on: '2027-01-01',
  },
];

describe('parties on paper', () => {
  it('are those of the day: the former one up to the day of the hand-over', () => {
    const on = (day: string) => asOn(pairing, day, former).helper;
    expect(on('2026-12-31')).toEqual({ id: 'gu', name: '顾明', place });
    expect(on('2027-01-01').name).toBe('顾明');
    expect(on('2027-01-02')).toEqual(pairing.helper);
    expect(asOn(pairing, '2026-12-31', former).helped).toEqual(pairing.helped);
    expect(asOn({ ...pairing, id: 'other' }, '2026-12-31', former).helper).toEqual(pairing.helper);
  });

  it('are, of a file of some days, the last one with those who were it before', () => {
    const during = (from: string, to: string) => asIn(pairing, { from, to }, former).helper.name;
    expect(during('2026-09-01', '2027-01-01')).toBe('顾明');
    expect(during('2026-09-01', '2027-01-02')).toBe('方远（原顾明）');
    expect(during('2027-01-01', '2027-08-31')).toBe('方远（原顾明）');
    expect(during('2027-01-02', '2027-08-31')).toBe('方远');
  });
});
