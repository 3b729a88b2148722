import { describe, expect, it } from 'vitest';
import { checkProgramme, type Phase, type ProgrammeDefinition, t } from '../src/index.js';
import { example, title } from './fixtures/example.js';

type Values = Readonly<Record<string, unknown>>;

const phase: Phase<Values> = { title, place: '三', days: (programme) => programme.terms[0] ?? programme };
const withPhase = (change: Partial<Phase<Values>>, key = 'start'): ProgrammeDefinition => ({
  ...example,
  phases: { [key]: { ...phase, ...change } },
});
const withMany = (n: number): ProgrammeDefinition => ({
  ...example,
  phases: Object.fromEntries(Array.from({ length: n }, (_, i) => [`phase${i}`, phase])),
});
const found = (definition: ProgrammeDefinition) => checkProgramme(definition).map(({ thing }) => thing);
const days = (from: string, to: string) => withPhase({ days: () => ({ from, to }) });

describe('a phase', () => {
  it('keeps its promises, and may be left out by its settings', () => {
    expect(found(withPhase({}))).toEqual([]);
    expect(found(withPhase({ inUse: () => false, days: () => ({ from: '', to: '' }) }))).toEqual([]);
  });

  it('may be one of twenty, and not of twenty-one', () => {
    expect(found(withMany(20))).toEqual([]);
    expect(found(withMany(21))).toEqual(['phases']);
  });

  it.each<[string, ProgrammeDefinition, string]>([
    ['a key in capitals', withPhase({}, 'Start'), 'phases.Start'],
    ['a title in one language', withPhase({ title: t('启动', '') }), 'phases.start'],
    ['days out of order', days('2026-10-02', '2026-10-01'), 'phases.start.days'],
    ['a day that is none', days('2026-10-01', '2026-10-32'), 'phases.start.days'],
    ['days that need a term', withPhase({ days: ({ terms }) => terms[0] as never }), 'phases.start.days'],
    [
      'an answer that is thrown',
      withPhase({
        inUse: () => {
          throw new Error('no');
        },
      }),
      'phases.start.inUse',
    ],
  ])('is complained about: %s', (_, definition, thing) => {
    expect(found(definition)).toContain(thing);
  });

  it('may be one day long', () => {
    expect(found(days('2026-10-01', '2026-10-01'))).toEqual([]);
  });
});
