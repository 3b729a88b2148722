import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  defineProgramme,
  exampleSettings,
  fieldManifests,
  jsonSchemaOf,
  presetSettings,
  type ProgrammeDefinition,
  text,
  toManifest,
} from '../src/index.js';
import { example, title } from './fixtures/example.js';

const isDeeplyFrozen = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen));

describe('defineProgramme', () => {
  it('freezes the definition to its last part', () => {
    expect(isDeeplyFrozen(example)).toBe(true);
    expect(() => {
      (example.forms['lesson'] as { version: number }).version = 3;
    }).toThrow(TypeError);
  });

  it('freezes what the author has frozen himself, which is shallow', () => {
    const inner = { ...title };
    const definition = defineProgramme({
      ...parts,
      presets: { a: Object.freeze({ title: inner, summary: title, settings: {} }) },
    });
    expect(isDeeplyFrozen(definition)).toBe(true);
    expect(Object.isFrozen(inner)).toBe(true);
  });

  it('leaves out no part', () => {
    const { roles, duties, reviews, ledgers, reports } = defineProgramme(parts);
    expect({ roles, duties, reviews, ledgers, reports }).toEqual({
      roles: {},
      duties: {},
      reviews: {},
      ledgers: {},
      reports: {},
    });
  });
});

const parts = {
  id: 'bare',
  title,
  summary: title,
  settings: {},
  presets: {},
  sides: { helper: { party: 'organisation', title }, helped: { party: 'person', title } },
  forms: {},
} as const;

describe('settings', () => {
  it('have the defaults of the definition, without those that an officer fills in', () => {
    expect(defaultSettings(example)).toEqual({ lessons: 2, online: false });
  });

  it('take a preset over the defaults', () => {
    expect(presetSettings(example, 'small')).toEqual({ lessons: 1, online: false });
    expect(presetSettings(example, 'large')).toEqual({ lessons: 9, silence: 30, online: true, quota: 5 });
    expect(presetSettings(example, 'none')).toEqual(defaultSettings(example));
    expect(presetSettings(example, 'constructor')).toEqual(defaultSettings(example));
  });

  it('stand in with the least possible value for what is not filled in yet', () => {
    expect(exampleSettings(example, 'small')).toEqual({ lessons: 1, silence: 3, online: false });
    expect(Object.keys(example.settings)).toContain('quota'); // shown only while `online` is true
    expect(exampleSettings(example, 'large')).toEqual(presetSettings(example, 'large'));
  });

  it('stand in for every kind of field but an optional one', () => {
    const field = { title, class: 'internal', required: true } as const;
    const choices = [
      { value: 'a', title },
      { value: 'b', title },
    ];
    const definition = {
      ...example,
      settings: {
        text: { ...field, widget: 'text' },
        longText: { ...field, widget: 'longText' },
        integer: { ...field, widget: 'integer', min: -5 },
        decimal: { ...field, widget: 'decimal', scale: 1, min: 5 },
        share: { ...field, widget: 'share', min: 100 },
        money: { ...field, widget: 'money' },
        day: { ...field, widget: 'day' },
        choice: { ...field, widget: 'choice', choices },
        choices: { ...field, widget: 'choices', choices },
        yesNo: { ...field, widget: 'yesNo' },
        person: { ...field, widget: 'person' },
        note: text({ title, optional: true }),
      },
    } satisfies ProgrammeDefinition;
    expect(exampleSettings(definition, '')).toEqual({
      text: '-',
      longText: '-',
      integer: -5,
      decimal: 5,
      share: 100,
      money: 0,
      day: '2026-09-01',
      choice: 'a',
      choices: ['a'],
      yesNo: false,
      person: '-',
    });
  });
});

