import { describe, expect, it } from 'vitest';
import {
  attachments,
  checkFields,
  checkProgramme,
  type Field,
  jsonSchemaOf,
  MOST_ATTACHMENTS,
  type ProgrammeDefinition,
  t,
} from '../src/index.js';
import { example } from './fixtures/example.js';

const title = t('佐证', 'Evidence');
const ids = (n: number) =>
  Array.from({ length: n }, (_, i) => `01a20dde-236e-7003-bc57-${String(i).padStart(12, '0')}`);
const check = (value: unknown, f: Field = attachments({ title })) => {
  const found = checkFields({ evidence: f }, { evidence: value });
  return 'data' in found ? found.data : found.errors.map((e) => e.text.zh);
};

describe('an attachments field', () => {
  it('is personal, never required, and holds nine files unless told', () => {
    expect(attachments({ title })).toMatchObject({ class: 'personal', required: false, max: 9 });
    expect(attachments({ title, max: 3, class: 'internal' })).toMatchObject({ class: 'internal', max: 3 });
    expect(check(undefined)).toEqual({});
  });

  it('takes as many ids as it says, each once', () => {
    expect(check(ids(8))).toEqual({ evidence: ids(8) });
    expect(check(ids(9))).toEqual({ evidence: ids(9) });
    expect(check(ids(10))).toEqual(['佐证最多 9 个文件']);
    expect(check([...ids(1), ...ids(1)])).toEqual(['佐证有重复的文件']);
    for (const wrong of ['x', ['x'], [1], {}, [ids(1)]]) expect(check(wrong)).toEqual(['佐证的格式不对']);
  });

  it('that holds none is not filled in', () => {
    expect(check([])).toEqual({});
  });

  it('is published as a list of unique ids', () => {
    expect(jsonSchemaOf({ evidence: attachments({ title, max: 3 }) })).toMatchObject({
      properties: { evidence: { type: 'array', items: { format: 'uuid' }, maxItems: 3, uniqueItems: true } },
    });
  });

  const broken = (f: Field, o: { index?: string[] } = {}) => {
    const [key, form] = Object.entries(example.forms)[0]!;
    const fields = { ...(form.fields as object), evidence: f };
    const changed = { ...form, fields, ...(o.index ? { index: o.index } : {}) };
    const definition = { ...example, forms: { ...example.forms, [key]: changed } } as unknown as ProgrammeDefinition;
    return checkProgramme(definition)
      .filter((b) => b.thing.includes('evidence') || b.thing.endsWith('index'))
      .map((b) => b.remedy);
  };

  it.each([
    [0, 1],
    [1, 0],
    [MOST_ATTACHMENTS, 0],
    [MOST_ATTACHMENTS + 1, 1],
  ])('with max %i breaks %i promises', (max, n) => {
    expect(broken(attachments({ title, max }))).toHaveLength(n);
  });

  it('cannot be required, prefilled, filtered by, or a setting', () => {
    expect(broken({ ...attachments({ title }), required: true })).toEqual([expect.stringContaining('optional')]);
    expect(broken({ ...attachments({ title }), prefill: 'last' })).toEqual([expect.stringContaining('prefilled')]);
    expect(broken(attachments({ title }), { index: ['evidence'] })).toEqual([expect.stringContaining('filtered')]);
    const settings = { ...example.settings, evidence: { ...attachments({ title }), place: '一', explain: title } };
    const found = checkProgramme({ ...example, settings } as unknown as ProgrammeDefinition);
    expect(found.map((b) => b.thing)).toContain('settings.evidence');
  });
});
