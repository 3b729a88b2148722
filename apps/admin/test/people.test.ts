import { visibleFields } from '@xieshou/sdk';
import { expect, it } from 'vitest';
import { check, fieldsOfManifests } from '../src/components/form/form-errors.js';
import { personFields } from '../src/features/people/person-fields.js';

const fields = (isNew: boolean) => fieldsOfManifests(personFields((key) => key, isNew));

it('asks where somebody works only before they are registered', () => {
  expect(Object.keys(fields(true))).toContain('organisation');
  expect(Object.keys(fields(false))).not.toContain('organisation');
  const { errors } = check({ fields: fields(true), input: { name: 'A', kind: 'teacher' }, language: 'en' });
  expect(Object.keys(errors)).toEqual(['organisation']);
});

it('asks only teachers for their subject, and drops it when somebody is no teacher any more', () => {
  expect(visibleFields(fields(false), { kind: 'teacher' })).toContain('subject');
  expect(visibleFields(fields(false), { kind: 'staff' })).not.toContain('subject');
  const { data } = check({
    fields: fields(false),
    input: { name: 'A', kind: 'staff', subject: 'Maths' },
    language: 'en',
  });
  expect(data).toEqual({ name: 'A', kind: 'staff' });
});

it('takes a number of 30 characters and refuses one of 31', () => {
  const with_ = (code: string) =>
    check({ fields: fields(false), input: { name: 'A', kind: 'teacher', code }, language: 'en' });
  expect(with_('1'.repeat(30)).errors).toEqual({});
  expect(Object.keys(with_('1'.repeat(31)).errors)).toEqual(['code']);
});