describe('a manifest', () => {
  const manifest = toManifest(example);

  it('survives the wire', () => {
    expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
  });

  it('says what the programme is', () => {
    expect(manifest).toMatchObject({
      id: 'example-2',
      title,
      summary: title,
      sides: { helper: { party: 'organisation', title }, helped: { party: 'organisation', title } },
      roles: [{ key: 'section', how: 'appointed', title }],
    });
    expect(Object.keys(manifest.sides.helper)).toEqual(['party', 'title']);
  });

  it('lists fields in their order, each with its key', () => {
    expect(manifest.settings.map((f) => f.key)).toEqual(['lessons', 'silence', 'online', 'quota']);
    expect(manifest.settings[0]).toEqual({ key: 'lessons', ...example.settings['lessons'] });
    expect(fieldManifests({})).toEqual([]);
  });

  it('lists presets with all that they set', () => {
    expect(manifest.presets.map((p) => [p.key, p.settings])).toEqual([
      ['small', presetSettings(example, 'small')],
      ['large', presetSettings(example, 'large')],
    ]);
  });

  it('lists forms with fields, schema and whether somebody confirms them', () => {
    const [lesson, visit] = manifest.forms;
    expect(lesson).toMatchObject({ key: 'lesson', purpose: title, index: ['place'], version: 2, confirmed: true });
    expect(visit).toMatchObject({
      key: 'visit',
      subjects: 'many',
      index: [],
      brief: ['on', 'minutes'],
      confirmed: false,
    });
    expect(visit).not.toHaveProperty('purpose');
    expect(lesson?.schema).toEqual(jsonSchemaOf(example.forms['lesson']!.fields as never));
    expect(Object.keys(lesson!)).not.toContain('upgrade');
  });

  it('makes fields and numbers from the settings it is given', () => {
    const minutes = (settings?: Record<string, unknown>) =>
      toManifest(example, settings).forms[1]?.fields.find((f) => f.key === 'minutes')?.max;
    expect(minutes()).toBe(60);
    expect(minutes({ lessons: 9, silence: 5 })).toBe(540);
    expect(toManifest(example).duties.map((d) => d.atLeast)).toEqual([1, 60]);
    expect(toManifest(example, { lessons: 9, silence: 5 }).duties[0]?.atLeast).toBe(9);
    expect(toManifest(example).reviews[0]?.steps[0]?.silentAfter).toBe(3);
    expect(toManifest(example, { lessons: 9, silence: 5 }).reviews).toEqual([
      {
        key: 'confirmation',
        title,
        of: ['lesson'],
        steps: [
          {
            by: 'otherSide',
            title: { zh: '对方确认', en: 'Confirmation by the other side' },
            needs: 1,
            within: 0,
            silentAfter: 5,
          },
        ],
      },
    ]);
  });

  it('lists duties under the title of their form, counting records unless told', () => {
    expect(manifest.duties).toEqual([
      { key: 'lesson', title, per: 'month', of: 'pairing', atLeast: 1, count: 'records', place: '一' },
      {
        key: 'visit',
        title,
        per: 'term',
        of: 'pairing',
        atLeast: 60,
        count: 'amount',
        unit: example.duties['visit']!.unit,
      },
    ]);
  });

  it('lists ledgers and reports without their functions', () => {
    expect(manifest.ledgers).toEqual([{ key: 'all', ...example.ledgers['all'] }]);
    expect(manifest.reports).toEqual([
      {
        key: 'overview',
        title,
        purpose: title,
        columns: [
          { key: 'school', title, kind: 'text' },
          { key: 'lessons', title, kind: 'integer', total: true },
        ],
        chart: { kind: 'bar', by: 'school', series: ['lessons'] },
        drill: { lessons: 'lesson' },
      },
    ]);
    const parts = () => [];
    const documents = {
      list: { of: 'programme', title, purpose: title, orientation: 'landscape', parts },
      paper: { of: 'record', form: 'lesson', title, parts },
    } as const;
    expect(toManifest({ ...example, documents }).documents).toEqual([
      { key: 'list', title, purpose: title, of: 'programme' },
      { key: 'paper', title, of: 'record', form: 'lesson' },
    ]);
  });

  it('of a bare programme is empty, not broken', () => {
    expect(toManifest(defineProgramme(parts))).toEqual({
      id: 'bare',
      inside: [],
      registers: [],
      eligible: [],
      title,
      summary: title,
      settings: [],
      presets: [],
      sides: { helper: { party: 'organisation', title }, helped: { party: 'person', title } },
      roles: [],
      forms: [],
      duties: [],
      reviews: [],
      stages: [],
      outcomes: [],
      ledgers: [],
      reports: [],
      documents: [],
    });
  });

  it('says how pairs of people are proposed', () => {
    const match = {
      title,
      place: '二',
      within: () => 'place' as const,
      need: () => [],
      order: () => [],
      reason: () => title,
    };
    expect(toManifest({ ...example, match }).match).toEqual({ title, within: 'place', place: '二' });
  });

  it('says 0 where silence never confirms', () => {
    const reviews = { confirmation: { title, of: ['lesson'], steps: [{ by: 'otherSide' }] } };
    expect(toManifest({ ...example, reviews }).reviews[0]?.steps[0]).toMatchObject({ silentAfter: 0, within: 0 });
  });

  it('says who decides step by step, how many, and until when', () => {
    const steps = [
      { by: 'writer', title, needs: 2 },
      { by: 'section', title, within: () => 7 },
    ];
    const manifest = toManifest({ ...example, reviews: { filing: { title, of: ['visit'], steps } } });
    expect(manifest.reviews).toEqual([
      {
        key: 'filing',
        title,
        of: ['visit'],
        steps: [
          { by: 'writer', title, needs: 2, within: 0, silentAfter: 0 },
          { by: 'section', title, needs: 1, within: 7, silentAfter: 0 },
        ],
      },
    ]);
    expect(manifest.forms.map((form) => [form.key, form.confirmed])).toEqual([
      ['lesson', false],
      ['visit', true],
    ]);
  });
});
