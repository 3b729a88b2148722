import { expect, it } from 'vitest';
import { kindOf, t } from '../src/index.js';

const rule = {
  kindFrom: 'subject',
  kind: { title: t('学科', 'Subject'), choices: [{ value: 'art', title: t('美术', 'Art') }] },
} as const;

it.each([
  ['美术', 'art'],
  ['Art', 'art'],
  ['art', 'art'],
  [' 美术 ', 'art'],
  ['音乐', undefined],
  ['', undefined],
  [null, undefined],
])('somebody whose subject is written as %j is of the kind %j', (subject, kind) => {
  expect(kindOf(rule, { subject, post: '美术' })).toBe(kind);
});

it('by the post where the programme says so, and of no kind where it says nothing', () => {
  expect(kindOf({ ...rule, kindFrom: 'post' }, { subject: null, post: '美术' })).toBe('art');
  expect(kindOf({ kind: rule.kind }, { subject: '美术', post: '美术' })).toBeUndefined();
});
