import { describe, expect, it } from 'vitest';
import { chosenKey, keysOf, readKey } from '../src/features/programmes/organisation-keys.js';
import {
  addSchools,
  type Chosen,
  coveredSchools,
  narrowed,
  type Place,
  removeSchools,
  schoolsOf,
  toggle,
  treeOf,
} from '../src/features/programmes/organisation-tree.js';

const place = (id: string, kind: string, parent?: string, ownership: Place['ownership'] = null): Place => ({
  id,
  name: `${id} name`,
  kind,
  ownership,
  parent: parent === undefined ? null : { id: parent },
});

const places = [
  place('bureau', 'bureau'),
  place('section', 'section', 'bureau'),
  place('east', 'centreSchool', 'bureau'),
  place('west', 'centreSchool', 'bureau'),
  place('empty', 'centreSchool', 'bureau'),
  place('e1', 'school', 'east', 'public'),
  place('e2', 'school', 'east', 'private'),
  place('w1', 'school', 'west', 'public'),
  place('own', 'school', 'bureau', 'private'),
];
const tree = treeOf(places);
const covered = (chosen: readonly Chosen[]) => [...coveredSchools(tree, chosen)].sort();
const all = ['e1', 'e2', 'own', 'w1'];

describe('treeOf', () => {
  it('holds offices with their schools and leaves out those that can never take part', () => {
    expect(tree.map(({ place: { id } }) => id)).toEqual(['bureau']);
    expect(tree[0]?.branches.map(({ place: { id } }) => id)).toEqual(['east', 'west', 'empty']);
    expect(
      tree
        .flatMap(schoolsOf)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(all);
  });

  it('puts at the top what has no parent in the list', () => {
    const cut = treeOf(places.filter(({ id }) => id !== 'bureau'));
    expect(cut.map(({ place: { id } }) => id)).toEqual(['east', 'west', 'empty', 'own']);
    expect(
      cut
        .flatMap(schoolsOf)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(all);
  });
});

describe('toggle', () => {
  it('chooses an office whole and a school alone', () => {
    expect(toggle(tree, [], 'bureau')).toEqual([{ id: 'bureau', subtree: true }]);
    expect(toggle(tree, [], 'e1')).toEqual([{ id: 'e1', subtree: false }]);
    expect(covered(toggle(tree, [], 'bureau'))).toEqual(all);
    expect(covered(toggle(tree, [], 'east'))).toEqual(['e1', 'e2']);
  });

  it('takes up what was chosen below an office', () => {
    const before = [
      { id: 'e1', subtree: false },
      { id: 'w1', subtree: false },
    ];
    expect(keysOf(toggle(tree, before, 'east'))).toEqual(['east+', 'w1']);
  });

  it('takes a choice away again', () => {
    expect(toggle(tree, toggle(tree, [], 'bureau'), 'bureau')).toEqual([]);
    expect(toggle(tree, toggle(tree, [], 'w1'), 'w1')).toEqual([]);
  });

  it('leaves the other parts of a whole office chosen when one is taken out', () => {
    const without = toggle(tree, [{ id: 'bureau', subtree: true }], 'e1');
    expect(keysOf(without)).toEqual(['e2', 'empty+', 'own', 'west+']);
    expect(covered(without)).toEqual(['e2', 'own', 'w1']);
    expect(keysOf(toggle(tree, [{ id: 'bureau', subtree: true }], 'east'))).toEqual(['empty+', 'own', 'west+']);
  });

  it('keeps an office open where all its schools are chosen one by one: later ones would not belong', () => {
    const single = toggle(tree, toggle(tree, [], 'e1'), 'e2');
    expect(keysOf(single)).toEqual(['e1', 'e2']);
    expect(keysOf(toggle(tree, single, 'east'))).toEqual(['east+']);
  });
});

describe('addSchools and removeSchools', () => {
  it('add only what is not covered yet', () => {
    expect(keysOf(addSchools(tree, [{ id: 'east', subtree: true }], ['e1', 'w1']))).toEqual(['east+', 'w1']);
  });

  it('remove schools from wherever they are covered by', () => {
    const left = removeSchools(tree, [{ id: 'bureau', subtree: true }], ['e1', 'e2', 'own']);
    expect(covered(left)).toEqual(['w1']);
    expect(removeSchools(tree, [], ['e1'])).toEqual([]);
  });
});

describe('narrowed', () => {
  const found = (words: string, ownership?: string) =>
    narrowed(tree, { words, ownership })
      .flatMap(schoolsOf)
      .map(({ id }) => id)
      .sort();

  it('shows everything while nothing is asked', () => expect(found('  ')).toEqual(all));

  it.each([
    ['E1', undefined, ['e1']],
    ['', 'private', ['e2', 'own']],
    ['east', undefined, ['e1', 'e2']],
    ['east', 'public', ['e1']],
    ['nowhere', undefined, []],
  ] as const)('%j with %j', (words, ownership, ids) => expect(found(words, ownership)).toEqual(ids));
});

describe('keys of a choice', () => {
  it('are read back', () => {
    const chosen = [
      { id: 'east', subtree: true },
      { id: 'e1', subtree: false },
    ];
    expect(chosen.map(chosenKey).map(readKey)).toEqual(chosen);
  });
});
