import { visibleFields } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../src/api/problem.js';
import { check, fieldsOfManifests } from '../src/components/form/form-errors.js';
import {
  newOrganisation,
  newOrganisationFields,
  organisationChangeFields,
} from '../src/features/organisations/organisation-fields.js';
import { mayTeach, organisationKinds } from '../src/features/organisations/organisation-kinds.js';
import { sendOnTop, writtenChanges } from '../src/components/form/written-changes.js';

const word = (key: string) => key;
const fields = fieldsOfManifests(newOrganisationFields(word, organisationKinds));
const checked = (input: object) => check({ fields, input, language: 'en' });
const school = { parent: 'p', kind: 'school', name: 'Hedong No. 1', ownership: 'public', schoolKind: 'primary' };

describe('fields of a new organisation', () => {
  it('asks a school for ownership and stage, a college for ownership if it likes, nobody else for either', () => {
    expect(visibleFields(fields, { kind: 'school' })).toEqual(expect.arrayContaining(['ownership', 'schoolKind']));
    expect(visibleFields(fields, { kind: 'school' })).not.toContain('collegeOwnership');
    expect(visibleFields(fields, { kind: 'college' })).toContain('collegeOwnership');
    for (const kind of ['bureau', 'section', 'centreSchool', 'union', 'foundation'])
      expect(visibleFields(fields, { kind })).toEqual(['parent', 'kind', 'name', 'code', 'contact', 'phone']);
    expect(Object.keys(checked({ parent: 'p', kind: 'school', name: 'X' }).errors)).toEqual([
      'ownership',
      'schoolKind',
    ]);
    expect(checked({ parent: 'p', kind: 'college', name: 'X' }).errors).toEqual({});
  });

  it('sends a name of 60 characters and keeps back one of 61, as the server would', () => {
    expect(checked({ ...school, name: '校'.repeat(60) }).errors).toEqual({});
    expect(Object.keys(checked({ ...school, name: '校'.repeat(61) }).errors)).toEqual(['name']);
  });

  it('sends one ownership whichever field it was given in, and none that belongs to another kind', () => {
    expect(newOrganisation(checked(school).data!)).toEqual(school);
    const college = checked({
      parent: 'p',
      kind: 'college',
      name: 'X',
      collegeOwnership: 'private',
      ownership: 'public',
    });
    expect(newOrganisation(college.data!)).toEqual({ parent: 'p', kind: 'college', name: 'X', ownership: 'private' });
    expect(newOrganisation({ kind: 'section', name: 'X' })).not.toHaveProperty('ownership');
  });
});

it('offers for a change only what the kind has', () => {
  const keys = (kind: 'school' | 'college' | 'section') => organisationChangeFields(word, kind).map(({ key }) => key);
  expect(keys('school')).toEqual(['ownership', 'schoolKind', 'code', 'contact', 'phone']);
  expect(keys('college')).toEqual(['ownership', 'code', 'contact', 'phone']);
  expect(keys('section')).toEqual(['code', 'contact', 'phone']);
});

it('shows no number of teachers where there can be none', () => {
  expect(mayTeach({ kind: 'school', teachers: 0 })).toBe(true);
  expect(mayTeach({ kind: 'section', teachers: 0 })).toBe(false);
  expect(mayTeach({ kind: 'section', teachers: 1 })).toBe(true);
});

it('sends what was changed, null for what was emptied, nothing for what stayed', () => {
  const before = { name: 'A', code: '1', phone: null, contact: 'B' };
  const keys = ['name', 'code', 'phone', 'contact'] as const;
  expect(writtenChanges({ before, after: { name: 'A', code: '', phone: '', contact: 'C' }, keys })).toEqual({
    code: null,
    contact: 'C',
  });
  expect(writtenChanges({ before, after: { ...before }, keys })).toEqual({});
  expect(writtenChanges({ before, after: { contact: 'C' }, keys: ['contact'] })).toEqual({ contact: 'C' });
});

describe('a change on top of somebody else\u2019s', () => {
  const stale = (difference: readonly unknown[], current: unknown = { version: 7 }) =>
    new ApiProblem({ status: 409, code: 'stale', title: '', current, difference });
  const sender = (...failures: ApiProblem[]) => {
    const versions: number[] = [];
    const send = (version: number) => {
      versions.push(version);
      const failure = failures[versions.length - 1];
      return failure ? Promise.reject(failure) : Promise.resolve('saved');
    };
    return { versions, send };
  };

  it('is sent again against their version when they changed other fields', async () => {
    const { versions, send } = sender(stale([]));
    await expect(sendOnTop({ version: 3, send })).resolves.toBe('saved');
    expect(versions).toEqual([3, 7]);
  });
  it('is left to the person when a field differs, and tried only once more', async () => {
    const differs = sender(stale([{ field: 'name' }]));
    await expect(sendOnTop({ version: 3, send: differs.send })).rejects.toMatchObject({ code: 'stale' });
    expect(differs.versions).toEqual([3]);
    const again = sender(stale([]), stale([]));
    await expect(sendOnTop({ version: 3, send: again.send })).rejects.toMatchObject({ code: 'stale' });
    expect(again.versions).toEqual([3, 7]);
  });
  it('starts from the version a comparison was made with', async () => {
    const { versions, send } = sender();
    await sendOnTop({ version: 3, current: { version: 9 }, send });
    expect(versions).toEqual([9]);
  });
  it('passes every other failure on', async () => {
    const { versions, send } = sender(new ApiProblem({ status: 422, code: 'invalid', title: '' }));
    await expect(sendOnTop({ version: 3, send })).rejects.toMatchObject({ status: 422 });
    expect(versions).toEqual([3]);
  });
});
