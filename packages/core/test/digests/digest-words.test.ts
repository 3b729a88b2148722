import { t } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { digestWords } from '../../src/digests/digest-words.js';

const one = { title: '结对项目', waiting: 3, due: 2, overdue: 1 };

describe('the words of the digest', () => {
  it('have a line for each programme, and say no noughts', () => {
    const programmes = [one, { title: '另一项目', waiting: 0, due: 0, overdue: 4 }];
    expect(digestWords({ unread: 5, roles: [{ role: null, programmes }] })).toEqual(
      t(
        '未读消息 5 条\n“结对项目”：待办 3 项，7 天内到期 2 项，已逾期 1 项\n“另一项目”：已逾期 4 项',
        'Unread notifications: 5\n"结对项目": waiting: 3; due within 7 days: 2; overdue: 1\n"另一项目": overdue: 4',
      ),
    );
  });

  it('name the role where somebody holds several', () => {
    expect(digestWords({ unread: 1, roles: [{ role: t('教师', 'Teacher'), programmes: [one] }] })).toEqual(
      t(
        '未读消息 1 条\n“结对项目”（教师）：待办 3 项，7 天内到期 2 项，已逾期 1 项',
        'Unread notifications: 1\n"结对项目" (Teacher): waiting: 3; due within 7 days: 2; overdue: 1',
      ),
    );
  });

  it('are one line where nothing but unread notifications waits', () => {
    expect(digestWords({ unread: 1, roles: [] })).toEqual(t('未读消息 1 条', 'Unread notifications: 1'));
  });
});
