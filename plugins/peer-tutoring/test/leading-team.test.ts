import { exampleSettings } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import programme from '../src/index.js';
import type { Settings } from '../src/settings.js';
import { leadingTeamFindings } from '../src/warned/leading-team.js';

const plan21 = exampleSettings(programme, 'plan21') as Settings;
const found = (o: Partial<Settings>) =>
  leadingTeamFindings({ ...plan21, leaders: '王、曹', deputies: '李、朱、黄、赵', ...o })
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ rule, numbers }) => [rule, numbers?.['n'], numbers?.['asked']]);

describe('the guidance team (二十一：一)', () => {
  it.each([
    [undefined, [['leaders', 0, 2]]],
    ['王', [['leaders', 1, 2]]],
    ['王、曹', []],
    ['王、曹、李', [['leaders', 3, 2]]],
  ])('has two leaders: %s', (leaders, expected) => {
    expect(found({ leaders })).toEqual(expected);
  });

  it.each([
    ['李、朱、黄', [['deputies', 3, 4]]],
    ['李、朱、黄、赵', []],
    ['李，朱；黄 赵、', []],
    ['李、朱、黄、赵、钱', [['deputies', 5, 4]]],
  ])('has four deputies: %s', (deputies, expected) => {
    expect(found({ deputies })).toEqual(expected);
  });

  it('has as many as the college has set', () => {
    expect(found({ leadersAsked: 3, leaders: '王、曹、李', deputiesAsked: 0, deputies: undefined })).toEqual([]);
  });
});
