import { describe, expect, it } from 'vitest';
import { ApiProblem, asProblem, toProblem } from '../src/api/problem.js';
import { check, fieldsOfManifests, serverErrors } from '../src/components/form/form-errors.js';
import { fieldManifests, integer, t, text } from '@xieshou/sdk';

describe('toProblem', () => {
  it('reads a problem document', () => {
    const body = {
      status: 422,
      code: 'invalid',
      title: '有 1 处需要修改',
      request: '01J9',
      errors: [{ field: 'name', message: '请填写名称' }, { field: 3 }],
    };
    const problem = toProblem(422, JSON.stringify(body));
    expect(problem).toMatchObject({ status: 422, code: 'invalid', title: '有 1 处需要修改', request: '01J9' });
    expect(problem.errors).toEqual([{ field: 'name', message: '请填写名称' }]);
  });

  it('keeps both sides of a conflict', () => {
    const difference = [{ field: 'topic', yours: 'a', theirs: 'b' }];
    const problem = toProblem(409, JSON.stringify({ code: 'stale', title: 'x', current: { version: 7 }, difference }));
    expect(problem.current).toEqual({ version: 7 });
    expect(problem.difference).toEqual(difference);
  });

  it.each(['<html>502 Bad Gateway</html>', '', '[]', 'null', '{"title":"no code"}'])(
    'takes %j as unexpected',
    (body) => {
      expect(toProblem(502, body)).toMatchObject({ status: 502, code: 'unexpected', title: '', errors: [] });
    },
  );
});

describe('outcomeUnknown', () => {
  it.each([
    [0, true],
    [400, false],
    [409, false],
    [499, false],
    [500, true],
    [503, true],
  ])('%i: %s', (status, unknown) => {
    expect(new ApiProblem({ status, code: 'x', title: '' }).outcomeUnknown).toBe(unknown);
  });
});

describe('asProblem', () => {
  it('keeps a problem and wraps anything else', () => {
    const problem = new ApiProblem({ status: 403, code: 'x', title: '' });
    expect(asProblem(problem)).toBe(problem);
    expect(asProblem(new TypeError('x')).code).toBe('unexpected');
  });
});

describe('serverErrors', () => {
  it('finds the field in plain and nested paths', () => {
    const problems = [
      { field: 'data.topic', message: 'a' },
      { field: 'lessons', message: 'b' },
      { field: 'lessons', message: 'second' },
    ];
    expect(serverErrors(problems, ['topic', 'lessons'])).toEqual({ topic: 'a', lessons: 'b' });
  });

  it('collects what belongs to no field on the screen', () => {
    const problems = [
      { field: 'pairings', message: 'a' },
      { field: '', message: 'b' },
    ];
    expect(serverErrors(problems, ['topic'])).toEqual({ '': 'a b' });
  });
});

describe('check', () => {
  const manifests = fieldManifests({
    topic: text({ title: t('课题', 'Topic'), maxLength: 3 }),
    lessons: integer({ title: t('课时数', 'Lessons'), min: 1, max: 8 }),
  });
  const fields = fieldsOfManifests(manifests);
  const errorsOf = (input: object, language: 'zh' | 'en' = 'zh') => check({ fields, input, language }).errors;

  it('speaks the language of the page', () => {
    expect(errorsOf({ lessons: 1 })).toEqual({ topic: '请填写课题' });
    expect(errorsOf({ lessons: 1 }, 'en')).toEqual({ topic: 'Fill in Topic' });
  });

  it.each([
    [0, true],
    [1, false],
    [8, false],
    [9, true],
    ['abc', true],
    [2.5, true],
  ])('%s lessons are wrong: %s', (lessons, wrong) => {
    expect('lessons' in errorsOf({ topic: 'a', lessons })).toBe(wrong);
  });

  it('gives the cleaned data when nothing is wrong', () => {
    expect(check({ fields, input: { topic: ' ab ', lessons: 2 }, language: 'zh' }).data).toEqual({
      topic: 'ab',
      lessons: 2,
    });
  });
});
