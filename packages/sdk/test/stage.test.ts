import { describe, expect, it } from 'vitest';
import { checkProgramme, type ProgrammeDefinition, type Stage, t, toManifest } from '../src/index.js';
import { example, title } from './fixtures/example.js';

type Values = Readonly<Record<string, unknown>>;
type Needs = Stage<Values>['needs'];

const visits = { title, form: 'visit', atLeast: () => 1 };
const stage: Stage<Values> = { title, place: '三', needs: { visits } };
const withStage = (change: Partial<Stage<Values>>, key = 'ideas'): ProgrammeDefinition => ({
  ...example,
  stages: { [key]: { ...stage, ...change } },
});
const withNeed = (need: object, key = 'visits') => withStage({ needs: { [key]: { ...visits, ...need } } as Needs });
const withMany = (n: number): ProgrammeDefinition => ({
  ...example,
  stages: Object.fromEntries(Array.from({ length: n }, (_, i) => [`step${i}`, stage])),
});
const found = (definition: ProgrammeDefinition) => checkProgramme(definition).map(({ thing }) => thing);
const teams = { title, helper: title, helped: title, kind: { title, choices: [{ value: 'heads', title }] } };

describe('a stage', () => {
  it('keeps its promises, and stands in the manifest with its numbers under the settings', () => {
    const needs: Needs = {
      visits: { title, form: 'visit', fact: 'minutes', atLeast: (s) => Number(s['lessons']) * 45 },
      pairs: { title, inside: 'teams', atLeast: () => 0 },
    };
    const definition = { ...withStage({ needs, window: () => ({ to: '2026-12-31' }) }), inside: { teams } };
    expect(found(definition)).toEqual([]);
    expect(toManifest(definition).stages).toEqual([
      {
        key: 'ideas',
        title,
        place: '三',
        to: '2026-12-31',
        needs: [
          { key: 'visits', title, atLeast: 45 },
          { key: 'pairs', title, atLeast: 0 },
        ],
      },
    ]);
  });

  it('may be one of twelve, and not of thirteen', () => {
    expect(found(withMany(12))).toEqual([]);
    expect(found(withMany(13))).toEqual(['stages']);
  });

  it.each<[string, ProgrammeDefinition, string]>([
    ['a key in capitals', withStage({}, 'Ideas'), 'stages.Ideas'],
    ['a title in one language', withStage({ title: t('理念', '') }), 'stages.ideas'],
    ['no need', withStage({ needs: {} }), 'stages.ideas.needs'],
    ['a need with a wrong key', withNeed({}, 'first-visit'), 'stages.ideas.needs.first-visit'],
    ['a need in one language', withNeed({ title: t('', 'Visits') }), 'stages.ideas.needs.visits'],
    ['a form that is not there', withNeed({ form: 'unheard' }), 'stages.ideas.needs.visits'],
    ['people that are not there', withNeed({ form: undefined, inside: 'unheard' }), 'stages.ideas.needs.visits'],
    ['a need that counts nothing', withNeed({ form: undefined }), 'stages.ideas.needs.visits'],
    ['a need that counts two things', withNeed({ inside: 'teams' }), 'stages.ideas.needs.visits'],
    [
      'a fact of people',
      { ...withNeed({ form: undefined, inside: 'teams', fact: 'minutes' }), inside: { teams } },
      'stages.ideas.needs.visits',
    ],
    ['a number below 0', withNeed({ atLeast: () => -1 }), 'stages.ideas.needs.visits'],
    ['half a visit', withNeed({ atLeast: () => 0.5 }), 'stages.ideas.needs.visits'],
    ['a day that is none', withStage({ window: () => ({ to: '2026-11-31' }) }), 'stages.ideas.window'],
    [
      'days that are turned round',
      withStage({ window: () => ({ from: '2026-12-01', to: '2026-11-30' }) }),
      'stages.ideas.window',
    ],
    [
      'a window that throws',
      withStage({
        window: () => {
          throw new TypeError('no days');
        },
      }),
      'stages.ideas.window',
    ],
  ])('is found out: %s', (_, definition, thing) => {
    expect(found(definition)).toEqual([thing]);
  });
});
