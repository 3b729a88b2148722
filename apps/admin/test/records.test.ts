import type { FieldManifest, FormManifest } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../src/api/problem.js';
import { arranged } from '../src/features/records/arranged.js';
import { monthDay, weekday } from '../src/components/date/day-words.js';
import { chosenPairings, readPairings, writePairings } from '../src/features/records/pairing-choice.js';
import { pairingChoices } from '../src/components/pairing/pairing-choices.js';
import { chosenProgramme } from '../src/components/programme/chosen-programme.js';
import { indexedChoices } from '../src/features/records/indexed-choices.js';
import {
  briefFields,
  changedSinceReturn,
  otherSide,
  sectionsOf,
  shownFields,
} from '../src/components/record/record-text.js';
import { currentOf, mergedData, onlyConflicts, withFieldKeys } from '../src/features/records/stale-data.js';

const field = (key: string, more: Partial<FieldManifest> = {}): FieldManifest => ({
  key,
  widget: 'text',
  title: { zh: key, en: key },
  required: true,
  class: 'internal',
  ...more,
});
const words = {
  open: { zh: 'open', en: 'open' },
  filled: { zh: 'filled', en: 'filled' },
  mark: () => ({ zh: 'mark', en: 'mark' }),
};

describe('the order of a form on the screen', () => {
  const fields = [
    field('on', { prefill: 'today' }),
    field('teacher', { prefill: 'last' }),
    field('theme'),
    field('effect'),
  ];

  it('puts what must be typed before what came filled in', () => {
    const found = arranged(fields, { on: '2026-11-24', teacher: 'p1' }, words);
    expect(found.map(({ key, section }) => [key, section?.en])).toEqual([
      ['theme', 'open'],
      ['effect', 'open'],
      ['on', 'filled'],
      ['teacher', 'filled'],
    ]);
  });

  it('keeps the form’s own order with only its day filled in, and marks it', () => {
    const found = arranged(fields, { on: '2026-11-24' }, words);
    expect(found.map(({ key }) => key)).toEqual(['on', 'teacher', 'theme', 'effect']);
    expect(found[0]?.help).toEqual({ zh: 'mark', en: 'mark' });
    expect(found[1]?.help).toBeUndefined();
  });

  it('keeps a form’s own sections, and its own help before the mark', () => {
    const own = fields.map((f) => ({ ...f, section: { zh: 's', en: 's' }, help: { zh: 'help', en: 'help' } }));
    const found = arranged(own, { on: '2026-11-24', teacher: 'p1' }, words);
    expect(found.map(({ key }) => key)).toEqual(['on', 'teacher', 'theme', 'effect']);
    expect(found[1]?.help?.en).toBe('help mark');
  });

  it('keeps the order when nothing is left to type', () => {
    const found = arranged(fields.slice(0, 2), { on: '2026-11-24', teacher: 'p1' }, words);
    expect(found.map(({ section }) => section)).toEqual([undefined, undefined]);
  });
});

describe('the pairings of a new record', () => {
  const offered = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

  it('asks nobody where there is one', () => {
    expect(chosenPairings([{ id: 'a' }], [], 'one')).toEqual(['a']);
    expect(chosenPairings([{ id: 'a' }], ['gone'], 'many')).toEqual(['a']);
  });

  it('takes the first one named for a form about one', () => {
    expect(chosenPairings(offered, ['c', 'a'], 'one')).toEqual(['c']);
    expect(chosenPairings(offered, ['gone', 'b'], 'one')).toEqual(['b']);
    expect(chosenPairings(offered, [], 'one')).toEqual([]);
  });

  it('takes all that are named for a form about many, without those that are not offered', () => {
    expect(chosenPairings(offered, ['c', 'gone', 'a'], 'many')).toEqual(['a', 'c']);
  });

  it('reads and writes them in the address', () => {
    expect(readPairings('a,b')).toEqual(['a', 'b']);
    expect(readPairings(undefined)).toEqual([]);
    expect(writePairings(['a', 'b'])).toBe('a,b');
    expect(writePairings([])).toBeUndefined();
  });
});

describe('the programme of a list', () => {
  const programmes = [
    { id: 'closed', state: 'closed', startsOn: '2025-09-01' },
    { id: 'running', state: 'enabled', startsOn: '2025-09-01' },
  ] as const;

  it('is the one named, else the first running, else any that is no draft', () => {
    expect(chosenProgramme(programmes, 'closed')).toBe('closed');
    expect(chosenProgramme(programmes, undefined)).toBe('running');
    expect(chosenProgramme(programmes.slice(0, 1), undefined)).toBe('closed');
    expect(chosenProgramme([{ id: 'draft', state: 'draft', startsOn: '2025-09-01' }], undefined)).toBeUndefined();
  });

  it('offers pairings and schools to filter by from two pairings on', () => {
    const pair = (id: string, helped: string) => ({
      id,
      helper: { id: 'h', name: 'Helper' },
      helped: { id: helped, name: helped },
    });
    expect(pairingChoices([pair('1', 'x')]).pairings).toEqual([]);
    const two = pairingChoices([pair('1', 'x'), pair('2', 'y')]);
    expect(two.pairings).toEqual([
      { value: '1', title: 'Helper → x' },
      { value: '2', title: 'Helper → y' },
    ]);
    expect(two.organisations.map(({ value }) => value).sort()).toEqual(['h', 'x', 'y']);
  });

  it('offers only indexed fields with a closed list', () => {
    const form = {
      index: ['subject', 'teacher'],
      fields: [field('subject', { widget: 'choice', choices: [] }), field('teacher'), field('kind', { choices: [] })],
    };
    expect(indexedChoices(form as unknown as FormManifest).map(({ key }) => key)).toEqual(['subject']);
  });
});

