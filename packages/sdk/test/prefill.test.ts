import { describe, expect, it } from 'vitest';
import { checkProgramme, type Field, person, type ProgrammeDefinition, t, text } from '../src/index.js';
import { example } from './fixtures/example.js';

const title = t('教师', 'Teacher');

describe('a field that starts with whoever writes', () => {
  const broken = (writtenBy: 'helper' | 'helped' | 'either', f: Field) => {
    const [key, form] = Object.entries(example.forms)[0]!;
    const changed = { ...form, writtenBy, fields: { ...(form.fields as object), teacher: f } };
    const definition = { ...example, forms: { ...example.forms, [key]: changed } } as unknown as ProgrammeDefinition;
    return checkProgramme(definition)
      .filter((b) => b.thing.endsWith('.teacher'))
      .map((b) => b.remedy);
  };
  const me = (from: 'helper' | 'helped' | 'writer') => person({ title, from, prefill: 'me' });

  it('offers people of the side that writes', () => {
    expect(broken('helper', me('helper'))).toEqual([]);
    expect(broken('helped', me('writer'))).toEqual([]);
    expect(broken('either', me('helped'))).toEqual([]);
    for (const [writtenBy, from] of [
      ['helper', 'helped'],
      ['helped', 'helper'],
    ] as const)
      expect(new Set(broken(writtenBy, me(from)))).toEqual(
        new Set(['It offers people of the other side: whoever writes is never among them.']),
      );
  });

  it('is a person', () => {
    const asText: Field = { ...text({ title }), prefill: 'me' };
    expect(broken('either', asText)).toContain('Whoever writes is a person: prefill "me" is for person fields.');
  });
});