describe('a record in words', () => {
  it('hides a conditional field only while it is empty', () => {
    const fields = [field('a'), field('b', { when: { field: 'a', is: ['x'] } })];
    expect(shownFields(fields, {}).map(({ key }) => key)).toEqual(['a']);
    expect(shownFields(fields, { b: false }).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(shownFields(fields, { b: [] }).map(({ key }) => key)).toEqual(['a']);
  });

  it('keeps fields of one section together', () => {
    const s = (zh: string) => ({ section: { zh, en: zh } });
    const found = sectionsOf([field('a', s('1')), field('b', s('2')), field('c', s('1'))]);
    expect(found.map((section) => section.map(({ key }) => key))).toEqual([['a', 'c'], ['b']]);
  });

  it('names what identifies it beside its day, in the form’s order of importance', () => {
    const form = { brief: ['on', 'theme', 'gone', 'subject'], fields: [field('subject'), field('on'), field('theme')] };
    expect(briefFields(form as unknown as FormManifest).map(({ key }) => key)).toEqual(['theme', 'subject']);
  });

  it('knows which side answers', () => {
    const sides = { helper: { id: 'h', name: 'H' }, helped: { id: 'd', name: 'D' } };
    expect(otherSide('h', sides).id).toBe('d');
    expect(otherSide('d', sides).id).toBe('h');
  });

  it('says days in either language', () => {
    expect(monthDay('2026-11-27', 'zh')).toBe('11月27日');
    expect(monthDay('2026-11-27', 'en')).toBe('27 November');
    expect(weekday('2026-11-24', 'en')).toBe('Tuesday');
  });
});

describe('what changed since a return', () => {
  const change = (action: string, ...difference: { field: string; before: unknown }[]) => ({ action, difference });

  it('is nothing before the first return', () => {
    expect(changedSinceReturn([change('submit'), change('change', { field: 'a', before: 1 })]).size).toBe(0);
  });

  it('counts from the last return, with the value each field had then', () => {
    const history = [
      change('submit'),
      change('return'),
      change('resubmit', { field: 'a', before: 1 }),
      change('return'),
      change('resubmit', { field: 'b', before: 2 }),
      change('change', { field: 'b', before: 3 }, { field: 'c', before: null }),
    ];
    expect([...changedSinceReturn(history)]).toEqual([
      ['b', 2],
      ['c', null],
    ]);
  });
});

describe('a change that came too late', () => {
  const stale = (difference: readonly unknown[]) =>
    new ApiProblem({
      status: 409,
      code: 'stale',
      title: 'x',
      request: 'r',
      current: { version: 3, data: {} },
      difference,
    });

  it('names fields as the form does and keeps the rest of the problem', () => {
    const found = withFieldKeys(stale([{ field: 'data.theme', yours: 1, theirs: 2 }, { field: 'on' }, 'odd']));
    expect(found.difference).toEqual([{ field: 'theme', yours: 1, theirs: 2 }, { field: 'on' }, 'odd']);
    expect(found).toMatchObject({ status: 409, code: 'stale', title: 'x', request: 'r', current: { version: 3 } });
  });

  it('asks only about fields that both have changed', () => {
    const opened = { a: 1, b: ['x'], c: undefined };
    const found = onlyConflicts(stale([{ field: 'a' }, { field: 'b' }, { field: 'c' }]), {
      opened,
      mine: { a: 2, b: ['x'], c: null },
    });
    expect(found.difference).toEqual([{ field: 'a' }]);
  });

  it('keeps both changes where they touch different fields', () => {
    const opened = { a: 1, b: 1, c: 1, gone: 1 };
    const merged = mergedData({ opened, mine: { a: 2, b: 1, c: 1, gone: 1, added: 5 }, theirs: { a: 1, b: 3, c: 1 } });
    expect(merged).toEqual({ a: 2, b: 3, c: 1, added: 5 });
  });

  it('lets mine stand where both changed the same field', () => {
    expect(mergedData({ opened: { a: 1 }, mine: { a: 2 }, theirs: { a: 3 } })).toEqual({ a: 2 });
  });

  it('reads the current record of the answer, if there is one', () => {
    expect(currentOf({ version: 3, data: { a: 1 } })).toEqual({ version: 3, data: { a: 1 } });
    expect(currentOf(undefined)).toBeUndefined();
    expect(currentOf({ version: '3', data: {} })).toBeUndefined();
    expect(currentOf({ version: 3, data: null })).toBeUndefined();
  });
});
